"""Each of the twenty indicators against the plainest counting of its definition, whatever the rows and their order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from lucheng_desktop.cases.calendar import Due, is_working_day
from lucheng_desktop.cases.clearance_figures import AGES
from lucheng_desktop.cases.deadlines import Span, put_off
from lucheng_desktop.cases.questions import Books
from lucheng_desktop.cases.redeployment_figures import metric
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.cases.statistics import ALWAYS, Indicator, Part, Period, Rate
from lucheng_desktop.procedures.statistics import DEFINED
from tests.vault.rows import Rows, laid_out, shelves

RULES = load()
YEAR = Period("2026-01-01", "2026-12-31")
PERIODS = st.sampled_from([YEAR, Period("2026-06-05", "2026-06-05"), Period("2024-02-29", "2024-02-29"), ALWAYS])
DAYS = (None, "2024-02-28", "2024-02-29", "2025-12-31", "2026-01-01", "2026-06-05", "2026-12-31", "2027-01-01")
FEW = "甲乙丙丁"
FALSE = {"unsubstantiated", "seriously_untrue", "fact_but_no_violation"}
SPANS = (("2026-05-01", "2026-07-01"), ("2026-06-01", None), ("2025-12-01", "2026-02-01"), ("2024-02-01", "2024-02-29"))
Row = dict[str, Any]


def _words(name: str) -> list[str]:
    return list(RULES.words(name))


COLUMNS: Mapping[str, Mapping[str, Sequence[Any]]] = {
    "petition": {
        "state": ("received", "registered", "direct_forwarded", "withdrawn"), "received_on": DAYS,
        "jurisdiction": _words("jurisdictions"), "channel": (None, *_words("channels")),
        "category": (None, "accusation", "accusation", "suggestion"), "naming": (None, *_words("namings")),
        "real_name_verified_on": DAYS, "repeat_of": (None, None, "", "1"), "assigned_on": ("2025-12-01",),
        "disposal_due": DAYS, "disposal_approved_on": DAYS,
    },
    "disposal_approval": {
        "petition": FEW, "assigned_on": ("2025-12-01",), "due": DAYS, "approved_on": DAYS,
        "disposal": ("hold", "close", "talk_inquiry"),
    },
    "case_filing": {"petition": FEW, "filed_on": DAYS},
    "handling": {"form": ("first", "second", "third", "fourth"), "decided_on": DAYS},
    "sanction": {"person": FEW, "decided_on": DAYS, "state": ("confirmed", "recorded", "restored")},
    "allegation": {
        "petition": FEW, "finding": _words("findings"), "approved_on": DAYS,
        "state": ("finding_approved", "finding_approved", "open"),
    },
    "clearance": {
        "allegation": [f"allegation{at}" for at in range(9)], "subject": FEW, "decided_on": DAYS,
        "implemented_on": DAYS, "implement_due": DAYS, "forms": ("", "written", "circular written", "media meeting"),
        "scope": _words("scopes"), "state": ("implemented", "implemented", "withdrawn"),
    },
    "false_accusation": {
        "petition": FEW, "requested_on": DAYS, "determined_on": DAYS,
        "determined_by": (None, "municipal", "provincial", "district"),
        "reference": (None, "", "温纪"), "persons": (None, 1, 3),
    },
    "tolerance": {
        "subject": FEW, "submitted_on": DAYS, "accepted_on": DAYS, "approved_on": DAYS,
        "outcome": (None, *_words("outcomes")), "rectify_from": ("2025-12-01", None), "rectify_due": DAYS,
        "rectified_on": DAYS,
    },
    "redeployment": {
        "person": FEW, "start_on": DAYS, "ended_on": DAYS, "visits": (None, 0, 1, 4),
        "final_grade": _words("final_grades"), "assessed_on": DAYS, "reappointed_on": DAYS,
    },
}  # fmt: skip


def _invented(seed: int) -> dict[str, list[Row]]:
    """Up to nine rows a kind, an eighth of them void; of four persons two are known."""
    dice = Random(seed)
    rows = {kind: [_row(dice, kind, at) for at in range(dice.randrange(10))] for kind in COLUMNS}
    rows["clearance"] = [row for row in rows["clearance"] if int(row["allegation"][-1]) < len(rows["allegation"])]
    rows["person"] = [{"id": who, "rank": rank} for who, rank in zip("甲乙", ("section", "staff"), strict=True)]
    subjects = [*(("petition", who) for who in (*FEW, "petition0")), *(("tolerance", f"tolerance{at}") for at in "012")]
    rows["suspension"] = [
        {"id": str(at)} | dict(zip(("subject_kind", "subject"), dice.choice(subjects), strict=True))
        | dict(zip(("since", "until"), dice.choice(SPANS), strict=True))
        | {"state": dice.choice(("approved", "ended", "asked"))}
        for at in range(dice.randrange(4))
    ]
    return rows


def _row(dice: Random, kind: str, at: int) -> Row:
    told = {name: dice.choice(values) for name, values in COLUMNS[kind].items()}
    return {"id": f"{kind}{at}", "voided": int(dice.random() < 1 / 8), "created": dice.randrange(3)} | told


ROWS = st.integers(0, 2**32).map(_invented)


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    with shelves().connect() as made:
        yield made


def _counted(books: Books) -> dict[str, Indicator]:
    return {one.code: one for one in (define(RULES, books) for define in DEFINED)}


def _expected(rows: Mapping[str, list[Row]], period: Period) -> dict[str, Any]:
    """Value of each, written down from the definitions as directly as can be."""

    def of(kind: str, *needs: Callable[[Row], Any]) -> list[Row]:
        return [row for row in rows[kind] if not row.get("voided") and all(need(row) for need in needs)]

    def inside(day: str) -> Callable[[Row], bool]:
        return lambda row: row[day] is not None and period.first <= row[day] <= period.last

    def come(day: str | None) -> bool:
        return day is not None and day <= period.last

    received = of("petition", inside("received_on"), lambda row: row["state"] != "received")
    accused = [row for row in received if row["category"] == "accusation" and not row["repeat_of"]]
    named = [row for row in accused if row["naming"] != "signed_unverified" or row["real_name_verified_on"]]
    verified = [row for row in named if row["real_name_verified_on"] and row["naming"] != "anonymous"]
    due, timely = _due(of, period)
    concluded = of("allegation", lambda row: row["state"] == "finding_approved" and row["approved_on"])
    all_false = {
        one for one in {row["petition"] for row in concluded}
        if all(row["finding"] in FALSE for row in concluded if row["petition"] == one)
        and period.holds(max(row["approved_on"] for row in concluded if row["petition"] == one))
    }  # fmt: skip
    opened = {row["id"]: row["approved_on"] for row in rows["allegation"]}
    waiting = of("clearance", lambda row: come(opened[row["allegation"]]) and not come(row["decided_on"]))
    held = of("clearance", inside("implemented_on"), lambda row: row["state"] != "withdrawn")
    persons = {row["id"]: row["rank"] for row in rows["person"]}
    above = ("municipal", "provincial")
    known = of("false_accusation", inside("determined_on"), lambda row: row["determined_by"] in above)
    decided = of("tolerance", inside("approved_on"), lambda row: row["outcome"] not in (None, "withdrawn"))
    mend = _to_mend(of, period)
    open_ = of("redeployment", lambda row: come(row["start_on"]) and not come(row["ended_on"]))
    disposed = {row["petition"] for row in of("disposal_approval", inside("approved_on"))}
    return {
        "I01": len(received), "I02": len(accused), "I03": Rate(len(verified), len(named)).percent,
        "I04": len(disposed), "I05": len(disposed), "I06": Rate(timely, due).percent,
        "I07": len({row["petition"] for row in of("case_filing", inside("filed_on"))}),
        "I08": len(of("handling", inside("decided_on"))), "I09": len(all_false),
        "I10": sum(row["finding"] in FALSE and period.holds(row["approved_on"]) for row in concluded),
        "I11": len(waiting), "I12": len({row["subject"] for row in held} & persons.keys()),
        "I13": sum(len(row["forms"].split()) for row in held),
        "I14": Rate(sum(come_by(row["implemented_on"], row["implement_due"]) for row in held), len(held)).percent,
        "I15": len({row["petition"] for row in known if row["reference"]}),
        "I16": len(of("tolerance", inside("submitted_on"))),
        "I17": Rate(sum(row["outcome"] != "not_tolerated" for row in decided), len(decided)).percent,
        "I18": Rate(sum(come(row["rectified_on"]) for row in mend), len(mend)).percent,
        "I19": len({row["person"] for row in open_}),
        "I20": len({row["person"] for row in of("redeployment", inside("reappointed_on"))}),
    }  # fmt: skip


def come_by(day: str | None, due: str | None) -> bool:
    return bool(day and due and day <= due)


def _due(of: Callable[..., list[Row]], period: Period) -> tuple[int, int]:
    """Limits that end in the period, with what approved suspensions add, and those of them that were met."""
    asked = of("suspension", lambda row: row["state"] in ("approved", "ended"))
    open_ = of("petition", lambda row: row["disposal_due"] and not row["disposal_approved_on"])
    terms = [(row["petition"], row["due"], row["approved_on"]) for row in of("disposal_approval") if row["due"]]
    terms += [(row["id"], row["disposal_due"], None) for row in open_]
    last = [(_later(due, [one for one in asked if one["subject"] == who]), on) for who, due, on in terms]
    found = [(due, on) for due, on in last if period.holds(due)]
    return len(found), sum(come_by(on, due) for due, on in found)


def _to_mend(of: Callable[..., list[Row]], period: Period) -> list[Row]:
    """Corrections that are due in the period, by the day to which approved suspensions put them off."""
    asked = of("suspension", lambda row: row["state"] in ("approved", "ended"))
    due = of("tolerance", lambda row: row["rectify_due"])
    mine = [(row, [one for one in asked if one["subject"] == row["id"]]) for row in due]
    return [row for row, spans in mine if period.holds(_later(row["rectify_due"], spans, row["rectify_from"]))]


def _later(due: str, spans: list[Row], start: str | None = "2025-12-01") -> str | None:
    """None while a suspension that has no end yet lasts."""
    ended = [one for one in spans if one["until"]]
    dated = [Span(date.fromisoformat(one["since"]), date.fromisoformat(one["until"])) for one in ended]
    since = date.fromisoformat(start) if start else None
    last = put_off(Due(date.fromisoformat(due)), since, dated).on.isoformat()
    return None if any(one["since"] <= last for one in spans if not one["until"]) else last


@given(rows=ROWS, period=PERIODS)
def test_every_figure_is_what_its_definition_says(
    connection: Connection, rows: dict[str, list[Row]], period: Period
) -> None:
    counted = _counted(laid_out(connection, rows, period, drill=False))
    assert {code: one.value for code, one in counted.items()} == _expected(rows, period)
    assert [one.code for one in RULES.indicators] == list(counted)
    assert {one.code: one.unit for one in RULES.indicators} == {code: one.unit for code, one in counted.items()}
    assert not any(one.of or one.reached or any(part.of for part in one.parts.values()) for one in counted.values())


def _bare(one: Indicator) -> Indicator:
    parts = {name: Part(part.value, part.unit) for name, part in one.parts.items()}
    return replace(one, of=(), reached=(), parts=parts)


@given(rows=ROWS, period=PERIODS)
def test_ids_are_as_many_as_the_figure_says_and_splits_add_up(
    connection: Connection, rows: Rows, period: Period
) -> None:
    bare = _counted(laid_out(connection, rows, period, drill=False))
    counted = _counted(laid_out(connection, rows, period))
    turned = {kind: found[::-1] for kind, found in rows.items()}
    assert _counted(laid_out(connection, turned, period)) == counted, "no figure depends on the order of the rows"
    for code, one in counted.items():
        assert _bare(one) == bare[code]
        if one.unit == "%":
            assert one.rate == Rate(len(one.reached), len(one.of)) and set(one.reached) <= set(one.of)
        else:
            assert len(one.of) == one.value
        assert one.by == {} or one.by_unit
        assert all(part.value == len(part.of) for name, part in one.parts.items() if name not in ("visits", "persons"))
    for code in ("I01", "I05", "I08", "I10", "I11", "I12", "I13"):
        assert sum(counted[code].by.values()) == counted[code].value  # type: ignore[arg-type]
    assert sum(counted["I03"].by.values()) == counted["I02"].value  # type: ignore[arg-type]
    assert counted["I03"].by_unit == counted["I02"].unit != counted["I03"].unit
    assert sum(counted["I16"].by.values()) == counted["I16"].parts["determined"].value  # type: ignore[arg-type]
    assert counted["I05"].value == counted["I04"].value


def _approval(id_: str, disposal: str, on: str, due: str | None = None) -> Row:
    return {"id": id_, "petition": "甲", "disposal": disposal, "approved_on": on, "due": due}


def test_the_last_disposal_of_the_period_counts_and_an_earlier_year_keeps_its_own(connection: Connection) -> None:
    rows = {
        "disposal_approval": [
            _approval("1", "hold", "2025-02-01", "2025-02-03"),
            _approval("2", "preliminary_verification", "2026-02-01", "2026-01-31"),
            _approval("3", "close", "2026-08-01", "2026-08-01"),
            _approval("4", "talk_inquiry", "2027-01-05"),
        ]
    }
    this = _counted(laid_out(connection, rows, YEAR))
    assert (this["I05"].by, this["I04"].value, this["I04"].of) == ({"close": 1}, 1, ("甲",))
    assert this["I06"].rate == Rate(1, 2)
    before = _counted(laid_out(connection, rows, Period("2025-01-01", "2025-12-31")))
    assert (before["I05"].by, before["I06"].rate) == ({"hold": 1}, Rate(1, 1))


def test_an_approved_suspension_puts_the_day_off_and_one_that_was_only_asked_does_not(connection: Connection) -> None:
    rows = {
        "disposal_approval": [_approval("1", "close", "2026-01-14", "2026-01-09") | {"assigned_on": "2025-12-09"}],
        "suspension": [
            {"id": "1", "subject_kind": "petition", "subject": "甲", "since": "2026-01-05", "until": "2026-01-07"}
        ],
    }
    for state, rate in (("approved", Rate(1, 1)), ("asked", Rate(0, 1))):
        rows["suspension"][0]["state"] = state
        assert _counted(laid_out(connection, rows, YEAR))["I06"].rate == rate


@pytest.mark.parametrize(
    ("state", "until", "march", "april"),
    [
        ("asked", "2026-03-27", Rate(0, 1), Rate(0, 0)),
        ("approved", "2026-03-27", Rate(0, 0), Rate(1, 1)),
        ("ended", "2026-03-27", Rate(0, 0), Rate(1, 1)),
        ("approved", None, Rate(0, 0), Rate(0, 0)),
        ("refused", None, Rate(0, 1), Rate(0, 0)),
    ],
)
def test_i18_a_suspended_correction_is_due_when_its_days_have_run(
    connection: Connection, state: str, until: str | None, march: Rate, april: Rate
) -> None:
    """Ten working days from 16 March on do not count, so that what was due on 31 March is due on 15 April."""
    day = {"rectify_from": "2026-03-02", "rectify_due": "2026-03-31", "rectified_on": "2026-04-15"}
    span = {"subject_kind": "tolerance", "subject": "甲", "since": "2026-03-16", "until": until, "state": state}
    rows = {"tolerance": [{"id": "甲"} | day], "suspension": [{"id": "1"} | span]}
    for first, last, rate in (("2026-03-01", "2026-03-31", march), ("2026-04-01", "2026-04-30", april)):
        counted = _counted(laid_out(connection, rows, Period(first, last)))["I18"]
        assert (counted.rate, len(counted.of), len(counted.reached)) == (rate, rate.denominator, rate.numerator)


@pytest.mark.parametrize("days", [*range(12), 29, 30, 31, 90])
def test_the_backlog_is_aged_by_working_days_first(connection: Connection, days: int) -> None:
    opened = date(2026, 12, 31) - timedelta(days)
    rows = {
        "allegation": [{"id": "1", "approved_on": opened.isoformat()}], "clearance": [{"id": "2", "allegation": "1"}]
    }  # fmt: skip
    working = sum(is_working_day(opened + timedelta(step)) for step in range(1, days + 1))
    age = AGES[0 if working <= 5 else 1 if days <= 30 else 2]
    assert _counted(laid_out(connection, rows, YEAR))["I11"].by == {age: 1}


def test_persons_are_as_many_as_the_determining_papers_name(connection: Connection) -> None:
    told = {"determined_on": "2026-05-01", "determined_by": "municipal"}
    rows = {
        "false_accusation": [
            {"id": str(at), "petition": of, "reference": paper, "persons": persons} | told
            for at, (of, paper, persons) in enumerate(
                (("甲", "温纪一", 2), ("甲", "温纪一", 2), ("乙", "温纪二", 3), ("丙", "温纪三", None))
            )
        ]
    }
    counted = _counted(laid_out(connection, rows, YEAR))["I15"]
    parts = {name: (part.value, part.unit) for name, part in counted.parts.items()}
    assert (counted.value, counted.unit) == (3, "件")
    assert parts == {"persons": (5, "人"), "requested": (0, "件"), "persons_untold": (1, "件")}


def test_shares_of_the_four_forms_are_of_their_sum(connection: Connection) -> None:
    forms = ["first"] * 3 + ["second"]
    rows = {"handling": [{"id": str(at), "form": one, "decided_on": "2026-05-01"} for at, one in enumerate(forms)]}
    counted = _counted(laid_out(connection, rows, YEAR))["I08"]
    assert (counted.by, counted.shares) == ({"first": 3, "second": 1}, {"first": "75.00", "second": "25.00"})


FINDINGS = [finding.code for finding in RULES.terms.findings]
DAY = "2026-03-05"


def _concluded(*told: tuple[str, str, str | None]) -> Rows:
    def state(on: str | None) -> str:
        return "finding_approved" if on else "open"

    return {
        "allegation": [
            {"id": str(at), "petition": of, "finding": finding, "approved_on": on, "state": state(on)}
            for at, (of, finding, on) in enumerate(told)
        ]
    }


def test_a_petition_is_false_when_all_that_was_concluded_is_false(connection: Connection) -> None:
    rows = _concluded(
        *(("全部失实", "unsubstantiated", DAY), ("全部失实", "fact_but_no_violation", DAY)),
        *(("部分属实", "unsubstantiated", DAY), ("部分属实", "partly_substantiated", DAY)),
        *(("不能排除", "seriously_untrue", DAY), ("不能排除", "not_excluded", DAY), ("尚无结论", "", None)),
        *(("一项未结", "unsubstantiated", DAY), ("一项未结", "", None)),
        *(("明年才结", "unsubstantiated", DAY), ("明年才结", "unsubstantiated", "2027-01-01")),
    )
    counted = _counted(laid_out(connection, rows, YEAR))["I09"]
    assert (counted.value, counted.unit, counted.of) == (2, "件", ("一项未结", "全部失实"))


def test_false_allegations_are_split_by_finding(connection: Connection) -> None:
    counted = _counted(laid_out(connection, _concluded(*(("p", one, DAY) for one in FINDINGS)), YEAR))["I10"]
    assert counted.by == {"fact_but_no_violation": 1, "seriously_untrue": 1, "unsubstantiated": 1}
    assert (counted.value, counted.unit) == (3, "个")


def test_a_person_cleared_twice_is_one_person_and_an_organization_is_none(connection: Connection) -> None:
    cleared = [("甲", DAY), ("甲", "2026-05-01"), ("乙", DAY), ("党支部", DAY), ("丙", "2025-05-01")]
    rows = {
        "person": [{"id": who, "rank": rank} for who, rank in (("甲", "section"), ("乙", "staff"), ("丙", "staff"))],
        "clearance": [{"id": str(at), "subject": who, "implemented_on": on} for at, (who, on) in enumerate(cleared)],
    }
    counted = _counted(laid_out(connection, rows, YEAR))["I12"]
    assert (counted.value, counted.unit, counted.of) == (2, "人", ("乙", "甲"))
    assert counted.by == {"section_level": 1, "party_members": 1}
    beside = counted.parts["organizations"]
    assert (beside.value, beside.unit, beside.of) == (1, "个", ("党支部",))


def _trained(person: str, grade: str | None, assessed: str | None, again: str | None) -> Row:
    days = {"assessed_on": assessed, "reappointed_on": again}
    return {"id": f"培养{person}", "person": person, "final_grade": grade, **days}


def test_reappointment_counts_people_and_its_rate_counts_assessments(connection: Connection) -> None:
    rows = {
        "redeployment": [
            _trained("甲", "excellent", DAY, DAY),
            _trained("乙", "fair", DAY, None),
            _trained("丙", "poor", DAY, None),
            _trained("丁", "excellent", "2025-05-01", DAY),
            _trained("戊", None, None, None),
        ]
    }
    counted = _counted(laid_out(connection, rows, YEAR))["I20"]
    assert (counted.value, counted.of) == (2, ("丁", "甲"))
    assert (counted.rate, counted.reached) == (Rate(2, 3), ("培养乙", "培养甲"))


def test_a_metric_of_several_people_adds_up_both_parts(connection: Connection) -> None:
    told = [("signing_rate", 3000, 3020), ("signing_rate", 134, 144), ("signing_rate", 1, None), ("visits", 1, 9)]
    rows = {
        "redeployment": [
            {"id": str(at), "metric": name, "metric_numerator": part, "metric_denominator": whole, "metric_on": DAY}
            for at, (name, part, whole) in enumerate(told)
        ]
    }
    assert metric(laid_out(connection, rows, ALWAYS), "signing_rate") == Rate(3134, 3164)
    assert metric(laid_out(connection, rows, Period("2025-01-01", "2025-12-31")), "signing_rate") is None
