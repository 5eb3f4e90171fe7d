"""One entry of the ledger: who changed what, after having seen which heads; and its one byte form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from lucheng_desktop.ledger.bodies import SHAPES, well_formed
from lucheng_desktop.ledger.canonical import number, pack, reread, unpack
from lucheng_desktop.ledger.signing import SigningKey, signed_by
from lucheng_desktop.refusal import Refused

KINDS: frozenset[str] = frozenset(SHAPES)
GUARDED: frozenset[str] = frozenset(
    ("transition", "approve", "vote", "number", "seal", "print", "void", "resolve", "member")
)
"""Kinds that software never merges; each carries the Ed25519 signature of the officer who did it."""
VERSION = 1
SUITE = 1
"""1 = SHA-256 and Ed25519; 2 is kept for SM3 and SM2."""
START = bytes(32)
"""`prev` of a device's first entry."""
LARGEST = 1 << 20
"""Bytes of one encoded entry at most."""
PARENTS = 256
DOMAIN = b"lucheng/entry/1"
_BODY, _SALT, _SIGNATURE, _DIGEST = 8, 12, 13, 15
_TYPES: Mapping[int, type] = MappingProxyType(
    dict(enumerate((int, bytes, int, bytes, str, bytes, list, str, dict, bytes, int, int, bytes, bytes, int, bytes)))
)
_SIZES = MappingProxyType({1: 16, 3: 32, 5: 16, 9: 16, 12: 16, 13: 64, 15: 32})
_TAIL = b"\x0e\x01\x0f\x58\x20"
"""The suite, and the key of the digest that stands for salt and body in a header."""
_ALWAYS = frozenset(_TYPES) - {_BODY, _SALT, _SIGNATURE, _DIGEST}
_Parts = Mapping[int, Any]


def _form(*more: int) -> tuple[tuple[int, ...], tuple[tuple[type, ...], Callable[[_Parts], Any], tuple[int, ...]]]:
    keys = tuple(sorted((*_ALWAYS, *more)))
    sized = [key for key in keys if key in _SIZES]
    return keys, (tuple(_TYPES[key] for key in keys), itemgetter(*sized), tuple(_SIZES[key] for key in sized))


