"""Outsiders cannot change a bundle at all; a reader who seals a changed one again is found out as well."""

import io
import random
import tarfile
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lucheng_desktop.exchange import manifest, opening, tar
from lucheng_desktop.exchange.bundle import open_bundle
from lucheng_desktop.exchange.keys import public_of, recipient
from lucheng_desktop.exchange.tar import Member
from lucheng_desktop.refusal import Refused
from tests.exchange.parcels import READER, SECOND, SENDER, attachment, forged, members, packed, plain, trusted

REFUSED = {"E-BUNDLE-DAMAGED", "E-BUNDLE-RECIPIENT", "E-BUNDLE-NEWER", "E-BUNDLE-SENDER"}


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed")
    return packed(folder / "移送.bundle", attachments=[attachment(bytes(range(256)) * 12)]).file


@pytest.fixture(scope="module")
def mutant(bundle: Path) -> Path:
    return bundle.with_name("mutant.bundle")


def code(file: Path) -> str:
    with pytest.raises(Refused) as refused:
        open_bundle(file, READER, trusted)
    return refused.value.code


def test_every_flipped_byte_is_refused(bundle: Path, mutant: Path) -> None:
    data = bundle.read_bytes()
    dice = random.Random(20260301)
    for place in {*range(0, len(data), 23), len(data) - 1}:
        changed = bytearray(data)
        changed[place] ^= dice.randrange(1, 256)
        mutant.write_bytes(changed)
        assert code(mutant) in REFUSED, place


def test_every_cut_and_every_addition_is_refused(bundle: Path, mutant: Path) -> None:
    data = bundle.read_bytes()
    for length in {*range(0, len(data), 97), len(data) - 1}:
        mutant.write_bytes(data[:length])
        assert code(mutant) in REFUSED, length
    for tail in (b"\0", b"\n", data, bytes(65536)):
        mutant.write_bytes(data + tail)
        assert code(mutant) in REFUSED


def test_a_reader_cannot_change_a_byte_of_the_stream(bundle: Path, mutant: Path) -> None:
    stream = plain(bundle)
    dice = random.Random(7)
    for place in range(0, len(stream), 31):
        changed = bytearray(stream)
        changed[place] ^= dice.randrange(1, 256)
        assert code(forged(mutant, bytes(changed))) in REFUSED, place


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(1, 4000), tail=st.binary(min_size=1, max_size=2000))
def test_a_reader_cannot_shorten_or_lengthen_it(bundle: Path, mutant: Path, cut: int, tail: bytes) -> None:
    stream = plain(bundle)
    for changed in (stream[: -min(cut, len(stream))], stream + tail, stream + tar.END, stream[:-1024] + tail):
        assert code(forged(mutant, changed)) in REFUSED


@pytest.mark.parametrize("tail", [b"\0", b"garbage" * 9, zstandard.compress(b"more")])
def test_nothing_may_follow_the_compressed_stream(bundle: Path, mutant: Path, tail: bytes) -> None:
    assert code(forged(mutant, plain(bundle), tail)) == "E-BUNDLE-DAMAGED"


def ours(parts: list[tuple[str, bytes]]) -> bytes:
    found = b"".join(tar.head(Member(name, len(data))) + data + tar.padding(len(data)) for name, data in parts)
    return found + tar.END


def by_python(change: Callable[[tarfile.TarInfo], None], form: int = tarfile.USTAR_FORMAT) -> Callable[[bytes], bytes]:
    def rebuild(stream: bytes) -> bytes:
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w", format=form) as archive:
            for name, data in members(stream):
                info = tarfile.TarInfo(name)
                info.size, info.mode = len(data), 0o600
                change(info)
                archive.addfile(info, io.BytesIO(data))
        return out.getvalue()

    return rebuild


def link(info: tarfile.TarInfo) -> None:
    if info.name.startswith("human/"):
        info.type, info.linkname, info.size = tarfile.SYMTYPE, "/etc/passwd", 0


def escape(info: tarfile.TarInfo) -> None:
    info.name = info.name.replace("human/", "human/../../")


REBUILT: dict[str, Callable[[bytes], bytes]] = {
    "longer padding": lambda stream: stream + bytes(8192),
    "one zero block": lambda stream: stream[:-512],
    "other tar": by_python(lambda info: None),
    "owner": by_python(lambda info: setattr(info, "uid", 1)),
    "time": by_python(lambda info: setattr(info, "mtime", 1)),
    "link": by_python(link),
    "escape": by_python(escape),
    "pax": by_python(lambda info: info.pax_headers.update(path="human/x"), tarfile.PAX_FORMAT),
    "gnu": by_python(lambda info: None, tarfile.GNU_FORMAT),
    "order": lambda stream: ours(members(stream)[:1] + members(stream)[:0:-1]),
    "member twice": lambda stream: ours(members(stream)[:2] + members(stream)[1:]),
    "member gone": lambda stream: ours(members(stream)[:2] + members(stream)[3:]),
    "member added": lambda stream: ours([*members(stream)[:-2], ("human/x.txt", b"x"), *members(stream)[-2:]]),
    "no signature": lambda stream: ours(members(stream)[:-1]),
    "no digests": lambda stream: ours(members(stream)[:-2]),
    "only header": lambda stream: ours(members(stream)[:1]),
    "nothing": lambda stream: tar.END,
    "no bytes": lambda stream: b"",
    "noise": lambda stream: random.Random(1).randbytes(5000),
    "signature of another": lambda stream: ours([*members(stream)[:-1], (manifest.SIGNATURE, bytes(64))]),
}


