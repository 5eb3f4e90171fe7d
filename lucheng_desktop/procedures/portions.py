"""Lists in portions: as many rows as one look shows, and the names that belong to them, looked up by id."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Portion:
    """`count` rows from the place `start` on; without a count all of them."""

    start: int = 0
    count: int | None = None


EVERYTHING = Portion()


def newest(shelf: "Shelf", kind: str, columns: tuple[str, ...], part: Portion) -> list[tuple[Any, ...]]:
    """These columns of a portion of a kind, newest first."""
    return shelf.rows(kind, columns, order="-created", limit=part.count, start=part.start)


def named(shelf: "Shelf", kind: str, ids: Iterable[str | None], column: str = "name") -> Mapping[str, str]:
    """id -> its column, of these records alone; what is not there is left out."""
    return dict(shelf.rows(kind, ("id", column), where={"id": {one for one in ids if one}}, order=""))
