"""Up to where every signature was found good: a note under the vault's own key, so that only newer ones cost time.

An id binds all that stands before it in its chain, signatures too. Without the master key nobody can write the note.
"""

import hmac
import json
from collections.abc import Mapping

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from lucheng_desktop.ledger.chain import Check
from lucheng_desktop.vault.keys import MasterKey
from lucheng_desktop.vault.tables import meta

_NAME = "proven"


def read(connection: Connection, master: MasterKey) -> Mapping[bytes, tuple[int, bytes]]:
    """device -> (seq, id) up to which signatures need no second look; nothing when the note is not ours."""
    noted = connection.execute(select(meta.c.value).where(meta.c.name == _NAME)).scalar() or ""
    mac, _, text = noted.partition(" ")
    if not hmac.compare_digest(mac, master.mac(_NAME, text.encode()).hex()):
        return {}
    return {bytes.fromhex(device): (seq, bytes.fromhex(id)) for device, (seq, id) in json.loads(text).items()}


def write(connection: Connection, master: MasterKey, found: Check) -> None:
    """Note the heads of a ledger that was found intact; a broken one proves nothing."""
    if found.first_fault is not None:
        return
    heads = {device.hex(): (seq, id.hex()) for device, (seq, id) in found.heads.items()}
    text = json.dumps(heads, sort_keys=True, separators=(",", ":"))
    noted = f"{master.mac(_NAME, text.encode()).hex()} {text}"
    row = insert(meta).values(name=_NAME, value=noted)
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": noted}))
