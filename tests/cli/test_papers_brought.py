"""`circular verify` of what somebody brings: a picture, a scanner's text, a short code; with and without the keys."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

from lucheng_desktop.cases import short_code
from lucheng_desktop.circulars import check_code
from lucheng_desktop.ledger.signing import pem, public_of
from tests.cli.console import Run

KEYS = [Ed25519PrivateKey.from_private_bytes(bytes([one]) * 32) for one in range(1, 4)]
FACTS = check_code.Facts("鹿纪〔2026〕7号", "陈堃喆", "反映不属实", "2026-03-02", 12)
CODE = short_code.checked("1a2b8c4d5e6f")


def square(key: Ed25519PrivateKey = KEYS[0], facts: check_code.Facts = FACTS) -> str:
    signed = check_code.to_sign(facts, ["经核查，反映不属实。"], public_of(key))
    return check_code.written(signed, key.sign(signed))


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """The office's keys; the third is somebody else's."""
    file = tmp_path / "公钥.pem"
    file.write_bytes(b"".join(pem(public_of(key)) for key in KEYS[:2]))
    return file


def picture(folder: Path, text: str) -> Path:
    rows = check_code.modules(text)
    image = Image.new("L", (len(rows) + 8, len(rows) + 8), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            image.putpixel((x + 4, y + 4), 0 if dark else 255)
    file = folder / "照片.jpg"
    image.resize((image.width * 4, image.height * 4), Image.Resampling.NEAREST).save(file, quality=70)
    return file


def test_a_photograph_is_verified_with_the_keys_alone(lucheng: Run, tmp_path: Path, keys: Path) -> None:
    file = picture(tmp_path, square())
    before = sorted(tmp_path.iterdir())
    answer = lucheng("circular", "verify", file, "--key", keys, "--json")
    assert answer.code == 0
    told = answer.data
    assert set(told) >= {"signature", "signer", "unchanged", "register", "code", "square", "facts", "altered", "holds"}
    assert (told["signature"], told["trusted"], told["unchanged"], told["register"]) == ("valid", True, None, None)
    assert (told["standing"], told["word"]) == ("unverified", "未与登记核对")
    assert told["square"] | {"key": "", "digest": ""} == {
        "signature": "valid", "key": "", "number": "鹿纪〔2026〕7号", "name": "陈堃喆", "conclusion": "反映不属实",
        "date": "2026-03-02", "copy": 12, "digest": "",
    }  # fmt: skip
    assert "不能知道" in told["note"]
    assert sorted(tmp_path.iterdir()) == before
    blind = lucheng("circular", "verify", file, "--json")
    assert (blind.code, blind.data["square"]["signature"], blind.data["holds"]) == (0, "unchecked", None)


def test_what_somebody_else_signed_or_changed_does_not_hold(lucheng: Run, keys: Path) -> None:
    changed = check_code.read(square())
    forged = check_code.written(changed.signed.replace("陈堃喆".encode(), "陈堃吉".encode()), changed.signature)
    for text, said in ((square(KEYS[2]), "没有签这个二维码的一把"), (forged, "签名无效")):
        answer = lucheng("circular", "verify", text, "--key", keys, "--json")
        assert (answer.code, answer.data["signature"], answer.data["unchanged"]) == (1, "invalid", False)
        assert said in answer.data["note"]


def _typed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    class Stream(io.TextIOWrapper):
        pass

    monkeypatch.setattr(sys, "stdin", Stream(io.BytesIO(data)))


@pytest.mark.parametrize("shape", ["argument", "file", "stdin", "picture on stdin", "twice"])
def test_a_square_comes_by_a_scanner_a_file_or_a_pipe(
    lucheng: Run, tmp_path: Path, keys: Path, monkeypatch: pytest.MonkeyPatch, shape: str
) -> None:
    file, text = tmp_path / "扫描.txt", square()
    given: dict[str, Any] = {"argument": text, "file": file, "twice": file}
    file.write_bytes((text.lower() + "\r\n").encode("utf-16") if shape == "file" else f"{text}\n{text}\n".encode())
    _typed(monkeypatch, picture(tmp_path, text).read_bytes() if "picture" in shape else text.encode() + b"\r\n")
    answer = lucheng("circular", "verify", given.get(shape, "-"), "--key", keys, "--json")
    assert (answer.code, answer.data["signature"]) == (0, "valid")


def test_two_papers_scanned_in_a_row_are_not_guessed_at(lucheng: Run, tmp_path: Path) -> None:
    file = tmp_path / "扫描.txt"
    file.write_text(f"{square()}\n{square(KEYS[1])}\n", "utf-8")
    assert lucheng("circular", "verify", file, "--json").refused["code"] == "E-PICTURE"


@pytest.mark.parametrize("typed", [CODE, CODE.upper(), f" {CODE.replace('-', ' ')} ", CODE.replace("8", "B"),
                                   f"核验码：{CODE}", CODE.replace("1", "I")])  # fmt: skip
def test_a_code_alone_says_only_that_it_was_typed_right(lucheng: Run, typed: str) -> None:
    answer = lucheng("circular", "verify", typed, "--json")
    assert (answer.code, answer.data["code"], answer.data["unchanged"]) == (0, CODE, None)
    assert (answer.data["standing"], answer.data["holds"]) == ("unverified", None)
    assert "登记簿" in answer.data["note"]


def test_a_mistyped_code_is_said_to_be(lucheng: Run) -> None:
    refused = lucheng("circular", "verify", CODE.replace("3c4d", "3c7d").replace("c4", "c5"), "--json").refused
    assert refused["code"] == "E-CODE"
    assert "输错" in refused["message"]
    assert lucheng("circular", "verify", CODE[:-3], "--json").refused["code"] == "E-CODE"


@pytest.mark.parametrize("content", [b"", b"no key", pem(bytes(32))[:-40]])
def test_a_file_without_keys_is_refused(lucheng: Run, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "不是公钥.pem"
    file.write_bytes(content)
    assert lucheng("circular", "verify", square(), "--key", file, "--json").refused["code"] == "E-KEY-FILE"
    assert lucheng("circular", "verify", square(), "--key", tmp_path / "没有", "--json").refused["code"] == "E-FILE"


@pytest.mark.parametrize("content", [
    b"GIF89a....", b"\x89PNG\r\n\x1a\nbroken", b"\xff\xd8\xff\xe0broken", b"BM" + bytes(60),
])  # fmt: skip
def test_a_picture_that_is_none_is_refused(lucheng: Run, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "照片.png"
    file.write_bytes(content)
    assert lucheng("circular", "verify", file, "--json").refused["code"] == "E-PICTURE"
