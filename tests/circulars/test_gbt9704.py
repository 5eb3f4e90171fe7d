"""docs/gbt9704.md against a ruler: every number of its last column is measured on finished pages.

Measured by PDFium on the PDF (boxes of ink, bounds of rules), from the upper left corner of the page in mm.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import ImageChops
from pypdfium2 import raw

from lucheng_desktop.circulars.render import render
from tests.circulars.drafts import NAME, draft

TABLE = Path(__file__).resolve().parents[2] / "docs" / "gbt9704.md"
MM = 25.4 / 72
DPI = 300
BODY = [{"level": 0, "text": f"关于{NAME}同志" + "查" * 1190}]


@dataclass(frozen=True)
class Ink:
    """One character or rule: left, top, right, bottom in mm, and a character's size in points."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    size: float = 0.0

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Page:
    chars: list[Ink]
    rules: list[Ink]
    red: Ink
    """What is red: on the page with the signature the seal alone."""

    def find(self, text: str) -> list[Ink]:
        """The ink of the characters of `text`, where it first stands."""
        at = "".join(one.char for one in self.chars).index(text)
        return self.chars[at : at + len(text)]


def _ink(char: str, box: tuple[float, float, float, float], size: float = 0.0) -> Ink:
    left, bottom, right, top = (edge * MM for edge in box)
    return Ink(char, left, 297 - top, right, 297 - bottom, size)


def _page(page: Any) -> Page:
    text = page.get_textpage()
    seen = [(at, text.get_text_range(at, 1)) for at in range(text.count_chars())]
    chars = [
        _ink(char, text.get_charbox(at), raw.FPDFText_GetFontSize(text.raw, at)) for at, char in seen if char.strip()
    ]
    rules = [_ink("", one.get_bounds()) for one in page.get_objects() if one.type == raw.FPDF_PAGEOBJ_PATH]
    return Page(chars, sorted(rules, key=lambda one: one.top), _red(page))


def _red(page: Any) -> Ink:
    picture = page.render(scale=DPI / 72).to_pil().convert("RGB")
    red, green, _ = (band.point(lambda value: 255 if value > 127 else 0) for band in picture.split())
    edges = ImageChops.subtract(red, green).getbbox() or (0, 0, 0, 0)
    return Ink("", *(edge * 25.4 / DPI for edge in edges))


def pages(**changes: Any) -> list[Page]:
    plain = {"issuers": ["演练区纪委"], "title": f"关于{NAME}同志的通报", "body": BODY, "seal": "demo"} | changes
    document = pypdfium2.PdfDocument(render(draft(**plain)).pdf)
    found = [_page(document[at]) for at in range(len(document))]
    document.close()
    return found


def _head(first: Page) -> dict[str, float]:
    mark, number, title = first.find("演练区纪委文件"), first.find("鹿纪〔2026〕1号"), first.find(f"关于{NAME}")
    rule = next(one for one in first.rules if one.right - one.left > 100)
    to = first.find("各街道党工委")
    return {
        "mark": min(one.top for one in mark) - 37,
        "mark-number": number[0].top - max(one.bottom for one in mark),
        "number-rule": rule.top - max(one.bottom for one in number),
        "rule": rule.right - rule.left,
        "rule-title": title[0].top - rule.bottom,
        "title-to": to[0].top - max(one.bottom for one in title),
        "title-size": title[0].size,
        "to": to[0].left - 28,
        "indent": first.find("关于" + NAME + "同志查")[0].left - 28,
    }


def _text(page: Page) -> dict[str, float]:
    body = [one for one in page.chars if one.char == "查"]
    rows = sorted({round(one.top, 1) for one in body})
    line = [one for one in body if round(one.top, 1) == rows[0]]
    pitch = (line[-1].left - line[0].left) / (len(line) - 1)
    return {
        "cells": len(line),
        "rows": len(rows),
        "char": pitch,
        "line": (body[-1].top - body[0].top) / (len(rows) - 1),
        "size": body[0].size,
        "left": line[0].left,
        "right": 210 - line[-1].right,
        "top": body[0].top,
        "bottom": 297 - body[-1].bottom,
    }


def _tail(page: Page) -> dict[str, float]:
    name, date, ring = page.find("演练区纪委"), page.find("2026年3月5日"), page.red
    text = max(one.bottom for one in page.chars if one.char == "查")
    return {
        "date": 184 - date[-1].right,
        "name-date": (name[0].left + name[-1].right) / 2 - (date[0].left + date[-1].right) / 2,
        "seal": ring.right - ring.left,
        "seal-gap": ring.top - text,
        "seal-name": (ring.top + ring.bottom) / 2 - (name[0].top + name[0].bottom) / 2,
    }


def _imprint(page: Page) -> dict[str, float]:
    first, inner, last = page.rules[-3:]
    copies = page.find("抄送")
    return {
        "imprint-outer": first.bottom - first.top,
        "imprint-inner": inner.bottom - inner.top,
        "imprint-last": last.bottom - 37,
        "imprint-width": last.right - last.left,
        "imprint-left": copies[0].left - 28,
        "imprint-size": copies[0].size,
    }


def _numbers(odd: Page, even: Page) -> dict[str, float]:
    right, left = [one for one in odd.chars if one.char == "—"], [one for one in even.chars if one.char == "—"]
    return {
        "page-number": right[0].top - 262,
        "page-odd": 184 - right[-1].right,
        "page-even": left[0].left - 28,
        "page-size": right[0].size,
    }


