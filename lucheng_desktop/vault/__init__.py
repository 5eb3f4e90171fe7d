"""The encrypted store: who may open it, where everything lies, and how it survives."""
