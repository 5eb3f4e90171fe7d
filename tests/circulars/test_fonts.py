"""Faces: what they really draw, which characters never reach paper, and names that stay in one face."""

import hashlib
import tomllib

import pytest

from lucheng_desktop.circulars import fonts
from lucheng_desktop.places import resource
from lucheng_desktop.refusal import Refused

TABLE = resource("fonts", "table8105.txt").read_text("utf-8").replace("\n", "")
MANIFEST = tomllib.loads(resource("fonts", "manifest.toml").read_text("utf-8"))["face"]


@pytest.mark.parametrize("row", MANIFEST, ids=lambda row: str(row["slot"]))
def test_the_faces_are_the_ones_of_the_manifest(row: dict[str, object]) -> None:
    data = resource("fonts", str(row["file"])).read_bytes()
    assert hashlib.sha256(data).hexdigest() == row["sha256"]
    assert row["licence"] and row["source"]


def test_the_faces_stay_under_forty_megabytes() -> None:
    assert sum(path.stat().st_size for path in resource("fonts").iterdir() if path.suffix == ".ttf") < 40_000_000


def test_every_character_of_the_national_table_has_ink_in_a_regular_face() -> None:
    assert len(TABLE) == 8105
    assert not [char for char in TABLE if not fonts.draws(fonts.FALLBACK, char)]


def test_the_characters_of_gb2312_and_the_first_unified_ideographs_have_ink() -> None:
    rows = (range(0xB0, 0xF8), (0xA1, 0xA3))
    national, signs = (
        [bytes((high, low)).decode("gb2312", "ignore") for high in row for low in range(0xA1, 0xFF)] for row in rows
    )
    unified = [chr(code) for code in range(0x4E00, 0x9FA6)]
    assert (len(list(filter(None, national))), len(unified)) == (6763, 20902)
    assert not [char for char in (*filter(None, national), *unified) if not fonts.draws(fonts.FALLBACK, char)]
    assert not [char for char in filter(str.isprintable, filter(None, signs)) if not fonts.draws(fonts.FALLBACK, char)]


def test_a_face_that_lacks_a_character_says_so() -> None:
    assert fonts.draws("fangsong", "陈")
    assert not fonts.draws("fangsong", "堃")
    assert fonts.box("fangsong", "堃") is None


def test_an_empty_outline_is_no_ink(monkeypatch: pytest.MonkeyPatch) -> None:
    """A face may claim a character and draw nothing: the claim alone counts for nothing."""
    face = fonts.font("fangsong").face
    glyph = face.charToGlyph[ord("陈")]
    places = list(face.glyphPos)
    places[glyph + 1] = places[glyph]
    monkeypatch.setattr(face, "glyphPos", places)
    fonts.box.cache_clear()
    try:
        assert not fonts.draws("fangsong", "陈")
    finally:
        monkeypatch.undo()
        fonts.box.cache_clear()


@pytest.mark.parametrize(
    ("text", "code", "offer"),
    [
        ("陈\ue000", "U+E000", ""),
        ("陈\ue843", "U+E843", "U+9FB9"),
        ("\U000f0000", "U+F0000", ""),
        ("\u2f00", "U+2F00", "U+4E00"),
        ("\uf9b4", "U+F9B4", "U+9818"),
        ("陈\ufffd", "U+FFFD", ""),
        ("陈\u200b堃", "U+200B", ""),
        ("陈\u202e堃", "U+202E", ""),
        ("陈\n堃", "U+000A", ""),
        ("陈\xa0堃", "U+00A0", ""),
        ("e\u0301", "U+0301", ""),
        ("😀", "U+1F600", ""),
    ],
)
def test_a_character_that_may_not_print_is_named(text: str, code: str, offer: str) -> None:
    with pytest.raises(Refused) as refused:
        fonts.admit(text, "$.title")
    assert (refused.value.code, refused.value.path) == ("E-GLYPH", "$.title")
    assert code in refused.value.message
    assert offer in refused.value.next
    assert "\ue000" not in refused.value.message


@pytest.mark.parametrize("text", ["陈堃喆", "𬭊𫖯𠅤", "﨎", "鹿纪〔2026〕1号", "欧阳·买买提", "①—……“”", "秘密★1年"])
def test_what_can_print_is_let_through(text: str) -> None:
    fonts.admit(text)


def test_a_name_stands_in_one_face() -> None:
    slots = fonts.assign("为陈堃喆同志", "fangsong", ["陈堃喆"])
    assert slots == ("fangsong", "song", "song", "song", "fangsong", "fangsong")
    assert fonts.assign("为陈行远同志", "fangsong", ["陈行远"]) == ("fangsong",) * 6


def test_a_rare_name_in_a_bold_title_is_not_bold() -> None:
    assert fonts.assign("为陈裏同志", "biaosong", ["陈裏"])[1:3] == ("song", "song")


def test_figures_of_the_text_are_roman() -> None:
    assert fonts.assign("2026年", "fangsong", ()) == ("song",) * 4 + ("fangsong",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("出席：区委组织部顾彧、区司法局", "顾彧"),
        ("区司法局欧阳翀。", "欧阳翀"),
        ("就陈行喆同志的申请", "陈行喆"),
        ("夏㛃在会上说明", "夏㛃"),
        ("请赵堃明同志", "赵堃明"),
        ("报告人夏侯闻喆。", "夏侯闻喆"),
    ],
)
def test_a_name_that_nobody_listed_stands_in_one_face_too(text: str, name: str) -> None:
    slots = fonts.assign(text, "fangsong", ())
    start = text.index(name)
    assert {slots[at] for at in range(start, start + len(name))} == {"song"}
    assert "fangsong" in (*slots[:start], *slots[start + len(name) :])
