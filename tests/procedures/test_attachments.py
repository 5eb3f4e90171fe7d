"""Attachments that were added by mistake, and attachments that the disk has damaged."""

from pathlib import Path

import pytest

from lucheng_desktop.procedures import tolerance
from lucheng_desktop.procedures.attachments import (
    QuarantineAttachments,
    VoidAttachment,
    quarantine_attachments,
    void_attachment,
)
from lucheng_desktop.procedures.copies import ExportAttachments, export_attachments
from lucheng_desktop.procedures.history import history
from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import blobs
from tests.office import At
from tests.procedures.test_tolerance import opened

CRITERION = "subjective_motive"


def test_a_mistaken_attachment_is_voided_with_its_reason_and_stays(at: At, tmp_path: Path) -> None:
    case, paper = opened(at), tmp_path / "会议纪要.txt"
    paper.write_text("集体研究记录。" * 1000)
    with at("handling_dept") as desk:
        kept, wrong = (
            tolerance.attach_evidence(desk, tolerance.AttachEvidence(case, CRITERION, paper, name)).attachment
            for name in ("留用.txt", "误传（他人材料）.txt")
        )
        with pytest.raises(Refused, match="E-INPUT"):
            void_attachment(desk, VoidAttachment(wrong, " \u3000"))
        assert void_attachment(desk, VoidAttachment(wrong, "误传他人材料")).case == case
        view = tolerance.show_tolerance(desk, case)
        assert [one.id for one in view.evidence] == [kept] == list(view.fields[f"findings.{CRITERION}.evidence"])
        with pytest.raises(Refused, match="E-VOIDED"):
            void_attachment(desk, VoidAttachment(wrong, "再来一次"))
        assert any(line.kind == "作废" and "误传他人材料" in line.after for line in history(desk, "attachment", wrong))
        exported = export_attachments(desk, ExportAttachments("tolerance", case, tmp_path / "副本"))
        assert exported.files == ("留用.txt",)
        with desk.vault.reading() as shelf:
            content = shelf.record("attachment", wrong).fields["content"]
            assert b"".join(shelf.attachment(content)).decode() == paper.read_text()
    with at("principal") as desk, pytest.raises(Refused, match="E-ROLE"):
        void_attachment(desk, VoidAttachment(kept, "不归我办"))


def test_a_damaged_attachment_is_set_aside_named_and_made_whole_again(at: At, tmp_path: Path) -> None:
    case, paper = opened(at), tmp_path / "票据.txt"
    with at("handling_dept") as desk:
        for name in ("一.txt", "二.txt"):
            paper.write_text(name * 5000)
            tolerance.attach_evidence(desk, tolerance.AttachEvidence(case, CRITERION, paper, name))
        with desk.vault.reading() as shelf:
            ((content,),) = shelf.rows("attachment", ("content",), {"name": "二.txt"})
        file = blobs.path_of(desk.vault.blobs, content)
        file.write_bytes(file.read_bytes()[:-1])
        found = quarantine_attachments(desk, QuarantineAttachments())
        assert (found.damaged, found.missing, found.sound) == (("二.txt",), (), 1) and not file.exists()
        (line,) = (one for one in history(desk, "office", desk.vault.office) if "二.txt" in one.after)
        assert line.what == "损坏的附件移入隔离处"
        assert quarantine_attachments(desk, QuarantineAttachments()).missing == ("二.txt",)
        tolerance.attach_evidence(desk, tolerance.AttachEvidence(case, CRITERION, paper, "二.txt"))
        assert quarantine_attachments(desk, QuarantineAttachments()).sound == 2
