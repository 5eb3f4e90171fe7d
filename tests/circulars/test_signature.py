"""The electronic signature: valid to a second program, and no byte of a sealed paper changes unsaid."""

import datetime as dt
import io
import subprocess
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from asn1crypto import algos, cms, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.sign.general import as_signing_certificate_v2, simple_cms_attribute

from lucheng_desktop.circulars import envelope, signature
from lucheng_desktop.circulars.render import render
from lucheng_desktop.circulars.signature import INVALID, NONE, VALID, Signatory, Signature, read
from lucheng_desktop.vault import certificates
from tests.circulars import foreign_authority
from tests.circulars.drafts import draft

OFFICE, DAY = "鹿城区纪委监委（测试）", dt.date(2025, 4, 2)
AT = dt.datetime(2025, 4, 2, 1, tzinfo=dt.UTC)


def signatory(issued: certificates.Issued) -> Signatory:
    known = issued.credentials
    own = partial(certificates.sign, issued.signer_key)
    return Signatory(known.signer, known.authority, known.revoked, own)


ISSUED = certificates.issue(OFFICE, DAY)
ANCHOR = ISSUED.credentials.authority


@pytest.fixture(scope="module")
def paper() -> bytes:
    return render(draft()).pdf


@pytest.fixture(scope="module")
def signed(paper: bytes) -> bytes:
    return signature.sign(paper, signatory(ISSUED), AT)


def ran(*order: object) -> str:
    return subprocess.run([str(part) for part in order], capture_output=True, text=True, check=True).stdout


def test_signing_adds_to_the_paper_and_leaves_its_properties(paper: bytes, signed: bytes) -> None:
    assert signed.startswith(paper)
    with pikepdf.open(io.BytesIO(paper)) as before, pikepdf.open(io.BytesIO(signed)) as after:
        assert dict(after.docinfo) == dict(before.docinfo)
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert after.pdf_version == before.pdf_version == "1.7"


def test_a_demonstration_signature_says_so_in_its_name(signed: bytes) -> None:
    found = read(signed, [ANCHOR])
    assert (found.state, found.trusted) == (VALID, True)
    assert found.signer and found.signer.startswith("演示专用 无效")


def test_without_an_authority_a_signature_only_agrees_with_itself(paper: bytes, signed: bytes) -> None:
    assert (read(signed, None).state, read(signed, None).trusted) == (VALID, False)
    assert read(paper, None).state == read(paper, [ANCHOR]).state == NONE


def test_a_key_of_the_other_kind_signs_as_well(paper: bytes) -> None:
    """RSA of 2048 bits, as tokens commonly hold, under the certificate of an authority that is not ours."""
    key = rsa.generate_private_key(65537, 2048)
    who = Signatory(
        foreign_authority.certify(key.public_key()), foreign_authority.root(), foreign_authority.revoked(),
        lambda data: key.sign(data, padding.PKCS1v15(), hashes.SHA256()), signature.RSA,
    )  # fmt: skip
    signed = signature.sign(paper, who, AT)
    assert read(signed, [foreign_authority.root()]) == Signature(VALID, foreign_authority.HOLDER, trusted=True)
    assert read(signed[:900] + bytes((signed[900] ^ 1,)) + signed[901:], None).state == INVALID


def test_a_stranger_with_the_same_name_is_not_trusted(paper: bytes) -> None:
    other = certificates.issue(OFFICE, DAY)
    found = read(signature.sign(paper, signatory(other), AT), [ANCHOR])
    assert (found.state, found.fault) == (INVALID, "stranger")


def test_a_second_program_finds_it_valid_and_the_signer_known(signed: bytes, tmp_path: Path) -> None:
    """Its own certificate store, so that its answer does not depend on this machine's."""
    file, store, authority = tmp_path / "通报.pdf", tmp_path / "nss", tmp_path / "ca.pem"
    file.write_bytes(signed)
    authority.write_bytes(certificates.as_text(ANCHOR))
    store.mkdir()
    ran("certutil", "-N", "-d", f"sql:{store}", "--empty-password")
    ran("certutil", "-A", "-d", f"sql:{store}", "-n", "office", "-t", "CT,C,C", "-i", authority)
    told = ran("pdfsig", "-nssdir", f"sql:{store}", file)
    assert "Signature is Valid" in told
    assert "Certificate is Trusted" in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told
    assert "No syntax or stream encoding errors" in ran("qpdf", "--check", file)
    place = signed.index(b"stream") + 40
    file.write_bytes(signed[:place] + bytes((signed[place] ^ 1,)) + signed[place + 1 :])
    assert "Digest Mismatch" in ran("pdfsig", "-nssdir", f"sql:{store}", file)


