"""No protected person shines through, in any width, spelling or corner; and no refusal repeats what it hides."""

from typing import Any

import pytest

from lucheng_desktop.cases.documents import Protected
from lucheng_desktop.circulars import gate, leaks
from lucheng_desktop.circulars.fields import Field
from lucheng_desktop.circulars.render import render
from lucheng_desktop.refusal import Refused
from tests.circulars.drafts import BODY, COMPLAINANT, NAME, draft, saying

HIDDEN = [
    "王建国",
    "王 建 国",
    "王　建　国",
    "王·建·国",
    "王（建国）",
    '王"建"国',
    "王老五",
    "Wang Jianguo",
    "WANG JIANGUO",
    "Ｗａｎｇ Ｊｉａｎｇｕｏ",
    "wáng jiàn guó",
    "Jianguo Wang",
    "wang-jian-guo",
    "W.J.G",
    "WJG",
    "王某",
    "王某某",
    "王先生",
    "姓王的住户",
    "13800138000",
    "１３８００１３８０００",
    "138-0013-8000",
    "138 0013 8000",
    "+86 13800138000",
    "一三八零零一三八零零零",
    "幺三八〇〇幺三八〇〇〇",
    "138****8000",
    "138×××××8000",
    "电话尾号0138000",
    "330302196803051234",
    "３３０３０２１９６８０３０５１２３４",
    "330302********1234",
    "身份证330302 1968 0305",
    "1968年3月5日出生",
    "江滨西路88弄3号201室",
    "江滨西路８８弄",
    "鹿城区演练水产服务中心",
    "在演练水产服务中心工作",
    "占道经营多次被查处的水产商户",
    "占道经营，多次被查处的水产商户",
    "占道经营多次被查处的水产",
]
HARMLESS = [
    "经核查，上述反映不属实。",
    "2019年3月至2020年12月，涉及资金1,234.56万元。",
    "温州市鹿城区演练街道办事处",
    "建国以来的有关规定",
    "项目采用EPC模式，编号2019-0138。",
    "江滨路改造工程",
    "王码五笔",
]


@pytest.mark.parametrize("text", HIDDEN)
def test_a_hidden_person_is_found_and_not_repeated(text: str) -> None:
    with pytest.raises(Refused) as refused:
        gate.check_draft(saying(f"有关情况说明如下：{text}。", protected=[COMPLAINANT]))
    assert (refused.value.code, refused.value.path) == ("E-LEAK", "$.body[1].text")
    told = refused.value.message + refused.value.next + refused.value.rule
    secrets = [
        COMPLAINANT["name"],
        COMPLAINANT["phone"],
        COMPLAINANT["id_no"],
        *COMPLAINANT["phrases"],
        *COMPLAINANT["aliases"],
    ]
    assert not [secret for secret in secrets if secret in told]


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_passes(text: str) -> None:
    person = Protected(
        **{**COMPLAINANT, "aliases": tuple(COMPLAINANT["aliases"]), "phrases": tuple(COMPLAINANT["phrases"])}
    )
    assert not leaks.find([Field("$", "", text)], [person], [])


@pytest.mark.parametrize(
    "change",
    [
        {"title": f"关于为{NAME}同志澄清正名及王建国有关事项的通报"},
        {"to": ["各街道党工委", "王建国"]},
        {"cc": ["王 建国"]},
        {"attachments": ["情况说明", "wangjianguo材料"]},
        {"note": "此件不送王建国"},
        {"printed_by": "王建国"},
        {"code": "13800138000"},
        {"kind": "request", "signers": ["王建国"]},
        {"body": [{"level": 0, "text": f"{NAME}同志。反映人为王"}, {"level": 0, "text": "建国同志的情况"}]},
    ],
    ids=lambda change: "-".join(change),
)
def test_every_corner_of_the_paper_is_searched(change: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        render(draft(protected=[COMPLAINANT], **change))
    assert refused.value.code == "E-LEAK"


def test_a_name_torn_over_two_lines_is_found_on_the_paper() -> None:
    """The finished pages are searched too, whatever the line breaks are."""
    person = Protected(name="王建国")
    assert leaks.find([Field("$.page[0]", "", "情况说明如下王\n建\n国同志")], [person], [])


def test_the_properties_of_the_file_are_searched() -> None:
    paper = [Field("$.metadata.Title", "文件属性", "王建国")]
    assert [leak.where for leak in leaks.find(paper, [Protected(name="王建国")], [])] == ["文件属性"]


def test_a_surname_that_is_also_the_subjects_is_no_finding() -> None:
    person, field = Protected(name="陈大文"), Field("$", "", "陈某同志")
    assert leaks.find([field], [person], [])
    assert not leaks.find([field], [person], [NAME])


def test_a_paper_that_hides_everybody_passes() -> None:
    made = render(draft(protected=[COMPLAINANT]))
    assert made.gate.as_json()["leaks"] == []
    assert all(COMPLAINANT["name"] not in text for text in (made.text, *BODY))
