"""Words that a document of this office must not use (`resources/circulars/wording.toml`)."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from lucheng_desktop.cases.documents import CircularDraft
from lucheng_desktop.cases.names import plain
from lucheng_desktop.circulars.fields import Field, fields
from lucheng_desktop.places import resource
from lucheng_desktop.refusal import Refused


@cache
def _rules() -> Mapping[str, Any]:
    return tomllib.loads(resource("circulars", "wording.toml").read_text("utf-8"))


def _hit(rule: Mapping[str, Any], text: str) -> str:
    """What of `text` breaks the rule; spaces slipped into a phrase do not hide it."""
    close = plain(text)
    for phrase in rule.get("phrases", ()):
        if phrase in close:
            return str(phrase)
    for pattern in rule.get("patterns", ()):
        if found := re.search(pattern, text) or re.search(pattern, close):
            return found.group()
    return ""


def refuse_higher(name: str, path: str) -> None:
    """Refused E-WORDING/issuer for the name of an organ above the office: nothing is printed or sealed in it."""
    if plain(name) in {plain(one) for one in _rules()["higher"]["names"]}:
        raise Refused("E-WORDING/issuer", path=path, name=name)


def _applies(rule: Mapping[str, Any], draft: CircularDraft) -> bool:
    excused = rule.get("unless") == "determination" and draft.determination is not None
    return draft.kind in rule["kinds"] and not excused


def _refuse(rule: Mapping[str, Any], field: Field, phrase: str) -> Refused:
    facts = {"where": field.where, "phrase": phrase, "why": rule["why"], "source": rule["source"]}
    return Refused("E-WORDING", path=field.path, **facts)


def check_wording(draft: CircularDraft) -> None:
    """Refuses (E-WORDING) the first phrase that the kind of document may not contain, and issuers above the office."""
    for at, name in enumerate(draft.issuers):
        refuse_higher(name, f"$.issuers[{at}]")
    for rule in _rules()["rule"]:
        for field in fields(draft) if _applies(rule, draft) else ():
            if phrase := _hit(rule, field.text):
                raise _refuse(rule, field, phrase)
