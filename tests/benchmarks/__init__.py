"""How fast the vault is, as a ratio to the same engine without encryption, measured in the same run."""
