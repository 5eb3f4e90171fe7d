"""How the vault was left: a statement written at each closing, and the last entry noted at each commit.

Stops who changes `vault.db` alone. Who puts back the whole folder of an earlier day, or holds the master key, is
stopped by the keyring, by backups kept elsewhere and by the codes on paper.
"""

import hmac
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from lucheng_desktop.vault import statement
from lucheng_desktop.vault.keys import MasterKey, wipe

NAME, PROGRESS = "witness", "progress"
MAGIC = "LCVW"
_LABEL = "progress"
OPEN, CLOSED, RESTORED = "open", "closed", "restored"


@dataclass(frozen=True, slots=True)
class Witness:
    """`state`: open while somebody works, closed, or restored and not yet acknowledged."""

    state: str
    closings: int
    """How often the vault had been closed; the database counts along."""
    head: str
    """Id of this device's last entry, in hex."""
    pieces: tuple[str, ...] = ()
    """SHA-256 of each MiB of `vault.db`, when closed."""
    key: str = ""
    """SHA-256 of `vault.key`, when closed."""
    vault: str = ""


def write(directory: Path, witness: Witness, master: MasterKey) -> None:
    """Replace the witness; a closed vault has no progress to tell."""
    statement.write(directory / NAME, MAGIC, asdict(witness), master)
    (directory / PROGRESS).unlink(missing_ok=True)


def read(directory: Path, master: MasterKey) -> Witness | None:
    """The witness, or None when there is none that the master key proves."""
    said = statement.read(directory / NAME, MAGIC, master)
    return None if said is None else Witness(**said | {"pieces": tuple(said["pieces"])})


def hint(directory: Path) -> Witness | None:
    """What the witness says, proven by nobody: enough to tell a typing error from a key file that is not this one."""
    said, _, _ = statement.heard(directory / NAME, MAGIC)
    try:
        return None if said is None else Witness(**said | {"pieces": tuple(said["pieces"])})
    except (KeyError, TypeError):
        return None


class Progress:
    """The last entry that was told as saved, overwritten in place and not synced.

    A power cut may leave an older one, never a newer one: so an entry noted here and absent from the ledger was lost.
    """

    def __init__(self, directory: Path) -> None:
        self._path = directory / PROGRESS
        self._file: int | None = None
        self._of: MasterKey | None = None
        self._key = bytearray()

    def note(self, id: bytes, master: MasterKey) -> None:
        """The entry is saved."""
        if self._file is None:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        if self._of is not master:  # deriving the key takes longer than writing the note
            wipe(self._key)
            self._of, self._key = master, master.derive(_LABEL)
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, id + hmac.digest(self._key, id, "sha256"))

    def close(self) -> None:
        """Let go of file and key; the note stays until the witness is written."""
        wipe(self._key)
        self._of = None
        if self._file is not None:
            os.close(self._file)
            self._file = None


def progress(directory: Path, master: MasterKey) -> bytes | None:
    """Id of the entry last told as saved, or None."""
    try:
        data = (directory / PROGRESS).read_bytes()
    except OSError:
        return None
    proven = len(data) == 64 and hmac.compare_digest(data[32:], master.mac(_LABEL, data[:32]))
    return data[:32] if proven else None
