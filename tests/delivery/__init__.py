"""The delivery machine: what is due goes out once, whatever happens."""
