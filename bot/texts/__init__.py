"""What the bot says, in words."""
