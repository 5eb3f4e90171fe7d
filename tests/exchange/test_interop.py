"""In ten years, without this program: age, zstd, tar, sha256sum and openssl open and check a bundle."""

import io
import subprocess
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from lucheng_desktop.exchange import tar
from lucheng_desktop.exchange.bundle import open_bundle
from lucheng_desktop.exchange.keys import identity_text, public_of, recipient_text
from lucheng_desktop.exchange.tar import Member
from lucheng_desktop.refusal import Refused
from tests.exchange.parcels import BLOB, DEVICE_PUBLIC, READER, packed, plain, trusted


def run(command: str, folder: Path) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    file = packed(tmp_path / "移送.bundle").file
    (tmp_path / "密钥.txt").write_text(identity_text(READER) + "\n")
    (tmp_path / "out").mkdir()
    run(f"age -d -i 密钥.txt {file.name} | zstd -d | tar -x -C out", tmp_path)
    return tmp_path / "out"


def test_standard_tools_unpack_it(unpacked: Path) -> None:
    assert (unpacked / "human" / "历史.txt").read_text("utf-8").startswith("2026-03-01 赵")
    blobs = [file.read_bytes() for file in (unpacked / "blob").iterdir()]
    assert BLOB in blobs and len(blobs) == 2
    assert len(list((unpacked / "seg").rglob("*.lcsg"))) == 2
    assert '"purpose": "移送审理"' in (unpacked / "HEADER.json").read_text("utf-8")


def test_standard_tools_check_digests_and_signature(unpacked: Path) -> None:
    assert "FAILED" not in run("tail -n +2 SHA256SUMS | sha256sum -c", unpacked)
    verify = "openssl pkeyutl -verify -pubin -inkey SENDER.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig"
    assert "Signature Verified Successfully" in run(verify, unpacked)
    fingerprint = run("openssl pkey -pubin -in SENDER.pem -outform DER | tail -c 32 | sha256sum", unpacked)
    assert fingerprint.split()[0] == sha256(DEVICE_PUBLIC).hexdigest()
    with (unpacked / "SHA256SUMS").open("a") as sums:
        sums.write("\n")
    with pytest.raises(subprocess.CalledProcessError):
        run(verify, unpacked)


def test_the_first_line_covers_the_whole_stream_before_it(tmp_path: Path) -> None:
    stream = plain(packed(tmp_path / "移送.bundle").file)
    sums = stream.index(b"SHA256SUMS\0")
    line = stream[sums + 512 :].split(b"\n")[0]
    assert line.decode() == f"{sha256(stream[:sums]).hexdigest()}  -stream"


def test_a_bundle_sealed_by_the_age_program_opens_here(tmp_path: Path) -> None:
    (tmp_path / "stream.tar").write_bytes(plain(packed(tmp_path / "移送.bundle").file))
    run(f"zstd -q -19 stream.tar -c | age -r {recipient_text(public_of(READER))} > other.bundle", tmp_path)
    assert len(list(open_bundle(tmp_path / "other.bundle", READER, trusted).entries())) == 12


def test_an_armoured_file_is_not_ours(tmp_path: Path) -> None:
    packed(tmp_path / "移送.bundle")
    run(f"age -a -r {recipient_text(public_of(READER))} 移送.bundle > 文本.bundle", tmp_path)
    with pytest.raises(Refused):
        open_bundle(tmp_path / "文本.bundle", READER, trusted)


@pytest.mark.parametrize("size", [0, 1, 512, 513, 8**11 - 1])
def test_our_heads_are_those_of_ustar(size: int) -> None:
    info = tarfile.TarInfo.frombuf(tar.head(Member("human/历史.txt", size)), "utf-8", "strict")
    assert (info.name, info.size, info.mode, info.isreg(), info.mtime) == ("human/历史.txt", size, 0o600, True, 0)


@pytest.mark.parametrize("member", [Member("", 0), Member("长" * 34, 0), Member("a", 8**11), Member("a", -1)])
def test_what_a_head_cannot_say_is_not_written(member: Member) -> None:
    with pytest.raises(ValueError):
        tar.head(member)


def test_our_reader_takes_only_our_heads() -> None:
    good = tar.head(Member("blob/ab", 5)) + b"12345" + tar.padding(5) + tar.END
    source = io.BytesIO(good)
    assert tar.next_member(source) == Member("blob/ab", 5)
    for place in range(512):
        changed = bytearray(good)
        changed[place] ^= 1
        try:
            assert tar.next_member(io.BytesIO(changed)) != Member("blob/ab", 5)
        except ValueError:
            continue
