"""Slack, end to end: our own Slack on 127.0.0.1, and what is driven against it."""
