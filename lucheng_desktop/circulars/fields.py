"""Every text of a draft that reaches paper, with its JSON path and the words that tell an officer where it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lucheng_desktop.cases.documents import CircularDraft
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
    for at, part in enumerate(draft.body):
        yield Field(f"$.body[{at}].text", where["body"].format(number=at + 1), part.text)
    yield from _list("attachments", draft.attachments)
    for name in ("note", "code"):
        if text := getattr(draft, name):
            yield Field(f"$.{name}", where[name], text)
    yield from _list("cc", draft.cc)
    if draft.printed_by:
        yield Field("$.printed_by", where["printed_by"], draft.printed_by)
    yield from _list("subjects", draft.subjects)
