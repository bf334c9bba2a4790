"""What a customer is told at once when they write to the bot for the first time."""

from bot.messages import CustomerWords

FIRST_WORDS = CustomerWords(
    lines=("Thank you for writing. A person reads this and answers you here.",),
    why="This line is automatic, and the only one of its kind.",
)
