"""Signing with a token: a real PKCS#11 library, a second program that reads the result, and everything it may say."""

import datetime as dt
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from pkcs11 import KeyType, TokenFlag

from lucheng_desktop.circulars import signature, token
from lucheng_desktop.circulars.render import render
from lucheng_desktop.circulars.signature import INVALID, VALID, Signatory, Signature, read
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import certificates
from tests.circulars import foreign_authority, tokens
from tests.circulars.drafts import draft
from tests.circulars.tokens import LIBRARY, PIN

AT = dt.datetime(2025, 4, 2, 1, tzinfo=dt.UTC)
LABEL = "鹿城演练"


@dataclass(frozen=True)
class Drawer:
    """Two tokens of one label: the second holds RSA, the empty one no key."""

    curve: str
    rsa: str
    empty: str


@pytest.fixture(scope="module")
def drawer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drawer]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(tokens.configure(tmp_path_factory.mktemp("hsm"))))
        made = Drawer(tokens.make(LABEL), tokens.make(LABEL), tokens.make("空白"))
        tokens.fill(made.curve, KeyType.EC)
        tokens.fill(made.rsa, KeyType.RSA)
        yield made


@pytest.fixture(scope="module")
def paper() -> bytes:
    return render(draft()).pdf


def refused(key: str, *order: Any) -> Refused:
    with pytest.raises(Refused) as told, token.opened(*order) as opened:
        opened.holdings()
    assert told.value.key == f"E-TOKEN/{key}"
    assert told.value.next
    assert PIN not in str(told.value.as_json())
    return told.value


def signed_by(serial: str, paper: bytes) -> bytes:
    with token.opened(LIBRARY, serial, PIN) as opened:
        [holding] = opened.holdings()
    assert holding.subject == foreign_authority.HOLDER
    return signature.sign(paper, signatory(serial, holding.certificate), AT)


def signatory(serial: str, certificate: bytes) -> Signatory:
    more = (foreign_authority.root(), foreign_authority.revoked(), AT.date())
    return token.signatory(LIBRARY, serial, PIN, certificate, *more)


def pdfsig(file: Path, authority: bytes, store: Path) -> str:
    """What a second program says of the signature, by its own store of certificates."""
    order: list[list[object]] = [["-N", "--empty-password"], ["-A", "-n", "office", "-t", "CT,C,C", "-i", "ca.pem"]]
    store.mkdir()
    (store / "ca.pem").write_bytes(certificates.as_text(authority))
    for parts in order:
        subprocess.run(["certutil", *map(str, parts), "-d", "sql:."], check=True, cwd=store, timeout=60)
    told = subprocess.run(["pdfsig", "-nssdir", f"sql:{store}", file], capture_output=True, text=True, timeout=60)
    return told.stdout


@pytest.mark.parametrize("kind", ["curve", "rsa"])
def test_a_paper_signed_by_a_token_is_valid_to_a_second_program(
    drawer: Drawer, paper: bytes, tmp_path: Path, kind: str
) -> None:
    signed = signed_by(getattr(drawer, kind), paper)
    assert read(signed, [foreign_authority.root()]) == Signature(VALID, foreign_authority.HOLDER, trusted=True)
    file, flipped = tmp_path / "通报.pdf", tmp_path / "改动.pdf"
    file.write_bytes(signed)
    told = pdfsig(file, foreign_authority.root(), tmp_path / "nss")
    assert "Signature is Valid" in told
    assert "Certificate is Trusted" in told
    place = signed.index(b"stream") + 40
    changed = signed[:place] + bytes((signed[place] ^ 1,)) + signed[place + 1 :]
    assert read(changed, [foreign_authority.root()]).state == INVALID
    flipped.write_bytes(changed)
    assert "Digest Mismatch" in pdfsig(flipped, foreign_authority.root(), tmp_path / "again")


def test_the_office_may_certify_the_tokens_key_itself(drawer: Drawer, paper: bytes) -> None:
    with token.opened(LIBRARY, drawer.curve, PIN) as opened:
        [holding] = opened.holdings()
    known, _ = certificates.certify_also("鹿城区纪委监委（测试）", AT.date(), holding.certificate, seal="测试")
    who = token.signatory(LIBRARY, drawer.curve, PIN, known.signer, known.authority, known.revoked, AT.date())
    found = read(signature.sign(paper, who, AT), [known.authority])
    assert (found.state, found.signer) == (VALID, "测试 电子印章")


def test_nothing_is_signed_outside_the_days_of_the_tokens_own_certificate(drawer: Drawer) -> None:
    with token.opened(LIBRARY, drawer.rsa, PIN) as opened:
        [holding] = opened.holdings()
        assert opened.sign(holding.certificate, b"paper", holding.ends)
        for day in (holding.begins - dt.timedelta(days=1), holding.ends + dt.timedelta(days=1)):
            with pytest.raises(Refused, match=holding.ends.isoformat()):
                opened.sign(holding.certificate, b"paper", day)


def test_every_token_is_listed_without_a_pin_and_found_by_its_serial(drawer: Drawer) -> None:
    found = token.tokens(LIBRARY)
    assert {one.serial for one in found} == {drawer.curve, drawer.rsa, drawer.empty}
    assert [one.label for one in found].count(LABEL) == 2


def test_a_wrong_pin_is_said_and_the_right_one_works_afterwards(drawer: Drawer, paper: bytes) -> None:
    for wrong in ("", "0000", "口令" * 200, PIN + " ", "\ud800"):
        refused("pin", LIBRARY, drawer.curve, wrong)
    assert read(signed_by(drawer.curve, paper), None).state == VALID


