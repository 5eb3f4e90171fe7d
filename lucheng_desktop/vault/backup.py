"""Backups that were opened again before they count: a compact copy, the key file, the attachments, and a manifest.

A place holds generations `000012-20260301/` (each a vault without attachments) and `blobs/`, which they share.
Generations are counted, not timed: a clock that was set back must not make the newest one look like the oldest.
"""

import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, select, text

from lucheng_desktop.ledger.clock import moment
from lucheng_desktop.ledger.signing import signed_by
from lucheng_desktop.refusal import Refused, because
from lucheng_desktop.vault import blobs, cipher, durable, keyfile, lock, projection, proof, statement
from lucheng_desktop.vault.keys import MasterKey
from lucheng_desktop.vault.proof import Holding
from lucheng_desktop.vault.standing import DATABASE
from lucheng_desktop.vault.tables import ROWS, blob, entry, meta

if TYPE_CHECKING:
    from lucheng_desktop.vault.store import Vault

MANIFEST, MAGIC = "manifest", "LCVB"
NEWEST = 7
"""So many generations are kept, and beside them the last one of every month."""
_SPARE = 16 << 20
_SAMPLES = 100
_HEAD = 64
"""So many bytes tell one encryption of an attachment from another."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says about itself; signed by the device, proven under the master key."""

    number: int
    made: str
    officer: str
    device: str
    vault: str
    schema: str
    entries: int
    heads: dict[str, tuple[int, str]]
    files: dict[str, str]
    """File -> SHA-256."""
    blobs: dict[str, str]
    """Attachment -> the name it has in the shared folder."""
    damaged: tuple[str, ...]
    """Attachments that were damaged or missing in the vault already."""
    signature: str = ""

    @property
    def holding(self) -> Holding:
        """What its ledger holds."""
        return Holding(self.entries, self.heads)


@dataclass(frozen=True, slots=True)
class Generation:
    """One good backup and where it lies."""

    place: Path
    manifest: Manifest


def home(directory: Path) -> Path:
    """Where a vault keeps its own backups."""
    return directory / "backups"


def generations(place: Path, master: MasterKey, devices: Collection[bytes] = ()) -> list[Generation]:
    """Every generation that the master key, or for an earlier one of the keys a device, has proven; oldest first."""
    folders = sorted(place.glob("??????-*")) if place.is_dir() else []
    said = ((folder, read(folder, master, devices)) for folder in folders if not folder.name.endswith(durable.PART))
    return [Generation(folder, manifest) for folder, manifest in said if manifest]


def read(folder: Path, master: MasterKey, devices: Collection[bytes] = ()) -> Manifest | None:
    """The manifest of a generation, or None when neither the master key nor one of these devices stands for it."""
    if said := statement.read(folder / MANIFEST, MAGIC, master):
        return _manifest(said)
    said, _, _ = statement.heard(folder / MANIFEST, MAGIC)
    try:
        manifest = _manifest(said) if said else None
    except (KeyError, TypeError, ValueError):
        return None
    return manifest if manifest and any(_is_signed(manifest, public) for public in devices) else None


def _is_signed(manifest: Manifest, public: bytes) -> bool:
    return signed_by(public, bytes.fromhex(manifest.signature), signed(manifest))


def devices(connection: Connection) -> frozenset[bytes]:
    """Public keys of the office's own devices, as the ledger has them: they outlast a generation of keys."""
    own = select(meta.c.value).where(meta.c.name == "office").scalar_subquery()
    row = ROWS["device"].c
    return frozenset(map(bytes.fromhex, connection.execute(select(row.sign_key).where(row.office == own)).scalars()))


def _manifest(said: dict[str, Any]) -> Manifest:
    heads = {device: (seq, id) for device, (seq, id) in said["heads"].items()}
    return Manifest(**{**said, "heads": heads, "damaged": tuple(said["damaged"])})


def signed(manifest: Manifest) -> bytes:
    """The bytes the device signs."""
    return statement.text(MAGIC, asdict(replace(manifest, signature="")))


