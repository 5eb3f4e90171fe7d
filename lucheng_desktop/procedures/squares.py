"""The square code of a clearing paper, made when it is numbered; off unless the office turns it on."""

from typing import TYPE_CHECKING

from lucheng_desktop.ledger.signing import public_of
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.drafting import office_words
from lucheng_desktop.procedures.papers import signed_on

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State


def square(desk: Desk, record: "State", number: str) -> dict[str, str]:
    """The field that holds the square's text, signed by the officer who numbers; nothing where it is off."""
    from lucheng_desktop.circulars import check_code

    draft = record.fields["draft"]
    if not office_words()["distribution"]["square"] or record.fields.get("purpose") or not draft["subjects"]:
        return {}
    facts = check_code.Facts(number, draft["subjects"][0], check_code.conclusion(), signed_on(record).isoformat())
    key = desk.vault.author.key
    signed = check_code.to_sign(facts, [part["text"] for part in draft["body"]], public_of(key))
    return {"check": check_code.written(signed, key.sign(signed))}
