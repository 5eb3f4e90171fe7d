"""The draft for editing in WPS: every paragraph there, marked as a draft, and nothing of what the paper may not say."""

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm, Pt
from lxml import etree

from lucheng_desktop.circulars import draft_docx
from lucheng_desktop.circulars.draft_docx import write
from lucheng_desktop.refusal import Refused
from tests.circulars.drafts import COMMISSION, COMPLAINANT, NAME, SUPERVISION, draft

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WHOLE: dict[str, Any] = {
    "kind": "request",
    "issuers": [COMMISSION, SUPERVISION],
    "signers": ["林一苇", "夏㛃"],
    "number": None,
    "classification": "工作秘密",
    "practice": True,
    "subjects": [NAME, "陈𬭊𫖯"],
    "body": [
        {"level": 1, "text": f"一、关于{NAME}同志的问题。反映不属实。"},
        {"level": 2, "text": "（一）核查情况"},
        {"level": 0, "text": "涉及资金1,234.56万元，陈𬭊𫖯同志没有参与。  两个空格"},
    ],
    "attachments": ["核查情况说明", "联系人名单"],
    "note": "联系人：林一苇",
}


def opened(**changes: Any) -> Any:
    return Document(io.BytesIO(write(draft(**changes))))


def test_every_paragraph_is_there_in_order() -> None:
    said = [paragraph.text for paragraph in opened(**WHOLE).paragraphs]
    assert said == [
        "工作秘密",
        COMMISSION,
        f"{SUPERVISION}文件",
        "（编号后填写）",
        "签发人：林一苇　夏㛃",
        f"关于为{NAME}同志澄清正名的通报",
        "各街道党工委、镇党委，区直各单位：",
        *(part["text"] for part in WHOLE["body"]),
        "附件：1.核查情况说明",
        "2.联系人名单",
        COMMISSION,
        SUPERVISION,
        "2026年3月5日",
        "（联系人：林一苇）",
        "抄送：温州市纪委监委，鹿城区委组织部。",
        f"{COMMISSION}办公室　2026年3月6日印发",
    ]


def test_every_page_says_that_it_is_a_draft() -> None:
    for practice in (True, False):
        section = opened(practice=practice).sections[0]
        assert not section.different_first_page_header_footer
        header = section.header.paragraphs[0].text
        assert header.startswith("演练草稿" if practice else "草稿")


def test_it_stands_on_the_page_of_the_standard() -> None:
    section = opened().sections[0]
    page = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(edge / Mm(1)) for edge in page] == [210, 297, 37, 28]
    grid = section._sectPr.find(f"{W}docGrid")
    assert (grid.get(f"{W}type"), grid.get(f"{W}linePitch")) == ("linesAndChars", "592")


def test_a_heading_changes_face_after_its_full_stop() -> None:
    heading = opened(**WHOLE).paragraphs[7]
    faces = [run.font.element.rPr.rFonts.get(f"{W}eastAsia") for run in heading.runs]
    assert faces == ["黑体", "仿宋"]
    assert heading.style.name == "公文正文"
    assert heading.style.font.size == Pt(16)


def test_changes_are_marked_and_nobody_is_named() -> None:
    document = opened()
    told = document.core_properties
    assert (told.author, told.last_modified_by, told.comments) == ("", "", "")
    names = [etree.QName(child).localname for child in document.settings.element]
    assert names.index("zoom") < names.index("trackRevisions") < names.index("defaultTabStop")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"cc": ["王建国"], "protected": [COMPLAINANT]}, "E-LEAK"),
        ({"body": [{"level": 0, "text": f"{NAME}同志清正廉洁。"}]}, "E-WORDING"),
        ({"title": "关于陈\ue000同志的通报"}, "E-GLYPH"),
    ],
)
def test_what_may_not_be_printed_is_not_exported(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        write(draft(**changes))
    assert refused.value.code == code


def test_a_writer_that_drops_a_character_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = draft_docx._file

    def forgetful(one: Any, wanted: Any) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(whole(one, wanted))) as source, zipfile.ZipFile(out, "w") as copy:
            for name in source.namelist():
                copy.writestr(name, source.read(name).replace("喆".encode(), b""))
        return out.getvalue()

    monkeypatch.setattr(draft_docx, "_file", forgetful)
    with pytest.raises(Refused) as refused:
        write(draft())
    assert refused.value.key == "E-TEXT/docx"


@pytest.mark.parametrize("cut", [0, 500])
def test_half_a_file_is_refused(cut: int) -> None:
    with pytest.raises(Refused) as refused:
        draft_docx.read(write(draft())[:cut])
    assert refused.value.key == "E-TEXT/docx"
