"""Tests of reading people's words."""
