"""What all views on the terminal share: readable at 80 columns, not wrapped in a pipe.

All text from the data is text, never markup: `[x]` in a note stays visible. Colours, tables and
widths are rich's, which only a terminal needs (`coloured`).
"""

import sys
import textwrap
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple, Protocol, TypeAlias

from rich.cells import cell_len, set_cell_size

from kehoach.result import IndicatorStatus, TaskStatus
from kehoach.wording import terms

# Wider than any row, so that nothing is wrapped where no person looks.
_PIPE_WIDTH = 4_000
_FEWEST_LETTERS = 20
_USUAL_WIDTH = 80

STYLE: dict[str, str] = {
    **dict.fromkeys((IndicatorStatus.MISSED, TaskStatus.OVERDUE), "bold red"),
    **dict.fromkeys((IndicatorStatus.BEHIND, TaskStatus.DONE_LATE), "red"),
    **dict.fromkeys((IndicatorStatus.AT_RISK, "due_soon"), "yellow"),
    **dict.fromkeys((IndicatorStatus.NO_DATA, TaskStatus.NOT_REPORTED), "magenta"),
    **dict.fromkeys((IndicatorStatus.EXCEEDED, IndicatorStatus.ACHIEVED), "green"),
    **dict.fromkeys((IndicatorStatus.ON_TRACK, TaskStatus.DONE_ON_TIME), "green"),
}


class Styled(NamedTuple):
    """A text in a style, as rich names styles: `bold red`."""

    text: str
    style: str = ""


Piece: TypeAlias = str | Styled
Column: TypeAlias = tuple[str, int]
"""A title, and how wide: 0 never wraps, n > 0 shares the rest, -n is at most n wide."""


class Console(Protocol):
    """Where a view is printed."""

    @property
    def is_terminal(self) -> bool:
        """Whether a person looks on."""

    @property
    def width(self) -> int:
        """How many columns a line has."""

    def print(self, *pieces: Piece) -> None:
        """Print a line made of pieces; without any an empty one."""

    def print_table(self, columns: Sequence[Column], rows: Iterable[Sequence[Piece]]) -> None:
        """Print a table."""


class Pipe:
    """No terminal: a row is a line, however wide, and nothing is coloured."""

    is_terminal = False
    width = _PIPE_WIDTH

    def print(self, *pieces: Piece) -> None:
        """Print a line at once, so that it stands before what is then said on stderr."""
        sys.stdout.write("".join(map(plain, pieces)) + "\n")
        sys.stdout.flush()

    def print_table(self, columns: Sequence[Column], rows: Iterable[Sequence[Piece]]) -> None:
        """Each row on a line, a column as wide as its widest cell."""
        lines = [[name for name, _ in columns], *([plain(cell) for cell in row] for row in rows)]
        widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
        for line in lines:
            self.print("  ".join(map(set_cell_size, line, widths)).rstrip())


def plain(piece: Piece) -> str:
    """The text without its style."""
    return piece if isinstance(piece, str) else piece.text


def print_list(here: Console, lines: Iterable[str]) -> None:
    """Lines with a bullet before each."""
    for line in lines:
        print_wrapped(here, "  • ", line)


def print_sample(here: Console, told: str = terms.SAMPLE_LONG) -> None:
    """That the figures are illustrative, loud enough not to be missed."""
    room = " " if here.is_terminal else ""
    here.print(Styled(f"{room}{told}{room}", "bold black on yellow"))


def print_heading(here: Console, title: str, style: str = "bold") -> None:
    """A title over what follows, after an empty line."""
    here.print()
    here.print(Styled(title, style))


def short_name(here: Console, name: str) -> str:
    """On a terminal a long name is cut at a word: `show` has the whole."""
    return terms.shorten(name, longest_name(here)) if here.is_terminal else name


def longest_name(here: Console) -> int:
    """From how many letters on a name is cut: on a wide terminal it takes no more lines."""
    times = Fraction(here.width, _USUAL_WIDTH) if here.is_terminal else 1
    return int(terms.LONGEST_NAME * max(times, 1))


def print_wrapped(here: Console, label: str, words: str, style: str = "") -> None:
    """Words behind a label, the lines that follow set under the first.

    Where a label leaves no room, the words stand below it.
    """
    if label.strip() and len(label) + _FEWEST_LETTERS > here.width:
        here.print(label.rstrip())
        label = "    "
    lines = textwrap.wrap(
        words,
        width=max(here.width, len(label) + _FEWEST_LETTERS),
        initial_indent=label,
        subsequent_indent=" " * len(label),
        break_on_hyphens=False,
    )
    for line in lines:
        here.print(line[: len(label)], Styled(line[len(label) :], style))
