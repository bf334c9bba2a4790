"""The chat platforms, one folder each, with the same files in every folder."""
