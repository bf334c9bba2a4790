"""What the source tree itself must hold to."""
