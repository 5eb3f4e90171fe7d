"""Search inside the vault: words of two characters in a contentless index, each find verified against the text.

Names are found by their pinyin too. Only fields that a kind names as searched come here, so no complainant ever does.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, func, insert, or_, select, text

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
_FOUND = text(f"SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH :match")


def find(connection: Connection, wanted: str, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """(kind, id) of every record with `wanted` in one of its searched fields, or as the pinyin of its name."""
    spelled = normal(wanted)
    if not spelled:
        return []
    return [(row.kind, row.id) for row in connection.execute(finding(spelled, kinds))]


def finding(spelled: str, kinds: Sequence[str]) -> Select[tuple[str, str]]:
    """The query for a normal text that is not empty."""
    candidates = indexed.c.number.in_(_FOUND.bindparams(match=match(spelled)))
    query = select(indexed.c.kind, indexed.c.id).where(candidates, _holds(spelled)).order_by(indexed.c.number)
    return query.where(indexed.c.kind.in_(list(kinds))) if kinds else query


def _holds(spelled: str) -> ColumnElement[bool]:
    """Whether a text really contains what was typed: the index alone knows only which pairs occur."""
    holds = func.instr(indexed.c.text, spelled) > 0
    typed = letters(spelled)
    return or_(holds, func.instr(indexed.c.spellings, f"\n{typed}") > 0) if typed else holds


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
