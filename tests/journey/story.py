"""What the robot types: one petition with two allegations, one honest failure, one clearing. Nobody here exists."""

SUBJECT = "陈堃喆"
ACCUSED = {"accused.name": SUBJECT, "accused.unit": "演练街道办事处", "accused.post": "旧村改造办公室副主任"}
ALLEGATIONS = (
    ("反映其在旧村改造签约过程中收受某拆迁户香烟两条、购物卡若干，并帮助多算面积。", "integrity"),
    ("反映其默许施工队夜间进场，工程变更未经集体研究。", "work"),
)
SUMMARY = "反映旧村改造签约和工程变更中的两个问题。"
COMPLAINANT = {
    "complainant.name": "夏侯闻笛",
    "complainant.phone": "13912345678",
    "complainant.unit": "演练五金经营部",
    "complainant.address": "演练路八十八号三单元",
}
FINDINGS = (
    (
        "unsubstantiated",
        "调取签约台账和测绘成果逐户比对，谈话有关人员，核对票据，所反映收受财物一事不存在。",
    ),
    ("not_excluded", "夜间进场一事有两名证人说法不一，工程变更的会议记录缺页，现有证据不足以证实，也不能排除。"),
)
MATTER = "旧村改造签约奖励期延长三日，事先未报区级平台备案。"
VERIFICATION = "演练核查〔2026〕9号核查报告：事实已查清，延期经指挥部会议研究。"
REASON = "延期由指挥部集体研究并形成纪要，当时没有明令禁止，目的是推进签约，没有个人获利，事后已补报并公示。"
HALF = "延期由指挥部集体研究并形成纪要，写到这里的时候"
NEUTRAL = "在旧村改造签约中存在廉洁方面的问题"
PRESENT = ("陈行远", "方同舟")
SCOPE_REASON = "不实反映在本街道有所传播，影响其正常履职。"
OPINION = "事实清楚，程序完备，同意。"
PURPOSE = "移交派驻组跟踪办理"
