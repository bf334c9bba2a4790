"""The judgements: pure functions, values in, values out."""
