"""Copies of a case's attachments: complete, checked by a second program, never mixed with other files."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.procedures import copies, tolerance
from lucheng_desktop.procedures.copies import ExportAttachments, export_attachments
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.refusal import Refused
from tests.office import At
from tests.procedures.test_tolerance import opened

NAMES = (
    "会议纪要（签字）.pdf", "会议纪要（签字）.PDF", "../../越界\\路径:*.txt", ".隐藏", "𠮷" * 200 + ".pdf",
    "sha256sums", " 空\u2028格\u202e ", "NUL.txt",
)  # fmt: skip


@pytest.fixture
def case(at: At) -> str:
    return opened(at)


def attach(desk: Desk, case: str, folder: Path) -> None:
    for number, name in enumerate(NAMES):
        evidence = folder / f"源{number}"
        evidence.write_bytes(f"内容{number}".encode() * (number * 200_000))
        tolerance.attach_evidence(desk, tolerance.AttachEvidence(case, "subjective_motive", evidence, name))


def test_a_second_program_confirms_every_file(at: At, case: str, tmp_path: Path) -> None:
    folder = tmp_path / "导出"
    with at("handling_dept") as desk:
        attach(desk, case, tmp_path)
        done = export_attachments(desk, ExportAttachments("tolerance", case, folder))
        with desk.vault.reading() as shelf:
            noted = shelf.record("tolerance", case).appended["note"][-1]
    assert done.verified and len(done.files) == len(NAMES) == len({name.casefold() for name in done.files})
    assert {path.name for path in folder.iterdir()} == {*done.files, "SHA256SUMS"}
    assert done.bytes == sum((folder / name).stat().st_size for name in done.files)
    told = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True)
    assert told.returncode == 0 and told.stdout.count(": OK") == len(NAMES), told
    assert noted["what"] == "attachments_exported" and list(noted["files"]) == list(done.files)


def refused(desk: Desk, case: str, folder: Path) -> str:
    with pytest.raises(Refused) as fault:
        export_attachments(desk, ExportAttachments("tolerance", case, folder))
    assert not list(folder.parent.glob("*.part"))
    return fault.value.key


def test_a_folder_with_files_is_left_alone(at: At, case: str, tmp_path: Path) -> None:
    folder = tmp_path / "导出"
    folder.mkdir()
    with at("handling_dept") as desk:
        attach(desk, case, tmp_path)
        (folder / "别人的.txt").write_text("不动")
        assert refused(desk, case, folder) == "E-FILE/not-empty"
        assert [path.name for path in folder.iterdir()] == ["别人的.txt"]
        (folder / "别人的.txt").unlink()
        assert export_attachments(desk, ExportAttachments("tolerance", case, folder)).verified


def test_nothing_is_left_when_one_file_is_damaged_or_read_back_otherwise(
    at: At, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "导出"
    with at("handling_dept") as desk:
        attach(desk, case, tmp_path)
        written = copies._copied

        def spoilt(chunks: Any, target: Path) -> str:
            digest = written(chunks, target)
            target.write_bytes(b"x")
            return digest

        monkeypatch.setattr(copies, "_copied", spoilt)
        assert refused(desk, case, folder) == "E-EXPORT"
        monkeypatch.undo()
        next(path for path in desk.vault.blobs.glob("??/*")).write_bytes(b"")
        assert refused(desk, case, folder) == "E-ATTACHMENT-DAMAGED"
    assert not folder.exists()


def test_a_place_that_is_not_there_is_named(at: At, case: str, tmp_path: Path) -> None:
    with at("handling_dept") as desk:
        assert refused(desk, case, tmp_path / "没有" / "导出") == "E-FILE"
