"""What a run needs to know and leaves behind: folders, invented officers, `journey.json`, pictures."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from lucheng_desktop.cases.rulebook import Rulebook, load
from lucheng_desktop.procedures.practice import PracticeMade, PracticeOfficer, passphrase_of

if TYPE_CHECKING:
    from tests.journey.robot import Robot

VAULT, PEER = "practice/practice.vault", "practice/peer.vault"


class Log:
    """One run, over all its processes: `OUT/journey.json` grows scene by scene."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.robot: Robot | None = None
        self.rules: Rulebook = load()
        self.paper = out / "practice" / "会议纪要（演练）.txt"
        self._file = out / "journey.json"
        self.scenes: list[dict[str, object]] = json.loads(self._file.read_text("utf-8")) if self._file.exists() else []

    def begin(self, made: PracticeMade) -> None:
        """Write the cast down for the processes that follow, and the paper that serves as evidence."""
        cast = {role: officer for officer in (*made.peer_officers, *made.officers) for role in officer.roles}
        named = {role: [officer.name, str(officer.passphrase_file)] for role, officer in cast.items()}
        named["peer"] = [made.peer_officers[0].name, str(made.peer_officers[0].passphrase_file)]
        (self.out / "practice" / "cast.json").write_text(json.dumps(named, ensure_ascii=False), "utf-8")
        self.paper.write_text("演练材料：指挥部会议纪要。与任何真实单位无关。\n", "utf-8")

    def _cast(self, role: str) -> PracticeOfficer:
        name, file = json.loads((self.out / "practice" / "cast.json").read_text("utf-8"))[role]
        return PracticeOfficer(name, (role,), Path(file))

    def name(self, role: str) -> str:
        """Who has this role."""
        return self._cast(role).name

    def passphrase_file(self, role: str) -> Path:
        """Where the passphrase of whoever has this role is written."""
        return self._cast(role).passphrase_file

    def passphrase(self, role: str) -> str:
        """The passphrase of whoever has this role."""
        return passphrase_of(self._cast(role))

    @contextmanager
    def scene(self, step: str, picture: str = "") -> Iterator[None]:
        """Time a scene, take its picture at the end, and write both down at once."""
        begun = perf_counter()
        try:
            yield
        except BaseException:
            if self.robot:
                self.robot.window.grab().save(str(self.out / "failed.png"))
            raise
        taken = round(perf_counter() - begun, 2)
        if picture and self.robot:
            self.robot.shot(self.out / picture)
        self.note(step, taken, picture)

    def note(self, step: str, seconds: float, file: str = "") -> None:
        """One line of `journey.json`."""
        self.scenes.append({"step": step, "seconds": seconds, "file": file})
        self._file.write_text(json.dumps(self.scenes, ensure_ascii=False, indent=1), "utf-8")
