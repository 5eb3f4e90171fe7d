"""Every document of the office is drafted at its moment, from what the case says, by whose work it is."""

import tomllib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lucheng_desktop.cases.documents import read_draft
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.circulars.templates import names, template
from lucheng_desktop.places import resource
from lucheng_desktop.procedures import issuing, papers, prefiling, printing, tolerance_application
from lucheng_desktop.procedures.archiving import ArchiveDocument, archive_document
from lucheng_desktop.procedures.case_papers import CasePaperDrafted, DraftCasePaper, draft_case_paper
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.family import family
from lucheng_desktop.procedures.paper_facts import known_facts
from lucheng_desktop.refusal import Refused
from tests.office import TEXTS, At, consented
from tests.procedures import tolerances

RULES = load()
MOMENTS = tomllib.loads(resource("circulars", "moments.toml").read_text("utf-8"))["moment"]
ELSEWHERE = {"clearance_letter", "clearance_correction", "escalation_request", "accusation_request", "prefiled_list"}
"""Drafted by the steps that decide or list them."""


def test_every_template_has_its_moment_and_every_moment_exists() -> None:
    assert {one["kind"] for one in MOMENTS} | ELSEWHERE == set(names())
    for one in MOMENTS:
        states = {state.code for state in RULES.procedure(one["of"]).states}
        assert set(one["states"]) <= states, one["kind"]
        assert set(one["actors"]) <= set(RULES.words("roles")), one["kind"]


def refused(desk: Desk, order: DraftCasePaper) -> Refused:
    with pytest.raises(Refused) as found:
        draft_case_paper(desk, order)
    assert found.value.next
    return found.value


def text(desk: Desk, drafted: CasePaperDrafted) -> str:
    draft = read_draft(issuing.show_document(desk, drafted.document).fields["draft"])
    cells = [cell.whole for table in draft.tables for row in table.rows for cell in row]
    return "\n".join((draft.title, *(part.text for part in draft.body), *cells))


def test_the_letter_that_asks_the_person_tells_the_point_and_quotes_no_complaint(at: At) -> None:
    about = consented(at)
    told: dict[str, Any] = {
        "form": "书面、通报", "scope": "本单位", "display": "写全名", "reply_by": "2026-12-31", "contact": "陈行远",
    }  # fmt: skip
    order = DraftCasePaper("clearance_approval_form", "clearance", about)
    with at("handling_dept") as desk:
        assert refused(desk, replace(order, kind="consent_letter", facts=told)).key == "E-PAPER/moment"
        assert refused(desk, replace(order, kind="recommendation_report")).key == "E-PAPER/kind"
        assert refused(desk, replace(order, facts={"subject": "别人"})).key == "E-PAPER/known"
        quoted = refused(desk, replace(order, facts={"risk": TEXTS[0].text}))
        assert quoted.code == "E-QUOTE"
        lacking = refused(desk, order)
        assert lacking.key == "E-INPUT/fields" and "风险评估" in lacking.message
    with at("principal") as desk:
        assert refused(desk, order).key == "E-PAPER/role"


def test_what_an_applicant_is_told_comes_from_the_case(at: At) -> None:
    about, steps = tolerances.subject(at), tolerance_application
    with at("handling_dept") as desk:
        begun = steps.DraftApplication(
            about, "person", "旧村改造签约中个案面积认定偏差", date(2025, 6, 3), "", "assessment", "演练考核办法第七条"
        )  # fmt: skip
        case = steps.draft_application(desk, begun).case
        steps.submit_application(desk, steps.SubmitApplication(case, date(2026, 3, 2)))
        order = DraftCasePaper("tolerance_supplement_notice", "tolerance", case, {"due": "2026-03-16"})
        assert refused(desk, order).key == "E-PAPER/moment"
        lack = steps.ReturnApplication(case, ("claimed", "materials"), "缺少对照的适用情形和材料。")
        steps.return_application(desk, lack)
        wrong = refused(desk, replace(order, facts={"due": "三月十六日", "contact": "陈行远 12388"}))
        assert (wrong.key, wrong.path) == ("E-PAPER/type", "$.facts.due")
        known = order.facts | {"contact": "陈行远，演练路一号"}
        drafted = draft_case_paper(desk, replace(order, facts=known))
        assert {"applicant", "subject", "matter", "applied_on", "missing", "reason"} <= set(drafted.filled)
        assert "旧村改造签约中个案面积认定偏差" in (printed := text(desk, drafted))
        assert "claimed" not in printed, "words, no codes"
        shown = issuing.show_document(desk, drafted.document).fields
        assert (shown["draft"]["classification"], shown["tolerance"]) == ("工作秘密", case)
        with desk.vault.reading() as shelf:
            assert ("document", drafted.document) in family(shelf, "tolerance", case)
    with at("case_trial") as desk:
        papers.review_document(desk, papers.ReviewDocument(drafted.document, "核对无误。"))
    with at("principal") as desk:
        assert papers.sign_off_document(desk, papers.SignOffDocument(drafted.document)).state == "signed_off"
    with at("general_office") as desk:
        numbered = issuing.number_document(desk, issuing.NumberDocument(drafted.document)).number
        with pytest.raises(Refused) as found:
            issuing.register_unsealed(desk, issuing.RegisterUnsealed(drafted.document, 2))
        assert found.value.key == "E-LIFE/sealed"
    assert numbered.startswith("鹿纪")
    with at("seal_keeper") as desk:
        issuing.seal_document(desk, issuing.SealDocument(drafted.document, numbered))
    with at("general_office") as desk:
        done = issuing.register_document(desk, issuing.RegisterDocument(drafted.document, 2))
        assert (done.number, done.job) == (numbered, 1)
        printing.record_print(desk, printing.RecordPrint(drafted.document, 1, 2))
        archived = ArchiveDocument(drafted.document, "演-2026-1", desk.clock.today())
        assert archive_document(desk, archived).retention == "years_30"