def is_due(vault: "Vault", place: Path | None = None) -> bool:
    """Whether something was written since the last good backup."""
    with vault.connection() as connection:
        known = generations(place or home(vault.path), vault.master, devices(connection))
        return not known or known[-1].manifest.holding != proof.holding(connection)


def make(vault: "Vault", place: Path | None = None) -> Generation:
    """A new generation, checked, after which older ones are thinned out; Refused: E-BACKUP/*, E-TAMPER/*."""
    if vault.tampered:
        raise Refused(vault.tampered)
    place = place or home(vault.path)
    try:
        _prepare(vault, place)
        return _made(vault, place)
    except OSError as fault:
        raise Refused("E-BACKUP/place", place=place, reason=because(fault)) from fault


def _prepare(vault: "Vault", place: Path) -> None:
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock.refuse_network(place)
    for left in place.glob(f"*{durable.PART}"):
        shutil.rmtree(left, ignore_errors=True)
    needed, free = _needed(vault, place) + _SPARE, shutil.disk_usage(place).free
    if needed > free:
        raise Refused("E-BACKUP/space", place=place, needed=-(-needed >> 20), free=free >> 20)


def _needed(vault: "Vault", place: Path) -> int:
    """Bytes: the copy and its log while it is being checked; attachments only where they cannot be linked."""
    with vault.connection() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
        files = _attached(connection)
    copies = 0
    if vault.path.stat().st_dev != place.stat().st_dev:
        sizes = ((blobs.path_of(vault.blobs, file), _shared(vault, place, file)) for file, _ in files)
        copies = sum(path.stat().st_size for path, shared in sizes if path.exists() and not shared.exists())
    return 2 * pages * 4096 + copies


def _attached(connection: Connection) -> list[tuple[str, str]]:
    """(file, SHA-256 of its content) of every attachment."""
    return [(file, sum_) for file, sum_ in connection.execute(select(blob.c.file, blob.c.sha256).distinct())]


def _made(vault: "Vault", place: Path) -> Generation:
    with vault.connection() as connection:
        known = generations(place, vault.master, devices(connection))
    number = max((int(folder.name[:6]) for folder in place.glob("??????-*") if folder.name[:6].isdecimal()), default=0)
    day = moment(vault.clock.now()).date()
    final = place / f"{number + 1:06}-{day:%Y%m%d}"
    part = final.with_name(final.name + durable.PART)
    part.mkdir(mode=0o700)
    try:
        made = _filled(vault, place, part, number + 1, day)
        durable.settle(part, final)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    generation = Generation(final, made)
    thin_out(place, [*known, generation])
    return generation


def _filled(vault: "Vault", place: Path, part: Path, number: int, day: date) -> Manifest:
    with vault.connection() as connection:
        expected, attached = proof.holding(connection), _attached(connection)
    cipher.copy(vault.path / DATABASE, vault.master, part / DATABASE)
    shutil.copyfile(vault.path / keyfile.NAME, part / keyfile.NAME)
    _sync(part / DATABASE, part / keyfile.NAME)
    proof.prove(part / DATABASE, vault.master, vault.keyfile, expected)
    _compare_samples(vault, part)
    kept = dict(_keep(vault, place, attached))
    manifest = Manifest(
        number, day.isoformat(), vault.officer.id, vault.device.hex(), vault.keyfile.vault.hex(), vault.keyfile.schema,
        expected.entries, dict(expected.heads), {name: digest(part / name) for name in (DATABASE, keyfile.NAME)},
        {file: name for file, name in kept.items() if name}, tuple(sorted(file for file in kept if not kept[file])),
    )  # fmt: skip
    manifest = replace(manifest, signature=_signature(vault.device_key, manifest))
    statement.write(part / MANIFEST, MAGIC, asdict(manifest), vault.master)
    _sync(part / DATABASE)
    return manifest


def _signature(key: Ed25519PrivateKey, manifest: Manifest) -> str:
    return key.sign(signed(manifest)).hex()


def _sync(*files: Path) -> None:
    for path in files:
        with path.open("rb+") as file:
            durable.flush(file)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    whole = sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            whole.update(piece)
    return whole.hexdigest()


