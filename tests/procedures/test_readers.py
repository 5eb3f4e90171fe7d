"""F18: no reader tells a recused officer of the matter, and a reader that nobody tried here fails this table."""

import ast
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from lucheng_desktop.procedures import (
    accusation,
    archiving,
    case_rules,
    cases,
    circulation,
    clearance,
    clearance_holds,
    clearance_start,
    complainants,
    consultation_votes,
    deadlines,
    distribution,
    documents,
    drafts,
    figure_sets,
    figure_tables,
    findings,
    handover,
    history,
    issuing,
    office,
    officer_view,
    officers,
    paper_check,
    people,
    person_path,
    petition_forwarding,
    petition_screening,
    petitions,
    precedents,
    prefiling,
    printing,
    receipts,
    recusal,
    redeployed,
    sanctions,
    statistics,
    tolerance,
    tolerance_correction,
    verifying,
    waiting,
)
from lucheng_desktop.procedures.brought import from_text
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.portions import Portion
from lucheng_desktop.procedures.steps import all_steps
from lucheng_desktop.refusal import Refused
from tests.office import ACCUSED, COMPLAINANT, NEUTRAL, OFFICERS, At, found, proposed, registered, sitting

ROOM = Path(issuing.__file__).parent
REPORT = "演练核查〔2026〕5号核查报告：事实已查清。"
MATTER = "旧村改造签约方式的先行试点"
EVERYTHING = statistics.CountFigures(date(2020, 1, 1), date(2030, 12, 31), ids=True)


@dataclass(frozen=True)
class Matter:
    """What is on record: ids by kind, numbers, words that only this matter has, and the file it went out in."""

    ids: Mapping[str, str]
    petition: str
    words: Mapping[str, tuple[str, ...]]
    bundle: Path

    def marks(self, target: str) -> frozenset[str]:
        """What must not be told to whoever is recused from this record."""
        return frozenset(
            mark for kind in REACHED[target] for mark in (self.ids.get(kind, ""), *self.words[kind]) if mark
        )


REACHED = {
    "person": ("person", "petition", "allegation", "clearance", "document", "tolerance", "bundle"),
    "petition": ("petition", "allegation", "clearance", "document", "bundle"),
    "clearance": ("clearance", "document"),
    "tolerance": ("tolerance",),
}
"""Recused from what -> what hangs on it; a paper is known by its title."""


@pytest.fixture(scope="module")
def known(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Matter]:
    """An office with one matter in every list, and another beside it."""
    place = shutil.copytree(founded, tmp_path_factory.mktemp("matter") / "office.vault")
    return place, _matter(sitting(place), place.parent)


def _matter(at: At, folder: Path) -> Matter:
    with at("petition_office") as desk:
        told = registered(desk)
        texts = (petitions.AllegationText("反映其违规审批沿街商铺。", "work"),)
        other = replace(ACCUSED, name="闻人静", unit="演练第二街道")
        registered(
            desk,
            accused=other,
            allegations=texts,
            summary="反映沿街商铺审批问题。",
            complainant=None,
            naming="anonymous",
        )
    about = found(at, told.allegations[0], "unsubstantiated").candidate
    found(at, told.allegations[1], "not_excluded")
    with at("handling_dept") as desk:
        clearance.seek_consent(desk, clearance.SeekConsent(about, NEUTRAL))
        order = clearance.RecordConsent(about, "agree", date(2026, 3, 20), ("陈行远", "方同舟"))
        clearance.record_consent(desk, order)
        case = tolerance.open_tolerance(
            desk, tolerance.OpenTolerance(told.accused, MATTER, date(2025, 6, 3), REPORT)
        ).case
        drafts.keep_draft(desk, drafts.KeepDraft("finding", told.allegations[0], "reason", "未及保存的认定理由"))
    paper = proposed(at, about).document
    with at("handling_dept") as desk:
        bundle = folder / "移交甲.case.bundle"
        readers = tuple(office.recipient(desk, OFFICERS[role]) for role in ("handling_dept", "petition_office"))
        out = handover.ExportCases((("petition", told.petition),), readers, bundle, "移交旧村改造一案")
        handover.export_cases(desk, out)
        number = clearance.show_clearance(desk, about).fields["number"]
        title = issuing.show_document(desk, paper).fields["title"]
        matter = tolerance.show_tolerance(desk, case).fields["number"]
    ids = {"person": told.accused, "petition": told.petition, "allegation": told.allegations[0], "clearance": about}
    words = {
        "person": (ACCUSED.name,), "petition": (told.number, "反映旧村改造中的两个问题"),
        "allegation": (told.allegations[1], "拆迁户香烟", "擅自扩大安置面积", "未及保存的认定理由"),
        "clearance": (number,), "document": (title,), "tolerance": (matter, MATTER),
        "bundle": (bundle.name, "移交旧村改造一案"),
    }  # fmt: skip
    return Matter(ids | {"tolerance": case, "paper": paper}, told.petition, words, bundle)


