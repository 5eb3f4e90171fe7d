"""Checking a paper by its short code, its square or its scanned text: whether it is in force, and what was altered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize

from lucheng_desktop.cases import printing
from lucheng_desktop.cases.documents import read_draft
from lucheng_desktop.cases.names import bare
from lucheng_desktop.ledger.signing import signed_by
from lucheng_desktop.places import words
from lucheng_desktop.procedures.archiving import why_void
from lucheng_desktop.procedures.desk import Desk, step
from lucheng_desktop.procedures.numbers import with_number
from lucheng_desktop.procedures.papers import printed_number, signed_on
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.circulars.check_code import Claim
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

_CODE = re.compile(r"[0-9a-f]{12}")
_PAGE_NUMBER = re.compile(r"[—－–-]\s*\d{1,3}\s*[—－–-]")
_WHOLE = 60
"""Letters from which on a text is the paper's own and not only its code."""
_SLIPS = str.maketrans({"o": "0", "l": "1", "i": "1"})
_GONE = frozenset({"withdrawn"})
_STANDS = frozenset({"sealed", "registered", "archived"})


@dataclass(frozen=True, slots=True)
class CheckPaper:
    """`text`: the short code as typed, what a scanner typed of the square, or the scanned text of the whole paper.

    The others are what the paper says, as far as somebody types it: number, name, title, date (ISO), 份号, recipient.
    """

    text: str
    number: str = ""
    name: str = ""
    title: str = ""
    date: str = ""
    copy: int = 0
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Altered:
    """A fact of the paper that is not the record's: what it is, what the paper says, what the record says."""

    what: str
    printed: str
    recorded: str


@dataclass(frozen=True, slots=True)
class PaperChecked:
    """`standing`: current, void, not_issued or unknown, with its `word`; `altered` names each fact that was changed.

    `signature`: valid, invalid or none (a short code has none). `recipient`: whose copy it is.
    """

    standing: str
    word: str
    document: str
    number: str
    title: str
    issued_on: str
    reason: str
    signature: str
    recipient: str
    altered: tuple[Altered, ...]


@step("document")
def check_paper(desk: Desk, order: CheckPaper) -> PaperChecked:
    """Look a paper up offline, say whether it is in force, and hold what it says against the record."""
    text = normalize("NFKC", order.text).strip("\r\n\t")
    if text.upper().startswith("LC1:"):
        return _by_square(desk, order, text)
    code = _code(text)
    with desk.vault.reading() as shelf:
        record = _with_code(shelf, code)
        if record is None:
            return _unknown("none")
        altered = (*_compared(record, order), *_in_full(record, text))
        return _checked(desk, shelf, record, order, "none", altered)


def _code(text: str) -> str:
    """The short code in what was typed or scanned; refused E-CODE when there is none."""
    label = bare(words("cases")["paper"]["code_label"])
    after = bare(text).casefold().partition(label)[2] if label in bare(text).casefold() else bare(text).casefold()
    found = _CODE.match(after[:12].translate(_SLIPS))
    if not found or (label not in bare(text).casefold() and len(after) != 12):
        raise Refused("E-CODE", path="$.text")
    return found[0]


def _with_code(shelf: "Shelf", code: str) -> "State | None":
    printed = "-".join(code[at : at + 4] for at in range(0, 12, 4))
    rows = shelf.rows("document", ("id",), where={"code": printed})
    return shelf.record("document", rows[0][0]) if rows else None


def _by_square(desk: Desk, order: CheckPaper, text: str) -> PaperChecked:
    """The square's own signature first, then its facts against the record of that number."""
    from lucheng_desktop.circulars import check_code

    claim = check_code.read(text.upper())
    with desk.vault.reading() as shelf:
        signature = "valid" if _genuine(shelf, claim) else "invalid"
        found = with_number(shelf, claim.facts.number)
        if not found:
            return _unknown(signature)
        record = shelf.record("document", found)
        altered = (*_claimed(record, claim), *_compared(record, order))
        return _checked(desk, shelf, record, order, signature, altered)


def _genuine(shelf: "Shelf", claim: "Claim") -> bool:
    from lucheng_desktop.circulars.check_code import key_id

    keys = [bytes.fromhex(key) for (key,) in shelf.rows("officer", ("sign_key",), order="") if key]
    return any(signed_by(key, claim.signature, claim.signed) for key in keys if key_id(key) == claim.key)


