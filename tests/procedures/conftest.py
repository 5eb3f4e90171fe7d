"""Procedures are tried in a real office."""

from tests.office import at, founded, office
from tests.procedures.tolerances import stages

__all__ = ["at", "founded", "office", "stages"]
