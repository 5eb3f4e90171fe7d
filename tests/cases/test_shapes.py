"""Plain data becomes frozen orders or is refused at the first fault in reading order."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.cases.shapes import path_of, read, schema
from lucheng_desktop.places import words
from lucheng_desktop.refusal import Refused


class Colour(Enum):
    """A closed list."""

    RED = "red"


@dataclass(frozen=True, slots=True)
class Part:
    """Something inside an order."""

    text: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Order:
    """Every kind of field that orders have."""

    on: date
    kind: Literal["甲", "乙"]
    parts: tuple[Part, ...] = ()
    until: date | None = None
    colour: Colour = Colour.RED
    sure: bool = False
    both: Part | None = None
    named: Mapping[str, str] = field(default_factory=dict)
    pair: tuple[str, str] = ("", "")
    value: str | bool | tuple[str, ...] | None = None


WHOLE = {
    "on": "2024-02-29", "kind": "甲", "parts": [{"text": "陈堃喆"}], "until": None, "colour": "red", "sure": True,
    "both": {"text": "欧阳", "count": 2}, "named": {"签": "发"}, "pair": ["一", "二"], "value": ["一"],
}


def test_a_whole_order_is_read_into_frozen_values() -> None:
    parts, both = (Part("陈堃喆"),), Part("欧阳", 2)
    order = Order(date(2024, 2, 29), "甲", parts, None, Colour.RED, True, both, {"签": "发"}, ("一", "二"), ("一",))
    assert read(Order, WHOLE) == order


def test_what_has_a_default_may_be_left_out() -> None:
    assert read(Order, {"on": "2024-02-29", "kind": "乙"}).parts == ()


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"on": "2023-02-29"}, "$.on"),
        ({"on": "2023-2-9"}, "$.on"),
        ({"on": "1709164800"}, "$.on"),
        ({"on": 1709164800}, "$.on"),
        ({"on": "2023-02-09 "}, "$.on"),
        ({"on": "２０２３-02-09"}, "$.on"),
        ({"until": "0000-01-01"}, "$.until"),
        ({"kind": "丙"}, "$.kind"),
        ({"colour": "RED"}, "$.colour"),
        ({"sure": 1}, "$.sure"),
        ({"sure": "true"}, "$.sure"),
        ({"parts": {"text": "一"}}, "$.parts"),
        ({"parts": [{"text": "一"}, {"count": 2}]}, "$.parts[1].text"),
        ({"parts": [{"text": "一", "count": "2"}]}, "$.parts[0].count"),
        ({"parts": [{"text": "一", "count": True}]}, "$.parts[0].count"),
        ({"parts": [{"text": "一", "count": 2.0}]}, "$.parts[0].count"),
        ({"parts": [{"text": "一", "size": 2}]}, "$.parts[0].size"),
        ({"parts": [{"text": "\ud840"}]}, "$.parts[0].text"),
        ({"both": {"text": None}}, "$.both.text"),
        ({"named": {"签": 1}}, "$.named.签"),
        ({"pair": ["一"]}, "$.pair[1]"),
        ({"pair": ["一", "二", "三"]}, "$.pair"),
        ({"value": 3}, "$.value"),
        ({"value": ["一", 3]}, "$.value"),
        ({"未知": 1}, "$.未知"),
    ],
)
def test_a_fault_is_refused_at_its_place(change: dict[str, Any], path: str) -> None:
    with pytest.raises(Refused) as refused:
        read(Order, WHOLE | change)
    assert (refused.value.code, refused.value.path) == ("E-INPUT", path)


def test_of_several_faults_the_first_in_the_document_is_named() -> None:
    faults = {"未知": 1, "sure": "是", "on": "昨天", "kind": "甲"}
    assert _fault(faults) == "$.未知"
    assert _fault(dict(reversed(faults.items()))) == "$.on"


def test_what_is_absent_comes_after_what_is_wrong() -> None:
    assert _fault({"sure": "是"}) == "$.sure"
    assert _fault({}) == "$.on"


def _fault(data: Any) -> str:
    with pytest.raises(Refused) as refused:
        read(Order, data)
    return refused.value.path


@pytest.mark.parametrize("data", [None, [], "文字", 3, [WHOLE]])
def test_something_else_than_an_object_is_refused_as_a_whole(data: Any) -> None:
    assert _fault(data) == "$"


LEAVES = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec=None), max_size=5)
KEYS = st.sampled_from([*WHOLE, "text", "count", "甲"])
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner), max_leaves=12)


@given(st.dictionaries(st.sampled_from([*WHOLE, "x"]), JSON))
def test_any_data_is_read_or_refused_and_nothing_else(change: dict[str, Any]) -> None:
    try:
        order = read(Order, WHOLE | change)
    except Refused as refused:
        assert refused.code == "E-INPUT"
        return
    assert json.loads(json.dumps(asdict(order), default=_plain)) == json.loads(json.dumps(_whole(change)))


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Colour) else value.isoformat()


def _whole(change: dict[str, Any]) -> dict[str, Any]:
    """With the defaults of parts filled in, as the order has them."""
    whole = WHOLE | change
    whole["parts"] = [{"count": 1} | part for part in whole["parts"]]
    whole["both"] = whole["both"] and {"count": 1} | whole["both"]
    return whole


def test_the_schema_is_closed_and_names_every_field() -> None:
    known = schema(Order)
    assert set(known["properties"]) == set(WHOLE)
    assert known["required"] == ["on", "kind"]
    assert known["additionalProperties"] is False
    assert known["$defs"]["Part"]["additionalProperties"] is False


def test_a_path_is_written_as_in_json() -> None:
    assert path_of(("parts", 0, "text")) == "$.parts[0].text"
    assert path_of(()) == "$"


def test_every_fault_has_chinese_words() -> None:
    assert all(text and not text.isascii() for text in words("cases")["faults"].values())
