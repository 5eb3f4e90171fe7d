"""What this PC has that papers depend on: the font in each slot, and how much of the national table it draws."""

from dataclasses import dataclass

from lucheng_desktop.places import resource


@dataclass(frozen=True, slots=True)
class FontExamined:
    """One slot: which file fills it, where that comes from, and how many of the 8105 characters it draws itself."""

    slot: str
    family: str
    origin: str
    file: str
    sha256: str
    national: int


@dataclass(frozen=True, slots=True)
class Examined:
    """`own_fonts`: the folder where the office puts its own files; `printable`: how many of the 8105 print at all."""

    own_fonts: str
    fonts: tuple[FontExamined, ...]
    printable: int
    ok: bool


def examine() -> Examined:
    """Open every face; refused E-FONT when a file of the office's own may not or cannot be used."""
    from lucheng_desktop.circulars import faces, fonts

    table = resource("fonts", "table8105.txt").read_text("utf-8").replace("\n", "")
    found = tuple(
        FontExamined(
            slot,
            face.family,
            face.origin,
            str(face.file),
            faces.sha256(face),
            sum(fonts.draws(slot, char) for char in table),
        )
        for slot, face in sorted(fonts.faces().items())
    )
    printable = sum(any(fonts.draws(slot, char) for slot in fonts.chain()) for char in table)
    return Examined(str(faces.own_folder()), found, printable, printable == len(table))
