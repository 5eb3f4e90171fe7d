"""Procedures are tried in a real office."""

from tests.office import at, founded, office

__all__ = ["at", "founded", "office"]
