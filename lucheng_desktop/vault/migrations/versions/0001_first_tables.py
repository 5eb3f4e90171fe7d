"""The first tables: ledger, register of attachments, drafts, sealed identities."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_STEPS = (
    "CREATE TABLE meta (name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name)) STRICT",
    (
        "CREATE TABLE entry (id BLOB NOT NULL, device BLOB NOT NULL, seq INTEGER NOT NULL, entity_kind TEXT "
        "NOT NULL, entity BLOB NOT NULL, kind TEXT NOT NULL, stamp INTEGER NOT NULL, data BLOB NOT NULL, "
        "PRIMARY KEY (id), UNIQUE (device, seq)) STRICT"
    ),
    "CREATE INDEX entry_entity ON entry (entity_kind, entity)",
    (
        "CREATE TABLE edge (child BLOB NOT NULL, parent BLOB NOT NULL, PRIMARY KEY (child, parent), FOREIGN "
        "KEY(child) REFERENCES entry (id)) WITHOUT ROWID, STRICT"
    ),
    "CREATE INDEX edge_parent ON edge (parent)",
    (
        "CREATE TABLE head (entity_kind TEXT NOT NULL, entity BLOB NOT NULL, entry BLOB NOT NULL, PRIMARY "
        "KEY (entity_kind, entity, entry), FOREIGN KEY(entry) REFERENCES entry (id)) WITHOUT ROWID, STRICT"
    ),
    "CREATE TABLE extract (device BLOB NOT NULL, PRIMARY KEY (device)) STRICT",
    "CREATE TABLE pending (id BLOB NOT NULL, data BLOB NOT NULL, PRIMARY KEY (id)) STRICT",
    (
        "CREATE TABLE quarantine (id BLOB NOT NULL, data BLOB NOT NULL, reason TEXT NOT NULL, stamp INTEGER "
        "NOT NULL, PRIMARY KEY (id)) STRICT"
    ),
    (
        "CREATE TABLE blob (content TEXT NOT NULL, file TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT "
        "NOT NULL, name TEXT NOT NULL, media_type TEXT NOT NULL, PRIMARY KEY (content)) STRICT"
    ),
    (
        'CREATE TABLE draft (form TEXT NOT NULL, "key" TEXT NOT NULL, field TEXT NOT NULL, text TEXT NOT '
        'NULL, updated INTEGER NOT NULL, PRIMARY KEY (form, "key", field)) WITHOUT ROWID, STRICT'
    ),
    (
        "CREATE TABLE identity (id INTEGER NOT NULL, petition TEXT NOT NULL, epoch INTEGER NOT NULL, "
        "record_key BLOB NOT NULL, box BLOB NOT NULL, PRIMARY KEY (id)) STRICT"
    ),
    "CREATE INDEX ix_identity_petition ON identity (petition)",
    "CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'append only'); END",
    (
        "CREATE TRIGGER entry_no_replace BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM entry WHERE id = "
        "NEW.id OR (device = NEW.device AND seq = NEW.seq)) BEGIN SELECT RAISE(ABORT, 'append only'); END"
    ),
    "CREATE TRIGGER identity_no_update BEFORE UPDATE ON identity BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "CREATE TRIGGER identity_no_delete BEFORE DELETE ON identity BEGIN SELECT RAISE(ABORT, 'append only'); END",
    "PRAGMA user_version = 1",
)


def upgrade() -> None:
    """Make the tables."""
    for step in _STEPS:
        op.execute(step)
