"""The one lane to the vault: questions go in, answers come back as Qt signals on the window's thread."""

import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from typing import Any

from PySide6.QtCore import QDateTime, QObject, QThreadPool, Signal
from shiboken6 import isValid

from lucheng_desktop.refusal import Refused

Answered = Callable[[Any], None]
Check = Callable[[int, int], None]
"""A long piece of work calls `check(done, total)` often: it reports, and raises Cancelled when it shall stop."""

_PROGRESS_EVERY = 0.05


class Cancelled(Exception):
    """The officer stopped a long piece of work."""


@dataclass(frozen=True, slots=True)
class _Ticket:
    """Who asked, and whom to tell."""

    owner: QObject
    answered: Answered
    refused: Callable[[Refused], None] | None
    writes: bool = False


@dataclass(frozen=True, slots=True)
class _Trouble:
    """What was raised instead of an answer; a Refused that was handed back is an answer."""

    error: BaseException


@dataclass(slots=True, eq=False)
class Work:
    """A long piece of work on its way; `cancel` asks it to stop at its next check."""

    reports: Callable[[int, int], None]
    _stop: Event = field(default_factory=Event)
    _last: float = 0.0

    def cancel(self) -> None:
        """Ask the work to stop; nobody is answered any more."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self._stop.is_set()

    def check(self, done: int, total: int) -> None:
        """Called by the work itself, on its own thread."""
        if self._stop.is_set():
            raise Cancelled
        if done >= total or monotonic() - self._last > _PROGRESS_EVERY:
            self._last = monotonic()
            self.reports(done, total)


class _Inline(Executor):
    """Runs what it is given at once: threads become calls in tests."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


class _Beside(Executor):
    """A pool of Qt's own threads: text laid out on any other thread makes Qt's font cache complain."""

    def __init__(self, workers: int) -> None:
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(workers)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        done: Future[Any] = Future()
        self._pool.start(lambda: done.set_result(fn(*args, **kwargs)))
        return done

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        if wait:
            self._pool.waitForDone()


