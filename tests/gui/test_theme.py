"""The look: every token is known, every scheme is whole, words stand out from their ground."""

import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot

from lucheng_desktop.gui import theme
from lucheng_desktop.places import form, resource

PAIRS = [
    ("ink", "surface", 7.0),
    ("ink", "ground", 7.0),
    ("ink", "accent_tint", 7.0),
    ("ink2", "surface", 4.5),
    ("ink2", "ground", 4.5),
    ("accent", "surface", 4.5),
    ("accent", "accent_tint", 4.5),
    ("on_accent", "accent", 4.0),
    ("red", "red_tint", 4.5),
    ("amber", "amber_tint", 4.5),
    ("green", "green_tint", 4.5),
    ("ring", "surface", 3.0),
    ("ink3", "surface", 2.5),
]


def light(colour: QColor) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", theme.schemes())
def test_every_scheme_fills_the_whole_sheet(name: str) -> None:
    sheet = theme.sheet(name)
    assert "@" not in sheet
    for picture in re.findall(r"url\(icons:([^)]+)\)", sheet):
        assert resource("icons", picture).is_file(), picture


@pytest.mark.parametrize("name", theme.schemes())
@pytest.mark.parametrize(("word", "ground", "least"), PAIRS)
def test_words_stand_out_from_their_ground(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, name: str, word: str, ground: str, least: float
) -> None:
    monkeypatch.setattr(theme, "_current", name)
    assert contrast(theme.colour(word), theme.colour(ground)) >= least


def test_a_token_nobody_defined_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    with pytest.raises(KeyError):
        theme.colour("colour_of_money")


def test_the_bundled_face_is_used_and_has_chinese(qapp: QApplication) -> None:
    assert theme.face() == "Noto Sans SC"
    assert qapp.font().family() == "Noto Sans SC"
    assert qapp.font().pixelSize() == theme.BODY_PX


def test_dialog_buttons_speak_chinese(qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"


def test_the_palette_leaves_no_role_to_the_system(qapp: QApplication) -> None:
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor("#F5F6F8")
    assert qapp.palette().color(QPalette.ColorRole.Text) == QColor("#1B1F24")


@pytest.mark.parametrize("file", sorted(resource("icons").glob("*.svg")), ids=lambda file: file.stem)
def test_icons_are_one_family_and_draw_something(qapp: QApplication, file: object) -> None:
    picture = theme.pixmap(file.stem, "ink").toImage()  # type: ignore[attr-defined]
    assert any(picture.pixelColor(x, y).alpha() for x in range(18) for y in range(18))
    if not file.stem.startswith("mark-"):  # type: ignore[attr-defined]
        text = file.read_text("utf-8")  # type: ignore[attr-defined]
        assert 'viewBox="0 0 18 18"' in text
        assert 'stroke-width="1.4"' in text


def test_marking_a_widget_lets_the_sheet_look_again(qtbot: QtBot) -> None:
    label = QLabel("已登记")
    qtbot.addWidget(label)
    label.show()
    bare = label.sizeHint()
    theme.mark(label, "chip", "done")
    assert label.sizeHint().width() >= bare.width() + 16


def test_no_colour_stands_outside_the_palettes() -> None:
    assert not re.findall(r"#[0-9A-Fa-f]{6}", form("style.qss").read_text("utf-8"))
