"""The one tar form of a bundle: plain ustar files without owner, time or link, so that nothing can hide in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from lucheng_desktop.exchange.sealing import Source

BLOCK = 512
END = bytes(2 * BLOCK)
LONGEST_NAME = 100
"""UTF-8 bytes of a member's name."""
_LARGEST = 8**11 - 1
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Member:
    """One file in the stream."""

    name: str
    size: int


def head(member: Member) -> bytes:
    """The 512 bytes that stand before a member's content."""
    name = member.name.encode()
    if not 0 < len(name) <= LONGEST_NAME or not 0 <= member.size <= _LARGEST:
        raise ValueError(f"{member.name}: {member.size} bytes")
    fields = (
        name.ljust(100, b"\0"),
        b"0000600\0",
        b"0000000\0",
        b"0000000\0",
        b"%011o\0" % member.size,
        b"00000000000\0",
    )
    front, back = b"".join(fields), b"0" + bytes(100) + b"ustar\x0000" + bytes(BLOCK - 265)
    checksum = sum(front) + sum(back) + 8 * ord(" ")
    return front + b"%06o\0 " % checksum + back


def padding(size: int) -> bytes:
    """The zeros that fill a member's last block."""
    return bytes(-size % BLOCK)


def exactly(source: Source, size: int) -> bytes:
    """`size` bytes of the stream; ValueError when it ends before."""
    return b"".join(pieces(source, size))


def pieces(source: Source, size: int) -> Iterator[bytes]:
    """`size` bytes of the stream, piece by piece; ValueError when it ends before."""
    while size:
        piece = source.read(min(size, _CHUNK))
        if not piece:
            raise ValueError("cut off")
        size -= len(piece)
        yield piece


def next_member(source: Source) -> Member | None:
    """The next member as its head names it, None at the end; ValueError when the head is not exactly ours."""
    block = exactly(source, BLOCK)
    if block == END[:BLOCK]:
        if exactly(source, BLOCK) != END[:BLOCK] or source.read(1):
            raise ValueError("end")
        return None
    member = Member(block[:100].rstrip(b"\0").decode(), int(block[124:135], 8))
    if head(member) != block:
        raise ValueError("head")
    return member
