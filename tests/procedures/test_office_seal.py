"""An office's own seal in a formal vault: released by the signer, pressed by the keeper, on those bytes alone."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.procedures import (
    documents,
    issuing,
    officers,
    seal_keeping,
    seal_pressing,
    seal_records,
    verifying,
)
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import membership, seals
from tests.circulars.rings import ring
from tests.cli.console import Run, lucheng
from tests.faults import shim
from tests.office import CHEAP, OFFICERS, PASSPHRASE, At, sitting
from tests.procedures.formal import EXTRA, NAME, Formal, built, do, formal, taken_in
from tests.procedures.wording import untold

__all__ = ["built", "formal", "lucheng"]


def no(key: str, function: Any, *given: Any, **order: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        function(*given, **order)
    assert refused.value.key == key, refused.value
    assert refused.value.next
    return refused.value


def saved(formal: Formal, target: Path) -> bytes:
    with formal.at("general_office") as desk:
        issuing.save_copy(desk, issuing.SaveCopy(formal.document, target))
    return target.read_bytes()


def test_released_sealed_and_verified_by_two_programs(formal: Formal, tmp_path: Path) -> None:
    released = formal.release()
    done = formal.press()
    paper = tmp_path / "通报.pdf"
    data = saved(formal, paper)
    assert sha256(data).hexdigest() == done.sha256 != released.sha256
    with formal.at("general_office") as desk:
        [line] = documents.seal_register(desk)
        seen = verifying.verify_paper(str(paper), desk)
        seal_keeping.save_authority(desk, seal_keeping.SaveAuthority(tmp_path / "ca.pem"))
    assert (line.form, line.seal, line.name, line.chained) == ("image", formal.seal, NAME, True)
    assert (line.approver, line.keeper) == (OFFICERS["principal"], OFFICERS["seal_keeper"])
    assert (line.before, line.sha256) == (released.sha256, done.sha256)
    assert (seen.signature, seen.trusted, seen.unchanged) == ("valid", True, True)
    assert seen.signer == f"{NAME} 电子印章"
    assert "演示" not in seen.signer
    ran("certutil", "-N", "-d", f"sql:{tmp_path}", "--empty-password")
    ran("certutil", "-A", "-d", f"sql:{tmp_path}", "-n", "office", "-t", "CT,C,C", "-i", tmp_path / "ca.pem")
    told = ran("pdfsig", "-nssdir", f"sql:{tmp_path}", paper)
    assert all(said in told for said in ("Signature is Valid", "Certificate is Trusted", "Total document signed"))
    with formal.at("general_office") as desk:
        do(desk, "register_document", document=formal.document, copies=3)
        assert documents.seal_register(desk)[0].copies == 3, "it goes to the printer as any paper does"
    flipped = bytearray(data)
    flipped[len(data) // 3] ^= 1
    paper.write_bytes(flipped)
    with formal.at("general_office") as desk:
        seen = verifying.verify_paper(str(paper), desk)
    assert (seen.signature, seen.unchanged) == ("invalid", False)


def ran(*order: object) -> str:
    return subprocess.run([str(part) for part in order], capture_output=True, text=True, check=True).stdout


def test_nothing_is_sealed_that_was_not_released(formal: Formal) -> None:
    refused = no("E-SEAL/unreleased", formal.press, seal=NAME)
    assert "C40" in refused.rule
    no("E-SEAL/formal", formal.press, seal="没有这枚")
    no("E-SEAL/formal", formal.press, seal="demo")
    assert formal.press(seal="blank").pages


@pytest.mark.parametrize(
    ("who", "role", "step"),
    [
        ("handling_dept", "principal", "release_sealing"),  # drafter and approver
        ("handling_dept", "seal_keeper", "seal_document"),  # drafter and keeper
        ("principal", "seal_keeper", "seal_document"),  # approver and keeper
    ],
)
def test_no_two_of_drafter_approver_and_keeper_are_one(formal: Formal, who: str, role: str, step: str) -> None:
    if step == "seal_document":
        formal.release()
    with formal.at("general_office") as desk:
        do(desk, "change_roles", officer=OFFICERS[who], roles=[who, role])
    order = {"document": formal.document, "number": formal.number, "seal": formal.seal}
    with formal.at(who) as desk:
        refused = no("E-SAME-PERSON", do, desk, step, **order)
        assert issuing.show_document(desk, formal.document).progress.state == "numbered"
    assert "F18" in refused.rule


def test_only_who_signed_off_releases_and_no_half_is_held_by_others(formal: Formal) -> None:
    order = {"document": formal.document, "number": formal.number, "seal": NAME}
    with formal.at("second_principal") as desk:
        no("E-SEAL/signer", do, desk, "release_sealing", **order)
    with formal.at("principal") as desk:
        no("E-NUMBER", do, desk, "release_sealing", **order | {"number": "鹿纪〔2026〕99号"})
    with formal.at("seal_keeper") as desk:
        no("E-ROLE", do, desk, "release_sealing", **order)
    formal.release()
    no("E-SEAL/keeper", formal.press, "second_keeper")


def test_other_bytes_than_the_released_ones_are_not_sealed(formal: Formal, monkeypatch: pytest.MonkeyPatch) -> None:
    formal.release()
    with formal.at("seal_keeper") as desk:
        render = issuing._render

        def another(*given: Any) -> Any:
            paper = render(*given)
            other = paper.pdf + b"\n"
            return replace(paper, pdf=other, sha256=sha256(other).hexdigest())

        monkeypatch.setattr(issuing, "_render", another)
        order = {"document": formal.document, "number": formal.number}
        no("E-SEAL/bytes", do, desk, "seal_document", **order)
        assert issuing.show_document(desk, formal.document).progress.state == "numbered"


def test_a_release_holds_for_its_day_and_not_for_a_paper_that_is_drafted_anew(
    formal: Formal, monkeypatch: pytest.MonkeyPatch
) -> None:
    formal.release()
    with formal.at("seal_keeper") as desk:
        tomorrow = desk.clock.today() + timedelta(days=1)
        monkeypatch.setattr(type(desk.clock), "today", lambda _: tomorrow)
        no("E-SEAL/expired", do, desk, "seal_document", document=formal.document, number=formal.number)
    monkeypatch.undo()
    with formal.at("principal") as desk:
        do(desk, "order_redraft", document=formal.document, reason="事实有出入。")
    no("E-STATE", formal.press)


def test_a_release_cannot_be_rewritten_for_other_bytes(formal: Formal) -> None:
    """Who writes past the program's guards finds the half bound to what was released."""
    formal.release()
    with formal.at("seal_keeper") as desk, desk.vault.transaction() as shelf:
        record = shelf.record("document", formal.document)
        body = dict(seal_records.release_of(record).body)
        facts = seal_records.seal_facts(shelf.record("office_seal", formal.seal))
        until = desk.clock.today()
        own = desk.vault.keys
        for change in ({"sha256": "0" * 64}, {"document": "f" * 32}, {"until": "2199-01-01"}, {"content": "0" * 64}):
            matter = seal_records.paper_matter(formal.document, facts["content"], body["sha256"], until) | change
            no("E-SEAL/release", seals.received, formal.seal, body["box"], desk.officer.id, own, matter)
        no("E-SEAL/half", seals.own_half, formal.seal, seals.RELEASE, facts["halves"], desk.officer.id, own)
        mine = seals.own_half(formal.seal, seals.PRESS, facts["halves"], desk.officer.id, own)
        box = seal_pressing.locked(shelf, facts)
        for other in (mine, bytes(32), facts["halves"][0]["box"][-48:-16]):
            no("E-SEAL/damaged", seals.open_content, formal.seal, other, bytes(mine), box)


