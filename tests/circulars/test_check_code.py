"""The square code: what was written is read, a scrap is refused, on paper it stands clear of the text and decodes."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.circulars import check_code, layout
from lucheng_desktop.circulars.check_code import Facts
from lucheng_desktop.circulars.render import render
from lucheng_desktop.refusal import Refused
from tests.circulars.drafts import draft

FACTS = Facts("鹿纪〔2026〕7号", "陈堃喆", "反映不属实", "2026-03-02", 12)
KEY, SIGNATURE = bytes(range(32)), bytes(range(100, 164))
TEXT = check_code.written(check_code.to_sign(FACTS, ["经核查，反映不属实。"], KEY), SIGNATURE)
SHORT = st.text("鹿纪〔2026〕号陈堃喆𠮷", max_size=20)


@given(SHORT, SHORT, SHORT, SHORT, st.integers(0, 999_999), st.binary(min_size=64, max_size=64))
def test_what_is_written_is_read(
    number: str, name: str, conclusion: str, date: str, copy: int, signature: bytes
) -> None:  # fmt: skip
    facts = Facts(number, name, conclusion, date, copy)
    signed = check_code.to_sign(facts, ["文"], KEY)
    claim = check_code.read(check_code.written(signed, signature))
    assert (claim.facts, claim.signed, claim.signature) == (facts, signed, signature)
    assert (claim.key, claim.digest) == (check_code.key_id(KEY), check_code.text_digest(["文。"]))


def test_the_payload_is_to_the_byte_what_the_documents_say() -> None:
    """And a square from before copies had their own is still read, as nobody's copy."""
    parts = [part.encode() for part in ("鹿纪〔2026〕7号", "陈堃喆", "反映不属实", "2026-03-02")]
    told = b"".join(bytes([len(part)]) + part for part in parts)
    rest = told + check_code.text_digest(["经核查，反映不属实。"])
    assert check_code.read(TEXT).signed == b"\2" + check_code.key_id(KEY) + b"\0\0\x0c" + rest
    old = check_code.read(check_code.written(b"\1" + check_code.key_id(KEY) + rest, SIGNATURE))
    assert (old.facts, old.key) == (replace(FACTS, copy=0), check_code.key_id(KEY))
    with pytest.raises(Refused):
        check_code.read(check_code.written(b"\3" + check_code.key_id(KEY) + b"\0\0\x0c" + rest, SIGNATURE))


@pytest.mark.parametrize("typed", [
    TEXT.lower(), f"\r\n{TEXT}\n", "\n".join(TEXT[at : at + 40] for at in range(0, len(TEXT), 40)),
    "".join(chr(ord(char) + 0xFEE0) if char > " " else "　" for char in TEXT),
    TEXT.replace(".", "。").replace("$", "￥").replace("/", "、").replace(":", "："),
])  # fmt: skip
def test_what_a_scanner_makes_of_a_keyboard_is_understood(typed: str) -> None:
    assert check_code.meant(typed)
    assert check_code.read(typed).facts == FACTS


def test_facts_that_would_make_the_square_too_fine_are_refused() -> None:
    long = check_code.to_sign(replace(FACTS, name="、".join(["欧阳堃喆"] * 15)), ["文"], KEY)
    with pytest.raises(Refused) as refused:
        check_code.modules(check_code.written(long, SIGNATURE))
    assert refused.value.key == "E-CODE/long"


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
