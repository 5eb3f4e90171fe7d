"""Eight ways to harm a vault that nobody has open, as a thief, a failing disk or an insider would.

    python tests/vault/tamper.py KIND VAULT [OLDER_COPY] [OFFICER PASSPHRASE_FILE]
"""

import json
import random
import shutil
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from lucheng_desktop.vault import cipher, door, keyfile
from lucheng_desktop.vault.delay import Delay
from lucheng_desktop.vault.tables import TRIGGERS

PAGE, FRAME, HEAD = 4096, 4120, 32
DATABASE, LOG = "vault.db", "vault.db-wal"


def flip(path: Path, place: int) -> None:
    """Change one bit."""
    data = bytearray(path.read_bytes())
    data[place] ^= 1 << (place % 8)
    path.write_bytes(data)


def bit(vault: Path, chance: random.Random) -> None:
    """A bit of the database, behind its first page."""
    flip(vault / DATABASE, chance.randrange(PAGE, (vault / DATABASE).stat().st_size))


def moved(vault: Path, chance: random.Random) -> None:
    """The content of one page put in the place of another."""
    data = bytearray((vault / DATABASE).read_bytes())
    source, target = chance.sample(range(1, len(data) // PAGE), 2)
    data[target * PAGE : (target + 1) * PAGE] = data[source * PAGE : (source + 1) * PAGE]
    (vault / DATABASE).write_bytes(data)


def changed_pages(vault: Path, older: Path) -> list[int]:
    """Numbers, from 0, of pages that both files have and that differ."""
    new, old = (vault / DATABASE).read_bytes(), (older / DATABASE).read_bytes()
    both = range(min(len(new), len(old)) // PAGE)
    return [page for page in both if new[page * PAGE :][:PAGE] != old[page * PAGE :][:PAGE]]


def old_page(vault: Path, older: Path, chance: random.Random, page: int | None = None) -> None:
    """One page as it was in an older copy; its own check sums are right."""
    page = chance.choice(changed_pages(vault, older)[1:]) if page is None else page
    data = bytearray((vault / DATABASE).read_bytes())
    data[page * PAGE : (page + 1) * PAGE] = (older / DATABASE).read_bytes()[page * PAGE : (page + 1) * PAGE]
    (vault / DATABASE).write_bytes(data)


def wal(vault: Path, chance: random.Random) -> None:
    """A bit of the log that a killed process has left."""
    flip(vault / LOG, chance.randrange(0, (vault / LOG).stat().st_size))


def rollback(vault: Path, older: Path) -> None:
    """The whole database as it was in an older copy."""
    for side in ("-wal", "-shm"):
        (vault / f"{DATABASE}{side}").unlink(missing_ok=True)
    shutil.copyfile(older / DATABASE, vault / DATABASE)


def blob(vault: Path, chance: random.Random) -> None:
    """Two attachments under each other's names."""
    first, second = chance.sample(sorted(path for path in (vault / "blobs").rglob("*") if path.is_file()), 2)
    aside = first.with_name("aside")
    first.rename(aside)
    second.rename(first)
    aside.rename(second)


def slot(vault: Path) -> None:
    """The wrapped keys of two officers under each other's names; the sum of the file is made right again."""
    path = vault / keyfile.NAME
    lines = path.read_bytes().split(b"\n")
    parts = json.loads(lines[1])
    first, second = parts["slots"][:2]
    for name in ("officer", "name"):
        first[name], second[name] = second[name], first[name]
    lines[1] = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    text = b"\n".join(lines[:2]) + b"\n"
    path.write_bytes(text + sha256(text).hexdigest().encode() + b"\n")


def cut(vault: Path, officer: str, passphrase: str, *, where: str = "seq > (SELECT max(seq) - 2 FROM entry)") -> None:
    """An insider with a passphrase takes entries out of the ledger and puts its guards back."""
    entered = door.opened_slot(keyfile.read(vault), officer, passphrase, None, Delay(vault))
    connection = cipher.connect(vault / DATABASE, entered.master)
    connection.execute("BEGIN")
    connection.execute("PRAGMA defer_foreign_keys = ON")
    connection.execute("DROP TRIGGER entry_no_delete")
    gone = f"SELECT id FROM entry WHERE {where}"
    connection.execute(f"DELETE FROM head WHERE entry IN ({gone})")
    connection.execute(f"DELETE FROM edge WHERE child IN ({gone}) OR parent IN ({gone})")
    connection.execute(f"DELETE FROM entry WHERE {where}")
    connection.execute(TRIGGERS["entry_no_delete"])
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    entered.master.wipe()


KINDS: dict[str, Callable[..., None]] = {
    "bit": bit, "moved": moved, "old-page": old_page, "wal": wal, "rollback": rollback, "blob": blob, "slot": slot,
    "cut": cut,
}  # fmt: skip


def main() -> None:
    """From the command line."""
    kind, vault, *rest = sys.argv[1:]
    if kind == "cut":
        cut(Path(vault), rest[0], Path(rest[1]).read_text("utf-8").splitlines()[0])
    elif kind in ("rollback", "slot"):
        KINDS[kind](Path(vault), *map(Path, rest))
    else:
        KINDS[kind](Path(vault), *map(Path, rest), random.SystemRandom())


if __name__ == "__main__":
    main()
