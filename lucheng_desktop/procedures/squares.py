"""The square code of a clearing paper, signed when it is numbered and for each copy; off unless turned on."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from lucheng_desktop.ledger.signing import public_of
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.drafting import office_words
from lucheng_desktop.procedures.papers import printed_number, signed_on

if TYPE_CHECKING:
    from lucheng_desktop.circulars.check_code import Facts
    from lucheng_desktop.ledger.merge import State


def square(desk: Desk, record: "State", number: str) -> dict[str, str]:
    """The field that holds the square's text, signed by the officer who numbers; nothing where it is off.

    Nothing goes into it that the paper does not print: of a shortened name what is left of it.
    """
    from lucheng_desktop.circulars import check_code

    subjects = record.fields["draft"]["subjects"]
    if not office_words()["distribution"]["square"] or record.fields.get("purpose") or not subjects:
        return {}
    day = signed_on(record).isoformat()
    return {"check": _signed(desk, record, check_code.Facts(number, "、".join(subjects), check_code.conclusion(), day))}


def of_copies(desk: Desk, record: "State", numbers: Iterable[int]) -> tuple[str, ...]:
    """A square for each copy, which names it, signed by the officer who prints; none where the paper has none."""
    from lucheng_desktop.circulars import check_code

    if "check" not in record.fields:
        return ()
    facts = replace(check_code.read(record.fields["check"]).facts, number=printed_number(record))
    return tuple(_signed(desk, record, replace(facts, copy=number)) for number in numbers)


def _signed(desk: Desk, record: "State", facts: "Facts") -> str:
    from lucheng_desktop.circulars import check_code

    key = desk.vault.author.key
    signed = check_code.to_sign(facts, [part["text"] for part in record.fields["draft"]["body"]], public_of(key))
    return check_code.written(signed, key.sign(signed))
