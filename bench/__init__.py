"""What the program costs, each time against the least that the same could cost; `rows` has a file for each."""
