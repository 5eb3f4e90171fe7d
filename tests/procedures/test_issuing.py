"""Documents: numbered once, sealed by a third officer, the bytes in the register are the bytes outside."""

import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from docx import Document

from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.procedures import clearance, issuing
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.refusal import Refused
from tests.office import At, approved, consented, proposed, sealed


def _saved(desk: Desk, document: str, target: Path) -> str:
    issuing.save_copy(desk, issuing.SaveCopy(document, target))
    return subprocess.run(["pdftotext", str(target), "-"], capture_output=True, text=True, check=True).stdout


def test_a_sealed_circular_reads_as_it_was_approved(at: At, tmp_path: Path) -> None:
    numbered = sealed(at)
    year = Clock().today().year
    assert numbered.number == f"鹿纪〔{year}〕1号"
    with at("general_office") as desk:
        text = "".join(_saved(desk, numbered.document, tmp_path / "通报.pdf").split())
        view = issuing.show_document(desk, numbered.document)
        assert view.progress.state == "registered"
        assert clearance.list_clearances(desk)[0].state == "issued"
        with desk.vault.reading() as shelf:
            heads = {entry.id.hex()[:12] for entry in shelf.entries()}
    assert view.fields["sha256"] == sha256((tmp_path / "通报.pdf").read_bytes()).hexdigest()
    for part in ("陈堃喆", f"鹿纪〔{year}〕1号", f"{year}年", "上述反映不属实", "演示专用"):
        assert part in text
    code = text.partition("核验码：")[2][:14]
    assert code.replace("-", "") in heads, "the paper witnesses the ledger it came from"
    for secret in ("夏侯闻笛", "13912345678", "香烟"):
        assert secret not in text


def test_a_number_is_given_once(at: At) -> None:
    document = approved(at).document
    with at("general_office") as desk:
        issuing.number_document(desk, issuing.NumberDocument(document))
        with pytest.raises(Refused) as refused:
            issuing.number_document(desk, issuing.NumberDocument(document))
        assert [row.number[-2:] for row in issuing.list_documents(desk)] == ["1号"]
    assert refused.value.code == "E-STATE"