def test_a_seal_changes_hands_and_the_former_holders_open_nothing(formal: Formal) -> None:
    formal.release()
    with formal.at("principal") as desk:
        no("E-SEAL-KEEPING/same", do, desk, "order_seal_handover", seal=NAME, reason="没有变动。")
        both = {"keeper": OFFICERS["principal"]}
        no("E-SEAL-HOLDER/role", do, desk, "order_seal_handover", seal=NAME, reason="合并保管。", **both)
        do(desk, "order_seal_handover", seal=NAME, reason="轮岗。", keeper=EXTRA["second_keeper"][0])
    with formal.at("second_keeper") as desk:
        no("E-SEAL/release", do, desk, "hand_over_seal", seal=NAME)
    with formal.at("seal_keeper") as desk:
        with desk.vault.reading() as shelf:
            before = seal_records.seal_facts(shelf.record("office_seal", formal.seal))["content"]
        done = do(desk, "hand_over_seal", seal=NAME)
        no("E-SEAL-KEEPING/unordered", do, desk, "hand_over_seal", seal=NAME)
    assert (done.keeper, done.approvers) == (EXTRA["second_keeper"][0], (OFFICERS["principal"],))
    assert not list(formal.place.rglob(before)), "the former box is gone from this vault"
    no("E-SEAL/keeper", formal.press)
    formal.release()
    no("E-SEAL/keeper", formal.press)
    assert formal.press("second_keeper").pages


