"""Our bech32 agrees with age's own, in both directions."""

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.exchange import keys


@given(st.binary(min_size=32, max_size=32))
def test_keys_in_text_are_those_of_age(private: bytes) -> None:
    public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    assert str(keys.identity(private)) == keys.identity_text(private)
    assert str(keys.recipient(public)) == keys.recipient_text(public) == str(keys.identity(private).to_public())
    assert keys.public_of(private) == public


def test_a_key_made_by_age_is_read() -> None:
    identity = pyrage.x25519.Identity.generate()
    sealed = pyrage.encrypt("通报".encode(), [identity.to_public()])
    raw = keys._raw("AGE-SECRET-KEY-".lower(), str(identity).lower())
    assert pyrage.decrypt(sealed, [keys.identity(raw)]).decode() == "通报"


@pytest.mark.parametrize("size", [0, 31, 33])
def test_keys_have_32_bytes(size: int) -> None:
    with pytest.raises(ValueError):
        keys.recipient_text(bytes(size))


@given(st.binary(min_size=32, max_size=32), st.integers(4, 61), st.integers(1, 31))
def test_a_wrong_letter_in_a_key_is_found(public: bytes, place: int, shift: int) -> None:
    text = keys.recipient_text(public)
    other = keys._ALPHABET[(keys._ALPHABET.index(text[place]) + shift) % 32]
    with pytest.raises(ValueError):
        keys._raw("age", text[:place] + other + text[place + 1 :])
