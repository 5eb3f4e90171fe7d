"""What is taken for a seal's picture, what is refused with which sentence, and how it is pressed."""

import io
import zlib

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from lucheng_desktop.circulars import seal_image, seal_press
from lucheng_desktop.circulars.grid import BOTTOM, PITCH
from lucheng_desktop.circulars.seal_image import Picture, kept, read, taken
from lucheng_desktop.refusal import Refused
from tests.circulars.rings import RED, SIDE, SVG, chunk, ring, saved

HEAD = ring()[:8]


def no(data: bytes, key: str, diameter: float = 42) -> None:
    with pytest.raises(Refused) as refused:
        read(data, diameter)
    assert refused.value.key == f"E-SEAL-IMAGE{key}", refused.value
    assert refused.value.next


def drawn(size: int = SIDE, height: int = 0, mode: str = "RGBA", back: object = (0, 0, 0, 0)) -> bytes:
    image = Image.new(mode, (size, height or size), back)  # type: ignore[arg-type]
    ImageDraw.Draw(image).ellipse((0, 0, size - 1, (height or size) - 1), outline=RED, width=30)
    return saved(image)


def headed(width: int, height: int, *more: bytes) -> bytes:
    """A PNG that says how large it is; what follows may be anything."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 6, 0, 0, 0))
    return HEAD + chunk(b"IHDR", head) + b"".join(more)


def small_in_a_large_square() -> bytes:
    image = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((200, 200, 800, 800), outline=RED, width=60)
    return saved(image)


BOMB = chunk(b"IDAT", zlib.compress(bytes(50 << 20), 9))
PICTURES = {
    "nothing": (b"", ""),
    "text": ("演练用印".encode(), ""),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(200), ""),
    "cut short": (ring()[:2000], ""),
    "large file": (ring() + bytes(5 << 20), "/size"),
    "coarse": (drawn(900), "/coarse"),
    "not square": (drawn(SIDE, SIDE - 2), "/square"),
    "white ground": (drawn(back=(255, 255, 255, 255)), "/opaque"),
    "no transparency": (drawn(mode="RGB", back=(255, 255, 255)), "/opaque"),
    "blot": (drawn(back=(0, 0, 0, 0)) and saved(Image.new("RGBA", (SIDE, SIDE), RED)), "/opaque"),
    "empty": (saved(Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))), "/empty"),
    "blue": (ring(colour=(0, 0, 192, 255)), "/colour"),
    "black": (ring(colour=(0, 0, 0, 255)), "/colour"),
    "faint": (ring(colour=(192, 0, 0, 60)), "/empty"),
    "too small a seal": (small_in_a_large_square(), "/diameter"),
    "huge head": (headed(60000, 60000, BOMB), "/pixels"),
    "bomb behind a small head": (headed(SIDE, SIDE, BOMB * 3), "/empty"),
    "two heads": (headed(SIDE, SIDE, chunk(b"IHDR", headed(60000, 60000)[16:29]), BOMB), ""),
    "another size than drawn for": (HEAD + ring()[8:33] + chunk(b"pHYs", b"\0\0\x2e\x23" * 2 + b"\1") + ring()[33:],
                                    "/diameter"),
}  # fmt: skip


@pytest.mark.parametrize("name", PICTURES)
def test_a_png_that_is_no_seal_is_refused_in_words(name: str) -> None:
    data, key = PICTURES[name]
    no(data, key)


def test_a_ring_is_taken_with_its_pixels_and_nothing_else() -> None:
    plain, told = read(ring(), 42), read(ring(note="金丝雀"), 42)
    assert kept(plain) == kept(told)
    assert "金丝雀".encode() in ring(note="金丝雀")
    assert taken(kept(plain)) == plain
    assert plain.raster is not None and plain.raster.size == SIDE
    no(ring(), "/coarse", diameter=45)


@given(st.binary(max_size=200) | st.builds(lambda tail: seal_image._MAGIC + tail, st.binary(max_size=200)))
def test_only_what_was_kept_is_taken_again(data: bytes) -> None:
    with pytest.raises(Refused):
        taken(data)


@settings(max_examples=25)
@given(st.integers(0, len(ring()) - 1), st.binary(min_size=1, max_size=40))
def test_whatever_is_broken_in_a_picture_is_refused_or_shows_a_ring(place: int, other: bytes) -> None:
    data = ring()[:place] + other + ring()[place + len(other) :]
    try:
        found = read(data, 42)
    except Refused as refused:
        assert refused.code == "E-SEAL-IMAGE"
    else:
        assert found.raster is not None


NS = 'xmlns="http://www.w3.org/2000/svg"'
SCRIPT = SVG.replace("<g", "<script>alert(1)</script><g")
LINKED = SVG.replace("<g", '<image xmlns:x="http://www.w3.org/1999/xlink" x:href="file:///etc/passwd"/><g')
DRAWINGS = {
    "script": (SCRIPT, "/part"),
    "event": (SVG.replace("<g", '<g onload="x()"'), "/part"),
    "style": (SVG.replace("<g", '<g style="fill:url(http://example.invalid)"'), "/part"),
    "text": (SVG.replace("<g", "<text>演练</text><g"), "/part"),
    "loose text": (SVG.replace("<g", "演练<g"), "/part"),
    "linked image": (LINKED, "/part"),
    "use": (SVG.replace("<g", '<use href="other.svg#a"/><g'), "/part"),
    "transform": (SVG.replace("<g", '<g transform="scale(9)"'), "/part"),
    "gradient": (SVG.replace('fill="#c00000"', 'fill="url(#a)"'), "/colour"),
    "blue": (SVG.replace("#c00000", "#0000c0"), "/colour"),
    "default black": (SVG.replace(' fill="#c00000"', ""), "/colour"),
    "entities": (f'<!DOCTYPE svg [<!ENTITY a "b">]>{SVG}', "/part"),
    "entities in another spelling": (f"<?xml version='1.0' encoding='utf-7'?>{SVG}", "/part"),
    "stylesheet": (f'<?xml-stylesheet href="a.css"?>{SVG}', "/part"),
    "not closed": (SVG[:-6], ""),
    "another root": ("<html/>", ""),
    "no view": (SVG.replace('viewBox="0 0 100 100"', ""), "/viewbox"),
    "oblong": (SVG.replace("0 0 100 100", "0 0 100 90"), "/viewbox"),
    "out of view": (SVG.replace("M20 30", "M-900 30"), "/viewbox"),
    "without end": (SVG.replace("M20 30", "M1e999 30"), "/viewbox"),
    "another size": (SVG.replace("42mm", "60mm"), "/diameter"),
    "pixels": (SVG.replace("42mm", "420"), "/part"),
    "narrow": (SVG.replace('r="48.5"', 'r="30"'), "/diameter"),
    "empty": (f'<svg {NS} viewBox="0 0 9 9"/>', "/empty"),
    "unpainted": (SVG.replace("#c00000", "none"), "/empty"),
    "blot": (SVG.replace("M20 30 L80 30 L80 36 L20 36 Z", "M0 0 L100 0 L100 100 L0 100 Z"), "/opaque"),
    "broken path": (SVG.replace("M20 30", "M20"), ""),
    "many strokes": (SVG.replace("L80 30", "L80 30 " * 21000), "/strokes"),
    "deep": (SVG.replace("<g", "<g>" * 60 + "<g").replace("</svg>", "</g>" * 60 + "</svg>"), "/part"),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_an_svg_of_anything_but_plain_red_shapes_is_refused_in_words(name: str) -> None:
    text, key = DRAWINGS[name]
    no(text.encode(), key)


def test_entities_hide_in_no_other_encoding() -> None:
    no(f'<!DOCTYPE svg [<!ENTITY a "b">]>{SVG}'.encode("utf-16"), "")


def test_a_drawing_of_plain_shapes_is_taken_as_strokes() -> None:
    found = read(f"\ufeff<?xml version='1.0' encoding='UTF-8'?><!-- 演练 -->{SVG}".encode(), 42)
    assert found.raster is None and b" c\n" not in found.code and b"0.7529 0.0000 0.0000" in found.code
    assert taken(kept(found)) == found


GEOMETRY = {"seal_gap_mm": 8.2, "seals": [{"page": 2, "x_mm": 130.0, "y_mm": 120.0, "diameter_mm": 42.0}]}


@given(st.integers(-30, 30), st.integers(-30, 30), st.integers(38, 45))
def test_wherever_a_seal_is_moved_it_stays_within_a_line_of_the_text(right: int, down: int, diameter: int) -> None:
    try:
        spot = seal_press.spot(GEOMETRY, 0, diameter, right / 10, down / 10)
    except Refused as refused:
        assert refused.key == "E-SEAL-PLACE/gap"
        assert not 0 <= 8.2 + (42 - diameter) / 2 + down / 10 <= PITCH
    else:
        top = spot.y - diameter / 2
        assert -0.001 <= top - (120 - 21 - 8.2) <= PITCH + 0.001
        assert abs(spot.x - 130) <= 3


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"seals": []}, "none"),
        ({"seals": [GEOMETRY["seals"][0] | {"y_mm": BOTTOM - 20}]}, "room"),
        ({"seals": [GEOMETRY["seals"][0], GEOMETRY["seals"][0] | {"x_mm": 171.0}]}, "room"),
    ],
)
def test_no_seal_leaves_the_page_or_touches_another(change: dict[str, object], key: str) -> None:
    with pytest.raises(Refused) as refused:
        seal_press.spot(GEOMETRY | change, 0, 42)
    assert refused.value.key == f"E-SEAL-PLACE/{key}"


def blank() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as file:
        for _ in range(2):
            file.add_blank_page(page_size=(595.28, 841.89))
        file.save(out)
    return out.getvalue()


def pressed(paper: bytes, picture: Picture, spot: seal_press.Spot) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    out = IncrementalPdfFileWriter(io.BytesIO(paper))
    seal_press.press(out, seal_press.Stamp(spot, picture))
    whole = io.BytesIO()
    out.write(whole)
    return whole.getvalue()


@pytest.mark.parametrize("data", [ring(), SVG.encode()], ids=["png", "svg"])
def test_a_second_program_sees_the_seal_in_its_place_and_nowhere_else(data: bytes) -> None:
    spot = seal_press.spot(GEOMETRY, 0, 42)
    paper = blank()
    after = pressed(paper, read(data, 42), spot)
    assert after.startswith(paper)
    assert seal_press.seen(paper, after, spot)
    assert not seal_press.seen(paper, paper, spot)
    for other in (seal_press.Spot(2, 133, 120, 42), seal_press.Spot(2, 130, 120, 36), seal_press.Spot(1, 130, 120, 42)):
        assert not seal_press.seen(paper, after, other)
