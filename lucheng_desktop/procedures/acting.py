"""One officer's act on one record: whether it is theirs now, what it changes, and the step, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lucheng_desktop.procedures.desk import Desk, advance, allowed

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Act:
    """A step under way: the record as it was, what the step sets, and what is said with it."""

    shelf: "Shelf"
    record: "State"
    fields: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    """The record that the step began."""

    def value(self, name: str) -> Any:
        """A field of the record; None where it has none."""
        return self.record.fields.get(name)


@contextmanager
def acting(desk: Desk, name: str, kind: str, record: str) -> Iterator[Act]:
    """Whether the step is open is asked first; the guards stand in the block; fields and step are written after it."""
    with desk.vault.transaction() as shelf:
        act = Act(shelf, shelf.record(kind, record))
        allowed(desk, name, act.record)
        yield act
        shelf.set(kind, record, act.fields)
        advance(desk, shelf, name, act.record, **act.said)


@contextmanager
def entering(desk: Desk, name: str, kind: str, about: str) -> Iterator[Act]:
    """The same for a record that the step begins and that hangs on the petition `about`; `record` is that petition."""
    with desk.vault.transaction() as shelf:
        act = Act(shelf, shelf.record("petition", about))
        yield act
        act.made.append(shelf.create(kind, act.fields))
        advance(desk, shelf, name, shelf.record(kind, act.made[0]), **act.said)
