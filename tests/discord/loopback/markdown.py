"""What Discord makes of a text: what is read, which links and mentions come alive, which marks are taken for such.

Where Discord's ways are not known for sure, more comes alive here than may in truth.
"""

import re
from dataclasses import dataclass, field

CODE_BLOCK = re.compile(r"```(?:\w*\n)?(?P<inside>.*?)```", re.DOTALL)
CODE = re.compile(r"(`+)(?!`)(?P<inside>.+?)(?<!`)\1(?!`)", re.DOTALL)
ESCAPED = re.compile(r"\\([^\w\s])")
MASKED = re.compile(r"\[([^\[\]]+)\]\(\s*<?([a-z][a-z.+-]*:[^\s<>()]+)>?(?:\s+[\"'(].*?[\"')])?\s*\)", re.IGNORECASE)
ADDRESS = re.compile(r"<?\b((?:https?|discord|steam)://[^\s<>|\ue000-\uf8ff]+)>?", re.IGNORECASE)
INVITE = re.compile(r"(?<![/\w.])(discord(?:\.gg|(?:app)?\.com/invite)/[\w-]+)", re.IGNORECASE)
MENTION = re.compile(r"<(?P<sign>@[!&]?|#)(?P<id>\d+)>|</(?P<command>[-\w ]+):\d+>|<id:(?P<guide>\w+)>")
EVERYBODY = re.compile(r"@(everyone|here)\b")
LINE_MARKS = {
    "heading": re.compile(r"^ {0,3}#{1,3} +(?=\S)", re.MULTILINE),
    "subtext": re.compile(r"^-# +(?=\S)", re.MULTILINE),
    "quote": re.compile(r"^ *>(?:>>)? +", re.MULTILINE),
    "list": re.compile(r"^ *(?:[-*]|\d+\.) +(?=\S)", re.MULTILINE),
}
MARKS = {
    "spoiler": re.compile(r"\|\|(.+?)\|\|", re.DOTALL),
    "bold": re.compile(r"\*\*(.+?)\*\*(?!\*)", re.DOTALL),
    "underline": re.compile(r"__(.+?)__(?!_)", re.DOTALL),
    "strike": re.compile(r"~~(.+?)~~", re.DOTALL),
    "italics": re.compile(r"\*(?=\S)(.+?)(?<=\S)\*(?!\*)|(?<!\w)_(.+?)_(?!\w)", re.DOTALL),
}
KEPT, LAST_KEPT = 0xE000, 0xF8FF  # characters for private use


@dataclass
class Read:
    """What stands there."""

    text: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)  # address and what it shows
    mentions: list[str] = field(default_factory=list)  # ids, everyone, here, names of commands
    marks: list[str] = field(default_factory=list)


def read(source: str) -> Read:
    """The text as people read it; whom its mentions ping depends on more than the text."""
    return _Reader().read(source)


class _Reader:
    """Reads one text; what is not to be looked at again is kept aside, with one character in its place."""

    def __init__(self) -> None:
        self.seen = Read()
        self._kept: list[str] = []

    def read(self, source: str) -> Read:
        text = "".join(each for each in source if not KEPT <= ord(each) <= LAST_KEPT)
        text = CODE_BLOCK.sub(self._code, text)
        text = CODE.sub(self._code, text)
        text = ESCAPED.sub(lambda found: self._keep(found[1]), text)
        text = MASKED.sub(self._masked, text)
        text = ADDRESS.sub(self._address, text)
        text = INVITE.sub(self._address, text)
        text = MENTION.sub(self._mention, text)
        self.seen.mentions.extend(found[1] for found in EVERYBODY.finditer(text))
        for name, pattern in (*LINE_MARKS.items(), *MARKS.items()):
            text, times = pattern.subn(_inside, text)
            self.seen.marks.extend([name] * times)
        self.seen.text = self._restored(text)
        return self.seen

    def _keep(self, text: str) -> str:
        self._kept.append(text)
        return chr(KEPT + len(self._kept) - 1)

    def _restored(self, text: str) -> str:
        """Backwards, since what was kept later may hold what was kept before."""
        for number in reversed(range(len(self._kept))):
            text = text.replace(chr(KEPT + number), self._kept[number])
        return text

    def _code(self, found: re.Match[str]) -> str:
        self.seen.marks.append("code")
        return self._keep(found["inside"])

    def _masked(self, found: re.Match[str]) -> str:
        self.seen.links.append((self._restored(found[2]), self._restored(found[1])))
        return found[1]

    def _address(self, found: re.Match[str]) -> str:
        self.seen.links.append((found[1], found[1]))
        return self._keep(found[1])

    def _mention(self, found: re.Match[str]) -> str:
        self.seen.mentions.append(found["id"] or found["command"] or found["guide"])
        return self._keep((found["sign"] or "/").strip("!&") + self.seen.mentions[-1])


def _inside(found: re.Match[str]) -> str:
    return next((each for each in found.groups() if each is not None), "")
