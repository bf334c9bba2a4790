"""Where everything is kept: the core's `Store` on a database."""