@pytest.fixture(params=sorted(REACHED))
def recused(
    request: pytest.FixtureRequest, known: tuple[Path, Matter], tmp_path: Path
) -> Iterator[tuple[Desk, Matter, frozenset[str]]]:
    """An officer of every role who is recused from one record of the matter."""
    place, matter = known
    target = request.param
    with sitting(shutil.copytree(place, tmp_path / "office.vault"))("petition_office") as desk:
        relation = recusal.DeclareRecusal(target, matter.ids[target], "interest", "曾为其下属。")
        recusal.declare_recusal(desk, relation)
        yield replace(desk, officer=replace(desk.officer, roles=tuple(OFFICERS))), matter, matter.marks(target)


Door = Callable[[Desk, Matter, Path], Any]
DOORS: Mapping[str, Door] = {
    "accusation.show_accusation": lambda desk, at, to: accusation.show_accusation(desk, at.petition),
    "case_rules.compare_case_rules": lambda desk, at, to: case_rules.compare_case_rules(desk, at.ids["tolerance"]),
    "case_rules.rules_of": lambda desk, at, to: case_rules.rules_of(desk, at.ids["tolerance"]).pack,
    "cases.count_cases": lambda desk, at, to: len(cases.list_cases(desk)) - cases.count_cases(desk),
    "cases.find_case": lambda desk, at, to: [_or_none(cases.find_case, desk, one) for one in _names(at)],
    "cases.list_cases": lambda desk, at, to: (cases.list_cases(desk), cases.list_cases(desk, Portion(1, 2))),
    "cases.show_case": lambda desk, at, to: [_or_none(cases.show_case, desk, kind, at.ids[kind]) for kind in _KINDS],
    "circulation.circulation": lambda desk, at, to: circulation.circulation(desk, at.ids["paper"]),
    "printing.release_print_file": lambda desk, at, to: printing.release_print_file(
        desk, printing.SendToPrinter(at.ids["paper"], 1)
    ),
    "printing.show_print_file": lambda desk, at, to: printing.show_print_file(
        desk, printing.SendToPrinter(at.ids["paper"], 1)
    ),
    "clearance.list_clearances": lambda desk, at, to: clearance.list_clearances(desk),
    "clearance.show_clearance": lambda desk, at, to: clearance.show_clearance(desk, at.ids["clearance"]),
    "clearance_holds.open_matters": lambda desk, at, to: clearance_holds.open_matters(desk, at.ids["clearance"]),
    "clearance_start.clearance_backlog": lambda desk, at, to: clearance_start.clearance_backlog(desk, date(2030, 1, 1)),
    "complainants.see_complainant": lambda desk, at, to: complainants.see_complainant(desk, at.petition),
    "consultation_votes.list_consultations": lambda desk, at, to: consultation_votes.list_consultations(desk),
    "consultation_votes.show_consultation": lambda desk, at, to: (
        consultation_votes.show_consultation(desk, at.petition)
    ),
    "deadlines.list_deadlines": lambda desk, at, to: deadlines.list_deadlines(desk),
    "documents.find_document": lambda desk, at, to: [
        _or_none(documents.find_document, desk, one) for one in _names(at)
    ],
    "documents.seal_register": lambda desk, at, to: documents.seal_register(desk),
    "drafts.drafts_of": lambda desk, at, to: drafts.drafts_of(desk, drafts.DraftsOf("finding", at.ids["allegation"])),
    "figure_sets.sign_figures": lambda desk, at, to: figure_sets.sign_figures(
        desk, figure_sets.SignFigures(date(2026, 3, 1), date(2026, 3, 31), to)
    ),
    "figure_tables.export_figures": lambda desk, at, to: figure_tables.export_figures(
        desk, figure_tables.ExportFigures(EVERYTHING, to)
    ),
    "findings.show_allegation": lambda desk, at, to: findings.show_allegation(desk, at.ids["allegation"]),
    "history.case_history": lambda desk, at, to: [
        _or_none(history.case_history, desk, kind, at.ids[kind]) for kind in (*_KINDS, "allegation", "person")
    ],
    "history.history": lambda desk, at, to: [_or_none(history.history, desk, kind, at.ids[kind]) for kind in _KINDS],
    "issuing.list_documents": lambda desk, at, to: (
        issuing.list_documents(desk), issuing.list_documents(desk, at.words["document"][0])
    ),
    "issuing.preview": lambda desk, at, to: issuing.preview(desk, at.ids["paper"]),
    "issuing.show_document": lambda desk, at, to: issuing.show_document(desk, at.ids["paper"]),
    "officer_view.show_officer": lambda desk, at, to: [officer_view.show_officer(desk, one) for one in _officers(desk)],
    "officers.hand_over_list": lambda desk, at, to: [officers.hand_over_list(desk, one) for one in _officers(desk)],
    "people.list_people": lambda desk, at, to: (people.list_people(desk), people.list_people(desk, ACCUSED.name)),
    "petition_forwarding.list_forwarded": lambda desk, at, to: petition_forwarding.list_forwarded(desk),
    "petition_screening.likely_repeats": lambda desk, at, to: petition_screening.likely_repeats(desk, at.petition),
    "petitions.list_allegations": lambda desk, at, to: (
        petitions.list_allegations(desk), petitions.list_allegations(desk, at.petition)
    ),
    "petitions.list_petitions": lambda desk, at, to: (
        petitions.list_petitions(desk), petitions.list_petitions(desk, ACCUSED.name)
    ),
    "petitions.namesakes": lambda desk, at, to: petitions.namesakes(desk, ACCUSED.name),
    "petitions.show_petition": lambda desk, at, to: petitions.show_petition(desk, at.petition),
    "precedents.list_precedents": lambda desk, at, to: precedents.list_precedents(desk, at.ids["tolerance"]),
    "prefiling.list_prefiled": lambda desk, at, to: prefiling.list_prefiled(desk),
    "receipts.list_receipts": lambda desk, at, to: receipts.list_receipts(desk),
    "recusal.list_recusals": lambda desk, at, to: [(one.id, one.state) for one in recusal.list_recusals(desk)],
    "redeployed.list_redeployments": lambda desk, at, to: redeployed.list_redeployments(desk),
    "redeployed.show_redeployment": lambda desk, at, to: redeployed.show_redeployment(desk, at.petition),
    "sanctions.show_sanction": lambda desk, at, to: sanctions.show_sanction(desk, at.petition),
    "statistics.count_figures": lambda desk, at, to: statistics.count_figures(desk, EVERYTHING).as_json(),
    "statistics.outward_figures": lambda desk, at, to: statistics.outward_figures(desk, EVERYTHING).as_json(),
    "statistics.practice_totals": lambda desk, at, to: statistics.practice_totals(desk),
    "tolerance.list_tolerance": lambda desk, at, to: (
        tolerance.list_tolerance(desk), tolerance.list_tolerance(desk, MATTER)
    ),
    "tolerance.show_tolerance": lambda desk, at, to: tolerance.show_tolerance(desk, at.ids["tolerance"]),
    "tolerance_correction.list_revocation_proposals": lambda desk, at, to: (
        tolerance_correction.list_revocation_proposals(desk)
    ),
    "verifying.verify_paper": lambda desk, at, to: verifying.verify_paper(at.bundle, desk),
    "waiting.how_many": lambda desk, at, to: sum(waiting.how_many(desk).values()) - len(waiting.waiting(desk)),
    "waiting.waiting": lambda desk, at, to: waiting.waiting(desk),
    # steps that read and write nothing
    "archiving.read_register": lambda desk, at, to: [
        _or_none(archiving.read_register, desk, archiving.ReadRegister(series, 2026)) for series in ("circular", "case")
    ],
    "distribution.list_deliveries": lambda desk, at, to: distribution.list_deliveries(
        desk, distribution.ListDeliveries(at.ids["paper"])
    ),
    "distribution.plan_distribution": lambda desk, at, to: distribution.plan_distribution(
        desk, distribution.PlanDistribution(at.ids["paper"])
    ),
    "clearance.open_clearance": lambda desk, at, to: clearance.open_clearance(
        desk, clearance.OpenClearance(at.ids["allegation"])
    ),
    "complainants.find_complainant": lambda desk, at, to: complainants.find_complainant(
        desk, complainants.FindComplainant(COMPLAINANT.phone, "核对是否重复举报")
    ),
    "complainants.open_complainant": lambda desk, at, to: complainants.open_complainant(
        desk, complainants.OpenComplainant(at.petition, "核对")
    ),
    "handover.verify_bundle": lambda desk, at, to: handover.verify_bundle(desk, handover.ImportBundle(at.bundle)).cases,
    "handover.import_bundle": lambda desk, at, to: handover.import_bundle(desk, handover.ImportBundle(at.bundle)).cases,
    "paper_check.check": lambda desk, at, to: [
        paper_check.check(desk, from_text(code), paper_check.CheckPaper(code)) for code in _codes(desk)
    ],
    "paper_check.check_paper": lambda desk, at, to: [
        paper_check.check_paper(desk, paper_check.CheckPaper(code)) for code in _codes(desk)
    ],
    "person_path.person_path": lambda desk, at, to: [
        (mark.id, mark.number)
        for mark in person_path.person_path(desk, person_path.PersonPath(at.ids["person"])).waymarks
    ],
}  # fmt: skip
"""Every door that reads, tried as somebody would who knows what to ask for."""

