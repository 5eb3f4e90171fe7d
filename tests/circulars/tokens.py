"""Tokens as SoftHSM keeps them: a real PKCS#11 library, and keys that are made in the token and stay there."""

import subprocess
from pathlib import Path
from typing import Any

import pkcs11
from cryptography.hazmat.primitives import serialization
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass
from pkcs11.util import ec, rsa

from tests.circulars import foreign_authority

PIN, OFFICER_PIN = "演练8642", "55771133"
_PLACES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
           "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so")  # fmt: skip
LIBRARY = next((Path(place) for place in _PLACES if Path(place).is_file()), Path(_PLACES[0]))


def configure(folder: Path) -> Path:
    """The configuration that SOFTHSM2_CONF has to name, for tokens in `folder`."""
    (folder / "tokens").mkdir()
    file = folder / "softhsm2.conf"
    file.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    return file


def make(label: str) -> str:
    """A fresh token without a key; its serial number."""
    before = _serials(label)
    order = ["softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", OFFICER_PIN]
    subprocess.run(order, check=True, capture_output=True, timeout=60)
    [made] = _serials(label) - before
    return made


def _serials(label: str) -> set[str]:
    library = pkcs11.lib(str(LIBRARY))
    try:
        tokens = [slot.get_token() for slot in library.get_slots()]
        return {token.serial.decode() for token in tokens if token.label == label}
    finally:
        library.finalize()


def fill(
    serial: str, kind: KeyType, identity: bytes = b"\1", curve: str = "secp256r1", certificate: bytes = b"", **said: Any
) -> bytes:
    """Make a pair of keys in a token and put a certificate (DER) beside it: of the pair, unless another is given."""
    library = pkcs11.lib(str(LIBRARY))
    try:
        [token] = [slot.get_token() for slot in library.get_slots() if slot.get_token().serial.decode() == serial]
        with token.open(rw=True, user_pin=PIN) as session:
            public = _pair(session, kind, identity, curve)
            der = certificate or foreign_authority.certify(public, **said)
            write(session, der, identity)
            return der
    finally:
        library.finalize()


def clear(serial: str) -> None:
    """Take everything out of a token."""
    library = pkcs11.lib(str(LIBRARY))
    try:
        [token] = [slot.get_token() for slot in library.get_slots() if slot.get_token().serial.decode() == serial]
        with token.open(rw=True, user_pin=PIN) as session:
            for one in list(session.get_objects()):
                one.destroy()
    finally:
        library.finalize()


def write(session: Any, certificate: bytes, identity: bytes) -> None:
    """Put a certificate into the token."""
    session.create_object({
        Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
        Attribute.TOKEN: True, Attribute.LABEL: "certificate", Attribute.ID: identity, Attribute.VALUE: certificate,
        Attribute.SUBJECT: b"",
    })  # fmt: skip


def _pair(session: Any, kind: KeyType, identity: bytes, curve: str) -> Any:
    if kind == KeyType.RSA:
        public, _ = session.generate_keypair(kind, 2048, id=identity, label="key", store=True)
        der = rsa.encode_rsa_public_key(public)
        return serialization.load_der_public_key(_wrapped(der))
    named = {Attribute.EC_PARAMS: ec.encode_named_curve_parameters(curve)}
    parameters = session.create_domain_parameters(KeyType.EC, named, local=True)
    public, _ = parameters.generate_keypair(mechanism=Mechanism.EC_KEY_PAIR_GEN, id=identity, label="key", store=True)
    return serialization.load_der_public_key(ec.encode_ec_public_key(public))


def _wrapped(der: bytes) -> bytes:
    from asn1crypto.keys import PublicKeyInfo, RSAPublicKey

    return PublicKeyInfo.wrap(RSAPublicKey.load(der), "rsa").dump()
