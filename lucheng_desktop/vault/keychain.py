"""This PC's keyring: a device secret against theft of the file, and the last ledger head seen. Never the only key."""

import os
import threading
from collections.abc import Callable
from typing import Any, TypeVar

SERVICE = "lucheng-desktop"
ALLOWED = {
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.Windows", "WinVaultKeyring"),
}
"""Everything else is refused: `null` forgets silently, `keyrings.alt` writes plain text."""
PATIENCE = 15.0
"""Seconds a keyring may take; a locked one waits for a dialog that nobody may see."""
_silent = threading.Event()
"""Set by the first question that was not answered in time: one hanging keyring costs one wait, not six."""
T = TypeVar("T")


def known() -> str:
    """What the keyring that is trusted here calls itself, or nothing; nothing is asked of it."""
    return _asked(lambda ring: str(ring.name)) or ""


def device_secret(vault: bytes) -> bytes | None:
    """The 32 bytes this PC keeps for the vault, or None."""
    found = _asked(lambda ring: ring.get_password(SERVICE, f"device/{vault.hex()}"))
    return _secret(found) if isinstance(found, str) else None


def _secret(text: str) -> bytes | None:
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        return None
    return secret if len(secret) == 32 else None


def keep_device_secret(vault: bytes, secret: bytes) -> bool:
    """Whether the keyring took the secret; it is read back, because some keyrings only pretend."""
    return _kept(f"device/{vault.hex()}", secret.hex())


def new_device_secret(vault: bytes) -> bytes | None:
    """A fresh secret that the keyring has really kept, or None where there is no keyring to trust."""
    secret = os.urandom(32)
    return secret if keep_device_secret(vault, secret) else None


def anchor(vault: bytes) -> str:
    """The last ledger head this PC has seen, `seq:id in hex`, or nothing."""
    found = _asked(lambda ring: ring.get_password(SERVICE, f"head/{vault.hex()}"))
    return found if isinstance(found, str) else ""


def keep_anchor(vault: bytes, head: str) -> bool:
    """Whether the keyring took the head."""
    return _kept(f"head/{vault.hex()}", head)


def attempts(vault: bytes) -> str:
    """The failed attempts this PC has counted, as `delay` wrote them, or nothing."""
    found = _asked(lambda ring: ring.get_password(SERVICE, f"attempts/{vault.hex()}"))
    return found if isinstance(found, str) else ""


def keep_attempts(vault: bytes, text: str) -> bool:
    """Whether the keyring took the count."""
    return _kept(f"attempts/{vault.hex()}", text)


def _kept(name: str, value: str) -> bool:
    def keep(ring: Any) -> bool:
        ring.set_password(SERVICE, name, value)
        return bool(ring.get_password(SERVICE, name) == value)

    return _asked(keep) is True


def _asked(question: Callable[[Any], T]) -> T | None:
    """The answer of an allowed keyring, or None: none there, it failed, or it took too long, now or before."""
    if _silent.is_set():
        return None
    answers: list[T | None] = []

    def ask() -> None:
        try:
            ring = _ring()
            answers.append(question(ring) if ring is not None else None)
        except Exception:  # a keyring raises whatever its bus raises; all of it means "no keyring"
            answers.append(None)

    worker = threading.Thread(target=ask, daemon=True, name="keyring")
    worker.start()
    worker.join(PATIENCE)
    if worker.is_alive():
        _silent.set()
    return answers[0] if answers else None


def _ring() -> Any:
    """The first allowed backend behind the chosen one."""
    import keyring

    chosen = keyring.get_keyring()
    for ring in (chosen, *getattr(chosen, "backends", ())):
        if (type(ring).__module__, type(ring).__qualname__) in ALLOWED:
            return ring
    return None
