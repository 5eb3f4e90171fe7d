"""The finished file as other programs see it: fonts, text, ink, structure; and files that were changed."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from lucheng_desktop import PDFIUM
from lucheng_desktop.circulars import ink as ink_module
from lucheng_desktop.circulars import pdf
from lucheng_desktop.circulars.beside import beside
from lucheng_desktop.circulars.display import Glyph
from lucheng_desktop.circulars.render import admit, check, remembering, render
from lucheng_desktop.refusal import Refused
from tests.circulars.drafts import BODY, COMMISSION, NAME, SUPERVISION, draft, ink, of_lines, run, saved

LETTER: dict[str, Any] = {"kind": "letter", "to": ["演练街道党工委"], "cc": [], "printed_by": None, "printed_on": None}
SPECIMENS: dict[str, dict[str, Any]] = {
    "plain": {},
    "practice": {"practice": True, "seal": "demo", "code": "3f9a-1c22-77e0", "note": "此件发至各街道、镇"},
    "joint": {
        "issuers": [COMMISSION, SUPERVISION],
        "seal": "demo",
        "copy_no": 7,
        "classification": "工作秘密",
        "urgency": "特急",
    },
    "long": {"body": of_lines(64), "attachments": ["核查情况说明", "联系人名单"]},
    "title": {
        "title": "关于进一步加强鹿城区旧城改造项目征收补偿安置资金使用管理情况"
        f"专项监督检查中发现的有关失实检举控告问题为{NAME}同志澄清正名的通报"
    },
    "letter": LETTER,
    "request": {"kind": "request", "signers": ["林一苇", "夏㛃"], "title": f"关于{NAME}同志有关事项的请示"},
    "minutes": {"kind": "minutes", "title": "第3次联席会商纪要", "to": []},
}


@pytest.fixture(params=SPECIMENS)
def specimen(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return saved(render(draft(**SPECIMENS[request.param])).pdf, tmp_path)


def test_every_face_is_embedded(specimen: Path) -> None:
    rows = run("pdffonts", specimen).splitlines()[2:]
    assert rows
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows), rows


def test_the_file_is_sound(specimen: Path) -> None:
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", specimen)


def test_names_number_and_date_are_whole_words_of_the_text(specimen: Path) -> None:
    text = run("pdftotext", specimen, "-")
    for words in (NAME, "鹿纪〔2026〕1号", "2026年3月5日"):
        assert words in text


@pytest.mark.parametrize("name", sorted(SPECIMENS.keys() - {"letter"}))
def test_no_ink_lies_outside_the_type_area(name: str, tmp_path: Path) -> None:
    file = saved(render(draft(**SPECIMENS[name])).pdf, tmp_path)
    for page in (1, 2):
        left, top, right, bottom = ink(file, page)
        assert left >= 27.5
        assert top >= 36.5
        assert right <= 184.5
        assert bottom <= 262.5


def test_a_practice_paper_shows_the_whites_of_the_standard(tmp_path: Path) -> None:
    left, top, *_ = ink(saved(render(draft(**SPECIMENS["practice"])).pdf, tmp_path), 1)
    assert left == pytest.approx(28, abs=0.5)
    assert top == pytest.approx(37, abs=0.5)


def test_a_paper_without_corner_marks_starts_with_the_red_head(tmp_path: Path) -> None:
    left, top, *_ = ink(saved(render(draft()).pdf, tmp_path), 1)
    assert left == pytest.approx(28, abs=0.5)
    assert top == pytest.approx(37 + 35, abs=0.5)


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert render(draft()).pdf == render(draft()).pdf
    assert render(draft()).sha256 != render(draft(date="2026-03-06")).sha256


def test_characters_beyond_the_first_plane_are_read_back(tmp_path: Path) -> None:
    name = "陈𬭊𫖯"
    body = [{"level": 0, "text": f"关于{name}同志的情况，反映不属实。"}, {"level": 0, "text": "特此通报。"}]
    made = render(draft(title=f"关于为{name}同志澄清正名的通报", body=body, subjects=[name]))
    assert name in run("pdftotext", saved(made.pdf, tmp_path), "-")
    assert name in made.gate.fallback


def test_every_character_of_the_national_table_prints_and_is_read_back(tmp_path: Path) -> None:
    """Also more than 256 characters of one face, and those beyond U+FFFF."""
    from lucheng_desktop.places import resource

    table = resource("fonts", "table8105.txt").read_text("utf-8").replace("\n", "")
    made = render(draft(body=[{"level": 0, "text": f"{NAME}同志"}, {"level": 0, "text": table}]))
    read = "".join(run("pdftotext", "-raw", saved(made.pdf, tmp_path), "-").split())
    found = "".join(re.split(r"—\d+—", read))
    assert table in found


def test_the_file_says_what_it_is_and_names_nobody(tmp_path: Path) -> None:
    made = render(draft())
    with pikepdf.open(saved(made.pdf, tmp_path)) as file:
        assert "/Author" not in file.docinfo
        with file.open_metadata() as meta:
            assert meta["pdfaid:part"] == "2"
            assert meta["dc:title"] == f"关于为{NAME}同志澄清正名的通报"
        assert file.Root.OutputIntents[0].DestOutputProfile.read_bytes()[36:40] == b"acsp"
        assert str(file.Root.Lang) == "zh-CN"


def test_the_answer_has_the_shape_of_the_contract() -> None:
    answer = render(draft()).as_json()
    assert answer["pages"] == 2
    assert len(answer["sha256"]) == 64
    assert NAME in answer["text"]
    gate = answer["gate"]
    assert gate["glyphs"] == {"fallback": [NAME], "missing": []}
    assert (gate["ink"], gate["text"], gate["leaks"], gate["wording"]) == (True, True, [], [])
    assert gate["geometry"]["seal_gap_mm"] == 8.24
    assert gate["geometry"]["lines_on_signature_page"] >= 2


def test_finished_bytes_are_opened_again() -> None:
    check(render(draft()).pdf, draft())


def test_the_same_draft_is_laid_out_once_but_held_against_everybody_protected() -> None:
    other = {"name": "夏侯闻笛", "phrases": [BODY[0][3:11]]}
    with remembering():
        made = render(draft())
        assert render(draft()).pdf is made.pdf
        with pytest.raises(Refused, match="E-LEAK"):
            render(draft(protected=[other]))
    again = render(draft())
    assert again == made and again.pdf is not made.pdf


def test_a_second_process_passes_the_gate_or_tells_what_does_not() -> None:
    with beside() as settle:
        made = render(draft())
        admit(draft())
        check(made.pdf, draft())
        settle()
        check(made.pdf, draft(date="2026-03-06", printed_on="2026-03-06"))
        with pytest.raises(Refused) as refused:
            settle()
    assert refused.value.key == "E-TEXT/changed"
    assert made.pdf == render(draft()).pdf


@pytest.mark.parametrize("where", [0.2, 0.5, 0.9])
def test_a_changed_file_is_refused(where: float) -> None:
    data = bytearray(render(draft()).pdf)
    data[int(len(data) * where)] ^= 1
    with pytest.raises(Refused) as refused:
        check(bytes(data), draft())
    assert refused.value.code == "E-TEXT"


def test_the_file_of_another_draft_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        check(render(draft()).pdf, draft(date="2026-03-06", printed_on="2026-03-06"))
    assert refused.value.key == "E-TEXT/changed"


def test_half_a_file_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        check(render(draft()).pdf[:2000], draft())
    assert refused.value.key == "E-TEXT/unreadable"


def test_a_character_that_leaves_no_ink_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that silently drops one character of a name must not get past the gate."""
    whole = pdf._glyphs

    def forgetful(canvas: Any, glyphs: tuple[Glyph, ...]) -> None:
        whole(canvas, [glyph for glyph in glyphs if glyph.char != "喆"])

    monkeypatch.setattr(pdf, "_glyphs", forgetful)
    with pytest.raises(Refused) as refused:
        render(draft())
    assert refused.value.key == "E-GLYPH/unprinted"
    assert "喆" in refused.value.message


