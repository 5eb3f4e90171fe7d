"""The whole main job, once: what it leaves is opened by other programs and searched for what must not be there."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pypdfium2
from PySide6.QtGui import QImage

from lucheng_desktop.ledger.clock import Clock
from tests.faults import shim
from tests.journey import story
from tests.journey.__main__ import MARKS, PARTS

TOP_MM, LEFT_MM, TOLERANCE_MM = 37, 28, 0.5
DPI = 254


def test_the_main_job_leaves_what_it_should_and_nothing_else(tmp_path: Path) -> None:
    out, places = tmp_path / "out", {"HOME": tmp_path / "home", "TMPDIR": tmp_path / "tmp"}
    for place in (out, *places.values()):
        place.mkdir()
    marks = tmp_path / "marks.txt"
    environment = os.environ | {name: str(place) for name, place in places.items()} | {MARKS: str(marks)}
    log = tmp_path / "heard"
    environment |= {} if shim.missing() else shim.listening(log)
    for part, ending in PARTS.items():
        ended = subprocess.run([sys.executable, "-m", "tests.journey", str(out), part], env=environment, check=False)
        assert ended.returncode == ending
        _no_word_in_the_clear(marks, [out, *places.values()])
        _none_written_and_removed(marks, log)
    assert PARTS["first"] == -signal.SIGKILL, "one of them is killed while somebody types"
    assert len(marks.read_text().split()) > 20
    _pictures(out)
    _circular(out / "circular.pdf")
    scenes = json.loads((out / "journey.json").read_text("utf-8"))
    assert all(scene["seconds"] >= 0 for scene in scenes)


def _no_word_in_the_clear(marks: Path, places: list[Path]) -> None:
    """No word that was typed stands in any file, in any of the encodings a file could hold it in."""
    words = marks.read_text().split() if marks.exists() else []
    searched = 0
    for place in places:
        for file in place.rglob("*"):
            if file.is_file() and file.suffix not in {".png", ".pdf"}:
                content = file.read_bytes()
                searched += 1
                found = [word for word in words if word.encode() in content or word.encode("utf-16-le") in content]
                assert not found, f"{file.relative_to(place)} holds {len(found)} typed words"
    assert searched > 4


def _none_written_and_removed(marks: Path, log: Path) -> None:
    """Nor in any file that the processes wrote anywhere on this PC, whatever has become of it."""
    words = marks.read_text().split() if marks.exists() else []
    if words and log.exists():
        spelled = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le")]
        assert shim.spilled(log, spelled, but=(".png", ".pdf", ".pdf.part", marks.name)) == set()


def _pictures(out: Path) -> None:
    pictures = sorted(out.glob("[0-9][0-9]-*.png"))
    assert [picture.name[:2] for picture in pictures] == [f"{number:02}" for number in range(1, 11)]
    for picture in pictures:
        image = QImage(str(picture))
        assert (image.width(), image.height()) == (1366, 768)


def _circular(pdf: Path) -> None:
    text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    today = Clock().today()
    for part in (story.SUBJECT, f"鹿纪〔{today.year}〕1号", f"{today.year}年{today.month}月{today.day}日"):
        assert part in text
    fonts = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts), "every font is embedded"
    top, left = _whites(pdf)
    assert abs(top - TOP_MM) <= TOLERANCE_MM
    assert abs(left - LEFT_MM) <= TOLERANCE_MM


def _whites(pdf: Path) -> tuple[float, float]:
    """Millimetres without ink at the top and at the left of page 1."""
    bitmap = pypdfium2.PdfDocument(pdf)[0].render(scale=DPI / 72, grayscale=True)
    width, pixels = bitmap.stride, bytes(bitmap.buffer)
    rows = [pixels[at : at + bitmap.width] for at in range(0, len(pixels), width)]
    top = next(at for at, row in enumerate(rows) if min(row) < 200)
    left = min(next((at for at, level in enumerate(row) if level < 200), bitmap.width) for row in rows)
    return top * 25.4 / DPI, left * 25.4 / DPI
