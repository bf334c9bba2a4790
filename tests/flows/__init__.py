"""Stories told by people in the sandbox; what they can see is what is checked."""
