"""A month's figures as they leave the office: one JSON object, signed by an officer; what a central database may read.

`{"set": {...}, "signature": hex}`; the signature is Ed25519 over `lucheng/figures/1` and the set's canonical JSON.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lucheng_desktop.ledger.signing import public_of, signed_by
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.signing import SigningKey

FORMAT = 1
_CONTEXT = b"lucheng/figures/1\n"
_LARGEST = 4 << 20
_TEXTS = ("office", "office_name", "month", "as_of", "ledger_head", "officer", "officer_name", "key")


@dataclass(frozen=True, slots=True)
class FigureSet:
    """`counts`: one for each measure, such as `I01`, `I01.by.own` or `I03.numerator`; what is withheld is not there.

    `units`: measure -> what it counts in; `withheld`: measures of which nothing or not all may leave.
    """

    office: str
    office_name: str
    practice: bool
    month: str
    as_of: str
    ledger_head: str
    officer: str
    officer_name: str
    key: str
    counts: Mapping[str, int]
    units: Mapping[str, str]
    withheld: tuple[str, ...]


def sealed(figures: FigureSet, key: "SigningKey") -> bytes:
    """The file; the set names the public half of the key that signs it."""
    if figures.key != public_of(key).hex():
        raise ValueError("another key than the set names")
    said = _said(figures)
    signed = {"set": json.loads(said), "signature": key.sign(_CONTEXT + said).hex()}
    return json.dumps(signed, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def opened(data: bytes, name: str) -> FigureSet:
    """The set in a file, its signature proven with the key it names; Refused E-FIGURE-SET."""
    try:
        if len(data) > _LARGEST:
            raise ValueError("too large")
        parts = json.loads(data, object_pairs_hook=_once)
        signature, figures = bytes.fromhex(parts["signature"]), _read(parts["set"])
        key = bytes.fromhex(figures.key)
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise Refused("E-FIGURE-SET", file=name) from fault
    if not signed_by(key, signature, _CONTEXT + _said(figures)):
        raise Refused("E-FIGURE-SET/signature", file=name)
    return figures


def _said(figures: FigureSet) -> bytes:
    """Canonical: sorted names, no blanks, UTF-8."""
    told: dict[str, Any] = {name: getattr(figures, name) for name in _TEXTS}
    told |= {"format": FORMAT, "practice": figures.practice, "withheld": list(figures.withheld)}
    told |= {"counts": dict(figures.counts), "units": dict(figures.units)}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _read(parts: Any) -> FigureSet:
    """Exactly the members of this format, each of its type."""
    if set(parts) != {*_TEXTS, "format", "practice", "withheld", "counts", "units"} or parts["format"] != FORMAT:
        raise ValueError("another format")
    texts = (*(parts[name] for name in _TEXTS), *parts["withheld"], *parts["counts"], *parts["units"].values())
    numbers = parts["counts"].values()
    if not all(isinstance(one, str) for one in texts) or any(type(one) is not int or one < 0 for one in numbers):
        raise ValueError("another type")
    if type(parts["practice"]) is not bool or parts["units"].keys() != parts["counts"].keys():
        raise ValueError("another type")
    told = {name: parts[name] for name in (*_TEXTS, "practice", "counts", "units")}
    return FigureSet(**told, withheld=tuple(parts["withheld"]))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a name twice")
    return dict(pairs)