OF_NO_MATTER = {
    "backups": "copies of the whole vault, encrypted",
    "cards": "public keys of officers",
    "keeping": "the vault itself",
    "office": "officers and their keys",
    "packs": "rules",
    "practice": "invented people",
    "seal_keeping": "the office's seals",
    "seal_handing": "the office's seals",
    "seal_pressing": "the office's seals; the paper is asked for by `allowed`",
    "check_keys": "public keys of officers",
    "printers": "printers and their calibration",
    "recovery": "keys",
    "scenes": "the practice office's own steps",
    "progress": "words of the pack",
    "reading": "the mechanism itself",
    "recused": "the mechanism itself",
    "acting": "asks `allowed` before anything is done",
    "dossier": "says whether an officer may read at all",
}
"""Modules whose doors know nothing of a matter, and why."""
WITHOUT_WORDS = frozenset(
    (
        "paper_check.anchors", "complainants.why_not_open", "drafts.keep_draft",
        "circulation.receipt_due", "circulation.receipt_overdue", "documents.seal_years",
        "figure_sets.verify_figures", "history.verify_ledger",
        "history.ledger_head", "officer_view.list_officers", "officer_view.why_not_add", "officers.register",
        "officers.unfinished_retirements", "petitions.check_content", "petitions.why_not_receive",
        "statistics.remember_told", "tolerance.why_not_open", "tolerance_application.verification_due",
        # a move of a record, checked by `allowed`
        "petition_moves.move", "petition_moves.moved", "redeployment.close", "tolerance_application.moved",
    )
)  # fmt: skip
"""Doors that answer with nothing about a case, or move one."""
_KINDS = ("petition", "clearance", "tolerance")


