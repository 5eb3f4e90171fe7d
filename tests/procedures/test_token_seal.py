"""An office's seal whose key is in a token: the release is one secret, token and PIN the other."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pkcs11 import KeyType

from lucheng_desktop.circulars import signature, token
from lucheng_desktop.circulars.render import render
from lucheng_desktop.procedures import documents, seal_keeping, verifying
from lucheng_desktop.vault import certificates
from tests.circulars import tokens
from tests.circulars.drafts import draft
from tests.circulars.rings import ring
from tests.circulars.test_token import pdfsig
from tests.circulars.tokens import LIBRARY, PIN
from tests.cli.console import Run, lucheng
from tests.office import OFFICERS, PASSPHRASE
from tests.procedures.formal import NAME, Formal, built, formal, taken_in
from tests.procedures.test_office_seal import no

__all__ = ["built", "formal", "lucheng"]


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A token with an RSA key, beside one of the same label without any."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(tokens.configure(tmp_path_factory.mktemp("hsm"))))
        tokens.make("鹿城演练")
        made = tokens.make("鹿城演练")
        tokens.fill(made, KeyType.RSA)
        yield made


def key(serial: str, **changes: Any) -> dict[str, Any]:
    return {"driver": str(LIBRARY), "serial": serial, "pin": PIN, **changes}


def test_released_and_sealed_with_token_and_pin(
    formal: Formal, serial: str, tmp_path: Path, lucheng: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused without either secret; the second time through the console, with the PIN in a file."""
    seal = taken_in(formal.at, "token", token=key(serial)).seal
    no("E-SEAL/unreleased", formal.press, seal=seal, pin=PIN)
    released = formal.release(seal)
    assert serial in no("E-SEAL-KEEPING/no-pin", formal.press).message
    assert "9753" not in str(no("E-TOKEN/pin", formal.press, pin="9753猜的").as_json())
    no("E-TOKEN/library", formal.press, pin=PIN, driver=str(tmp_path / "无.so"))
    with monkeypatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(tokens.configure(tmp_path)))
        no("E-TOKEN/none", formal.press, pin=PIN)
    for name, text in {"passphrase": PASSPHRASE, "pin": PIN}.items():
        (tmp_path / name).write_text(text + "\n", "utf-8")
    who = (f"--officer={OFFICERS['seal_keeper']}", f"--passphrase-file={tmp_path / 'passphrase'}", "--json")
    paper = tmp_path / "通报.pdf"
    order = (formal.place, formal.number, "--pin-file", tmp_path / "pin", "--driver", LIBRARY, "--save", paper)
    done = lucheng("circular", "seal", *order, *who).data
    with formal.at("general_office") as desk:
        [line] = documents.seal_register(desk)
        seen = verifying.verify_paper(paper, desk)
        seal_keeping.save_authority(desk, seal_keeping.SaveAuthority(tmp_path / "ca.pem"))
        [row] = [one for one in seal_keeping.list_seals(desk) if one.id == seal]
        with desk.vault.reading() as shelf:
            assert not [entry for entry in shelf.entries() if PIN in repr(entry.body)]
    assert (line.form, line.seal, line.name, line.chained) == ("token", seal, NAME, True)
    assert (line.before, line.sha256) == (released.sha256, done["sha256"])
    assert (seen.signature, seen.trusted, seen.signer) == ("valid", True, f"{NAME} 电子印章")
    assert (row.form, row.token) == ("token", serial)
    authority = certificates.from_text((tmp_path / "ca.pem").read_bytes())[-1]
    told = pdfsig(paper, authority, tmp_path / "nss")
    assert "Signature is Valid" in told
    assert "Certificate is Trusted" in told
    whole = paper.read_bytes()
    paper.write_bytes(whole[:9000] + bytes((whole[9000] ^ 1,)) + whole[9001:])
    assert lucheng("circular", "verify", paper, "--vault", formal.place, *who).data["signature"] == "invalid"
    paper.write_bytes(_signed_elsewhere(formal, serial, seal))
    told = lucheng("circular", "verify", paper, "--vault", formal.place, *who)
    assert (told.code, told.data["signature"], told.data["unchanged"]) == (1, "valid", False)


def _signed_elsewhere(formal: Formal, serial: str, seal: str) -> bytes:
    """What somebody with token and PIN makes outside this program: no release, no line in the register."""
    with formal.at("general_office") as desk, desk.vault.reading() as shelf:
        known = shelf.record("office_seal", seal).appended["seal"][-1]
    parts = (known["certificate"], known["authority"], known["revoked"], dt.date(2026, 1, 5))
    who = token.signatory(LIBRARY, serial, PIN, *parts)
    return signature.sign(render(draft()).pdf, who, dt.datetime(2026, 1, 6, tzinfo=dt.UTC))


def test_a_token_is_taken_in_only_after_it_has_signed(formal: Formal, serial: str) -> None:
    def take(key: str, **changes: Any) -> None:
        no(key, taken_in, formal.at, **{"form": "token", **changes})

    take("E-SEAL-KEEPING/no-token")
    take("E-SEAL-KEEPING/token", form="key", token=key(serial))
    take("E-TOKEN/pin", token=key(serial, pin="猜的"))
    take("E-TOKEN/wrong", token=key("0" * 16))
    take("E-TOKEN/several", token=key(serial, certificate="ab" * 32))
    take("E-TOKEN/library", token=key(serial, driver="libsofthsm2.so"))
    with formal.at("general_office") as desk:
        assert {one.form for one in seal_keeping.list_seals(desk)} == {"image"}
        assert desk.vault.practice is False


def test_another_key_in_the_same_token_is_not_the_seals(
    formal: Formal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFTHSM2_CONF", str(tokens.configure(tmp_path)))
    serial = tokens.make("换过密钥")
    tokens.fill(serial, KeyType.EC)
    picture = tmp_path / "印模.png"
    picture.write_bytes(ring())
    seal = taken_in(formal.at, "token", picture, token=key(serial)).seal
    formal.release(seal)
    tokens.clear(serial)
    tokens.fill(serial, KeyType.EC)
    no("E-TOKEN/other", formal.press, pin=PIN)


def test_a_certificate_that_has_ended_is_not_taken_in(
    formal: Formal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFTHSM2_CONF", str(tokens.configure(tmp_path)))
    serial = tokens.make("过期")
    tokens.fill(serial, KeyType.EC, end=dt.datetime(2025, 6, 1, tzinfo=dt.UTC))
    assert "2025-06-01" in no("E-TOKEN/outdated", taken_in, formal.at, "token", token=key(serial)).message
