"""Programs for those who work on Unhurried."""
