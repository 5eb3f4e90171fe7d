"""Draws a specimen of every kind of document into docs/specimens: `python -m tests.circulars.specimens`.

All of them are exercises about invented people. Look at the pictures before committing them.
"""

from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image

from lucheng_desktop.cases.documents import CircularDraft
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.circulars import parts
from lucheng_desktop.circulars.compose import ClearanceFacts, clearance_circular, wording
from lucheng_desktop.circulars.render import render
from lucheng_desktop.circulars.templates import compose, names
from tests.circulars.drafts import COMMISSION, NAME
from tests.circulars.form_facts import FORM_FRAMES, FORMS
from tests.circulars.kinds import FACTS, FRAMES, POINTS, POST

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "specimens"
DPI = 80


def drafts() -> dict[str, CircularDraft]:
    """The clearance circular and every kind that has a template."""
    circular = ClearanceFacts(
        issuers=(COMMISSION,),
        subject=NAME,
        points=POINTS,
        verified_by="鹿城区纪委监委",
        date=date(2026, 3, 12),
        to=("各街道党工委、镇党委", "区直各单位"),
        practice=True,
        post=POST,
        number=("鹿纪", 2026, 1),
        cc=("温州市纪委监委", "区委组织部"),
        note="此件发至各街道、镇",
        printed_by=f"{COMMISSION}办公室",
        printed_on=date(2026, 3, 13),
        seal="demo",
        code="3f9a-1c22-77e0",
    )
    facts, frames = FACTS | FORMS, FRAMES | FORM_FRAMES
    made = {"clearance_circular": clearance_circular(circular, wording())}
    return made | {name: compose(name, facts[name], frames[name]) for name in names()}


def picture(pdf: bytes) -> Image.Image:
    """All pages side by side, in few colours."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[at].render(scale=DPI / 72).to_pil() for at in range(len(document))]
    document.close()
    whole = Image.new("RGB", (sum(page.width + 8 for page in pages) - 8, pages[0].height), "#888888")
    for at, page in enumerate(pages):
        whole.paste(page, (at * (page.width + 8), 0))
    return whole.quantize(24)


LIVES = {"sealed": "numbered and sealed", "numbered": "numbered", "filed": "printed and filed"}


def index() -> str:
    """One line for each specimen: what it is, how such a paper leaves the office, its files."""
    lives = {term.code: LIVES[term.life] for term in load().terms.papers}
    rows = [
        f"| {parts.title(draft)} | `{name}` | {lives[draft.kind]} | [PDF]({name}.pdf) | [PNG]({name}.png) |"
        for name, draft in sorted(drafts().items())
    ]
    head = ["| title | template | leaves the office | pages | picture |", "|---|---|---|---|---|"]
    return "\n".join([INDEX, "", *head, *rows, ""])


INDEX = """# Specimens

Every kind of paper of the office, drawn from invented cases by `python -m tests.circulars.specimens`; all exercises."""


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, draft in drafts().items():
        pdf = render(draft).pdf
        (FOLDER / f"{name}.pdf").write_bytes(pdf)
        picture(pdf).save(FOLDER / f"{name}.png", optimize=True)
    (FOLDER / "README.md").write_text(index(), "utf-8")


if __name__ == "__main__":
    main()
