"""The window: pages, wizard and table models that show the work and pass orders to one lane."""
