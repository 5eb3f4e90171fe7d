"""The console is tried on a real practice vault."""

from tests.cli.console import lucheng, made, practice

__all__ = ["lucheng", "made", "practice"]
