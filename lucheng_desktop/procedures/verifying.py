"""Verifying a paper that somebody brings: against the register of a vault, and as far as the paper itself can tell."""

from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from lucheng_desktop.cases import short_code
from lucheng_desktop.places import words
from lucheng_desktop.procedures import brought, paper_check
from lucheng_desktop.procedures.brought import CODE, TEXT, Brought, code_label
from lucheng_desktop.procedures.check_keys import read_keys
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.paper_check import INVALID, UNCHECKED, VALID, CheckPaper, PaperChecked
from lucheng_desktop.refusal import Refused, because


def verify_paper(
    given: str | bytes, desk: Desk | None = None, *, authority: Path | None = None, keys: Path | None = None
) -> PaperChecked:
    """What can be known of a paper: `given` is a file, what somebody typed or scanned, or the bytes of either.

    `authority`: a pinned certificate, PEM or DER. `keys`: the office's check keys, for a square without a vault.
    """
    known = dict.fromkeys(read_keys(keys), "") if keys else None
    pinned = _pinned(authority) if authority else []
    trusted = pinned + (paper_check.anchors(desk) if desk else []) if desk or authority else None
    what = _brought(given, trusted)
    if desk:
        return paper_check.check(desk, what, CheckPaper())
    return _alone(_without_withdrawn(what, authority) if authority else what, known)


def _without_withdrawn(what: Brought, authority: Path) -> Brought:
    """No trust in a seal that its own authority has withdrawn: no trusted time says what was sealed before."""
    from lucheng_desktop.vault.certificates import is_withdrawn

    sealed = what.sealed
    if sealed and sealed.trusted and is_withdrawn(authority.read_bytes(), sealed.certificate):
        return replace(what, sealed=replace(sealed, trusted=False, fault="withdrawn"))
    return what


def _brought(given: str | bytes, trusted: list[bytes] | None) -> Brought:
    """A file where there is one of that name; else words, where they can be what is on a paper."""
    if isinstance(given, bytes):
        return brought.from_bytes(given, trusted)
    try:
        there = Path(given).exists()
    except (OSError, ValueError):
        there = False
    if not there and (found := brought.from_text(given)).kind != TEXT and (found.square or _is_code(given)):
        return found
    return brought.from_file(Path(given), trusted)


def _is_code(given: str) -> bool:
    """Whether it looks like a code, a mistyped one too, and not like the name of a file."""
    plain = normalize("NFKC", given)
    letters = [char for char in plain if char.isalnum()]
    likely = len(letters) in range(short_code.LENGTH - 1, short_code.LENGTH + 3)
    return brought.code_label() in plain or (likely and plain.isascii() and not {*plain} & {*"/\\."})


def _alone(what: Brought, keys: dict[bytes, str] | None) -> PaperChecked:
    """Without a vault: signatures, the facts in clear, and honestly what cannot be known."""
    seen = paper_check.read_square(what, keys)
    code, told = what.code, words("checking")
    notes = {UNCHECKED: [told["note"]["offline_unchecked"]], VALID: [told["note"]["offline_valid"]]}
    said = tuple(notes.get(seen.genuine, []))
    if seen.claim and seen.genuine == INVALID and not any(_same_key(key, seen.claim.key) for key in keys or ()):
        said = (told["signature"]["stranger"].format(key=seen.claim.key.hex()),)
    if what.kind in (CODE, TEXT):
        code, said = _code_alone(what)
    return paper_check.unregistered(seen, code, said)


def _same_key(key: bytes, named: bytes) -> bool:
    from lucheng_desktop.circulars.check_code import key_id

    return key_id(key) == named


def _code_alone(what: Brought) -> tuple[str, tuple[str, ...]]:
    """Only the check digit can be looked at; refused E-CODE/digit when it does not agree."""
    told = words("checking")["note"]
    if what.kind == TEXT:
        try:
            return short_code.read(what.text, code_label()).code, (told["offline_text"],)
        except Refused:
            return "", (told["offline_text"],)
    reading = short_code.read(what.text, code_label())
    if not reading.sound and len(reading.others) != 1:
        raise Refused("E-CODE/digit", path="$.text", code=reading.code)
    code = reading.code if reading.sound else reading.others[0]
    read_as = () if reading.sound else (told["read_as"].format(code=code),)
    return code, (*read_as, told["offline_code" if reading.checked else "offline_code_old"])


def _pinned(authority: Path) -> list[bytes]:
    from lucheng_desktop.vault.certificates import from_text

    try:
        found = from_text(authority.read_bytes())
    except OSError as error:
        raise Refused("E-FILE", file=authority.name, reason=because(error)) from error
    if not found:
        raise Refused("E-CERTIFICATE", file=authority.name)
    return found
