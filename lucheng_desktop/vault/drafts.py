"""Text as it is typed, before it is an answer: kept in the encrypted database, outside the ledger."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from lucheng_desktop.vault.tables import draft
from lucheng_desktop.vault.written import Written

_DROP = Written(delete(draft).where(draft.c.form == bindparam("of"), draft.c.key == bindparam("about")))


def keep(connection: Connection, form: str, key: str, field: str, text: str, stamp: int) -> None:
    """The text of one field of one form about one record, over what was kept before."""
    row = insert(draft).values(form=form, key=key, field=field, text=text, updated=stamp)
    new = {"text": text, "updated": stamp}
    connection.execute(row.on_conflict_do_update(index_elements=["form", "key", "field"], set_=new))


def kept(connection: Connection, form: str, key: str) -> dict[str, str]:
    """field -> text."""
    mine = select(draft.c.field, draft.c.text).where(draft.c.form == form, draft.c.key == key).order_by(draft.c.field)
    return {row.field: row.text for row in connection.execute(mine)}


def drop(connection: Connection, form: str, key: str, fields: Collection[str] | None) -> None:
    """Forget some fields, or the whole form."""
    if fields is None:
        _DROP.change(connection, of=form, about=key)
        return
    gone = delete(draft).where(draft.c.form == form, draft.c.key == key)
    connection.execute(gone.where(draft.c.field.in_(list(fields))))
