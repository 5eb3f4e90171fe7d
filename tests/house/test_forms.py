"""The compiled forms are what pyside6-uic makes of the drawings today."""

import pytest

from installer.compile_forms import COMPILED, DRAWN, compiled


@pytest.mark.parametrize("name", sorted(drawn.stem for drawn in DRAWN.glob("*.ui")))
def test_compiled_form_is_current(name: str) -> None:
    text = (COMPILED / f"{name}.py").read_text("utf-8")
    assert text == compiled(DRAWN / f"{name}.ui"), "run installer/compile_forms.py"


def test_no_form_without_a_drawing() -> None:
    assert {file.stem for file in COMPILED.glob("*.py")} - {"__init__"} == {drawn.stem for drawn in DRAWN.glob("*.ui")}
