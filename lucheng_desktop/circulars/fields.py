"""Every text of a draft that reaches paper, with its JSON path and the words that tell an officer where it stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lucheng_desktop.cases.documents import CircularDraft, Paragraph, Table
from lucheng_desktop.circulars.parts import words


@dataclass(frozen=True, slots=True)
class Field:
    """One text: `$.body[1].text`, 正文第2段, and what it says."""

    path: str
    where: str
    text: str


def _list(name: str, texts: Iterable[str]) -> Iterator[Field]:
    for at, text in enumerate(texts):
        yield Field(f"$.{name}[{at}]", words()["where"][name], text)


def _matter(path: str, behind: str, body: Sequence[Paragraph], tables: Sequence[Table]) -> Iterator[Field]:
    where = words()["where"]
    for at, part in enumerate(body):
        yield Field(f"{path}.body[{at}].text", behind + where["body"].format(number=at + 1), part.text)
    for at, table in enumerate(tables):
        for field in _table(f"{path}.tables[{at}]", table):
            yield Field(field.path, behind + field.where, field.text)


def _table(path: str, table: Table) -> Iterator[Field]:
    where = words()["where"]
    if table.title:
        yield Field(f"{path}.title", where["table_title"], table.title)
    yield from (Field(f"{path}.head[{at}]", where["table_head"], text) for at, text in enumerate(table.head))
    for row, cells in enumerate(table.rows):
        for at, cell in enumerate(cells):
            told = where["table"].format(row=row + 1, cell=at + 1)
            yield Field(f"{path}.rows[{row}][{at}].text", told, cell.whole.replace("\n", ""))


def lanes(draft: CircularDraft) -> Iterator[Field]:
    """Rows and columns of tables as one text each: nothing may hide in the gaps between cells."""
    inside = [("$", draft.tables)] + [(f"$.enclosures[{at}]", one.tables) for at, one in enumerate(draft.enclosures)]
    for path, tables in inside:
        for at, table in enumerate(tables):
            for row, text in _lanes(table):
                yield Field(f"{path}.tables[{at}].rows[{row}]", words()["where"]["across_cells"], text)


def _lanes(table: Table) -> Iterator[tuple[int, str]]:
    """Each row, and each column, from its first cell to its last."""
    for row, cells in enumerate(table.rows):
        yield row, "".join(cell.whole for cell in cells)
    for column in range(max(map(len, table.rows))):
        yield 0, "".join(cells[column].whole for cells in table.rows if column < len(cells))


def fields(draft: CircularDraft) -> Iterator[Field]:
    """All texts in the order of the paper."""
    where = words()["where"]
    for name in ("classification", "urgency"):
        if text := getattr(draft, name):
            yield Field(f"$.{name}", where[name], text)
    yield from _list("issuers", draft.issuers)
    yield from _list("signers", draft.signers)
    yield Field("$.title", where["title"], draft.title.replace("\n", ""))
    yield from _list("to", draft.to)
    yield from _matter("$", "", draft.body, draft.tables)
    yield from _list("attachments", draft.attachments)
    for at, enclosed in enumerate(draft.enclosures):
        behind = where["enclosed"].format(number=enclosed.number)
        yield from _matter(f"$.enclosures[{at}]", behind, enclosed.body, enclosed.tables)
    for name in ("serial", "note", "code"):
        if text := getattr(draft, name):
            yield Field(f"$.{name}", where[name], text)
    yield from _list("cc", draft.cc)
    if draft.printed_by:
        yield Field("$.printed_by", where["printed_by"], draft.printed_by)
    yield from _list("subjects", draft.subjects)