def test_a_holder_leaves_only_after_the_seal_and_passphrases_change_nothing(formal: Formal) -> None:
    with formal.at("general_office") as desk:
        order = {"officer": OFFICERS["seal_keeper"], "reason": "退休。"}
        refused = no("E-SEAL-KEEPING/held", do, desk, "retire_officer", **order)
        assert NAME in refused.message
        tasks = officers.hand_over_list(desk, OFFICERS["seal_keeper"])
    assert [(task.kind, task.id, task.step) for task in tasks if task.kind == "office_seal"] == [
        ("office_seal", formal.seal, "hand_over_seal")
    ]
    for role in ("principal", "seal_keeper"):
        with formal.at(role) as desk:
            membership.change_passphrase(desk.vault, PASSPHRASE, PASSPHRASE + "新", cost=CHEAP)
    new = sitting(formal.place, OFFICERS, PASSPHRASE + "新")
    order = {"document": formal.document, "number": formal.number}
    with new("principal") as desk:
        do(desk, "release_sealing", **order, seal=NAME)
    with new("seal_keeper") as desk:
        assert do(desk, "seal_document", **order).pages


def test_a_retired_seal_is_destroyed_withdrawn_and_its_papers_stay_good(formal: Formal, tmp_path: Path) -> None:
    formal.release()
    formal.press()
    paper, authority = tmp_path / "通报.pdf", tmp_path / "ca.pem"
    saved(formal, paper)
    with formal.at("seal_keeper") as desk:
        no("E-STATE", do, desk, "retire_seal", seal=NAME)
    with formal.at("principal") as desk:
        do(desk, "order_seal_retirement", seal=NAME, reason="换发新印章。")
    with formal.at("seal_keeper") as desk:
        with desk.vault.reading() as shelf:
            content = seal_records.seal_facts(shelf.record("office_seal", formal.seal))["content"]
        assert list(formal.place.rglob(content))
        assert do(desk, "retire_seal", seal=NAME).withdrawn
        assert not list(formal.place.rglob(content))
        do(desk, "save_authority", target=str(authority))
        assert verifying.verify_paper(str(paper), desk).unchanged
        assert verifying.verify_paper(str(paper), desk).trusted, "sealed while it was in use: the register says so"
        [row] = seal_keeping.list_seals(desk)
    assert (row.state, row.keeper) == ("retired", OFFICERS["seal_keeper"])
    seen = verifying.verify_paper(str(paper), authority=authority)
    assert (seen.signature, seen.trusted) == ("valid", False)
    assert "停用" in seen.note
    assert "Serial Number" in ran("openssl", "crl", "-in", authority, "-noout", "-text").partition("Revoked")[2]


def test_a_retired_seal_seals_nothing(formal: Formal) -> None:
    formal.release()
    with formal.at("second_principal") as desk:
        do(desk, "order_seal_retirement", seal=NAME, reason="作废。")
    no("E-SEAL/state", formal.press)
    with formal.at("general_office") as desk:
        assert not do(desk, "retire_seal", seal=NAME).withdrawn, "not without both halves"
    no("E-SEAL/state", formal.press)
    with formal.at("principal") as desk:
        order = {"document": formal.document, "number": formal.number, "seal": NAME}
        no("E-SEAL/state", do, desk, "release_sealing", **order)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"name": "中共温州市纪律检查委员会"}, "E-WORDING/issuer"),
        ({"name": " "}, "E-INPUT/blank"),
        ({"note": "\n"}, "E-INPUT/blank"),
        ({"form": "蜡"}, "E-SEAL-KEEPING/form"),
        ({"form": "image"}, "E-SEAL-KEEPING/no-picture"),
        ({"image": "印模.png"}, "E-SEAL-KEEPING/picture"),
        ({"form": "image", "image": "没有.png"}, "E-FILE"),
        ({"diameter": 50}, "E-SEAL-KEEPING/diameter"),
        ({"decided_on": "2199-01-01"}, "E-SEAL-KEEPING/day"),
        ({"approvers": []}, "E-SEAL-HOLDER/none"),
        ({"approvers": [OFFICERS["handling_dept"]]}, "E-SEAL-HOLDER/role"),
        ({"keeper": OFFICERS["principal"]}, "E-SEAL-HOLDER/role"),
        ({"keeper": "没有这人"}, "E-VAULT-OFFICER"),
        ({"form": "image", "image": "README.md"}, "E-SEAL-IMAGE"),
    ],
)
def test_what_is_not_taken_in(built: Formal, changes: dict[str, Any], key: str) -> None:
    with built.at("general_office") as desk:
        order = {"form": "key", "name": "演练机关", "keeper": OFFICERS["seal_keeper"],
                 "approvers": [OFFICERS["principal"]], "note": "会议纪要", "decided_on": "2026-01-05"}  # fmt: skip
        no(key, do, desk, "take_in_seal", **order | changes)


