"""The one byte form of a value: canonical CBOR without floats, tags or indefinite lengths."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Never

import cbor2

DEEPEST = 16
"""How deep lists and maps may nest."""
_WHOLE = range(-(2**63), 2**63)
_TAGS = (0, 1, 2, 3, 4, 5, 25, 28, 29, 30, 35, 36, 37, 52, 54, 100, 256, 258, 260, 261, 1004, 43000, 55799)


def _no_tag(*_: object) -> Never:
    raise ValueError("tagged value")


_UNTAGGED: Mapping[int, Callable[..., Any]] = MappingProxyType(dict.fromkeys(_TAGS, _no_tag))


def _check_list(value: list[Any] | tuple[Any, ...], depth: int) -> None:
    for item in value:
        check(item, depth + 1)


def _check_map(value: dict[Any, Any], depth: int) -> None:
    for key, item in value.items():
        if type(key) not in (str, int):
            raise ValueError(f"{type(key).__name__} as a key")
        check(item, depth + 1)


def check(value: object, depth: int = 0) -> None:
    """Raise ValueError unless `value` is made of str, int (64 bit), bool, None, bytes, list, tuple and dict alone."""
    if depth > DEEPEST:
        raise ValueError("nested too deep")
    if isinstance(value, bool | str | bytes | None):
        return None
    if isinstance(value, int) and value in _WHOLE:
        return None
    if isinstance(value, list | tuple):
        return _check_list(value, depth)
    if isinstance(value, dict):
        return _check_map(value, depth)
    raise ValueError(f"{type(value).__name__} has no place in an entry")


def pack(value: Any) -> bytes:
    """The canonical bytes of `value`; ValueError when it holds anything the ledger does not keep."""
    check(value)
    return _bytes(value)


def _bytes(value: Any) -> bytes:
    return cbor2.dumps(value, canonical=True)


def number(whole: int) -> bytes:
    """The bytes of a whole number that is not negative, as `pack` would write them."""
    if whole < 24:
        return whole.to_bytes(1, "big")
    if whole < 1 << 8:
        return b"\x18" + whole.to_bytes(1, "big")
    if whole < 1 << 16:
        return b"\x19" + whole.to_bytes(2, "big")
    return b"\x1a" + whole.to_bytes(4, "big") if whole < 1 << 32 else b"\x1b" + whole.to_bytes(8, "big")


def unpack(data: bytes) -> Any:
    """The value behind `data`; ValueError unless `data` is exactly what `pack` would write."""
    try:
        value = cbor2.loads(
            data, max_depth=DEEPEST + 4, allow_indefinite=False, allow_duplicate_keys=False, semantic_decoders=_UNTAGGED
        )
        check(value)
    except (cbor2.CBORError, RecursionError, OverflowError, TypeError) as fault:
        raise ValueError("not CBOR of ours") from fault
    if _bytes(value) != data:
        raise ValueError("not canonical")
    return value


def reread(data: bytes) -> Any:
    """A value of one's own from bytes that `pack` has just written."""
    return cbor2.loads(data)
