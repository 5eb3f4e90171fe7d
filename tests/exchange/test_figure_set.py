"""A signed month: what was signed is what is read, and nothing else is."""

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lucheng_desktop.exchange.figure_set import FigureSet, opened, sealed
from lucheng_desktop.refusal import Refused

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
MONTH = FigureSet(
    office="ab" * 16, office_name="温州市鹿城区纪委监委（演练）", practice=True, month="2026-03", as_of="2026-04-01",
    ledger_head="cd" * 32, officer="ef" * 16, officer_name="欧阳若谷", key=KEY.public_key().public_bytes_raw().hex(),
    counts={"I01": 27, "I03.numerator": 0}, units={"I01": "件次", "I03.numerator": ""}, withheld=("I09",),
)  # fmt: skip
NAME = "三月 统计.json"


def test_a_signed_month_is_read_as_it_was_signed() -> None:
    assert opened(sealed(MONTH, KEY), NAME) == MONTH
    with pytest.raises(ValueError):
        sealed(MONTH, Ed25519PrivateKey.generate())


@pytest.mark.parametrize("name", [*MONTH.__slots__])
def test_whatever_is_changed_the_signature_says_so(name: str) -> None:
    other = {"practice": False, "counts": {"I01": 28, "I03.numerator": 0}, "withheld": ("I10",)}
    strange = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    other |= {"units": {"I01": "件", "I03.numerator": ""}, "key": strange}
    changed = replace(MONTH, **{name: other.get(name, "别的")})
    parts = json.loads(sealed(MONTH, KEY))
    parts["set"][name] = list(changed.withheld) if name == "withheld" else getattr(changed, name)
    with pytest.raises(Refused, match="E-FIGURE-SET"):
        opened(json.dumps(parts).encode(), NAME)


@pytest.mark.parametrize(
    "change",
    [
        {"counts": {"I01": 27.0, "I03.numerator": 0}},
        {"counts": {"I01": True, "I03.numerator": 0}},
        {"counts": {"I01": -1, "I03.numerator": 0}},
        {"counts": {"I01": 27}},
        {"format": 2},
        {"more": "一项"},
        {"withheld": [1]},
        {"practice": 1},
    ],
)
def test_what_is_no_month_is_refused(change: dict[str, object]) -> None:
    parts = json.loads(sealed(MONTH, KEY))
    parts["set"] |= change
    with pytest.raises(Refused) as refused:
        opened(json.dumps(parts).encode(), NAME)
    assert refused.value.key == "E-FIGURE-SET" and NAME in refused.value.message


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"\xff", b'{"set": {}, "set": {}, "signature": ""}', b"[" * 100_000]
)
def test_what_is_no_file_of_ours_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="E-FIGURE-SET"):
        opened(data, NAME)
