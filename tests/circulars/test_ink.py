"""The second eye counts the points that are there, however few of them it looks at."""

from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.circulars.display import Glyph, Page, Ring
from lucheng_desktop.circulars.ink import BLACK, FAINTEST, LEAST_SHARE, PER_MM, Raster, Seen, under_seals, unprinted

PAPER, FAINT, INK = 255, FAINTEST, FAINTEST - 1
WIDE, HIGH = 12, 10


def raster(rows: list[list[int]], slack: int = 0) -> Raster:
    data = b"".join(bytes(row) + bytes(slack) for row in rows)
    return Raster(data, WIDE, len(rows), WIDE + slack, 1)


def mm(*dots: float) -> tuple[float, float, float, float]:
    left, top, right, bottom = (dot / PER_MM + 1e-9 for dot in dots)
    return left, top, right, bottom


pictures = st.lists(
    st.lists(st.sampled_from((PAPER, PAPER, PAPER, FAINT, INK, 0)), min_size=WIDE, max_size=WIDE),
    min_size=HIGH, max_size=HIGH,
)  # fmt: skip


@given(pictures, st.integers(0, WIDE - 2), st.integers(0, HIGH - 2), st.integers(0, 3))
def test_a_box_shows_when_the_least_share_of_its_points_is_inked(
    rows: list[list[int]], left: int, top: int, slack: int
) -> None:
    inked = sum(point < FAINTEST for row in rows[top:] for point in row[left:])
    enough = inked >= LEAST_SHARE * (WIDE - left) * (HIGH - top)
    assert raster(rows, slack).shows(mm(left, top, WIDE - 1, HIGH - 1), "black") == enough


@given(pictures, st.integers(0, 3))
def test_the_bounds_hold_every_inked_point_and_nothing_else(rows: list[list[int]], slack: int) -> None:
    inked = [(at, row) for row, points in enumerate(rows) for at, point in enumerate(points) if point < FAINTEST]
    found = raster(rows, slack).bounds()
    if not inked:
        assert found is None
        return
    across, down = zip(*inked, strict=True)
    assert found == (
        min(across) / PER_MM, min(down) / PER_MM, (max(across) + 1) / PER_MM, (max(down) + 1) / PER_MM
    )  # fmt: skip


def test_red_counts_as_ink_and_not_as_black_ink() -> None:
    red, black = (0, 0, BLACK, 255), (0, 0, 0, 255)
    for colour, points in (("red", red), ("red", black), ("black", black)):
        assert Raster(bytes(points) * 4, 2, 2, 8, 4).shows(mm(0, 0, 1, 1), "black" if colour == "black" else "red")
    assert not Raster(bytes(red) * 4, 2, 2, 8, 4).shows(mm(0, 0, 1, 1), "black")


def test_a_character_under_a_ring_is_looked_at_in_colours_and_its_whole_line_with_it() -> None:
    """A page that shows red where black should be passes in grey: the band is where that may not be."""
    glyphs = [Glyph("委", "fangsong", x, 112.0, 16.0) for x in (30.0, 100.0, 170.0)]
    page = Page(tuple(glyphs), (Ring(100.0, 100.0, 42.0, 1.2, "red"),))
    band = under_seals(page)
    assert band
    assert under_seals(Page(tuple(glyphs))) is None
    wide, high = int(210 * PER_MM) + 1, int((band[3] - band[1]) * PER_MM) + 1
    red = Raster(bytes((0, 0, 200, 255)) * wide * high, wide, high, wide * 4, 4, band[0], band[1])
    grey = Raster(bytes(wide * 1754), wide, 1754, wide, 1)
    assert list(unprinted(Seen(grey, "", red), glyphs)) == glyphs
    assert not list(unprinted(Seen(grey, ""), glyphs))
