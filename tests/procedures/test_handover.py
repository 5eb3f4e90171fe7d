"""Bundles: one case to one reader, proven whole before anything is taken in, the same history on both sides."""

import os
import shutil
import tracemalloc
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from lucheng_desktop.procedures import handover, history, office, petitions, tolerance
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import door
from tests.office import CHEAP, PASSPHRASE, At, registered, sealed
from tests.procedures.test_tolerance import opened

PEER = "吴接力"


@pytest.fixture(scope="session")
def founded_peer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("peer") / "peer.vault"
    people = [
        door.NewOfficer(PEER, ("handling_dept",), PASSPHRASE),
        door.NewOfficer("旁观者", ("case_trial",), PASSPHRASE),
    ]
    door.create(place, office="第七派驻组（测试）", practice=True, officers=people, cost=CHEAP)
    return place


@pytest.fixture
def peer(founded_peer: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(founded_peer, tmp_path / "peer.vault"))


@contextmanager
def at_peer(peer: Path, name: str = PEER) -> Iterator[Desk]:
    desk = office.unlock(office.Unlock(peer, name, PASSPHRASE))
    with closing(desk.vault):
        yield desk


def introduce(at: At, peer: Path) -> None:
    """Both take in each other's cards."""
    with at_peer(peer) as desk:
        theirs = office.card(desk)
    with at("handling_dept") as desk:
        office.enrol_peer(desk, office.EnrolPeer(theirs))
        ours = office.card(desk)
    with at_peer(peer) as desk:
        office.enrol_peer(desk, office.EnrolPeer(ours))


def export(desk: Desk, petition: str, target: Path) -> handover.CasesExported:
    order = handover.ExportCases((("petition", petition),), (office.recipient(desk, PEER),), target, "移交")
    return handover.export_cases(desk, order)


def test_the_history_is_the_same_on_the_other_side(at: At, peer: Path, tmp_path: Path) -> None:
    introduce(at, peer)
    sealed(at)
    with at("petition_office") as desk:
        other = registered(desk, accused=petitions.Accused("别案人", "别的单位", "科员", "section"))
    with at("handling_dept") as desk:
        case = petitions.list_petitions(desk)[-1].id
        receipt = export(desk, case, tmp_path / "案件.bundle")
        here = history.case_history(desk, "petition", case)
    assert receipt.verified
    assert (receipt.cases, receipt.attachments) == (1, 1)
    with at_peer(peer) as desk:
        assert handover.verify_bundle(desk, handover.ImportBundle(receipt.file)).entries == receipt.entries
        taken = handover.import_bundle(desk, handover.ImportBundle(receipt.file))
        assert (taken.conflicts, taken.waiting, taken.quarantined) == (0, 0, 0)
        assert history.case_history(desk, "petition", case) == here
        assert [row.id for row in petitions.list_petitions(desk)] == [case], "the other case stayed at home (F30)"
        with desk.vault.reading() as shelf:
            assert not shelf.identity_sealed(case), "the complainant stayed at home"
            assert other.petition.encode() not in b"".join(entry.entity for entry in shelf.entries())
        again = handover.import_bundle(desk, handover.ImportBundle(receipt.file))
        assert (again.new, again.duplicates) == (0, receipt.entries)
        assert history.verify_ledger(desk).chain == "intact"


@pytest.mark.parametrize("place", [30, 0.3, 0.6, 0.999])
def test_one_flipped_byte_is_refused_and_nothing_is_taken_in(at: At, peer: Path, tmp_path: Path, place: float) -> None:
    introduce(at, peer)
    with at("petition_office") as desk:
        case = registered(desk).petition
    with at("handling_dept") as desk:
        file = export(desk, case, tmp_path / "案件.bundle").file
    data = bytearray(file.read_bytes())
    data[place if isinstance(place, int) else int(len(data) * place)] ^= 1
    file.write_bytes(data)
    with at_peer(peer) as desk:
        with pytest.raises(Refused) as refused:
            handover.import_bundle(desk, handover.ImportBundle(file))
        assert petitions.list_petitions(desk) == ()
    assert refused.value.code in {"E-BUNDLE-DAMAGED", "E-BUNDLE-RECIPIENT"}
    assert refused.value.next


def test_a_bundle_for_somebody_else_or_from_a_stranger_is_refused(at: At, peer: Path, tmp_path: Path) -> None:
    with at_peer(peer) as desk:
        theirs = office.card(desk)
    with at("petition_office") as desk:
        case = registered(desk).petition
    with at("handling_dept") as desk:
        office.enrol_peer(desk, office.EnrolPeer(theirs))
        file = export(desk, case, tmp_path / "案件.bundle").file
    codes = []
    for name in (PEER, "旁观者"):
        with at_peer(peer, name) as desk, pytest.raises(Refused) as refused:
            handover.import_bundle(desk, handover.ImportBundle(file))
        codes.append(refused.value.code)
    assert codes == ["E-BUNDLE-SENDER", "E-BUNDLE-RECIPIENT"]


def test_a_card_that_says_another_key_than_its_entries_is_refused(at: At, peer: Path) -> None:
    from dataclasses import replace

    with at_peer(peer) as desk:
        theirs = office.card(desk)
    with at("handling_dept") as desk:
        with pytest.raises(Refused) as refused:
            office.enrol_peer(desk, office.EnrolPeer(replace(theirs, fingerprint="0000 0000 0000 0000 0000")))
        assert all(one.local for one in office.colleagues(desk)), "nothing half-written"
        with pytest.raises(Refused) as own:
            office.enrol_peer(desk, office.EnrolPeer(office.card(desk)))
    assert (refused.value.code, own.value.code) == ("E-CARD", "E-OWN-CARD")


def test_an_attachment_passes_through_one_chunk_of_memory(at: At, peer: Path, tmp_path: Path) -> None:
    size, case = 24 << 20, opened(at)
    introduce(at, peer)
    (tmp_path / "录像.mp4").write_bytes(os.urandom(size))
    with at("handling_dept") as desk:
        order = tolerance.AttachEvidence(case, "subjective_motive", tmp_path / "录像.mp4", "录像.mp4")
        attached = tolerance.attach_evidence(desk, order)
        order = handover.ExportCases((("tolerance", case),), (office.recipient(desk, PEER),), tmp_path / "案.b", "移交")
        file = handover.export_cases(desk, order).file
    with at_peer(peer) as desk:
        tracemalloc.start()
        handover.import_bundle(desk, handover.ImportBundle(file))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        with desk.vault.reading() as shelf:
            ((content,),) = shelf.rows("attachment", ("content",))
            taken = sha256()
            for piece in shelf.attachment(content):
                taken.update(piece)
    assert taken.hexdigest() == attached.sha256 and most < size // 2
