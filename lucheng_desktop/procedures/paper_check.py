"""Checking a paper that somebody brings: what it is, who signed it, whether it is in force, which fact was altered."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lucheng_desktop.cases import short_code
from lucheng_desktop.cases.names import bare
from lucheng_desktop.places import words
from lucheng_desktop.procedures import brought, paper_record
from lucheng_desktop.procedures.brought import CODE, PDF, TEXT, Brought, code_label
from lucheng_desktop.procedures.check_keys import known_keys, signer
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.numbers import with_number
from lucheng_desktop.procedures.paper_record import Compared, compared
from lucheng_desktop.procedures.progress import standing as state_of
from lucheng_desktop.procedures.reading import refuse
from lucheng_desktop.procedures.seal_records import own_seals, seal_facts

if TYPE_CHECKING:
    from lucheng_desktop.circulars.check_code import Claim
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

VALID, INVALID, UNCHECKED, NONE = "valid", "invalid", "unchecked", "none"
_UNKNOWN, _UNVERIFIED, _CURRENT = "unknown", "unverified", "current"


@dataclass(frozen=True, slots=True)
class CheckPaper:
    """`text`: the short code as typed, what a scanner typed of the square, or the scanned text of the whole paper.

    `file`, in its place: a PDF, a picture, or a file with such a text. The others are what the paper says, as far as
    somebody types it: number, name, title, date (ISO), 份号, recipient.
    """

    text: str = ""
    number: str = ""
    name: str = ""
    title: str = ""
    date: str = ""
    copy: int = 0
    recipient: str = ""
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Square:
    """What a square says of itself. `signature`: valid, invalid or unchecked; `key`: id of the key that it names."""

    signature: str
    key: str
    number: str
    name: str
    conclusion: str
    date: str
    copy: int
    digest: str


@dataclass(frozen=True, slots=True)
class Registered:
    """A document of the register: its number, the code of its state, slot and SHA-256 of the fonts it was set in."""

    number: str
    state: str
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperChecked:
    """`standing`: current, void, withdrawn, corrected, disputed, not_issued, unknown, or unverified without a vault.

    `signature`: valid, invalid or none, of a PDF its electronic one, else the square's; `trusted`: by a known key.
    `unchanged`: None where what was brought cannot prove it. `facts` stand side by side, `altered` are those that
    differ. `holds`: False when anything does not, None when nothing could be verified.
    """

    standing: str
    word: str
    signature: str = NONE
    signer: str | None = None
    trusted: bool = False
    unchanged: bool | None = None
    register: Registered | None = None
    code: str = ""
    document: str = ""
    number: str = ""
    title: str = ""
    issued_on: str = ""
    reason: str = ""
    recipient: str = ""
    facts: tuple[Compared, ...] = ()
    altered: tuple[Compared, ...] = ()
    square: Square | None = None
    brought: str = ""
    sha256: str = ""
    note: str = ""
    holds: bool | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was made out before the register is asked."""

    what: Brought
    claim: "Claim | None" = None
    genuine: str = NONE
    signer: str | None = None
    trusted: bool = False
    notes: tuple[str, ...] = field(default=())


@step("document")
def check_paper(desk: Desk, order: CheckPaper) -> PaperChecked:
    """Look a paper up offline, say whether it is in force, and hold what it says against the record."""
    if order.file is not None:
        return check(desk, brought.from_file(order.file, anchors(desk)), order)
    return check(desk, brought.from_text(order.text), order)


def anchors(desk: Desk) -> list[bytes]:
    """The authorities of the vault's own seals."""
    with desk.vault.reading() as shelf:
        return [seal_facts(seal)["authority"] for seal in own_seals(desk, shelf)]


def check(desk: Desk, what: Brought, order: CheckPaper) -> PaperChecked:
    """Against the register of a vault; refused for an officer who is recused from the person."""
    with desk.vault.reading() as shelf:
        answer = _checked(desk, shelf, what, order)
    if answer.document:
        refuse(desk, "document", answer.document)
    return answer


def _checked(desk: Desk, shelf: "Shelf", what: Brought, order: CheckPaper) -> PaperChecked:
    seen = read_square(what, known_keys(shelf))
    issued, record, code, notes = _sought(shelf, seen)
    if record is None:
        unchanged = False if what.sealed or seen.claim else None
        return verdict(replace(_answer(seen, _UNKNOWN, code, notes), facts=_claims(seen), unchanged=unchanged))
    facts = [*_compared(record, seen, order, issued)]
    where, reason = paper_record.standing(shelf, record)
    shown = paper_record.facts(record)
    answer = replace(
        _answer(seen, where, code, notes), reason=reason, document=record.id, number=shown["number"],
        title=shown["title"], issued_on=record.fields.get("issued_on", ""), register=_line(desk, record),
        facts=tuple(facts), altered=tuple(one for one in facts if one.same is False),
        recipient=next((one.recorded for one in facts if one.what == "recipient"), ""),
        unchanged=_unchanged(seen, issued, facts),
    )  # fmt: skip
    return verdict(answer)


def read_square(what: Brought, keys: "dict[bytes, str] | None") -> _Seen:
    """The square's claim and whether one of `keys` (key -> whose) signed it; None: there is no key to ask."""
    if not what.square:
        return _Seen(what)
    from lucheng_desktop.circulars import check_code

    claim = check_code.read(what.square)
    if keys is None:
        return _Seen(what, claim, UNCHECKED)
    key = signer(claim, tuple(keys))
    return _Seen(what, claim, VALID if key else INVALID, keys.get(key or b"") or None, key is not None)


