"""The certificate authority behind a seal: one for each, made here, trusted by whoever was handed its certificate."""

import datetime as dt
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.x509.oid import NameOID

from lucheng_desktop.places import words

YEARS = 20
"""Papers are checked many years later, and no trusted time says that a signature is older than its certificate."""
_LONGEST = 64
"""Bytes of one part of a certificate's name."""
_DER = serialization.Encoding.DER
_LIST = re.compile(rb"-----BEGIN X509 CRL-----.+?-----END X509 CRL-----", re.DOTALL)
Public: TypeAlias = ec.EllipticCurvePublicKey
Private: TypeAlias = ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Credentials:
    """What goes into a signed paper, DER: the signer's certificate, the authority's own, its list of withdrawn ones."""

    signer: bytes
    authority: bytes
    revoked: bytes


@dataclass(frozen=True, slots=True)
class Issued:
    """Fresh credentials and the private keys, PKCS#8 DER; a demonstration throws its authority's key away."""

    credentials: Credentials
    signer_key: bytes = field(repr=False)
    authority_key: bytes = field(repr=False)


def issue(office: str, day: dt.date, *, seal: str = "") -> Issued:
    """An authority and its one signer with a fresh key, valid from the day before; no `seal`: a demonstration's."""
    own = ec.generate_private_key(ec.SECP256R1())
    credentials, authority = certify(office, day, own.public_key(), seal=seal)
    return Issued(credentials, _private(own), authority)


def certify(
    office: str, day: dt.date, public: CertificatePublicKeyTypes, *, seal: str = ""
) -> tuple[Credentials, bytes]:  # fmt: skip
    """An authority and its certificate for a key that lies elsewhere; the authority's private key, PKCS#8 DER."""
    start = dt.datetime.combine(day, dt.time(), dt.UTC) - dt.timedelta(days=1)
    authority = ec.generate_private_key(ec.SECP384R1())
    kind = "office" if seal else "demo"
    by = _name(kind, "authority", office, seal)
    root = _authority(by, authority, start)
    signer = _signer(_name(kind, "signer", office, seal), public, by, authority, start)
    revoked = _revoked(by, authority, start)
    known = Credentials(signer.public_bytes(_DER), root.public_bytes(_DER), revoked.public_bytes(_DER))
    return known, _private(authority)


def certify_also(office: str, day: dt.date, other: bytes, *, seal: str) -> tuple[Credentials, bytes]:
    """An authority and its certificate for the key that a stranger's certificate (DER) is about."""
    return certify(office, day, x509.load_der_x509_certificate(other).public_key(), seal=seal)


def withdraw(authority_key: bytes | bytearray, authority: bytes, signer: bytes, at: dt.datetime) -> bytes:
    """The list after the signer's certificate was withdrawn at a time: DER, number 2, due when the certificates end."""
    key = serialization.load_der_private_key(bytes(authority_key), None)
    assert isinstance(key, Private)
    by, gone = x509.load_der_x509_certificate(authority), x509.load_der_x509_certificate(signer)
    entry = x509.RevokedCertificateBuilder().serial_number(gone.serial_number).revocation_date(at)
    entry = entry.add_extension(x509.CRLReason(x509.ReasonFlags.cessation_of_operation), critical=False)
    made = _list(by.subject, key, at, by.not_valid_after_utc, 2).add_revoked_certificate(entry.build())
    return made.sign(key, hashes.SHA384()).public_bytes(_DER)


def _private(key: Private) -> bytes:
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, plain)


def _name(kind: str, part: str, office: str, seal: str) -> x509.Name:
    """A name as readers show it; a demonstration says in every line what it is."""
    said = words("sealing")["certificate"][kind]
    parts = ((NameOID.COUNTRY_NAME, "CN"), (NameOID.ORGANIZATION_NAME, said["organization"]),
             (NameOID.COMMON_NAME, said[part]))  # fmt: skip
    return x509.Name([x509.NameAttribute(oid, _cut(text.format(office=office, seal=seal))) for oid, text in parts])


def _cut(text: str) -> str:
    """As much of it as a certificate's name holds, in whole characters."""
    return text.encode()[:_LONGEST].decode(errors="ignore")


def _end(start: dt.datetime) -> dt.datetime:
    return start + dt.timedelta(days=YEARS * 365)


def _usage(*, signs: bool, issues: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs, content_commitment=signs, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=issues, crl_sign=issues, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _builder(
    subject: x509.Name, public: CertificatePublicKeyTypes, issuer: x509.Name, authority: Public, start: dt.datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
        .serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(_end(start))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority), critical=False)
    )  # fmt: skip


def _authority(name: x509.Name, key: Private, start: dt.datetime) -> x509.Certificate:
    made = _builder(name, key.public_key(), name, key.public_key(), start)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return made.add_extension(_usage(signs=False, issues=True), critical=True).sign(key, hashes.SHA384())


def _signer(
    name: x509.Name, public: CertificatePublicKeyTypes, by: x509.Name, authority: Private, start: dt.datetime
) -> x509.Certificate:
    made = _builder(name, public, by, authority.public_key(), start)
    made = made.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    return made.add_extension(_usage(signs=True, issues=False), critical=True).sign(authority, hashes.SHA384())


def _revoked(by: x509.Name, key: Private, start: dt.datetime) -> x509.CertificateRevocationList:
    """Nobody is withdrawn. Its next edition is due when the certificates end: there is no network to fetch one from."""
    return _list(by, key, start, _end(start), 1).sign(key, hashes.SHA384())


def _list(
    by: x509.Name, key: Private, start: dt.datetime, end: dt.datetime, number: int
) -> x509.CertificateRevocationListBuilder:
    made = x509.CertificateRevocationListBuilder().issuer_name(by).last_update(start).next_update(end)
    made = made.add_extension(x509.CRLNumber(number), critical=False)
    return made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)


def sign(private: bytes, data: bytes) -> bytes:
    """ECDSA with SHA-256 of `data` under a PKCS#8 key."""
    key = serialization.load_der_private_key(private, None)
    assert isinstance(key, Private)
    return key.sign(data, ec.ECDSA(hashes.SHA256()))


def as_text(authority: bytes) -> bytes:
    """The authority's certificate as PEM, to be handed to whoever checks papers."""
    return x509.load_der_x509_certificate(authority).public_bytes(serialization.Encoding.PEM)


def list_as_text(revoked: bytes) -> bytes:
    """A list of withdrawn certificates as PEM."""
    return x509.load_der_x509_crl(revoked).public_bytes(serialization.Encoding.PEM)


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of a certificate, in hex."""
    return sha256(certificate).hexdigest()


def from_text(data: bytes) -> list[bytes]:
    """The certificates in a file, DER each; none when it holds no certificate."""
    try:
        text = b"-----BEGIN" in data
        found = x509.load_pem_x509_certificates(data) if text else [x509.load_der_x509_certificate(data)]
    except ValueError:
        return []
    return [one.public_bytes(serialization.Encoding.DER) for one in found]


def is_withdrawn(data: bytes, certificate: bytes) -> bool:
    """Whether a list in a PEM file, as handed out with an authority, names the certificate and is that authority's."""
    about = x509.load_der_x509_certificate(certificate)
    issuers = {one.subject: one.public_key() for one in map(x509.load_der_x509_certificate, from_text(data))}
    return any(
        found.get_revoked_certificate_by_serial_number(about.serial_number) is not None
        for found in map(x509.load_pem_x509_crl, _LIST.findall(data))
        if found.issuer == about.issuer
        and isinstance(key := issuers.get(found.issuer), Public) and found.is_signature_valid(key)
    )  # fmt: skip
