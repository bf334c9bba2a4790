"""Tests of Slack and Discord in one process, on one database."""
