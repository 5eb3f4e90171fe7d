"""Who gets how many copies: within the approved scope, numbered where the rule says, each received and entered."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

LAST_NUMBER = 999_999
"""份号 has six figures."""


@dataclass(frozen=True, slots=True)
class Share:
    """Copies for one recipient; `group` is the collective name on the paper under which it gets them."""

    recipient: str
    copies: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """The copy numbers of one recipient, first and last; 0 where copies bear none."""

    recipient: str
    copies: int
    first: int
    last: int


def numbered(rules: "Rulebook", classification: str, scope: str) -> bool:
    """Whether every copy bears its own number: classified papers, and those that go less far than the district."""
    if classification:
        return True
    order = list(rules.words("scopes"))
    return bool(scope) and order.index(scope) < order.index(rules.parameter("copies_unnumbered_from"))


def planned(recipients: Sequence[str], groups: Mapping[str, Sequence[str]], each: int) -> tuple[Share, ...]:
    """`each` copies for everybody the paper names; a collective name stands for its members, where they are listed."""
    found: dict[str, Share] = {}
    for name in recipients:
        for member in groups.get(name) or (name,):
            found.setdefault(member, Share(member, each, name if name in groups else ""))
    return tuple(found.values())


def filled(shares: Iterable[Share], copies: int, file: str) -> tuple[Share, ...]:
    """As many of the shares as `copies` suffice for, in their order; what is left over goes to the file."""
    kept, left = [], copies
    for share in shares:
        if share.copies <= left:
            kept.append(share)
            left -= share.copies
    return (*kept, *(Share(file, left) for _ in range(left > 0)))


def admitted(
    rules: "Rulebook", shares: Sequence[Share], copies: int, *, recipients: Collection[str],
    groups: Mapping[str, Sequence[str]], file: str,
) -> tuple[Share, ...]:  # fmt: skip
    """The shares; refused unless they add up and go to nobody whom the paper does not name (F08)."""
    for at, share in enumerate(shares):
        path = f"$.shares[{at}]"
        if share.copies < 1:
            raise Refused("E-INPUT/range", path=f"{path}.copies")
        if share.recipient in [other.recipient for other in shares[:at]]:
            raise Refused("E-SHARES/twice", path=f"{path}.recipient", recipient=share.recipient)
        if share.recipient != file and not _named(share, recipients, groups):
            rule = rules.quote("F08")
            raise Refused("E-SHARES/outside", path=f"{path}.recipient", rule=rule, recipient=share.recipient)
    if sum(share.copies for share in shares) != copies:
        total = sum(share.copies for share in shares)
        raise Refused("E-SHARES", path="$.shares", rule=rules.quote("Q07"), copies=copies, total=total)
    return tuple(shares)


def _named(share: Share, recipients: Collection[str], groups: Mapping[str, Sequence[str]]) -> bool:
    """Whether the paper names the recipient, or a group whose member it is; a group without a list takes any name."""
    if not share.group:
        return share.recipient in recipients and bool(share.recipient.strip())
    members = groups.get(share.group)
    listed = members is not None and (not members or share.recipient in members)
    return share.group in recipients and listed and bool(share.recipient.strip())


def spans(shares: Iterable[Share], first: int) -> tuple[Span, ...]:
    """Consecutive copy numbers for each share from `first` on; 0: copies bear none."""
    found, at = [], first
    for share in shares:
        last = at + share.copies - 1
        if last > LAST_NUMBER:
            raise Refused("E-SHARES/full", last=LAST_NUMBER)
        found.append(Span(share.recipient, share.copies, *((at, last) if first else (0, 0))))
        at = last + 1
    return tuple(found)


def received_whole(rules: "Rulebook", *, copies: int, sent: int) -> None:
    """Refused E-RECEIPT/copies unless as many came as were sent."""
    if copies != sent:
        raise Refused("E-RECEIPT/copies", path="$.copies", rule=rules.quote("Q07"), copies=copies, sent=sent)


def received_day(on: date, *, sent_on: date, today: date) -> None:
    """Refused for a receipt of before the sending, or of after today."""
    if not sent_on <= on <= today:
        raise Refused("E-DAY", path="$.on", first=sent_on.isoformat(), last=today.isoformat())
