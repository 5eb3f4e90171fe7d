"""Faults on purpose: kills, power cuts, full disks, flipped bits; `python -m tests.faults` prints what came of them."""
