"""The steps of a paper that goes back: returned to its drafter, or void by order and drafted anew."""

from collections.abc import Callable, Mapping
from typing import Any

from lucheng_desktop.gui.fields import TextField
from lucheng_desktop.gui.record_page import RecordPage
from lucheng_desktop.gui.sheet import keep_drafts, sheet_for
from lucheng_desktop.places import words
from lucheng_desktop.procedures.redrafting import (
    OrderRedraft,
    ReturnDocument,
    VoidAndRedraft,
    order_redraft,
    return_document,
    void_and_redraft,
)

_REASONED: Mapping[str, tuple[Callable[..., Any], type]] = {
    "return_document": (return_document, ReturnDocument),
    "order_redraft": (order_redraft, OrderRedraft),
}
STEPS = frozenset({*_REASONED, "void_and_redraft"})
"""Steps that have a form here."""


def paper_steps(page: RecordPage) -> dict[str, Callable[[], None]]:
    """Step -> what opens its sheet on `page`."""
    reasoned = {name: lambda name=name: _open_reasoned(page, name) for name in _REASONED}
    return {**reasoned, "void_and_redraft": lambda: _open_void(page)}


def _open_reasoned(page: RecordPage, name: str) -> None:
    """A step that needs its reason in words."""
    said = words("issuing")[name]
    function, order = _REASONED[name]

    def send(values: Mapping[str, Any]) -> None:
        page.send(function, order(page.record, values["reason"]), then=told)

    def told(_: Any) -> None:
        keeper.drop()
        page.ui.message.tell(said["done"])

    reason = TextField("reason", said["reason"], required=True)
    sheet = sheet_for(said["title"], (reason,), send, page.close_sheet, said["note"])
    page.open_sheet(sheet)
    keeper = keep_drafts(sheet, page.lane, f"document.{name}", page.record)


def _open_void(page: RecordPage) -> None:
    said = words("issuing")["void_and_redraft"]

    def send(_: Mapping[str, Any]) -> None:
        page.send(void_and_redraft, VoidAndRedraft(page.record), then=told)

    def told(answer: Any) -> None:
        page.ui.message.tell(said["done"].format(number=answer.number or said["unnumbered"]))

    page.open_sheet(sheet_for(said["title"], (), send, page.close_sheet, said["note"] + _ordered(page)))


def _ordered(page: RecordPage) -> str:
    """Who let the paper be voided, and why."""
    done = page.head.progress.done if page.head else ()
    found = [one for one in done if one.step == "order_redraft"][-1:]
    told: str = words("issuing")["void_and_redraft"]["ordered"]
    return "".join(told.format(officer=one.officer, at=f"{one.at:%Y-%m-%d}", reason=one.said) for one in found)
