"""The look: Fusion, one palette by name, one style sheet, one Chinese face, one family of icons."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import QByteArray, QCoreApplication, QDir, QEvent, QLibraryInfo, QRectF, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from lucheng_desktop.places import form, resource

BODY_PX = 14
ICON_PX = 18
_FACE_FALLBACKS = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "WenQuanYi Micro Hei")
_DRAWN_STROKE = "#57606A"
_ROLES = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "ground",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.PlaceholderText: "ink3",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Mid: "line",
}
_current = "light"


@cache
def _palettes() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(form("palettes.toml").read_text("utf-8"))


def schemes() -> tuple[str, ...]:
    """Names of the colour schemes: light, dark, contrast."""
    return tuple(_palettes())


def scheme() -> str:
    """Name of the scheme that is worn now."""
    return _current


def colour(token: str) -> QColor:
    """A token of the current scheme as a colour, for widgets that paint themselves."""
    return QColor(_palettes()[_current][token])


def sheet(scheme: str) -> str:
    """The style sheet with every `@token` filled in; an unknown token is a KeyError."""
    tokens = _palettes()[scheme]
    return re.sub(r"@([a-z_]+\d?)", lambda found: tokens[found[1]], form("style.qss").read_text("utf-8"))


def palette(scheme: str) -> QPalette:
    """Qt's palette of the scheme; Qt's own dark mode does nothing on bare X11, so no role is left to it."""
    tokens = _palettes()[scheme]
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, QColor(tokens[token]))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens["ink3"]))
    return made


def dress(app: QApplication, scheme: str = "light") -> None:
    """Give the whole program its look; may be called again with another scheme."""
    global _current
    _current = scheme
    QDir.setSearchPaths("icons", [str(resource("icons"))])
    app.setStyle("Fusion")
    app.setPalette(palette(scheme))
    app.setFont(_body_font())
    app.setStyleSheet(sheet(scheme))
    _speak_chinese(app)


def _body_font() -> QFont:
    font = QFont(face())
    font.setPixelSize(BODY_PX)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@cache
def face() -> str:
    """Family name of the screen face: the bundled one, else the best Chinese face of this PC."""
    bundled = [family for file in _screen_fonts() for family in _families(file)]
    known = set(QFontDatabase.families())
    return next((name for name in (*bundled, *_FACE_FALLBACKS) if name in known), QFont().family())


def _screen_fonts() -> list[str]:
    return [str(file) for file in sorted(resource("fonts").glob("NotoSansSC*.[ot]tf"))]


def _families(file: str) -> list[str]:
    number = QFontDatabase.addApplicationFont(file)
    return QFontDatabase.applicationFontFamilies(number) if number >= 0 else []


def _speak_chinese(app: QApplication) -> None:
    if app.findChild(QTranslator):
        return
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


@cache
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8")


def read_drawings() -> None:
    """Read every icon of the family, so that showing one later opens no file."""
    for file in resource("icons").glob("*.svg"):
        _drawing(file.stem)


def pixmap(name: str, token: str = "ink2", size: int = ICON_PX, ratio: float = 1.0) -> QPixmap:
    """One icon of the family in the colour of a token; `size` in device-independent pixels."""
    return _drawn(name, colour(token).name(), size, ratio)


@cache
def _drawn(name: str, stroke: str, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing = _drawing(name).replace(_DRAWN_STROKE, stroke)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def icon(name: str, token: str = "ink2") -> QIcon:
    """An icon that keeps its colour when its row or button is selected, sharp on every screen of this PC."""
    made = QIcon()
    sharpest = max(screen.devicePixelRatio() for screen in QGuiApplication.screens())
    for ratio in (1.0, 2.0) if sharpest > 1 else (1.0,):
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Active):
            made.addPixmap(pixmap(name, token, ratio=ratio), mode)
        made.addPixmap(pixmap(name, "ink3", ratio=ratio), QIcon.Mode.Disabled)
    return made


def mark(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at and let the sheet look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))  # frames measure their new padding only then
