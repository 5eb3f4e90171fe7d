"""What changed, who signed it, and how two histories merge; knows no case."""
