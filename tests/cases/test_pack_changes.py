"""Two packs side by side: nothing that changed is hidden, nothing that stayed is named, two others must approve."""

from typing import Any

import pytest

from lucheng_desktop.cases.pack_changes import Altered, Approval, approved, diff_packs, digest, to_reconfirm
from lucheng_desktop.cases.rulebook import Rulebook, load
from lucheng_desktop.refusal import Refused
from tests.cases.answers import CRITERIA, GATES

RULES = load()
ANSWERED = ["act_date", "exclusions", "situations", "distinctions", *(f"gates.{gate}" for gate in GATES)]
ANSWERED += [f"findings.{criterion}.{part}" for criterion in CRITERIA for part in ("finding", "reason", "evidence")]


def altered(name: str, code: str, **fields: Any) -> Rulebook:
    """The pack with one item otherwise."""
    rows = tuple(row.model_copy(update=fields) if row.code == code else row for row in getattr(RULES, name))
    return RULES.model_copy(update={name: rows})


def test_a_pack_does_not_differ_from_itself() -> None:
    assert diff_packs(RULES, RULES) == ()
    assert digest(RULES) == digest(Rulebook.model_validate(RULES.model_dump(by_alias=True)))


def test_one_word_is_one_change_with_both_readings() -> None:
    (change,) = diff_packs(RULES, altered("criteria", "B5", asks="条件是否具备"))
    assert (change.path, change.kind, change.only_provenance) == ("criteria.B5", "changed", False)
    old = next(one.asks for one in RULES.criteria if one.code == "B5")
    assert change.altered == (Altered("asks", old, "条件是否具备"),)


def test_what_is_new_and_what_is_gone_is_named() -> None:
    shorter = RULES.model_copy(update={"situations": RULES.situations[:-1]})
    assert [(one.path, one.kind) for one in diff_packs(RULES, shorter)] == [("situations.RC20", "removed")]
    assert [(one.path, one.kind) for one in diff_packs(shorter, RULES)] == [("situations.RC20", "added")]


def test_a_step_is_an_item_of_its_procedure() -> None:
    changes = {one.path: one.kind for one in diff_packs(load("lucheng-2019"), RULES)}
    assert changes["procedures.clearance.transitions.issue_clearance"] == "added"
    assert changes["procedures.clearance.transitions.report_clearance"] == "removed"
    assert changes["sanctions.gdd@2020-07-01"] == "added"
    assert changes["principles.F10"] == "changed"
    kept = ("criteria", "gates", "situations", "procedures.tolerance")
    assert not [path for path in changes if path.startswith(kept)]


def test_an_approved_source_needs_no_answer_again_but_another_wording_does() -> None:
    settled = altered("criteria", "B5", status="本单位核定", source="A")
    assert diff_packs(RULES, settled)[0].only_provenance
    assert to_reconfirm(RULES, settled, ANSWERED) == ()
    reworded = altered("criteria", "B5", unfavourable="条件具备而失职")
    assert to_reconfirm(RULES, reworded, ANSWERED) == tuple(
        f"findings.objective_conditions.{part}" for part in ("evidence", "finding", "reason")
    )


@pytest.mark.parametrize(
    ("name", "code", "fields", "asked"),
    [
        ("gates", "G3", {"text": "尽职"}, {"gates.diligence"}),
        ("exclusions", "NX02", {"text": "谋取任何利益"}, {"exclusions"}),
        ("parameters", "g1_mode", {"value": "minor_breach_allowed"}, {f"gates.{gate}" for gate in GATES}),
        ("parameters", "reason_length", {"value": 50}, {one for one in ANSWERED if one.startswith("findings.")}),
        ("indicators", "I09", {"unit": "件次"}, set()),
    ],
)
def test_what_a_rule_asks_is_asked_again(name: str, code: str, fields: dict[str, Any], asked: set[str]) -> None:
    assert set(to_reconfirm(RULES, altered(name, code, **fields), ANSWERED)) == asked


def test_a_pack_needs_two_other_officers_on_its_present_text() -> None:
    now, before = digest(RULES), digest(altered("gates", "G1", text="另一种说法"))
    approved(RULES, "起草人", [Approval("甲", now), Approval("乙", now)])
    for approvals in (
        [],
        [Approval("甲", now)],
        [Approval("甲", now), Approval("甲", now)],
        [Approval("甲", now), Approval("起草人", now)],
        [Approval("甲", now), Approval("乙", before)],
    ):
        with pytest.raises(Refused, match="E-PACK") as refused:
            approved(RULES, "起草人", approvals)
        assert "F18" in refused.value.rule
