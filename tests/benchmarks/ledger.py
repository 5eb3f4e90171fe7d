"""A million entries read from a real vault and checked, link by link; then the signatures."""

import os
from collections.abc import Iterator
from itertools import chain

from sqlalchemy import insert

from lucheng_desktop.ledger.entry import Entry, encode, sign
from lucheng_desktop.ledger.scan import Run, along
from lucheng_desktop.vault import journal
from lucheng_desktop.vault.pieces import pieces
from lucheng_desktop.vault.store import Vault
from lucheng_desktop.vault.tables import entry
from tests.benchmarks.timing import Row, seconds

SIGNED_EVERY = 8
"""One step for seven answers, as in a tolerance case."""
MATTER = "为赶在汛期前完成安置房主体工程，未经集体讨论即同意变更施工顺序。"


def _chain(vault: Vault, count: int, seq: int, prev: bytes) -> Iterator[dict[str, object]]:
    """Rows of entries that go on from the vault's own head, ten to a record."""
    parent, entity = b"", b""
    for number in range(count):
        if number % 10 == 0:
            parent, entity = b"", os.urandom(16)
        guarded = number % SIGNED_EVERY == 0
        body = {"step": "s", "from": "a", "to": "b"} if guarded else {f"findings.c{number % 8}.reason": MATTER}
        author = vault.author
        made = Entry(
            author.device, seq + 1, prev, "tolerance", entity, (parent,) if parent else (),
            "transition" if guarded else "set", body, author.officer, author.clock.now(), 1, os.urandom(16),
        )  # fmt: skip
        made = sign(made, author.key) if guarded else made
        seq, prev, parent = made.seq, made.id, made.id
        yield {
            "id": made.id, "device": made.device, "seq": made.seq, "entity_kind": made.entity_kind,
            "entity": made.entity, "kind": made.kind, "stamp": made.stamp, "data": encode(made),
        }  # fmt: skip


def grown(vault: Vault, count: int) -> None:
    """Put so many entries behind the vault's own, without rows of records."""
    with vault._connected(writing=True) as connection:
        seq, prev = journal.device_head(connection, vault.device)
        batch = []
        for row in _chain(vault, count, seq, prev):
            batch.append(row)
            if len(batch) == 5000:
                connection.execute(insert(entry), batch)
                batch.clear()
        if batch:
            connection.execute(insert(entry), batch)


def rows(vault: Vault, count: int) -> Iterator[Row]:
    """The check of every day, the one with all links and signatures anew, and the one at opening."""
    grown(vault, count)
    first = seconds(lambda: _check(vault, thorough=True))
    again = min(seconds(lambda: _check(vault)) for _ in range(3))
    opening = min(seconds(lambda: _check(vault, newest=True)) for _ in range(3))
    links = min(seconds(lambda: _links(vault)) for _ in range(3))
    size, scale, signed = f"{count:,} entries", 1_000_000 / count, count // SIGNED_EVERY
    proven = "every byte against the last proof, then what is new"
    yield Row(f"check {size}: {proven}", again, 3.0 / scale, "s", f"{again / count * 1e6:.1f} us each")
    yield Row(f"check {size}: links anew", links, 3.0 / scale, "s", f"{links / count * 1e6:.1f} us each")
    each = f"{(first - links) / signed * 1e6:.0f} us a signature"
    yield Row(f"check {size}: links and {signed:,} signatures anew", first, None, "s", each)
    yield Row(f"check of {size} at opening: only what is new", opening * 1000, None, "ms")


def _check(vault: Vault, **how: bool) -> None:
    found = vault.ledger_check(**how)
    assert found.chain == "intact", found.first_fault


def _links(vault: Vault) -> None:
    """Every entry read, its id made anew and compared with the next one's link; no signature."""
    with vault._connected(writing=False) as connection:
        runs = [Run(vault.device)]
        for one in along(chain.from_iterable(pieces(connection, vault.device, 0)), runs):
            assert (one.device, one.seq, one.prev) == (vault.device, runs[0].seq + 1, runs[0].id)
            runs[0].seq, runs[0].id, runs[0].entries = one.seq, one.id, runs[0].entries + 1
        assert (runs[0].seq, runs[0].id) == journal.device_head(connection, vault.device)
        assert runs[0].entries == runs[0].seq