def test_a_key_signs_over_a_blank_place_and_only_for_its_own_name(formal: Formal, tmp_path: Path) -> None:
    taken_in(formal.at, "key", name="演练机关", keeper=EXTRA["second_keeper"][0])
    order = {"document": formal.document, "number": formal.number}
    with formal.at("principal") as desk:
        no("E-SEAL/issuer", do, desk, "release_sealing", **order, seal="演练机关")
    made = taken_in(formal.at, "key", keeper=EXTRA["second_keeper"][0])
    no("E-SEAL/several", formal.release, NAME)
    formal.release(made.seal)
    no("E-SEAL/other", formal.press, seal=formal.seal)
    formal.press("second_keeper")
    paper = tmp_path / "通报.pdf"
    data = saved(formal, paper)
    with formal.at("general_office") as desk:
        assert verifying.verify_paper(str(paper), desk).trusted
        assert documents.seal_register(desk)[0].form == "key"
        assert "\n".join(untold(desk)) == ""
    assert b"/SealPixels" not in data


def test_a_seal_waits_for_another_officer_and_the_right_fingerprint(formal: Formal) -> None:
    order = {"form": "key", "name": NAME, "keeper": OFFICERS["seal_keeper"], "approvers": [OFFICERS["principal"]],
             "note": "会议纪要", "decided_on": "2026-01-05"}  # fmt: skip
    with formal.at("general_office") as desk:
        made = do(desk, "take_in_seal", **order)
        no("E-SEAL-KEEPING/known", do, desk, "take_in_seal", **order)
        no("E-ROLE", do, desk, "confirm_seal", seal=made.seal, certificate=made.certificate)
    with formal.at("principal") as desk:
        no("E-SEAL-KEEPING/certificate", do, desk, "confirm_seal", seal=made.seal, certificate="0" * 64)
    no("E-SEAL/state", formal.release, made.seal)


def test_a_practice_vault_has_no_seal_of_its_own(at: At) -> None:
    with at("general_office") as desk:
        order = {"form": "key", "name": NAME, "keeper": OFFICERS["seal_keeper"], "approvers": [OFFICERS["principal"]],
                 "note": "会议纪要", "decided_on": "2026-01-05"}  # fmt: skip
        no("E-SEAL/practice", do, desk, "take_in_seal", **order)


@pytest.mark.parametrize(("right", "down", "key"), [(31, 0, "far"), (0, -31, "far"), (0, 25, "gap")])
def test_a_seal_is_moved_a_little_or_not_at_all(formal: Formal, right: int, down: int, key: str) -> None:
    formal.release()
    no(f"E-SEAL-PLACE/{key}", formal.press, right=right, down=down)


def test_a_small_shift_stands_in_the_register(formal: Formal) -> None:
    formal.release()
    formal.press(right=-15, down=10)
    with formal.at("general_office") as desk:
        assert documents.seal_register(desk)[0].shift == (-15, 10)


def test_the_console_releases_seals_lists_and_verifies(formal: Formal, lucheng: Run, tmp_path: Path) -> None:
    secret, order, paper = tmp_path / "口令.txt", tmp_path / "放行.json", tmp_path / "通报.pdf"
    secret.write_text(PASSPHRASE, "utf-8")
    order.write_text(json.dumps({"document": formal.document, "number": formal.number, "seal": NAME}), "utf-8")

    def by(role: str) -> tuple[str, ...]:
        return f"--officer={OFFICERS[role]}", f"--passphrase-file={secret}", "--json"

    asked = ("circular", "seal", formal.place, formal.number, "--seal", NAME, "--save", paper, *by("seal_keeper"))
    refused = lucheng(*asked).refused
    assert refused["code"] == "E-SEAL" and refused["rule"] and refused["next"]
    assert not paper.exists()
    released = lucheng("case", "do", formal.place, "release_sealing", "--order", order, *by("principal")).data
    assert lucheng(*asked).data["sha256"] != released["sha256"]
    assert [one["form"] for one in lucheng("circular", "seals", formal.place, *by("seal_keeper")).data["seals"]] == [
        "image"
    ]
    [line] = lucheng("circular", "register", formal.place, *by("seal_keeper")).data["lines"]
    assert (line["name"], line["before"], line["chained"]) == (NAME, released["sha256"], True)
    verify = ("circular", "verify", paper, "--vault", formal.place, *by("general_office"))
    assert (lucheng(*verify).code, lucheng(*verify).data["signature"]) == (0, "valid")
    data = paper.read_bytes()
    paper.write_bytes(data[:999] + bytes((data[999] ^ 1,)) + data[1000:])
    assert (lucheng(*verify).code, lucheng(*verify).data["signature"]) == (1, "invalid")