class Lane(QObject):
    """One thread owns the vault, a second pool does long work; nothing here ever makes the window wait."""

    saved = Signal(QDateTime)
    """Something was written and is on the disk."""
    changed = Signal(object)
    """frozenset of procedure names whose records a step has just changed."""
    refused = Signal(object)
    """A Refused that the asking page did not want to show itself."""
    busy = Signal(int)
    """How many questions are on their way."""
    _came = Signal(object, object, object)
    _reported = Signal(object, object, int, int)

    def __init__(self, *, inline: bool = False) -> None:
        super().__init__()
        self._vault: Executor = _Inline() if inline else ThreadPoolExecutor(1, thread_name_prefix="vault")
        self._long: Executor = _Inline() if inline else _Beside(2)
        self._desk: Any = None
        self._live: set[Work] = set()
        self._asked = 0
        self._came.connect(self._answer)
        self._reported.connect(self._progress)

    def open(
        self,
        owner: QObject,
        opener: Callable[[], Any],
        answered: Answered,
        refused: Callable[[Refused], None] | None = None,
    ) -> None:
        """Run `opener() -> Desk` on the vault's thread; from then on every question is asked of that desk."""

        def take() -> Any:
            self._desk = opener()
            return self._desk

        self._send(self._vault, take, _Ticket(owner, answered, refused))

    def ask(
        self,
        owner: QObject,
        function: Callable[..., Any],
        order: Any,
        answered: Answered,
        refused: Callable[[Refused], None] | None = None,
    ) -> None:
        """Run `function(desk, order)` on the vault's thread; `answered` is dropped if `owner` has gone by then."""
        ticket = _Ticket(owner, answered, refused, _writes(function))
        self._send(self._vault, lambda: function(self._desk, order), ticket, kinds=lambda: _kinds(function))

    def attend(
        self,
        owner: QObject,
        function: Callable[..., Any],
        order: Any,
        answered: Answered,
        refused: Callable[[Refused], None] | None = None,
        progress: Check | None = None,
    ) -> Work:
        """Run `function(desk, order, check)` on the vault's thread: long work that only the vault itself can do."""
        work = self._begun(owner, progress)
        ticket = _Ticket(owner, answered, refused, _writes(function))
        job, kinds = (lambda: function(self._desk, order, work.check)), (lambda: _kinds(function))
        self._send(self._vault, job, ticket, kinds=kinds, ended=work)
        return work

    def _begun(self, owner: QObject, progress: Check | None) -> Work:
        work = Work(lambda done, total: self._reported.emit(owner, progress, done, total) if progress else None)
        self._live.add(work)
        return work

    def work(
        self,
        owner: QObject,
        function: Callable[[Any, Check], Any],
        order: Any,
        answered: Answered,
        refused: Callable[[Refused], None] | None = None,
        progress: Check | None = None,
    ) -> Work:
        """Run `function(order, check)`, which must not touch the vault, beside the vault's thread."""
        work = self._begun(owner, progress)

        def told(answer: Any) -> None:
            if not work.cancelled:
                answered(answer)

        self._send(self._long, lambda: function(order, work.check), _Ticket(owner, told, refused), ended=work)
        return work

    def shut(self, owner: QObject, closer: Callable[[Any], Any], answered: Answered | None = None) -> None:
        """Let go of the desk: `closer(desk)` runs on the vault's thread after everything asked before it."""
        self._send(self._vault, lambda: self._let_go(closer), _Ticket(owner, answered or (lambda _: None), None))

    def close(self, closer: Callable[[Any], Any]) -> None:
        """Stop long work, finish what was asked, let go of the desk and end both threads; this one waits."""
        for work in tuple(self._live):
            work.cancel()
        self._long.shutdown(wait=True)
        self._vault.submit(self._let_go, closer).result()
        self._vault.shutdown(wait=True)

    def _let_go(self, closer: Callable[[Any], Any]) -> Any:
        desk, self._desk = self._desk, None
        return closer(desk) if desk is not None else None

    def _send(
        self,
        pool: Executor,
        job: Callable[[], Any],
        ticket: _Ticket,
        kinds: Callable[[], frozenset[str]] = frozenset,
        ended: Work | None = None,
    ) -> None:
        self._asked += 1
        self.busy.emit(self._asked)

        def run() -> None:
            try:
                outcome: object = job()
                touched = kinds()
            except BaseException as error:
                outcome, touched = _Trouble(error), frozenset()
            self._came.emit(ticket, outcome, (touched, ended))

        pool.submit(run)

    def _answer(self, ticket: _Ticket, outcome: object, rest: tuple[frozenset[str], Work | None]) -> None:
        touched, ended = rest
        self._asked -= 1
        self.busy.emit(self._asked)
        self._live.discard(ended) if ended else None
        gone = not isValid(ticket.owner)
        if isinstance(outcome, _Trouble):
            self._trouble(ticket, outcome.error, gone)
            return
        if not gone:
            ticket.answered(outcome)
        if ticket.writes:
            self.saved.emit(QDateTime.currentDateTime())
        if touched:
            self.changed.emit(touched)

    def _trouble(self, ticket: _Ticket, error: BaseException, gone: bool) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, Refused):
            sys.excepthook(type(error), error, error.__traceback__)
        elif ticket.refused and not gone:
            ticket.refused(error)
        else:
            self.refused.emit(error)

    def _progress(self, owner: QObject, progress: Check, done: int, total: int) -> None:
        if isValid(owner):
            progress(done, total)


def _writes(function: Callable[..., Any]) -> bool:
    return function.__module__.endswith("procedures.drafts") or bool(_kinds(function))


def _kinds(function: Callable[..., Any]) -> frozenset[str]:
    """The procedure a step belongs to; readers belong to none."""
    desk = sys.modules.get("lucheng_desktop.procedures.desk")
    step = desk.STEPS.get(function.__name__) if desk else None
    return frozenset({step.procedure}) if step and step.function is function else frozenset()
