"""Forms compiled from `ui/*.ui`; nothing here is written by hand."""