def _claimed(record: "State", claim: "Claim") -> Iterator[Altered]:
    from lucheng_desktop.circulars.check_code import conclusion, text_digest

    draft = read_draft(record.fields["draft"])
    known = {"number": printed_number(record), "name": _name(record), "conclusion": conclusion(),
             "date": signed_on(record).isoformat()}  # fmt: skip
    said = {name: getattr(claim.facts, name) for name in known}
    yield from (Altered(name, said[name], known[name]) for name in known if bare(said[name]) != bare(known[name]))
    if claim.digest != text_digest([part.text for part in draft.body]):
        yield Altered("body", claim.digest.hex(), text_digest([part.text for part in draft.body]).hex())


def _name(record: "State") -> str:
    names: list[str] = record.fields["draft"]["subjects"]
    return names[0] if names else ""


def _compared(record: "State", order: CheckPaper) -> Iterator[Altered]:
    """What somebody read off the paper and typed, against the record."""
    known = {"number": printed_number(record), "name": _name(record), "title": record.fields["title"],
             "date": signed_on(record).isoformat()}  # fmt: skip
    for name, recorded in known.items():
        typed = getattr(order, name)
        if typed and bare(typed) != bare(recorded):
            yield Altered(name, typed, recorded)


def _in_full(record: "State", text: str) -> Iterator[Altered]:
    """Where the whole text was scanned: every part of the paper that is not in it as it was signed."""
    if len(bare(text)) < _WHOLE:
        return
    scanned, draft = bare(_without_marks(text)), read_draft(record.fields["draft"])
    whole = [("number", printed_number(record)), ("title", draft.title), *(("to", name) for name in draft.to),
             *(("body", part.text) for part in draft.body)]  # fmt: skip
    for what, recorded in whole:
        if bare(recorded) not in scanned:
            yield Altered(what, "", recorded)


def _without_marks(text: str) -> str:
    """The text without what stands at the foot of every page, in the midst of a paragraph."""
    from lucheng_desktop.circulars.parts import words as fixed

    foot = normalize("NFKC", fixed()["practice"]["foot"])
    return _PAGE_NUMBER.sub("", text.replace(foot, ""))


def _unknown(signature: str) -> PaperChecked:
    word = words("cases")["paper"]["standing"]["unknown"]
    return PaperChecked("unknown", word, "", "", "", "", "", signature, "", ())


def _checked(
    desk: Desk, shelf: "Shelf", record: "State", order: CheckPaper, signature: str, altered: tuple[Altered, ...]
) -> PaperChecked:
    standing, reason = _standing(shelf, record)
    recipient, more = _copy(shelf, record, order) if order.copy else ("", ())
    word = words("cases")["paper"]["standing"][standing]
    facts = (record.id, printed_number(record), record.fields["title"], record.fields["issued_on"])
    return PaperChecked(standing, word, *facts, reason, signature, recipient, (*altered, *more))


def _standing(shelf: "Shelf", record: "State") -> tuple[str, str]:
    """Whether the paper is in force: void by itself, or because its clearance was taken back."""
    if record.voided:
        return "void", why_void(shelf, record)
    clearance = record.fields.get("clearance")
    if clearance and record.fields.get("purpose", "") == "":
        owner = shelf.record("clearance", clearance)
        if owner.state in _GONE:
            return "void", f"{owner.fields.get('withdrawn_on', '')} {words('cases')['paper']['withdrawn']}"
    return ("current" if record.state in _STANDS else "not_issued"), ""


def _copy(shelf: "Shelf", record: "State", order: CheckPaper) -> tuple[str, tuple[Altered, ...]]:
    """Whose copy it is; one never printed, or destroyed, is named, and so is another recipient than the paper's."""
    jobs = printing.jobs(record.appended.get("print", ()))
    said, told = f"{order.copy:06d}", words("cases")["paper"]
    job = next((one for one in jobs if order.copy in one.numbers), None)
    if job is None:
        return "", (Altered("copy", said, told["copy_unknown"]),)
    if order.copy in job.spoiled:
        return "", (Altered("copy", said, told["copy_destroyed"]),)
    shares = [share for share in job.body["shares"] if share["first"] <= order.copy <= share["last"]]
    recipient = str(shares[0]["recipient"])
    if order.recipient and bare(order.recipient) != bare(recipient):
        return recipient, (Altered("recipient", order.recipient, recipient),)
    return recipient, ()
