"""Invented facts for the forms, reports and notices that have a template."""

from datetime import date
from typing import Any

from lucheng_desktop.circulars.templates import Frame
from tests.circulars.drafts import COMMISSION, NAME
from tests.circulars.kinds import EIGHT, ON_POINTS, POST, PRINTED, frame

HANDLER = {
    "role": "承办部门意见",
    "opinion": "上述反映经核查不属实，建议予以澄清。",
    "officer": "林一苇",
    "on": date(2026, 3, 9),
}
GATES = ("没有违反法律法规的禁止性规定", "没有谋取私利", "经过民主决策程序", "没有造成人员伤亡")
FORMS: dict[str, dict[str, Any]] = {
    "clearance_approval_form": ON_POINTS
    | {
        "start": "承办部门建议",
        "effect": "本人被列为考察对象后因此暂缓，在街道和所在社区造成误解。",
        "consent": "同意澄清，同意写全名。",
        "form": "书面和会议",
        "scope": "演练街道",
        "display": "写全名",
        "basis": "《中华人民共和国公职人员政务处分法》第五十三条；关于做好失实检举控告澄清工作的有关规定。",
        "risk": "未发现其他未了结的问题线索；文中没有可以识别他人的内容；没有引发新的争议的因素。",
        "opinions": (
            HANDLER,
            {
                "role": "案件审理室意见",
                "opinion": "结论依据充分，同意。",
                "officer": "夏㛃",
                "on": date(2026, 3, 10),
            },
            {"role": "主要负责人批示"},
        ),
    },
    "tolerance_application_form": {
        "subject": NAME,
        "post": POST,
        "applicant_kind": "单位申请",
        "applicant": "演练街道党工委",
        "act_date": date(2025, 5, 20),
        "matter": "老旧小区加装电梯试点中损坏供水管道",
        "facts": "2025年3月至9月，陈堃喆同志牵头实施老旧小区加装电梯试点。"
        "因地下管线资料缺失，2号楼基坑开挖时损坏供水管道，造成返工。\n发现后当日停工并组织抢修，第二日恢复供水。",
        "stage": "问责",
        "basis": "街道内部责任追究办法第八条",
        "claimed": ("在推进改革中因缺乏经验先行先试出现失误的", "因不可预见的客观条件造成损失的"),
        "loss": "返工费用12.6万元，已经追回11.9万元",
        "materials": "党工委会议纪要、区政府试点批复、抢修记录、费用清单，共4份27页",
        "applied_on": date(2026, 1, 12),
        "opinions": ({"role": "承办部门意见"},),
    },
    "assessment_form": {
        "subject": NAME,
        "post": POST,
        "matter": "老旧小区加装电梯试点中损坏供水管道",
        "act_date": date(2025, 5, 20),
        "pack": "鹿城2019，第3版（待核定）",
        "assessors": ("林一苇", "赵司南"),
        "gates": (
            *({"name": name, "result": "具备", "note": "见核查报告"} for name in GATES),
            {"name": "主动挽回损失", "result": "具备"},
        ),
        "criteria": tuple(
            {
                "name": name,
                "finding": "有利",
                "reason": f"{reason}。" + "经查阅会议记录、批复文件和现场照片，并与有关人员逐一核对，情况一致。" * 3,
                "evidence": "会议纪要、区政府批复、抢修记录" if at % 3 else None,
            }
            for at, (name, reason) in enumerate(EIGHT)
        ),
        "distinctions": ("把推进改革中因缺乏经验、先行先试出现的失误与明知故犯的违纪违法行为区分开来",),
        "situations": ("RC05 因不可预见的客观条件造成损失的",),
        "counter": "施工前可以先行勘测，不能全部归因于资料缺失。",
        "ceiling": "可以容错",
        "reasons": (
            {"rule": "八看综合判断", "text": "八项均没有不利结论，重点项目理由和依据齐备。"},
            {"rule": "排除情形", "text": "没有不予容错的情形。"},
        ),
        "opinions": (
            {"role": "核查组", "opinion": "同意以上评估。", "officer": "林一苇、赵司南", "on": date(2026, 3, 2)},
            {"role": "复核人"},
        ),
    },
}
ON_NOTICE = {
    "applicant": "演练街道党工委",
    "subject": NAME,
    "matter": "老旧小区加装电梯试点",
    "applied_on": date(2026, 1, 12),
}
CONTACT = "林一苇，电话0577-00000000"
MENTOR = "欧阳翀"
STREET = "演练街道旧村改造项目部"
FORMS |= {
    "clearance_application_form": {
        "subject": NAME,
        "post": POST,
        "reported": "在旧城改造项目中为亲属承揽工程提供便利。",
        "facts": "本人分管民政工作，没有参与该项目的招标、评标和合同签订，也没有亲属从事工程承包。",
        "effect": "被列为考察对象后因此暂缓，家人和同事产生误解。",
        "form": "书面",
        "applied_on": date(2026, 2, 20),
        "opinions": (
            {"role": "承办部门意见", "opinion": "情况属实，建议受理。", "officer": "林一苇", "on": date(2026, 2, 24)},
            {"role": "分管领导意见"},
        ),
    },
    "tolerance_acceptance_notice": ON_NOTICE
    | {
        "accepted_on": date(2026, 1, 15),
        "department": "区纪委监委第一监督检查室",
        "verify_by": date(2026, 2, 12),
        "contact": CONTACT,
    },
    "tolerance_supplement_notice": ON_NOTICE
    | {
        "missing": (
            {"item": "行为发生时有效的会议纪要和批复原件"},
            {"item": "返工费用的明细和凭证"},
            {"item": "对照适用情形的书面说明"},
        ),
        "reason": "申请材料不齐全",
        "due": date(2026, 1, 22),
        "contact": CONTACT,
    },
    "tolerance_rejection_notice": ON_NOTICE
    | {
        "grounds": ({"ground": "不属于本单位的干部管理权限", "basis": "容错办法关于管辖的规定（待核定）"},),
        "reason": "该同志由市委管理，有关申请应当向有管理权限的机关提出",
        "review_organ": "区纪委监委案件监督管理室",
        "review_days": 15,
    },
    "verification_report": {
        "subject": NAME,
        "post": POST,
        "matter": "老旧小区加装电梯试点",
        "accepted_on": date(2026, 1, 15),
        "verifiers": ("林一苇", "赵司南"),
        "began_on": date(2026, 1, 19),
        "ended_on": date(2026, 2, 10),
        "recused": "钱彧曾任该街道干部，已经回避",
        "method": "核查组调阅会议纪要、批复、合同、抢修记录和费用凭证27份，与有关人员谈话9人次，实地查看2次",
        "points": (
            {
                "point": "决策过程",
                "fact": "2025年3月18日街道党工委会议集体研究同意试点，会议要求先行勘测；"
                "因管线资料由三家单位分别保管，勘测未能覆盖2号楼北侧",
                "evidence": "党工委会议纪要、勘测委托书",
            },
            {
                "point": "损坏经过",
                "fact": "2025年5月20日上午，2号楼基坑开挖时损坏供水管道，当日停工、当晚修复，影响136户用水约14小时",
                "evidence": "抢修记录、供水公司说明",
            },
            {
                "point": "有无谋取私利",
                "fact": "没有发现本人及其亲属与施工单位有经济往来",
                "evidence": "个人有关事项报告、合同",
            },
        ),
        "responsibility": f"{NAME}同志作为分管负责人，对勘测范围不全督促不够，负有领导责任；"
        "管线资料长期分散，是客观原因",
        "corrected": "已追回11.9万元，并牵头建立开工前管线会审制度",
        "suggestion": "建议依照程序进行八看评估并提请联席会商",
    },
    "filing_form": {
        "subject": NAME,
        "post": POST,
        "matter": "老旧小区加装电梯试点中损坏供水管道",
        "act_date": date(2025, 5, 20),
        "criteria": ("因不可预见的客观条件造成损失的",),
        "consulted": date(2026, 3, 10),
        "deciding_body": "区纪委常委会会议",
        "decided": date(2026, 3, 12),
        "decision_no": "鹿纪〔2026〕5号",
        "outcome": "予以容错，从轻处理",
        "statute": "《中华人民共和国公职人员政务处分法》第十一条",
        "notified_on": date(2026, 3, 16),
        "rectify": "补齐管线资料会审程序，完善应急抢修预案，追回剩余损失0.7万元",
        "rectify_by": date(2026, 4, 11),
        "copied_to": "区委组织部",
        "filed_by": "夏㛃",
        "filed_on": date(2026, 3, 20),
        "opinions": ({"role": "案管室意见", "opinion": "准予备案。", "officer": "顾昱", "on": date(2026, 3, 20)},),
    },
    "filing_list": {
        "period": "2026年1月1日至2026年3月31日",
        "count": 30,
        "made_by": "顾昱",
        "items": tuple(
            {
                "serial": f"鹿容备〔2026〕{at}号",
                "subject": name,
                "unit": "演练街道",
                "matter": ("老旧小区加装电梯", "河道整治", "惠企政策先行兑付")[at % 3],
                "outcome": "从轻",
                "decision_no": f"鹿纪〔2026〕{at + 4}号",
                "filed_on": date(2026, 3, 1 + at % 28),
                "rectified": "已验收" if at % 2 else None,
            }
            for at, name in enumerate([NAME, "夏侯㛃", "赵祎", "钱彧", "孙赟"] * 6, 1)
        ),
    },
    "prefiled_list": {
        "period": "2026年1月1日至2026年3月31日",
        "count": 12,
        "made_by": "顾昱",
        "items": tuple(
            {
                "serial": f"鹿备〔2026〕{at}号",
                "unit": ("演练街道办事处", "演练区住房和城乡建设局", "演练区商务局")[at % 3],
                "matter": ("加装电梯“一栋一策”试点", "签约面积认定容缺办理", "夜间外摆管理试点")[at % 3],
                "start_on": date(2026, 4, 1 + at % 28),
                "end_on": date(2027, 3, 31),
                "basis": "演练政〔2026〕12号试点方案",
                "decision_record": f"2026年第{at}次党政联席会议纪要",
                "risks": "面积认定口径不一；由两人复核并公示" if at % 2 else None,
                "filed_on": date(2026, 3, 1 + at % 28),
                "filed_by": ("顾昱", "夏㛃")[at % 2],
                "state": "已备案" if at % 4 else "已撤回",
            }
            for at in range(1, 13)
        ),
    },
    "visit_record": {
        "subject": NAME,
        "post": POST,
        "reason": "澄清以后的回访",
        "visited_on": date(2026, 4, 20),
        "place": "演练街道办事处",
        "visitors": ("林一苇", "赵司南"),
        "heard": "街道党工委书记认为，该同志近期工作主动，情绪稳定。",
        "work": "牵头的3个小区加装电梯项目按期推进。",
        "thinking": "对澄清结论表示感谢，愿意放下包袱、大胆工作。",
        "effect": "已经在街道中层以上干部会议上说明，原先的误解基本消除。",
        "retaliation": "未发现。",
        "grade": "好",
    },
    "training_plan": {
        "subject": NAME,
        "original": "区演练局副局长",
        "reason": "年度考核末位被免去职务",
        "unit": STREET,
        "task": "参与签约和矛盾化解工作",
        "start_on": date(2026, 4, 1),
        "end_on": date(2026, 12, 31),
        "mentor": MENTOR,
        "branch": "演练社区党支部",
        "goals": (
            {"goal": "完成负责片区的签约", "measure": "签约率不低于98%，以项目部台账为准"},
            {"goal": "化解积存矛盾", "measure": "5件积存纠纷全部签订协议"},
        ),
        "measures": (
            {"measure": "每周参加片区例会，列席党支部组织生活", "by": "演练街道党工委"},
            {"measure": "每月与结对党员谈心谈话1次并有记录", "by": "演练社区党支部"},
        ),
        "appraisal": "每月由结对党员和街道分别鉴定，每季度由区纪委监委和区委组织部回访1次，回访二人以上",
        "final": "由联合考核组对照目标逐项考核，并进行民主测评，结对党员不参加表决",
    },
    "monthly_form": {
        "subject": NAME,
        "unit": STREET,
        "period": "2026年4月",
        "mentor": MENTOR,
        "task": "第3片区签约",
        "self_report": "入户走访62户，完成签约58户；对政策口径不熟，正在学习。",
        "metrics": (
            {"name": "签约率", "numerator": 58, "denominator": 62, "on": date(2026, 4, 30), "basis": "项目部台账"},
        ),
        "appraisals": (
            {"by": "结对党员", "opinion": "肯学肯干。", "grade": "好", "officer": MENTOR, "on": date(2026, 5, 4)},
            {"by": "街道党工委"},
        ),
    },
    "appraisal_form": {
        "subject": NAME,
        "original": "区演练局副局长",
        "unit": STREET,
        "start_on": date(2026, 4, 1),
        "end_on": date(2026, 12, 31),
        "mentor": MENTOR,
        "summary": "该同志主动担当，4个月完成负责片区的签约任务，化解积存纠纷5件。",
        "goals": (
            {"goal": "签约率不低于98%", "result": "3134户中签约3103户，99.01%", "evidence": "项目部台账"},
            {"goal": "化解5件积存纠纷", "result": "全部化解"},
        ),
        "appraisals": ({"period": "2026年4月", "grade": "好", "by": "结对党员、街道"},),
        "poll": "发出测评表42份，收回42份，好40份、一般2份。",
        "period_effect": "本人系考核末位免职，没有处分，不涉及影响期。",
        "grade": "好",
        "recommendation": "建议按照程序推荐重新使用。",
        "panel": (
            {"role": "区纪委监委", "opinion": "同意。", "officer": "夏㛃", "on": date(2027, 1, 8)},
            {"role": "区委组织部"},
        ),
    },
    "recommendation_report": {
        "subject": NAME,
        "original": "区演练局副局长",
        "reason": "2025年度考核末位，2026年2月被免去职务",
        "unit": STREET,
        "start_on": date(2026, 4, 1),
        "end_on": date(2026, 12, 31),
        "performance": "该同志正视不足，主动请缨到攻坚一线，工作扎实，群众反映好",
        "results": (
            {"result": "负责片区3134户签约3103户，签约率99.01%，居全项目第2位"},
            {"result": "化解积存纠纷5件，没有发生新的信访"},
        ),
        "assessment": "联合考核组对照目标逐项考核，民主测评好的占95%",
        "grade": "好",
        "period_effect": "本人没有受过处分，不涉及影响期",
        "integrity": "没有未了结的问题线索",
        "recommendation": f"经区纪委常委会会议和区委组织部部务会议分别研究，建议对{NAME}同志按照原职级重新使用",
    },
    "notice": {
        "matter": "派驻跟踪培养有关事项",
        "subject": NAME,
        "ground": f"根据跟踪培养方案，{NAME}同志自2026年4月1日起派驻演练街道",
        "items": (
            {"heading": "报到时间和地点", "text": "2026年4月1日上午9时，演练街道党工委办公室"},
            {"heading": "接收单位的工作", "text": "演练街道党工委应当明确岗位和任务，落实结对党员，按月报送鉴定表"},
        ),
        "demand": "请于2026年4月3日前报送落实情况",
        "contact": CONTACT,
    },
}
WORK: dict[str, Any] = {"classification": "工作秘密"}
TEAM = ("鹿城区纪委监委核查组",)
ROOM = ("鹿城区纪委监委第一监督检查室",)
ORGANISATION = "中共温州市鹿城区委组织部"
FORM_FRAMES: dict[str, Frame] = {
    "clearance_application_form": frame(issuers=("演练街道办事处",), **WORK),
    "clearance_approval_form": frame(issuers=ROOM, **WORK),
    "tolerance_application_form": frame(issuers=("演练街道党工委",), serial="鹿容〔2026〕3号", **WORK),
    "tolerance_acceptance_notice": frame(to=("演练街道党工委",), **WORK),
    "tolerance_supplement_notice": frame(to=("演练街道党工委",), **WORK),
    "tolerance_rejection_notice": frame(to=("演练街道党工委",), **WORK),
    "assessment_form": frame(issuers=TEAM, serial="鹿容〔2026〕3号", **WORK),
    "verification_report": frame(issuers=TEAM, **WORK),
    "filing_form": frame(serial="鹿容备〔2026〕1号", **WORK),
    "filing_list": frame(**WORK),
    "prefiled_list": frame(**WORK),
    "visit_record": frame(issuers=ROOM, **WORK),
    "training_plan": frame(issuers=(COMMISSION, ORGANISATION), **WORK),
    "monthly_form": frame(issuers=("演练街道党工委",), serial="鹿培〔2026〕1号", **WORK),
    "appraisal_form": frame(issuers=("联合考核组",), serial="鹿培〔2026〕1号", **WORK),
    "recommendation_report": frame(
        issuers=(COMMISSION, ORGANISATION),
        number=("鹿纪", 2026, 9),
        to=("中共温州市鹿城区委员会",),
        signers=("夏㛃", "顾昱"),
        note="联系人：林一苇",
        **WORK,
        **PRINTED,
    ),
    "notice": frame(number=("鹿纪办", 2026, 3), to=("演练街道党工委",), cc=("区委组织部",), **PRINTED),
}
