"""What this PC may hold: set for each installation, an ordinary PC unless somebody signed that it is another."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lucheng_desktop.procedures.desk import Desk
    from lucheng_desktop.vault.shelf import Shelf


def ceiling(desk: "Desk", shelf: "Shelf") -> str:
    """The highest class for this PC; the pack's word for an ordinary one where nobody has set it."""
    known = shelf.record("device", desk.vault.device.hex()).fields.get("max_class")
    return str(known or desk.rules.parameter("machine_max_class"))