def test_openssl_verifies_what_the_ranges_cut_out(signed: bytes, tmp_path: Path) -> None:
    start = signed.index(b"/ByteRange [") + len(b"/ByteRange [")
    _, before, after, rest = (int(number) for number in signed[start : signed.index(b"]", start)].split())
    (tmp_path / "signed").write_bytes(signed[:before] + signed[after : after + rest])
    (tmp_path / "cms").write_bytes(bytes.fromhex(signed[before + 1 : after - 1].decode()).rstrip(b"\0"))
    (tmp_path / "ca.pem").write_bytes(certificates.as_text(ANCHOR))
    ran("openssl", "cms", "-verify", "-inform", "DER", "-in", tmp_path / "cms", "-content", tmp_path / "signed",
        "-CAfile", tmp_path / "ca.pem", "-purpose", "any", "-binary", "-out", tmp_path / "out")  # fmt: skip
    assert (tmp_path / "out").read_bytes() == (tmp_path / "signed").read_bytes()


@settings(max_examples=40, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), pinned=st.booleans())
@example(place=0.0, bit=0, pinned=True)
def test_no_flipped_bit_goes_unsaid(signed: bytes, place: float, bit: int, pinned: bool) -> None:
    at = int(place * len(signed))
    flipped = signed[:at] + bytes((signed[at] ^ (1 << bit),)) + signed[at + 1 :]
    assert read(flipped, [ANCHOR] if pinned else None).state == INVALID


@settings(max_examples=40, deadline=None)
@given(place=st.integers(0, 8191), bit=st.integers(0, 7))
@example(place=8191, bit=0)  # padding that no program reads
@example(place=12, bit=5)  # a letter's case
def test_nor_in_the_digits_of_the_signature_itself(signed: bytes, place: int, bit: int) -> None:
    at = signed.index(b"/Contents <30") + len(b"/Contents <") + place
    flipped = signed[:at] + bytes((signed[at] ^ (1 << bit),)) + signed[at + 1 :]
    assert read(flipped, [ANCHOR]).state == INVALID


def _appended(signed: bytes) -> bytes:
    """What an editor saves: another page's drawing in an update that the signature does not cover."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    out = IncrementalPdfFileWriter(io.BytesIO(signed))
    drawing = out.add_object(generic.StreamObject(stream_data=b"1 0 0 rg 100 100 200 200 re f"))
    out.add_stream_to_page(0, drawing)
    whole = io.BytesIO()
    out.write(whole)
    return whole.getvalue()


def test_what_follows_the_signature_is_named(signed: bytes) -> None:
    for changed in (signed + b"\n", signed + b"% a note", _appended(signed)):
        found = read(changed, [ANCHOR])
        assert (found.state, found.fault) == (INVALID, "appended")


def test_a_signature_cut_off_or_moved_to_another_paper_is_none_or_invalid(paper: bytes, signed: bytes) -> None:
    assert read(signed[:-200], [ANCHOR]).state == INVALID
    other = render(draft(title="关于另一件事项的通报")).pdf
    assert read(other + signed[len(paper) :], [ANCHOR]).state == INVALID


def test_the_envelope_is_what_the_library_itself_would_put_together() -> None:
    """It is written part by part for speed alone."""
    certificate, digest = x509.Certificate.load(ISSUED.credentials.signer), bytes(range(32))
    own = simple_cms_attribute("signing_certificate_v2", as_signing_certificate_v2(certificate))
    kind, summed = (simple_cms_attribute("content_type", "data"), simple_cms_attribute("message_digest", digest))
    attributes = cms.CMSAttributes([kind, own, summed])
    made = envelope.attributes(certificate, digest)
    assert envelope.as_signed(made) == attributes.dump()
    signature, mechanism = bytes(70), algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"})
    whole = cms.ContentInfo.load(envelope.sealed(certificate, made, mechanism.dump(), signature), strict=True)
    [signer] = whole["content"]["signer_infos"]
    assert signer["signed_attrs"].untag().dump() == attributes.dump()
    assert signer["signature"].native == signature
    assert signer["sid"].chosen["issuer"] == certificate.issuer
    assert whole.dump(force=True) == envelope.sealed(certificate, made, mechanism.dump(), signature)


@pytest.mark.parametrize("written", [b"<48 65 6C>", b"<4>", b"<zz>", b"<48%\n65>", b"<48" + b"65" * 9000 + b">", b"<"])
def test_digits_are_read_as_the_library_reads_them(written: bytes) -> None:
    one, other = io.BytesIO(written + b" /Next"), io.BytesIO(written + b" /Next")
    assert _read(signature._read_digits, one) == _read(signature._digit_by_digit, other)
    assert one.tell() == other.tell()


def _read(reader: Any, stream: io.BytesIO) -> Any:
    try:
        return reader(stream)
    except PdfReadError as fault:
        return str(fault)
