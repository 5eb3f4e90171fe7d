"""How a vault is opened, examined, put back and closed: what the first page may ask of the floors below."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lucheng_desktop.places import words

if TYPE_CHECKING:
    from pathlib import Path

    from lucheng_desktop.procedures.backups import BackupFolder
    from lucheng_desktop.procedures.keeping import VaultChecked, VaultRestored
    from lucheng_desktop.procedures.recovery import OfficerRestored
    from lucheng_desktop.refusal import Refused


@dataclass(frozen=True, slots=True)
class Key:
    """Who wants in, and by what."""

    officer: str
    passphrase: str = field(repr=False)
    code: str = field(default="", repr=False)
    """The printed code of this PC, where no keyring keeps it."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A second officer, and why both take the vault as it is."""

    reason: str
    key: Key


@dataclass(frozen=True, slots=True)
class PutBack:
    """Which backup takes the place of the vault; `confirmation`: the vault's name as it was typed."""

    key: Key
    backup: "BackupFolder"
    confirmation: str = ""


@dataclass(frozen=True, slots=True)
class Reseat:
    """Whose passphrase is lost, the new one, and two recovery sheets as typed."""

    key: Key
    sheets: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Door:
    """Every function runs on the vault's thread and raises Refused when it may not be."""

    name: str
    """What the page calls the vault."""
    officers: Callable[[], Sequence[str]]
    unlock: Callable[[Key], Any]
    """The desk."""
    close: Callable[[Any], "Refused | None"]
    """What kept the last backup from being made, if anything did."""
    waits: Callable[[str], int] = lambda officer: 0
    """Seconds until this officer may try again."""
    suspicion: Callable[[Any, None], "Refused | None"] = lambda desk, order: None
    """What was done to the vault since it was last closed."""
    acknowledge: Callable[[Any, Witness], Any] | None = None
    check: Callable[[Key], "VaultChecked"] | None = None
    backups: Callable[[], Sequence["BackupFolder"]] = lambda: ()
    backups_in: Callable[["Path"], Sequence["BackupFolder"]] = lambda place: ()
    """Backups in a folder that somebody has chosen."""
    restore: Callable[[PutBack], "VaultRestored"] | None = None
    way_back: Callable[[Reseat], "OfficerRestored"] | None = None
    """A new passphrase by two recovery sheets."""


def say(key: str, /, **facts: object) -> str:
    """A sentence of the first page: `part.name` in `resources/words/door.toml`."""
    part, _, name = key.partition(".")
    text: str = words("door")[part][name]
    return text.format_map(facts) if facts else text
