"""The Qt we run on is the one we chose, and it does not eat None."""

import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import distributions, version

import pytest
from packaging.requirements import Requirement
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.house.source import HOUSE

CALLS = 1000


def lost(call: Callable[[], object]) -> int:
    """References to None lost over 1000 calls; other threads may move the count by a few."""
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    return before - sys.getrefcount(None)


def test_void_calls_keep_their_references_to_none() -> None:
    thing = QObject()
    assert lost(lambda: thing.setObjectName("name")) < CALLS // 10


def test_void_calls_of_widgets_keep_their_references_to_none(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout, label = QVBoxLayout(page), QLabel()

    def fill() -> None:
        label.setText("鹿城")
        layout.addWidget(label)

    assert lost(fill) < CALLS // 10


def test_qt_is_the_pinned_one() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [Requirement(text) for text in project["dependencies"]]
    pins = [one for one in asked if one.name == "PySide6-Essentials" and (not one.marker or one.marker.evaluate())]
    assert [str(pin.specifier) for pin in pins] == [f"=={version('PySide6-Essentials')}"]


@pytest.mark.parametrize("machine", ["x86_64", "aarch64", "AMD64"])
def test_the_pin_stays_below_the_version_that_needs_a_new_glibc(machine: str) -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    place = {"platform_machine": machine, "sys_platform": "win32" if machine == "AMD64" else "linux"}
    asked = [Requirement(text) for text in project["dependencies"] if text.startswith("PySide6")]
    fits = [one for one in asked if one.marker and one.marker.evaluate(place)]
    assert len(fits) == 1
    assert not fits[0].specifier.contains("6.10.0")
    assert not fits[0].specifier.contains("6.12.0")


def test_no_other_qt_wheel_is_installed() -> None:
    found = {dist.name.lower().replace("_", "-") for dist in distributions()}
    assert not found & {"pyside6", "pyside6-addons", "pyqt5", "pyqt6"}
