"""The growing wait after wrong passphrases. It hinders people at this PC; a thief of the file meets Argon2id.

A wait is counted by the monotonic clock of the system, which runs on across processes and which nobody can set; the
date plays no part. After a restart it counts from zero: so much at least has passed since.
"""

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
_NOTHING: Mapping[str, Any] = {"failures": 0, "left": 0.0, "tick": 0.0}


class Delay:
    """Failures of each officer, kept in the file `attempts` of the vault and in this PC's keyring.

    The worse of both counts: neither deleting the file nor putting an older one back shortens a wait.
    """

    def __init__(self, directory: Path, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._path, self._monotonic = directory / "attempts", monotonic
        self.vault = b""
        """Id of the vault, by which the keyring keeps the count too."""

    def begin(self, officer: str) -> None:
        """Count the attempt before it is made, so that a kill in the middle counts; Refused `E-PASSPHRASE/wait`."""
        known = self._read()
        mine, tick = known.get(officer, _NOTHING), self._monotonic()
        left = _left(mine, tick)
        if left > 0:
            self._write({**known, officer: {**mine, "left": left, "tick": tick}})
            raise Refused("E-PASSPHRASE/wait", failures=mine["failures"], seconds=int(left) + 1)
        failures = mine["failures"] + 1
        self._write({**known, officer: {"failures": failures, "left": seconds(failures), "tick": tick}})

    def remaining(self, officer: str) -> int:
        """Whole seconds that this officer still has to wait; nothing is counted or written by asking."""
        return max(0, ceil(_left(self._read().get(officer, _NOTHING), self._monotonic())))

    def succeed(self, officer: str) -> None:
        """The passphrase was right: forget the failures."""
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


def _left(mine: Mapping[str, Any], now: float) -> float:
    """Seconds still to wait at a tick; of a tick before the last restart so much has passed as the PC is running."""
    wait, tick = min(float(mine["left"]), LONGEST), float(mine["tick"])
    return wait - (now - tick if now >= tick else now)


def _parsed(text: str) -> dict[str, Any]:
    try:
        known = json.loads(text)
    except ValueError:
        return {}
    return {officer: mine for officer, mine in known.items() if _sound(mine)} if isinstance(known, dict) else {}


def _worse(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The record with more failures; of equals the one with the longer wait."""
    there = [record for record in (one, other) if record is not None]
    return max(there, key=lambda record: (record["failures"], record["left"]))


def _sound(mine: object) -> bool:
    return isinstance(mine, dict) and all(isinstance(mine.get(name), int | float) for name in _NOTHING)


def seconds(failures: int) -> int:
    """The wait after so many failures: none for the first five, then 2, 4, 8 ... s, at most 15 minutes."""
    return min(2 ** min(failures - FREE, 20), LONGEST) if failures > FREE else 0
