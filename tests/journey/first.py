"""The first half, up to the middle of the wizard, where the process is killed while words are being typed."""

import os
import signal

from lucheng_desktop.ledger.clock import Clock
from tests.journey import story
from tests.journey.log import Log
from tests.journey.robot import Robot

WHERE = "findings.decision_process.reason"
"""The question in hand when the process dies: the fourth criterion."""


def play(robot: Robot, log: Log) -> None:
    """Unlock, register, find, open the tolerance case, answer half of it, die."""
    with log.scene("unlock"):
        door = log.out / "01-unlock.png"
        robot.unlock(log.name("petition_office"), log.passphrase("petition_office"), door)
    with log.scene("register a petition", "02-petition.png"):
        register(robot)
    with log.scene("draft two findings", "03-finding.png"):
        draft_findings(robot, log)
    with log.scene("another officer approves"):
        approve_findings(robot, log)
    with log.scene("open a tolerance case", "04-redlines.png"):
        open_case(robot, log)
    with log.scene("answer four criteria and die", "05-criterion.png"):
        answer_half(robot, log)
    os.kill(os.getpid(), signal.SIGKILL)


def register(robot: Robot) -> None:
    robot.go("petitions")
    robot.press(robot.window.page.begin)  # type: ignore[union-attr]
    robot.write("received_on", Clock().today().isoformat(), plain=True)
    robot.choose("channel", "letter")
    robot.choose("managed_by", "district")
    robot.press("decide")
    for path, text in story.ACCUSED.items():
        robot.write(path, text)
    robot.choose("accused.rank", "section")
    robot.choose("category", "accusation")
    robot.choose("naming", "real_name")
    robot.write("summary", story.SUMMARY)
    for at, (text, discipline) in enumerate(story.ALLEGATIONS):
        if at:
            robot.press("add_allegation")
        robot.write(f"allegations[{at}].text", text)
        robot.choose(f"allegations[{at}].discipline", discipline)
    for path, text in story.COMPLAINANT.items():
        robot.write(path, text)
    robot.take("register_petition")


def draft_findings(robot: Robot, log: Log) -> None:
    robot.unlock(log.name("handling_dept"), log.passphrase("handling_dept"))
    for (text, _), (finding, reason) in zip(story.ALLEGATIONS, story.FINDINGS, strict=True):
        robot.open_row("findings", text)
        robot.pick("finding", finding)
        robot.write("reason", reason)
        robot.take("draft_finding")


def approve_findings(robot: Robot, log: Log) -> None:
    robot.unlock(log.name("principal"), log.passphrase("principal"))
    for text, _ in story.ALLEGATIONS:
        robot.open_row("findings", text)
        robot.take("approve_finding")


def open_case(robot: Robot, log: Log) -> None:
    robot.unlock(log.name("handling_dept"), log.passphrase("handling_dept"))
    robot.go("tolerance")
    robot.press(robot.window.page.begin)  # type: ignore[union-attr]
    robot.settle()
    box = robot.box("subject")
    robot.choose(box, next(box.itemText(at) for at in range(box.count()) if story.SUBJECT in box.itemText(at)))
    robot.write("act_date", "2025-06-03", plain=True)
    robot.write("matter", story.MATTER)
    robot.write("verification", story.VERIFICATION)
    robot.confirm()
    robot.unlock(log.name("deputy_in_charge"), log.passphrase("deputy_in_charge"))
    robot.open_row("tolerance", story.MATTER)
    robot.take("confirm_verification")
    robot.unlock(log.name("handling_dept"), log.passphrase("handling_dept"))
    robot.open_row("tolerance", story.MATTER)
    robot.tab(1)


def answer_half(robot: Robot, log: Log) -> None:
    robot.pick("exclusions", None)
    robot.pick("hard_exclusions", None)
    for gate in log.rules.gates:
        robot.pick(f"gates.{gate.id}", True)
    for criterion in log.rules.criteria[:3]:
        answer(robot, log, criterion.id)
    robot.turn()
    robot.pick("findings.decision_process.finding", "favourable")
    field = robot.field(WHERE)
    robot.type(field.control, story.HALF)
    # What rests for the typing pause is on the disk soon after; the kill comes when it is.
    robot.wait(lambda: not field.waiting(), "the pause after typing")  # type: ignore[attr-defined]
    robot.settle()


def answer(robot: Robot, log: Log, criterion: str) -> None:
    """One criterion in the person's favour, with its paper."""
    robot.turn()
    robot.pick(f"findings.{criterion}.finding", "favourable")
    robot.write(f"findings.{criterion}.reason", story.REASON)
    robot.attach(log.paper)
