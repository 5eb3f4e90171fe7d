"""A case stays with the rules it began under; moving it names every answer that is to be looked at again."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from lucheng_desktop.places import resource
from lucheng_desktop.procedures import case_rules, tolerance
from lucheng_desktop.procedures.case_rules import UpgradeCaseRules, compare_case_rules, upgrade_case_rules
from lucheng_desktop.refusal import Refused
from tests.office import At, registered
from tests.procedures.test_packs import pack, settled
from tests.procedures.test_tolerance import REPORT, answer

TOUCHED = tuple(f"findings.objective_conditions.{part}" for part in ("evidence", "finding", "reason"))


def reworded(place: Path) -> Path:
    """The office's pack with the fifth criterion in its own words."""
    text = resource("rules", "lucheng-2019", "criteria.toml").read_text("utf-8")
    fifth = next(part for part in text.split("[[criteria]]") if 'code = "B5"' in part)
    asks = tomllib.loads(fifth)["asks"]
    own = fifth.replace(asks, "失误是否由本人不能控制的条件造成").replace("2019-06-14", "2026-01-01")
    (place / "criteria.toml").write_text(f"[[criteria]]{own}", "utf-8")
    return place


def opened(at: At) -> str:
    with at("petition_office") as desk:
        subject = registered(desk).accused
    with at("handling_dept") as desk:
        order = tolerance.OpenTolerance(subject, "旧村改造签约中个案面积认定偏差", date(2026, 3, 3), REPORT)
        case = tolerance.open_tolerance(desk, order).case
    with at("deputy_in_charge") as desk:
        tolerance.confirm_verification(desk, tolerance.ConfirmVerification(case))
    return case


def test_an_open_case_keeps_its_rules_until_it_is_moved_and_its_answers_are_given_again(at: At, tmp_path: Path) -> None:
    case = opened(at)
    with at("handling_dept") as desk:
        for path, value in zip(TOUCHED, ((), "neutral", "当时没有政策依据，多方请示未果，条件确不具备。"), strict=True):
            answer(desk, case, path, value)
        with pytest.raises(Refused, match="E-PACK"):
            upgrade_case_rules(desk, UpgradeCaseRules(case))
    settled(at, reworded(pack(tmp_path)))
    with at("handling_dept") as desk:
        assert (desk.rules.pack.id, case_rules.rules_of(desk, case).pack.id) == ("office-own", "lucheng-2020")
        assert tolerance.show_tolerance(desk, case).opinion.pack.id == "lucheng-2020"
        compared = compare_case_rules(desk, case)
        assert compared.reconfirm == TOUCHED and "criteria.B5" in {change.path for change in compared.changes}
        assert upgrade_case_rules(desk, UpgradeCaseRules(case)).reconfirm == TOUCHED
        assert tolerance.show_tolerance(desk, case).opinion.pack.id == "office-own"
        with desk.vault.reading() as shelf, pytest.raises(Refused) as refused:
            case_rules.all_given_again(desk, shelf.record("tolerance", case))
        assert refused.value.key == "E-PACK/reconfirm"
        for path in TOUCHED:
            answer(desk, case, path, tolerance.show_tolerance(desk, case).fields[path])
        with desk.vault.reading() as shelf:
            case_rules.all_given_again(desk, shelf.record("tolerance", case))
    settled(at, pack(tmp_path, version="2", days=4))
    with at("handling_dept") as desk:
        assert case_rules.edition(desk.rules) == "office-own 2"
        assert case_rules.edition(case_rules.rules_of(desk, case)) == "office-own 1"
