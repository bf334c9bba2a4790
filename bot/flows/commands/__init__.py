"""One file for each group of commands: what each word does."""
