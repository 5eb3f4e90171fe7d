"""鹿城康健工程桌面端: the office's instrument for clearing, tolerating and bringing back officials."""

__version__ = "0.1.0"
