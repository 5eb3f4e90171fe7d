"""What a cell of somebody's spreadsheet means: days in every habit of writing them, numbers Excel has ruined, codes."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lucheng_desktop.places import words
from lucheng_desktop.refusal import Refused

Value = str | int | float | bool | date | None
EPOCH = date(1899, 12, 30)
"""Day nought of Excel's usual count of days, as it holds from March 1900 on."""
_EARLIEST = date(1949, 10, 1)
_SERIALS = range(20_000, 70_000)
"""Days since 1899 between 1954 and 2091: no year, no month, and no day is written so."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
"""GB 11643-1999, 4.2."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `fault` is formula (never calculated) or error; `origin` is the first cell of a merged field."""

    value: Value = None
    fault: str = ""
    origin: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as exactly as it was written: `precision` is day, month, half_year or year, `on` the span's first day."""

    on: date
    precision: str


def text(cell: Cell) -> str:
    """Plain text in one line, without invisible characters; a whole number without its decimal point."""
    _sound(cell)
    value = cell.value
    if isinstance(value, float):
        value = _whole(value)
    shown = "" if value is None else str(value)
    kept = "".join(char for char in shown if unicodedata.category(char) not in ("Cf", "Co", "Cn"))
    return " ".join(kept.split())


def lines(cell: Cell) -> tuple[str, ...]:
    """The lines of a cell, each as `text` gives it; empty ones are left out."""
    _sound(cell)
    parts = str(cell.value).splitlines() if isinstance(cell.value, str) else [cell.value]
    told = (text(Cell(part)) for part in parts)
    return tuple(line for line in told if line)


def name(cell: Cell) -> str:
    """A person's name without the blank that puts two characters as wide as three. Refused E-CELL/name."""
    shown = "".join(text(cell).split())
    if any(char.isdigit() for char in shown) or any(word in shown for word in words("legacy")["nobody"]):
        raise Refused("E-CELL/name", text=shown)
    return shown


def code(cell: Cell, known: Mapping[str, str], others: Mapping[str, str]) -> str:
    """The code of a word, or nothing; `known`: code -> word, `others`: further word -> code. Refused E-CELL/code."""
    shown = unicodedata.normalize("NFKC", text(cell)).replace(" ", "")
    found = {word: code for code, word in known.items()} | dict(others)
    if shown and shown not in found:
        raise Refused("E-CELL/code", text=shown, known=words("legacy")["and"].join(known.values()))
    return found.get(shown, "")


def phone(cell: Cell) -> str:
    """A telephone number as digits and marks. Refused E-CELL/phone when Excel has cut it."""
    shown = unicodedata.normalize("NFKC", text(cell))
    if re.search(r"\d[eE]\+?\d", shown):
        raise Refused("E-CELL/phone", text=shown)
    return shown


def identity_number(cell: Cell) -> str:
    """An identity number with its check digit right (GB 11643), or nothing. Refused E-CELL/ruined, E-CELL/identity."""
    shown = unicodedata.normalize("NFKC", text(cell)).replace(" ", "").upper()
    as_number = isinstance(cell.value, int | float) and len(shown) > _EXACT
    if as_number or re.fullmatch(r"\d+(\.\d+)?E\+?\d+", shown):
        raise Refused("E-CELL/ruined", text=shown)
    if shown and not _is_identity(shown):
        raise Refused("E-CELL/identity", text=shown)
    return shown


_EXACT = 15
"""Digits that Excel keeps of a number."""


