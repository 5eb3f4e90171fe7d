"""Search inside the vault: words of two characters in a contentless index, each find verified against the text.

Tokens are hex of code points, so that no character newer than the tokenizer's tables, no quote or operator gets lost.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from sqlalchemy import Connection, delete, func, insert, select, text

from lucheng_desktop.vault.tables import CREATE_WORDS, WORDS, indexed

_PUT = text(f"INSERT INTO {WORDS}(rowid, tokens) VALUES (:number, :tokens)")
_TAKE_OUT = text(f"DELETE FROM {WORDS} WHERE rowid = :number")
_FOUND = text(f"SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH :match")


def normal(raw: str) -> str:
    """One spelling: NFKC, case folded, marks gone; a space only between two runs of letters or digits."""
    folded = unicodedata.normalize("NFKC", raw).casefold()
    runs = [(latin, "".join(run)) for latin, run in groupby(folded, _sort) if latin is not None]
    parts = []
    for place, (latin, run) in enumerate(runs):
        parts.append(" " + run if latin and place and runs[place - 1][0] else run)
    return "".join(parts)


def _sort(character: str) -> bool | None:
    """True: letters and digits of words with spaces; False: characters that stand alone; None: no part of a word."""
    if unicodedata.category(character)[0] not in "LNC" or character in "\0\n":
        return None
    return ord(character) < 0x2E80


def _runs(spelled: str) -> Iterator[tuple[bool, str]]:
    for latin, run in groupby(spelled, _sort):
        if latin is not None:
            yield latin, "".join(run)


def _hex(token: str) -> str:
    return "".join(f"{ord(character):06x}" for character in token)


def tokens(spelled: str) -> Iterator[str]:
    """Every pair of neighbours and the last character of a run; whole words of letters and digits."""
    for latin, run in _runs(spelled):
        if latin:
            yield _hex(run)
        else:
            yield from (_hex(first + second) for first, second in pairwise(run))
            yield _hex(run[-1])


def _match(spelled: str) -> str:
    """The index query for a normal text; empty when only reading every text can tell."""
    runs = list(_runs(spelled))
    wanted: list[str] = []
    for place, (latin, run) in enumerate(runs):
        if latin and place:  # the first word may be the tail of a longer one: the verification decides alone
            wanted.append(_hex(run) + ("*" if place == len(runs) - 1 else ""))
        elif not latin:
            wanted.extend([_hex(first + second) for first, second in pairwise(run)] or [_hex(run) + "*"])
    return " AND ".join(wanted)


def find(connection: Connection, wanted: str, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """(kind, id) of every record with `wanted` in one of its searched fields."""
    spelled = normal(wanted)
    if not spelled:
        return []
    holds = func.instr(indexed.c.text, spelled) > 0
    query = select(indexed.c.kind, indexed.c.id).where(holds).order_by(indexed.c.number)
    if match := _match(spelled):
        query = query.where(indexed.c.number.in_(_FOUND.bindparams(match=match)))
    if kinds:
        query = query.where(indexed.c.kind.in_(list(kinds)))
    return [(kind, id) for kind, id in connection.execute(query)]


def index(connection: Connection, kind: str, id: str, fields: Sequence[str]) -> None:
    """Make the index say what the searched fields of a record say now."""
    words = "\n".join(filter(None, map(normal, fields)))
    mine = select(indexed.c.number, indexed.c.text).where(indexed.c.kind == kind, indexed.c.id == id)
    known = connection.execute(mine).first()
    if known is not None and known.text == words:
        return
    if known is not None:
        connection.execute(_TAKE_OUT, {"number": known.number})
        connection.execute(delete(indexed).where(indexed.c.number == known.number))
    if words:
        _add(connection, kind, id, words)


def _add(connection: Connection, kind: str, id: str, words: str) -> None:
    added = connection.execute(insert(indexed).values(kind=kind, id=id, text=words).returning(indexed.c.number))
    connection.execute(_PUT, {"number": added.scalar_one(), "tokens": " ".join(tokens(words))})


def create(connection: Connection) -> None:
    """An empty index in place of any other."""
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {WORDS}")
    connection.exec_driver_sql(CREATE_WORDS)
