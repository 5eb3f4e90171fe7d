"""An office with the organisation department at its table, and one redeployment walked day by day."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from lucheng_desktop.cases.shapes import read
from lucheng_desktop.ledger.clock import Clock
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.office import Unlock, unlock
from lucheng_desktop.procedures.steps import all_steps
from lucheng_desktop.vault import door
from tests.office import CHEAP, OFFICERS, PASSPHRASE

PEOPLE = OFFICERS | {"organization_dept": "许可容", "case_supervision": "沈明鉴"}
"""Invented."""
On = Callable[[str, str], AbstractContextManager[Desk]]


def found_office(place: Path) -> None:
    """The office on its first day."""
    officers = [door.NewOfficer(name, (role,), PASSPHRASE) for role, name in PEOPLE.items()]
    door.create(
        place, office="鹿城区纪委监委（测试）", practice=True, officers=officers, clock=_clock("2024-12-02"), cost=CHEAP
    )


def _clock(day: str) -> Clock:
    at = datetime.combine(date.fromisoformat(day), time(1), UTC)
    return Clock(wall=lambda: int(at.timestamp() * 1000))


@dataclass(slots=True)
class Walk:
    """Steps taken at one vault by name, as `case do` takes them; one desk stays open until another is needed."""

    vault: Path
    _open: dict[tuple[str, str], Desk] = field(default_factory=dict)

    def do(self, day: str, role: str, step: str, **order: Any) -> Any:
        """Take the step on that day, in that role."""
        with self.at(day, role) as desk:
            found = all_steps()[step]
            return found.function(desk, read(found.order, order))

    @contextmanager
    def at(self, day: str, role: str) -> Iterator[Desk]:
        """The desk of that role on that day."""
        if (day, role) not in self._open:
            self.close()
            self._open[day, role] = unlock(Unlock(self.vault, PEOPLE[role], PASSPHRASE), _clock(day))
        yield self._open[day, role]

    def close(self) -> None:
        """Lock the vault."""
        for desk in self._open.values():
            with closing(desk.vault):
                pass
        self._open.clear()

    def sanction(self, day: str, person: dict[str, str], code: str, effective: str, **more: Any) -> Any:
        """A sanction entered and confirmed by two officers."""
        order = {"code": code, "decided_on": effective, "effective_on": effective} | PAPER | more
        made = self.do(day, "handling_dept", "record_sanction", person=person, **order)
        self.do(day, "case_trial", "confirm_sanction", sanction=made.sanction)
        return made


PAPER = {"decided_by": "演练区纪委", "document_number": "演练纪〔2024〕7号"}
PERSON = {
    "name": "上官其琛",
    "unit": "演练区住房和城乡建设局",
    "post": "副科长",
    "rank": "section",
    "managed_by": "district",
}
MENTOR = {"name": "欧阳砚秋", "unit": "演练桥街道办事处", "post": "支部书记", "rank": "village", "managed_by": "town"}
GOAL = {"text": "完成东片签约", "counted": "签约户数", "at_least": 3000, "unit": "户"}
SIGNED = {"metric": "signing_rate", "numerator": 3134, "denominator": 3164, "evidence": "签约台账第３册"}


def nominated(
    walk: Walk, *, code: str = "ina", reason: str = "assessment_removal", effective: str = "2025-01-10"
) -> str:
    """A person nominated on 2025-02-10 for a confirmed sanction."""
    made = walk.sanction("2025-02-10", PERSON, code, effective)
    order = {"person": made.person, "entry_reason": reason, "basis": "无意过失，未谋私利。"}
    found: str = walk.do("2025-02-10", "handling_dept", "nominate_redeployment", **order).redeployment
    return found


def planned(walk: Walk, case: str, months: int = 6) -> None:
    """Admitted, with a plan that two bodies agree to."""
    here = {"redeployment": case}
    walk.do(
        "2025-02-11", "organization_dept", "admit_redeployment", **here, private_gain=False, informed_on="2025-02-10"
    )
    order = {"months": months, "task": "城中村改造现场办公室", "goals": [GOAL], "rhythm": "monthly"}
    walk.do("2025-02-12", "handling_dept", "draft_plan", **here, **order)
    walk.do("2025-02-12", "organization_dept", "agree_plan", **here)
    walk.do("2025-02-12", "principal", "approve_plan", **here)


def trained(walk: Walk, case: str) -> None:
    """Posted, paired, at work from 2025-03-01, with a figure and a visit."""
    here = {"redeployment": case}
    unit = {"unit": "演练桥街道", "acceptance": "演练桥街道党工委同意接收函", "accepted_on": "2025-02-20"}
    walk.do("2025-02-20", "organization_dept", "propose_posting", **here, **unit)
    walk.do("2025-02-21", "petition_office", "confirm_posting", **here, apart=True)
    mentor = {"mentor": MENTOR, "branch": "东片第一支部", "party_member": True, "uninterested": True}
    walk.do("2025-02-22", "organization_dept", "propose_mentor", **here, **mentor)
    walk.do("2025-02-23", "petition_office", "confirm_mentor", **here, apart=True)
    walk.do("2025-03-01", "organization_dept", "start_training", **here, on="2025-03-01")


def assessed(walk: Walk, case: str, grade: str = "excellent") -> None:
    """Assessed by both bodies at the end of six months."""
    here = {"redeployment": case}
    order = {"on": "2025-09-01", "grade": grade, "basis": "实地察看、测评", "mentor_opinion": "踏实肯干"}
    walk.do("2025-09-02", "deputy_in_charge", "assess_training", **here, **order)
    walk.do("2025-09-03", "organization_dept", "confirm_assessment", **here, grade=grade, basis="测评、谈话")


def recommendation(case: str, on: str, **other: Any) -> dict[str, Any]:
    """The commission's proposal, for a post of the same rank."""
    order = {"redeployment": case, "recommendation": "reuse_same", "leading": False, "affects_use": False}
    return order | {"use_opinion": "不影响使用", "appeal_pending": False, "on": on} | other
