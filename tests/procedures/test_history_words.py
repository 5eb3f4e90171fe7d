"""No history and no title shows an id or a code of ours to people."""

from pathlib import Path

import pytest

from lucheng_desktop.cases.records import KINDS
from lucheng_desktop.places import words
from lucheng_desktop.procedures import history, officers
from tests.office import OFFICERS, At, sitting
from tests.procedures.clearings import agreed_office, approved_office, gone, issued_office
from tests.procedures.tolerances import Stages
from tests.procedures.wording import untold

__all__ = ["agreed_office", "approved_office", "gone", "issued_office"]


def test_what_a_tolerance_case_shows_is_in_words(stages: Stages, tmp_path: Path) -> None:
    with stages.at("approved", tmp_path)("handling_dept") as desk:
        assert "\n".join(untold(desk)) == ""


def test_what_a_clearance_shows_is_in_words(gone: tuple[Path, str, str, str]) -> None:
    with sitting(gone[0])("petition_office") as desk:
        assert "\n".join(untold(desk)) == ""


def test_officers_and_keys_are_told_before_and_after(at: At) -> None:
    with at("general_office") as desk:
        officers.add_officer(desk, officers.AddOfficer("钱新来", ("petition_office",), "春分 清明 谷雨 立夏 88"))
        (new,) = (one for one in officers.register(desk) if one.name == "钱新来")
        officers.change_roles(desk, officers.ChangeRoles("钱新来", ("petition_office", "case_trial")))
        lines = history.history(desk, "officer", new.id)
        assert [(line.what, line.before, line.after) for line in lines if line.what == "职责"] == [
            ("职责", "", "信访室"),
            ("职责", "信访室", "信访室, 案件审理室"),
        ]
        assert {line.officer for line in lines} <= {OFFICERS["general_office"], "钱新来"}
        assert untold(desk) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_title_that_needs_nothing_to_be_filled(kind: str) -> None:
    assert kind in words("history")["titles"], "a new kind of record needs a title in resources/words/history.toml"
    last = words("history")["titles"][kind][-1]
    assert "{" not in last or kind in NAMED


NAMED = ("office", "officer", "device", "peer", "person")
"""Kinds that always have a name."""


def test_whatever_a_record_holds_no_id_comes_through(at: At) -> None:
    deep = {"deep": ["ef" * 16, b"\x9f" * 32, True]}
    odd = {"name": "某", "subject": "ab" * 16, "reason": f"见 {'cd' * 32} 一件", "nested": deep}
    with at("petition_office") as desk:
        with desk.vault.transaction() as shelf:
            for kind in sorted(set(KINDS) - {"office", "officer", "device"}):
                shelf.create(kind, odd)
        told = "\n".join(faults := untold(desk))
        assert not [one for one in faults if "nested" not in one and "deep" not in one], told
