"""Discord: front desks are channels, forums and DMs, the backstage is a channel with a thread for each conversation."""

PLATFORM = "discord"
