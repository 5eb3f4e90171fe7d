"""Sealing an attachment against the `age` command, both from the page cache; and what memory it takes."""

import resource
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from lucheng_desktop.vault import blobs
from lucheng_desktop.vault.store import Vault
from tests.benchmarks.timing import Row, in_turn, ratio

SIZE = 256 << 20


def rows(vault: Vault, folder: Path) -> Iterator[Row]:
    """Ours hashes twice, syncs and renames; `age` only encrypts, so the second row syncs its file too."""
    source, sealed = folder / "large", folder / "large.age"
    with source.open("wb") as file:
        for number in range(SIZE >> 20):
            file.write(number.to_bytes(4, "big") * (1 << 18))
    key = folder / "age.key"
    subprocess.run(["age-keygen", "-o", str(key)], check=True, capture_output=True)
    reader = subprocess.run(["age-keygen", "-y", str(key)], check=True, capture_output=True, text=True).stdout.strip()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def ours() -> None:
        shutil.rmtree(folder / "blobs", ignore_errors=True)
        blobs.store(folder / "blobs", vault.master, source)

    def age() -> None:
        subprocess.run(["age", "-r", reader, "-o", str(sealed), str(source)], check=True)

    def age_synced() -> None:
        age()
        subprocess.run(["sync", str(sealed)], check=True)

    mine, theirs, synced = in_turn([ours, age, age_synced], 7)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    speed = f"{SIZE / sorted(mine)[3] / 1e6:.0f} MB/s, +{grown:.0f} MB of memory"
    yield Row("attachment, hashed and synced / age and sync", ratio(mine, synced), 1.0, "x", speed)
    yield Row("attachment, hashed and synced / age without sync", ratio(mine, theirs), None, "x")