SCENARIO = """
import json, sys
from pathlib import Path
from lucheng_desktop.circulars import seal_image
from lucheng_desktop.procedures import seal_records
from lucheng_desktop.vault import seals
from tests.office import OFFICERS, sitting
from tests.procedures.formal import do, taken_in
place, picture, document, number, seal = Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:6]
at, order = sitting(place), {"document": document, "number": number, "seal": seal}
made = taken_in(at, "image", picture, name=sys.argv[6])
with at("principal") as desk:
    do(desk, "release_sealing", **order)
    with desk.vault.reading() as shelf:
        known = {one.id: seal_records.seal_facts(one)["halves"] for one in seal_records.own_seals(desk, shelf)}
    half = {id: seals.own_half(id, "release", known[id], desk.officer.id, desk.vault.keys) for id in known}
with at("seal_keeper") as desk:
    do(desk, "seal_document", **order)
    marks = []
    with desk.vault.reading() as shelf:
        for id in (seal, made.seal):
            facts = seal_records.seal_facts(shelf.record("office_seal", id))
            own = seals.own_half(id, "press", facts["halves"], desk.officer.id, desk.vault.keys)
            box = b"".join(shelf.attachment(facts["content"]))
            opened = seals.open_content(id, half[id], own, box)
            marks += [half[id], own, bytes(opened.key)[40:70], bytes(opened.picture)[2000:2040]]
            marks.append(bytes(seals.open_authority(id, half[id], own, box))[40:80])
        raster = seal_image.taken(bytes(opened.picture)).raster
        paper = b"".join(shelf.attachment(shelf.record("document", document).fields["content"]))
    rows = [int(raster.size * part) * raster.size + raster.size // 3 for part in (0.30, 0.78)]
    marks += [raster.opacity[at : at + raster.size // 3] for at in rows]
    stream = paper.index(b"stream", paper.index(b"/SMask", paper.index(b"/Subtype /Image"))) + 600
    marks.append(paper[stream : stream + 40])
print(json.dumps([mark.hex() for mark in marks]))
"""


def test_neither_key_nor_picture_touches_a_disk(formal: Formal, tmp_path: Path) -> None:
    """Taken in, released, pressed: whatever the process wrote anywhere, and if the file is long gone."""
    picture, log = tmp_path / "印模.png", tmp_path.with_name(f"{tmp_path.name}.log")
    picture.write_bytes(ring())
    order = [sys.executable, "-c", SCENARIO, formal.place, picture, formal.document, formal.number, formal.seal, "演练"]
    home = {"PYTHONPATH": str(Path(__file__).parents[2]), "TMPDIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    heard = {} if shim.missing() else shim.listening(log)
    done = subprocess.run([str(part) for part in order], env={**os.environ, **home, **heard}, capture_output=True,
                          text=True, check=False, timeout=300)  # fmt: skip
    assert done.returncode == 0, done.stderr
    marks = [bytes.fromhex(mark) for mark in json.loads(done.stdout)]
    assert len({*marks}) == 12, "of both seals halves and keys, of one picture what is kept, shown and pressed"
    assert all(len({*mark}) > 2 for mark in marks)
    marks += [mark.hex().encode() for mark in marks] + [ring()[2000:2040]]
    files = [path for path in (*formal.place.rglob("*"), *tmp_path.rglob("*")) if path.is_file()]
    assert [path for path in files if any(mark in path.read_bytes() for mark in marks)] == [picture], "and none of ours"
    if heard:
        assert shim.spilled(log, marks) == set()
        assert log.stat().st_size > 200_000, "it was heard"
        log.unlink()
