"""What all views on the terminal share, by rich: readable at 80 columns, not wrapped in a pipe.

All text from the data goes in as `Text`, never as markup: `[x]` in a note stays visible.
"""

import sys
import textwrap
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kehoach.result import IndicatorStatus, TaskStatus
from kehoach.wording import screen, terms

# Wider than any row, so that nothing is wrapped where no person looks.
_PIPE_WIDTH = 4_000
_FEWEST_COLUMNS, _NARROW, _WIDE = 20, 60, 120
_FEWEST_LETTERS = 20

STYLE: dict[str, str] = {
    **dict.fromkeys((IndicatorStatus.MISSED, TaskStatus.OVERDUE), "bold red"),
    **dict.fromkeys((IndicatorStatus.BEHIND, TaskStatus.DONE_LATE), "red"),
    **dict.fromkeys((IndicatorStatus.AT_RISK, "due_soon"), "yellow"),
    **dict.fromkeys((IndicatorStatus.NO_DATA, TaskStatus.NOT_REPORTED), "magenta"),
    **dict.fromkeys((IndicatorStatus.EXCEEDED, IndicatorStatus.ACHIEVED), "green"),
    **dict.fromkeys((IndicatorStatus.ON_TRACK, TaskStatus.DONE_ON_TIME), "green"),
}

Cell = str | Text


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the command line: rich would end the process with exit status 1."""
        raise BrokenPipeError


def console() -> Console:
    """The console of this process: coloured on a terminal only, unwrapped in a pipe.

    Whether it is a terminal is asked of the stream: rich believes `FORCE_COLOR` instead, which
    build servers set.
    """
    seen = sys.stdout.isatty()
    width = None if seen else _PIPE_WIDTH
    here = _Console(force_terminal=seen, width=width, highlight=False, emoji=False, markup=False)
    # A terminal that says it has no columns.
    here.width = max(here.width, _FEWEST_COLUMNS)
    return here


def print_table(
    here: Console, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]]
) -> None:
    """A table. A column's number: 0 never wraps, n > 0 shares the rest, -n is at most n wide.

    In a pipe nothing wraps: a line is a row. On a very narrow terminal a row is a block instead,
    and on a wide one -n is as wide as its words.
    """
    titles = [name for name, _ in columns]
    if not here.is_terminal:
        _print_lines(here, titles, rows)
        return
    if here.width < _NARROW:
        _print_blocks(here, titles, rows)
        return
    table = Table(
        box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", expand=True
    )
    for name, share in columns:
        tight = share < 0 and here.width < _WIDE
        table.add_column(
            name,
            ratio=share if share > 0 else None,
            max_width=-share if tight else None,
            no_wrap=not (tight or share > 0),
            overflow="fold",
        )
    for cells in rows:
        table.add_row(*map(_text, cells))
    here.print(table)


def _print_lines(here: Console, titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Each row on a line, a column as wide as its widest cell."""
    lines = [titles, *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = map(set_cell_size, line, widths)
        here.out("  ".join(padded).rstrip())


def _print_blocks(here: Console, titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Each row under its name, with its id before it, the others a line each with their titles."""
    heads = 2 if titles[0] == screen.ID else 1
    for row in rows:
        cells = [_text(cell) for cell in row]
        here.print(Text("  ").join(cell for cell in cells[:heads] if cell), style="bold")
        for title, cell in zip(titles[heads:], cells[heads:], strict=True):
            if cell:
                here.print(Padding(Text.assemble(f"{title}: ", cell), (0, 0, 0, 2)))


def _text(cell: Cell) -> Text:
    return cell if isinstance(cell, Text) else Text(cell)


def print_list(here: Console, lines: Iterable[str]) -> None:
    """Lines with a bullet before each."""
    for line in lines:
        print_wrapped(here, "  • ", line)


def print_sample(here: Console) -> None:
    """That the figures are illustrative, loud enough not to be missed."""
    room = " " if here.is_terminal else ""
    here.print(Text(f"{room}{terms.SAMPLE_LONG}{room}", "bold black on yellow"))


def print_heading(here: Console, title: str, style: str = "bold") -> None:
    """A title over what follows, after an empty line."""
    here.print()
    here.print(Text(title, style))


def short_name(here: Console, name: str) -> str:
    """On a terminal a long name is cut at a word: `show` has the whole."""
    return terms.shorten(name) if here.is_terminal else name


def print_wrapped(here: Console, label: str, words: str, style: str = "") -> None:
    """Words behind a label, the lines that follow set under the first.

    Where a label leaves no room, the words stand below it.
    """
    if label.strip() and len(label) + _FEWEST_LETTERS > here.width:
        here.print(Text(label.rstrip()))
        label = "    "
    lines = textwrap.wrap(
        words,
        width=max(here.width, len(label) + _FEWEST_LETTERS),
        initial_indent=label,
        subsequent_indent=" " * len(label),
        break_on_hyphens=False,
    )
    for line in lines:
        text = Text(line)
        text.stylize(style, len(label))
        here.print(text)
