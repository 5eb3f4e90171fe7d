"""The state that follows from the last one is the state that the whole history folds to."""

from collections.abc import Iterable

from hypothesis import settings

from lucheng_desktop.ledger.entry import Entry
from lucheng_desktop.ledger.follow import begin, follow
from lucheng_desktop.ledger.merge import State, fold
from tests.ledger import oracles
from tests.ledger.test_convergence import Offices
from tests.ledger.writers import GROUPS, Writer


def orders(state: State) -> list[list[str]]:
    """In what order a state lists its names: pages read them so."""
    return [list(names) for names in (state.fields, state.sets, state.appended)]


def check(seen: Iterable[Entry], entry: Entry) -> bool:
    """Whether `follow` answered; what it says must be what `fold` says."""
    seen = list(seen)
    before, after = fold(seen, GROUPS), fold([*seen, entry], GROUPS)
    followed = follow(before, entry, GROUPS)
    assert followed is None or (followed == after and orders(followed) == orders(after))
    assert followed is not None or before.conflicts or entry.kind == "resolve" or entry.parents != before.heads
    return followed is not None


def first(entry: Entry) -> None:
    """What a record's first entry makes of it is what `fold` says, in the same order."""
    begun, folded = begin(entry, GROUPS), fold([entry], GROUPS)
    assert begun is None or (begun == folded and orders(begun) == orders(folded))
    assert begun is not None or entry.kind in ("resolve", "add", "remove")


class Followers(Offices):
    def nothing_lost_or_hidden(self) -> None:
        """Asked elsewhere."""

    def teardown(self) -> None:
        entries = {one: entry for pc in self.pcs for one, entry in pc.known.items()}
        for entry in entries.values():
            if seen := oracles.ancestors(entry, entries):
                check((entries[one] for one in seen), entry)
            else:
                first(entry)


TestFollowers = Followers.TestCase
TestFollowers.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)


def test_an_entry_that_did_not_see_everything_is_left_to_the_fold() -> None:
    here, there = Writer("赵"), Writer("钱")
    here.set(summary="开头")
    there.hear(here)
    late = there.set(contact="电话")
    here.set(summary="改过")
    assert follow(fold(here.entries, GROUPS), late, GROUPS) is None


def test_a_choice_between_conflicts_is_left_to_the_fold() -> None:
    here, there = Writer("赵"), Writer("钱")
    here.set(summary="开头")
    there.hear(here)
    there.set(summary="乙")
    here.set(summary="甲")
    here.hear(there)
    state = fold(here.entries, GROUPS)
    assert state.conflicts
    assert follow(state, here.set(contact="电话"), GROUPS) is None


def test_numbers_and_truth_values_in_a_set_are_left_to_the_fold() -> None:
    here = Writer("赵")
    for kind, value in (("add", True), ("add", 1), ("remove", True)):
        here.write(kind, {"set": "linked", "value": value})
        state = fold(here.entries, GROUPS)
        assert follow(state, here.write("add", {"set": "linked", "value": 1}), GROUPS) is None
    assert fold(here.entries[:-1], GROUPS).sets["linked"] == {1}


def test_a_shredded_entry_is_left_to_the_fold() -> None:
    from lucheng_desktop.ledger.entry import shred

    here = Writer("赵")
    here.set(summary="开头")
    state = fold(here.entries, GROUPS)
    assert follow(state, shred(here.set(summary="改过")), GROUPS) is None


def test_every_kind_of_entry_is_followed() -> None:
    here = Writer("赵")
    here.set(summary="开头", findings__b="有", gates__a=1)
    bodies = {
        "set": {"findings.a": "无", "contact": None, "zz": [1]}, "transition": {"step": "s", "from": "", "to": "t"},
        "approve": {"scope": ["findings"], "digest": "d"}, "add": {"set": "linked", "value": "甲"},
        "remove": {"set": "linked", "value": "甲"}, "append": {"list": "talks", "item": {"n": 1}}, "vote": {"n": 1},
        "number": {"n": 1}, "seal": {}, "print": {}, "member": {}, "note": {"what": "x"}, "void": {"reason": "误"},
    }  # fmt: skip
    for kind, body in [*bodies.items(), ("set", {"findings.a": "有"}), ("void", {"voided": False})]:
        seen = here.entries
        assert check(seen, here.write(kind, body))
