"""Slack: front desks and the backstage are channels, threads are threads, a button is a button."""

PLATFORM = "slack"
