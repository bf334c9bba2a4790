"""The bench itself; what it measures is asserted nowhere, because machines differ."""
