"""The kinds of record a case is made of: the columns people read in lists, and the fields that are decided together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lucheng_desktop.places import words


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record in the ledger."""

    name: str
    columns: tuple[str, ...]
    """Fields shown or filtered in lists; text, or `name:int` for whole numbers. Dates are ISO text."""
    groups: Mapping[str, str] = field(default_factory=dict)
    """Field prefix -> decision group: two concurrent writes inside one group conflict as a whole."""
    searched: tuple[str, ...] = ()
    """Fields whose words the search index holds; never anything that identifies a complainant."""
    spelled: tuple[str, ...] = ()
    """Those of the searched fields that hold a person's name, found by its pinyin too."""


def kind_word(kind: str) -> str:
    """What the office calls a case of that kind."""
    word: str = words("cases")["kind"][kind]
    return word


def _kinds(*kinds: Kind) -> Mapping[str, Kind]:
    return MappingProxyType({kind.name: kind for kind in kinds})


KINDS = _kinds(
    Kind("office", ("name", "practice:int")),
    Kind("officer", ("name", "roles", "office", "sign_key", "agree_key", "local:int", "retired:int")),
    Kind("device", ("office", "name", "sign_key")),
    Kind("peer", ("name", "sign_key")),
    Kind("person", ("name", "unit", "post", "rank", "managed_by"), searched=("name", "unit"), spelled=("name",)),
    Kind(
        "petition",
        (
            *("number", "received_on", "channel", "category", "naming", "jurisdiction", "summary", "managed_by"),
            *("forwarded_on", "forwarded_to", "screened_on", "repeat_of", "real_name_verified_on", "accepted_on"),
            *("told_accepted_on", "assigned_on", "handlers", "disposal", "disposal_due", "disposal_approved_on"),
            *("verifying_on", "verification_due", "review_on", "concluded_on", "case_filed_on", "case_filed_against"),
            *("fed_back_on", "closed_on", "withdrawn_on", "legacy"),
        ),
        groups={"assigned_on": "assignment", "handlers": "assignment", "disposal": "disposal"},
        searched=("number", "summary"),
    ),
    Kind("repeat", ("petition", "repeat_of", "linked_on")),
    Kind("naming_check", ("petition", "checked_on")),
    Kind("notice", ("petition", "told_on")),
    Kind("disposal_approval", ("petition", "assigned_on", "due", "disposal", "approved_on")),
    Kind("case_filing", ("petition", "filed_on")),
    Kind("suspension", ("subject_kind", "subject", "since", "until", "approved_on")),
    Kind("handling", ("petition", "person", "form", "decided_on")),
    Kind(
        "allegation",
        (
            *("petition", "accused", "position:int", "text", "discipline", "finding", "found_on", "approved_on"),
            "complainant_fault",
        ),
        groups={"finding": "finding", "complainant_fault": "finding"},
        searched=("text",),
    ),
    Kind(
        "tolerance",
        (
            "number",
            "subject",
            "matter",
            "act_date",
            "verification",
            "applicant_kind",
            "submitted_on",
            "returned_on",
            "accepted_on",
            "verifying_on",
            "verification_due",
            "approved_on",
            "notified_on",
            "outcome",
            "rectify_from",
            "rectify_due",
            "rectified_on",
            "meeting",
            "pattern",
        ),
        groups={
            "gates": "assessment",
            "exclusions": "assessment",
            "hard_exclusions": "assessment",
            "findings": "assessment",
            "distinctions": "assessment",
            "situations": "assessment",
        },
        searched=("number", "matter"),
    ),
    Kind(
        "clearance",
        (
            "number",
            "allegation",
            "subject",
            "petition",
            "consent",
            "forms",
            "scope",
            "harm_scope",
            "adverse_effect",
            "document",
            "not_needed_reason",
            "candidate_on",
            "decided_on",
            "approved_on",
            "implement_due",
            "implemented_on",
            "followup_due",
            "followed_up_on",
            "withdrawn_on",
        ),
        groups={
            "consent": "consent",
            "forms": "proposal",
            "scope": "proposal",
            "harm_scope": "proposal",
            "name_display": "proposal",
        },
    ),
    Kind(
        "false_accusation",
        (
            *("petition", "allegation", "subject", "requested_on", "determined_on", "determined_by", "reference"),
            "persons:int",
        ),
    ),
    Kind(
        "document",
        (
            *("kind", "title", "series", "year:int", "sequence:int", "clearance", "tolerance", "redeployment"),
            *("subject", "sha256", "issued_on", "code", "printing"),
        ),
        groups={"draft": "draft"},
        searched=("title",),
    ),
    Kind("office_seal", ("name", "form", "keeper")),
    Kind("sanction", ("person", "code", "decided_on", "effective_on", "restored_on")),
    Kind(
        "redeployment",
        (
            *("number", "person", "entry_reason", "posting_unit", "start_on", "planned_end_on", "mentor", "visits:int"),
            *("metric", "metric_numerator:int", "metric_denominator:int", "metric_on", "appraisal_due", "final_grade"),
            *("assessed_on", "recommended_on", "reappointed_on", "tracking_until", "ended_on"),
            "rests",
        ),
        groups={
            "metric": "metric",
            "metric_numerator": "metric",
            "metric_denominator": "metric",
            "metric_on": "metric",
            "start_on": "time",
            "planned_end_on": "time",
            "recommendation": "recommendation",
        },
        searched=("number", "posting_unit"),
    ),
    Kind("register", ("series", "year:int", "last:int")),
    Kind("pack", ("pack", "version", "title", "digest", "effective_from", "effective_to")),
    Kind("attachment", ("owner", "criterion", "name", "media_type", "bytes:int", "content")),
    Kind(
        "consultation",
        ("subject_kind", "subject", "called_on", "planned_on", "held_on"),
        groups={"items": "call", "seats": "call"},
    ),
    Kind("prefiled", ("number", "unit", "matter", "start_on", "end_on", "filed_on", "status"), searched=("matter",)),
    Kind("appeal", ("tolerance", "filed_on", "result", "decided_on")),
    Kind(
        "recusal",
        ("officer", "person", "record_kind", "record", "relation", "reason", "declared_on", "decided_on", "decided_by"),
    ),
    Kind("delivery", ("document", "recipient", "copies:int", "first:int", "last:int", "sent_on", "received_on")),
    Kind("printer", ("name", "checked_on")),
    Kind("figure_set", ("first", "last", "as_of", "form", "sha256", "cells")),
    Kind("handover", ("file", "recipients", "sha256", "direction")),
)
