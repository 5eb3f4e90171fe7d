"""The four ceilings an assessment can leave to the meeting."""

from typing import Literal

Ceiling = Literal["cannot_tolerate", "return_to_verify", "at_most_mitigate", "may_tolerate"]
CEILINGS: tuple[Ceiling, ...] = ("cannot_tolerate", "return_to_verify", "at_most_mitigate", "may_tolerate")
"""Worst first."""
