"""Figures of redeployment: I19, I20, and the metrics that come with both of their parts."""

from typing import TYPE_CHECKING

from lucheng_desktop.cases.questions import Books, Question, ahead, passed, within
from lucheng_desktop.cases.statistics import Indicator, Part, Rate, counted, unit_of

if TYPE_CHECKING:
    from lucheng_desktop.cases.rulebook import Rulebook

_TRAINING = (passed("start_on"), ahead("ended_on"))
IN_TRAINING = Question("redeployment", _TRAINING, of=("person",))
VISITED = Question("redeployment", _TRAINING, "visits")
ASSESSED = Question("redeployment", (within("assessed_on"),), "final_grade")
REAPPOINTED = Question("redeployment", (within("reappointed_on"),), of=("person",))


def in_training(rules: "Rulebook", books: Books) -> Indicator:
    """I19: persons whose redeployment is open at the end of the period (人), and the visits made to them (人次)."""
    times = books.count(VISITED).counts.items()
    visits = Part(sum(int(made or 0) * count for made, count in times), unit_of(rules, "I08"))
    return counted(rules, "I19", books.count(IN_TRAINING), parts={"visits": visits})


def reappointed(rules: "Rulebook", books: Books) -> Indicator:
    """I20: distinct persons re-appointed (人); the rate is fair or better among final assessments of the period."""
    graded = books.count(ASSESSED)
    fair = graded.among(list(rules.words("final_grades"))[:-1])
    rate = Rate(fair.count, graded.count)
    return counted(rules, "I20", books.count(REAPPOINTED), rate=rate, reached=fair.of)


def metric(books: Books, name: str) -> Rate | None:
    """What was measured under one name in the period, all persons together; None where nothing was."""
    columns = ("metric_numerator", "metric_denominator", "metric_on")
    rows = books.rows("redeployment", columns, {"metric": name})
    found = [row for row in rows if row[1] and books.first <= (row[2] or "") <= books.last]
    return Rate(sum(row[0] or 0 for row in found), sum(row[1] for row in found)) if found else None


OF_REDEPLOYMENT = (in_training, reappointed)
"""I19 and I20."""
