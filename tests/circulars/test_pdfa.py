"""Our papers are PDF/A-2b to veraPDF, which finds the faults that it is shown."""

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest

from lucheng_desktop.circulars import calibration, copies, seal_image, seal_press, signature
from lucheng_desktop.circulars.render import render
from tests.circulars import rings, test_check_code, test_signature
from tests.circulars.drafts import draft
from tests.circulars.verapdf import Verdict, validated

SPECIMENS = sorted((Path(__file__).parents[2] / "docs" / "specimens").glob("*.pdf"))
RARE = "𬭊𠅤𫖯"
RULED = dt.date(2026, 3, 2)


def _papers() -> Mapping[str, bytes]:
    """What else we write: with rare characters and a square, signed, in copies on a printer that is off, a ruler."""
    asked = draft(title=f"关于为陈{RARE}同志澄清正名的通报", seal="demo", practice=True)
    asked = asked.model_copy(update={"copy_row": True, "check": test_check_code.TEXT})
    plain = render(asked).pdf
    signed = signature.sign(plain, test_signature.signatory(test_signature.ISSUED), test_signature.AT)
    printed = copies.moved(copies.number_copies(signed, asked, range(7, 10), [test_check_code.TEXT] * 3), 12, -7)
    whole = {"plain.pdf": plain, "signed.pdf": signed, "printed.pdf": printed, "ruler.pdf": calibration.page(RULED)}
    return {**whole, "pressed.pdf": _pressed(), **_broken(plain)}


def _pressed() -> bytes:
    """With the picture of a seal over its place: pixels that let the text under them through."""
    paper = render(draft())
    picture = seal_image.taken(seal_image.kept(seal_image.read(rings.ring(), 42)))
    stamp = seal_press.Stamp(seal_press.spot(paper.gate.geometry, 0, 42), picture)
    return signature.sign(paper.pdf, test_signature.signatory(test_signature.ISSUED), test_signature.AT, stamp)


def _broken(paper: bytes) -> Mapping[str, bytes]:
    """The same paper with one fault each."""
    found = {}
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        del pdf.Root.OutputIntents
        found["no-profile.pdf"] = _saved(pdf)
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        [first, *_] = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one]
        del first["/FontFile2"]
        found["no-face.pdf"] = _saved(pdf)
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        del pdf.Root.Metadata
        found["no-metadata.pdf"] = _saved(pdf)
    return found


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Verdict]:
    folder = tmp_path_factory.mktemp("papers")
    for name, data in _papers().items():
        (folder / name).write_bytes(data)
    return validated([*sorted(folder.glob("*.pdf")), *SPECIMENS])


def test_every_specimen_and_whatever_else_is_printed_conforms(verdicts: Mapping[str, Verdict]) -> None:
    names = {path.name for path in SPECIMENS} | {"plain.pdf", "signed.pdf", "printed.pdf", "pressed.pdf", "ruler.pdf"}
    assert len(SPECIMENS) == 28
    assert {name: verdicts[name].faults for name in names if not verdicts[name].conforms} == {}
    assert all(verdicts[name].rules == 144 and verdicts[name].checks > 2000 for name in names)


@pytest.mark.parametrize(
    ("name", "clause"),
    [("no-profile.pdf", "6.2.4.3-2"), ("no-face.pdf", "6.2.11.4.1-1"), ("no-metadata.pdf", "6.6.2.1-1")],
)
def test_it_finds_what_is_not(verdicts: Mapping[str, Verdict], name: str, clause: str) -> None:
    assert not verdicts[name].conforms
    assert any(fault.startswith(clause) for fault in verdicts[name].faults), verdicts[name].faults[:3]
