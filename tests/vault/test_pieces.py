"""Entries read many at a time are the entries as they are stored: every one, in order, whatever its length."""

import random
import threading
from itertools import chain

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, StaticPool, create_engine, insert

from lucheng_desktop.vault.pieces import pieces
from lucheng_desktop.vault.tables import entry

HERE, THERE, MIXED, NOBODY = b"h" * 16, b"t" * 16, b"m" * 16, b"n" * 16


@pytest.fixture(scope="module")
def stored() -> dict[bytes, dict[int, bytes]]:
    """More than are read at once; of the second device some are missing and some are long."""
    dice = random.Random(7)
    here = {seq: dice.randbytes(dice.choice((1, 290, 300))) for seq in range(1, 8003)}
    here[5000] = dice.randbytes(9000)
    there = {seq: dice.randbytes(dice.choice((4096, 4097, 20_000))) for seq in range(1, 90) if seq % 3}
    return {HERE: here, THERE: there, MIXED: {seq: dice.randbytes(30) for seq in range(1, 2600)}}


@pytest.fixture(scope="module")
def connection(stored: dict[bytes, dict[int, bytes]]) -> Connection:
    connection = create_engine("sqlite://", module=driver, poolclass=StaticPool).connect()
    entry.create(connection)
    rest = {"entity_kind": "person", "entity": bytes(16), "kind": "set", "stamp": 1}
    rows = [
        {"id": device + seq.to_bytes(16, "big"), "device": device, "seq": seq, "data": data, **rest}
        for device, chained in stored.items()
        for seq, data in chained.items()
    ]
    first = len(stored[HERE]) + len(stored[THERE]) - 1  # the third device's entries do not all lie one after another
    for one, other in ((500, 600), (1500, 40 - first), (2599, 2300)):
        rows[first + one], rows[first + other] = rows[first + other], rows[first + one]
    connection.execute(insert(entry), rows)
    return connection


@pytest.mark.parametrize("device", [HERE, THERE, MIXED, NOBODY])
@pytest.mark.parametrize(("after", "last"), [(0, 2**63 - 1), (1, 5), (3999, 8001), (8002, 9000), (88, 89)])
def test_every_entry_comes_once_and_in_order(
    connection: Connection, stored: dict[bytes, dict[int, bytes]], device: bytes, after: int, last: int
) -> None:
    found = list(chain.from_iterable(pieces(connection, device, after, last)))
    assert found == [data for seq, data in stored.get(device, {}).items() if after < seq <= last]


def test_the_engine_is_asked_on_no_other_thread(connection: Connection, stored: dict[bytes, dict[int, bytes]]) -> None:
    """Read ahead by another thread, long entries made both wait for each other for ever, as the vault was opened."""
    raw, here, asked = connection.connection.driver_connection, threading.get_ident(), set()

    def noted(*_: object) -> int:
        asked.add(threading.get_ident())
        return 0

    assert raw is not None
    raw.set_authorizer(noted)
    assert sum(map(len, pieces(connection, HERE, 0))) == len(stored[HERE])
    raw.set_authorizer(None)
    assert asked == {here}