def test_red_ink_does_not_stand_in_for_a_black_character(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seal lies over the date: a figure that is missing under its ring must still be missed."""
    whole = pdf._glyphs

    def forgetful(canvas: Any, glyphs: tuple[Glyph, ...]) -> None:
        for glyph in glyphs:
            hidden = glyph.char == "委" and glyph.colour == "black"
            whole(canvas, [replace(glyph, colour="red") if hidden else glyph])

    monkeypatch.setattr(pdf, "_glyphs", forgetful)
    with pytest.raises(Refused) as refused:
        render(draft(seal="demo", body=[{"level": 0, "text": f"{NAME}同志的问题不属实。"}] * 9))
    assert refused.value.key == "E-GLYPH/unprinted"
    assert "委" in refused.value.message


def test_another_text_behind_the_same_ink_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What can be copied out of the file must be what stands on it."""
    true = pdf._unicode_map
    forged = {ord("堃"): ord("李")}
    monkeypatch.setattr(
        pdf, "_unicode_map", lambda name, subset: true(name, [forged.get(code, code) for code in subset])
    )
    with pytest.raises(Refused) as refused:
        render(draft())
    assert refused.value.key == "E-TEXT"


def test_ink_outside_the_type_area_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pdf._glyphs

    def shifted(canvas: Any, glyphs: tuple[Glyph, ...]) -> None:
        canvas.rect(20, 400, 10, 10, fill=1)
        whole(canvas, glyphs)

    monkeypatch.setattr(pdf, "_glyphs", shifted)
    with pytest.raises(Refused) as refused:
        render(draft())
    assert refused.value.key == "E-GEOMETRY/measured"


def test_the_second_eye_holds_the_one_lock_of_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """The window draws pages with the same library on another thread."""
    see, held = ink_module._see, []

    def watched(page: Any, coloured: bool) -> ink_module.Seen:
        held.append(PDFIUM.locked())
        return see(page, coloured)

    monkeypatch.setattr(ink_module, "_see", watched)
    render(draft())
    assert held == [True, True]
    assert not PDFIUM.locked()
