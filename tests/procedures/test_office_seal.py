"""An office's own seal in a formal vault: released by the signer, pressed by the keeper, on those bytes alone."""

import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.procedures import documents, issuing, seal_keeping, verifying
from lucheng_desktop.refusal import Refused
from tests.office import OFFICERS
from tests.procedures.formal import NAME, Formal, built, formal

__all__ = ["built", "formal"]


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
        seen = verifying.verify_paper(paper, desk)
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
    flipped = bytearray(data)
    flipped[len(data) // 3] ^= 1
    paper.write_bytes(flipped)
    with formal.at("general_office") as desk:
        seen = verifying.verify_paper(paper, desk)
    assert (seen.signature, seen.unchanged) == ("invalid", False)


def ran(*order: object) -> str:
    return subprocess.run([str(part) for part in order], capture_output=True, text=True, check=True).stdout


def test_nothing_is_sealed_that_was_not_released(formal: Formal) -> None:
    refused = no("E-SEAL/unreleased", formal.press, seal=NAME)
    assert "C40" in refused.rule
    no("E-SEAL/formal", formal.press, seal="没有这枚")
    no("E-SEAL/formal", formal.press, seal="demo")
    assert formal.press(seal="blank").pages
