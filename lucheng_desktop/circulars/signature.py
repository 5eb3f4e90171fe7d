"""The electronic signature of a sealed paper: PAdES B-B, made and verified offline; no trusted time stands behind it.

Signing appends to the paper and leaves its bytes and metadata as they are. The authority's certificate and its list of
withdrawn ones go into the same appended part: one signature covers the whole file, and nothing may follow it.
"""

import datetime as dt
import io
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from asn1crypto import algos, crl, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from lucheng_desktop.circulars import envelope, seal_press

for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)  # what they find is in the answer, not on the console

FIELD = "Seal"
MARKS = (b"ETSI.CAdES.detached", b"/ByteRange", b"/AcroForm", b"/DocMDP")
"""What a signed file says in plain bytes: who changes one byte cannot take them all away."""
VALID, INVALID, NONE = "valid", "invalid", "none"
_ROOM = 8192
"""Hexadecimal digits kept free for the signature."""
_DIGEST = "sha256"
ECDSA, RSA = "sha256_ecdsa", "sha256_rsa"
"""What signs: ECDSA, or RSA with the padding of PKCS#1 v1.5; both over SHA-256."""
_UNSEEN = InvisSigSettings(set_print_flag=True, set_hidden_flag=False)


_digit_by_digit = generic.read_hex_string_from_stream


def _read_digits(stream: Any) -> Any:
    """A text in hexadecimal digits as the library reads it, which asks for one digit at a time."""
    start = stream.tell()
    digits, end, _ = stream.read(_ROOM + 2)[1:].partition(b">")
    if end and len(digits) % 2 == 0 and digits.isalnum():
        with suppress(ValueError):
            found = generic.pdf_string(bytes.fromhex(digits.decode("ascii")))
            stream.seek(start + len(digits) + 2)
            return found
    stream.seek(start)
    return _digit_by_digit(stream)


generic.read_hex_string_from_stream = _read_digits


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: certificates and list as DER, what signs bytes with the private key, and by which mechanism."""

    certificate: bytes
    authority: bytes
    revoked: bytes
    sign: Callable[[bytes], bytes]
    mechanism: str = ECDSA


@dataclass(frozen=True, slots=True)
class Signature:
    """What the file's signature is worth. `fault`: why it is not valid; `trusted`: it leads to a given authority."""

    state: str
    signer: str | None = None
    trusted: bool = False
    fault: str = ""
    certificate: bytes = field(default=b"", compare=False, repr=False)
    """The signer's, DER, of a valid one."""


class _Key(Signer):
    """The private key as the library asks for it: only what signs is handed over, never the key."""

    def __init__(self, who: Signatory) -> None:
        self._sign = who.sign
        super().__init__(
            signing_cert=x509.Certificate.load(who.certificate), cert_registry=SimpleCertificateStore(),
            embed_roots=False, signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": who.mechanism}),
        )  # fmt: skip

    async def async_sign(self, data_digest: bytes, *_how: Any, **_named: Any) -> bytes:
        """The whole envelope around the digest of the file: what the library would put together, in a tenth of time."""
        assert self.signing_cert and self.signature_mechanism
        attributes = envelope.attributes(self.signing_cert, data_digest)
        signature = self._sign(envelope.as_signed(attributes))
        return envelope.sealed(self.signing_cert, attributes, self.signature_mechanism.dump(), signature)


class _Signing(PdfSigner):
    """The signing as of a given time: in practice the calendar's, not this PC's."""

    at: dt.datetime

    def init_signing_session(self, *args: Any, **named: Any) -> Any:
        session = super().init_signing_session(*args, **named)
        session.system_time = self.at
        return session


