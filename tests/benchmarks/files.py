"""Sealing an attachment against the `age` command, both from the page cache; and what memory it takes."""

import resource
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from lucheng_desktop.vault import blobs
from lucheng_desktop.vault.store import Vault
from tests.benchmarks.timing import Row, Work, in_turn, ratio

SIZE = 256 << 20


SYNCED, UNSYNCED = (f"attachment, hashed and synced / age {how} sync" for how in ("and", "without"))


def rows(vault: Vault, folder: Path) -> Iterator[Row]:
    """Ours hashes, syncs and renames; `age` only encrypts, so the second row syncs its file too."""
    source = folder / "large"
    with source.open("wb") as file:
        for number in range(SIZE >> 20):
            file.write(number.to_bytes(4, "big") * (1 << 18))
    works = [lambda: _seal(vault, folder, source), *_theirs(folder, source)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    mine, *theirs = in_turn(works, 7)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    speed = f"{SIZE / sorted(mine)[3] / 1e6:.0f} MB/s, +{grown:.0f} MB of memory"
    if theirs:
        yield Row(SYNCED, ratio(mine, theirs[1]), 1.0, "x", speed)
        yield Row(UNSYNCED, ratio(mine, theirs[0]), None, "x")
    else:
        yield Row(SYNCED, None, 1.0, "x", f"the age command is not installed here; {speed}")


def _seal(vault: Vault, folder: Path, source: Path) -> None:
    shutil.rmtree(folder / "blobs", ignore_errors=True)
    blobs.store(folder / "blobs", vault.master, source)


def _theirs(folder: Path, source: Path) -> list[Work]:
    """What `age` does to the same file, without and with a sync; nothing where there is no such command."""
    if not all(map(shutil.which, ("age", "age-keygen", "sync"))):
        return []
    key, sealed = folder / "age.key", folder / "large.age"
    subprocess.run(["age-keygen", "-o", str(key)], check=True, capture_output=True)
    reader = subprocess.run(["age-keygen", "-y", str(key)], check=True, capture_output=True, text=True).stdout.strip()

    def age() -> None:
        subprocess.run(["age", "-r", reader, "-o", str(sealed), str(source)], check=True)

    def synced() -> None:
        age()
        subprocess.run(["sync", str(sealed)], check=True)

    return [age, synced]
