"""What a rule pack consists of: frozen items, each with its source, status and dates."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from lucheng_desktop.cases.ceilings import Ceiling
from lucheng_desktop.cases.sanctions import Column


class Strict(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Provenance(Strict):
    """Whatever the pack says carries where it comes from, how far it is settled and when it applies."""

    source: str
    """Codes of `sources`, separated by blanks."""
    clause: str = ""
    """The clause of the first source."""
    status: str
    effective_from: date
    effective_to: date | None = None
    """The last day in force."""

    def in_force(self, day: date) -> bool:
        """Whether the item applies on `day`, both ends counted."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


class Item(Provenance):
    code: str


class Source(Strict):
    code: str
    title: str
    seen: str
    """How it was read: in full, an opening, not at all."""
    address: str = ""


class Parameter(Item):
    name: str
    value: int | str | tuple[str, ...]


class Principle(Item):
    """A red line of the office's work, quoted by refusals."""

    text: str


class Criterion(Item):
    """One of the eight; its name and its reading can be of different origin."""

    id: str
    name: str
    origin: str
    """Where this item of the list comes from: the article, other offices' lists, or a guess."""
    core: bool
    """Facts must be established: not applicable is not an answer, too little evidence sends it back."""
    asks: str
    favourable: str
    neutral: str
    unfavourable: str
    evidence: tuple[str, ...]
    primary: tuple[str, ...]
    """Distinctions it can carry by itself."""
    supporting: tuple[str, ...]
    guidance: Provenance
    """Where the question, the three readings, the evidence and the distinctions come from."""


class HardExclusion(Item):
    """Coded by its criterion."""

    text: str


class Gate(Item):
    id: str
    name: str
    text: str
    failed: Ceiling
    """The best that remains when the condition is not met."""


class Distinction(Item):
    id: str
    short: str
    text: str


class Situation(Item):
    group: str
    title: str
    text: str
    conditions: tuple[str, ...]
    evidence: tuple[str, ...]
    distinctions: tuple[str, ...]


class Exclusion(Item):
    id: str
    text: str


class Sanction(Item):
    """A kind of sanction or organisational measure in the version of one time, chosen by the day it took effect."""

    name: str
    family: Literal["party", "government", "organizational"]
    months: int
    """The whole effect period."""
    starts: Literal["effective", "restored"] = "effective"
    """From when the months run; `restored`: from the day the member's rights were restored."""
    probation: tuple[int, ...] = ()
    """The lengths in months that a probation before the restoration can have."""
    lower: int | None = None
    same: int | None = None
    higher: int | None = None
    leading: int | None = None
    """Months each column is barred; None: it is not."""
    never: tuple[Column, ...] = ()
    """Columns barred for good."""


class Combination(Item):
    """When a new sanction within an old one's effect period adds what remains of it."""

    family: str
    like: bool
    """Only sanctions of the same kind add up."""
    cap: int | None = None
    """The most months the sum can have from the new sanction on."""
    text: str


class Obstacle(Item):
    """Whatever the effect periods say, it bars every post while it stands; coded by the question that is asked."""

    code: Literal["open_case", "post_expiry_affects_use"]
    text: str


class Indicator(Item):
    name: str
    unit: str
    definition: str


class Term(Item):
    name: str


class RoleTerm(Term):
    local: bool
    """An officer of this office can hold it."""


class FindingTerm(Term):
    clearable: Literal["yes", "with_trial_consent", "no"]
    false: bool
    """Counts as a false item in statistics."""
    determined_by: Literal["own", "municipal"]
    principle: str
    """The red line that is quoted when it may not be cleared."""


class JurisdictionTerm(Term):
    step: str = ""
    """The step by which a petition of this jurisdiction is received."""


class LevelTerm(Term):
    jurisdiction: Literal["own", "higher", "lower"]


class RankTerm(Term):
    level: str
    group: str


class FormTerm(Term):
    stands_alone: bool
    """False: only together with the written form."""


class ScopeTerm(Term):
    within_power: bool


class Limit(Strict):
    text: str
    working_days: int | None = None
    days: int | None = None
    months: int | None = None


class DisposalTerm(Term):
    leads: str
    """The step that carries it out once it is approved."""
    approver: str = ""
    """The role that approves what comes of it; empty: whoever may."""
    limit: Limit | None = None
    """How long carrying it out may take."""


class NamingTerm(Term):
    feedback: bool
    """The complainant is told what became of it."""
    verifiable: bool
    """The office may ask whether the name is true."""


