"""The page of GB/T 9704-2012 in millimetres from its upper left corner, and sizes of type."""

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
TOP, LEFT, WIDTH, HEIGHT = 37.0, 28.0, 156.0, 225.0
RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT
POINT = 25.4 / 72

SIZE_2, SIZE_3, SIZE_4 = 22.0, 16.0, 14.0
"""二号, 三号 and 四号 in points."""

CELLS, ROWS = 28, 22
CELL = WIDTH / CELLS
"""28 x 16 pt would be 158 mm: the pitch is 156/28 and the glyph stays at 16 pt."""
HALF = CELL / 2
CHAR = SIZE_3 * POINT
PITCH = (HEIGHT - CHAR) / (ROWS - 1)
"""First line flush with the top, last with the bottom of the type area."""
LEADING = PITCH - CHAR
MINIMUM_PITCH, MAXIMUM_PITCH = 27.5 * POINT, 31.0 * POINT
TOLERANCE = 0.5
"""What a measurement of ink may differ from the rule, in mm."""


def blank_lines(count: int) -> float:
    """Height of blank lines between two lines of text, in mm."""
    return count * PITCH + LEADING


def blank_below_mark(count: int) -> float:
    """Height of blank lines between a line of text and a rule or the red head, in mm."""
    return count * PITCH + LEADING / 2
