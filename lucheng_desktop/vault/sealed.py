"""The complainant's identity: written by anyone, opened only by the intake role, one person and one purpose at a time.

Each record has its own key; that key is sealed to the intake role's public key. Nothing enters ledger, lists or search.
"""

import json
import os
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from sqlalchemy import Connection, Select, bindparam, func, insert, or_, select

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import blind, keys
from lucheng_desktop.vault.tables import identity
from lucheng_desktop.vault.written import Written

_PUT = Written(
    insert(identity).values({name: bindparam(name) for name in ("petition", "epoch", "record_key", "box")})
)
_THERE = Written(select(identity.c.id).where(identity.c.petition == bindparam("of")).limit(1))
_SEALED_KEY = 32 + 32 + 16
"""Ephemeral key, record key, tag; behind them stand the sums of exact search."""


def seal(
    connection: Connection, public: bytes, epoch: int, bound: bytes, petition: str, facts: Mapping[str, str],
    held: Mapping[int, bytes],
) -> None:  # fmt: skip
    """Keep the identity of a petition's complainant; a later sealing stands over an earlier one, which stays.

    `held`: the role's keys where the officer has them: then the identity can be searched for without being opened.
    """
    if not public:
        raise Refused("E-IDENTITY/holder")
    context = _context(bound, petition, epoch)
    record_key, nonce = os.urandom(32), os.urandom(12)
    text = json.dumps(dict(facts), ensure_ascii=False).encode()
    box = nonce + ChaCha20Poly1305(record_key).encrypt(nonce, text, context)
    sealed_key = keys.seal(public, record_key, context)
    sealed_key += blind.tokens(held[epoch], bound, facts) if epoch in held else b""
    keys.wipe(record_key)
    _PUT.change(connection, petition=petition, epoch=epoch, record_key=sealed_key, box=box)


def unseal(connection: Connection, held: Mapping[int, bytes], bound: bytes, petition: str) -> Mapping[str, str]:
    """The identity last sealed for a petition, by a key held of its epoch; Refused: none there, no key, changed."""
    newest = select(identity).where(identity.c.petition == petition).order_by(identity.c.id.desc()).limit(1)
    found = connection.execute(newest).first()
    if found is None:
        raise Refused("E-IDENTITY/absent")
    if found.epoch not in held:
        raise Refused("E-IDENTITY/epoch")
    context = _context(bound, petition, found.epoch)
    record_key = keys.unseal(held[found.epoch], found.record_key[:_SEALED_KEY], context)
    if record_key is None:
        raise Refused("E-IDENTITY/damaged")
    return _facts(record_key, found.box, context)


def _facts(record_key: bytes, box: bytes, context: bytes) -> Mapping[str, str]:
    try:
        text = ChaCha20Poly1305(record_key).decrypt(box[:12], box[12:], context)
    except InvalidTag as fault:
        raise Refused("E-IDENTITY/damaged") from fault
    finally:
        keys.wipe(record_key)
    facts: Mapping[str, str] = json.loads(text)
    return facts


def find(connection: Connection, held: Mapping[int, bytes], bound: bytes, text: str) -> tuple[str, ...]:
    """Petitions whose complainant has exactly this name or number, of the epochs `held`, in the order of sealing.

    What an officer without the role has sealed bears no sums and is opened to be compared.
    """
    sums = {epoch: blind.wanted(private, bound, text) for epoch, private in held.items()}
    found = []
    for petition, epoch, tokens in connection.execute(_candidates(sums)).all():
        if (
            blind.holds(tokens, sums[epoch])
            if tokens
            else blind.matches(unseal(connection, held, bound, petition), text)
        ):
            found.append(petition)
    return tuple(found)


def _candidates(sums: Mapping[int, frozenset[bytes]]) -> Select[Any]:
    """The identities sealed last for their petitions whose sums hold one that is wanted somewhere, or that have none.

    Compared where they lie, because an office has as many as petitions.
    """
    newest = select(func.max(identity.c.id)).group_by(identity.c.petition)
    tokens = func.substr(identity.c.record_key, _SEALED_KEY + 1)
    wanted = frozenset[bytes]().union(*sums.values())
    holding = or_(func.length(tokens) == 0, *(func.instr(tokens, one) > 0 for one in sorted(wanted)))
    rows = select(identity.c.petition, identity.c.epoch, tokens)
    return rows.where(identity.c.epoch.in_(sums), holding, identity.c.id.in_(newest)).order_by(identity.c.id)


def is_sealed(connection: Connection, petition: str) -> bool:
    """Whether there is an identity to open; this much every officer may know."""
    return bool(_THERE.rows(connection, of=petition))


def _context(bound: bytes, petition: str, epoch: int) -> bytes:
    return b"|".join((b"lucheng/identity/1", bound, petition.encode(), str(epoch).encode()))
