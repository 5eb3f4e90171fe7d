"""The check of a finished paper from outside: its text, its short code, whether it bears an electronic signature."""

import re
from dataclasses import dataclass
from typing import Any

from lucheng_desktop import PDFIUM
from lucheng_desktop.circulars.ink import LINE_END_HYPHEN
from lucheng_desktop.circulars.parts import word
from lucheng_desktop.refusal import Refused


@dataclass(frozen=True, slots=True)
class Paper:
    """What the file says of itself; `text` without any blanks, `code` empty where none is printed."""

    text: str
    code: str
    signatures: int


def read_paper(data: bytes) -> Paper:
    """Open a PDF of any origin; refused E-TEXT/unreadable when it is none."""
    with PDFIUM:
        return _read(data)


def _read(data: bytes) -> Paper:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise Refused("E-TEXT/unreadable") from None
    try:
        text = "".join("".join(_text(document[number]).split()) for number in range(len(document)))
        return Paper(text, _code(text), max(0, raw.FPDF_GetSignatureCount(document.raw)))
    except pypdfium2.PdfiumError:
        raise Refused("E-TEXT/unreadable") from None
    finally:
        document.close()


def _text(page: Any) -> str:
    text: str = page.get_textpage().get_text_range()
    page.close()
    return text.replace(LINE_END_HYPHEN, "-")


def _code(text: str) -> str:
    """The short code of the ledger's head, as 附注 prints it."""
    before = re.escape(word("code_only", code=""))
    found = re.search(rf"{before}([0-9A-Za-z-]+)", text)
    return found[1] if found else ""
