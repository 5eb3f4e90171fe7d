"""Where a vault is at home: the PC and the folder it is written in, so that a copy of the whole folder is known as one.

Two copies that write as one device fork its chain. What is compared is only told apart by the system, not proven: it
stops whoever copies a vault and goes on with it, not somebody who makes one PC look like another.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from lucheng_desktop.vault.tables import meta

CLONE, COPY = "E-TAMPER/clone", "E-TAMPER/copy"
"""Written last on another PC; or on this one, in another folder."""
_ROW = "home"
MACHINE = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
ADAPTERS = Path("/sys/class/net")


@dataclass(frozen=True, slots=True)
class Home:
    """Digests of the PC's number and of its network adapters' addresses; the folder by its path and its file number."""

    pc: str
    adapters: tuple[str, ...]
    folder: str
    node: str


def stranger(connection: Connection, directory: Path) -> str:
    """`E-TAMPER/clone` or `/copy` for a vault that was last written elsewhere; nothing while nobody knows."""
    kept = _kept(connection)
    if kept is None:
        return ""
    here = _here(directory, directory)
    if not _is_same_pc(kept, here):
        return CLONE
    return "" if kept.folder == here.folder or kept.node == here.node else COPY


def settle(connection: Connection, lies_in: Path, directory: Path) -> None:
    """From now on the vault is at home here; `lies_in`: the folder that will be renamed to `directory`."""
    here, kept = _here(lies_in, directory), _kept(connection)
    if kept and not here.adapters:  # an adapter that is unplugged for a day has not become another PC's
        here = Home(here.pc, kept.adapters, here.folder, here.node)
    if here != kept:
        row = insert(meta).values(name=_ROW, value=json.dumps(asdict(here), ensure_ascii=False))
        connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": row.excluded.value}))


def _kept(connection: Connection) -> Home | None:
    text = connection.execute(select(meta.c.value).where(meta.c.name == _ROW)).scalar()
    if text is None:
        return None
    said = json.loads(text)
    return Home(**said | {"adapters": tuple(said["adapters"])})


def _here(lies_in: Path, directory: Path) -> Home:
    folder = os.path.normcase(os.path.realpath(directory))
    return Home(_digest(_machine()), _adapters(), folder, str(lies_in.stat().st_ino))


def _is_same_pc(one: Home, other: Home) -> bool:
    """A PC made from another's image has its number, but not its adapters; what nobody can tell counts as the same."""
    if one.pc and other.pc and one.pc != other.pc:
        return False
    return not (one.adapters and other.adapters) or bool({*one.adapters} & {*other.adapters})


def _digest(text: str) -> str:
    return sha256(f"lucheng/home/1|{text}".encode()).hexdigest()[:16] if text else ""


def _machine() -> str:
    """The number the system was given when it was set up, or nothing."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""
    return next(filter(None, map(_text, MACHINE)), "")


def _adapters() -> tuple[str, ...]:
    """Built-in network adapters by the address their maker gave them; an address made up by the system says nothing."""
    if not ADAPTERS.is_dir():
        return ()
    found = (_text(one / "address") for one in ADAPTERS.iterdir() if (one / "device").exists())
    return tuple(sorted(_digest(address) for address in found if address and not int(address[:2], 16) & 2))


def _text(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
