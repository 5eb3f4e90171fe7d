"""Lines fall on pages: none lost, two at least beside the signature, no page of headings or blanks alone."""

from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.circulars.flow import Row, body_lines, least_lines, paginate

KINDS = st.sampled_from(["body", "body", "body", "heading"])


@st.composite
def texts(draw: st.DrawFn) -> list[Row]:
    """Addressees, body with headings, attachments: as `text_rows` makes them."""
    rows = [Row("to")] * draw(st.integers(0, 4))
    rows += [Row("body", keep=kind == "heading") for kind in draw(st.lists(KINDS, min_size=1, max_size=90))]
    rows.append(Row("body"))
    count = draw(st.integers(0, 4))
    return rows + ([Row("blank"), *[Row("attachment")] * count] if count else [])


@given(texts(), st.integers(3, 18), st.integers(20, 23), st.integers(5, 7))
def test_pages_hold_everything_in_order_and_leave_room_for_the_tail(
    rows: list[Row], first: int, later: int, tail: int
) -> None:
    pages = paginate(rows, first, later, tail)
    if pages is None:
        return
    kept = [row for page in pages.rows for row in page]
    assert [row.kind for row in kept if row.kind != "blank"] == [row.kind for row in rows if row.kind != "blank"]
    rooms = [first] + [later] * (len(pages.rows) - 1)
    assert all(len(page) <= room for page, room in zip(pages.rows, rooms, strict=True))
    assert len(pages.rows[-1]) + tail <= rooms[-1]
    total = sum(map(body_lines, pages.rows))
    assert body_lines(pages.rows[-1]) >= least_lines(total, len(pages.rows)) >= min(2, total - 1)
    assert body_lines(pages.rows[0]) >= 1
    assert not [page for page in pages.rows if page[0].kind == "blank"]
    assert not [
        page for page in pages.rows[:-1] if page[-1].keep and len(page) > 1 and any(not row.keep for row in page)
    ]


@given(st.integers(2, 120), st.integers(8, 18), st.integers(20, 23))
def test_plain_text_of_any_length_finds_its_pages(count: int, first: int, later: int) -> None:
    assert paginate([Row("body")] * count, first, later, 5) is not None


def test_lines_are_pulled_over_rather_than_leaving_the_signature_alone() -> None:
    pages = paginate([Row("body")] * 10, 10, 22, 5)
    assert pages is not None
    assert [len(page) for page in pages.rows] == [8, 2]
    assert pages.wasted


def test_a_heading_goes_with_its_text() -> None:
    rows = [Row("body")] * 9 + [Row("body", keep=True)] + [Row("body")] * 5
    pages = paginate(rows, 10, 22, 5)
    assert pages is not None
    assert [len(page) for page in pages.rows] == [9, 6]


def test_the_blank_line_above_attachments_survives_being_pulled_over() -> None:
    rows = [Row("to"), *[Row("body")] * 6, Row("blank"), *[Row("attachment")] * 2]
    pages = paginate(rows, 10, 22, 5)
    assert pages is not None
    assert [row.kind for row in pages.rows[1]] == ["body", "body", "blank", "attachment", "attachment"]


def test_two_lines_of_text_are_shared_when_they_must_be() -> None:
    rows = [Row("to"), *[Row("body")] * 2, Row("blank"), *[Row("attachment")] * 6]
    pages = paginate(rows, 7, 22, 5)
    assert pages is not None
    assert [body_lines(page) for page in pages.rows] == [1, 1]
