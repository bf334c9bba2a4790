"""The routes of Discord's HTTP API, by what they are about."""