@pytest.mark.parametrize("name", REBUILT)
def test_rebuilt_archives_are_refused(bundle: Path, mutant: Path, name: str) -> None:
    assert code(forged(mutant, REBUILT[name](plain(bundle)))) == "E-BUNDLE-DAMAGED"


def test_the_same_stream_sealed_again_is_the_same_bundle(bundle: Path, mutant: Path) -> None:
    opened = open_bundle(forged(mutant, ours(members(plain(bundle)))), READER, trusted)
    assert opened.header == open_bundle(bundle, READER, trusted).header


def test_passing_a_bundle_on_to_somebody_it_does_not_name_is_refused(tmp_path: Path) -> None:
    single = packed(tmp_path / "移送.bundle", readers=[READER]).file
    stream = forged(tmp_path / "转交.bundle", plain(single))
    with pytest.raises(Refused) as refused:
        open_bundle(stream, SECOND, trusted)
    assert refused.value.code == "E-BUNDLE-RECIPIENT"


@pytest.mark.parametrize(
    ("old", "new", "code_"),
    [
        (b'"min_reader": 1', b'"min_reader": 2', "E-BUNDLE-NEWER"),
        (b'"format": 1', b'"format": 9', "E-BUNDLE-DAMAGED"),
        (SENDER.hex().encode() + b'"\n', b"0" * 32 + b'"\n', "E-BUNDLE-SENDER"),
        (b'"nature": "extract"', b'"nature": "partial"', "E-BUNDLE-DAMAGED"),
        (b'"counter": 3', b'"counter": -3', "E-BUNDLE-DAMAGED"),
        (b'"counter": 3', b'"counter": 3, "counter": 4', "E-BUNDLE-DAMAGED"),
        (b'"counter": 3', b'"counter": NaN', "E-BUNDLE-DAMAGED"),
        (b'"counter": 3', b'"counter": ' + b"[" * 9000, "E-BUNDLE-DAMAGED"),
        (b'"members": [', b'"members": 7, "x": [', "E-BUNDLE-DAMAGED"),
        (b'"human/', b'"blob/', "E-BUNDLE-DAMAGED"),
    ],
)
def test_headers_that_lie_are_refused(bundle: Path, mutant: Path, old: bytes, new: bytes, code_: str) -> None:
    parts = members(plain(bundle))
    changed = parts[0][1].replace(old, new)
    assert changed != parts[0][1]
    assert code(forged(mutant, ours([(parts[0][0], changed), *parts[1:]]))) == code_


def test_a_bomb_is_stopped_by_its_length(mutant: Path) -> None:
    head = tar.head(Member("HEADER.json", 8**11 - 1))
    press = zstandard.ZstdCompressor(level=3).compressobj()
    bomb = press.compress(head) + b"".join(press.compress(bytes(1 << 24)) for _ in range(64)) + press.flush()
    mutant.write_bytes(pyrage.encrypt(bomb, [recipient(public_of(READER))]))
    assert mutant.stat().st_size < 1 << 18
    assert code(mutant) == "E-BUNDLE-DAMAGED"


def test_a_bomb_that_is_announced_is_stopped_by_its_file(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_FREE_SIZE", len(plain(bundle)))
    monkeypatch.setattr(opening, "_MOST_TIMES", 0)
    open_bundle(bundle, READER, trusted)
    monkeypatch.setattr(opening, "_FREE_SIZE", len(plain(bundle)) - 1)
    assert code(bundle) == "E-BUNDLE-DAMAGED"


def test_a_window_larger_than_ours_is_refused(bundle: Path, mutant: Path) -> None:
    parameters = zstandard.ZstdCompressionParameters.from_level(3, window_log=27)
    press = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    pressed = press.compress(plain(bundle)) + press.flush()
    mutant.write_bytes(pyrage.encrypt(pressed, [recipient(public_of(READER))]))
    assert code(mutant) == "E-BUNDLE-DAMAGED"


@pytest.mark.soak
def test_a_night_of_mutants(bundle: Path, mutant: Path) -> None:
    dice = random.Random(20260302)
    data, stream = bundle.read_bytes(), plain(bundle)
    for number in range(100_000):
        victim = bytearray(stream if number % 2 else data)
        for _ in range(dice.randrange(1, 4)):
            place = dice.randrange(len(victim))
            victim[place : place + dice.randrange(3)] = dice.randbytes(dice.randrange(1, 3))
        if bytes(victim) in (data, stream):
            continue
        if number % 2:
            forged(mutant, bytes(victim))
        else:
            mutant.write_bytes(victim)
        assert code(mutant) in REFUSED, number
