"""The office's seals as the ledger has them: what the last signed entry says of one, and whose they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lucheng_desktop.cases.seals import Holder, Release
from lucheng_desktop.procedures.desk import Desk
from lucheng_desktop.procedures.seal_forms import DEMO
from lucheng_desktop.refusal import Refused

if TYPE_CHECKING:
    from lucheng_desktop.ledger.merge import State, Step
    from lucheng_desktop.vault.shelf import Shelf

KIND = "office_seal"
IN_USE, RETIRED = "in_use", "retired"


def seal_facts(record: "State") -> Mapping[str, Any]:
    """What the last signed entry says of a seal: form, name, holders, certificates, where its locked box lies."""
    facts: Mapping[str, Any] = record.appended["seal"][-1]
    return facts


def own_seals(desk: Desk, shelf: "Shelf") -> Iterator["State"]:
    """The seals of this office, not one that came in with another office's entries."""
    own = {officer for (officer,) in shelf.rows("officer", ("id",), {"local": 1})}
    for (id_,) in shelf.rows(KIND, ("id",)):
        record = shelf.record(KIND, id_)
        doers = {done.officer for done in record.steps} or {str(record.fields.get("keeper"))}
        if doers <= own and record.appended.get("seal") and (record.steps or desk.vault.practice):
            yield record


def find_seal(desk: Desk, shelf: "Shelf", wanted: str) -> "State":
    """A seal of the office by id, or by a name that only one in use bears; refused E-SEAL/formal, E-SEAL/several."""
    seals = [one for one in own_seals(desk, shelf) if seal_facts(one)["form"] != DEMO]
    found = [one for one in seals if one.id == wanted]
    named = [one for one in seals if seal_facts(one)["name"] == wanted]
    found = found or [one for one in named if one.state != RETIRED] or named[-1:]
    if not found:
        raise Refused("E-SEAL/formal", seal=wanted)
    if len(found) > 1:
        raise Refused("E-SEAL/several", seal=wanted, count=len(found))
    return found[0]


def refuse_unused(desk: Desk, record: "State") -> None:
    """Refused E-SEAL/state unless the seal is in use."""
    if record.state != IN_USE or record.conflicts:
        facts = seal_facts(record)
        state = desk.rules.state_name(KIND, record.state)
        raise Refused("E-SEAL/state", name=facts["name"], state=state, rule=desk.rules.quote("C40"))


def holder(desk: Desk, shelf: "Shelf", officer: str) -> Holder:
    """An officer of this vault by name or id, as one who is to hold a half."""
    slot = desk.vault.keyfile.slot(officer)
    said = shelf.record("officer", slot.officer).fields
    return Holder(slot.officer, slot.name, tuple(said["roles"]))


def agree_key(shelf: "Shelf", officer: str) -> bytes:
    """The key that something is sealed to for an officer."""
    return bytes.fromhex(shelf.record("officer", officer).fields["agree_key"])


@dataclass(frozen=True, slots=True)
class Passed:
    """A releasing half on its way to the keeper: for what, and the sealed half itself."""

    matter: Mapping[str, Any]
    box: bytes


def release_of(record: "State") -> "Step | None":
    """The release that stands for a paper: the last one."""
    steps = [done for done in record.steps if done.step == "release_sealing"]
    return steps[-1] if steps else None


def as_release(done: "Step | None") -> Release | None:
    """What was released, for the guard."""
    if done is None:
        return None
    body = done.body
    return Release(body["seal"], body["keeper"], body["sha256"], date.fromisoformat(body["until"]))


def paper_matter(document: str, content: str, sha256: str, until: date) -> dict[str, str]:
    """What a half is passed on for when a paper is to be sealed; `content`: the locked box that it opens."""
    return {"for": "paper", "document": document, "content": content, "sha256": sha256, "until": until.isoformat()}
