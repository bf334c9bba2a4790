"""Finding in a text the neighbouring words that name one time, language by language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.language import LANGUAGES
from bot.language.table import TimeWords
from bot.language.times.clocks import clocks
from bot.language.times.days import days
from bot.language.times.lengths import lengths
from bot.language.times.said import Run
from bot.language.times.shapes import FREE, Piece
from bot.language.words import any_of, fold

_START = re.compile(FREE + r"[\w@]")
_SPACE = re.compile(r"[\s,]*")


def runs(text: str) -> Iterator[Run]:
    """Every run of time words in a text (in normal form C); several languages may see the same words."""
    folded = fold(text)
    starts = [match.start() for match in _START.finditer(folded)]
    for grammar in _grammars():
        end = 0
        for start in starts:
            if start >= end and (run := grammar.piece(folded, start)):
                run = grammar.grown(run, folded)
                end = run.end
                yield run


@cache
def _grammars() -> "tuple[_Grammar, ...]":
    return tuple(_grammar(language.times) for language in LANGUAGES)


def _grammar(table: TimeWords) -> "_Grammar":
    joins = re.compile(rf"[\s,]*(?:{any_of(table.joins)}[\s,]+)+")
    return _Grammar((*days(table), *lengths(table), *clocks(table)), joins)


@dataclass(frozen=True, slots=True)
class _Grammar:
    """What one language calls a time."""

    pieces: tuple[Piece, ...]
    joins: re.Pattern[str]

    def piece(self, folded: str, start: int) -> Run | None:
        """The longest piece that begins here."""
        best: Run | None = None
        for pattern, make in self.pieces:
            match = pattern.match(folded, start)
            if match and (best is None or match.end() > best.end) and (said := make(match)):
                best = Run(start, match.end(), said)
        return best

    def grown(self, run: Run, folded: str) -> Run:
        """The run with every piece behind it that does not contradict it."""
        while longer := self._longer(run, folded):
            run = longer
        return run

    def _longer(self, run: Run, folded: str) -> Run | None:
        for gap in (_SPACE.match(folded, run.end), self.joins.match(folded, run.end)):
            piece = self.piece(folded, gap.end()) if gap else None
            both = run.said.and_also(piece.said) if piece else None
            if piece and both:
                return Run(run.start, piece.end, both, run.pieces + 1)
        return None
