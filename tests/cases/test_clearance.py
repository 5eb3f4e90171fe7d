"""What may be cleared, with whose consent, in what form, and how far it may go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.cases import clearance
from lucheng_desktop.cases.clearance import APPROVED, Reported
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.refusal import Refused

RULES = load()
FINDINGS = [finding.code for finding in RULES.terms.findings]
SCOPES = list(RULES.words("scopes"))


@pytest.mark.parametrize("finding", ["unsubstantiated", "seriously_untrue", "fact_but_no_violation"])
def test_an_approved_false_finding_is_cleared(finding: str) -> None:
    assert clearance.clearable(RULES, finding)
    clearance.finding_allows(RULES, finding, APPROVED)


def test_not_excluded_is_not_false() -> None:
    """Scenario 3: refused with rule F05, its source and the way on."""
    with pytest.raises(Refused) as refused:
        clearance.finding_allows(RULES, "not_excluded", APPROVED)
    assert refused.value.key == "E-NOT-CLEARABLE/not_excluded"
    assert refused.value.rule.startswith("F05 ")
    assert "第二条" in refused.value.rule
    assert "待核定" in refused.value.rule
    assert "重新核查" in refused.value.next


def test_of_two_allegations_only_the_false_one_is_cleared() -> None:
    """Scenario 2."""
    clearance.finding_allows(RULES, "unsubstantiated", APPROVED)
    with pytest.raises(Refused, match="E-NOT-CLEARABLE"):
        clearance.finding_allows(RULES, "partly_substantiated", APPROVED)
    clearance.finding_allows(RULES, "partly_substantiated", APPROVED, trial_consent=True)


@pytest.mark.parametrize("finding", ["substantiated", "not_excluded", "unverifiable", "false_accusation"])
def test_trial_consent_opens_nothing_else(finding: str) -> None:
    with pytest.raises(Refused, match="E-NOT-CLEARABLE"):
        clearance.finding_allows(RULES, finding, APPROVED, trial_consent=True)


@pytest.mark.parametrize("finding", FINDINGS)
@pytest.mark.parametrize("state", ["", "open", "finding_drafted"])
def test_nothing_is_cleared_before_the_finding_is_approved(finding: str, state: str) -> None:
    with pytest.raises(Refused) as refused:
        clearance.finding_allows(RULES, finding, state)
    assert refused.value.key == "E-NOT-CLEARABLE/unapproved"


def test_every_finding_has_its_own_words_when_refused() -> None:
    for finding in FINDINGS:
        try:
            clearance.finding_allows(RULES, finding, APPROVED)
        except Refused as refused:
            assert RULES.term("findings", finding) in refused.message


def test_a_district_does_not_find_false_accusation() -> None:
    with pytest.raises(Refused) as refused:
        clearance.district_may_find(RULES, "false_accusation")
    assert "F04" in refused.value.rule
    for finding in set(FINDINGS) - {"false_accusation"}:
        clearance.district_may_find(RULES, finding)


@pytest.mark.parametrize("finding", ["", "失实", "Unsubstantiated"])
def test_an_unknown_finding_is_refused_as_input(finding: str) -> None:
    with pytest.raises(Refused, match="E-INPUT"):
        clearance.district_may_find(RULES, finding)


def _reported(
    ident: str, text: str, state: str = "open", accused: str = "p1", fact: str = "", finding: str | None = None
) -> Reported:
    return Reported(ident, accused, text, state, finding, fact)


@pytest.mark.parametrize(
    ("other", "blocked"),
    [
        (_reported("b", "反映其在旧村改造中虚报面积"), True),
        (_reported("b", "反映其 在旧村改造中，虚报面积。"), True),
        (_reported("b", "反映其在旧村改造中虚报面积", accused="p2"), False),
        (_reported("b", "反映其在旧村改造中虚报面积", state=APPROVED), False),
        (_reported("b", "反映其上班时间炒股"), False),
        (_reported("a", "反映其在旧村改造中虚报面积"), False),
    ],
)
def test_an_open_twin_blocks_by_person_id_and_fact(other: Reported, blocked: bool) -> None:
    this = _reported("a", "反映其在旧村改造中虚报面积", state=APPROVED)
    if not blocked:
        return clearance.no_open_twin(RULES, this, [other])
    with pytest.raises(Refused) as refused:
        clearance.no_open_twin(RULES, this, [other])
    assert "F03" in refused.value.rule
    return None


def test_a_twin_that_was_found_otherwise_blocks_too() -> None:
    this = _reported("a", "反映其虚报面积", state=APPROVED)
    same = _reported("b", "反映其虚报面积。", state=APPROVED, finding="seriously_untrue")
    clearance.no_open_twin(RULES, this, [same])
    with pytest.raises(Refused) as refused:
        clearance.no_open_twin(RULES, this, [same, _reported("c", "反映其虚报面积", APPROVED, finding="not_excluded")])
    assert "未查实但不能排除" in refused.value.message
    assert "F05" in refused.value.rule


def test_an_officers_link_counts_more_than_the_words() -> None:
    linked = _reported("a", "甲事"), _reported("b", "乙事")
    assert not clearance.same_fact(*linked)
    assert clearance.same_fact(_reported("a", "甲事", fact="f1"), _reported("b", "乙事", fact="f1"))
    assert not clearance.same_fact(_reported("a", "甲事", fact="f1"), _reported("b", "甲事", fact="f2"))


ORIGINAL = "该科长去年七月在新桥村签约时，给他小舅子多算了四十二点五平方米安置面积！"


@pytest.mark.parametrize(
    ("summary", "code"),
    [
        ("反映其在安置面积认定中优亲厚友", None),
        ("反映其给他小舅子多算了四十二点五平方米", "E-QUOTE"),
        ("反映其给他小舅子，多算了 四十二点五平方米", "E-QUOTE"),
        ("多算了四十二点五平方米", None),
        (" 　", "E-INPUT"),
    ],
)
def test_a_summary_neither_quotes_the_petition_nor_is_empty(summary: str, code: str | None) -> None:
    if code is None:
        return clearance.neutral_summary(RULES, summary, ORIGINAL)
    with pytest.raises(Refused) as refused:
        clearance.neutral_summary(RULES, summary, ORIGINAL)
    assert (refused.value.code, refused.value.path) == (code, "$.summary")
    return None


@pytest.mark.parametrize(("consent", "goes_on"), [("agree", True), ("agree_with_conditions", True), ("decline", False)])
def test_the_person_decides(consent: str, goes_on: bool) -> None:
    assert clearance.agrees(RULES, consent) is goes_on


def test_silence_is_not_an_answer() -> None:
    with pytest.raises(Refused) as refused:
        clearance.agrees(RULES, "unreachable")
    assert refused.value.code == "E-CONSENT"
    with pytest.raises(Refused, match="E-INPUT"):
        clearance.agrees(RULES, "")


@given(st.lists(st.sampled_from(list(RULES.words("forms"))), min_size=1))
def test_other_forms_always_come_with_writing(forms: list[str]) -> None:
    chosen = clearance.forms_with_writing(RULES, forms)
    assert chosen[0] == "written"
    assert set(chosen) == {"written", *forms}
    assert clearance.forms_with_writing(RULES, chosen) == chosen


@pytest.mark.parametrize(("forms", "path"), [((), "$.forms"), (("written", "传真"), "$.forms[1]")])
def test_forms_are_named_and_known(forms: tuple[str, ...], path: str) -> None:
    with pytest.raises(Refused) as refused:
        clearance.forms_with_writing(RULES, forms)
    assert (refused.value.code, refused.value.path) == ("E-INPUT", path)


@given(st.sampled_from(SCOPES), st.sampled_from(SCOPES))
def test_clearing_goes_no_wider_than_the_harm_nor_beyond_the_district(scope: str, harm: str) -> None:
    lawful = SCOPES.index(scope) <= min(SCOPES.index(harm), SCOPES.index("district"))
    try:
        clearance.scope_allows(RULES, scope=scope, harm_scope=harm)
        allowed = True
    except Refused as refused:
        allowed = False
        assert refused.path == "$.scope"
        assert "F08" in refused.rule
    assert allowed == lawful


def test_a_wider_harm_is_the_higher_organs_to_clear() -> None:
    with pytest.raises(Refused) as refused:
        clearance.scope_allows(RULES, scope="city", harm_scope="public")
    assert refused.value.key == "E-SCOPE/power"
    assert "市纪委" in refused.value.next
