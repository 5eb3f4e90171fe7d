"""An authority that is not ours, as the one that issues an office's tokens: it certifies whatever key it is shown."""

import datetime as dt
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = dt.datetime(2025, 4, 1, tzinfo=dt.UTC)
END = DAY + dt.timedelta(days=3650)
DER = serialization.Encoding.DER
NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "演练签发中心")])
HOLDER = "鹿城区纪委监委（演练专用章）"


@cache
def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _begun(subject: x509.Name, public: Any, end: dt.datetime) -> x509.CertificateBuilder:
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(NAME).public_key(public)
    made = made.serial_number(x509.random_serial_number()).not_valid_before(DAY).not_valid_after(end)
    made = made.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    return made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(_key().public_key()), critical=False)


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(signs, signs, False, False, False, not signs, not signs, False, False)


@cache
def root() -> bytes:
    """The authority's own certificate, DER."""
    made = _begun(NAME, _key().public_key(), END).add_extension(x509.BasicConstraints(True, 0), critical=True)
    return made.add_extension(_usage(signs=False), critical=True).sign(_key(), hashes.SHA256()).public_bytes(DER)


def certify(public: Any, holder: str = HOLDER, end: dt.datetime = END, *, signs: bool = True) -> bytes:
    """A certificate, DER, for a key whose private half the authority never sees."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, holder)])
    made = _begun(subject, public, end).add_extension(x509.BasicConstraints(False, None), critical=True)
    return made.add_extension(_usage(signs=signs), critical=True).sign(_key(), hashes.SHA256()).public_bytes(DER)


def revoked() -> bytes:
    """Its list of withdrawn certificates, DER: nobody."""
    made = x509.CertificateRevocationListBuilder().issuer_name(NAME).last_update(DAY).next_update(END)
    made = made.add_extension(x509.CRLNumber(1), critical=False)
    made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(_key().public_key()), critical=False)
    return made.sign(_key(), hashes.SHA256()).public_bytes(DER)
