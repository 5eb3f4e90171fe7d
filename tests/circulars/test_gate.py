"""Characters, subjects and wording that the gate refuses before a line is set."""

from typing import Any

import pytest

from lucheng_desktop.circulars.render import render
from lucheng_desktop.refusal import Refused
from tests.circulars.drafts import BODY, NAME, draft, saying


def code(**changes: Any) -> str:
    with pytest.raises(Refused) as refused:
        render(draft(**changes))
    return refused.value.key


def test_a_subject_with_a_private_character_is_refused() -> None:
    body = [{"level": 0, "text": "关于陈\ue000同志，反映不属实。"}]
    assert code(subjects=["陈\ue000"], body=body, title="关于为陈\ue000同志澄清正名的通报") == "E-GLYPH"


def test_a_subject_in_rare_characters_prints() -> None:
    assert render(draft()).gate.fallback == (NAME,)


def test_a_subject_the_paper_does_not_name_is_refused() -> None:
    assert code(subjects=[NAME, "周慎之"]) == "E-TEXT/subject"


@pytest.mark.parametrize(
    "text",
    [
        "该同志清正廉洁，作风扎实。",
        "该同志清 正 廉 洁。",
        "举报人的行为属于诬告陷害。",
        "此页无正文",
        "（此 页 无 正 文）",
        "参照鹿纪[2026]1号文件。",
        "参照鹿纪（2026）1号文件。",
        "参照鹿纪〔2026〕第1号文件。",
        "参照鹿纪〔2026〕01号文件。",
        "根据匿名信反映。",
        "通过12388举报网站反映。",
        "核查组调取了银行流水。",
        "联系电话13711112222。",
        "上述反映查无实据。",
    ],
)
def test_wording_that_harms_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        render(saying(text))
    assert (refused.value.code, refused.value.path) == ("E-WORDING", "$.body[1].text")
    assert refused.value.rule


def test_false_accusation_may_be_named_when_the_higher_commission_has_determined_it() -> None:
    text = "上述检举经认定属于诬告陷害。"
    with pytest.raises(Refused):
        render(saying(text))
    assert render(saying(text, determination="温纪〔2026〕15号"))


def test_a_request_may_ask_for_a_determination() -> None:
    made = render(
        saying("提请认定为诬告陷害。", kind="request", signers=["林一苇"], title="关于提请认定有关事项的请示")
    )
    assert "诬告陷害" in made.text


@pytest.mark.parametrize(
    "issuer", ["中共温州市纪律检查委员会", "温州市监察委员会", "温州市 监察委员会", "中央纪委国家监委"]
)
def test_nothing_is_printed_in_a_higher_name(issuer: str) -> None:
    assert code(issuers=[issuer]) == "E-WORDING/issuer"


def test_a_refusal_of_a_character_says_where_it_stands() -> None:
    with pytest.raises(Refused) as refused:
        render(draft(cc=["温州市纪委\u200b监委"]))
    assert refused.value.path == "$.cc[0]"
    assert "U+200B" in refused.value.message


def test_the_body_of_the_specimen_is_lawful() -> None:
    assert render(draft()).text.count(NAME) == sum(text.count(NAME) for text in BODY) + 1
