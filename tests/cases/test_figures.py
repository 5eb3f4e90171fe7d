"""Each of the twenty indicators against the plainest counting of its definition, whatever the rows and their order."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.cases import clearance_figures, petition_figures, redeployment_figures, tolerance_figures
from lucheng_desktop.cases.calendar import is_working_day
from lucheng_desktop.cases.clearance_figures import Accused, Candidate, Cleared, Concluded
from lucheng_desktop.cases.petition_figures import Clue, Handled, Received, Sanctioned
from lucheng_desktop.cases.redeployment_figures import Trained
from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.cases.statistics import Indicator, Period, Rate
from lucheng_desktop.cases.tolerance_figures import Asked

RULES = load()
YEAR = Period("2026-01-01", "2026-12-31")
DAYS = st.none() | st.dates(date(2025, 11, 1), date(2027, 2, 1)).map(date.isoformat)
IDS = st.integers(0, 10**6).map(str)
FEW = st.sampled_from("甲乙丙丁")


def _words(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(list(RULES.words(name)))


RECEIVED = st.builds(
    Received, IDS, st.sampled_from(["received", "registered", "direct_forwarded", "withdrawn"]), DAYS,
    _words("jurisdictions"), st.none() | _words("channels"), st.none() | _words("categories"),
    st.none() | _words("namings"), DAYS, st.none() | st.just("") | IDS,
)  # fmt: skip
CLUES = st.builds(Clue, FEW, st.sampled_from(["hold", "close", "talk_inquiry"]), DAYS, DAYS, DAYS)
HANDLED = st.builds(Handled, IDS, st.sampled_from(["first", "second", "third", "fourth"]), DAYS)
SANCTIONED = st.builds(Sanctioned, IDS, FEW, DAYS)
CONCLUDED = st.builds(Concluded, FEW, IDS, _words("findings"), DAYS)
CANDIDATES = st.builds(Candidate, IDS, DAYS, DAYS)
CLEARED = st.builds(
    Cleared, IDS, FEW, st.sampled_from(["", "section_level", "party_members"]), DAYS, DAYS,
    st.lists(_words("forms"), max_size=3, unique=True).map(tuple), _words("scopes"),
)  # fmt: skip
ACCUSED = st.builds(
    Accused, IDS, FEW, DAYS, DAYS, st.sampled_from([None, "municipal", "district"]), st.sampled_from([None, "", "温纪"])
)
ASKED = st.builds(Asked, IDS, FEW, DAYS, DAYS, DAYS, st.none() | _words("outcomes"), DAYS, DAYS)
TRAINED = st.builds(Trained, IDS, FEW, DAYS, DAYS, st.none() | st.integers(0, 4), _words("final_grades"), DAYS, DAYS)


def _own(rows: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(rows, max_size=12, unique_by=lambda row: row[0])


ROWS = st.fixed_dictionaries(
    {
        "received": _own(RECEIVED), "clues": st.lists(CLUES, max_size=8), "handled": _own(HANDLED),
        "sanctions": _own(SANCTIONED), "concluded": st.lists(CONCLUDED, max_size=12, unique_by=lambda row: row[1]),
        "candidates": _own(CANDIDATES), "cleared": _own(CLEARED), "accused": _own(ACCUSED), "asked": _own(ASKED),
        "trained": _own(TRAINED),
    }
)  # fmt: skip


def _counted(rows: dict[str, list[Any]]) -> dict[str, Indicator]:
    found = (
        *petition_figures.of_petitions(
            RULES, rows["received"], rows["clues"], rows["handled"], rows["sanctions"], YEAR
        ),
        *clearance_figures.of_clearances(
            RULES, rows["concluded"], rows["candidates"], rows["cleared"], rows["accused"], YEAR
        ),
        *tolerance_figures.of_tolerance(RULES, rows["asked"], YEAR),
        *redeployment_figures.of_redeployment(RULES, rows["trained"], YEAR),
    )
    return {indicator.code: indicator for indicator in found}


def _in(day: str | None) -> bool:
    return bool(day) and str(day).startswith("2026")


def _by_the_end(day: str | None) -> bool:
    return bool(day) and str(day) < "2027"


def _expected(rows: dict[str, list[Any]]) -> dict[str, Any]:
    """Value of each, written down from the definitions as directly as can be."""
    received = [row for row in rows["received"] if _in(row.received_on) and row.state != "received"]
    accused = [row for row in received if row.category == "accusation" and not row.repeat_of]
    named = [row for row in accused if row.naming != "signed_unverified" or row.verified_on]
    verified = [row for row in named if row.verified_on and row.naming != "anonymous"]
    disposed = {row.petition for row in rows["clues"] if _in(row.approved_on)}
    due = {row.petition for row in rows["clues"] if _in(row.due)}
    timely = {row.petition for row in rows["clues"] if _in(row.due) and row.approved_on and row.approved_on <= row.due}
    false = {"unsubstantiated", "seriously_untrue", "fact_but_no_violation"}
    concluded = [row for row in rows["concluded"] if row.approved_on]
    all_false = {
        one for one in {row.petition for row in concluded}
        if all(row.finding in false for row in concluded if row.petition == one)
        and _in(max(row.approved_on for row in concluded if row.petition == one))
    }  # fmt: skip
    waiting = [row for row in rows["candidates"] if _by_the_end(row.opened_on) and not _by_the_end(row.decided_on)]
    held = [row for row in rows["cleared"] if _in(row.on)]
    last_group = {row.subject: row.group for row in sorted(held, key=lambda row: (row.on, row.group))}
    known = {
        row.petition for row in rows["accused"]
        if _in(row.determined_on) and row.reference and row.determined_by == "municipal"
    }  # fmt: skip
    decided = [row for row in rows["asked"] if _in(row.approved_on) and row.outcome not in (None, "withdrawn")]
    mend = [row for row in rows["asked"] if _in(row.rectify_due)]
    open_ = [row for row in rows["trained"] if _by_the_end(row.start_on) and not _by_the_end(row.ended_on)]
    return {
        "I01": len(received), "I02": len(accused), "I03": Rate(len(verified), len(named)).percent,
        "I04": len(disposed), "I05": len(disposed), "I06": Rate(len(timely), len(due)).percent,
        "I07": len({row.petition for row in rows["clues"] if _in(row.filed_on)}),
        "I08": sum(_in(row.decided_on) for row in rows["handled"]), "I09": len(all_false),
        "I10": sum(row.finding in false and _in(row.approved_on) for row in concluded), "I11": len(waiting),
        "I12": sum(bool(group) for group in last_group.values()), "I13": sum(len(row.forms) for row in held),
        "I14": Rate(sum(bool(row.due) and row.on <= row.due for row in held), len(held)).percent, "I15": len(known),
        "I16": sum(_in(row.submitted_on) for row in rows["asked"]),
        "I17": Rate(sum(row.outcome != "not_tolerated" for row in decided), len(decided)).percent,
        "I18": Rate(sum(_by_the_end(row.rectified_on) for row in mend), len(mend)).percent,
        "I19": len({row.person for row in open_}),
        "I20": len({row.person for row in rows["trained"] if _in(row.reappointed_on)}),
    }  # fmt: skip


@given(ROWS)
def test_every_figure_is_what_its_definition_says(rows: dict[str, list[Any]]) -> None:
    counted = _counted(rows)
    assert {code: one.value for code, one in counted.items()} == _expected(rows)
    assert [one.code for one in RULES.indicators] == list(counted)
    assert {one.code: one.unit for one in RULES.indicators} == {code: one.unit for code, one in counted.items()}


@given(ROWS, st.randoms(use_true_random=False))
def test_no_figure_depends_on_the_order_of_the_rows(rows: dict[str, list[Any]], random: Any) -> None:
    shuffled = {name: random.sample(found, len(found)) for name, found in rows.items()}
    assert _counted(shuffled) == _counted(rows)


@given(ROWS)
def test_splits_add_up_and_ids_are_as_many_as_the_figure_says(rows: dict[str, list[Any]]) -> None:
    counted = _counted(rows)
    for code in ("I01", "I05", "I08", "I10", "I11", "I12", "I13"):
        assert sum(counted[code].by.values()) == counted[code].value  # type: ignore[arg-type]
    assert sum(counted["I03"].by.values()) == counted["I02"].value  # type: ignore[arg-type]
    assert sum(counted["I16"].by.values()) == counted["I16"].parts["determined"].value  # type: ignore[arg-type]
    assert counted["I05"].value == counted["I04"].value
    for one in counted.values():
        if one.unit == "%":
            assert one.rate == Rate(len(one.reached), len(one.of)) and set(one.reached) <= set(one.of)
        else:
            assert len(one.of) == one.value
        assert one.by == {} or one.by_unit
    people = {(row.person, row.decided_on) for row in rows["sanctions"] if _in(row.decided_on)}
    assert counted["I07"].parts["sanctioned"].value == len(people)


def test_the_last_disposal_of_the_period_counts() -> None:
    rows = [
        Clue("甲", "hold", None, "2026-02-01", None),
        Clue("甲", "close", None, "2026-08-01", None),
        Clue("甲", "talk_inquiry", None, "2027-01-05", None),
    ]
    assert petition_figures.disposals(RULES, rows, YEAR).by == {"close": 1}
    assert petition_figures.clues_disposed(RULES, rows, YEAR).value == 1


@given(st.dates(date(2026, 9, 1), date(2026, 12, 31)))
def test_the_backlog_is_aged_by_working_days_first(opened: date) -> None:
    counted = clearance_figures.backlog(RULES, [Candidate("1", opened.isoformat(), None)], YEAR)
    days = (date(2026, 12, 31) - opened).days
    working = sum(is_working_day(opened + timedelta(step)) for step in range(1, days + 1))
    age = clearance_figures.AGES[0 if working <= 5 else 1 if days <= 30 else 2]
    assert counted.by == {age: 1}


def test_shares_of_the_four_forms_are_of_their_sum() -> None:
    rows = [Handled(str(number), form, "2026-05-01") for number, form in enumerate(["first"] * 3 + ["second"])]
    counted = petition_figures.four_forms(RULES, rows, YEAR)
    assert (counted.by, counted.shares) == ({"first": 3, "second": 1}, {"first": "75.00", "second": "25.00"})
