"""The OFD as a reader of its own sees it: valid by schema, the text of the PDF, each character where it was set.

The reader here is lxml with a schema written from GB/T 33190-2016 and shares no code with the writer.
"""

import io
import zipfile
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from lucheng_desktop.cases.documents import CircularDraft
from lucheng_desktop.circulars import layout, ofd
from lucheng_desktop.circulars.ofd_check import check_ofd
from lucheng_desktop.circulars.render import Rendered, render
from lucheng_desktop.refusal import Refused
from tests.circulars.drafts import COMMISSION, COMPLAINANT, NAME, SUPERVISION, draft

RARE = "陈𬭊𫖯"
WHOLE: dict[str, Any] = {
    "issuers": [COMMISSION, SUPERVISION],
    "seal": "demo",
    "copy_no": 7,
    "classification": "工作秘密",
    "practice": True,
    "note": "此件发至 GB/T 9704 各街道",
    "code": "3f9a-1c22-77e0",
    "subjects": [NAME, RARE],
    "attachments": ["核查情况说明", "联系人名单"],
    "body": [
        {"level": 1, "text": f"一、关于{NAME}同志。反映不属实。"},
        {"level": 2, "text": f"（一）{RARE}同志"},
        {"level": 0, "text": "涉及资金1,234.56万元，占3.5%，已核查完毕。" * 9},
    ],
}
NAMES = {"ofd": "http://www.ofdspec.org/2016"}


def whole() -> CircularDraft:
    return draft(**WHOLE)


@pytest.fixture(scope="module")
def made() -> Rendered:
    return render(whole(), ofd=True)