def test_what_is_not_there_is_named(drawer: Drawer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert str(tmp_path) in refused("library", tmp_path / "无.so", drawer.curve, PIN).message
    refused("library", tmp_path, drawer.curve, PIN)
    refused("library", Path(LIBRARY.name), drawer.curve, PIN)
    assert drawer.rsa in refused("wrong", LIBRARY, "0123456789abcdef", PIN).message
    refused("wrong", LIBRARY, "", PIN)
    refused("certificate", LIBRARY, drawer.empty, PIN)
    (tmp_path / "none").mkdir()
    monkeypatch.setenv("SOFTHSM2_CONF", str(tokens.configure(tmp_path / "none")))
    refused("none", LIBRARY, drawer.curve, PIN)


def test_a_file_that_is_no_such_library_is_refused(tmp_path: Path) -> None:
    text, other = tmp_path / "library.so", next(Path("/usr/lib").rglob("libglib-2.0.so.0"))
    text.write_text("不是库")
    refused("foreign", text, "1", PIN)
    refused("foreign", other, "1", PIN)


def test_a_key_whose_certificate_is_about_another_signs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawer: Drawer
) -> None:
    monkeypatch.setenv("SOFTHSM2_CONF", str(tokens.configure(tmp_path)))
    serial = tokens.make(LABEL)
    tokens.fill(serial, KeyType.EC)
    [one] = [known for known in token.tokens(LIBRARY) if known.serial == serial]
    assert one.label == LABEL
    _swap_certificate(serial)
    with token.opened(LIBRARY, serial, PIN) as opened:
        [holding] = opened.holdings()
        with pytest.raises(Refused) as told:
            opened.sign(holding.certificate, b"paper", AT.date())
    assert told.value.key == "E-TOKEN/misfit"


def _swap_certificate(serial: str) -> None:
    from cryptography.hazmat.primitives.asymmetric import ec

    library = pkcs11.lib(str(LIBRARY))
    try:
        [slot] = [slot for slot in library.get_slots() if slot.get_token().serial.decode() == serial]
        with slot.get_token().open(rw=True, user_pin=PIN) as session:
            for old in session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}):
                old.destroy()
            stranger = ec.generate_private_key(ec.SECP256R1()).public_key()
            tokens.write(session, foreign_authority.certify(stranger), b"\1")
    finally:
        library.finalize()


def test_keys_and_certificates_that_cannot_sign_a_paper_are_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFTHSM2_CONF", str(tokens.configure(tmp_path)))
    serial = tokens.make(LABEL)
    tokens.fill(serial, KeyType.EC, b"\1", curve="secp384r1")
    tokens.fill(serial, KeyType.RSA, b"\2", signs=False)
    refused("kind", LIBRARY, serial, PIN)
    tokens.fill(serial, KeyType.EC, b"\3", certificate=b"\x30\x03\2\1\1")
    refused("kind", LIBRARY, serial, PIN)
    fit = tokens.fill(serial, KeyType.EC, b"\4")
    with token.opened(LIBRARY, serial, PIN) as opened:
        assert [one.certificate for one in opened.holdings()] == [fit]
        with pytest.raises(Refused, match="没有这枚印章的密钥"):
            opened.sign(foreign_authority.root(), b"paper", AT.date())


@pytest.mark.parametrize(
    ("flags", "key"),
    [(TokenFlag.USER_PIN_LOCKED | TokenFlag.USER_PIN_COUNT_LOW, "locked"), (TokenFlag.USER_PIN_FINAL_TRY, "last")],
)
def test_a_last_try_is_not_taken(flags: TokenFlag, key: str) -> None:
    """SoftHSM never locks: the flags alone decide, before the PIN goes anywhere."""
    token._check_tries(TokenFlag.TOKEN_INITIALIZED | TokenFlag.USER_PIN_COUNT_LOW, "1")
    with pytest.raises(Refused) as told:
        token._check_tries(flags, "1")
    assert told.value.key == f"E-TOKEN/{key}"


def test_whatever_a_library_throws_has_a_sentence() -> None:
    errors = {one for one in vars(pkcs11).values() if isinstance(one, type) and issubclass(one, pkcs11.PKCS11Error)}
    assert {one.__name__ for one in errors} > set(token._SAID)
    assert token._refused(pkcs11.PinLocked(), "1").key == "E-TOKEN/locked"
    assert token._refused(pkcs11.DeviceRemoved(), "1").key == "E-TOKEN/gone"
    assert all(token._refused(one(), "1").message for one in errors)


def test_without_the_wheel_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pkcs11", None)
    refused("wheel", LIBRARY, "1", PIN)


def test_a_token_pulled_out_between_opening_and_signing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFTHSM2_CONF", str(tokens.configure(tmp_path)))
    serial = tokens.make(LABEL)
    tokens.fill(serial, KeyType.EC)
    with pytest.raises(Refused) as told, token.opened(LIBRARY, serial, PIN) as opened:
        [(_, key)], [(_, certificate)] = list(opened._keys()), list(opened._certificates())
        shutil.rmtree(tmp_path / "tokens")
        (tmp_path / "tokens").mkdir()
        opened._signed(key, certificate, b"paper")
    assert told.value.key in ("E-TOKEN/gone", "E-TOKEN/fault")
    refused("none", LIBRARY, serial, PIN)
