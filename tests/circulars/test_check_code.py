"""The square code: what was written is read, a scrap is refused, on paper it stands clear of the text and decodes."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.circulars import check_code, layout
from lucheng_desktop.circulars.check_code import Facts
from lucheng_desktop.circulars.render import render
from lucheng_desktop.refusal import Refused
from tests.circulars.drafts import draft

FACTS = Facts("鹿纪〔2026〕7号", "陈堃喆", "反映不属实", "2026-03-02")
KEY, SIGNATURE = bytes(range(32)), bytes(range(100, 164))
TEXT = check_code.written(check_code.to_sign(FACTS, ["经核查，反映不属实。"], KEY), SIGNATURE)
SHORT = st.text("鹿纪〔2026〕号陈堃喆𠮷", max_size=20)


@given(SHORT, SHORT, SHORT, SHORT, st.binary(min_size=64, max_size=64))
def test_what_is_written_is_read(number: str, name: str, conclusion: str, date: str, signature: bytes) -> None:
    facts = Facts(number, name, conclusion, date)
    signed = check_code.to_sign(facts, ["文"], KEY)
    claim = check_code.read(check_code.written(signed, signature))
    assert (claim.facts, claim.signed, claim.signature) == (facts, signed, signature)
    assert (claim.key, claim.digest) == (check_code.key_id(KEY), check_code.text_digest(["文。"]))


@given(st.integers(5, len(TEXT) - 1), st.text("0Z+é", max_size=3))
def test_a_scrap_of_a_square_is_refused(length: int, more: str) -> None:
    try:
        claim = check_code.read(TEXT[:length] + more)
    except Refused as refused:
        assert refused.code == "E-CODE"
    else:
        assert claim.signed != check_code.to_sign(FACTS, ["经核查，反映不属实。"], KEY) or claim.signature != SIGNATURE


def test_the_square_is_at_least_25_mm_and_of_a_middle_version() -> None:
    rows = check_code.modules(TEXT)
    assert len(rows) <= 4 * 10 + 17
    assert check_code.SIDE >= 25
    rules = check_code.drawn(TEXT, 0.0, 0.0)
    wide = max(rule.right for rule in rules) - min(rule.left for rule in rules)
    assert abs(wide - check_code.SIDE) < 0.01


def test_the_square_prints_clear_of_all_text_and_a_reader_reads_it(tmp_path: Path) -> None:
    circular = draft().model_copy(update={"check": TEXT})
    page = layout.lay_out(circular).pages[-1]
    (top, left) = min((rule.top, rule.left) for rule in page.shapes if rule.right - rule.left < 20)
    boxes = [box for glyph in page.glyphs if (box := glyph.ink())]
    assert not [box for box in boxes if box[3] > top and box[0] < left + check_code.SIDE and box[1] < top + 26]
    file = tmp_path / "square.pdf"
    file.write_bytes(render(circular).pdf)
    if not shutil.which("zbarimg"):
        pytest.skip("no reader of squares on this machine")
    subprocess.run(["pdftoppm", "-r", "200", "-png", str(file), str(tmp_path / "page")], check=True)
    read = subprocess.run(["zbarimg", "-q", "--raw", *map(str, sorted(tmp_path.glob("page*.png")))],
                          capture_output=True, text=True, check=False).stdout  # fmt: skip
    assert TEXT in read.splitlines()
