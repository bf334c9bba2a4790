"""Discord, end to end: our own Discord on 127.0.0.1, and what is driven against it."""
