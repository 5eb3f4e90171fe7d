"""Commands that need no vault: rules, drafts and files as they are."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from lucheng_desktop.refusal import Refused, because


def read_text(file: Path) -> str:
    """The text in `file`; refused E-FILE when it cannot be read, E-INPUT when it is no UTF-8."""
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise Refused("E-FILE", file=file.name, reason=because(error)) from error
    except UnicodeDecodeError as error:
        raise Refused("E-INPUT/encoding", file=file.name) from error


def read_json(file: Path) -> Any:
    """The JSON value in `file`; refused E-FILE or E-INPUT when it cannot be read as such."""
    text = read_text(file)
    try:
        return json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise Refused("E-INPUT/json", path="$", file=file.name) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no name stands twice: of two values one would be lost without a word."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise Refused("E-INPUT/twice", path="$", name=next(name for name in names if names.count(name) > 1))
    return found


def rules_check(arguments: Namespace) -> Any:
    """`rules check PACK`."""
    from lucheng_desktop.cases.pack_check import check_pack

    return check_pack(arguments.pack)


def rules_assess(arguments: Namespace) -> Any:
    """`rules assess FILE`."""
    from lucheng_desktop.cases import criteria, rulebook

    assessment = criteria.read_assessment(read_json(arguments.file))
    return criteria.assess(rulebook.load(), assessment).as_json()


def rules_reappoint(arguments: Namespace) -> Any:
    """`rules reappoint FILE`."""
    from lucheng_desktop.cases import rulebook, sanctions

    rules = rulebook.load()
    return sanctions.reappoint(rules, sanctions.read_reappointment(rules, read_json(arguments.file))).as_json()


def rules_deadline(arguments: Namespace) -> Any:
    """`rules deadline FILE`."""
    from lucheng_desktop.cases.calendar import deadline

    return deadline(read_json(arguments.file)).as_json()


def circular_render(arguments: Namespace) -> Any:
    """`circular render DRAFT --out F.pdf [--ofd F.ofd]`."""
    from lucheng_desktop.procedures.rendering import RenderDraft, render_draft

    return render_draft(RenderDraft(read_json(arguments.file), arguments.out, arguments.ofd))


def doctor(arguments: Namespace) -> Any:
    """`doctor [--vault V] [--driver F]`: what this PC has and lacks, a line each; more with --json."""
    from lucheng_desktop.procedures.doctor import examine, lines

    seen = examine(arguments.vault, library=arguments.driver)
    return seen if arguments.json else lines(seen) | {"ok": seen.ok}


def bundle_inspect(arguments: Namespace) -> Any:
    """`bundle inspect F`: what may be known without a key."""
    from lucheng_desktop.procedures.handover import inspect_bundle

    return inspect_bundle(arguments.file)
