"""What somebody brings to have a paper checked: a PDF, a picture, a scanned or typed text; read into memory only."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from lucheng_desktop.cases import short_code
from lucheng_desktop.cases.names import bare
from lucheng_desktop.places import words
from lucheng_desktop.refusal import Refused, because

if TYPE_CHECKING:
    from lucheng_desktop.circulars.signature import Signature

PDF, PICTURE, SQUARE, TEXT, CODE = "pdf", "picture", "square", "text", "code"
_MOST = 64 << 20
"""Bytes of a file; the largest scan that is one paper is smaller."""
_WHOLE = 60
"""Letters from which on a text is the paper's own and not only its code."""
_PRINTED = 20
"""Letters from which on a PDF has a text of its own; below it is a scan."""
_PDF = b"%PDF-"
_PICTURES = (b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF", b"\0\0\0")
"""Beginnings of pictures and films that are not read here."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What was brought: `square` what its square holds, `text` what it says in letters, `printed` read from a PDF."""

    kind: str
    text: str = ""
    square: str = ""
    digest: str = ""
    """SHA-256 of the file, where it is the paper itself: a PDF."""
    sealed: "Signature | None" = None
    """Its electronic signature, of a PDF."""
    code: str = ""
    """The short code it prints, of a PDF."""


def from_file(file: Path, anchors: list[bytes] | None = None) -> Brought:
    """A file by what is in it, not by its name; refused E-FILE, E-PICTURE, E-TEXT or E-CODE with what is wrong."""
    try:
        with file.open("rb") as opened:
            data = opened.read(_MOST + 1)
    except OSError as error:
        raise Refused("E-FILE", file=file.name, reason=because(error)) from error
    return from_bytes(data, anchors)


def from_bytes(data: bytes, anchors: list[bytes] | None = None) -> Brought:
    """The same of bytes. `anchors`: certificates by which a PDF's signature is trusted; None: nobody is."""
    from lucheng_desktop.circulars import pictures

    if len(data) > _MOST:
        raise Refused("E-PICTURE/large")
    if _PDF in data[:1024]:
        return _pdf(data, anchors)
    if pictures.is_picture(data):
        return Brought(PICTURE, square=pictures.square_of(data))
    if data.startswith(_PICTURES):
        raise Refused("E-PICTURE/unreadable")
    found = from_text(_decoded(data))
    if found.kind == CODE:
        _refuse_without_code(found.text)
    return found


def _refuse_without_code(text: str) -> None:
    """Of a file one says what it is not; of typed words, how a code looks."""
    try:
        short_code.read(text, code_label())
    except Refused:
        raise Refused("E-TEXT/nothing") from None


def code_label() -> str:
    """The word before the short code on a paper."""
    label: str = words("cases")["paper"]["code_label"]
    return label


def from_text(text: str) -> Brought:
    """What a scanner typed of a square, a scanned text, or a short code."""
    from lucheng_desktop.circulars import check_code

    if check_code.meant(text):
        return Brought(SQUARE, square=_one_square(text))
    return Brought(TEXT if len(bare(text)) >= _WHOLE else CODE, text)


def _one_square(text: str) -> str:
    """A scanner that was used twice has typed two; the same one twice is one."""
    from lucheng_desktop.circulars import check_code

    squares = {part for part in re.split(f"(?={check_code.PREFIX})", check_code.plain(text)) if part}
    if len(squares) > 1:
        raise Refused("E-PICTURE/several", count=len(squares))
    return squares.pop()


def _decoded(data: bytes) -> str:
    """A text file of this country's editors; refused E-TEXT/nothing when it is none."""
    codecs = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    for codec in codecs:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if text.strip() and not any(char < " " and char not in "\t\r\n\f" for char in text):
            return text
    raise Refused("E-TEXT/nothing")


def _pdf(data: bytes, anchors: list[bytes] | None) -> Brought:
    from lucheng_desktop.circulars import signature
    from lucheng_desktop.circulars.paper import Paper, read_paper

    digest = sha256(data).hexdigest()
    seen = signature.read(data, anchors)
    try:
        paper = read_paper(data)
    except Refused:
        if seen.state != signature.INVALID:
            raise
        paper = Paper("", "", 0)
    if seen.state == signature.NONE and len(bare(paper.text)) < _PRINTED:
        return Brought(PICTURE, square=_square(data, must=True))
    return Brought(PDF, paper.text, _square(data, must=False), digest, seen, paper.code)


def _square(data: bytes, *, must: bool) -> str:
    """A scan is nothing without its square; a PDF with a text of its own may have none."""
    from lucheng_desktop.circulars import pictures

    try:
        return pictures.square_of_pdf(data)
    except Refused as fault:
        if must or fault.key == "E-PICTURE/several":
            raise
        return ""
