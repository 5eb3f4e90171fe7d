"""Questions of figures as statements over the rows: counted where the rows lie, ids only when they are asked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases.questions import Condition, Found, Question
from lucheng_desktop.vault import cipher, listing
from lucheng_desktop.vault.tables import ROWS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lucheng_desktop.cases.statistics import Period


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows inside one transaction, for one period; each question is answered once. `drill`: with ids."""

    connection: "Connection"
    period: "Period"
    drill: bool = False
    answered: dict[Question, Found] = field(default_factory=dict)

    @property
    def first(self) -> str:
        """The period's first day."""
        return self.period.first

    @property
    def last(self) -> str:
        """The period's last day."""
        return self.period.last

    def count(self, question: Question) -> Found:
        """As `Books.count`."""
        if question not in self.answered:
            asked = _statement(question, self.drill)
            values = {**dict(asked.values), "first": self.period.first, "last": self.period.last}
            rows = cipher.execute(self.connection, asked.text, values)
            self.answered[question] = _listed(rows) if self.drill else Found(dict(rows), {})
        return self.answered[question]

    def rows(self, kind: str, columns: Sequence[str], where: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """As `Books.rows`, in no order."""
        return listing.rows(self.connection, kind, columns, {**where, "voided": 0}, "", None)


def _listed(rows: Iterable[tuple[str, str]]) -> Found:
    ids: dict[str, list[str]] = defaultdict(list)
    for word, id_ in rows:
        ids[word].append(id_)
    return Found({word: len(of) for word, of in sorted(ids.items())}, {word: tuple(of) for word, of in ids.items()})


@dataclass(frozen=True, slots=True)
class _Asked:
    """A statement and what is put into it, by name."""

    text: str
    values: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Writing:
    """A statement while it is written: the tables it joins, its values, and how many tables it has named."""

    joined: dict[tuple[str, str], str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    names: Iterator[int] = field(default_factory=lambda: count(1))

    def value(self, word: str) -> str:
        """The place of a word."""
        name = f"v{len(self.values)}"
        self.values[name] = word
        return f":{name}"


@cache
def _statement(question: Question, drill: bool) -> _Asked:
    """The statement; a column that the kind does not have is our bug, and no word in it comes from anywhere else."""
    at = _Writing()
    by = f"coalesce({_place(at, 't', question.kind, question.by)}, '') || ''" if question.by else "''"
    of = [_place(at, "t", question.kind, path) for path in question.of]
    meant = [_said(at, "t", question.kind, one) for one in question.where]
    meant += [f"{place} IS NOT NULL" for place in of] if question.of != ("id",) else []
    where = " AND ".join((*meant, "t.voided = 0"))
    joins = (
        f" LEFT JOIN {ROWS[kind].name} {name} ON {name}.id = {origin}" for (origin, kind), name in at.joined.items()
    )
    table = f"{ROWS[question.kind].name} t{''.join(joins)}"
    text = (_drilled if drill else _tallied)(question, by, of)
    return _Asked(text.format(table=table, where=where), tuple(at.values.items()))


def _tallied(question: Question, by: str, of: list[str]) -> str:
    several = " || ' ' || ".join(of)
    counted = "count(*)" if question.of == ("id",) else f"count(DISTINCT {several})"
    return f"SELECT {by}, {counted} FROM {{table}} WHERE {{where}} GROUP BY 1 HAVING {counted} > 0 ORDER BY 1"


def _drilled(question: Question, by: str, of: list[str]) -> str:
    if question.of == ("id",):
        return f"SELECT {by}, t.{question.shown or 'id'} FROM {{table}} WHERE {{where}}"
    shown = f"min(t.{question.shown or 'id'})" if question.shown or len(of) > 1 else of[0]
    return f"SELECT {by}, {shown} FROM {{table}} WHERE {{where}} GROUP BY {', '.join(of)}, {by}"


def _place(at: _Writing, row: str, kind: str, path: str) -> str:
    """The column of a path, joining the record that lies on the way."""
    column, _, further = path.partition(".")
    if column not in ROWS[kind].c:
        raise KeyError(f"no column of {kind}: {column}")
    if not further:
        return f'{row}."{column}"'
    there, _, rest = further.partition(".")
    name = at.joined.setdefault((f'{row}."{column}"', there), f"j{len(at.joined)}")
    return _place(at, name, there, rest)


_COMPARED = {
    "within": "{place} BETWEEN :first AND :last",
    "passed": "{place} <= :last",
    "ahead": "({place} IS NULL OR {place} > :last)",
    "equals": "+{place} IN ({words})",
    "differs": "({place} IS NULL OR {place} NOT IN ({words}))",
    "filled": "coalesce({place}, '') <> ''",
    "empty": "coalesce({place}, '') = ''",
}


def _said(at: _Writing, row: str, kind: str, one: Condition) -> str:
    if one.how == "either":
        return "(" + " OR ".join(_said(at, row, kind, other) for other in one.others) + ")"
    place = _place(at, row, kind, one.path)
    if one.how == "none":
        return _none(at, place, one)
    if one.how == "latest":
        return _latest(at, row, kind, one)
    if one.how == "at_most":
        return f"{place} <= {_place(at, row, kind, one.values[0])}"
    return _COMPARED[one.how].format(place=place, words=", ".join(map(at.value, one.values)))


def _none(at: _Writing, place: str, one: Condition) -> str:
    (kind, column), other = one.values, f"o{next(at.names)}"
    meant = [_said(at, other, kind, condition) for condition in one.others]
    where = " AND ".join((f"{_place(at, other, kind, column)} = {place}", *meant, f"{other}.voided = 0"))
    return f"NOT EXISTS (SELECT 1 FROM {ROWS[kind].name} {other} WHERE {where})"


def _latest(at: _Writing, row: str, kind: str, one: Condition) -> str:
    """Of two on one day the one made later, then the greater id: some one of them, whoever counts."""
    (day,), other = one.values, f"o{next(at.names)}"
    later, mine = (f'({name}."{day}", {name}.created, {name}.id)' for name in (other, row))
    same = f'{other}."{one.path}" = {row}."{one.path}" AND {other}."{day}" BETWEEN :first AND :last'
    where = f"{same} AND {other}.voided = 0 AND {later} > {mine}"
    return f"NOT EXISTS (SELECT 1 FROM {ROWS[kind].name} {other} WHERE {where})"