def _compare_samples(vault: "Vault", part: Path) -> None:
    """Records taken by chance must read in the copy as they read in the vault."""
    with vault.connection() as ours, proof.reading(part / DATABASE, vault.master) as theirs:
        known = [row.id for row in ours.execute(select(entry.c.id))]
        for id in SystemRandom().sample(known, min(_SAMPLES, len(known))):
            if _sample(ours, id) != _sample(theirs, id):
                raise Refused("E-BACKUP/unsound", what="samples")


def _sample(connection: Connection, id: bytes) -> tuple[Any, ...]:
    found = connection.execute(select(entry.c.entity_kind, entry.c.entity, entry.c.data).where(entry.c.id == id)).one()
    table = ROWS.get(found.entity_kind) if projection.is_current(connection) else None
    row = () if table is None else connection.execute(select(table).where(table.c.id == found.entity.hex())).first()
    return (*found, row)


def _shared(vault: "Vault", place: Path, file: str) -> Path:
    """Where an attachment lies in the shared folder; encrypted anew it is another file there."""
    with blobs.path_of(vault.blobs, file).open("rb") as opened:
        return place / "blobs" / file[:2] / f"{file}-{sha256(opened.read(_HEAD)).hexdigest()[:8]}"


def _keep(vault: "Vault", place: Path, attached: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """(attachment, its name in the shared folder, or nothing when the vault itself has no sound one)."""
    for file, expected in attached:
        path = blobs.path_of(vault.blobs, file)
        shared = _shared(vault, place, file) if path.exists() else None
        if shared is None:
            yield file, ""
        elif shared.exists():
            yield file, shared.name
        else:
            yield file, _kept(vault, path, shared, expected)


def _kept(vault: "Vault", path: Path, shared: Path, expected: str) -> str:
    if not _is_authentic(vault.blobs, vault.master, path.name, expected):
        return ""
    shared.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    link_or_copy(path, shared)
    return shared.name


def content(folder: Path, master: MasterKey, file: str, name: str) -> str:
    """SHA-256 of what an attachment holds, in hex; Refused `E-ATTACHMENT-DAMAGED` names it `name`."""
    whole = sha256()
    for chunk in blobs.read(folder, master, file, name):
        whole.update(chunk)
    return whole.hexdigest()


def _is_authentic(folder: Path, master: MasterKey, file: str, expected: str) -> bool:
    try:
        return content(folder, master, file, file) == expected
    except Refused:
        return False


def link_or_copy(source: Path, target: Path) -> None:
    """A second name for a file on the same disk; elsewhere a copy, read again before it counts."""
    try:
        os.link(source, target)
    except OSError:
        part = target.with_name(target.name + durable.PART)
        shutil.copyfile(source, part)
        _sync(part)
        if digest(part) != digest(source):
            raise Refused("E-BACKUP/unsound", what=source.name) from None
        durable.settle(part, target)
    for folder in (target.parent, target.parent.parent):  # a name, and the folder it may be the first one in
        durable.sync_folder(folder)


def thin_out(place: Path, known: list[Generation]) -> None:
    """Keep the newest and the last of each month; attachments go when no generation names them any more."""
    monthly = [list(of)[-1] for _, of in groupby(known, key=lambda one: one.manifest.made[:7])]
    kept = {one.place for one in (*monthly, *known[-NEWEST:])}
    for one in known:
        if one.place not in kept:
            shutil.rmtree(one.place, ignore_errors=True)
    if {one.place for one in known} >= {*place.glob("??????-*")}:  # one that cannot be read may name any attachment
        _sweep(place, {name for one in known if one.place in kept for name in one.manifest.blobs.values()})


def _sweep(place: Path, named: set[str]) -> None:
    for path in (place / "blobs").glob("??/*"):
        if path.name not in named:
            path.unlink(missing_ok=True)


def remembered(connection: Connection) -> Path | None:
    """The further place that the office has named for backups."""
    found = connection.execute(text("SELECT value FROM meta WHERE name = 'backup_place'")).scalar()
    return Path(found) if found else None


def remember(connection: Connection, place: Path) -> None:
    """Keep copying to this place too."""
    put = "INSERT OR REPLACE INTO meta (name, value) VALUES ('backup_place', :place)"
    connection.execute(text(put), {"place": str(place)})
