"""Three PCs at random work that pass on random parts of what they know: all end alike, nothing lost or hidden."""

import random
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from lucheng_desktop.ledger.chain import check
from lucheng_desktop.ledger.entry import decode, encode
from lucheng_desktop.ledger.history import chronicle
from lucheng_desktop.ledger.merge import fold
from tests.ledger import oracles
from tests.ledger.writers import GROUPS, Writer, ident, keys

NAMES = ("赵", "钱", "孙")
pcs = st.integers(0, 2)
fields = st.sampled_from(["summary", "contact", "finding", "findings.a", "findings.b", "gates.legality"])


class Offices(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.pcs = [Writer(name) for name in NAMES]
        self.counter = 0
        self.pcs[0].set(summary="开头")
        for pc in self.pcs[1:]:
            pc.hear(self.pcs[0])

    def fresh(self) -> str:
        self.counter += 1
        return f"值{self.counter}"

    @rule(pc=pcs, names=st.sets(fields, min_size=1, max_size=3))
    def edit(self, pc: int, names: set[str]) -> None:
        self.pcs[pc].write("set", {name: self.fresh() for name in sorted(names)})

    @rule(pc=pcs, goal=st.sampled_from(["a", "b"]))
    def step(self, pc: int, goal: str) -> None:
        state = fold(self.pcs[pc].entries, GROUPS).state
        self.pcs[pc].move(f"to_{goal}", state, goal)

    @rule(pc=pcs, kind=st.sampled_from(["add", "remove"]), value=st.sampled_from(["甲", "乙"]))
    def collect(self, pc: int, kind: str, value: str) -> None:
        self.pcs[pc].write(kind, {"set": "linked", "value": value})

    @rule(pc=pcs, kind=st.sampled_from(["append", "vote", "number", "void", "note"]))
    def add(self, pc: int, kind: str) -> None:
        item = {"n": self.fresh()}
        self.pcs[pc].write(kind, {"list": "talks", "item": item} if kind == "append" else item)

    @rule(pc=pcs, scope=st.lists(fields | st.sampled_from(["findings", ""]), min_size=1, max_size=2))
    def approve(self, pc: int, scope: list[str]) -> None:
        self.pcs[pc].write("approve", {"scope": scope, "digest": self.fresh()})

    @rule(pc=pcs)
    def resolve(self, pc: int) -> None:
        state = fold(self.pcs[pc].entries, GROUPS)
        body: dict[str, Any] = {"fields": {}, "settles": []}
        for conflict in state.conflicts:
            if conflict.what == "transition":
                body["state"] = conflict.values[0]
            elif conflict.what == "void":
                body["voided"] = False
            elif conflict.what in ("vote", "number"):
                body["settles"].append(conflict.what)
            else:
                chosen = {name for value in conflict.values if isinstance(value, dict) for name in value} or {
                    conflict.what
                }
                body["fields"] |= {name: state.fields.get(name) for name in chosen}
        self.pcs[pc].write("resolve", body)
        settled = fold(self.pcs[pc].entries, GROUPS)
        assert settled.conflicts == ()
        assert len(settled.heads) == 1

    @rule(pc=pcs, ahead=st.integers(-(10**9), 10**9))
    def turn_the_clock(self, pc: int, ahead: int) -> None:
        self.pcs[pc].wall = max(1, self.pcs[pc].wall + ahead)

    @rule(source=pcs, receiver=pcs, seed=st.integers(0, 999), share=st.floats(0, 1))
    def pass_on(self, source: int, receiver: int, seed: int, share: float) -> None:
        """A part of the entries arrives, shuffled; those whose parents are missing are left for later."""
        dice = random.Random(seed)
        offered = [entry for entry in self.pcs[source].entries if dice.random() < share]
        known = self.pcs[receiver].known
        for entry in sorted(offered, key=lambda entry: (entry.stamp, entry.id)):
            if all(parent in known for parent in entry.parents):
                known.setdefault(entry.id, decode(encode(entry)))

    @invariant()
    def nothing_lost_or_hidden(self) -> None:
        everything = [entry for pc in self.pcs for entry in pc.entries]
        state = fold(everything, GROUPS)
        history = oracles.History(everything)
        assert not list(oracles.lost_values(history, state, GROUPS))
        assert not list(oracles.hidden_choices(history, state, GROUPS))
        assert not list(oracles.merged_guarded(history, state))
        assert not list(oracles.false_alarms(history, state, GROUPS))
        assert dict(state.sets) == oracles.members(history)
        assert sorted(one.digest for one in state.approvals if not one.stale) == oracles.fresh_approvals(history)
        assert len(state.appended.get("talks", ())) == len(history.of("append"))

    def teardown(self) -> None:
        for pc in self.pcs:
            pc.hear(*self.pcs)
        states = []
        for number, pc in enumerate(self.pcs):
            shuffled = pc.entries * 2
            random.Random(number).shuffle(shuffled)
            states.append(fold(shuffled, GROUPS))
        assert states[0] == states[1] == states[2]
        assert len(chronicle(self.pcs[0].entries)) >= states[0].entries - len(
            oracles.History(self.pcs[0].entries).of("resolve")
        )
        checked = check(self.pcs[0].entries, keys(*NAMES).get)
        assert (checked.chain, checked.entries) == ("intact", states[0].entries)
        assert checked.heads[ident("pc 赵")] == (self.pcs[0].seq, self.pcs[0].prev)


TestOffices = Offices.TestCase
TestOffices.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


@pytest.mark.soak
class TestOfficesAllNight(Offices.TestCase):  # type: ignore[misc,name-defined]
    settings = settings(max_examples=5000, stateful_step_count=40, deadline=None)
