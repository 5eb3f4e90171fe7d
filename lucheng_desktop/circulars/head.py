"""The upper part of page 1: corner marks, red head, number, signers and red rule (GB/T 9704-2012 7.2, letters 10.1)."""

from collections.abc import Sequence
from dataclasses import dataclass

from lucheng_desktop.cases.documents import CircularDraft
from lucheng_desktop.circulars import fonts, parts
from lucheng_desktop.circulars.display import Glyph, Rule, Shape, set_text, text_width
from lucheng_desktop.circulars.grid import (
    CELL,
    CHAR,
    HALF,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PITCH,
    POINT,
    RIGHT,
    SIZE_3,
    TOP,
    WIDTH,
    blank_below_mark,
)
from lucheng_desktop.circulars.issuers import broken
from lucheng_desktop.refusal import Refused

MARK_BELOW_TOP = 35.0
"""Upper edge of the red head below the top of the type area, in mm."""
RULE_BELOW_NUMBER = 4.0
RED_RULE = 0.7
LARGEST_MARK = 50.0
NARROWEST = 0.56
"""Horizontal scale below which a red head would look crushed."""
LETTER_MARK, SMALLEST_MARK = 36.0, 20.0
JOINT_MARK, JOINT_WORD, JOINT_GAP, SAME_NAME_GAP, JOINT_NARROWEST = 34.0, 50.0, 5.0, 2.5, 0.5
LETTER_MARK_TOP, LETTER_RULE, LETTER_FOOT = 30.0, 170.0, 20.0


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the title, and where it ends in mm."""

    glyphs: tuple[Glyph, ...]
    shapes: tuple[Shape, ...]
    bottom: float


def head(draft: CircularDraft) -> Head:
    """The head that belongs to the kind of document."""
    if not parts.red_head(draft):
        return _plain(draft)
    return _letter(draft) if draft.kind == "letter" else _standard(draft)


def _plain(draft: CircularDraft) -> Head:
    """Corner marks alone; the title follows one line below them, or stands at the top."""
    rows = parts.corner(draft)
    glyphs = [glyph for row, text in enumerate(rows) for glyph in _corner(text, TOP + row * PITCH)]
    used = max(len(rows), 1 if draft.practice else 0)
    return Head((*glyphs, *practice_mark(draft, TOP)), (), TOP + (used + 0.5) * PITCH if used else TOP)


def copy_number(draft: CircularDraft, number: int) -> tuple[Glyph, ...]:
    """份号 of one copy as it prints: six figures on the first line."""
    numbered = head(draft.model_copy(update={"copy_no": number}))
    return numbered.glyphs[: len(parts.corner(draft.model_copy(update={"copy_no": number}))[0])]


def _standard(draft: CircularDraft) -> Head:
    corner = [glyph for row, text in enumerate(parts.corner(draft)) for glyph in _corner(text, TOP + row * PITCH)]
    mark, bottom = _mark(draft, TOP + MARK_BELOW_TOP)
    signers, number_top = _signers(draft, bottom + blank_below_mark(2))
    number = _number(draft, number_top)
    rule = Rule(LEFT, RIGHT, number_top + CHAR + RULE_BELOW_NUMBER, RED_RULE, "red")
    glyphs = (*corner, *practice_mark(draft, TOP), *mark, *number, *signers)
    return Head(glyphs, (rule,), rule.top + rule.weight)


def _corner(text: str, top: float) -> list[Glyph]:
    slot = "song" if text.isdigit() else "fangsong" if text.startswith(parts.word("serial", number="")) else "hei"
    return set_text(text, slot, LEFT, top, SIZE_3, HALF)


def practice_mark(draft: CircularDraft, top: float) -> list[Glyph]:
    """演练文书, at the right end of the first line, where no rule of the standard puts anything."""
    if not draft.practice:
        return []
    text = parts.words()["practice"]["mark"]
    return set_text(text, "hei", RIGHT - text_width(text, HALF), top, SIZE_3, HALF)


def spaced(text: str, slot: str, left: float, baseline: float, size: float, pitch: float, scale: float) -> list[Glyph]:
    """Red characters every `pitch` mm, each centred in its step."""
    slots = fonts.assign(text, slot, ())
    indent = (pitch - size * POINT * scale) / 2
    return [Glyph(char, slots[at], left + at * pitch + indent, baseline, size, "red", scale)
            for at, char in enumerate(text)]


def _extent(text: str, size: float) -> tuple[float, float]:
    """How far the ink of a red head reaches above and below its baseline, in mm."""
    slots = fonts.assign(text, "biaosong", ())
    boxes = [box for char, slot in zip(text, slots, strict=True) if (box := fonts.box(slot, char))]
    em = size * POINT
    return max(box[3] for box in boxes) * em, -min(box[1] for box in boxes) * em


def _mark(draft: CircularDraft, top: float) -> tuple[list[Glyph], float]:
    """The red head with its ink starting at `top`, and where its ink ends."""
    word = parts.document_word(draft)
    whole = draft.issuers[0] + word
    if len(draft.issuers) > 1 or WIDTH / (len(whole) * NARROWEST * POINT) < SMALLEST_MARK:
        return _joint_mark(draft.issuers, word, top)
    return _single_mark(whole, top, LETTER_MARK if draft.kind == "letter" else LARGEST_MARK)


def _single_mark(text: str, top: float, largest: float) -> tuple[list[Glyph], float]:
    size = min(largest, WIDTH / (len(text) * NARROWEST * POINT))
    scale = min(1.0, WIDTH / (len(text) * size * POINT))
    above, below = _extent(text, size)
    pitch = size * POINT * scale
    left = LEFT + (WIDTH - pitch * len(text)) / 2
    return spaced(text, "biaosong", left, top + above, size, pitch, scale), top + above + below


def _joint_mark(names: Sequence[str], word: str, top: float) -> tuple[list[Glyph], float]:
    """Names one above the other on one width, the host first; 文件 to the right, in the vertical middle."""
    word_pitch = JOINT_WORD * POINT * 0.62
    column = WIDTH - (word_pitch * len(word) + JOINT_GAP if word else 0)
    lines = _joint_lines(names, column)
    longest = max(len(line) for name in lines for line in name)
    size = min(JOINT_MARK, column / (longest * JOINT_NARROWEST * POINT))
    scale = min(1.0, column / (longest * size * POINT))
    glyphs, bottom = [], top - JOINT_GAP
    for at, line in ((at, line) for name in lines for at, line in enumerate(name)):
        above, below = _extent(line, size)
        baseline = bottom + (JOINT_GAP if at == 0 else SAME_NAME_GAP) + above
        glyphs += spaced(line, "biaosong", LEFT, baseline, size, column / len(line), scale)
        bottom = baseline + below
    above, below = _extent(word, JOINT_WORD) if word else (0.0, 0.0)
    baseline = (top + bottom - above - below) / 2 + above
    glyphs += spaced(word, "biaosong", RIGHT - word_pitch * len(word), baseline, JOINT_WORD, word_pitch, 0.62)
    return glyphs, bottom


def _joint_lines(names: Sequence[str], column: float) -> list[tuple[str, ...]]:
    """Each name on one line, or, longer than can be read in the column, on two; refused where that is not enough."""
    most = int(column / (SMALLEST_MARK * JOINT_NARROWEST * POINT))
    lines = [broken(name, 1 if len(name) <= most else 2) for name in names]
    if max(len(line) for name in lines for line in name) > most:
        raise Refused("E-GEOMETRY", what=parts.words()["unfit"]["mark"], clause="7.2.4")
    return lines


def _number(draft: CircularDraft, top: float) -> list[Glyph]:
    """发文字号: centred; on an upward document left, one cell in."""
    text = str(draft.number or "")
    left = LEFT + CELL if draft.signers else LEFT + (WIDTH - text_width(text, HALF)) / 2
    return set_text(text, "fangsong", left, top, SIZE_3, HALF)


def _signers(draft: CircularDraft, top: float) -> tuple[list[Glyph], float]:
    """签发人, right one cell in, two to a line where the number leaves room; and the top of the number's line."""
    if not draft.signers:
        return [], top
    label = parts.words()["signer"]
    room = WIDTH - 3 * CELL - text_width(str(draft.number or ""), HALF) - text_width(label, HALF)
    beside = next((count for count in (2, 1) if sum(_columns(draft, count)) <= room), 0)
    columns = _columns(draft, beside or 1)
    left = RIGHT - CELL - sum(columns) + CELL
    glyphs = set_text(label, "fangsong", left - text_width(label, HALF), top, SIZE_3, HALF)
    for at, name in enumerate(draft.signers):
        row, column = divmod(at, len(columns))
        x = left + sum(columns[:column])
        glyphs += set_text(name, "kai", x, top + row * PITCH, SIZE_3, HALF, draft.signers)
    rows = -(-len(draft.signers) // len(columns))
    return glyphs, top + (rows - (1 if beside else 0)) * PITCH


def _columns(draft: CircularDraft, count: int) -> list[float]:
    """Widths of the columns of signers with the gap before the next, in mm."""
    columns = [draft.signers[at::count] for at in range(min(count, len(draft.signers)))]
    return [max(text_width(name, HALF) for name in names) + CELL for names in columns]


def double_rule(top: float, thick_first: bool) -> tuple[Rule, Rule]:
    """The red double rule of a letter, 170 mm long and centred."""
    left = (PAGE_WIDTH - LETTER_RULE) / 2
    weights = (1.0, 0.35) if thick_first else (0.35, 1.0)
    second = top + weights[0] + 0.5
    right = left + LETTER_RULE
    return Rule(left, right, top, weights[0], "red"), Rule(left, right, second, weights[1], "red")


def _letter(draft: CircularDraft) -> Head:
    mark, bottom = _mark(draft, LETTER_MARK_TOP)
    upper = double_rule(bottom + RULE_BELOW_NUMBER, True)
    foot = double_rule(PAGE_HEIGHT - LETTER_FOOT - 1.85, False)
    first = upper[1].top + upper[1].weight + CHAR * 7 / 8
    number = str(draft.number or "")
    rows = parts.corner(draft)
    glyphs = [glyph for row, text in enumerate(rows) for glyph in _corner(text, first + row * PITCH)]
    practice_top = first + PITCH if number else first
    glyphs += practice_mark(draft, practice_top) + mark
    glyphs += set_text(number, "fangsong", RIGHT - text_width(number, HALF), first, SIZE_3, HALF)
    signers, _ = _signers(draft, first + PITCH * 2) if draft.signers else ([], 0.0)
    used = max(len(rows), 2 if draft.practice else 1, 2 + (len(draft.signers) + 1) // 2 if draft.signers else 0)
    return Head((*glyphs, *signers), (*upper, *foot), first + (used - 1) * PITCH + CHAR)