def refused_by(act: Any, desk: Desk, order: Any) -> str:
    with pytest.raises(Refused) as found:
        act(desk, order)
    assert found.value.next
    return found.value.key


def test_a_form_is_cleared_signed_printed_and_filed_without_number_or_seal(at: At) -> None:
    about = consented(at)
    facts: dict[str, Any] = {
        "effect": "影响正常工作", "scope": "本单位", "display": "写全名", "verified_by": "演练核查组", "form": "书面",
        "risk": "没有新风险", "basis": "演练规定第三条", "start": "依职权启动", "opinions": [{"role": "分管领导意见"}],
    }  # fmt: skip
    with at("handling_dept") as desk:
        order = DraftCasePaper("clearance_approval_form", "clearance", about)
        lacking = refused(desk, order)
        assert lacking.key == "E-INPUT/fields"
        drafted = draft_case_paper(desk, replace(order, facts=_needed(desk, order, facts)))
        assert refused_by(papers.review_document, desk, papers.ReviewDocument(drafted.document, "核对无误。"))
    moved = papers.SignOffDocument(drafted.document)
    with at("case_trial") as desk:
        papers.review_document(desk, papers.ReviewDocument(drafted.document, "核对无误。"))
        assert refused_by(papers.sign_off_document, desk, moved) == "E-ROLE"
    with at("deputy_in_charge") as desk:
        assert refused_by(papers.sign_off_document, desk, moved) == "E-WITH-CASE/cleared"
    with at("petition_office") as desk:
        papers.clear_document(desk, papers.ClearDocument(drafted.document))
    with at("deputy_in_charge") as desk:
        papers.sign_off_document(desk, moved)
    with at("general_office") as desk:
        number = issuing.NumberDocument(drafted.document)
        assert refused_by(issuing.number_document, desk, number) == "E-LIFE/number"
        done = issuing.register_unsealed(desk, issuing.RegisterUnsealed(drafted.document, 1))
        assert (done.number, done.job) == ("", 1)
        sheets = (int(issuing.show_document(desk, drafted.document).fields["pages"]) + 1) // 2
        printing.record_print(desk, printing.RecordPrint(drafted.document, 1, sheets))
        archived = ArchiveDocument(drafted.document, "演-2026-2", desk.clock.today())
        assert archive_document(desk, archived).retention == "years_30"


def _needed(desk: Desk, order: DraftCasePaper, facts: dict[str, Any]) -> dict[str, Any]:
    """Those of `facts` that the record does not say itself."""
    fields = template(order.kind)["fields"]
    with desk.vault.reading() as shelf:
        known = known_facts(desk, shelf, shelf.record(order.record_kind, order.record))
    return {name: value for name, value in facts.items() if name in fields and name not in known}


def test_the_list_of_what_was_filed_beforehand_is_drafted_from_the_register(at: At) -> None:
    with at("handling_dept") as desk:
        today = desk.clock.today()
        ends = today.replace(year=today.year + 1, day=1)
        told = ("演练街道办事处", "面积认定复核试点", today, ends, "试点批复", "会议纪要")
        order = prefiling.DraftPrefiled(*told)
        filing = prefiling.draft_prefiled(desk, order).prefiled
        listing = prefiling.DraftPrefiledList(today.replace(month=1, day=1), today)
        assert refused_by(prefiling.draft_prefiled_list, desk, listing) == "E-PAPER/role"
    with at("general_office") as desk:
        assert refused_by(prefiling.draft_prefiled_list, desk, listing) == "E-PREFILED/none"
        number = prefiling.file_prefiled(desk, prefiling.FilePrefiled(filing)).number
        assert refused_by(prefiling.draft_prefiled_list, desk, replace(listing, last=date(2000, 1, 1))) == (
            "E-PREFILED/period"
        )
        drafted = prefiling.draft_prefiled_list(desk, listing)
        shown = read_draft(issuing.show_document(desk, drafted.document).fields["draft"])
    cells = "\n".join(cell.whole for table in shown.tables for row in table.rows for cell in row)
    assert (drafted.count, drafted.title, shown.classification) == (1, "改革创新事项事前备案清单", "工作秘密")
    assert all(said in cells for said in (number, "面积认定复核试点", "会议纪要", "未作答", "已备案"))
