"""What the body of each kind of entry must hold, so that reading a history never stumbles."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

Body = Mapping[str, Any]


def _texts(body: Body, *names: str) -> bool:
    return all(isinstance(body.get(name), str) for name in names)


def _member_of_set(body: Body) -> bool:
    value = body.get("value")
    return _texts(body, "set") and "value" in body and isinstance(value, str | int | bytes | None)


def _scope(body: Body) -> bool:
    scope = body.get("scope")
    return _texts(body, "digest") and isinstance(scope, list) and all(isinstance(prefix, str) for prefix in scope)


def _choice(body: Body) -> bool:
    settles = body.get("settles", [])
    return (
        isinstance(body.get("fields", {}), dict)
        and all(isinstance(name, str) for name in body.get("fields", {}))
        and isinstance(body.get("state", ""), str)
        and isinstance(body.get("voided", False), bool)
        and isinstance(settles, list)
        and all(isinstance(kind, str) for kind in settles)
    )


def _free(body: Body) -> bool:
    return True


SHAPES: Mapping[str, Callable[[Body], bool]] = MappingProxyType(
    {
        "set": _free,
        "add": _member_of_set,
        "remove": _member_of_set,
        "append": lambda body: _texts(body, "list") and isinstance(body.get("item"), dict),
        "transition": lambda body: _texts(body, "step", "from", "to"),
        "approve": _scope,
        "vote": _free,
        "number": _free,
        "seal": _free,
        "print": _free,
        "void": _free,
        "resolve": _choice,
        "member": _free,
        "note": _free,
    }
)
"""Kind of entry -> does this body fit it? `resolve` may hold fields {name: value}, state, voided, settles [kinds]."""


def well_formed(kind: str, body: Body) -> bool:
    """Whether `body` has text keys and the parts that `kind` needs."""
    return kind in SHAPES and all(isinstance(name, str) for name in body) and SHAPES[kind](body)
