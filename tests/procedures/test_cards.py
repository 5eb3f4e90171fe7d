"""Cards as files: what is shown before taking one in is what its signed entries say, or nothing is shown."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.procedures import office
from lucheng_desktop.procedures.cards import SaveCard, code, open_card, read_card, save_card
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import door
from tests.office import CHEAP, PASSPHRASE, At

PEER = "买买提·阿不都热合曼"
OFFICE = "第七派驻组（测试）"


@pytest.fixture(scope="module")
def neighbours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("peer") / "peer.vault"
    people = {PEER: ("handling_dept",), "旁观者": ("case_trial",)}
    officers = [door.NewOfficer(name, roles, PASSPHRASE) for name, roles in people.items()]
    door.create(place, office=OFFICE, practice=True, officers=officers, cost=CHEAP)
    return place


@pytest.fixture
def file(neighbours: Path, tmp_path: Path) -> Path:
    """The neighbour's card as it comes on a stick."""
    place = shutil.copytree(neighbours, tmp_path / "peer.vault")
    desk = office.unlock(office.Unlock(place, PEER, PASSPHRASE))
    with closing(desk.vault):
        return save_card(desk, SaveCard(tmp_path / "名片 一.json")).target


def changed(file: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    data = json.loads(file.read_text("utf-8"))
    change(data)
    file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return file


def test_a_card_file_introduces_its_officer(at: At, file: Path) -> None:
    found = read_card(file)
    assert (found.office, found.officer, found.roles) == (OFFICE, PEER, ("handling_dept",))
    with at("handling_dept") as desk:
        taken = office.enrol_peer(desk, office.EnrolPeer(found))
        assert office.recipient(desk, PEER) == taken.officer


def test_the_own_card_is_not_for_oneself(at: At, tmp_path: Path) -> None:
    with at("handling_dept") as desk:
        target = save_card(desk, SaveCard(tmp_path / "名片.json")).target
        with pytest.raises(Refused) as refused:
            open_card(desk, target)
    assert refused.value.code == "E-OWN-CARD"


def test_the_saved_file_is_said_only_after_it_was_read_again(at: At, tmp_path: Path) -> None:
    with at("handling_dept") as desk:
        saved = save_card(desk, SaveCard(tmp_path / "名片.json"))
        assert read_card(saved.target) == office.card(desk)
        assert saved.bytes == saved.target.stat().st_size
        assert saved.code == code(office.card(desk))
        with pytest.raises(Refused) as refused:
            save_card(desk, SaveCard(tmp_path / "没有" / "名片.json"))
    assert refused.value.code == "E-FILE"


LIES = {
    "office": "另一个单位",
    "officer": "另一个人",
    "roles": ["principal"],
    "fingerprint": "0000 0000 0000 0000 0000",
    "device": "0" * 32,
}


@pytest.mark.parametrize("name", LIES)
def test_words_that_its_entries_do_not_say_are_refused(file: Path, name: str) -> None:
    changed(file, lambda data: data["card"].update({name: LIES[name]}))
    with pytest.raises(Refused) as refused:
        read_card(file)
    assert refused.value.code == "E-CARD"


@pytest.mark.parametrize("at_entry", range(3))
def test_a_flipped_byte_in_an_entry_is_refused(file: Path, at_entry: int) -> None:
    def flip(data: dict[str, Any]) -> None:
        wire = bytearray.fromhex(data["card"]["entries"][at_entry])
        wire[len(wire) // 2] ^= 1
        data["card"]["entries"][at_entry] = wire.hex()

    changed(file, flip)
    with pytest.raises(Refused) as refused:
        read_card(file)
    assert refused.value.code == "E-CARD"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff\xfe", b'{"format": "lucheng-card-2"}', b"[" * 200_000, b'{"card": 1}' + b" " * (1 << 20)],
)
def test_a_file_that_is_no_card_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "别的.json"
    file.write_bytes(content)
    with pytest.raises(Refused) as refused:
        read_card(file)
    assert refused.value.code == "E-CARD"
    assert "别的.json" in refused.value.message


def test_a_card_of_a_later_format_is_refused(file: Path) -> None:
    changed(file, lambda data: data.update(format="lucheng-card-2"))
    with pytest.raises(Refused) as refused:
        read_card(file)
    assert refused.value.key == "E-CARD/file"


def test_the_code_covers_every_entry(file: Path) -> None:
    """Comparing it aloud proves the device and the signing key too, not only the key that bundles are made for."""
    whole = read_card(file)
    fewer = [replace(whole, entries=whole.entries[:at] + whole.entries[at + 1 :]) for at in range(len(whole.entries))]
    assert len({code(one) for one in (whole, *fewer)}) == len(fewer) + 1


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_card(tmp_path / "没有.json")
    assert refused.value.code == "E-FILE"