class FeedbackTerm(Term):
    reached: bool
    """The complainant has heard it."""


class ConsentTerm(Term):
    permits: bool
    answered: bool
    """The person has said it."""


class NeedlessTerm(Term):
    """Why an item found false need not be cleared."""

    declined: bool
    """It rests on the person's own no."""


class VolumeTerm(Term):
    """A kind of archive volume or of paper and how long it is kept at the least."""

    retention: str


class PaperTerm(VolumeTerm):
    """A kind of paper, and how it leaves the office: numbered and sealed, numbered alone, or merely filed."""

    life: Literal["sealed", "numbered", "filed"]


class ValueTerm(Term):
    """A value that a criterion can be given."""

    ceiling: Ceiling
    core_ceiling: Ceiling
    """The ceiling when the criterion is a core one."""
    core: bool
    """A core criterion may take it."""
    evidence: bool
    """It must be borne out by evidence."""


class EntryReasonTerm(Term):
    codes: tuple[str, ...]
    """Sanctions of which one must be on record."""


class RecommendationTerm(Term):
    column: Column
    """Where such a post stands in the table of effect periods."""


class RhythmTerm(Term):
    months: int
    """From one appraisal to the next."""


class OutcomeTerm(Term):
    """What a determination can come to, best first."""

    ceiling: Ceiling | None = None
    """The worst ceiling that still leaves it; None: it is never determined."""
    tolerates: bool
    statute: bool
    """The article that allows it must be cited."""


class UnitTerm(Term):
    """A seat of the joint meeting."""

    chair: bool
    required: bool
    """Without it the meeting is not quorate."""
    votes: bool
    invited_for: tuple[str, ...]
    """Kinds of record it has to be called for."""


class StatuteTerm(Term):
    """An article of law with the outcomes it allows."""

    outcomes: tuple[str, ...]


class PartyTerm(Term):
    required: bool
    """The determination has reached nobody while this party was not told."""


class GroundTerm(Term):
    proposed: bool
    """It revokes only after it has been proposed."""


class Terms(Strict):
    """Every code list with its Chinese words, in the order lists are shown."""

    roles: tuple[RoleTerm, ...]
    findings: tuple[FindingTerm, ...]
    complainant_faults: tuple[Term, ...]
    channels: tuple[Term, ...]
    categories: tuple[Term, ...]
    namings: tuple[NamingTerm, ...]
    disposals: tuple[DisposalTerm, ...]
    feedback_outcomes: tuple[FeedbackTerm, ...]
    handling_forms: tuple[Term, ...]
    jurisdictions: tuple[JurisdictionTerm, ...]
    levels: tuple[LevelTerm, ...]
    ranks: tuple[RankTerm, ...]
    rank_groups: tuple[Term, ...]
    disciplines: tuple[Term, ...]
    subject_kinds: tuple[Term, ...]
    start_modes: tuple[Term, ...]
    forms: tuple[FormTerm, ...]
    scopes: tuple[ScopeTerm, ...]
    harms: tuple[Term, ...]
    consents: tuple[ConsentTerm, ...]
    name_displays: tuple[Term, ...]
    needless: tuple[NeedlessTerm, ...]
    suspensions: tuple[Term, ...]
    retentions: tuple[Term, ...]
    volumes: tuple[VolumeTerm, ...]
    papers: tuple[PaperTerm, ...]
    criterion_values: tuple[ValueTerm, ...]
    ceilings: tuple[Term, ...]
    flags: tuple[Term, ...]
    outcomes: tuple[OutcomeTerm, ...]
    meeting_units: tuple[UnitTerm, ...]
    ballots: tuple[Term, ...]
    applicant_kinds: tuple[Term, ...]
    responsibility_stages: tuple[Term, ...]
    application_parts: tuple[Term, ...]
    statutes: tuple[StatuteTerm, ...]
    deciding_bodies: tuple[Term, ...]
    notified_parties: tuple[PartyTerm, ...]
    result_uses: tuple[Term, ...]
    appeal_results: tuple[Term, ...]
    revocation_grounds: tuple[GroundTerm, ...]
    recusal_relations: tuple[Term, ...]
    final_grades: tuple[Term, ...]
    entry_reasons: tuple[EntryReasonTerm, ...]
    recommendations: tuple[RecommendationTerm, ...]
    appraisal_rhythms: tuple[RhythmTerm, ...]
    appraisers: tuple[Term, ...]
    training_metrics: tuple[Term, ...]
    document_kinds: tuple[Term, ...]
    series: tuple[Term, ...]
