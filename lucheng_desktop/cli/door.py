"""The console door: reads the command line, runs one command, answers in words or in one JSON object."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lucheng_desktop.cli.grammar import parser
from lucheng_desktop.places import words
from lucheng_desktop.refusal import Refused

DONE, REFUSED, USAGE, OUR_BUG = 0, 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command of the contract: exit 0 done, 1 refused, 2 usage or not there yet, 3 our bug."""
    arguments, rest = parser().parse_known_args(argv)
    if arguments.run is None:
        return _not_there(arguments)
    if rest:
        parser().error(words("cli")["unknown"].format(arguments=" ".join(rest)))
    try:
        answer = arguments.run(arguments)
    except Refused as refused:
        return _refuse(arguments, refused)
    except Exception as bug:
        print(words("cli")["bug"].format(kind=type(bug).__name__), file=sys.stderr)
        _trace(bug)
        return OUR_BUG
    _tell(arguments, answer)
    return arguments.exit_code(as_plain(answer)) if arguments.exit_code else DONE


def _not_there(arguments: Any) -> int:
    """A command of the contract that is not built: say so, never pretend."""
    sentence = words("cli")["not_there"].format(command=arguments.command)
    if arguments.json:
        print(json.dumps({"unavailable": {"command": arguments.command, "message": sentence}}, ensure_ascii=False))
    else:
        print(sentence, file=sys.stderr)
    return USAGE


def _refuse(arguments: Any, refused: Refused) -> int:
    if arguments.json:
        print(json.dumps({"refused": refused.as_json()}, ensure_ascii=False))
    else:
        parts = (refused.message, refused.rule, refused.next, refused.code)
        print("\n".join(part for part in parts if part), file=sys.stderr)
    return REFUSED


def _trace(bug: BaseException) -> None:
    """File, line and function of each frame of ours; no values, because they may be somebody's name."""
    frame = bug.__traceback__
    while frame:
        code = frame.tb_frame.f_code
        print(f"  {Path(code.co_filename).name}:{frame.tb_lineno} {code.co_name}", file=sys.stderr)
        frame = frame.tb_next


def _tell(arguments: Any, answer: Any) -> None:
    plain = as_plain(answer)
    if arguments.json:
        print(json.dumps(plain, ensure_ascii=False))
    else:
        print("\n".join(_lines(plain)))


def as_plain(value: Any) -> Any:
    """An answer as JSON values: dataclasses as objects, dates as ISO text, paths and bytes as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return as_plain(asdict(value))
    if isinstance(value, dict):
        return {str(name): as_plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_plain(part) for part in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value) if isinstance(value, Path) else value


def _lines(value: Any, indent: str = "") -> list[str]:
    """Nested values as indented lines people can read."""
    if isinstance(value, dict):
        return [line for name, part in value.items() for line in _entry(name, part, indent)]
    if isinstance(value, list):
        return [line for part in value for line in _lines(part, indent)]
    return [f"{indent}{value}"]


def _entry(name: str, part: Any, indent: str) -> list[str]:
    if isinstance(part, dict | list) and part:
        return [f"{indent}{name}:", *_lines(part, indent + "  ")]
    return [f"{indent}{name}: {'' if part in ({}, []) else part}"]
