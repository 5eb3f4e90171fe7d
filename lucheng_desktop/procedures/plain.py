"""Records without a page of their own as scripts read them: the fields, where they stand, and what may come next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.progress import Progress, progress
from lucheng_desktop.procedures.reading import looking


@dataclass(frozen=True, slots=True)
class PlainView:
    """Everything a small record says."""

    id: str
    fields: dict[str, Any]
    progress: Progress


def reader(kind: str) -> Callable[[Desk, str], PlainView]:
    """The function that reads a record of that kind."""

    def show(desk: Desk, record: str) -> PlainView:
        with looking(desk) as shelf:
            found = shelf.record(kind, record)
            return PlainView(found.id, dict(found.fields), progress(desk, shelf, found))

    return show
