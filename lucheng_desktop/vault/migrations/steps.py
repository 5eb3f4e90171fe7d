"""Bring the tables to the head, and say what is missing or too much."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from alembic.config import Config


def config(connection: Connection | None = None) -> "Config":
    """Alembic's settings for the steps beside this file. It is loaded here: hardly any opening needs a step."""
    from alembic.config import Config

    found = Config()
    found.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    found.attributes["connection"] = connection
    return found


def upgrade(connection: Connection) -> None:
    """Run every step that is still missing, in the caller's transaction."""
    from alembic import command

    command.upgrade(config(connection), "head")
