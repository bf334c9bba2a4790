"""The verbs: load, ask the rules, save."""
