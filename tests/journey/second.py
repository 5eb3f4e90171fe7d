"""The second half, in a new process: what was typed is there again, the assessment ends, the clearing goes its way."""

from lucheng_desktop.ledger.clock import Clock
from tests.journey import story
from tests.journey.first import WHERE, answer
from tests.journey.log import Log
from tests.journey.robot import Lost, Robot


def play(robot: Robot, log: Log) -> None:
    """Go on where the first half died; leave the circular and the bundle."""
    with log.scene("come back after the kill", "06-restored.png"):
        come_back(robot, log)
    with log.scene("finish the assessment", "07-ceiling.png"):
        finish(robot, log)
    with log.scene("be refused the doubtful allegation", "08-refused.png"):
        be_refused(robot)
    with log.scene("consent, proposal, two reviews, approval"):
        clear(robot, log)
    with log.scene("number, seal, register, save", "09-circular.png"):
        issue(robot, log)
    with log.scene("export the case"):
        export(robot, log)


def come_back(robot: Robot, log: Log) -> None:
    """Same step, nothing lost."""
    robot.unlock(log.name("handling_dept"), log.passphrase("handling_dept"))
    robot.open_row("tolerance", story.MATTER)
    typed = robot.field(WHERE).value()
    if not typed.startswith(story.HALF[:-1]):
        raise Lost(f"the words typed before the kill; there is {typed!r}")


def finish(robot: Robot, log: Log) -> None:
    robot.write(WHERE, story.REASON)
    robot.attach(log.paper)
    for criterion in log.rules.criteria[4:]:
        answer(robot, log, criterion.id)
    robot.turn()
    robot.pick("distinctions", "D1")
    robot.pick("situations", "RC05")
    robot.turn()
    robot.take("complete_assessment")


def be_refused(robot: Robot) -> None:
    robot.open_row("findings", story.ALLEGATIONS[1][0])
    robot.press("try_clearance")
    if robot.refusal() != "E-NOT-CLEARABLE":
        raise Lost(f"the refusal of a doubtful allegation, not {robot.refusal()}")


def clear(robot: Robot, log: Log) -> None:
    robot.open_row("clearance", story.SUBJECT)
    robot.write("summary", story.NEUTRAL)
    robot.take("seek_consent")
    robot.pick("consent", "agree")
    robot.write("on", Clock().today().isoformat(), plain=True)
    robot.write("present", story.PRESENT[0])
    robot.write("present.second", story.PRESENT[1])
    robot.take("record_consent")
    robot.choose("adverse_effect", "work_life")
    robot.choose("name_display", "full")
    robot.choose("harm_scope", "town_or_system")
    robot.choose("scope", "unit")
    robot.write("scope_reason", story.SCOPE_REASON)
    robot.pick("forms", "circular")
    robot.take("propose_clearance")
    by = (
        ("case_supervision", "review_case_supervision"),
        ("case_trial", "review_clearance"),
        ("petition_office", "review_secrecy"),
        ("principal", "approve_clearance"),
    )
    for role, step in by:
        robot.unlock(log.name(role), log.passphrase(role))
        robot.open_row("clearance", story.SUBJECT)
        if step in ("review_case_supervision", "review_clearance"):
            robot.write("opinion", story.OPINION)
        robot.take(step)


def issue(robot: Robot, log: Log) -> None:
    number = f"鹿纪〔{Clock().today().year}〕1号"
    robot.unlock(log.name("general_office"), log.passphrase("general_office"))
    robot.open_row("issuing", story.SUBJECT)
    robot.take("number_document")
    robot.confirm()
    robot.unlock(log.name("seal_keeper"), log.passphrase("seal_keeper"))
    robot.open_row("issuing", number)
    robot.take("seal_document")
    robot.retype(number)
    robot.unlock(log.name("general_office"), log.passphrase("general_office"))
    robot.open_row("issuing", number)
    robot.take("register_document")
    robot.write("copies", "6", plain=True)
    robot.confirm()
    robot.press(robot.window.page.copy)  # type: ignore[union-attr]
    robot.path("target", log.out / "circular.pdf")
    robot.confirm()


def export(robot: Robot, log: Log) -> None:
    robot.unlock(log.name("handling_dept"), log.passphrase("handling_dept"))
    robot.go("handover")
    robot.select("cases", f"鹿信〔{Clock().today().year}〕1号")
    robot.pick_word("recipients", log.name("peer"))
    robot.write("purpose", story.PURPOSE)
    robot.path("target", log.out / "case.bundle")
    robot.press("export_go")
    robot.wait(lambda: (log.out / "case.bundle").exists(), "the bundle")
