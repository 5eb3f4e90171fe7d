"""The report of a bug: kind and places, and not one value."""

import sys
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.gui import fault
from lucheng_desktop.gui.fields import read_date

SECRET = "举报人甲某 13900000000"


def caught() -> BaseException:
    try:
        read_date(SECRET_DATE)  # type: ignore[arg-type]
    except AttributeError as error:
        return error
    raise AssertionError("nothing was raised")


class _Bad:
    """Breaks inside our own code, with the secret in the message."""

    def strip(self) -> Any:
        raise AttributeError(SECRET)


SECRET_DATE = _Bad()


def test_the_report_names_kind_and_our_own_lines_only() -> None:
    error = caught()
    report = fault.describe(type(error), error.__traceback__)
    lines = report.splitlines()
    assert lines[0] == "AttributeError"
    assert lines[1].startswith("  gui/fields.py:")
    assert len(lines) == 2
    assert SECRET not in report
    assert str(Path.home()) not in report


def test_the_hook_shows_and_writes_the_scrubbed_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    fault.install(shown.append)
    error = caught()
    sys.excepthook(type(error), error, error.__traceback__)
    written = capsys.readouterr().err
    assert shown[0] in written
    assert SECRET not in written + shown[0]