def _letter(page: Page) -> dict[str, float]:
    mark = page.find("演练区纪委")
    upper, foot = page.rules[:2], page.rules[-2:]
    return {
        "letter-mark": min(one.top for one in mark),
        "letter-rule": upper[0].top - max(one.bottom for one in mark),
        "letter-width": upper[0].right - upper[0].left,
        "letter-upper": (upper[0].bottom - upper[0].top) - (upper[1].bottom - upper[1].top),
        "letter-foot": 297 - foot[1].bottom,
    }


def _upward(page: Page) -> dict[str, float]:
    signers, number = page.find("夏侯闻笛"), page.find("鹿纪〔2026〕1号")
    return {
        "upward-number": number[0].left - 28,
        "upward-signer": 184 - signers[-1].right,
        "upward-line": signers[0].top - number[0].top,
    }


def _enclosed(page: Page) -> dict[str, float]:
    """The page of an attachment: 附件1 on its first line, the title on its third, a table."""
    label, title, cell = page.find("附件1"), page.find("核查材料清单"), page.find("谈话记录")
    wide = [one for one in page.rules if one.right - one.left > 100]
    return {
        "enclosure": label[0].top - 37,
        "enclosure-left": label[0].left - 28,
        "enclosure-size": label[0].size,
        "enclosure-title": title[0].top - 37,
        "enclosure-middle": (title[0].left + title[-1].right) / 2 - 106,
        "table-width": wide[0].right - wide[0].left,
        "table-outer": wide[0].bottom - wide[0].top,
        "table-inner": wide[1].bottom - wide[1].top,
        "table-size": cell[0].size,
    }


def _report(page: Page) -> dict[str, float]:
    """A signature without a seal."""
    name, date = page.find("演练区纪委核查组"), page.find("2026年3月5日")
    text = max(one.bottom for one in page.chars if one.char == "查" and one.bottom < name[0].top - 5)
    return {
        "unsealed-name": name[0].top - text,
        "unsealed-right": 184 - name[-1].right,
        "unsealed-date": date[0].left - name[0].left,
    }


def _joint(page: Page) -> dict[str, float]:
    first, second, word = page.find("演练区纪委"), page.find("演练区监委"), page.find("文件")
    return {
        "joint-left": first[0].left - second[0].left,
        "joint-width": (first[-1].right - first[0].left) - (second[-1].right - second[0].left),
        "joint-word": (word[0].top + word[0].bottom) / 2
        - (min(one.top for one in first) + max(one.bottom for one in second)) / 2,
    }


@pytest.fixture(scope="module")
def ruler() -> Mapping[str, float]:
    """Everything that was measured."""
    plain = pages()
    joined = {"kind": "letter", "cc": [], "printed_by": None, "printed_on": None, "seal": "blank"}
    request = {"kind": "request", "signers": ["夏侯闻笛"], "body": BODY[:1]}
    short = [{"level": 0, "text": f"关于{NAME}同志" + "查" * 40}]
    corner = pages(copy_no=7, classification="工作秘密", body=short)[0].find("000007")
    found = {"corner": corner[0].top - 37, "corner-left": corner[0].left - 28}
    found |= _head(plain[0]) | _text(plain[1]) | _tail(plain[2]) | _imprint(plain[3]) | _numbers(plain[0], plain[1])
    rows = [[{"text": text}, {"text": "1份"}] for text in ("谈话记录", "会议纪要")]
    enclosed = {"number": 1, "tables": [{"columns": [2, 1], "rows": rows}]}
    behind = pages(body=short, attachments=["核查材料清单", "名单"], enclosures=[enclosed], practice=True)
    found |= _enclosed(next(page for page in behind[1:] if "附件1" in "".join(one.char for one in page.chars)))
    inside = {"kind": "report", "issuers": ["演练区纪委核查组"], "number": None, "cc": [], "seal": "blank"}
    found |= _report(pages(**inside, to=[], printed_by=None, printed_on=None, body=short)[0])
    found |= _joint(pages(issuers=["演练区纪委", "演练区监委"], body=short)[0])
    return found | _letter(pages(**joined, body=short)[0]) | _upward(pages(**request)[0])


def written() -> dict[str, float]:
    """Key and measured value of each row of the document's tables."""
    rows = re.findall(r"^\| `([a-z-]+)` \|.*\| ([-\d.]+)(?: [^|]*)? \|$", TABLE.read_text("utf-8"), re.MULTILINE)
    assert len(rows) == len(dict(rows))
    return {key: float(value) for key, value in rows}


def test_the_table_tells_everything_that_is_measured(ruler: Mapping[str, float]) -> None:
    assert written().keys() == ruler.keys()


def test_the_table_says_what_the_ruler_says(ruler: Mapping[str, float]) -> None:
    told = written()
    wrong = {key: (told[key], round(value, 2)) for key, value in ruler.items() if abs(told[key] - value) > 0.1}
    assert not wrong


def test_what_the_standard_fixes_is_kept(ruler: Mapping[str, float]) -> None:
    """The numbers that GB/T 9704-2012 itself gives, with the tolerance it gives or half a millimetre of ink."""
    fixed = {
        "left": (28, 1),
        "right": (26, 1),
        "top": (37, 1),
        "bottom": (35, 1),
        "mark": (35, 0.5),
        "rule": (156, 0.1),
    }
    fixed |= {"mark": (35, 0.5), "number-rule": (4, 0.5), "page-number": (7, 0.1), "letter-mark": (30, 0.1)}
    fixed |= {"letter-width": (170, 0.1), "letter-rule": (4, 0.1), "letter-foot": (20, 0.1), "imprint-last": (225, 0.1)}
    fixed |= {"name-date": (0, 1)}
    assert {key for key, (value, off) in fixed.items() if abs(ruler[key] - value) > off} == set()
    assert (ruler["cells"], ruler["rows"]) == (28, 22)
    assert 0 <= ruler["seal-gap"] <= ruler["line"]
