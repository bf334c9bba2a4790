"""Several processes on one PostgreSQL database, and a database that goes away."""
