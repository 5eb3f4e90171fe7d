"""Invented facts for every kind of document that has a template."""

from datetime import date
from typing import Any

from lucheng_desktop.circulars.compose import ClearedPoint
from lucheng_desktop.circulars.templates import Frame
from tests.circulars.drafts import COMMISSION, NAME, SUPERVISION

POST = "鹿城区演练街道办事处副主任"
POINTS = (
    ClearedPoint("在旧城改造项目中为亲属承揽工程提供便利。", "unsubstantiated"),
    ClearedPoint("违规参与项目评标", "fact_but_no_violation"),
)
ON_POINTS = {"subject": NAME, "post": POST, "points": POINTS, "verified_by": "鹿城区纪委监委"}
CITY = "温州市纪委监委"
EIGHT = (
    ("看问题性质", "属于履职中的失误，没有触及纪律红线和法律底线"),
    ("看工作依据", "有2025年3月18日街道党工委会议纪要和区政府试点批复为依据"),
    ("看主观动机", "为推动老旧小区加装电梯，没有谋取私利"),
    ("看决策过程", "经街道党工委集体研究，有会议记录，个别环节缺少书面论证"),
    ("看客观条件", "施工期间连遇3次台风，地下管线资料缺失"),
    ("看履职尽责", "在职责范围内尽到了合理的注意义务，发现问题后立即停工"),
    ("看后果影响", "造成返工费用12.6万元，没有人员伤亡，影响范围小"),
    ("看纠错态度与挽回损失", "主动报告，及时补救，已挽回损失11.9万元"),
)
ON_CASE = {
    "subject": NAME,
    "post": POST,
    "matter": "老旧小区加装电梯试点",
    "applied_by": "演练街道党工委",
    "facts": "2025年3月至9月，陈堃喆同志牵头实施试点，因管线资料缺失，2号楼基坑开挖时损坏供水管道，造成返工",
    "decided": date(2026, 3, 12),
    "deciding_body": "区纪委常委会会议",
    "review_organ": "区纪委监委案件监督管理室",
    "review_days": 30,
}
FACTS: dict[str, dict[str, Any]] = {
    "clearance_letter": ON_POINTS | {"request": "将本函存入本人廉政档案"},
    "consent_letter": {
        "subject": NAME,
        "points": POINTS,
        "verified_by": "鹿城区纪委监委",
        "form": "书面和会议",
        "scope": "演练街道",
        "display": "写全名",
        "reply_by": date(2026, 3, 19),
        "contact": "林一苇，电话0577-00000000",
    },
    "escalation_request": ON_POINTS
    | {
        "effect": "本人被列为考察对象后因此暂缓，在街道和所在社区造成误解",
        "consent": "同意澄清，希望在全市范围说明",
        "ground": "scope",
        "form": "通报",
        "scope": "全市",
    },
    "accusation_request": ON_POINTS
    | {
        "fabrication": "所附3张“收条”系伪造，落款日期当日陈堃喆同志在外地参加培训",
        "intent": "在考察公示期内连续5次寄送，内容相互矛盾，经提醒后仍继续",
        "evidence": "笔迹检验意见、培训签到记录、项目评标全程录像",
        "sealed_no": "演练密2026-003",
    },
    "clearance_correction": {
        "subject": NAME,
        "original_title": f"关于为{NAME}同志澄清正名的通报",
        "original_number": "鹿纪〔2026〕2号",
        "original_date": date(2026, 2, 10),
    },
    "tolerance_decision": ON_CASE
    | {
        "criteria": tuple({"name": name, "reason": reason} for name, reason in EIGHT),
        "consulted": date(2026, 3, 10),
        "outcome": "tolerate_mitigate",
        "statute": "《中华人民共和国公职人员政务处分法》第十一条",
        "rectify_by": date(2026, 4, 11),
        "rectify": "补齐管线资料会审程序，完善应急抢修预案，追回剩余损失0.7万元",
    },
    "tolerance_refusal": ON_CASE
    | {
        "reasons": (
            {
                "ground": "上级明令禁止后继续实施",
                "basis": "容错办法关于不予容错情形的规定（待核定）",
                "reason": "区住建部门2025年4月2日书面叫停，街道4月20日自行复工",
            },
            {
                "ground": "擅自改变集体决定",
                "basis": "容错办法关于决策过程的规定（待核定）",
                "reason": "党工委会议决定先行勘测，实际未经勘测即开工",
            },
        )
    },
    "rectification_notice": {
        "matter": "老旧小区加装电梯试点",
        "decision_no": "鹿纪〔2026〕5号",
        "subject": NAME,
        "items": (
            {"problem": "地下管线资料会审程序缺失", "demand": "建立开工前会审清单，逐项签字"},
            {"problem": "应急抢修预案不完善", "demand": "修订预案并组织1次演练"},
            {"problem": "尚有0.7万元损失未追回", "demand": "依照合同追回，报送凭证"},
        ),
        "due": date(2026, 4, 11),
        "accepted_by": "区纪委监委第一监督检查室",
    },
    "consultation_minutes": {
        "meeting": "第3次容错事项联席会商会议",
        "held_on": date(2026, 3, 10),
        "place": "区纪委监委203会议室",
        "chair": "夏㛃",
        "matter": "老旧小区加装电梯试点",
        "subject": NAME,
        "opinions": (
            {"unit": "区住建局", "opinion": "工程失误与资料缺失有直接关系，建议从轻"},
            {"unit": "区委组织部", "opinion": "同意从轻，建议纳入跟踪培养"},
            {"unit": "区司法局", "opinion": "决策依据合法，个别环节缺少书面论证，应当整改"},
            {"unit": "区纪委监委案件审理室", "opinion": "同意按照从轻处理提出建议"},
        ),
        "eligible": 6,
        "agreed": 5,
        "against": 0,
        "abstained": 1,
        "dissent": "区审计局认为返工费用应当再行核定后表决，故弃权",
        "conclusion": "建议对陈堃喆同志在老旧小区加装电梯试点中的问题予以容错，从轻处理，并限期整改",
        "attended": ("区纪委监委夏㛃、林一苇", "区委组织部顾昱", "区司法局欧阳翀", "区住建局赵祎"),
        "absent": ("区交通局钱彧",),
        "listened": ("法律顾问孙赟",),
        "recused": ("演练街道代表",),
    },
    "consultation_notice": {
        "meeting": "第3次容错事项联席会商会议",
        "matter": "演练街道老旧小区加装电梯试点容错申请",
        "held_on": date(2026, 3, 10),
        "hour": "上午9时",
        "place": "区纪委监委203会议室",
        "units": ("区委组织部", "区司法局", "区审计局", "区住建局"),
        "contact": "林一苇，电话0577-00000000",
        "reply_by": date(2026, 3, 6),
    },
}
ONE = (COMMISSION,)
BOTH = (COMMISSION, SUPERVISION)
PRINTED = {"printed_by": f"{COMMISSION}办公室", "printed_on": date(2026, 3, 13)}


