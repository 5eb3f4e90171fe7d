"""The drawn procedures are those of the rule packs today."""

import re

from installer.draw_procedures import DRAWN, page
from lucheng_desktop.cases.rulebook import load, packs


def test_the_page_of_procedures_is_current() -> None:
    assert DRAWN.read_text("utf-8") == page(), "run python -m installer.draw_procedures"


def test_every_state_and_step_of_every_pack_is_drawn() -> None:
    text = DRAWN.read_text("utf-8")
    for head in packs():
        for procedure in load(head.id).procedures:
            assert all(f"`{move.code}`" in text for move in procedure.transitions)
            assert all(re.search(rf"^    {state.code}: {state.name}$", text, re.M) for state in procedure.states)
