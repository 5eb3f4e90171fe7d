"""Makes the bundled faces: picks glyphs from the open faces of Debian and turns their outlines into TrueType ones.

Run once when a source changes, in a folder of its own:

    apt-get download texlive-lang-chinese fonts-noto-cjk fonts-noto-cjk-extra unicode-data
    for package in *.deb; do dpkg -x "$package" sources; done
    python resources/fonts/convert.py sources resources/fonts

The fonts that the PDF writer embeds must have quadratic outlines; every one of these sources has cubic ones.
"""

import bz2
import gzip
import hashlib
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_a_s_p import GASP_DOGRAY, GASP_SYMMETRIC_GRIDFIT, GASP_SYMMETRIC_SMOOTHING

MAX_ERROR = 1.0
"""Largest distance between the old and the new outline, in thousandths of an em (0.006 mm at 16 pt)."""

FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
NOTO = "usr/share/fonts/opentype/noto"
HANGUL = frozenset((*range(0x1100, 0x1200), *range(0x3130, 0x3190), *range(0xA960, 0xA980), *range(0xAC00, 0xD800)))
SIGNS = (range(0x20, 0x7F), range(0xA0, 0x250), range(0x370, 0x460), range(0x2000, 0x27C0), range(0x3000, 0x3400),
         range(0xFE10, 0xFE70), range(0xFF00, 0xFFF0))
DROPPED = ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx", "DSIG"]


@dataclass(frozen=True, slots=True)
class Face:
    """One face of the folder: the slot it fills, where it comes from and what is kept of it."""

    slot: str
    file: str
    family: str
    source: str
    number: int
    package: str
    licence: str
    kept: str


FACES = (
    Face("fangsong", "FandolFang.ttf", "FandolFang", f"{FANDOL}/FandolFang-Regular.otf", -1,
         "texlive-lang-chinese", "GPL-3.0-or-later WITH Fandol-exception", "all"),
    Face("kai", "FandolKai.ttf", "FandolKai", f"{FANDOL}/FandolKai-Regular.otf", -1,
         "texlive-lang-chinese", "GPL-3.0-or-later WITH Fandol-exception", "all"),
    Face("hei", "NotoSansSC-Regular.ttf", "Noto Sans SC", f"{NOTO}/NotoSansCJK-Regular.ttc", 2,
         "fonts-noto-cjk", "OFL-1.1", "common"),
    Face("biaosong", "NotoSerifSC-Bold.ttf", "Noto Serif SC", f"{NOTO}/NotoSerifCJK-Bold.ttc", 2,
         "fonts-noto-cjk", "OFL-1.1", "common"),
    Face("song", "NotoSerifSC-Regular.ttf", "Noto Serif SC", f"{NOTO}/NotoSerifCJK-Regular.ttc", 2,
         "fonts-noto-cjk", "OFL-1.1", "all"),
)


def table_8105(sources: Path) -> list[str]:
    """The characters of 通用规范汉字表 in code order, from the Unihan field that records the table."""
    with bz2.open(sources / "usr/share/unicode/Unihan_OtherMappings.txt.bz2", "rt", encoding="utf-8") as lines:
        codes = sorted(int(line.split("\t")[0][2:], 16) for line in lines if "\tkTGH\t" in line)
    return [chr(code) for code in codes]


def gb2312() -> frozenset[int]:
    """Every code point that GB2312 can write."""
    rows = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return frozenset(ord(char) for row in rows for char in row.decode("gb2312", "ignore"))


def wanted(face: Face, mapped: Iterable[int], table: Iterable[str]) -> frozenset[int]:
    """Code points of the source face that are kept."""
    everything = frozenset(mapped) - HANGUL
    if face.kept == "all":
        return everything
    signs = {code for block in SIGNS for code in block}
    return everything & (signs | gb2312() | {ord(char) for char in table})


