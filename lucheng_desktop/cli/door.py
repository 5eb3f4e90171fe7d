"""The console door: reads the command line, runs one command, answers in words or in one JSON object."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from lucheng_desktop.cli.grammar import read
from lucheng_desktop.places import words
from lucheng_desktop.refusal import Refused

DONE, REFUSED, USAGE, OUR_BUG = 0, 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command of the contract: exit 0 done, 1 refused, 2 usage or not there yet, 3 our bug."""
    command, arguments = read(argv)
    _speak_any_character(arguments)
    if arguments.unbuilt:
        return _not_there(arguments)
    try:
        answer = as_plain(command.function()(arguments))
        _tell(arguments, answer)
        return REFUSED if command.failed(answer) else DONE
    except Refused as refused:
        return _refuse(arguments, refused)
    except BrokenPipeError:
        return _left_alone()
    except Exception as bug:
        return _confess(arguments, bug)


def _speak_any_character(arguments: Any) -> None:
    """A name that the console's own encoding lacks is written as an escape; JSON is UTF-8 everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if arguments.json else None, errors="backslashreplace")


def _not_there(arguments: Any) -> int:
    """A command or option of the contract that is not built: say so, never pretend."""
    sentence = words("cli")["not_there"].format(command=arguments.unbuilt)
    if arguments.json:
        print(json.dumps({"unavailable": {"command": arguments.unbuilt, "message": sentence}}, ensure_ascii=False))
    else:
        print(sentence, file=sys.stderr)
    return USAGE


def _left_alone() -> int:
    """Whoever read our output has gone, as `head` does: what was to be done is done, and nobody is told any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _confess(arguments: Any, bug: Exception) -> int:
    """Our own fault: what kind and where, with --json as an object too; its values are nobody's business."""
    sentence = words("cli")["bug"].format(kind=type(bug).__name__)
    if arguments.json:
        print(json.dumps({"fault": {"kind": type(bug).__name__, "message": sentence}}, ensure_ascii=False))
    print(sentence, file=sys.stderr)
    _trace(bug)
    return OUR_BUG


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


def _tell(arguments: Any, plain: Any) -> None:
    told = json.dumps(plain, ensure_ascii=False) if arguments.json else "\n".join(_lines(plain))
    print(told, flush=True)


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
    """Nested values as indented lines people can read; empty ones are left out, each item of a list has its dash."""
    if isinstance(value, dict):
        return [line for name, part in value.items() for line in _entry(name, part, indent)]
    if isinstance(value, list):
        return [line for part in value for line in _item(part, indent)]
    return [f"{indent}{value}"]


def _item(part: Any, indent: str) -> list[str]:
    first, *others = _lines(part, indent + "  ") or [""]
    return [f"{indent}- {first.strip()}", *others]


def _entry(name: str, part: Any, indent: str) -> list[str]:
    if isinstance(part, dict | list) and part:
        return [f"{indent}{name}:", *_lines(part, indent + "  ")]
    return [] if part in ({}, [], "", None) else [f"{indent}{name}: {part}"]
