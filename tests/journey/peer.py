"""The other office: the bundle is proven and taken in, and the history reads as it did at home."""

from lucheng_desktop.ledger.clock import Clock
from tests.journey.log import Log
from tests.journey.robot import Robot


def play(robot: Robot, log: Log) -> None:
    """Verify, take in, read the history."""
    with log.scene("take the bundle in at the other office"):
        robot.unlock(log.name("peer"), log.passphrase("peer"))
        robot.go("handover")
        robot.tab(1)
        robot.path("file", log.out / "case.bundle")
        robot.press("verify_go")
        robot.press("import_go")
    with log.scene("the history is the same there", "10-history.png"):
        robot.go("history")
        robot.select("cases", f"鹿信〔{Clock().today().year}〕1号")
