"""The judgements, each tested by itself."""
