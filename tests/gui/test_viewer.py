"""Papers: the bytes that are shown are the bytes that print; pages are drawn only when they come into sight."""

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from lucheng_desktop.cases.marked_pages import PageMark
from lucheng_desktop.gui.lane import Lane
from lucheng_desktop.gui.printing import Printing
from lucheng_desktop.gui.viewer import PaperView
from lucheng_desktop.places import resource

A4 = (595.28, 841.89)


@pytest.fixture(scope="session")
def pdf() -> bytes:
    """Three pages; the first carries a black square one inch from the left and two inches from the top."""
    pdfmetrics.registerFont(TTFont("Fang", str(resource("fonts", "FandolFang.ttf"))))
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.rect(72, A4[1] - 144 - 36, 36, 36, fill=1, stroke=0)
    for page in range(3):
        canvas.setFont("Fang", 16)
        canvas.drawString(100, 600, f"陈堃喆同志  第{page + 1}页")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture
def view(qtbot: QtBot, lane: Lane) -> PaperView:
    made = PaperView(lane)
    qtbot.addWidget(made)
    made.resize(760, 640)
    made.show()
    return made


def settle() -> None:
    for _ in range(6):
        QApplication.processEvents()


def test_without_a_document_there_is_nothing_to_print(view: PaperView) -> None:
    assert not view.ui.print.isEnabled()
    assert view.ui.place.text() == "没有可显示的文书。"


def test_pages_stand_under_each_other_and_are_drawn_only_in_sight(view: PaperView, pdf: bytes) -> None:
    view.show_pdf(pdf)
    settle()
    assert [page.drawn() for page in view.pages] == [True, False, False]
    assert view.ui.place.text() == "第 1 页，共 3 页"
    view.ui.paper.verticalScrollBar().setValue(view.ui.paper.verticalScrollBar().maximum())
    settle()
    assert view.pages[2].drawn()
    assert view.ui.place.text() == "第 3 页，共 3 页"


def test_fitted_a_page_fills_the_width(view: PaperView, pdf: bytes) -> None:
    view.show_pdf(pdf)
    settle()
    assert abs(view.pages[0].width() - (view.ui.paper.viewport().width() - 32)) <= 1
    view.resize(600, 640)
    settle()
    assert abs(view.pages[0].width() - (view.ui.paper.viewport().width() - 32)) <= 1


def test_at_100_percent_paper_has_its_real_size(view: PaperView, pdf: bytes) -> None:
    view.show_pdf(pdf)
    view.zoom(100)
    settle()
    inches = view.pages[0].width() / view.screen().physicalDotsPerInch()
    assert view.ui.percent.text() == "100%"
    assert abs(inches - 8.268) < 0.02


def test_ink_lies_where_the_document_puts_it(view: PaperView, pdf: bytes) -> None:
    view.show_pdf(pdf)
    view.zoom(100)
    settle()
    seen = view.pages[0].grab().toImage()
    scale = view.pages[0].width() / A4[0]
    black = (round(90 * scale), round(162 * scale))
    white = (round(60 * scale), round(162 * scale))
    assert seen.pixelColor(*black).lightness() < 40
    assert seen.pixelColor(*white).lightness() > 240


def test_zooming_by_keys_goes_in_steps(view: PaperView, pdf: bytes, qtbot: QtBot) -> None:
    view.show_pdf(pdf)
    view.zoom(100)
    view.ui.larger.click()
    assert view.percent() == 125
    view.ui.smaller.click()
    view.ui.smaller.click()
    assert view.percent() == 80
    for _ in range(10):
        view.ui.smaller.click()
    assert view.percent() == 50
    view.ui.percent.click()
    assert view.percent() == 100


def test_another_document_replaces_the_first(view: PaperView, pdf: bytes) -> None:
    view.show_pdf(pdf)
    settle()
    file = BytesIO()
    canvas = Canvas(file, pagesize=(300, 300))
    canvas.showPage()
    canvas.save()
    view.show_pdf(file.getvalue())
    settle()
    assert len(view.pages) == 1
    assert view.ui.stack.count() == 2
    view.clear()
    assert view.pages == ()


def test_marks_are_numbered_and_can_be_gone_to(view: PaperView, pdf: bytes) -> None:
    marks = [PageMark(0, (72, 144, 36, 36), "第 1 页：疑似可识别"), PageMark(2, (100, 230, 120, 20), "绝对化用语")]
    view.show_pdf(pdf, marks)
    settle()
    assert [view.ui.marks.item(at).text() for at in range(2)] == ["1  第 1 页：疑似可识别", "2  绝对化用语"]
    seen = view.pages[0].grab().toImage()
    scale = view.pages[0].width() / A4[0]
    edge = seen.pixelColor(round(72 * scale) - 2, round(160 * scale))
    assert edge.red() > edge.blue() + 60
    view.ui.marks.setCurrentRow(1)
    settle()
    assert view.pages[2].drawn()


def test_the_bytes_that_are_shown_are_the_bytes_that_print(view: PaperView, pdf: bytes, qtbot: QtBot) -> None:
    view.show_pdf(pdf)
    with qtbot.waitSignal(view.print_wanted) as wanted:
        qtbot.keyClick(view.ui.print, Qt.Key.Key_Space)
    assert wanted.args == [pdf]


def test_threads_draw_and_a_view_that_goes_takes_nothing(qtbot: QtBot, pdf: bytes) -> None:
    lane = Lane()
    view = PaperView(lane)
    view.resize(760, 640)
    view.show_pdf(pdf)
    view.show()
    qtbot.waitUntil(lambda: bool(view.pages) and view.pages[0].drawn())
    view.zoom(200)
    view.deleteLater()
    QApplication.sendPostedEvents(view, 52)
    lane.close(lambda desk: None)
    settle()


def test_printing_keeps_pages_and_paper_size(
    qtbot: QtBot, lane: Lane, pdf: bytes, tmp_path: Path, view: PaperView
) -> None:
    target = tmp_path / "打印.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(300)
    printer.setOutputFileName(str(target))
    job = Printing(lane, pdf, printer, view)
    with qtbot.waitSignal(job.done) as done:
        job.start()
    assert done.args == [3]
    facts = subprocess.run(["pdfinfo", target], capture_output=True, text=True, check=True).stdout
    assert "Pages:           3" in facts
    assert "595" in facts
    assert "842" in facts


def test_printed_ink_lies_where_it_was_seen(
    lane: Lane, pdf: bytes, tmp_path: Path, view: PaperView, qtbot: QtBot
) -> None:
    from lucheng_desktop.gui.paper import DrawPage, draw

    target = tmp_path / "out.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(300)
    printer.setOutputFileName(str(target))
    Printing(lane, pdf, printer, view).start()
    printed = draw(DrawPage(target.read_bytes(), 0, 72), lambda done, of: None)
    assert printed.pixelColor(90, 162).lightness() < 60
    assert printed.pixelColor(60, 162).lightness() > 240
    assert printed.pixelColor(90, 130).lightness() > 240
