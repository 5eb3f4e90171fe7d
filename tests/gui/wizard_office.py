"""A real vault with three invented officers and one verified tolerance case, for the tests of the wizard."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lucheng_desktop.procedures import office
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.tolerance import (
    ConfirmVerification,
    OpenTolerance,
    RecordAnswer,
    confirm_verification,
    open_tolerance,
    record_answer,
)
from lucheng_desktop.vault import door, keychain
from lucheng_desktop.vault.slots import FLOOR

PASSPHRASE = "正确的 马 电池 钉子 ９"
INTAKE, HANDLER, DEPUTY = "欧阳信访", "陈承办", "林·分管"
OFFICERS = (
    door.NewOfficer(INTAKE, ("petition_office",), PASSPHRASE),
    door.NewOfficer(HANDLER, ("handling_dept",), PASSPHRASE),
    door.NewOfficer(DEPUTY, ("deputy_in_charge",), PASSPHRASE),
)
MATTER = "城中村改造签约中，对三户历史无证房产按原始台账认定面积，事后复核发现多认定四十二平方米"
REASON = "有区政府二〇二〇年第七次常务会议纪要和试点批复作依据，行为时上级没有明令禁止，也没有书面提醒。"


@dataclass(frozen=True, slots=True)
class Office:
    """Where the vault lies and the case in it."""

    vault: Path
    case: str

    def desk(self, officer: str = HANDLER) -> Desk:
        """The desk of an officer; its vault is the caller's to close."""
        return office.unlock(office.Unlock(self.vault, officer, PASSPHRASE))

    def copied(self, place: Path) -> "Office":
        """The same office in another place."""
        return Office(Path(shutil.copytree(self.vault, place / self.vault.name)), self.case)


def found(place: Path) -> Office:
    """A fresh vault; its case is verified by the deputy, so that the wizard is open."""
    vault, allowed = place / "演练.vault", keychain.ALLOWED
    keychain.ALLOWED = set()
    door.create(vault, office="鹿城区（演练）廉洁办公室", practice=True, officers=OFFICERS, cost=FLOOR)
    made = Office(vault, "")
    person = _at(made, INTAKE, _person)
    order = OpenTolerance(person, MATTER, date(2020, 3, 2), "鹿核〔2020〕3号核查报告，事实已查清")
    case = _at(made, HANDLER, lambda desk: open_tolerance(desk, order).case)
    _at(made, DEPUTY, lambda desk: confirm_verification(desk, ConfirmVerification(case)).case)
    keychain.ALLOWED = allowed
    return Office(vault, case)


def _at(made: Office, officer: str, act: Callable[[Desk], str]) -> str:
    desk = made.desk(officer)
    try:
        return act(desk)
    finally:
        desk.vault.close()


def _person(desk: Desk) -> str:
    fields = {"name": "陈堃喆", "unit": "某街道办事处综合信息指挥室", "post": "副主任", "managed_by": "district"}
    with desk.vault.transaction() as shelf:
        return shelf.create("person", fields | {"rank": next(iter(desk.rules.words("ranks")))})


def answer_all(desk: Desk, case: str, *, but: str = "") -> None:
    """Answer every question favourably through the procedure, but those whose path begins with `but`."""
    rules = desk.rules
    answers: dict[str, object] = {"exclusions": (), "hard_exclusions": ()}
    answers |= {f"gates.{gate.id}": True for gate in rules.gates}
    for criterion in rules.criteria:
        path = f"findings.{criterion.id}"
        answers |= {f"{path}.finding": "favourable", f"{path}.reason": REASON, f"{path}.evidence": ("核查报告",)}
    answers |= {"distinctions": ("D1",), "situations": ("RC05",)}
    for path, value in answers.items():
        if not but or not path.startswith(but):
            record_answer(desk, RecordAnswer(case, path, value))  # type: ignore[arg-type]
