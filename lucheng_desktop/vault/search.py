"""Search inside the vault: words of two characters in a contentless index, each find verified against the text.

Names are found by their pinyin too. Only fields that a kind names as searched come here, so no complainant ever does.
"""

import json
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select, text

from lucheng_desktop.cases.names import spellings
from lucheng_desktop.vault.spelling import letters, match, name_tokens, normal, tokens
from lucheng_desktop.vault.tables import CREATE_WORDS, WORDS, indexed
from lucheng_desktop.vault.written import Written

_PUT = Written(text(f"INSERT INTO {WORDS}(rowid, tokens) VALUES (:number, :tokens)"))
_TAKE_OUT = Written(text(f"DELETE FROM {WORDS} WHERE rowid = :number"))
_KNOWN = Written(
    select(indexed.c.number, indexed.c.text, indexed.c.spellings).where(
        indexed.c.kind == bindparam("of"), indexed.c.id == bindparam("one")
    )
)
_DROP = Written(delete(indexed).where(indexed.c.number == bindparam("old")))
_ADD = Written(
    insert(indexed)
    .values({name: bindparam(name) for name in ("kind", "id", "text", "spellings")})
    .returning(indexed.c.number)
)
FIND = (
    f"SELECT kind, id FROM indexed WHERE number IN (SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH :match) "
    "AND (instr(text, :spelled) > 0 OR (:typed <> '' AND instr(spellings, char(10) || :typed) > 0)) "
    "AND (:kinds = '[]' OR kind IN (SELECT value FROM json_each(:kinds))) ORDER BY number"
)
"""The index alone knows only which pairs occur: a find really contains what was typed."""
_FIND = Written(text(FIND))


def find(connection: Connection, wanted: str, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """(kind, id) of every record with `wanted` in one of its searched fields, or as the pinyin of its name."""
    spelled = normal(wanted)
    if not spelled:
        return []
    return [(kind, id) for kind, id in _FIND.rows(connection, **asked(spelled, kinds))]


def asked(spelled: str, kinds: Sequence[str]) -> dict[str, str]:
    """What the query is asked for a normal text that is not empty."""
    return {"match": match(spelled), "spelled": spelled, "typed": letters(spelled), "kinds": json.dumps(list(kinds))}


def index(connection: Connection, kind: str, id: str, fields: Sequence[str], names: Sequence[str] = ()) -> None:
    """Make the index say what the searched fields of a record say now; `names` are those of them found by pinyin."""
    words = "\n".join(filter(None, map(normal, fields)))
    spelled = "".join(f"\n{spelling}" for name in names for spelling in sorted(spellings(name)))
    for number, *said in _KNOWN.rows(connection, of=kind, one=id):
        if said == [words, spelled]:
            return
        _TAKE_OUT.change(connection, number=number)
        _DROP.change(connection, old=number)
    if words:
        _add(connection, kind, id, words, spelled)


def _add(connection: Connection, kind: str, id: str, words: str, spelled: str) -> None:
    ((number,),) = _ADD.rows(connection, kind=kind, id=id, text=words, spellings=spelled)
    found = dict.fromkeys((*tokens(words), *name_tokens(spelled)))
    _PUT.change(connection, number=number, tokens=" ".join(found))


def create(connection: Connection) -> None:
    """An empty index in place of any other."""
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {WORDS}")
    connection.exec_driver_sql(CREATE_WORDS)


def optimise(connection: Connection) -> None:
    """Merge the index into one piece: only this drops the words of texts that were changed or purged."""
    connection.exec_driver_sql(f"INSERT INTO {WORDS}({WORDS}) VALUES ('optimize')")
