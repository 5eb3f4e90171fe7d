"""What an officer does: one function, one step, one transaction."""
