"""The gate in a second process, for many papers at once: whoever saves them waits until every one has passed."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from multiprocessing import get_context

from lucheng_desktop.cases.documents import CircularDraft
from lucheng_desktop.refusal import Refused

Answer = tuple[str, Mapping[str, object]] | None
"""Key and facts of a refusal: the refusal itself does not travel between processes."""


@dataclass(slots=True, eq=False)
class Beside:
    """Papers on their way through the gate; `settle` before anything is saved that rests on one of them."""

    pool: ProcessPoolExecutor
    asked: list[Future[Answer]] = field(default_factory=list)

    def gate(self, draft: CircularDraft, data: bytes | None = None) -> None:
        """Send a draft, or the finished bytes that must be its own, through the whole gate."""
        self.asked.append(self.pool.submit(_gated, draft, data))

    def settle(self) -> None:
        """Wait for every paper; refused as the first one was that did not pass."""
        asked, self.asked = self.asked, []
        for answer in [one.result() for one in asked]:
            if answer:
                key, facts = answer
                raise Refused(key, **facts)  # type: ignore[arg-type]


_here: ContextVar[Beside | None] = ContextVar("beside", default=None)


def now() -> Beside | None:
    """The second process, while there is one."""
    return _here.get()


@contextmanager
def beside() -> Iterator[Callable[[], None]]:
    """Until its end papers are laid out here and pass the gate there; the call handed out is `settle`."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_remember) as pool:
        before = _here.set(made := Beside(pool))
        try:
            yield made.settle
            made.settle()
        finally:
            _here.reset(before)


def _remember() -> None:
    """What the second process does first: papers come to it several times."""
    from lucheng_desktop.circulars.render import remembering

    remembering().__enter__()


def _gated(draft: CircularDraft, data: bytes | None) -> Answer:
    from lucheng_desktop.circulars.render import check, render

    try:
        render(draft) if data is None else check(data, draft)
    except Refused as refused:
        return refused.key, refused.facts
    return None
