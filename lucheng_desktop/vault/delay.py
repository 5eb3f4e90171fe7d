"""The growing wait after wrong passphrases. It hinders people at this PC; a thief of the file meets Argon2id."""

import json
import time
from collections.abc import Callable, Mapping
from math import ceil
from pathlib import Path
from typing import Any

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import durable, keychain

FREE = 5
"""Wrong passphrases before the first wait."""
LONGEST = 15 * 60
_IN_RING = 8
"""Officers whose counts fit into what Windows keeps under one name."""
_running: dict[tuple[str, str], float] = {}
"""End of the wait by this process's own monotonic clock, which nobody can set."""


class Delay:
    """Failures of each officer, kept in the file `attempts` of the vault and in this PC's keyring.

    The worse of both counts: neither deleting the file nor putting an older one back shortens a wait.
    """

    def __init__(
        self, directory: Path, wall: Callable[[], float] = time.time, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._path = directory / "attempts"
        self._wall, self._monotonic = wall, monotonic
        self.vault = b""
        """Id of the vault, by which the keyring keeps the count too."""

    def begin(self, officer: str) -> None:
        """Count the attempt before it is made, so that a kill in the middle counts; Refused `E-PASSPHRASE/wait`."""
        known = self._read()
        mine = self._rebased(known.get(officer, {}))
        left = self._left(officer, mine)
        if left > 0:
            self._write({**known, officer: {**mine, "until": mine["seen"] + left}})
            raise Refused("E-PASSPHRASE/wait", failures=mine["failures"], seconds=int(left) + 1)
        self._fail(known, officer, mine["failures"] + 1)

    def remaining(self, officer: str) -> int:
        """Whole seconds that this officer still has to wait; nothing is counted or written by asking."""
        return max(0, ceil(self._left(officer, self._rebased(self._read().get(officer, {})))))

    def _fail(self, known: Mapping[str, Any], officer: str, failures: int) -> None:
        wait, wall = seconds(failures), self._wall()
        _running[str(self._path), officer] = self._monotonic() + wait
        self._write({**known, officer: {"failures": failures, "until": wall + wait, "seen": wall}})

    def _left(self, officer: str, mine: Mapping[str, float]) -> float:
        running = _running.get((str(self._path), officer), 0.0) - self._monotonic()
        return max(mine["until"] - mine["seen"], running)

    def _rebased(self, mine: Mapping[str, Any]) -> dict[str, Any]:
        """The record moved to the present; a clock that was set back neither shortens nor lengthens the wait."""
        failures, until, seen = (mine.get(name, 0) for name in ("failures", "until", "seen"))
        wall = self._wall()
        return {"failures": failures, "until": wall + until - seen if wall < seen else until, "seen": wall}

    def succeed(self, officer: str) -> None:
        """The passphrase was right: forget the failures."""
        _running.pop((str(self._path), officer), None)
        known = self._read()
        if known.pop(officer, None):
            self._write(known)

    def _read(self) -> dict[str, Any]:
        try:
            filed = _parsed(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            filed = {}
        ringed = _parsed(keychain.attempts(self.vault)) if self.vault else {}
        return {officer: _worse(filed.get(officer), ringed.get(officer)) for officer in filed | ringed}

    def _write(self, known: Mapping[str, Any]) -> None:
        durable.write(self._path, json.dumps(known).encode())
        if self.vault:
            worst = sorted(known, key=lambda officer: known[officer]["failures"])[-_IN_RING:]
            keychain.keep_attempts(self.vault, json.dumps({officer: known[officer] for officer in worst}))


def _parsed(text: str) -> dict[str, Any]:
    try:
        known = json.loads(text)
    except ValueError:
        return {}
    return {officer: mine for officer, mine in known.items() if _sound(mine)} if isinstance(known, dict) else {}


def _worse(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The record with more failures; of equals the one whose wait ends later."""
    there = [record for record in (one, other) if record is not None]
    return max(there, key=lambda record: (record["failures"], record["until"] - record["seen"]))


def _sound(mine: object) -> bool:
    numbers = ("failures", "until", "seen")
    return isinstance(mine, dict) and all(isinstance(mine.get(name), int | float) for name in numbers)


def seconds(failures: int) -> int:
    """The wait after so many failures: none for the first five, then 2, 4, 8 ... s, at most 15 minutes."""
    return min(2 ** min(failures - FREE, 20), LONGEST) if failures > FREE else 0
