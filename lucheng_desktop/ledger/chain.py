"""Is the ledger whole: every device's entries linked without a gap, every guarded entry signed by its officer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lucheng_desktop.ledger.entry import GUARDED, START, Entry, verify
from lucheng_desktop.ledger.scan import Run, Seen, along
from lucheng_desktop.ledger.signing import signed_by

Keys = Callable[[bytes], bytes | None]
"""Officer id -> raw Ed25519 public key, or None when unknown."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one entry: gap (entries before it are missing), link, fork, officer (unknown), signature."""

    what: str
    device: str
    seq: int
    entry: str


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome; `chain` is "broken" as soon as there is any fault, `signatures` counts those that hold."""

    entries: int
    devices: int
    chain: str
    signatures: int
    first_fault: Fault | None
    heads: Mapping[bytes, tuple[int, bytes]]


@dataclass(frozen=True, slots=True, order=True)
class _Link:
    seq: int
    id: bytes
    prev: bytes
    fault: str = ""
    signed: bool = False


def check(entries: Iterable[Entry], keys: Keys, extracts: frozenset[bytes] = frozenset()) -> Check:
    """Check entries in any order; a device in `extracts` may have gaps: only some of its entries were handed over."""
    links: dict[bytes, dict[bytes, _Link]] = {}
    for entry in entries:
        fault = _signature_fault(entry, keys)
        signed = entry.kind in GUARDED and not fault
        links.setdefault(entry.device, {})[entry.id] = _Link(entry.seq, entry.id, entry.prev, fault, signed)
    chains = {device: sorted(found.values()) for device, found in sorted(links.items())}
    faults = [_chain_fault(device, found, device in extracts) for device, found in chains.items()]
    first = next((fault for fault in faults if fault), None)
    heads = {device: (found[-1].seq, found[-1].id) for device, found in chains.items()}
    count = sum(map(len, chains.values()))
    signatures = sum(link.signed for found in chains.values() for link in found)
    return Check(count, len(chains), "broken" if first else "intact", signatures, first, MappingProxyType(heads))


def check_stored(
    stored: Iterable[bytes], keys: Keys, extracts: frozenset[bytes] = frozenset(),
    after: Mapping[bytes, tuple[int, bytes]] = MappingProxyType({}),
) -> Check:  # fmt: skip
    """The same for entries as they are stored, device by device in the order of their numbers.

    `after`: device -> (seq, id) of the entry that the first stored one of that device must follow.
    """
    watches: list[_Watch] = []
    for one in along(stored, watches):
        if not watches or watches[-1].device != one.device:
            watches.append(_Watch(one.device, *after.get(one.device, (0, START))))
        _look(watches[-1], one, keys, one.device in extracts)
    first = next((watch.fault for watch in watches if watch.fault), None)
    heads = dict(sorted({**after, **{watch.device: (watch.seq, watch.id) for watch in watches}}.items()))
    entries, signatures = sum(watch.entries for watch in watches), sum(watch.signatures for watch in watches)
    chain = "broken" if first else "intact"
    return Check(entries, len(heads), chain, signatures, first, MappingProxyType(heads))


@dataclass(slots=True)
class _Watch(Run):
    """What has been seen of one device's chain so far."""

    signatures: int = 0
    fault: Fault | None = None


def _look(watch: _Watch, one: Seen, keys: Keys, extract: bool) -> None:
    """Take the chain on to an entry that was handed out."""
    if one.prev != watch.id or one.seq != watch.seq + 1:
        _blame(watch, one, _link_fault(_Link(one.seq, one.id, one.prev), watch.seq, watch.id, extract))
    if one.message:
        _weigh(watch, one, keys)
    watch.seq, watch.id, watch.entries = one.seq, one.id, watch.entries + 1


def _weigh(watch: _Watch, one: Seen, keys: Keys) -> None:
    public = keys(one.officer)
    fault = "officer" if public is None else "" if signed_by(public, one.signature, one.message) else "signature"
    watch.signatures += not fault
    _blame(watch, one, fault)


def _blame(watch: _Watch, one: Seen, what: str) -> None:
    if what and watch.fault is None:
        watch.fault = Fault(what, watch.device.hex(), one.seq, one.id.hex())


def _signature_fault(entry: Entry, keys: Keys) -> str:
    if entry.kind not in GUARDED:
        return ""
    public = keys(entry.officer)
    if public is None:
        return "officer"
    return "" if verify(entry, public) else "signature"


def _chain_fault(device: bytes, links: Iterable[_Link], extract: bool) -> Fault | None:
    seq, head = 0, START
    for link in links:
        if fault := _link_fault(link, seq, head, extract) or link.fault:
            return Fault(fault, device.hex(), link.seq, link.id.hex())
        seq, head = link.seq, link.id
    return None


def _link_fault(link: _Link, seq: int, head: bytes, extract: bool) -> str:
    if link.seq == seq:
        return "fork"
    if link.seq == seq + 1:
        return "" if link.prev == head else "link"
    return "" if extract else "gap"
