"""Records remembered as they stand, so that one more entry does not mean reading a whole history again.

A state is known by its heads: they are hashes that bind every entry before them, so what is remembered is never stale,
whatever was rolled back or came from elsewhere meanwhile.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from lucheng_desktop.cases.records import KINDS
from lucheng_desktop.ledger.entry import Entry
from lucheng_desktop.ledger.follow import begin, follow
from lucheng_desktop.ledger.merge import State, fold

_most = ContextVar("most", default=8192)
_states: OrderedDict[tuple[str, str], State] = OrderedDict()
_turned: list[State] = []
"""A record before and after the entry heard last."""


def recall(kind: str, id: str, heads: tuple[bytes, ...]) -> State | None:
    """The state with these heads (sorted), if it is remembered."""
    state = _states.get((kind, id))
    return state if state is not None and state.heads == heads else None


def keep(state: State) -> State:
    """Remember a state instead of the one before, and forget the oldest of too many."""
    _states[state.kind, state.id] = state
    _states.move_to_end((state.kind, state.id))
    while len(_states) > _most.get():
        _states.popitem(last=False)
    return state


@contextmanager
def roomy(most: int) -> Iterator[None]:
    """Until its end as many records are remembered: for work that comes back to thousands of them in turn."""
    before = _most.set(most)
    try:
        yield
    finally:
        _most.reset(before)


def awaits(entry: Entry) -> bool:
    """Whether this entry can be followed from what is remembered."""
    return recall(entry.entity_kind, entry.entity.hex(), entry.parents) is not None or not entry.parents


def hear(entry: Entry) -> None:
    """Follow an entry that was stored; it must be nobody else's to change."""
    groups = KINDS[entry.entity_kind].groups if entry.entity_kind in KINDS else {}
    stood = recall(entry.entity_kind, entry.entity.hex(), entry.parents)
    after = follow(stood, entry, groups) if stood else begin(entry, groups) or fold((entry,), groups)
    if after is not None:
        keep(after)
        _turned[:] = [stood, after] if stood else []


def before(state: State) -> State | None:
    """What the record was before the entry that was heard last made it `state`."""
    return _turned[0] if _turned and _turned[1] is state else None


def forget() -> None:
    """Drop all that is remembered of an open vault."""
    _states.clear()
    _turned.clear()
