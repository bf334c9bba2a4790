"""The sandbox's page as it is served: what it may ask for and what it is told. `page` holds its files."""