def _is_identity(shown: str) -> bool:
    if re.fullmatch(r"\d{15}", shown):
        return True
    if not re.fullmatch(r"\d{17}[\dX]", shown):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(shown, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == shown[-1]


def day(cell: Cell, *, today: date, epoch: date = EPOCH) -> Day:
    """The day a cell tells, never later than `today`.

    Refused E-CELL/day, /month-lost (a number 2013.1 was January or October), /short-year, /span, /future, /early.
    """
    _sound(cell)
    found = _day(cell, epoch)
    if found.on > today:
        raise Refused("E-CELL/future", text=text(cell))
    if found.on < _EARLIEST:
        raise Refused("E-CELL/early", text=text(cell))
    return found


def _day(cell: Cell, epoch: date) -> Day:
    value, told = cell.value, text(cell)
    if isinstance(value, datetime):
        return Day(value.date(), "day")
    if isinstance(value, date):
        return Day(value, "day")
    if isinstance(value, float) and re.fullmatch(r"\d{4}\.1", told):
        raise Refused("E-CELL/month-lost", text=told)
    if isinstance(value, float) and _SERIALS.start <= value < _SERIALS.stop:
        return Day(epoch + timedelta(days=int(value)), "day")
    return _from_text(_digits(told), told, epoch)


_YEAR, _MONTH, _DATE = r"(?P<year>\d{4})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_MARK = r"[./\-]"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}{_MARK}{_MONTH}{_MARK}{_DATE}\.?",
        rf"{_YEAR}Y{_MONTH}M{_DATE}D?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        rf"{_YEAR}{_MARK}{_MONTH}",
        rf"{_YEAR}Y{_MONTH}M?",
        r"(?P<year>\d{4})(?P<month>\d{2})",
        rf"{_YEAR}Y?H(?P<half_year>[12])",
        rf"{_YEAR}Y?",
    )
)
"""Once the Chinese words for year, month and day are Y, M and D."""
_TIME = re.compile(r"(?<=\d)[T ]+\d{1,2}(:\d{1,2}){1,2}(\.\d+)?$|(?<=D) *\d{1,2}:.*$")
_SPAN = re.compile(r"\d(Y|M|D)?(-|~|—|–|>)+\d{4}|~|>")


def _from_text(shown: str, told: str, epoch: date) -> Day:
    """`shown` in digits and marks alone, `told` as it was written."""
    if shown.isdigit() and int(shown) in _SERIALS:
        return Day(epoch + timedelta(days=int(shown)), "day")
    for form in _FORMS:
        if found := form.fullmatch(shown):
            return _made(told, {name: int(part) for name, part in found.groupdict().items()})
    if _SPAN.search(shown):
        raise Refused("E-CELL/span", text=told)
    if re.fullmatch(rf"\d{{2}}(Y|{_MARK})\d{{1,2}}.*", shown):
        raise Refused("E-CELL/short-year", text=told)
    raise Refused("E-CELL/day", text=told)


def _made(told: str, parts: Mapping[str, int]) -> Day:
    precision = next(name for name in ("day", "month", "half_year", "year") if name in parts)
    month = parts.get("month", 6 * parts.get("half_year", 1) - 5)
    try:
        return Day(date(parts["year"], month, parts.get("day", 1)), precision)
    except ValueError as fault:
        raise Refused("E-CELL/day", text=told) from fault


def _digits(shown: str) -> str:
    """One width, Chinese numerals as digits, the words for year, month and day as letters, no blanks or hours."""
    say = words("legacy")["day"]
    plain = unicodedata.normalize("NFKC", shown).strip()
    for word in say["about"]:
        plain = plain.removesuffix(word)
    plain = _numerals(plain.replace(say["zero"], say["digits"][0]), say)
    for word, letter in say["marks"].items():
        plain = plain.replace(word, letter)
    return "".join(_TIME.sub("", plain.upper()).split())


def _numerals(plain: str, say: Mapping[str, str]) -> str:
    """Chinese numerals up to 31 and years digit by digit."""
    digits, ten = say["digits"], say["ten"]

    def number(found: re.Match[str]) -> str:
        tens, sign, ones = found[0].partition(ten)
        if not sign:
            return "".join(str(digits.index(char)) for char in tens)
        return f"{digits.index(tens) if tens else 1}{digits.index(ones) if ones else 0}"

    return re.sub(rf"[{digits}]?{ten}[{digits}]?|[{digits}]+", number, plain)


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _sound(cell: Cell) -> None:
    if cell.fault:
        raise Refused(f"E-CELL/{cell.fault}")
