"""The ground a vault stands on: one process at a time, a local disk, files for the owner only, no core dumps."""

import ctypes
import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lucheng_desktop.refusal import Refused
from lucheng_desktop.vault import durable

NETWORK = frozenset(
    (
        "nfs", "nfs3", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "davfs",
        "fuse.sshfs", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.smbnetfs",
    )
)  # fmt: skip
_PR_SET_DUMPABLE = 4
_SEM_SILENT = 0x0001 | 0x0002


@dataclass(slots=True)
class Lock:
    """The held lock; the system lets go of it when the process dies, however it dies."""

    file: BinaryIO

    def release(self) -> None:
        """Let the next process in."""
        self.file.close()


def harden() -> None:
    """Files of this process for the owner only; no core dump and no crash report may hold case text."""
    os.umask(0o077)
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_SEM_SILENT)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def take(directory: Path) -> Lock:
    """The lock of the vault; Refused `E-VAULT-BUSY` with the holder's process and computer, or `E-VAULT-PLACE`."""
    path = directory / "lock"
    try:
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
    except OSError as fault:
        raise durable.no_room(fault) or Refused("E-VAULT-PLACE", place=directory) from fault
    if not _locked(file):
        with file:
            raise _busy(file)
    try:
        file.seek(1)
        file.truncate()
        file.write(f"{os.getpid()} {platform.node() or '-'}".encode())
    except BaseException:
        file.close()
        raise
    return Lock(file)


def _locked(file: BinaryIO) -> bool:
    """Whether the first byte of the file is now ours; the holder's name stands behind it so that it stays readable."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _busy(file: BinaryIO) -> Refused:
    file.seek(1)
    pid, _, host = file.read(200).decode(errors="replace").partition(" ")
    return Refused("E-VAULT-BUSY", pid=pid or "-", host=host or "-")


def refuse_network(path: Path) -> None:
    """Refused `E-VAULT-NETWORK` when the path is on a share: locks and the write-ahead log do not hold there."""
    found = _filesystem(path.resolve())
    if found in NETWORK:
        raise Refused("E-VAULT-NETWORK", place=path, filesystem=found)


def _filesystem(path: Path) -> str:
    if sys.platform == "win32":
        remote = str(path).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == 4
        return "smb3" if remote else ""
    mounts = Path("/proc/self/mountinfo")
    return mounted_as(path, mounts.read_text("utf-8", "replace")) if mounts.exists() else ""


def mounted_as(path: Path, mounts: str) -> str:
    """Type of the file system that holds `path`, by the deepest mount point in a `mountinfo` text."""
    best, found = -1, ""
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        point = Path(left.split(" ")[4].encode().decode("unicode_escape").encode("latin-1").decode("utf-8", "replace"))
        if path.is_relative_to(point) and len(point.parts) >= best:
            best, found = len(point.parts), right.split(" ")[0]
    return found