def _names(at: Matter) -> list[str]:
    return [*at.ids.values(), *(word for words in at.words.values() for word in words)]


def _officers(desk: Desk) -> list[str]:
    return [one.id for one in officers.register(desk) if one.slot != "none"]


def _codes(desk: Desk) -> list[str]:
    with desk.vault.reading() as shelf:
        return [code for (code,) in shelf.rows("document", ("code",)) if code]


def _or_none(read: Callable[..., Any], desk: Desk, *asked: Any) -> Any:
    """What a door says; a refusal is told by its own words, without those that somebody asked with."""
    try:
        return read(desk, *asked)
    except Refused as refused:
        told = f"{refused.message} {refused.rule} {refused.next}"
        for word in (one for one in asked if isinstance(one, str)):
            told = told.replace(word, "")
        return told


def _told(answer: Any) -> str:
    """Everything in an answer as text."""
    if is_dataclass(answer) and not isinstance(answer, type):
        return " ".join(_told(getattr(answer, one.name)) for one in fields(answer))
    if isinstance(answer, Mapping):
        return " ".join(f"{_told(name)} {_told(part)}" for name, part in answer.items())
    if isinstance(answer, list | tuple | set | frozenset):
        return " ".join(map(_told, answer))
    return str(answer)


def _public(module: Path) -> Iterator[str]:
    """The functions of a module that take a desk, and nothing that only another function can hand them."""
    for one in ast.parse(module.read_text("utf-8")).body:
        if isinstance(one, ast.FunctionDef) and not one.name.startswith("_"):
            taken = [ast.unparse(arg.annotation or ast.Constant("")) for arg in (*one.args.posonlyargs, *one.args.args)]
            handed = any(name in part for part in taken for name in ("Shelf", "State", "Act"))
            stepped = any("step(" in ast.unparse(mark) for mark in one.decorator_list)
            if any("Desk" in part for part in taken) and not handed and not stepped:
                yield f"{module.stem}.{one.name}"


