"""Commands about numbering, sealing and checking official papers."""

import sys
from argparse import Namespace
from typing import Any

from lucheng_desktop.cli.vaults import desk, passphrase
from lucheng_desktop.procedures import documents, issuing
from lucheng_desktop.procedures.check_keys import SaveCheckKeys, save_check_keys
from lucheng_desktop.procedures.seal_keeping import SaveAuthority, list_seals, save_authority
from lucheng_desktop.procedures.seal_tokens import TokenKey, list_token_keys, list_tokens
from lucheng_desktop.procedures.verifying import verify_paper
from lucheng_desktop.refusal import Refused

_MOST = 1 << 27
"""Bytes read from a pipe; a paper has fewer, and what is longer is refused as too large."""


def issue(arguments: Namespace) -> Any:
    """`circular issue VAULT PAPER`: number the signed-off paper and lay it out."""
    with desk(arguments) as opened:
        paper = documents.find_document(opened, arguments.paper)
        return issuing.number_document(opened, issuing.NumberDocument(paper))


def seal(arguments: Namespace) -> Any:
    """`circular seal VAULT PAPER [--number NO] [--seal SEAL] [--save F.pdf]`, with a token `--pin-file F [--driver F]`.

    PAPER may be the number itself.
    """
    with desk(arguments) as opened:
        paper = documents.find_document(opened, arguments.paper)
        number = arguments.number or arguments.paper
        pin = passphrase(arguments.pin_file) if arguments.pin_file else ""
        order = issuing.SealDocument(paper, number, arguments.seal, pin=pin, driver=arguments.driver)
        answer = issuing.seal_document(opened, order)
        if arguments.save:
            issuing.save_copy(opened, issuing.SaveCopy(paper, arguments.save))
        return answer


def seals(arguments: Namespace) -> Any:
    """`circular seals VAULT`: the office's own seals, who holds them, and the fingerprints of their certificates."""
    with desk(arguments) as opened:
        return {"seals": list_seals(opened)}


def register(arguments: Namespace) -> Any:
    """`circular register VAULT`: the register of seals; exit 1 when a line does not follow from the one before."""
    with desk(arguments) as opened:
        lines = documents.seal_register(opened)
        return {"lines": lines, "chained": all(line.chained for line in lines)}


def authority(arguments: Namespace) -> Any:
    """`circular ca VAULT --out F.pem`: the certificates by which anybody can check the office's papers."""
    with desk(arguments) as opened:
        return save_authority(opened, SaveAuthority(arguments.out))


def tokens(arguments: Namespace) -> Any:
    """`circular tokens --driver F`: what is plugged in; with `--serial S --pin-file F` what one can sign with."""
    if not arguments.serial:
        return {"tokens": list_tokens(arguments.driver)}
    if not arguments.pin_file:
        raise Refused("E-INPUT/pin")
    order = TokenKey(arguments.driver, arguments.serial, passphrase(arguments.pin_file))
    return {"serial": arguments.serial, "keys": list_token_keys(order)}


def check_keys(arguments: Namespace) -> Any:
    """`circular keys VAULT --out F.pem`: the public keys by which anybody can check the squares on the papers."""
    with desk(arguments) as opened:
        return save_check_keys(opened, SaveCheckKeys(arguments.out))


def verify(arguments: Namespace) -> Any:
    """`circular verify PDF|PICTURE|TEXT|CODE|-`, with `--vault V` against its register; the answer is in words too.

    `--ca F.pem` pins the authority of a PDF's signature, `--key F.pem` the keys of a square.
    """
    given = _typed() if arguments.brought == "-" else arguments.brought
    pins = {"authority": arguments.ca, "keys": arguments.key}
    if arguments.vault is None:
        return verify_paper(given, **pins)
    with desk(arguments) as opened:
        return verify_paper(given, opened, **pins)


def _typed() -> bytes:
    """What comes on stdin: a file through a pipe, or the one line that a scanner types into a console."""
    return sys.stdin.buffer.readline() if sys.stdin.isatty() else sys.stdin.buffer.read(_MOST)