def test_no_number_is_lost_when_laying_out_fails(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    document = approved(at).document

    def broken(*_: object) -> None:
        raise OSError("printer on fire")

    with at("general_office") as desk:
        with monkeypatch.context() as patch, pytest.raises(OSError, match="fire"):
            patch.setattr(issuing, "_keep", broken)
            issuing.number_document(desk, issuing.NumberDocument(document))
        numbered = issuing.number_document(desk, issuing.NumberDocument(document))
    assert numbered.number.endswith("1号")


def test_no_numbering_while_the_clock_stands_before_the_last_entry(at: At) -> None:
    document = approved(at).document
    with at("general_office") as desk:
        desk.clock.set_back = 3_600_000
        with pytest.raises(Refused) as refused:
            issuing.number_document(desk, issuing.NumberDocument(document))
    assert refused.value.code == "E-CLOCK"


def test_the_seal_keeper_is_a_third_officer_and_types_the_number(at: At) -> None:
    document = approved(at).document
    with at("general_office") as desk:
        number = issuing.number_document(desk, issuing.NumberDocument(document)).number
    for role in ("handling_dept", "principal", "general_office"):
        with at(role) as desk, pytest.raises(Refused) as refused:
            issuing.seal_document(desk, issuing.SealDocument(document, number))
        assert refused.value.code in {"E-ROLE", "E-SAME-PERSON"}
    with at("seal_keeper") as desk:
        with pytest.raises(Refused) as refused:
            issuing.seal_document(desk, issuing.SealDocument(document, "鹿纪〔2026〕2号"))
        assert refused.value.code == "E-NUMBER"
        assert issuing.show_document(desk, document).progress.state == "numbered"
        with pytest.raises(Refused) as refused:
            issuing.save_copy(desk, issuing.SaveCopy(document, Path("nowhere.pdf")))
    assert refused.value.code == "E-NOT-SEALED"


def test_a_seal_that_is_not_kept_here_never_becomes_a_blank_place(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    document = approved(at).document
    with at("general_office") as desk:
        number = issuing.number_document(desk, issuing.NumberDocument(document)).number
    with at("seal_keeper") as desk:
        for practice, wanted in ((True, "blank"), (True, "鹿纪印"), (False, "demo"), (False, "鹿纪印")):
            monkeypatch.setattr(desk.vault, "practice", practice)
            with pytest.raises(Refused) as refused:
                issuing.seal_document(desk, issuing.SealDocument(document, number, wanted))
            assert refused.value.key == ("E-SEAL/practice" if practice else "E-SEAL/formal")
        assert issuing.show_document(desk, document).progress.state == "numbered"


def test_a_copy_on_a_full_or_missing_medium_is_refused_and_leaves_nothing(at: At, tmp_path: Path) -> None:
    document = sealed(at).document
    with at("general_office") as desk, pytest.raises(Refused) as refused:
        issuing.save_copy(desk, issuing.SaveCopy(document, tmp_path / "没有这个盘" / "通报.pdf"))
    assert refused.value.code == "E-FILE"
    assert list(tmp_path.glob("**/*.pdf*")) == []


def test_a_name_no_font_has_is_refused_when_the_circular_is_drafted(at: At) -> None:
    from dataclasses import replace

    from tests.office import ACCUSED, NEUTRAL, found, proposed, registered

    with at("petition_office") as desk:
        false, _ = registered(desk, accused=replace(ACCUSED, name="陈\ue000喆")).allegations
    candidate = found(at, false, "unsubstantiated").candidate
    with at("handling_dept") as desk:
        from datetime import date

        clearance.seek_consent(desk, clearance.SeekConsent(candidate, NEUTRAL))
        clearance.record_consent(desk, clearance.RecordConsent(candidate, "agree", date(2026, 3, 20), ("甲", "乙")))
    with pytest.raises(Refused) as refused:
        proposed(at, candidate)
    with at("handling_dept") as desk:
        assert issuing.list_documents(desk) == ()
    assert refused.value.code == "E-GLYPH"
    assert "U+E000" in refused.value.message


FORGED = [
    {"draft": {"title": "关于对陈堃喆同志予以表彰的通报"}},
    {"draft": {"note": "此件发至村"}},
    {"title": "关于陈某反映问题属实的通报"},
    {"kind": "letter"},
]


def _forge(desk: Desk, document: str, changes: dict[str, object]) -> None:
    """What no step of the program does: other fields under a text that was signed for."""
    with desk.vault.transaction() as shelf:
        draft = dict(shelf.record("document", document).fields["draft"])
        fields = {**changes, "draft": {**draft, **changes["draft"]}} if "draft" in changes else changes
        shelf.set("document", document, fields)


@pytest.mark.parametrize("changes", FORGED, ids=",".join)
def test_a_text_changed_after_sign_off_gets_no_number(at: At, changes: dict[str, object]) -> None:
    document = approved(at).document
    with at("general_office") as desk:
        _forge(desk, document, changes)
        with pytest.raises(Refused) as refused:
            issuing.number_document(desk, issuing.NumberDocument(document))
        assert issuing.list_documents(desk)[0].number == ""
        assert issuing.show_document(desk, document).progress.state == "signed_off"
    assert refused.value.code == "E-TEXT-CHANGED"
    assert "C06" in refused.value.rule
    assert refused.value.next


@pytest.mark.parametrize("changes", [*FORGED, {"sequence": 9}, {"issued_on": "2020-01-01"}], ids=",".join)
def test_what_was_numbered_is_what_is_sealed(at: At, changes: dict[str, object]) -> None:
    document = approved(at).document
    with at("general_office") as desk:
        number = issuing.number_document(desk, issuing.NumberDocument(document)).number
        _forge(desk, document, changes)
    with at("seal_keeper") as desk:
        with pytest.raises(Refused) as refused:
            issuing.seal_document(desk, issuing.SealDocument(document, number))
        assert issuing.show_document(desk, document).progress.state == "numbered"
    assert refused.value.code == "E-TEXT-CHANGED"


def test_other_bytes_put_in_the_place_of_the_sealed_ones_go_nowhere(at: At, tmp_path: Path) -> None:
    document = approved(at).document
    with at("general_office") as desk:
        number = issuing.number_document(desk, issuing.NumberDocument(document)).number
    with at("seal_keeper") as desk:
        issuing.seal_document(desk, issuing.SealDocument(document, number))
    with at("general_office") as desk:
        other = b"%PDF-1.7 another paper"
        with desk.vault.transaction() as shelf:
            stored = shelf.attach(other, name="other.pdf", media_type="application/pdf")
            shelf.set("document", document, {"content": stored.content, "sha256": sha256(other).hexdigest()})
        for function, order in (
            (issuing.register_document, issuing.RegisterDocument(document, 1)),
            (issuing.save_copy, issuing.SaveCopy(document, tmp_path / "通报.pdf")),
            (issuing.preview, document),
        ):
            with pytest.raises(Refused) as refused:
                function(desk, order)
            assert refused.value.code == "E-TEXT-CHANGED"
        assert issuing.show_document(desk, document).progress.state == "sealed"
    assert list(tmp_path.glob("*.pdf*")) == []


def test_a_draft_is_exported_for_editing_until_it_is_signed_off(at: At, tmp_path: Path) -> None:
    proposal = proposed(at, consented(at))
    target = tmp_path / "草稿.docx"
    with at("handling_dept") as desk:
        done = issuing.save_draft_docx(desk, issuing.SaveDraftDocx(proposal.document, target))
    assert (done.bytes, done.sha256) == (target.stat().st_size, sha256(target.read_bytes()).hexdigest())
    said = [paragraph.text for paragraph in Document(str(target)).paragraphs]
    assert "关于为陈堃喆同志澄清正名的通报" in said
    assert not any("夏侯闻笛" in text for text in said)


def test_a_signed_text_is_not_exported_for_editing(at: At, tmp_path: Path) -> None:
    document = approved(at).document
    with at("handling_dept") as desk, pytest.raises(Refused) as refused:
        issuing.save_draft_docx(desk, issuing.SaveDraftDocx(document, tmp_path / "草稿.docx"))
    assert refused.value.code == "E-NOT-DRAFT"
    assert not list(tmp_path.glob("*.docx"))
