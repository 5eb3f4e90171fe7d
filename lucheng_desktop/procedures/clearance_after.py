"""What follows a clearance that went out: carried out by two, looked into again, filed away."""

from dataclasses import dataclass
from datetime import date

from lucheng_desktop.cases import clearance as held
from lucheng_desktop.cases import clearance_after as rules
from lucheng_desktop.cases.clearance_after import Receipt, Volume
from lucheng_desktop.procedures.clearance_holds import matters
from lucheng_desktop.procedures.desk import Desk, advance, allowed, day_of, step
from lucheng_desktop.refusal import Refused


@dataclass(frozen=True, slots=True)
class ImplementClearance:
    """Carried out on `on` by at least two persons, with a receipt for every form; `late_reason` when past the limit."""

    clearance: str
    on: date
    by: tuple[str, ...]
    receipts: tuple[Receipt, ...]
    late_reason: str = ""


@dataclass(frozen=True, slots=True)
class ClearanceImplemented:
    """Whether it was late, and by when somebody has to look in again."""

    clearance: str
    late: bool
    followup_due: date


@dataclass(frozen=True, slots=True)
class FollowUpClearance:
    """How the person works and feels now, and whether whoever reported suffers for it; no name of anybody."""

    clearance: str
    on: date
    by: tuple[str, ...]
    work: str
    thinking: str
    retaliation: bool
    retaliation_note: str = ""


@dataclass(frozen=True, slots=True)
class ClearanceFollowedUp:
    """`late`: after the limit; `retaliation`: something has to be done about it before the case is filed away."""

    clearance: str
    late: bool
    retaliation: bool


@dataclass(frozen=True, slots=True)
class ArchiveClearance:
    """The volumes with their files; when it was entered in the integrity file and reported for the statistics.

    `override`: number and day of the retention table the archive authority agreed to, for a shorter retention.
    """

    clearance: str
    archive_number: str
    volumes: tuple[Volume, ...]
    integrity_file_on: date
    reported_on: date
    override: str = ""
    retaliation_handled: str = ""


@dataclass(frozen=True, slots=True)
class ClearanceArchived:
    """Warnings about volumes that are kept shorter than the table says."""

    clearance: str
    archive_number: str
    warnings: tuple[str, ...]


@step("clearance")
def implement_clearance(desk: Desk, order: ImplementClearance) -> ClearanceImplemented:
    """Enter that it was carried out: by two, every form with its proof, within the limit or with the reason why not."""
    by, today = rules.by_two(desk.rules, order.by), desk.clock.today()
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        allowed(desk, "implement_clearance", record)
        held.nothing_held(desk.rules, matters(shelf, record))
        rules.receipts_for_forms(desk.rules, record.fields["forms"], order.receipts)
        days = [order.on, *(receipt.on for receipt in order.receipts)]
        rules.on_a_day(days, first=date.fromisoformat(record.fields["approved_on"]), today=today)
        due = date.fromisoformat(record.fields["implement_due"])
        late = rules.late_explained(desk.rules, order.on, due, order.late_reason)
        follow_up = rules.follow_up_by(desk.rules, order.on).on
        fields = {"implemented_on": order.on.isoformat(), "followup_due": follow_up.isoformat()}
        fields |= {"implemented_on.reason": order.late_reason.strip()} if late else {}
        receipts = [{"forms": one.form, "evidence": one.evidence, "on": one.on.isoformat()} for one in order.receipts]
        shelf.set("clearance", order.clearance, {**fields, "receipts": receipts, "implemented_by": list(by)})
        advance(desk, shelf, "implement_clearance", record)
    return ClearanceImplemented(order.clearance, late, follow_up)


@step("clearance")
def follow_up_clearance(desk: Desk, order: FollowUpClearance) -> ClearanceFollowedUp:
    """Enter the visit after a month or more: work, thinking, and any reprisal."""
    by, today = rules.by_two(desk.rules, order.by), desk.clock.today()
    told = {"work": order.work, "thinking": order.thinking, "retaliation_note": order.retaliation_note}
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        allowed(desk, "follow_up_clearance", record)
        implemented = date.fromisoformat(record.fields["implemented_on"])
        rules.follow_up_due(desk.rules, order.on, implemented)
        rules.on_a_day([order.on], first=implemented, today=today)
        rules.follow_up_told(desk.rules, retaliation=order.retaliation, **told)
        fields = {f"followup.{name}": text.strip() for name, text in told.items() if text.strip()}
        fields |= {"followed_up_on": order.on.isoformat()}
        more = {"followup.retaliation": order.retaliation, "followed_up_by": list(by)}
        shelf.set("clearance", order.clearance, fields | more)
        advance(desk, shelf, "follow_up_clearance", record)
    late = order.on > date.fromisoformat(record.fields["followup_due"])
    return ClearanceFollowedUp(order.clearance, late, order.retaliation)


@step("clearance")
def archive_clearance(desk: Desk, order: ArchiveClearance) -> ClearanceArchived:
    """File it away with retention and file list; a shorter retention needs the archive authority's own table."""
    if not order.archive_number.strip():
        raise Refused("E-INPUT/blank", path="$.archive_number")
    with desk.vault.transaction() as shelf:
        record = shelf.record("clearance", order.clearance)
        allowed(desk, "archive_clearance", record)
        warnings = rules.kept_long_enough(desk.rules, order.volumes, order.override)
        reprisal = bool(record.fields.get("followup.retaliation"))
        rules.retaliation_handled(desk.rules, retaliation=reprisal, handled=order.retaliation_handled)
        first = day_of(record, "issue_clearance", "deliver_city_paper") or date.min
        rules.on_a_day([order.integrity_file_on, order.reported_on], first=first, today=desk.clock.today())
        volumes = [{"kind": one.kind, "retention": one.retention, "files": list(one.files)} for one in order.volumes]
        fields = {"archive.number": order.archive_number.strip(), "archive.override": order.override.strip()}
        fields |= {"archive.handled": order.retaliation_handled.strip()}
        fields |= {"archive.integrity_file_on": order.integrity_file_on.isoformat()}
        fields |= {"archive.reported_on": order.reported_on.isoformat()}
        given = {name: text for name, text in fields.items() if text}
        shelf.set("clearance", order.clearance, {**given, "archive.volumes": volumes})
        advance(desk, shelf, "archive_clearance", record)
    return ClearanceArchived(order.clearance, order.archive_number.strip(), warnings)