def test_no_reader_was_forgotten() -> None:
    doors = {door for module in ROOM.glob("*.py") if module.stem not in OF_NO_MATTER for door in _public(module)}
    assert doors - WITHOUT_WORDS - DOORS.keys() == set(), "a reader that this table does not try"
    steps = {f"{one.function.__module__.rpartition('.')[2]}.{name}" for name, one in all_steps().items()}
    assert DOORS.keys() - steps <= doors, "a row of a reader that is gone"
    assert doors >= WITHOUT_WORDS


WHOLE_VIEWS = {
    "cases.find_case", "documents.find_document", "documents.seal_register",
    "documents.seal_years", "archiving.read_register", "issuing.list_documents",
    "receipts.list_receipts", "paper_check.check", "paper_check.anchors",
    "verifying._anchors", "verifying._in_register", "statistics.count_figures",
    "statistics.outward_figures", "statistics.practice_totals", "petition_import.import_petitions",
    "officers._waits_for", "officers._assigned_anew", "officers.register",
    "assigned.only_assigned", "figure_sets._signer", "seal_keeping.save_authority",
    "printers.list_printers", "backups.remembered", "backups.failure",
}  # fmt: skip
"""Functions that look at all of the vault: registers that keep every line, sums, guards, what is of the house."""


def test_every_other_look_at_the_vault_is_the_officers_own() -> None:
    found = {
        f"{module.stem}.{one.name}"
        for module in ROOM.glob("*.py") if module.stem not in OF_NO_MATTER
        for one in ast.parse(module.read_text("utf-8")).body if isinstance(one, ast.FunctionDef)
        for call in ast.walk(one) if isinstance(call, ast.Attribute) and call.attr == "reading"
    }  # fmt: skip
    assert found <= WHOLE_VIEWS, "read through `reading.looking`, or say here why everything is to be seen"


def test_f18_no_reader_tells_a_recused_officer_of_the_matter(
    recused: tuple[Desk, Matter, frozenset[str]], tmp_path: Path
) -> None:
    desk, at, marks = recused
    leaks = {}
    for place, (name, door) in enumerate(DOORS.items()):
        told = _told(_or_none(door, desk, at, tmp_path / str(place)))
        if said := sorted(mark for mark in marks if mark in told):
            leaks[name] = said
    assert not leaks


