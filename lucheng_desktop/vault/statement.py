"""What is said openly beside the database and cannot be changed without the master key: witness, backup manifest.

Three lines: `MAGIC format suite`, one line of JSON with sorted keys, HMAC-SHA256 of both under a key of that purpose.
"""

import hmac
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lucheng_desktop.vault import durable
from lucheng_desktop.vault.keys import SUITE, MasterKey

FORMAT = 1
_LARGEST = 64 << 20


def write(path: Path, magic: str, body: Mapping[str, Any], master: MasterKey) -> None:
    """Put the statement down, whole or not at all."""
    said = text(magic, body)
    durable.write(path, said + master.mac(magic, said).hex().encode() + b"\n")


def text(magic: str, body: Mapping[str, Any]) -> bytes:
    """The two lines that are proven."""
    spelled = json.dumps(dict(body), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{magic} {FORMAT} {SUITE}\n{spelled}\n".encode()


def read(path: Path, magic: str, master: MasterKey) -> dict[str, Any] | None:
    """What is said, or None: not there, damaged, another magic or suite, or not said by a holder of the master key."""
    body, said, proof = heard(path, magic)
    return body if body is not None and hmac.compare_digest(proof, master.mac(magic, said)) else None


def heard(path: Path, magic: str) -> tuple[dict[str, Any] | None, bytes, bytes]:
    """What is said, its bytes and their proof, not yet proven; None when it cannot be read."""
    try:
        with path.open("rb") as file:
            lines = file.read(_LARGEST).split(b"\n")
        said = b"\n".join(lines[:2]) + b"\n"
        proof = bytes.fromhex(lines[2].decode("ascii"))
        body = json.loads(lines[1])
    except (OSError, ValueError, IndexError):
        return None, b"", b""
    ours = lines[0] == f"{magic} {FORMAT} {SUITE}".encode() and isinstance(body, dict)
    return body if ours else None, said, proof
