"""What became of the lines of a history file."""

from dataclasses import dataclass, field

NAMED = 10
"""So many bad lines are complained about by name."""


@dataclass(slots=True)
class Imported:
    """Counts lines, but for the conversations and customers that are new; grows while the file is read."""

    messages: int = 0
    conversations: int = 0
    customers: int = 0
    there_already: int = 0
    left_alone: int = 0  # belong to conversations that were heard
    bad: int = 0
    complaints: list[str] = field(default_factory=list)  # about the first bad lines

    def complain(self, complaint: str) -> None:
        """A line is bad: which, and why."""
        self.bad += 1
        if self.bad <= NAMED:
            self.complaints.append(complaint)
