"""鹿城康健工程桌面端: the office's instrument for clearing, tolerating and bringing back officials."""

from threading import Lock

__version__ = "0.1.0"

PDFIUM = Lock()
"""Held by whoever lets pdfium into a PDF: it dies when two threads enter it, from whichever rooms they come."""
