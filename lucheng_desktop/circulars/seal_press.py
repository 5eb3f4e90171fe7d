"""A seal's picture pressed on a laid-out paper: where it may stand, how it is drawn, and whether it is really there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from lucheng_desktop.circulars.grid import BOTTOM, PAGE_HEIGHT, PITCH, POINT
from lucheng_desktop.circulars.seal import DIAMETER
from lucheng_desktop.circulars.seal_image import Picture, Raster
from lucheng_desktop.refusal import Refused

FURTHEST = 3.0
"""mm that the keeper may move the seal from its place."""
LEAST, MOST = 38, 45
"""mm of a seal's diameter for which the layout leaves room."""
_SEEN = 100
"""Dots per inch at which a second program looks."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a seal stands: page from 1, centre and diameter in mm from the upper left corner."""

    page: int
    x: float
    y: float
    diameter: float


@dataclass(frozen=True, slots=True)
class Stamp:
    """A picture and where it is to be pressed."""

    spot: Spot
    picture: Picture


def spot(geometry: Mapping[str, Any], at: int, diameter: float, right: float = 0, down: float = 0) -> Spot:
    """The place of the `at`-th signature's seal, moved by mm. Refused E-SEAL-PLACE/*: too far, or against 7.3.5.1."""
    if max(abs(right), abs(down)) > FURTHEST:
        raise Refused("E-SEAL-PLACE/far", most=f"{FURTHEST:g}")
    places = geometry.get("seals") or []
    if at >= len(places):
        raise Refused("E-SEAL-PLACE/none")
    place = places[at]
    found = Spot(place["page"], place["x_mm"] + right, place["y_mm"] + down, diameter)
    gap = geometry["seal_gap_mm"] + (place["diameter_mm"] - diameter) / 2 + down
    if not 0 <= gap <= PITCH:
        raise Refused("E-SEAL-PLACE/gap", gap=f"{gap:.1f}", most=f"{PITCH:.1f}", diameter=f"{diameter:g}")
    others = [abs(one["x_mm"] - found.x) for one in places if one is not place]
    if found.y + diameter / 2 > BOTTOM or any(apart < (diameter + DIAMETER) / 2 for apart in others):
        raise Refused("E-SEAL-PLACE/room", diameter=f"{diameter:g}")
    return found


def press(out: IncrementalPdfFileWriter, stamp: Stamp) -> None:
    """Draw the picture over what stands on the page, as ink over ink: what is written under it stays readable."""
    side, (left, bottom) = stamp.spot.diameter / POINT, _corner(stamp.spot)
    placed = b"q /SealInk gs %.4f 0 0 %.4f %.4f %.4f cm\n%s\nQ" % (side, side, left, bottom, stamp.picture.code)
    ink = generic.DictionaryObject({pdf_name("/Type"): pdf_name("/ExtGState"), pdf_name("/BM"): pdf_name("/Multiply")})
    resources = generic.DictionaryObject({
        pdf_name("/ExtGState"): generic.DictionaryObject({pdf_name("/SealInk"): out.add_object(ink)}),
    })  # fmt: skip
    if stamp.picture.raster:
        pixels = {pdf_name("/SealPixels"): _pixels(out, stamp.picture.raster)}
        resources[pdf_name("/XObject")] = generic.DictionaryObject(pixels)
    drawing = generic.StreamObject(stream_data=placed)
    drawing.compress()
    out.add_stream_to_page(stamp.spot.page - 1, out.add_object(drawing), resources)


def _corner(at: Spot) -> tuple[float, float]:
    """The lower left corner in points."""
    half = at.diameter / 2
    return (at.x - half) / POINT, (PAGE_HEIGHT - at.y - half) / POINT


def _pixels(out: IncrementalPdfFileWriter, raster: Raster) -> Any:
    colour = _image(raster.size, "/DeviceRGB", raster.colour)
    colour[pdf_name("/SMask")] = out.add_object(_image(raster.size, "/DeviceGray", raster.opacity))
    return out.add_object(colour)


def _image(size: int, space: str, content: bytes) -> Any:
    names = {"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": space}
    numbers = {"/Width": size, "/Height": size, "/BitsPerComponent": 8}
    said: dict[Any, Any] = {pdf_name(name): pdf_name(value) for name, value in names.items()}
    said |= {pdf_name(name): generic.NumberObject(value) for name, value in numbers.items()}
    image = generic.StreamObject(said, stream_data=content)
    image.compress()
    return image


def seen(before: bytes, after: bytes, at: Spot) -> bool:
    """Whether another program finds the same text on every page, and new ink within the seal's square and nowhere else.

    Ink from edge to edge of the square: what is drawn smaller or elsewhere than it should be is not the seal.
    """
    import pypdfium2
    from PIL import ImageChops

    from lucheng_desktop import PDFIUM

    with PDFIUM:
        one, two = pypdfium2.PdfDocument(before), pypdfium2.PdfDocument(after)
        try:
            same = [_text(page) for page in one] == [_text(page) for page in two]
            drawn = [file[at.page - 1].render(scale=_SEEN / 72).to_pil().convert("RGB") for file in (one, two)]
        finally:
            one.close()
            two.close()
    box = ImageChops.difference(*drawn).getbbox()
    return same and box is not None and _fits(box, at)


def _text(page: Any) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_range())
    finally:
        text.close()


def _fits(box: tuple[int, int, int, int], at: Spot) -> bool:
    per_mm, half = _SEEN / 25.4, at.diameter / 2
    wanted = [(middle + way * half) * per_mm for way in (-1, 1) for middle in (at.x, at.y)]
    return all(abs(edge - want) <= 0.05 * at.diameter * per_mm for edge, want in zip(box, wanted, strict=True))