def cut(font: TTFont, codes: frozenset[int]) -> None:
    """Keeps only the glyphs of `codes`; layout features go, the grid needs none."""
    options = Options(drop_tables=[*Options._drop_tables_default, *DROPPED], layout_features=[], notdef_outline=True,
                      glyph_names=False, hinting=False, name_IDs=["*"], name_languages=["*"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def quadratic(font: TTFont) -> None:
    """Replaces the cubic outlines by quadratic ones within MAX_ERROR."""
    outlines, order = font.getGlyphSet(), font.getGlyphOrder()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, MAX_ERROR * font["head"].unitsPerEm / 1000, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph(dropImpliedOnCurves=True)
    del font["CFF "]
    font["loca"], font["glyf"] = newTable("loca"), glyf
    font.sfntVersion = "\x00\x01\x00\x00"
    _limits(font)


def _limits(font: TTFont) -> None:
    """The tables that a TrueType face needs beside its outlines; nothing is hinted."""
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for name in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
                 "maxSizeOfInstructions", "maxComponentElements", "maxComponentDepth"):
        setattr(maxp, name, 0)
    maxp.maxZones = 1
    font["post"].formatType = 3.0
    font["gasp"] = newTable("gasp")
    font["gasp"].gaspRange = {0xFFFF: GASP_DOGRAY | GASP_SYMMETRIC_GRIDFIT | GASP_SYMMETRIC_SMOOTHING}


def rename(font: TTFont, face: Face) -> None:
    """Names the face as ours to find, and says in its version that it was converted."""
    style = "Bold" if "Bold" in face.file else "Regular"
    names, version = font["name"], font["name"].getDebugName(5)
    names.names = [record for record in names.names if record.nameID not in (1, 2, 3, 4, 5, 6, 16, 17, 25)
                   and record.platformID == 3 and record.langID == 0x409]
    texts = {1: face.family, 2: style, 3: f"{face.file}; quadratic outlines", 4: f"{face.family} {style}",
             5: f"{version}; converted to quadratic outlines", 6: face.file.removesuffix(".ttf").replace(" ", "")}
    for number, text in texts.items():
        names.setName(text, number, 3, 1, 0x409)


def make(face: Face, sources: Path, target: Path, table: list[str]) -> int:
    """Writes one face and returns how many code points it maps."""
    font = TTFont(sources / face.source, fontNumber=face.number, recalcTimestamp=False)
    codes = wanted(face, font.getBestCmap(), table)
    cut(font, codes)
    quadratic(font)
    rename(font, face)
    font.save(target / face.file)
    return len(codes)


def entry(face: Face, target: Path, mapped: int) -> str:
    """The manifest lines of one face."""
    data = (target / face.file).read_bytes()
    rows = {"slot": face.slot, "file": face.file, "family": face.family, "sha256": hashlib.sha256(data).hexdigest(),
            "source": f"{face.package}: /{face.source}", "licence": face.licence}
    text = "".join(f'{name} = "{value}"\n' for name, value in rows.items())
    return f"[[face]]\n{text}bytes = {len(data)}\ncharacters = {mapped}\n"


def licences(sources: Path, target: Path) -> None:
    """Copies the licence texts that come with the sources."""
    documents = sources / "usr/share/doc"
    fandol = documents / "texlive-doc/fonts/fandol"
    (target / "FANDOL-COPYING.txt").write_bytes(gzip.decompress((fandol / "COPYING.gz").read_bytes()))
    shutil.copyfile(fandol / "README", target / "FANDOL-README.txt")
    shutil.copyfile(documents / "fonts-noto-cjk/copyright", target / "NOTO-OFL.txt")


def main(sources: Path, target: Path) -> None:
    """Makes every face, the list of the 8105 characters, the licences and the manifest."""
    table = table_8105(sources)
    rows = ("".join(table[start:start + 50]) + "\n" for start in range(0, len(table), 50))
    (target / "table8105.txt").write_text("".join(rows), "utf-8")
    licences(sources, target)
    parts = [entry(face, target, make(face, sources, target, table)) for face in FACES]
    (target / "manifest.toml").write_text("\n".join(parts), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
