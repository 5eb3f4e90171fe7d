"""Steps from one form of the vault's own tables to the next; the manifest is asserted after each."""
