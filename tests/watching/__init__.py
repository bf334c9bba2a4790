"""The program as those see it who run it: its log, its health, its counts."""
