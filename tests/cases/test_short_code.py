"""The short code: one wrong digit is always noticed, usual confusions are read as they were meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lucheng_desktop.cases import short_code
from lucheng_desktop.refusal import Refused

SIGNS = "0123456789abcdef"
DIGITS = st.text(SIGNS, min_size=12, max_size=12)


@given(DIGITS, st.integers(0, 12), st.sampled_from(SIGNS))
def test_any_one_wrong_digit_is_noticed(digits: str, place: int, other: str) -> None:
    whole = short_code.checked(digits).replace("-", "")
    assert short_code.sound(whole)
    changed = whole[:place] + other + whole[place + 1 :]
    assert short_code.sound(changed) == (changed == whole)


@pytest.mark.parametrize("digits", ["000000000000", "ffffffffffff", "1a2b3c4d5e6f"])
def test_the_check_digit_is_that_of_the_hybrid_system(digits: str) -> None:
    """Sum over the digits, doubled modulo 17 after each, comes to 1 modulo 16 (ISO/IEC 7064)."""
    product = 16
    for sign in digits:
        product = ((product + int(sign, 16)) % 16 or 16) * 2 % 17
    assert (product + int(short_code.check_digit(digits), 16)) % 16 == 1


@pytest.mark.parametrize("shown", [
    "{0}", "（核验码：{0}）", "  核 验 码 : {0}\n抄送：某单位", "{1}", "{2}", "{3}", "{4}", "核验码{0}。第3页",
])  # fmt: skip
def test_a_code_is_read_however_it_was_typed(shown: str) -> None:
    code = short_code.checked("1a2b0c4d501f")
    wide = "".join(chr(ord(char) + 0xFEE0) for char in code)
    forms = (code, code.upper(), code.replace("-", " "), wide, code.replace("0", "O").replace("1", "l"))
    reading = short_code.read(shown.format(*forms), "核验码")
    assert (reading.code, reading.sound, reading.checked) == (code, True, True)


def test_eight_and_b_are_both_tried_and_nothing_else() -> None:
    code = short_code.checked("1a2b8c4d5e6f")
    misread = code.replace("8", "b", 1)
    reading = short_code.read(misread, "核验码")
    assert not reading.sound
    assert code in reading.others
    assert short_code.read("1a2b-3c4d-5e6f", "核验码").others == ("1a28-3c4d-5e6f",)


@pytest.mark.parametrize("text", [
    "", "核验码", "1a2b-3c4d-5e6", "1a2b-3c4d-5e6f-77", "zzzz-zzzz-zzzz", "核验码：见附注", "8" * 9000,
])  # fmt: skip
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        short_code.read(text, "核验码")
    assert refused.value.key == "E-CODE"
