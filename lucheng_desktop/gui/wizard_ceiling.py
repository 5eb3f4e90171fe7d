"""The provisional ceiling in words with its reasons; there is no score to show."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from lucheng_desktop.gui.chips import Chip, ElidedLabel
from lucheng_desktop.gui.wizard_plan import say

if TYPE_CHECKING:
    from lucheng_desktop.cases.criteria import Opinion
    from lucheng_desktop.cases.rulebook import Rulebook

_TONES = {"cannot_tolerate": "stop", "return_to_verify": "soon", "at_most_mitigate": "soon", "may_tolerate": "done"}


class CeilingBar(QFrame):
    """One line: how far tolerance could go at most as things stand, and the first reason; all reasons on hover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        title = QLabel(say("ceiling.title"), self)
        title.setProperty("role", "label")
        self.chip = Chip(self)
        self.why = ElidedLabel(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 2, 12, 2)
        line.setSpacing(8)
        line.addWidget(title)
        line.addWidget(self.chip)
        line.addWidget(self.why, 1)

    def show_opinion(self, rules: "Rulebook", opinion: "Opinion") -> None:
        """Show the ceiling; an open field is said to be open, never shown as a favourable result."""
        word, tone = ceiling_word(rules, opinion)
        texts = reason_lines(rules, opinion)
        self.chip.show_state(word, tone)
        first = texts[0] if texts else say("ceiling.none")
        self.why.setText(say("ceiling.reasons", first=first, count=len(texts)) if len(texts) > 1 else first)
        self.setToolTip("\n".join(texts))
        self.setAccessibleName(say("ceiling.spoken", word=word))
        self.setAccessibleDescription(" ".join(texts))


def ceiling_word(rules: "Rulebook", opinion: "Opinion") -> tuple[str, str]:
    """(word, tone) of the ceiling; while something is missing, the best of all ceilings is not claimed yet."""
    if opinion.ceiling == "may_tolerate" and opinion.missing:
        return say("ceiling.open", count=len(opinion.missing)), "plain"
    return rules.term("ceilings", opinion.ceiling), _TONES[opinion.ceiling]


def reason_lines(rules: "Rulebook", opinion: "Opinion") -> Sequence[str]:
    """Reasons and flags of an opinion as sentences."""
    flags = (rules.term("flags", flag) for flag in opinion.flags)
    return (*(reason.text for reason in opinion.reasons), *flags)
