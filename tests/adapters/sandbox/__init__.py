"""The sandbox: its world, its page, and what goes between them and the core."""