_FORMS = dict(_form(*hidden, *signed) for hidden in ((_BODY, _SALT), (_DIGEST,)) for signed in ((), (_SIGNATURE,)))
"""The keys an entry may have -> their types, the parts of fixed length, and those lengths."""
_MEANINGS: tuple[tuple[str, Callable[[_Parts], bool]], ...] = (
    ("kind", lambda parts: parts[7] in KINDS),
    ("seq", lambda parts: parts[2] >= 1 and (parts[2] == 1) == (parts[3] == START)),
    ("parents", lambda parts: _are_parents(parts[6])),
    ("entity kind", lambda parts: bool(parts[4])),
    ("stamp", lambda parts: parts[10] >= 0 and parts[11] >= 0),
    ("body", lambda parts: _DIGEST in parts or well_formed(parts[7], parts[_BODY])),
)
"""What must hold of parts that are all there and of their types."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change to one entity, chained to its device (`prev`) and to what its writer had seen (`parents`)."""

    device: bytes
    seq: int
    prev: bytes
    entity_kind: str
    entity: bytes
    parents: tuple[bytes, ...]
    kind: str
    body: Mapping[str, Any]
    officer: bytes
    stamp: int
    """Hybrid clock: milliseconds since 1970 << 16 | counter."""
    schema: int
    salt: bytes
    """16 fresh random bytes, so that a shredded body cannot be guessed from its digest."""
    signature: bytes = b""
    shredded: bytes = b""
    """The body's digest once body and salt are gone for good."""
    _id: bytes = field(default=b"", init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parents", tuple(sorted(set(self.parents))))

    @property
    def id(self) -> bytes:
        """SHA-256 of the canonical header, signature included: sign before linking to an entry."""
        if not self._id:
            object.__setattr__(self, "_id", sha256(pack(_header(self))).digest())
        return self._id


def _digest(entry: Entry) -> bytes:
    return entry.shredded or sha256(entry.salt + pack(dict(entry.body))).digest()


def _common(entry: Entry) -> dict[int, Any]:
    """What wire form and header share, by the integer keys of the format."""
    shared: dict[int, Any] = dict(enumerate((VERSION, entry.device, entry.seq, entry.prev, entry.entity_kind)))
    shared |= {5: entry.entity, 6: list(entry.parents), 7: entry.kind}
    shared |= {9: entry.officer, 10: entry.stamp, 11: entry.schema, 14: SUITE}
    return shared | ({_SIGNATURE: entry.signature} if entry.signature else {})


def _header(entry: Entry) -> dict[int, Any]:
    return _common(entry) | {_DIGEST: _digest(entry)}


def encode(entry: Entry) -> bytes:
    """The canonical CBOR map of `entry`; ValueError when it is out of shape or a guarded kind is unsigned."""
    hidden = {_DIGEST: entry.shredded} if entry.shredded else {_BODY: dict(entry.body), _SALT: entry.salt}
    parts = dict(sorted((_common(entry) | hidden).items()))
    data = pack(parts)
    if fault := _fault(parts) or ("shredded" if entry.shredded and (entry.body or entry.salt) else ""):
        raise ValueError(f"{entry.kind}: {fault}")
    return _sized(entry.kind, data)


def _sized(kind: str, data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise ValueError(f"{kind}: {len(data)} bytes")
    return data


def decode(data: bytes) -> Entry:
    """The entry behind `data`, or Refused: E-LEDGER-DAMAGED, E-LEDGER-NEWER (a version, suite or kind unknown here)."""
    if len(data) > LARGEST:
        raise Refused("E-LEDGER-DAMAGED", what="length")
    try:
        parts = unpack(data)
    except ValueError as fault:
        raise Refused("E-LEDGER-DAMAGED", what=str(fault)) from fault
    _refuse_newer(parts)
    if fault_found := _fault(parts):
        raise Refused("E-LEDGER-DAMAGED", what=fault_found)
    return _entry(parts)


def _refuse_newer(parts: object) -> None:
    if not isinstance(parts, dict) or type(parts.get(0)) is not int or type(parts.get(14)) is not int:
        raise Refused("E-LEDGER-DAMAGED", what="version")
    if (parts[0], parts[14]) != (VERSION, SUITE):
        raise Refused("E-LEDGER-NEWER", what=f"{parts[0]}/{parts[14]}")
    kind = parts.get(7)
    if isinstance(kind, str) and kind not in KINDS:
        raise Refused("E-LEDGER-NEWER", what=kind)


def _entry(parts: Mapping[int, Any]) -> Entry:
    device, seq, prev, entity_kind, entity, parents, kind = (parts[key] for key in range(1, 8))
    officer, stamp, schema = (parts[key] for key in (9, 10, 11))
    salt, signature, shredded = (parts.get(key, b"") for key in (_SALT, _SIGNATURE, _DIGEST))
    hidden = (salt, signature, shredded)
    body = parts.get(_BODY, {})
    return Entry(device, seq, prev, entity_kind, entity, tuple(parents), kind, body, officer, stamp, schema, *hidden)


def _fault(parts: Mapping[int, Any]) -> str:
    """The first part of the wire form (in its order) that is out of shape, or nothing."""
    form = _FORMS.get(tuple(parts))
    if form is None or (_SIGNATURE in parts) != (parts[7] in GUARDED):
        return "signature" if _FORMS.get(tuple(key for key in parts if key != _SIGNATURE)) else "parts"
    types, sized, sizes = form
    if tuple(map(type, parts.values())) != types or tuple(map(len, sized(parts))) != sizes:
        return "type or length"
    return next((what for what, sound in _MEANINGS if not sound(parts)), "")


def _are_parents(given: list[Any]) -> bool:
    ids = all(type(one) is bytes and len(one) == len(START) for one in given)
    return ids and len(given) <= PARENTS and (len(given) < 2 or given == sorted(set(given)))


def to_be_signed(entry: Entry) -> bytes:
    """What the officer signs: the header without a signature, under a name of its own."""
    return DOMAIN + pack(_header(replace(entry, signature=b"")))


def sign(entry: Entry, key: SigningKey) -> Entry:
    """`entry` with the officer's signature over its header; a signature changes the id."""
    return replace(entry, signature=key.sign(to_be_signed(entry)))


def issue(draft: Entry, key: SigningKey) -> tuple[Entry, bytes]:
    """`draft` as its officer issues it, signed where its kind asks for it, with a body of its own; and its wire form.

    The same as `sign` and `encode`, but every part is written once: each answer that is saved comes this way.
    """
    body, join = pack(dict(draft.body)), b"".join
    own, guarded = reread(body), draft.kind in GUARDED
    if fault := "shredded" if draft.shredded else _fault(_wire(draft, own, guarded)):
        raise ValueError(f"{draft.kind}: {fault}")
    front, middle, tail = _front(draft), _middle(draft), _TAIL + sha256(draft.salt + body).digest()
    signature = key.sign(join((DOMAIN, b"\xad", front, middle, tail))) if guarded else b""
    signed = b"\x0d\x58\x40" + signature if guarded else b""
    id = sha256(join((b"\xae" if guarded else b"\xad", front, middle, signed, tail))).digest()
    first = b"\xaf" if guarded else b"\xae"
    data = join((first, front, b"\x08", body, middle, b"\x0c\x50", draft.salt, signed, _TAIL[:2]))
    return _issued(draft, own, signature, id), _sized(draft.kind, data)


def _issued(draft: Entry, body: Mapping[str, Any], signature: bytes, id: bytes) -> Entry:
    made = Entry(
        draft.device, draft.seq, draft.prev, draft.entity_kind, draft.entity, draft.parents, draft.kind, body,
        draft.officer, draft.stamp, draft.schema, draft.salt, signature,
    )  # fmt: skip
    object.__setattr__(made, "_id", id)
    return made


def _wire(draft: Entry, body: Mapping[str, Any], guarded: bool) -> dict[int, Any]:
    """The parts of the wire form in order; a signature that is still to come counts as there."""
    parts = {
        0: VERSION, 1: draft.device, 2: draft.seq, 3: draft.prev, 4: draft.entity_kind, 5: draft.entity,
        6: list(draft.parents), 7: draft.kind, 8: body, 9: draft.officer, 10: draft.stamp, 11: draft.schema,
        12: draft.salt,
    }  # fmt: skip
    if guarded:
        parts[_SIGNATURE] = bytes(64)
    parts[14] = SUITE
    return parts


def _front(draft: Entry) -> bytes:
    """Header and wire form alike up to the body, without the byte that says how many parts there are."""
    parents = b"\x81\x58\x20" + draft.parents[0] if len(draft.parents) == 1 else pack(list(draft.parents))
    return b"".join(
        (
            b"\x00\x01\x01\x50", draft.device, b"\x02", number(draft.seq), b"\x03\x58\x20", draft.prev,
            b"\x04", _word(draft.entity_kind), b"\x05\x50", draft.entity, b"\x06", parents, b"\x07", _word(draft.kind),
        )
    )  # fmt: skip


def _middle(draft: Entry) -> bytes:
    return b"".join((b"\x09\x50", draft.officer, b"\x0a", number(draft.stamp), b"\x0b", number(draft.schema)))


_word = lru_cache(maxsize=256)(pack)
"""Kinds are few, and each is written with every entry."""


def verify(entry: Entry, public: bytes) -> bool:
    """Whether the signature of `entry` is by the owner of the raw 32-byte Ed25519 key `public`."""
    return signed_by(public, entry.signature, to_be_signed(entry))


def shred(entry: Entry) -> Entry:
    """`entry` without body and salt: id, chain and signature stay as they are, the words are gone."""
    return entry if entry.shredded else replace(entry, body={}, salt=b"", shredded=_digest(entry))