def _sought(shelf: "Shelf", seen: _Seen) -> "tuple[bool, State | None, str, tuple[str, ...]]":
    """Whether these very bytes were issued, the paper they or the square or the code lead to, the code, and notes."""
    what = seen.what
    if seen.claim:
        found = with_number(shelf, seen.claim.facts.number)
        record = shelf.record("document", found) if found else None
        issued = what.kind == PDF and paper_record.with_text(shelf, what.digest, what.text)[0]
        return issued, record, what.code, ()
    if what.kind == PDF:
        issued, record = paper_record.with_text(shelf, what.digest, what.text)
        return issued, record, what.code, ()
    reading = short_code.read(what.text, code_label())
    record = paper_record.with_code(shelf, reading)
    notes = (_note("code_only"),) if what.kind == CODE and record else ()
    if record and bare(record.fields["code"])[: short_code.LENGTH] != bare(reading.code)[: short_code.LENGTH]:
        notes = (_note("read_as", code=record.fields["code"]), *notes)
    return False, record, record.fields["code"] if record else reading.code, notes


def _compared(record: "State", seen: _Seen, order: CheckPaper, issued: bool) -> Iterable[Compared]:
    """Each fact that the paper, its square or somebody who reads it off states; what nobody states is shown alone."""
    known = paper_record.facts(record)
    if seen.claim:
        yield from paper_record.claimed(record, seen.claim)
    stated = {"number", "name", "date"} if seen.claim else set()
    for what, recorded in known.items():
        said = getattr(order, what)
        if said or what not in stated:
            yield compared(what, said, recorded, bare(said) == bare(recorded) if said else None)
    if seen.what.kind in (PDF, TEXT) and not issued:
        yield from paper_record.in_full(record, seen.what.text)
    copies = {one for one in (order.copy, seen.claim.facts.copy if seen.claim else 0) if one}
    for number in sorted(copies):
        yield from paper_record.copy_of(record, number, order.recipient)


def _unchanged(seen: _Seen, issued: bool, facts: Iterable[Compared]) -> bool | None:
    """A PDF is its bytes; a square proves the digest of the text; a whole text itself; a short code nothing."""
    if any(one.same is False for one in facts):
        return False
    what = seen.what
    if what.sealed:
        return {INVALID: False}.get(what.sealed.state, issued)
    if seen.claim:
        return seen.genuine == VALID
    return True if what.kind == TEXT else None


def _claims(seen: _Seen) -> tuple[Compared, ...]:
    """What a square says, with nothing to hold it against."""
    if not seen.claim:
        return ()
    told = seen.claim.facts
    shown = {"number": told.number, "copy": f"{told.copy:06d}" if told.copy else "", "name": told.name,
             "conclusion": told.conclusion, "date": told.date}  # fmt: skip
    return tuple(compared(what, said, "", None) for what, said in shown.items() if said)


def unregistered(seen: _Seen, code: str, notes: tuple[str, ...]) -> PaperChecked:
    """What can be said without a vault: a signed PDF proves itself, everything else can only be found wrong."""
    sealed = seen.what.sealed
    unchanged = {VALID: True, INVALID: False}.get(sealed.state if sealed else NONE)
    unchanged = False if seen.genuine == INVALID else unchanged
    return verdict(replace(_answer(seen, _UNVERIFIED, code, notes), facts=_claims(seen), unchanged=unchanged))


def _answer(seen: _Seen, where: str, code: str, notes: tuple[str, ...]) -> PaperChecked:
    """Signatures, where it stands and what is to be said of both, whatever the register knows."""
    word, square = words("checking")["standing"][where], _square(seen)
    answer = PaperChecked(where, word, code=code, square=square, brought=seen.what.kind, sha256=seen.what.digest)
    genuine = seen.genuine if seen.genuine in (VALID, INVALID) else NONE
    answer = replace(answer, signature=genuine, signer=seen.signer, trusted=seen.trusted)
    sealed = seen.what.sealed
    if sealed:
        told = sealed.fault or (f"{sealed.state}_trusted" if sealed.trusted else sealed.state)
        notes = (words("sealing")["verified"][told], *notes)
        if sealed.state != NONE:
            answer = replace(answer, signature=sealed.state, signer=sealed.signer, trusted=sealed.trusted)
    if square:
        notes = (*notes, words("checking")["signature"][square.signature])
    return replace(answer, note="\n".join((*notes, *seen.notes)))


def _square(seen: _Seen) -> Square | None:
    claim = seen.claim
    if not claim:
        return None
    told = claim.facts
    return Square(seen.genuine, claim.key.hex(), told.number, told.name, told.conclusion, told.date, told.copy,
                  claim.digest.hex())  # fmt: skip


def verdict(answer: PaperChecked) -> PaperChecked:
    """Whether everything that could be verified holds."""
    square = answer.square.signature if answer.square else NONE
    wrong = answer.unchanged is False or INVALID in (answer.signature, square) or bool(answer.altered)
    if wrong or answer.standing not in (_CURRENT, _UNVERIFIED):
        return replace(answer, holds=False)
    proven = answer.standing == _CURRENT or VALID in (answer.signature, square)
    return replace(answer, holds=True if proven else None)


def _line(desk: Desk, record: "State") -> Registered:
    state, _ = state_of(desk, record.kind, record.state, voided=record.voided)
    faces = tuple(f"{slot} {digest}" for slot, digest in sorted(record.fields.get("fonts", {}).items()))
    return Registered(paper_record.facts(record)["number"], state, faces)


def _note(name: str, **facts: str) -> str:
    text: str = words("checking")["note"][name]
    return text.format_map(facts)
