"""The envelope of an electronic signature (CMS, RFC 5652; CAdES, ETSI EN 319 122-1), written as DER part by part."""

from functools import cache
from hashlib import sha256
from typing import Any

from asn1crypto import algos, cms

_SEQUENCE, _SET, _OCTETS = 0x30, 0x31, 0x04
_FIRST = 0xA0
"""The tag of a part that is told by its place alone."""
_NAMED = 0xA4
"""The tag of whoever is told by a full name."""
_SHORT = 0x80
"""Lengths below it are written in one byte."""


def der(tag: int, *parts: bytes) -> bytes:
    """One value: tag, length and what is in it."""
    body = b"".join(parts)
    size = len(body)
    long = size.to_bytes((size.bit_length() + 7) // 8, "big") if size >= _SHORT else b""
    return bytes((tag, _SHORT | len(long) if long else size)) + long + body


@cache
def _digest() -> bytes:
    return bytes(algos.DigestAlgorithm({"algorithm": "sha256"}).dump())


@cache
def _type(name: str) -> bytes:
    return bytes(cms.ContentType(name).dump())


@cache
def _attribute(name: str) -> bytes:
    return bytes(cms.CMSAttributeType(name).dump())


def attributes(certificate: Any, digest: bytes) -> bytes:
    """What is signed: that it is a file, its SHA-256, and whose certificate signs; one after the other."""
    whose = der(_SEQUENCE, der(_SEQUENCE, der(_NAMED, certificate.issuer.dump())), _serial(certificate))
    known = der(_SEQUENCE, der(_OCTETS, sha256(certificate.dump()).digest()), whose)
    own = der(_SEQUENCE, _attribute("signing_certificate_v2"), der(_SET, der(_SEQUENCE, der(_SEQUENCE, known))))
    kind = der(_SEQUENCE, _attribute("content_type"), der(_SET, _type("data")))
    summed = der(_SEQUENCE, _attribute("message_digest"), der(_SET, der(_OCTETS, digest)))
    return b"".join(sorted((kind, summed, own)))


def _serial(certificate: Any) -> bytes:
    return bytes(certificate["tbs_certificate"]["serial_number"].dump())


def as_signed(attributes: bytes) -> bytes:
    """The attributes in the form that the key signs."""
    return der(_SET, attributes)


def sealed(certificate: Any, attributes: bytes, mechanism: bytes, signature: bytes) -> bytes:
    """The certificate, the attributes and the signature of them in one envelope, which holds no file."""
    one: bytes = cms.CMSVersion("v1").dump()
    whose = der(_SEQUENCE, certificate.issuer.dump(), _serial(certificate))
    signer = (one, whose, _digest(), der(_FIRST, attributes), mechanism, der(_OCTETS, signature))
    body = (
        one, der(_SET, _digest()), der(_SEQUENCE, _type("data")), der(_FIRST, certificate.dump()),
        der(_SET, der(_SEQUENCE, *signer)),
    )  # fmt: skip
    return der(_SEQUENCE, _type("signed_data"), der(_FIRST, der(_SEQUENCE, *body)))
