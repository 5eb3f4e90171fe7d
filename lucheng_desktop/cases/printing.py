"""What a printer did to a paper: every sheet told, spoiled copies destroyed before a witness, no number twice."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

JOB, OUTCOME, DESTROYED = "job", "outcome", "destroyed"
UNTOLD, UNWITNESSED, SETTLED = "untold", "unwitnessed", "settled"
"""Where a print job stands: its outcome is to be told, its spoiled copies to be destroyed, or all is entered."""


@dataclass(frozen=True, slots=True)
class Job:
    """One print job as the register knows it; `first` and `last` are 0 where copies bear no number."""

    number: int
    copies: int
    first: int
    last: int
    told: bool = False
    spoiled: tuple[int, ...] = ()
    lost: int = 0
    """Spoiled copies, numbered or not."""
    witnessed: bool = False
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def standing(self) -> str:
        """UNTOLD, UNWITNESSED or SETTLED."""
        if not self.told:
            return UNTOLD
        return UNWITNESSED if self.lost and not self.witnessed else SETTLED

    @property
    def numbers(self) -> range:
        """Its copy numbers; none where copies bear none."""
        return range(self.first, self.last + 1) if self.first else range(0)


def jobs(entries: Iterable[Mapping[str, Any]]) -> tuple[Job, ...]:
    """The jobs of one paper from its print entries, oldest first."""
    found: dict[int, dict[str, Any]] = {}
    for body in entries:
        what, number = body.get("what", JOB), body.get("job", 1)
        if what == JOB:
            given = {"copies": body["copies"], "first": body.get("first", 0), "last": body.get("last", 0)}
            found[number] = {"number": number, "body": body} | given
        elif number in found and what == OUTCOME:
            found[number] |= {"told": True, "spoiled": tuple(body["spoiled"]), "lost": body["lost"]}
        elif number in found:
            found[number] |= {"witnessed": True}
    return tuple(Job(**found[number]) for number in sorted(found))


def next_number(known: Sequence[Job]) -> int:
    """The first copy number never given: spoiled ones count as given."""
    return 1 + max((job.last for job in known), default=0)


def settled(rules: "Rulebook", known: Sequence[Job]) -> None:
    """Refused while a job's outcome is not told, or its spoiled copies are not destroyed before a witness (Q08)."""
    for job in known:
        if not job.told:
            raise Refused("E-PRINT/untold", rule=rules.quote("Q08"), job=job.number)
        if job.lost and not job.witnessed:
            raise Refused("E-PRINT/unwitnessed", rule=rules.quote("Q08"), job=job.number, count=job.lost)


def the_job(known: Sequence[Job], number: int) -> Job:
    """The job of that number; refused E-PRINT/job."""
    found = [job for job in known if job.number == number]
    if not found:
        raise Refused("E-PRINT/job", path="$.job", job=number)
    return found[0]


def outcome_adds_up(
    rules: "Rulebook", job: Job, *, spoiled: Collection[int], lost: int, sheets: int, sheets_per_copy: int
) -> None:
    """Refused unless every copy is whole or spoiled, and there were sheets enough for the whole ones (Q08)."""
    rule = rules.quote("Q08")
    untold(rules, job)
    strange = sorted(number for number in spoiled if number not in job.numbers)
    if strange or len(set(spoiled)) != len(spoiled):
        raise Refused("E-PRINT/spoiled", path="$.spoiled", rule=rule, number=f"{(strange or sorted(spoiled))[0]:06d}")
    if (job.first and lost != len(spoiled)) or not 0 <= lost <= job.copies:
        raise Refused("E-PRINT/lost", path="$.lost", rule=rule, lost=lost)
    least = (job.copies - lost) * sheets_per_copy
    if sheets < least or (lost == 0 and sheets > least):
        raise Refused("E-PRINT/sheets", path="$.sheets", rule=rule, sheets=sheets, least=least)


def untold(rules: "Rulebook", job: Job) -> None:
    """Refused to print a job again whose outcome is told: that is a reprint (Q08)."""
    if job.told:
        raise Refused("E-PRINT/told", path="$.job", rule=rules.quote("Q08"), job=job.number)


def to_witness(rules: "Rulebook", job: Job) -> None:
    """Refused when there is nothing to destroy, or it has been witnessed."""
    if not job.told or not job.lost or job.witnessed:
        raise Refused("E-PRINT/witnessed", path="$.job", rule=rules.quote("Q08"), job=job.number)


def printer_fit(rules: "Rulebook", *, across: int, down: int) -> None:
    """Refused E-PRINTER/scale when a ruler of 100 mm came out longer or shorter than allowed; tenths of a mm (Q09)."""
    allowed = rules.parameter("printer_scale_permille")
    for path, measured in (("$.across", across), ("$.down", down)):
        if abs(measured - 1000) > allowed:
            facts = {"measured": f"{measured / 10:.1f}", "percent": f"{(measured - 1000) / 10:+.1f}"}
            raise Refused("E-PRINTER/scale", path=path, rule=rules.quote("Q09"), **facts)


def measured(*, across: int, down: int, left: int, top: int) -> None:
    """Refused E-PRINTER/measured for lengths, in tenths of a mm, that no printer brings forth: a slip of the pen."""
    lengths = {"across": (across, 800, 1200), "down": (down, 800, 1200), "left": (left, 50, 400), "top": (top, 50, 400)}
    for name, (length, least, most) in lengths.items():
        if not least <= length <= most:
            raise Refused("E-PRINTER/measured", path=f"$.{name}", length=length)


def clamped(rules: "Rulebook", tenths: int) -> int:
    """An offset in tenths of a mm, no further than a page may be moved."""
    most: int = rules.parameter("printer_offset_tenths")
    return max(-most, min(most, tenths))