def packed(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def trees(data: bytes) -> dict[str, Any]:
    """Every XML part by its name, each valid by the schema."""
    schema = etree.XMLSchema(etree.parse(Path(__file__).with_name("ofd.xsd")))
    with packed(data) as file:
        found = {name: etree.fromstring(file.read(name)) for name in file.namelist() if name.endswith(".xml")}
    for tree in found.values():
        schema.assertValid(tree)
    return found


def characters(page: Any) -> Iterator[tuple[str, float, float, float]]:
    """Each character of a page with its left, its baseline and its size in mm from the upper left corner."""
    for text in page.iterfind(".//ofd:TextObject", NAMES):
        left, top = map(float, text.get("Boundary").split()[:2])
        narrowed = float(text.get("CTM", "1").split()[0])
        code = text.find("ofd:TextCode", NAMES)
        steps = map(float, code.get("DeltaX", "").split())
        for char, x in zip(code.text, accumulate(steps, initial=float(code.get("X"))), strict=True):
            yield char, left + x * narrowed, top + float(code.get("Y")), float(text.get("Size"))


def pages(data: bytes) -> list[Any]:
    return [tree for name, tree in sorted(trees(data).items()) if name.endswith("Content.xml")]


def test_it_is_one_document_whose_parts_are_all_there(made: Rendered) -> None:
    found = trees(made.ofd)
    root = found["OFD.xml"].findtext(".//ofd:DocRoot", namespaces=NAMES)
    document = found[root]
    listed = [f"Doc_0/{page.get('BaseLoc')}" for page in document.iterfind(".//ofd:Page", NAMES)]
    faces = [f"Doc_0/Res/{name.text}" for name in found["Doc_0/PublicRes.xml"].iterfind(".//ofd:FontFile", NAMES)]
    with packed(made.ofd) as file:
        assert sorted(file.namelist()) == sorted(["OFD.xml", root, "Doc_0/PublicRes.xml", *listed, *faces])
        assert len({entry.date_time for entry in file.infolist()}) == 1
    ids = [int(item.get("ID")) for tree in found.values() for item in tree.iter() if item.get("ID")]
    assert len(set(ids)) == len(ids)
    assert max(ids) == int(document.findtext(".//ofd:MaxUnitID", namespaces=NAMES))
    assert len(listed) == made.pages


def test_it_says_what_the_pdf_says(made: Rendered) -> None:
    text = "".join(char for page in pages(made.ofd) for char, *_ in characters(page))
    assert sorted("".join(text.split())) == sorted("".join(made.text.split()))
    for needed in (NAME, RARE, "鹿纪〔2026〕1号", "2026年3月5日", "演示专用", "演练文书"):
        assert needed in text


def test_each_character_stands_where_it_was_set(made: Rendered) -> None:
    paper = layout.lay_out(whole())
    for page, wanted in zip(pages(made.ofd), paper.pages, strict=True):
        found = [one for one in characters(page) if one[0] != " "]
        glyphs = [glyph for glyph in (*wanted.glyphs, *wanted.marks) if glyph.char != " "]
        for (char, x, y, size), glyph in zip(found, glyphs, strict=True):
            assert char == glyph.char
            assert (x, y) == pytest.approx((glyph.x, glyph.y), abs=0.002)
            assert size == pytest.approx(glyph.size * 25.4 / 72, abs=0.001)


def test_every_character_has_an_outline_in_an_embedded_face(made: Rendered) -> None:
    with packed(made.ofd) as file:
        names = {item.get("ID"): item[0].text for item in trees(made.ofd)["Doc_0/PublicRes.xml"][0]}
        faces = {number: TTFont(io.BytesIO(file.read(f"Doc_0/Res/{name}"))) for number, name in names.items()}
    for page in pages(made.ofd):
        for text in page.iterfind(".//ofd:TextObject", NAMES):
            face = faces[text.get("Font")]
            for char in set(text.findtext("ofd:TextCode", namespaces=NAMES)) - {" "}:
                assert face["glyf"][face.getBestCmap()[ord(char)]].numberOfContours
    assert len(made.ofd) < 300_000


def test_rules_and_the_demonstration_seal_are_drawn(made: Rendered) -> None:
    drawn = [item for page in pages(made.ofd) for item in page.iterfind(".//ofd:PathObject", NAMES)]
    boxes = [tuple(map(float, item.get("Boundary").split())) for item in drawn]
    assert sum(box[2:] == (42.0, 42.0) for box in boxes) == 2
    red = next(box for box in boxes if box[3] == 0.7)
    assert (red[0], red[2]) == (28.0, 156.0)
    assert sum(box[3] == 0.35 for box in boxes) == 2


def test_the_same_draft_gives_the_same_bytes_and_no_author(made: Rendered) -> None:
    title = f"关于为{NAME}同志澄清正名的通报"
    assert ofd.write(layout.lay_out(whole()), title, whole().date) == made.ofd
    assert "Author" not in etree.tostring(trees(made.ofd)["OFD.xml"]).decode()


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("Doc_0/Pages/Page_0/Content.xml", NAME, "陈建国"),
        ("Doc_0/Pages/Page_0/Content.xml", 'Size="5.644"', 'Size="5.0"'),
        ("Doc_0/Pages/Page_0/Content.xml", "192 0 0", "0 0 0"),
        ("Doc_0/Pages/Page_0/Content.xml", ' X="0"', ' X="1"'),
        ("Doc_0/Pages/Page_1/Content.xml", "PathObject", "Nothing"),
        ("Doc_0/PublicRes.xml", "kai.ttf", "hei.ttf"),
        ("OFD.xml", "Doc_0/Document.xml", "Doc_1/Document.xml"),
    ],
)
def test_a_file_that_says_something_else_is_refused(made: Rendered, part: str, old: str, new: str) -> None:
    out = io.BytesIO()
    with packed(made.ofd) as file, zipfile.ZipFile(out, "w") as forged:
        for name in file.namelist():
            data = file.read(name)
            assert name != part or old.encode() in data
            forged.writestr(name, data.replace(old.encode(), new.encode()) if name == part else data)
    paper = layout.lay_out(whole())
    check_ofd(made.ofd, paper)
    with pytest.raises(Refused) as refused:
        check_ofd(out.getvalue(), paper)
    assert refused.value.key == "E-TEXT/ofd"


@pytest.mark.parametrize("cut", [0, 100, -30])
def test_half_a_file_is_refused(made: Rendered, cut: int) -> None:
    with pytest.raises(Refused) as refused:
        check_ofd(made.ofd[:cut], layout.lay_out(whole()))
    assert refused.value.key == "E-TEXT/ofd"


def test_a_face_that_lost_a_character_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that prints blank must not get out in this format either."""
    cut = ofd._subset
    monkeypatch.setattr(ofd, "_subset", lambda slot, characters: cut(slot, characters.replace("喆", "")))
    with pytest.raises(Refused) as refused:
        render(draft(), ofd=True)
    assert refused.value.key == "E-TEXT/ofd"


def test_a_draft_that_fails_the_gate_makes_none() -> None:
    with pytest.raises(Refused) as refused:
        render(draft(cc=["王建国"], protected=[COMPLAINANT]), ofd=True)
    assert refused.value.code == "E-LEAK"
