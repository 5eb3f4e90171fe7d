"""Tokens from the console: listed without a PIN, looked into with one that comes from a file."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from pkcs11 import KeyType

from tests.circulars import foreign_authority, tokens
from tests.circulars.tokens import LIBRARY, PIN
from tests.cli.console import Run

PLUGGED = ("circular", "tokens", "--driver", LIBRARY, "--json")


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, bytes]]:
    """Its serial number and certificate."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(tokens.configure(tmp_path_factory.mktemp("hsm"))))
        serial = tokens.make("鹿城演练")
        yield serial, tokens.fill(serial, KeyType.RSA)


def test_what_is_plugged_in_and_what_it_can_sign_with(lucheng: Run, token: tuple[str, bytes], tmp_path: Path) -> None:
    serial, certificate = token
    [found] = lucheng(*PLUGGED).data["tokens"]
    assert (found["serial"], found["label"]) == (serial, "鹿城演练")
    file = tmp_path / "口令.txt"
    file.write_text(f"{PIN}\n", "utf-8")
    [key] = lucheng(*PLUGGED, "--serial", serial, "--pin-file", file).data["keys"]
    assert (key["subject"], key["mechanism"]) == (foreign_authority.HOLDER, "sha256_rsa")
    assert key["certificate"] == sha256(certificate).hexdigest()


def test_no_pin_a_wrong_one_and_no_library_are_refused_in_words(
    lucheng: Run, token: tuple[str, bytes], tmp_path: Path
) -> None:
    file = tmp_path / "口令.txt"
    file.write_text("猜的口令9753\n", "utf-8")
    assert lucheng(*PLUGGED, "--serial", token[0]).refused["code"] == "E-INPUT"
    wrong = lucheng(*PLUGGED, "--serial", token[0], "--pin-file", file)
    assert wrong.refused["code"] == "E-TOKEN"
    assert "猜的口令9753" not in wrong.out
    assert lucheng(*PLUGGED, "--serial", "0", "--pin-file", file).refused["code"] == "E-TOKEN"
    assert lucheng("circular", "tokens", "--driver", tmp_path / "无.so", "--json").refused["code"] == "E-TOKEN"
    assert lucheng(*PLUGGED, "--serial", token[0], "--pin-file", tmp_path / "无").refused["code"] == "E-FILE"
