"""Our own bugs: a report with the kind of error and our own lines, and not one value from anybody's case."""

import sys
from collections.abc import Callable
from pathlib import Path
from traceback import FrameSummary, extract_tb
from types import TracebackType

_OURS = Path(__file__).resolve().parent.parent


def describe(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of the error and the places it went through in this program; no message, no source line, no value."""
    frames = [frame for frame in extract_tb(trace, limit=64) if _OURS in Path(frame.filename).resolve().parents]
    return "\n".join([kind.__name__, *(f"  {_place(frame)}" for frame in frames)])


def _place(frame: FrameSummary) -> str:
    return f"{Path(frame.filename).resolve().relative_to(_OURS).as_posix()}:{frame.lineno} {frame.name}"


def install(show: Callable[[str], None]) -> None:
    """Send every uncaught error to `show(report)` and to stderr, scrubbed."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        report = describe(kind, trace)
        sys.stderr.write(report + "\n")
        if issubclass(kind, Exception):
            show(report)

    sys.excepthook = hook
