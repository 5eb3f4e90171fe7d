"""The office's own rule pack: nothing changes until two others have said yes to the same words."""

from pathlib import Path

import pytest

from lucheng_desktop.procedures import packs
from lucheng_desktop.refusal import Refused
from tests.office import At

HEAD = """
[pack]
id = "office-own"
version = "{version}"
extends = "lucheng-2020"
title = "鹿城区纪委监委康健工程规则（本单位核定）"
status = "{status}"
source = "OWN"
effective_from = {first}
"""
OWN = """
[[sources]]
code = "OWN"
title = "鹿城区纪委监委会议纪要（演练）"
seen = "2026-01-01"
"""
PARAMETERS = """
[[parameters]]
code = "forward_working_days"
name = "径送上级的期限"
value = {days}
source = "OWN"
status = "本单位核定"
effective_from = {first}
"""


def pack(place: Path, version: str = "1", days: int = 3, status: str = "本单位核定", first: str = "2026-01-01") -> Path:
    place /= f"规则包{version}"
    place.mkdir(exist_ok=True)
    (place / "pack.toml").write_text(HEAD.format(version=version, status=status, first=first), "utf-8")
    (place / "sources.toml").write_text(OWN, "utf-8")
    (place / "parameters.toml").write_text(PARAMETERS.format(days=days, first=first), "utf-8")
    return place


def drafted(at: At, place: Path) -> packs.PackDrafted:
    with at("handling_dept") as desk:
        return packs.draft_pack(desk, packs.DraftPack(place))


def settled(at: At, place: Path) -> packs.PackDrafted:
    draft = drafted(at, place)
    with at("deputy_in_charge") as desk:
        packs.approve_pack(desk, packs.ApprovePack(draft.pack, draft.digest))
    with at("principal") as desk:
        packs.confirm_pack(desk, packs.ConfirmPack(draft.pack, draft.digest))
    return draft


def used(at: At) -> tuple[str, int]:
    with at("petition_office") as desk:
        return desk.rules.pack.id, desk.rules.parameter("forward_working_days")


def test_two_officers_put_a_pack_into_use_and_a_later_one_replaces_it(at: At, tmp_path: Path) -> None:
    draft = drafted(at, pack(tmp_path))
    assert "parameters.forward_working_days" in {change.path for change in draft.changes}
    assert used(at) == ("lucheng-2020", 5)
    with at("deputy_in_charge") as desk:
        assert packs.compare_pack(desk, draft.pack) == draft.changes
        packs.approve_pack(desk, packs.ApprovePack(draft.pack, draft.digest))
        with pytest.raises(Refused, match="E-SAME-PERSON"):
            packs.confirm_pack(desk, packs.ConfirmPack(draft.pack, draft.digest))
    assert used(at) == ("lucheng-2020", 5)
    with at("principal") as desk:
        packs.confirm_pack(desk, packs.ConfirmPack(draft.pack, draft.digest))
    assert used(at) == ("office-own", 3)
    settled(at, pack(tmp_path, version="2", days=4))
    assert used(at) == ("office-own", 4)
    with at("principal") as desk:
        assert [(row.version, row.state) for row in packs.list_packs(desk)] == [("2", "in_force"), ("1", "replaced")]


def test_a_pack_of_tomorrow_waits_for_its_day(at: At, tmp_path: Path) -> None:
    settled(at, pack(tmp_path, first="2199-01-01"))
    assert used(at)[0] == "lucheng-2020"


def refused(at: At, place: Path) -> str:
    with pytest.raises(Refused) as fault:
        drafted(at, place)
    return fault.value.key


def test_what_is_faulty_unsettled_or_known_is_not_taken_in(at: At, tmp_path: Path) -> None:
    assert refused(at, tmp_path / "没有") == "E-PACK/absent"
    assert refused(at, pack(tmp_path, status="待核定")) == "E-PACK/not-own"
    (pack(tmp_path) / "sources.toml").unlink()
    assert refused(at, tmp_path / "规则包1") == "E-PACK/faulty"
    draft = drafted(at, pack(tmp_path))
    assert refused(at, pack(tmp_path)) == "E-PACK/known"
    with at("principal") as desk:
        with pytest.raises(Refused, match="E-INPUT"):
            packs.withdraw_pack(desk, packs.WithdrawPack(draft.pack, " "))
        with pytest.raises(Refused) as other:
            packs.approve_pack(desk, packs.ApprovePack(draft.pack, "0" * 64))
        packs.withdraw_pack(desk, packs.WithdrawPack(draft.pack, "数字有误。"))
    assert other.value.key == "E-PACK/other-words"
    assert drafted(at, pack(tmp_path)).pack != draft.pack
