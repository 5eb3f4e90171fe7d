"""The bundle file, `age(zstd(tar))`: what other rooms need in order to write, look at and open one."""

from lucheng_desktop.exchange.manifest import Header, Listed
from lucheng_desktop.exchange.opening import Inspected, Opened, inspect, open_bundle
from lucheng_desktop.exchange.writing import Attachment, Human, Parcel, Written, write

__all__ = (
    "Attachment",
    "Header",
    "Human",
    "Inspected",
    "Listed",
    "Opened",
    "Parcel",
    "Written",
    "inspect",
    "open_bundle",
    "write",
)
