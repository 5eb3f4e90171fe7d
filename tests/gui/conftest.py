"""What the tests of the window share: the look, an inline lane, and a desk that holds nothing but a name."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from lucheng_desktop.gui import theme
from lucheng_desktop.gui.lane import Lane


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str]) -> Iterator[QApplication]:
    app = QApplication.instance() or QApplication(qapp_args)
    theme.dress(app)
    yield app


@pytest.fixture
def lane(qapp: QApplication) -> Iterator[Lane]:
    """A lane without threads: what is asked is answered before `ask` returns."""
    made = Lane(inline=True)
    yield made
    made.close(lambda desk: None)