class _Appending(IncrementalPdfFileWriter):
    """Appends and leaves properties and version as PDF/A-2 wants them, in agreement with each other."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """The paper stays PDF 1.7."""

    def _update_meta(self) -> None:
        pass


def sign(pdf: bytes, who: Signatory, at: dt.datetime, stamp: seal_press.Stamp | None = None) -> bytes:
    """The paper with the signature appended, and before it the stamp pressed on its page."""
    out = _Appending(io.BytesIO(pdf))
    if stamp:
        seal_press.press(out, stamp)
    DocumentSecurityStore.supply_dss_in_writer(
        out, None, certs=[x509.Certificate.load(who.authority)], crls=[crl.CertificateList.load(who.revoked)]
    )
    meta = PdfSignatureMetadata(
        field_name=FIELD, md_algorithm=_DIGEST, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
    )  # fmt: skip
    field = SigFieldSpec(FIELD, on_page=0, invis_sig_settings=_UNSEEN)
    signing = _Signing(meta, signer=_Key(who), new_field_spec=field)
    signing.at = at
    signed: bytes = _done(signing.async_sign_pdf(out, bytes_reserved=_ROOM, in_place=True)).getvalue()
    return signed


def _done(work: Coroutine[Any, Any, Any]) -> Any:
    """The result of what waits for nobody: no network is asked, and a loop of events would cost more than the work."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    finally:
        work.close()
    raise RuntimeError("a signature that waits")


# checking


def read(data: bytes, anchors: Sequence[bytes] | None) -> Signature:
    """Whether the file is, to its last byte, what was signed. `anchors`: authorities to trust, DER; None: its own."""
    if not any(mark in data for mark in MARKS):
        return Signature(NONE)
    try:
        return _read(data, anchors)
    except Exception:  # a file that was tampered with may break anything in the parser
        return Signature(INVALID, fault="damaged")


def _read(data: bytes, anchors: Sequence[bytes] | None) -> Signature:
    reader = PdfFileReader(io.BytesIO(data))
    [found] = reader.embedded_signatures
    who = found.signer_cert.subject.native["common_name"]
    if not _covers_all(data, found):
        return Signature(INVALID, who, fault="appended")
    if not _written_by_us(data, found):
        return Signature(INVALID, who, fault="changed")
    store = DocumentSecurityStore.read_dss(reader)
    given = list(store.load_certs()) if anchors is None else [x509.Certificate.load(anchor) for anchor in anchors]
    status = _done(async_validate_pdf_signature(found, _context(given, store), skip_diff=True))
    if not (status.intact and status.valid):
        return Signature(INVALID, who, fault="changed")
    if not status.trusted:
        return Signature(INVALID, who, fault="stranger")
    return Signature(VALID, who, trusted=anchors is not None, certificate=found.signer_cert.dump())


def _context(anchors: list[Any], store: DocumentSecurityStore) -> ValidationContext:
    lists = [reference.get_object().data for reference in store.crls]
    return ValidationContext(trust_roots=anchors, allow_fetching=False, crls=lists, revocation_mode="hard-fail")


def _covers_all(data: bytes, found: EmbeddedPdfSignature) -> bool:
    """The signature signs every byte of the file but its own digits."""
    start, before, after, rest = (int(number) for number in found.byte_range)
    around = data[before : before + 1] + data[after - 1 : after]
    return start == 0 and after + rest == len(data) and around == b"<>"


def _written_by_us(data: bytes, found: EmbeddedPdfSignature) -> bool:
    """The digits of the signature are those that its parts, put together anew, are written as.

    Nothing signs them: without this a changed digit in the padding, or in what no program reads, would go unseen.
    """
    _, before, after, _ = (int(number) for number in found.byte_range)
    digits = data[before + 1 : after - 1]
    again = _assembled(found).hex().encode()
    return digits.lower() == again.ljust(len(digits), b"0") and len(digits) == _ROOM and _one_case(digits)


def _one_case(digits: bytes) -> bool:
    return digits in (digits.lower(), digits.upper())


def _assembled(found: EmbeddedPdfSignature) -> bytes:
    """The envelope as we write it around what is signed: the certificate, the signed attributes, the signature."""
    info = found.signer_info
    mechanism = algos.SignedDigestAlgorithm({"algorithm": info["signature_algorithm"]["algorithm"].native})
    return envelope.sealed(
        found.signer_cert, info["signed_attrs"].contents, mechanism.dump(), info["signature"].native
    )
