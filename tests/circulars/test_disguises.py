"""Disguises that a name, a number, an address may take beside those of test_leaks, and words that are none."""

from pathlib import Path
from typing import Any

import pytest

from lucheng_desktop.cases.documents import Protected
from lucheng_desktop.circulars import gate, leaks
from lucheng_desktop.circulars.fields import Field
from lucheng_desktop.procedures.rendering import RenderDraft, render_draft
from lucheng_desktop.refusal import Refused
from tests.circulars.drafts import BODY, COMMISSION, COMPLAINANT, data, draft, saying

HIDDEN = [
    "王\u00ad建国",
    "王\u200b建\u2060国",
    "王\ufe0f建国",
    "汪建国",
    "壬建国",
    "王建园",
    "国建王",
    "建国王",
    "王、建国",
    "王，建国",
    "Wαng Jιanguο",
    "Wаng Jіаnguо",
    "🅦🅐🅝🅖 🅙🅘🅐🅝🅖🅤🅞",
    "w-j-g",
    "W·J·G",
    "W. J. Guo",
    "wang j. guo",
    "ougnaijgnaw",
    "王j国",
    "王建g",
    "王老汉",
    "王大嫂",
    "三横王",
    "姓三横一竖",
    "建设的建，国家的国",
    "❶❸❽⓿⓿❶❸❽⓿⓿⓿",
    "壹參捌零零壹參捌零零零",
    "一三八○○一三八○○○",
    "幺三八洞洞幺三八洞洞洞",
    "yao san ba ling ling yao san ba ling ling ling",
    "l38OOl38OOO",
    "١٣٨٠٠١٣٨٠٠٠",
    "〡〣〨〇〇〡〣〨〇〇〇",
    "1⃣3⃣8⃣0⃣0⃣1⃣3⃣8⃣0⃣0⃣0⃣",
    "00083100831",
    "138a0013b8000",
    "138转0013转8000",
    "138******00",
    "138×8000",
    "138 8000",
    "尾数8000",
    "末尾四位8000",
    "680305",
    "5/3/1968",
    "330302**********34",
    "江濱西路88弄",
    "jiangbin xilu 88 nong",
    "江滨西路的88弄",
    "演練水產服務中心",
    "演练水产扶务中心",
    "yanlian shuichan fuwu zhongxin",
    "佔道經營多次被查處的水產商戶",
    "zhandao jingying duoci bei chachu de shuichan shanghu",
]


@pytest.mark.parametrize("text", HIDDEN)
def test_a_disguise_is_found(text: str) -> None:
    found = leaks.find([Field("$", "", f"有关情况说明如下：{text}。")], draft(protected=[COMPLAINANT]).protected, [])
    assert found


def test_a_leak_is_refused_before_its_text_is_quoted_by_another_refusal() -> None:
    with pytest.raises(Refused) as refused:
        gate.check_draft(saying("有关情况说明如下：王\u200b建国。", protected=[COMPLAINANT]))
    assert (refused.value.code, refused.value.path) == ("E-LEAK", "$.body[1].text")


def _tables(*rows: str) -> dict[str, Any]:
    cells = [[{"text": char} for char in row] for row in rows]
    table = {"columns": [1] * len(rows[0]), "rows": cells}
    return {"attachments": ["名单"], "enclosures": [{"number": 1, "tables": [table]}]}


