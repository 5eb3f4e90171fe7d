"""Commands that need no vault: rules, drafts and files as they are."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from lucheng_desktop.refusal import Refused


def read_json(file: Path) -> Any:
    """The JSON value in `file`; refused E-INPUT when it cannot be read as such."""
    try:
        return json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise Refused("E-FILE", path="$", file=file.name, reason=error.strerror) from error
    except ValueError as error:
        raise Refused("E-INPUT/json", path="$", file=file.name) from error


def rules_check(arguments: Namespace) -> Any:
    """`rules check PACK`."""
    from lucheng_desktop.cases.pack_check import check_pack

    return check_pack(arguments.pack)


def rules_assess(arguments: Namespace) -> Any:
    """`rules assess FILE`."""
    from lucheng_desktop.cases import criteria, rulebook

    assessment = criteria.read_assessment(read_json(arguments.file))
    return criteria.assess(rulebook.load(), assessment).as_json()


def circular_render(arguments: Namespace) -> Any:
    """`circular render DRAFT --out F.pdf`."""
    from lucheng_desktop.procedures.issuing import RenderDraft, render_draft

    return render_draft(RenderDraft(read_json(arguments.file), arguments.out))


def bundle_inspect(arguments: Namespace) -> Any:
    """`bundle inspect F`: what may be known without a key."""
    from lucheng_desktop.procedures.handover import inspect_bundle

    return inspect_bundle(arguments.file)
