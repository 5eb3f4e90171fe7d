"""The list of all cases: every kind in it has a word, so that no page that shows it stumbles."""

from lucheng_desktop.cases.records import KINDS, kind_word
from lucheng_desktop.places import words
from lucheng_desktop.procedures.cases import READERS, WHOLE


def test_every_kind_of_case_has_its_word() -> None:
    assert set(words("cases")["kind"]) == set(READERS) <= set(KINDS)
    assert set(WHOLE) <= set(READERS) and all(kind_word(kind) for kind in READERS)
