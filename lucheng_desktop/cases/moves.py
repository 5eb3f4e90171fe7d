"""What a procedure of the rule pack consists of: its states, the steps between them, and the limits that run there."""

from datetime import date

from pydantic import Field, model_validator

from lucheng_desktop.cases.items import Item, Limit, Strict

FIRST_STATE = ""
"""The state of a record before its first step."""


class State(Item):
    name: str
    end: bool = False
    aside: bool = False
    """Off the main path: shown only where a record has been there."""


class Transition(Item):
    """One step of a procedure; `code` is the step's name in programs, `title` the verb on its button."""

    title: str
    from_: tuple[str, ...] = Field(alias="from")
    to: str = ""
    stays: bool = False
    """The record stays in the state it has; only on occasion."""
    actors: tuple[str, ...]
    differ: tuple[str, ...] = ()
    """Earlier steps whose officers must be other people."""
    after: tuple[str, ...] = ()
    """Only right after one of these steps; none: whenever the state is right."""
    guards: tuple[str, ...] = ()
    document: str = ""
    limit: Limit | None = None
    automatic: bool = False
    """Follows from another step; nobody is offered it."""
    occasional: bool = False
    """Taken when something happens; offered, but nobody's standing task."""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> "Transition":
        if bool(self.to) == self.stays or (self.stays and not self.occasional):
            raise ValueError(self.code)
        return self

    def target(self, state: str) -> str:
        """The state after the step, for a record that stands in `state`."""
        return state if self.stays else self.to

    @property
    def id(self) -> str:
        """The step's name."""
        return self.code


class TimeLimit(Item):
    """When the limit of a step runs: since a day that a column holds, or until one, while a record stands there."""

    procedure: str
    step: str
    """Whose step, actors and limit these are."""
    states: tuple[str, ...]
    since: tuple[str, ...] = ()
    """Columns with the day it runs from; the earliest that is filled counts."""
    until: str = ""
    """The column that holds the last day itself."""
    done: str = ""
    """The column that says, when filled, that it was met."""
    most: str = ""
    """The parameter with the months since the first day of `since` that no suspension passes."""
    fields: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """It runs only where these columns hold one of these values."""


class Procedure(Strict):
    code: str
    title: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]

    def transition(self, step: str) -> Transition | None:
        """The step of that name."""
        return next((move for move in self.transitions if move.code == step), None)

    def state_name(self, state: str) -> str:
        """The Chinese word of a state; of the time before the first step, nothing."""
        return next((known.name for known in self.states if known.code == state), "")

    def on(self, day: date) -> "Procedure":
        """The same procedure with only the steps in force on `day`."""
        return self.model_copy(update={"transitions": tuple(move for move in self.transitions if move.in_force(day))})