def frame(issuers: tuple[str, ...] = ONE, **changes: Any) -> Frame:
    """What stands around an exercise."""
    return Frame(**{"issuers": issuers, "date": date(2026, 3, 12), "practice": True, "seal": "demo"} | changes)


MATERIALS = (
    ("容错事项核查报告", "1份5页"),
    ("八看评估表", "1份4页"),
    ("区政府试点批复", "复印件1份2页"),
    ("党工委会议纪要", "复印件1份3页"),
)
ENCLOSED = (
    {
        "number": 1,
        "tables": [
            {
                "columns": [2, 12, 7, 7],
                "head": ["序号", "材料名称", "份数和页数", "备注"],
                "rows": [
                    [{"text": str(at)}, {"text": name}, {"text": count}, {"text": "会后收回"}]
                    for at, (name, count) in enumerate(MATERIALS, 1)
                ],
            }
        ],
    },
    {
        "number": 2,
        "body": [{"level": 0, "text": "请于2026年3月6日前填写下表并报送区纪委监委办公室。"}],
        "tables": [
            {
                "columns": [6, 8, 6, 8],
                "rows": [
                    [{"text": "单位", "label": True, "span": 1}, {"text": "（盖章）", "span": 3}],
                    [
                        {"text": "参会人", "label": True},
                        {"text": "（填写）"},
                        {"text": "职务", "label": True},
                        {"text": "（填写）"},
                    ],
                ],
            }
        ],
    },
)
FRAMES = {
    "clearance_letter": frame(to=("演练街道党工委",), number=("鹿纪函", 2026, 4)),
    "consent_letter": frame(to=(f"{NAME}同志",), classification="工作秘密"),
    "escalation_request": frame(
        BOTH, to=(CITY,), number=("鹿纪", 2026, 3), signers=("林一苇", "夏㛃"), note="联系人：林一苇", **PRINTED
    ),
    "accusation_request": frame(
        to=(CITY,), number=("鹿纪", 2026, 4), signers=("夏㛃",), classification="工作秘密", note="联系人：林一苇"
    ),
    "clearance_correction": frame(number=("鹿纪", 2026, 7), to=("演练街道党工委",), cc=("区委组织部",), **PRINTED),
    "tolerance_decision": frame(
        BOTH, number=("鹿纪", 2026, 5), to=("演练街道党工委",), cc=("区委组织部",), classification="工作秘密", **PRINTED
    ),
    "tolerance_refusal": frame(
        number=("鹿纪", 2026, 6), to=("演练街道党工委",), cc=("区委组织部",), classification="工作秘密", **PRINTED
    ),
    "rectification_notice": frame(number=("鹿纪函", 2026, 5), to=("演练街道办事处",), **PRINTED),
    "consultation_minutes": frame(
        number=("鹿纪会", 2026, 3), classification="工作秘密", cc=("区委组织部", "区司法局"), **PRINTED
    ),
    "consultation_notice": frame(
        number=("鹿纪办", 2026, 2),
        to=("区委组织部、区司法局、区审计局、区住建局",),
        attachments=("会商材料清单", "参会人员回执"),
        enclosures=ENCLOSED,
        **PRINTED,
    ),
}
