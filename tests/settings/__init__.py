"""What operators write, and what they are told about it."""
