"""Everything the bot asks of its database: one module for each repository of `bot.ports`."""
