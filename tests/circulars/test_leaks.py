"""No protected person shines through, in any width, spelling or corner; and no refusal repeats what it hides."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

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
    "占道经营多次查处的水产商户",
    "多次被查处的水产商户",
    "王建國",
    "王X国",
    "王＿国",
    "王建×",
    "王jianguo",
    "王J.G.",
    "wangjg",
    "w. jianguo",
    "Mr. Wang",
    "W某",
    "王1建2国",
    "王。建。国",
    "王老5",
    "小王反映",
    "与王同志核对",
    "建国同志",
    "138※※※※8000",
    "138（略）8000",
    "尾号为8000",
    "证件后四位1234",
    "1968.3.5",
    "68年03月05日",
    "一九六八年三月五日",
    "江滨西路八十八弄",
    "江滨西路捌拾捌弄",
    "水产服务中心",
]
HARMLESS = [
    "经核查，上述反映不属实。",
    "2019年3月至2020年12月，涉及资金1,234.56万元。",
    "温州市鹿城区演练街道办事处",
    "建国以来的有关规定",
    "项目采用EPC模式，编号2019-0138。",
    "江滨路改造工程",
    "王码五笔",
    "国王路小学",
    "霸王条款",
    "建国路、国建王朝大厦",
    "2019年3月5日",
    "1968年5月3日",
    "服务中心",
    "尾号限行",
]
ORDINARY = [
    ("高平", "提高同志们的认识，做好高层住宅工作，提高总量"),
    ("方圆", "对方经理与地方家庭，小方法"),
    ("程世芳", "城市房屋征收"),
    ("李明", "黎明时分"),
    ("于为民", "鱼未明示"),
    ("马路平", "马路平整"),
]
"""Names whose characters, or like ones, also stand in ordinary sentences. The last is the price: it is found."""


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


@pytest.mark.parametrize(("name", "text"), ORDINARY)
def test_ordinary_words_are_no_finding(name: str, text: str) -> None:
    found = leaks.find([Field("$", "", text)], [Protected(name=name)], [])
    assert bool(found) == (name in text)


def test_a_subject_whose_name_sounds_like_the_complainants_is_no_finding() -> None:
    assert not leaks.find([Field("$", "", "章伟同志")], [Protected(name="张伟")], ["章伟"])
    assert leaks.find([Field("$", "", "章伟同志")], [Protected(name="张伟")], ["陈堃喆"])


LONG = ["阿不都热合曼·买买提吐尔逊", "John Smith", "演练水产批发市场经营管理有限责任公司", "〇一"]


@pytest.mark.parametrize("name", LONG)
def test_names_of_any_length_and_script_are_found(name: str) -> None:
    assert leaks.find([Field("$", "", f"有关{name}的情况")], [Protected(name=name)], [])
    assert not leaks.find([Field("$", "", "有关情况说明如下")], [Protected(name=name)], [])


@given(st.data())
def test_no_disguise_hides_a_name(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from("王赵曾单仇乐")) + data.draw(
        st.text("建国伟丽静强磊洋勇艳芳娜", min_size=2, max_size=2)
    )
    spelling = [lazy_pinyin(char)[0] for char in name]
    disguise = data.draw(st.sampled_from(["width", "gap", "letters", "half", "mask", "initials"]))
    shown = {
        "width": "　".join(name),
        "gap": data.draw(st.sampled_from(" ·-/*　1")).join(name),
        "letters": data.draw(st.sampled_from(["", " ", "-", "'"])).join(spelling).upper(),
        "half": name[0] + "".join(spelling[1:]),
        "mask": name[0] + "×" + name[2:],
        "initials": name[0] + "".join(part[0] for part in spelling[1:]),
    }[disguise]
    assert leaks.find([Field("$", "", f"有关{shown}的情况")], [Protected(name=name)], [])


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
        {"cc": ["某街道王", "建国办公室"]},
        {"attachments": ["来信人王", "建国材料"]},
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
