"""Which font file fills which slot: the office's own, the system's, the bundled; and what may not be used."""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from lucheng_desktop.circulars import fonts
from lucheng_desktop.circulars.faces import RARE, SETTING, WHOLE, bundled, find, sha256
from lucheng_desktop.circulars.render import render
from lucheng_desktop.refusal import Refused
from tests.circulars.drafts import NAME, draft, of_lines, run, saved

NOWHERE = Path("/nonexistent")


@cache
def outlines(slot: str) -> bytes:
    return bundled()[slot].file.read_bytes()


def made(slot: str, family: str, text: str, allowed: int = 8) -> TTFont:
    """A small face of the bundled one's outlines under another name."""
    font = TTFont(io.BytesIO(outlines(slot)))
    cut = Subsetter(Options(layout_features=[], hinting=False, name_IDs=["*"]))
    cut.populate(text=text)
    cut.subset(font)
    font["OS/2"].fsType = allowed
    font["name"].names = [row for row in font["name"].names if row.nameID == 6]
    for number in (1, 4):
        font["name"].setName(family, number, 3, 1, 0x804)
    return font


def face(folder: Path, name: str, family: str, text: str = "国文", allowed: int = 8, slot: str = "kai") -> Path:
    file = folder / name
    made(slot, family, text, allowed).save(file)
    return file


def beyond(characters: dict[int, str]) -> CmapSubtable:
    """A map for characters beyond U+FFFF."""
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language, table.cmap = 3, 10, 0, characters
    return table


def postscript(file: Path, family: str) -> None:
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef"])
    pen = T2CharStringPen(500, None)
    builder.setupCFF("x", {"FullName": family}, {".notdef": pen.getCharString()}, {})
    builder.setupHorizontalMetrics({".notdef": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupCharacterMap({})
    builder.setupOS2()
    builder.setupPost()
    builder.save(file)


def test_without_any_other_file_every_slot_is_bundled(tmp_path: Path) -> None:
    found = find(tmp_path, [tmp_path])
    assert set(found) == {"biaosong", "fangsong", "kai", "hei", "song"}
    assert {one.origin for one in found.values()} == {"bundled"}


def test_the_offices_own_file_comes_before_the_systems(tmp_path: Path) -> None:
    own, system = tmp_path / "own", tmp_path / "system" / "truetype"
    own.mkdir()
    system.mkdir(parents=True)
    face(own, "KTGB.ttf", "楷体_GB2312")
    face(system, "SIMKAI.TTF", "楷体")
    face(system, "simfang.ttf", "仿宋", slot="fangsong")
    found = find(own, [tmp_path / "system"])
    assert (found["kai"].origin, found["kai"].family) == ("office", "楷体_GB2312")
    assert (found["fangsong"].origin, found["fangsong"].file.name) == ("system", "simfang.ttf")
    assert found["hei"].origin == "bundled"
    assert sha256(found["kai"]) != sha256(bundled()["kai"])


def test_a_file_named_after_its_slot_needs_no_known_name(tmp_path: Path) -> None:
    face(tmp_path, "biaosong.ttf", "演练小标宋", slot="biaosong")
    assert find(tmp_path, [])["biaosong"].family == "演练小标宋"


def test_a_face_is_found_inside_a_collection(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [made("kai", "演练其他", "国"), made("song", "宋体", "国文")]
    collection.save(tmp_path / "simsun.ttc")
    found = find(NOWHERE, [tmp_path])
    assert (found["song"].number, found["song"].origin) == (1, "system")
    assert found[WHOLE].file == bundled()["song"].file


@pytest.mark.parametrize("allowed", [0x2, 0x100, 0x108, 0x200])
def test_a_face_that_may_not_be_embedded_is_refused_or_passed_over(tmp_path: Path, allowed: int) -> None:
    face(tmp_path, "simkai.ttf", "楷体", allowed=allowed)
    with pytest.raises(Refused) as refused:
        find(tmp_path, [])
    assert refused.value.key == "E-FONT/restricted"
    assert "simkai.ttf" in refused.value.message
    assert find(NOWHERE, [tmp_path])["kai"].origin == "bundled"


def test_postscript_outlines_are_refused_or_passed_over(tmp_path: Path) -> None:
    postscript(tmp_path / "simhei.otf", "SimHei")
    with pytest.raises(Refused) as refused:
        find(tmp_path, [])
    assert refused.value.key == "E-FONT/outlines"
    (tmp_path / "simhei.otf").rename(tmp_path / "simhei.ttf")
    assert find(NOWHERE, [tmp_path])["hei"].origin == "bundled"


def test_half_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kai.ttf").write_bytes(face(tmp_path, "x.ttf", "演练").read_bytes()[:300])
    with pytest.raises(Refused) as refused:
        find(tmp_path, [])
    assert refused.value.key == "E-FONT/unreadable"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The office's folder, with every loaded face forgotten before and after."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setenv(SETTING, str(folder))
    caches = (fonts.faces, fonts.chain, fonts.font, fonts.box, fonts.ascent)
    for cached in caches:
        cached.cache_clear()
    yield folder
    monkeypatch.undo()
    for cached in caches:
        cached.cache_clear()


def test_a_paper_is_set_in_the_offices_face_and_says_so(own: Path, tmp_path: Path) -> None:
    """A face of few characters: what it lacks comes from the bundled one, a name always whole."""
    face(own, "仿宋.ttf", "仿宋_GB2312", "国陈堃经查明反映不属实的通报同志", slot="song")
    fonts.faces.cache_clear()
    file = own / "仿宋.ttf"
    made = render(draft())
    kept = {row["slot"]: row for row in made.fonts}
    assert (kept["fangsong"]["origin"], kept["fangsong"]["family"]) == ("office", "仿宋_GB2312")
    assert kept["fangsong"]["sha256"] == run("sha256sum", file).split()[0]
    assert NAME in made.gate.fallback
    assert NAME in run("pdftotext", saved(made.pdf, tmp_path), "-")


def test_the_rare_face_loads_only_for_a_character_that_needs_it(own: Path, tmp_path: Path) -> None:
    face(own, "song.ttf", "演练宋", "国陈同志2026年", slot="song")
    rare = made("song", "SimSun-ExtB", "国")
    rare["cmap"].tables = [beyond({0x2A6D5: rare.getBestCmap()[ord("国")]})]
    rare.save(own / "simsunb.ttf")
    fonts.admit("陈同志的情况")
    assert fonts.chain() == ("song", WHOLE, RARE)
    loaded = fonts.font.cache_info().currsize
    assert loaded == 2
    name = "陈" + chr(0x2A6D5)
    if not fonts.draws(WHOLE, name[1]):
        assert fonts.assign(name, "fangsong", [name])[1] == RARE
        body = [{"level": 0, "text": f"{name}同志的情况。"}, *of_lines(2)]
        assert name[1] in render(draft(subjects=[name], title=f"关于{name}同志的通报", body=body)).text
