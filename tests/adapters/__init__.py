"""What is particular to one platform."""
