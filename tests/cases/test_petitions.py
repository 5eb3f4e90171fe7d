"""Whose a petition is comes first; nothing is kept of what is the higher organ's."""

from datetime import date

import pytest

from lucheng_desktop.cases import petitions
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.refusal import Refused

RULES = load()


@pytest.mark.parametrize(
    ("managed_by", "own_principal", "expected"),
    [
        ("district", False, "own"),
        ("district", True, "higher"),
        ("municipal", False, "higher"),
        ("provincial", False, "higher"),
        ("central", True, "higher"),
        ("town", False, "lower"),
        ("town", True, "higher"),
    ],
)
def test_jurisdiction_follows_who_manages_the_accused(managed_by: str, own_principal: bool, expected: str) -> None:
    assert petitions.jurisdiction(RULES, managed_by, own_principal=own_principal) == expected


@pytest.mark.parametrize("managed_by", ["", "市管", "District"])
def test_an_undecided_petition_is_refused(managed_by: str) -> None:
    with pytest.raises(Refused) as refused:
        petitions.jurisdiction(RULES, managed_by)
    assert (refused.value.code, refused.value.path) == ("E-INPUT", "$.managed_by")


def test_a_petition_about_a_deputy_county_head_is_only_forwarded() -> None:
    """Scenario 1."""
    decided = petitions.jurisdiction(RULES, "municipal")
    assert petitions.receiving_step(RULES, decided) == "forward_petition"
    with pytest.raises(Refused) as refused:
        petitions.kept_here(RULES, decided)
    assert "F10" in refused.value.rule
    assert "第十五条" in refused.value.rule
    assert petitions.forward_by(RULES, date(2026, 3, 6)) == date(2026, 3, 13)


@pytest.mark.parametrize(("decided", "step"), [("own", "receive_petition"), ("lower", "redirect_petition")])
def test_every_jurisdiction_has_its_own_first_step(decided: str, step: str) -> None:
    assert petitions.receiving_step(RULES, decided) == step
    move = RULES.procedure("petition").transition(step)
    assert move
    assert "" in move.from_


def test_content_is_kept_of_own_petitions_only() -> None:
    petitions.kept_here(RULES, "own")
    with pytest.raises(Refused, match="E-JURISDICTION"):
        petitions.kept_here(RULES, "lower")


@pytest.mark.parametrize(("naming", "known"), [("real_name", True), ("signed_unverified", True), ("anonymous", False)])
def test_signed_petitions_have_a_complainant_and_anonymous_ones_have_none(naming: str, known: bool) -> None:
    petitions.naming_needs_complainant(naming, known=known)
    with pytest.raises(Refused) as refused:
        petitions.naming_needs_complainant(naming, known=not known)
    assert refused.value.path == "$.complainant"
