"""How `bot.language.dates` reads a time: find its words, add up what they say, work out the moment."""
