"""Draws every procedure of the rule packs as a state diagram with its steps and sources: `docs/procedures.md`."""

from collections.abc import Iterator
from pathlib import Path

from lucheng_desktop.cases.rulebook import FIRST_STATE, Procedure, Rulebook, Transition, load, packs

DRAWN = Path(__file__).resolve().parent.parent / "docs" / "procedures.md"

_HEADING = """\
# Procedures

Drawn from the rule packs by `python -m installer.draw_procedures`; change the pack, never this page. A step is judged
by the pack of its day. An arrow bears the step and who may take it; a step in 〔〕 follows from another one and is
offered to nobody. Under each diagram stand the steps with those whose officers must be other people, the guards in
`lucheng_desktop/cases/`, the paper and the time limit, and where the rule comes from, with how far it is settled.
"""
_COLUMNS = ("step", "from", "to", "actors", "another person than", "guards", "paper, limit", "source")
_ENDPOINT = "[*]"


def page() -> str:
    """The whole page: each pack with the procedures that are its own, oldest first."""
    drawn: list[Procedure] = []
    parts = [_HEADING]
    for head in packs():
        rules = load(head.id)
        parts.append(_about(rules))
        for procedure in rules.procedures:
            if procedure in drawn:
                parts.append(f"### {procedure.title} `{procedure.code}`\n\nAs in the pack before.\n")
            else:
                parts += _procedure(rules, procedure)
                drawn.append(procedure)
    return "\n".join(parts)


def _about(rules: Rulebook) -> str:
    pack = rules.pack
    until = pack.effective_to or ""
    return f"## {pack.title} `{pack.id}`\n\nIn force {pack.effective_from} – {until}. {pack.note}\n"


def _procedure(rules: Rulebook, procedure: Procedure) -> Iterator[str]:
    yield f"### {procedure.title} `{procedure.code}`\n"
    yield "\n".join(["```mermaid", "stateDiagram-v2", *_diagram(rules, procedure), "```\n"])
    yield "\n".join(_table(rules, procedure))


def _diagram(rules: Rulebook, procedure: Procedure) -> Iterator[str]:
    yield from (f"    {state.code}: {state.name}" for state in procedure.states)
    for move in procedure.transitions:
        label = f"〔{move.title}〕" if move.automatic else move.title
        actors = "、".join(rules.term("roles", actor) for actor in move.actors)
        for before, after in ((state, move.target(state)) for state in move.from_):
            yield f"    {before or _ENDPOINT} --> {after}: {label}（{actors}）"
    yield from (f"    {state.code} --> {_ENDPOINT}" for state in procedure.states if state.end)


def _table(rules: Rulebook, procedure: Procedure) -> Iterator[str]:
    yield f"| {' | '.join(_COLUMNS)} |"
    yield "|" + "---|" * len(_COLUMNS)
    for move in procedure.transitions:
        yield f"| {' | '.join(_cells(rules, procedure, move))} |"
    yield ""


def _cells(rules: Rulebook, procedure: Procedure, move: Transition) -> tuple[str, ...]:
    limit = f"; {move.limit.text}" if move.limit else ""
    return (
        f"{move.title} `{move.code}`",
        "、".join("–" if state == FIRST_STATE else procedure.state_name(state) for state in move.from_),
        procedure.state_name(move.to) or "=",
        "、".join(rules.term("roles", actor) for actor in move.actors),
        ", ".join(f"`{step}`" for step in move.differ),
        ", ".join(f"`{guard}`" for guard in move.guards),
        f"{move.document}{limit}",
        rules.cite(move),
    )


if __name__ == "__main__":
    DRAWN.write_text(page(), "utf-8")