def test_the_same_doors_tell_whoever_may_know(known: tuple[Path, Matter], tmp_path: Path) -> None:
    """Or else the table would try nothing."""
    place, at = known
    with sitting(shutil.copytree(place, tmp_path / "office.vault"))("petition_office") as desk:
        desk = replace(desk, officer=replace(desk.officer, roles=tuple(OFFICERS)))
        told = {name: _told(_or_none(door, desk, at, tmp_path / name)) for name, door in DOORS.items()}
    silent = {name for name, said in told.items() if not any(mark in said for mark in at.marks("person"))}
    assert silent <= {
        "accusation.show_accusation", "redeployed.list_redeployments", "redeployed.show_redeployment",
        "sanctions.show_sanction", "consultation_votes.list_consultations", "consultation_votes.show_consultation",
        "prefiling.list_prefiled", "petition_forwarding.list_forwarded", "documents.find_document",
        "tolerance_correction.list_revocation_proposals",
        "petition_screening.likely_repeats", "waiting.how_many",
        "precedents.list_precedents", "cases.count_cases", "case_rules.rules_of",
        "case_rules.compare_case_rules", "documents.seal_register", "figure_sets.sign_figures",
        "figure_tables.export_figures", "statistics.outward_figures", "statistics.practice_totals",
        "circulation.circulation", "printing.release_print_file", "printing.show_print_file",
        "verifying.verify_paper", "paper_check.check_paper", "paper_check.check",
        "archiving.read_register", "deadlines.list_deadlines",
        "distribution.list_deliveries", "distribution.plan_distribution", "clearance_holds.open_matters",
        "issuing.preview", "recusal.list_recusals", "complainants.see_complainant",
    }  # fmt: skip


@pytest.mark.parametrize("recused", ["person"], indirect=True)
def test_f18_no_step_tells_a_recused_officer_of_the_matter(
    recused: tuple[Desk, Matter, frozenset[str]], tmp_path: Path
) -> None:
    """Every step of a case with the matter's ids wherever an order names a record; nothing is moved either."""
    desk, at, marks = recused
    leaks, before = {}, _written(desk, at)
    for name, step in all_steps().items():
        if step.procedure in ("office", "keeping", "pack", "office_seal", "printer", "recusal"):
            continue
        for kind in ("petition", "allegation", "clearance", "tolerance", "paper", "person"):
            order = _filled(step.order, kind, at, tmp_path / f"{name}-{kind}")
            told = _told(_or_none(step.function, desk, order)) if order is not None else ""
            if said := sorted(mark for mark in marks - {at.ids[kind]} if mark in told):
                leaks[f"{name} {kind}"] = said
    assert not leaks
    assert _written(desk, at) == before


def _written(desk: Desk, at: Matter) -> int:
    """Entries about the matter other than notes."""
    mine = set(at.ids.values())
    with desk.vault.reading() as shelf:
        return sum(one.entity.hex() in mine and one.kind != "note" for one in shelf.entries())


def _filled(order: type, kind: str, at: Matter, to: Path) -> Any:
    """An order of that type whose words are the record's id."""
    with suppress(TypeError, KeyError):
        hints = get_type_hints(order)
        return order(**{one.name: _value(hints[one.name], one.name, kind, at, to) for one in fields(order)})
    return None


def _value(hint: Any, name: str, kind: str, at: Matter, to: Path) -> Any:
    plain = {int: 1, bool: True, date: date(2026, 3, 2), Path: to}
    if hint is str:
        return (kind if kind != "paper" else "document") if name in ("kind", "record_kind") else at.ids[kind]
    if hint in plain:
        return plain[hint]
    if get_origin(hint) is tuple:
        return tuple(_value(part, name, kind, at, to) for part in get_args(hint) if part is not ...)
    if is_dataclass(hint):
        return _filled(hint, kind, at, to)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    return None
