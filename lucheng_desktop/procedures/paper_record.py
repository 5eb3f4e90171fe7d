"""The paper of the register that somebody's paper claims to be: which one, whether it stands, where the two differ."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from lucheng_desktop.cases import printing
from lucheng_desktop.cases.documents import read_draft
from lucheng_desktop.cases.names import bare
from lucheng_desktop.places import words
from lucheng_desktop.procedures.archiving import why_void
from lucheng_desktop.procedures.issuing import ISSUED
from lucheng_desktop.procedures.numbers import official
from lucheng_desktop.procedures.papers import printed_number, signed_on
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.short_code import Reading
    from lucheng_desktop.circulars.check_code import Claim, Facts
    from lucheng_desktop.ledger.merge import State
    from lucheng_desktop.vault.shelf import Shelf

_NUMBERS = re.compile(r"〔(\d{4})〕([1-9]\d{0,5})")
_MOST_NUMBERS = 50
"""Of papers that one text names."""
_PAGE_NUMBER = re.compile(r"[—－–-]\s*\d{1,3}\s*[—－–-]")
_GONE = frozenset({"withdrawn"})


@dataclass(frozen=True, slots=True)
class Compared:
    """One fact: what it is, in a word too, what the paper says, what the register says; `same` None: only one says."""

    what: str
    word: str
    printed: str
    recorded: str
    same: bool | None


def compared(what: str, printed: str, recorded: str, same: bool | None) -> Compared:
    """With its word."""
    return Compared(what, words("checking")["fact"][what], printed, recorded, same)


def with_code(shelf: "Shelf", reading: "Reading") -> "State | None":
    """The paper that prints a code; refused E-CODE/digit when a digit is wrong and no likely reading is known."""
    tried = (reading.code, *reading.others) if reading.sound else reading.others
    wanted = [known for one in tried for known in _as_kept(one)]
    found = {code: id_ for id_, code in shelf.rows("document", ("id", "code"), where={"code": wanted})}
    hits = [found[code] for code in wanted if code in found]
    if not hits and not reading.sound:
        raise Refused("E-CODE/digit", path="$.text", code=reading.code)
    return shelf.record("document", hits[0]) if hits else None


def _as_kept(code: str) -> tuple[str, ...]:
    """With and without check digit: an old paper has none, and of a new one it may not have been typed."""
    from lucheng_desktop.cases import short_code

    digits = code.replace("-", "")[: short_code.LENGTH]
    return short_code.checked(digits), short_code.printed(digits)


def with_text(shelf: "Shelf", digest: str, text: str) -> "tuple[bool, State | None]":
    """Whether exactly these bytes were issued; the paper whose bytes they are, or whose number the text shows."""
    told = list(dict.fromkeys(_NUMBERS.findall(text)))[:_MOST_NUMBERS]
    wheres: list[dict[str, Any]] = [{"sha256": digest}]
    wheres += [{"year": int(year), "sequence": int(sequence)} for year, sequence in told]
    columns = ("id", "sha256", "series", "year", "sequence")
    rows = [row for where in wheres for row in shelf.rows("document", columns, where=where, order="-created")]
    named = [shelf.record("document", id_) for id_, made, *number in rows
             if number[2] and (made == digest or official(*number) in text)]  # fmt: skip
    issued = [record for record in named if digest in _issued_as(record)]
    found = (*issued, *named)
    return bool(issued), found[0] if found else None


def _issued_as(record: "State") -> frozenset[str]:
    """The digests of the sealed pages, for which the seal keeper signed, and of what was made from them to print."""
    sealed = [done.body["sha256"] for done in record.steps if done.step == "seal_document"][-1:]
    printed = [job.body["file"] for job in printing.jobs(record.appended.get("print", ())) if "file" in job.body]
    return frozenset((*sealed, *printed))


def standing(shelf: "Shelf", record: "State") -> tuple[str, str]:
    """Whether a paper is in force, and what to know about it: void, taken back, put right by another one, disputed."""
    if record.voided:
        return "void", why_void(shelf, record)
    if record.conflicts or _number_shared(shelf, record):
        return "disputed", ""
    clearance = record.fields.get("clearance")
    if clearance and record.fields.get("purpose", "") == "":
        owner = shelf.record("clearance", clearance)
        if owner.state in _GONE:
            return _taken_back(shelf, owner)
    return ("current" if record.state in ISSUED else "not_issued"), ""


def _number_shared(shelf: "Shelf", record: "State") -> bool:
    fields = record.fields
    if "sequence" not in fields:
        return False
    where = {name: fields[name] for name in ("series", "year", "sequence")}
    return len(shelf.rows("document", ("id",), where=where | {"voided": 0})) > 1


def _taken_back(shelf: "Shelf", owner: "State") -> tuple[str, str]:
    """With the number of the paper that puts it right, once that has gone out."""
    told, on = words("checking")["reason"], owner.fields.get("withdrawn_on", "")
    papers = [shelf.record("document", id_) for (id_,) in
              shelf.rows("document", ("id",), where={"clearance": owner.id, "voided": 0})]  # fmt: skip
    numbers = [printed_number(one) for one in papers
               if one.fields.get("purpose") == "correction" and one.state in ISSUED]  # fmt: skip
    if numbers:
        return "corrected", told["corrected"].format(on=on, number=numbers[-1])
    return "withdrawn", told["withdrawn"].format(on=on)


def facts(record: "State") -> dict[str, str]:
    """What the register says of a paper, by the names of what is compared."""
    names: list[str] = record.fields["draft"]["subjects"]
    return {"number": printed_number(record), "name": "、".join(names), "title": record.fields["title"],
            "date": signed_on(record).isoformat()}  # fmt: skip


def claimed(record: "State", claim: "Claim") -> Iterator[Compared]:
    """Each fact of a square against the register."""
    from lucheng_desktop.circulars.check_code import text_digest

    known = facts(record) | {"conclusion": _numbered_as(record).conclusion}
    names = (known["name"], known["name"].partition("、")[0])
    for what in ("number", "name", "conclusion", "date"):
        said = getattr(claim.facts, what)
        fits = names if what == "name" else (known[what],)
        yield compared(what, said, known[what], bare(said) in [bare(one) for one in fits])
    own = text_digest([part.text for part in read_draft(record.fields["draft"]).body])
    yield compared("body", claim.digest.hex(), own.hex(), claim.digest == own)


def _numbered_as(record: "State") -> "Facts":
    """What its own square was made of when it was numbered: the words of the office may have changed since."""
    from lucheng_desktop.circulars import check_code

    kept = record.fields.get("check")
    return check_code.read(kept).facts if kept else check_code.Facts("", "", check_code.conclusion(), "")


def in_full(record: "State", text: str) -> Iterator[Compared]:
    """The whole text of a paper: every part of it that is not in the text as it was signed."""
    scanned, draft = bare(_without_marks(text)), read_draft(record.fields["draft"])
    whole = [("number", printed_number(record)), ("title", draft.title), *(("to", name) for name in draft.to),
             *(("body", part.text) for part in draft.body)]  # fmt: skip
    for what, recorded in whole:
        if bare(recorded) not in scanned:
            yield compared(what, "", recorded, False)


def _without_marks(text: str) -> str:
    """The text without what stands at the foot of every page, in the midst of a paragraph."""
    from lucheng_desktop.circulars.parts import words as fixed

    foot = normalize("NFKC", fixed()["practice"]["foot"])
    return _PAGE_NUMBER.sub("", normalize("NFKC", text).replace(foot, ""))


def copy_of(record: "State", number: int, recipient: str) -> Iterator[Compared]:
    """Whose copy it is; one never printed, or destroyed, is named, and so is another recipient than the paper's."""
    said, told = f"{number:06d}", words("checking")["copy"]
    job = next((one for one in printing.jobs(record.appended.get("print", ())) if number in one.numbers), None)
    if job is None or number in job.spoiled:
        yield compared("copy", said, told["unknown" if job is None else "destroyed"], False)
        return
    yield compared("copy", said, said, True)
    shares = [share for share in job.body["shares"] if share["first"] <= number <= share["last"]]
    owner = str(shares[0]["recipient"])
    yield compared("recipient", recipient, owner, bare(recipient) == bare(owner) if recipient else None)
