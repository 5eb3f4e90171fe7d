"""What a bundle says about itself: HEADER.json, the names its members may have, and the list of digests."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from lucheng_desktop.exchange.tar import LONGEST_NAME, Member

FORMAT = 1
HEADER, SENDER, SUMS, SIGNATURE = "HEADER.json", "SENDER.pem", "SHA256SUMS", "SHA256SUMS.sig"
LARGEST_HEADER = 16 << 20
_ID, _CONTENT, _DIGEST = r"[0-9a-f]{32}", r"[0-9a-f]{32,128}", r"[0-9a-f]{64}"
_NAME = re.compile(rf"SENDER\.pem|seg/{_ID}/[0-9]{{12}}-[0-9a-f]{{16}}\.lcsg|blob/{_CONTENT}|human/(?P<human>[^/]+)")
_NOT_IN_FILE_NAMES = frozenset('<>:"/\\|?*')


@dataclass(frozen=True, slots=True)
class Listed:
    """One attachment in the bundle: its content id in the sender's vault, its own name, type, size in bytes."""

    content: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Header:
    """What sender and readers are told; ids and digests in hex, `readers` are fingerprints of X25519 keys."""

    format: int
    min_reader: int
    bundle: str
    counter: int
    office: str
    sender: str
    purpose: str
    created: str
    nature: str
    entities: tuple[str, ...]
    """The only entities whose entries an extract holds; empty in a whole one."""
    cases: tuple[str, ...]
    readers: tuple[str, ...]
    heads: Mapping[str, int]
    """How far the sender's whole ledger reached, by device: shows how old a delivery is."""
    entries: int
    attachments: tuple[Listed, ...]
    members: tuple[Member, ...]
    """Everything between this header and the digests, in order."""


def dump(header: Header) -> bytes:
    """HEADER.json: one form only, readable by people."""
    return json.dumps(asdict(header), ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def newer(parts: Any) -> bool:
    """Whether a header asks for a newer reader than this one."""
    return isinstance(parts, dict) and type(parts.get("min_reader")) is int and parts["min_reader"] > FORMAT


def load(data: bytes) -> Any:
    """HEADER.json as plain values; ValueError when it is no JSON."""
    try:
        return json.loads(data)
    except RecursionError as fault:
        raise ValueError("nested too deep") from fault


def header_of(parts: Any) -> Header:
    """The header in plain values; ValueError unless every part is there, of its type, and lawful."""
    try:
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in parts.items()
        }
        values["attachments"] = tuple(Listed(**one) for one in values["attachments"])
        values["members"] = tuple(Member(**one) for one in values["members"])
        header = Header(**values)
    except (TypeError, AttributeError, KeyError) as fault:
        raise ValueError("parts") from fault
    if not _lawful(header):
        raise ValueError("values")
    return header


def _whole(*numbers: object) -> bool:
    return all(type(number) is int and number >= 0 for number in numbers)


def _texts(values: object, pattern: str = "(?s:.*)") -> bool:
    return isinstance(values, tuple) and all(type(value) is str and re.fullmatch(pattern, value) for value in values)


def _lawful(header: Header) -> bool:
    texts = (header.bundle, header.office, header.sender, header.purpose, header.created)
    sizes = [listed.size for listed in header.attachments] + [member.size for member in header.members]
    return (
        header.format == FORMAT
        and _whole(header.format, header.min_reader, header.counter, header.entries, *sizes)
        and _texts((*texts, *(text for one in header.attachments for text in (one.content, one.name, one.media_type))))
        and header.nature in ("whole", "extract")
        and _texts(header.cases)
        and _texts(header.readers, _DIGEST)
        and type(header.heads) is dict
        and type(header.entities) is tuple
        and _texts((*texts[:3], *header.entities, *header.heads), _ID)
        and _whole(*header.heads.values())
        and _members_lawful(header)
    )


def _members_lawful(header: Header) -> bool:
    names = [member.name for member in header.members]
    blobs = [Member(f"blob/{listed.content}", listed.size) for listed in header.attachments]
    return (
        _texts(tuple(names))
        and len(set(map(str.casefold, names))) == len(names)
        and all(map(name_lawful, names))
        and [member for member in header.members if member.name.startswith("blob/")] == blobs
        and names.count(SENDER) == 1
    )


def name_lawful(name: str) -> bool:
    """Whether a member may have this name: no way out of its folder, nothing a file system or reader could misread."""
    found = _NAME.fullmatch(name)
    if not found or len(name.encode("utf-8", "replace")) > LONGEST_NAME:
        return False
    human = found["human"]
    return human is None or (
        human.isprintable()
        and not _NOT_IN_FILE_NAMES.intersection(human)
        and human == human.strip(" .")
        and not human.startswith("-")
    )


def sums(stream: bytes, digests: Iterable[tuple[str, bytes]]) -> bytes:
    """SHA256SUMS: first the digest of all bytes before it, then one line for each member."""
    lines = [(stream, "-stream"), *((digest, name) for name, digest in digests)]
    return "".join(f"{digest.hex()}  {name}\n" for digest, name in lines).encode()


def segment_name(device: bytes, seq: int, head: bytes) -> str:
    """Where a segment lies: its device, its first entry, and the start of its last entry's id."""
    return f"seg/{device.hex()}/{seq:012d}-{head.hex()[:16]}.lcsg"
