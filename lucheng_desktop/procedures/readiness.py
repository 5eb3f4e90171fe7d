"""What the first step of a day would otherwise wait for."""

import gc
from contextlib import suppress
from functools import cache

from lucheng_desktop.refusal import Refused


@cache
def make_ready() -> None:
    """Load what lays out papers, and have the collector look only at what comes after it; once, on any thread.

    A full collection goes through everything that was ever loaded: a tenth of a second in the midst of some step.
    """
    from lucheng_desktop.circulars.readiness import warm

    with suppress(Refused):  # of a face that may not be used the paper itself tells
        warm()
    gc.freeze()
