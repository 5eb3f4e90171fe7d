"""Where the program's own files lie: beside the package in a checkout, inside it in a wheel or a frozen program."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent


def _root() -> Path:
    inside = _PACKAGE / "_data"
    return inside if inside.is_dir() else _PACKAGE.parent


def resource(*parts: str) -> Path:
    """Path of a file or folder under `resources/`."""
    return _root().joinpath("resources", *parts)


def form(name: str) -> Path:
    """Path of a file under `ui/`."""
    return _root() / "ui" / name


@cache
def words(name: str) -> Mapping[str, Any]:
    """The sentences of one part of the program: `resources/words/NAME.toml`."""
    return tomllib.loads(resource("words", f"{name}.toml").read_text("utf-8"))