@pytest.mark.parametrize(
    "change",
    [
        {"body": [{"level": 0, "text": text} for text in (BODY[0], "说明王", "建", "国同志。")]},
        {"body": [{"level": 0, "text": text} for text in (BODY[0], "电话138", "0", "0", "138000。")]},
        _tables("1380", "0138", "000。"),
        _tables("甲乙王", "建国丙"),
        _tables("国建王", "甲乙丙"),
    ],
    ids=["name", "phone", "table-figures", "table-rows", "table-turned"],
)
def test_what_is_torn_over_more_than_two_places_is_found(change: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        gate.check_draft(draft(protected=[COMPLAINANT], **change))
    assert refused.value.code == "E-LEAK"


ORDINARY = (
    "近期，有关方面反映演练街道办事处副主任的问题，区纪委监委按照规定程序进行了核查，查阅了2019年3月至2020年12月间的资料，"
    "涉及资金100000000元。于是有关单位应当按照任务分工，提高同志们的认识，做好平安建设、安全生产工作，明确方向，加强王家村、"
    "李村、张桥片区和马路两侧管理。项目采用PPP、EPC模式，地址在温州市鹿城区演练街道旧城改造指挥部，国家有规定的从其规定。"
    "各街道党工委、区直各单位要向区委、区政府报告，经办部门计划全面完成，解决马上就办的事项。"
)
NOBODY = [
    {"name": name}
    for name in ("程序", "任务", "方向", "安全", "程旭", "石岩", "潘萍萍", "鄂鹏程", "国超宇", "向伟", "马尚", "于世明")
]
NOWHERE = [
    {"unit": "温州市鹿城区"},
    {"unit": "温州市鹿城区城管局"},
    {"unit": COMMISSION},
    {"address": "温州市鹿城区演练街道"},
    {"address": "浙江省温州市鹿城区演练街道8号"},
    {"phone": "13800000000"},
    {"id_no": "330302190001011234"},
]


@pytest.mark.parametrize("person", [*NOBODY, *({"name": "欧阳小敏"} | place for place in NOWHERE)], ids=str)
def test_everyday_words_and_shared_places_are_no_finding(person: dict[str, Any]) -> None:
    texts = [Field("$", "", ORDINARY), Field("$", "", COMMISSION)]
    assert not leaks.find(texts, [Protected(**person)], [], [COMMISSION])


@pytest.mark.parametrize(
    ("person", "text"),
    [
        ({"name": "程序"}, "程序同志来电"),
        ({"name": "任务"}, "反映人：任务"),
        ({"name": "程旭"}, "程旭"),
        ({"name": "欧阳小敏", "unit": "温州市鹿城区城管局"}, "在鹿城区城管局工作"),
        ({"name": "欧阳小敏", "address": "浙江省温州市鹿城区演练街道8号"}, "住演练街道8号"),
    ],
    ids=str,
)
def test_the_same_words_are_found_where_a_person_is_meant(person: dict[str, Any], text: str) -> None:
    assert leaks.find([Field("$", "", text)], [Protected(**person)], [], [COMMISSION])


@pytest.mark.parametrize("text", ["李w", "Li W.", "里伟", "李玮"])
def test_a_name_of_two_characters_is_found_too(text: str) -> None:
    assert leaks.find([Field("$", "", f"据{text}反映")], [Protected(name="李伟")], [])


PARTED = "阿不都热合曼·买买提"


@pytest.mark.parametrize(
    "text", ["阿不都热合曼.买买提", "阿不都热合曼", "买买提反映", "ABUDURE HEMAN", "Maimaiti", "阿不都熱合曼"]
)
def test_a_part_of_a_parted_name_is_found_unless_it_is_the_subjects_too(text: str) -> None:
    person, field = [Protected(name=PARTED)], Field("$", "", f"有关{text}的情况")
    assert leaks.find([field], person, [])
    assert not leaks.find([Field("$", "", "阿里木·买买提同志")], person, ["阿里木·买买提"])


@pytest.mark.parametrize("name", ["王建国通报.pdf", "wangjianguo.pdf", "１３８００１３８０００.pdf"])
def test_the_name_of_the_file_is_searched(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused) as refused:
        render_draft(RenderDraft(data(protected=[COMPLAINANT]), tmp_path / name))
    assert (refused.value.code, refused.value.path) == ("E-LEAK", "$.file")
    assert not list(tmp_path.iterdir())
