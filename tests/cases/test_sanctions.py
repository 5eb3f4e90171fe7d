"""Effect periods: the reference vectors, every column of the matrix, what adds up, and what never makes it easier."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.cases.rulebook import load
from lucheng_desktop.cases.sanctions import (
    COLUMNS,
    Column,
    Eligibility,
    Imposed,
    Reappointment,
    read_reappointment,
    reappoint,
)
from lucheng_desktop.refusal import Refused

RULES = load()
CODES = sorted({sanction.code for sanction in RULES.sanctions})
FAR = date(2040, 1, 1)
OPEN = {"open_case": False, "post_expiry_affects_use": False}


def ask(*sanctions: Imposed, target: Column = "higher", on: date = FAR, **flags: bool) -> Eligibility:
    return reappoint(RULES, Reappointment(sanctions, target, on, **(OPEN | flags)))


def first(column: Column, *sanctions: Imposed) -> str | None:
    day = ask(*sanctions).earliest[column]
    return day.isoformat() if day else None


def one(code: str, day: str, **more: Any) -> Imposed:
    return Imposed(code, date.fromisoformat(day), **more)


@pytest.mark.parametrize(
    ("vector", "column", "sanction", "eligible"),
    [
        ("V01", "higher", one("pw", "2019-01-15"), "2020-01-16"),
        ("V02", "higher", one("psw", "2019-08-31"), "2021-03-01"),
        ("V03", "higher", one("gw", "2019-08-31"), "2020-03-01"),
        ("V04", "higher", one("gd", "2024-02-29"), "2025-03-01"),
        ("V05", "higher", one("gdd", "2024-02-10"), "2025-08-11"),
        ("V06", "same", one("prp", "2023-11-30"), "2025-12-01"),
        ("V07", "same", one("ppr", "2021-05-10", restored_on=date(2022, 5, 10)), "2024-05-11"),
        ("V08", "leading", one("rem", "2019-01-10"), "2020-01-11"),
        ("V09", "higher", one("adm", "2024-08-31"), "2025-03-01"),
    ],
)
def test_vector(vector: str, column: Column, sanction: Imposed, eligible: str) -> None:
    assert first(column, sanction) == eligible, vector
    day = date.fromisoformat(eligible)
    answers = [ask(sanction, target=column, on=day + timedelta(days=step)).allowed for step in (-1, 0, 1)]
    assert answers == [False, True, True]


MATRIX = {
    "pw": {"higher": 12}, "psw": {"higher": 18}, "prp": {"same": 24, "higher": 24}, "pexp": {"same": 60, "higher": 60},
    "gw": {"higher": 6}, "gd": {"higher": 12}, "gdd": {"higher": 18}, "gdg": {"higher": 24},
    "grp": {"same": 24, "higher": 24}, "adm": {"higher": 6}, "adj": {"higher": 12},
    "rem": {"same": 12, "higher": 24, "leading": 12}, "ina": {"higher": 12}, "dem": {"same": 24, "higher": 24},
}
DAYS = {6: "2021-09-16", 12: "2022-03-16", 18: "2022-09-16", 24: "2023-03-16", 60: "2026-03-16"}


@pytest.mark.parametrize("code", MATRIX)
def test_every_column_of_the_matrix(code: str) -> None:
    asked = {column: first(column, one(code, "2021-03-15")) for column in COLUMNS}
    open_ = FAR.isoformat()
    assert asked == {column: DAYS.get(MATRIX[code].get(column, 0), open_) for column in COLUMNS}


def test_the_matrix_is_whole() -> None:
    assert set(CODES) == {*MATRIX, "ppr", "gexp"}


def test_no_sanction_bars_nothing() -> None:
    answer = ask(on=date(2026, 7, 1))
    assert (answer.allowed, answer.reasons) == (True, ())
    assert set(answer.earliest.values()) == {date(2026, 7, 1)}


def test_scenario_16_a_removed_official_gets_no_leading_post_for_a_year() -> None:
    removed = one("rem", "2019-01-10")
    refused = ask(removed, target="leading", on=date(2019, 6, 1))
    assert not refused.allowed
    assert "免职" in refused.reasons[0].text
    assert "2020-01-11" in refused.reasons[0].text
    assert ask(removed, target="lower", on=date(2019, 6, 1)).allowed


def test_the_official_of_the_article_was_unsuited_not_called_to_account() -> None:
    assert ask(one("ina", "2018-09-01"), target="leading", on=date(2019, 3, 1)).allowed
    assert ask(one("ina", "2018-09-01"), target="same", on=date(2019, 3, 1)).allowed


def test_scenario_17_without_a_day_of_restoration_nothing_can_be_counted() -> None:
    answer = ask(one("ppr", "2021-05-10"), target="same")
    assert not answer.allowed
    assert set(answer.earliest.values()) == {None}
    assert "恢复日期缺失" in answer.reasons[0].text


def test_probation_bars_every_post_until_the_rights_are_restored() -> None:
    restored = one("ppr", "2021-05-10", restored_on=date(2023, 5, 10), months=24)
    assert [first(column, restored) for column in COLUMNS] == ["2023-05-11", "2025-05-11", "2025-05-11", "2023-05-11"]
    early = ask(replace(restored, restored_on=date(2022, 5, 10)))
    assert set(early.earliest.values()) == {None}
    assert "早于察看期满" in early.reasons[0].text


def test_dismissal_is_for_good() -> None:
    assert set(ask(one("gexp", "2021-03-15")).earliest.values()) == {None}


def test_of_several_the_latest_end_counts_in_each_column() -> None:
    both = (one("prp", "2021-03-15"), one("gdg", "2021-06-01"), one("rem", "2022-12-01"))
    assert [first(column, *both) for column in COLUMNS] == ["2040-01-01", "2023-12-02", "2024-12-02", "2023-12-02"]


def test_party_and_government_sanctions_of_one_decision_do_not_add_up() -> None:
    assert first("higher", one("psw", "2024-03-15"), one("gdd", "2024-03-15")) == "2025-09-16"


def test_a_new_party_sanction_adds_what_remains_and_has_no_cap() -> None:
    old, new = one("psw", "2023-06-30"), one("prp", "2024-06-30")
    assert first("higher", old, new) == "2026-12-31"  # to 2024-12-30, then 24 months
    assert first("same", old, new) == "2026-12-31"
    third = one("prp", "2026-12-01")
    assert first("same", old, new, third) == "2028-12-31"
    assert "party_sum" in [reason.rule for reason in ask(old, new).reasons]


def test_before_the_regulation_of_2023_the_longer_period_decides() -> None:
    assert first("higher", one("psw", "2022-06-30"), one("pw", "2023-06-30")) == "2024-07-01"


def test_a_party_sanction_after_the_old_period_stands_by_itself() -> None:
    assert first("higher", one("pw", "2023-01-10"), one("pw", "2024-01-11")) == "2025-01-12"
    assert first("higher", one("pw", "2023-01-11"), one("pw", "2024-01-11")) == "2025-01-12"


def test_what_remains_is_counted_from_the_restoration_of_a_new_probation() -> None:
    old, new = one("pw", "2024-01-10"), one("ppr", "2024-12-31", restored_on=date(2025, 12, 31))
    assert first("higher", old, new) == "2028-01-11"  # ten days remain after the restoration


def test_like_government_sanctions_add_up_to_four_years_at_most() -> None:
    gdg = one("gdg", "2021-03-15")
    assert first("higher", gdg, one("gdg", "2021-03-15")) == "2025-03-16"
    assert first("higher", *[gdg] * 3) == "2025-03-16"
    assert first("higher", one("gd", "2021-03-15"), one("gd", "2021-09-15")) == "2023-03-16"
    assert first("higher", one("gd", "2021-03-15"), one("gdd", "2021-09-15")) == "2023-03-16", "not alike"


def test_a_period_as_decided_can_be_longer_but_never_shorter() -> None:
    assert first("higher", one("gd", "2021-03-15", months=20)) == "2022-11-16"
    short = ask(one("gd", "2021-03-15", months=6))
    assert short.earliest["higher"] == date(2022, 3, 16)
    assert "短于规定" in short.reasons[0].text


@pytest.mark.parametrize("flag", ["open_case", "post_expiry_affects_use"])
def test_an_obstacle_bars_every_post_and_says_why(flag: str) -> None:
    answer = ask(one("pw", "2019-01-15"), target="lower", **{flag: True})
    assert not answer.allowed
    assert set(answer.earliest.values()) == {None}
    assert answer.reasons[0].rule == flag


def test_an_open_case_quotes_article_52() -> None:
    assert "第五十二条" in ask(open_case=True).reasons[0].source


def test_a_sanction_of_the_future_is_pointed_out() -> None:
    answer = ask(one("pw", "2024-01-10"), on=date(2023, 12, 1))
    assert not answer.allowed
    assert "晚于任用日期" in answer.reasons[0].text


def test_the_last_day_can_be_read_the_other_way() -> None:
    rules = RULES.model_copy(update={"parameters": tuple(
        one.model_copy(update={"value": "same_day"}) if one.code == "effect_end_rule" else one
        for one in RULES.parameters
    )})
    asked = Reappointment((one("pw", "2019-01-15"),), "higher", date(2020, 1, 15), False, False)
    assert (reappoint(RULES, asked).allowed, reappoint(rules, asked).allowed) == (False, True)


def contract(**changed: Any) -> dict[str, Any]:
    whole = {"sanctions": [{"code": "gdd", "effective_on": "2024-02-10"}], "target": "same", "on": "2024-06-01", **OPEN}
    return whole | changed


def test_the_answer_has_the_shape_of_the_contract() -> None:
    answer = reappoint(RULES, read_reappointment(RULES, contract())).as_json()
    assert set(answer) == {"allowed", "earliest", "reasons"}
    assert answer["allowed"] is True
    assert answer["earliest"] == {"lower": date(2024, 6, 1), "same": date(2024, 6, 1), "higher": date(2025, 8, 11),
                                  "leading": date(2024, 6, 1)}
    assert all({"rule", "text"} <= set(reason) for reason in answer["reasons"])


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        ({"sanctions": [{"code": "xx", "effective_on": "2024-02-10"}]}, "$.sanctions[0].code"),
        ({"sanctions": [{"code": "pw"}]}, "$.sanctions[0].effective_on"),
        ({"sanctions": [{"code": "pw", "effective_on": "2024-02-30"}]}, "$.sanctions[0].effective_on"),
        ({"sanctions": [{"code": "gw", "effective_on": "2018-03-19"}]}, "$.sanctions[0].effective_on"),
        ({"sanctions": [{"code": "pw", "effective_on": "2024-02-10", "restored_on": "2025-02-10"}]},
         "$.sanctions[0].restored_on"),
        ({"sanctions": [{"code": "ppr", "effective_on": "2024-02-10", "restored_on": "2024-02-09"}]},
         "$.sanctions[0].restored_on"),
        ({"sanctions": [{"code": "ppr", "effective_on": "2024-02-10", "months": 18}]}, "$.sanctions[0].months"),
        ({"sanctions": [{"code": "gdg", "effective_on": "2024-02-10", "months": 49}]}, "$.sanctions[0].months"),
        ({"sanctions": [{"code": "pw", "effective_on": "2024-02-10", "months": 0}]}, "$.sanctions[0].months"),
        ({"target": "highest"}, "$.target"),
        ({"on": None}, "$.on"),
        ({"open_case": "no"}, "$.open_case"),
        ({"score": 3}, "$.score"),
    ],
)
def test_what_is_no_question_is_refused_at_its_place(changed: dict[str, Any], path: str) -> None:
    with pytest.raises(Refused) as refused:
        read_reappointment(RULES, contract(**changed))
    assert (refused.value.code, refused.value.path) == ("E-INPUT", path)


def test_a_government_sanction_before_there_were_any_names_the_day() -> None:
    with pytest.raises(Refused) as refused:
        read_reappointment(RULES, contract(sanctions=[{"code": "gdd", "effective_on": "2017-05-01"}]))
    assert "2018-03-20" in refused.value.message


_STARTS = st.dates(date(2018, 3, 20), date(2030, 12, 31)) | st.sampled_from(
    [date(2020, 2, 29), date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 31), date(2024, 8, 31)]
)


@st.composite
def _imposed(draw: st.DrawFn) -> Imposed:
    code, start = draw(st.sampled_from(CODES)), draw(_STARTS)
    if code != "ppr":
        return Imposed(code, start, None, draw(st.none() | st.integers(1, 48)))
    months = draw(st.sampled_from([None, 12, 24]))
    late = draw(st.none() | st.integers(300, 900))
    return Imposed(code, start, None if late is None else start + timedelta(days=late), months)


RECORDS = st.lists(_imposed(), max_size=6)


def _days(sanctions: Sequence[Imposed], on: date) -> list[date]:
    """The first days, None as the last there is; what was open before `on` counts from `on`."""
    earliest = ask(*sanctions, on=on).earliest
    return [max(earliest[column] or date.max, on) for column in COLUMNS]


@given(RECORDS, _imposed(), _STARTS)
def test_one_sanction_more_never_makes_anything_earlier(record: list[Imposed], more: Imposed, on: date) -> None:
    before, after = _days(record, on), _days([*record, more], on)
    assert all(early <= late for early, late in zip(before, after, strict=True))


@given(RECORDS.flatmap(lambda record: st.tuples(st.just(record), st.permutations(record))), _STARTS)
def test_the_order_on_paper_is_of_no_account(both: tuple[list[Imposed], list[Imposed]], on: date) -> None:
    assert ask(*both[0], on=on) == ask(*both[1], on=on)


@given(RECORDS, st.sampled_from(COLUMNS), _STARTS)
def test_the_answer_follows_from_the_dates(record: list[Imposed], target: Column, on: date) -> None:
    answer = ask(*record, target=target, on=on)
    day = answer.earliest[target]
    assert answer.allowed == (day is not None and day <= on)
    higher, same = (answer.earliest[column] or date.max for column in ("higher", "same"))
    assert max(same, on) <= max(higher, on), "what bars the same rank bars the higher"


@given(RECORDS)
def test_an_end_is_the_last_day_of_its_period(record: list[Imposed]) -> None:
    for column in COLUMNS:
        day = ask(*record).earliest[column]
        if day and day != FAR:
            asked = [ask(*record, target=column, on=day - timedelta(days=step)).allowed for step in (0, 1)]
            assert asked == [True, False]


def test_the_end_of_time_is_no_bug() -> None:
    assert first("higher", one("pw", "9999-06-01")) is None
    assert not ask(one("pw", "9999-06-01"), on=date.max).allowed
