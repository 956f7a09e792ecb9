"""A terminal by rich: colours, and tables that fit."""

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kehoach.terminal.console import Column, Piece, Styled, plain
from kehoach.wording import screen

_FEWEST_COLUMNS, _NARROW, _WIDE = 20, 60, 120
# Between two columns, and the least in which a figure, "(604/607)", or a day is not torn.
_GAP, _LEAST_SHARE = 3, 10


class _Rich(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the command line: rich would end the process with exit status 1."""
        raise BrokenPipeError


def rich_console() -> Console:
    """That of this process, of which stdout is a terminal."""
    here = _Rich(force_terminal=True, highlight=False, emoji=False, markup=False)
    # A terminal that says it has no columns.
    here.width = max(here.width, _FEWEST_COLUMNS)
    return here


class Coloured:
    """A terminal, drawn on by rich."""

    is_terminal = True

    def __init__(self, rich: Console) -> None:
        """Draw on this one."""
        self._rich = rich

    @property
    def width(self) -> int:
        """How many columns a line has."""
        return self._rich.width

    def print(self, *pieces: Piece) -> None:
        """Print a line, wrapped where it is too long."""
        self._rich.print(_joined(*pieces))

    def print_table(self, columns: Sequence[Column], rows: Iterable[Sequence[Piece]]) -> None:
        """A table as wide as its words, on the terminal at most; -n is so on a wide one alone.

        Where the columns have no room on it a row is a block instead.
        """
        rows = list(rows)
        widths = self._widths(columns, rows)
        if widths is None:
            self._print_blocks([name for name, _ in columns], rows)
            return
        table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
        for (name, _), width in zip(columns, widths, strict=True):
            table.add_column(name, width=width, overflow="fold")
        for cells in rows:
            table.add_row(*map(_text, cells))
        self._rich.print(table)

    def _widths(
        self, columns: Sequence[Column], rows: Sequence[Sequence[Piece]]
    ) -> list[int] | None:
        """How wide each column is, none wider than its words; None where there is no room."""
        shares = [share for _, share in columns]
        cells = zip(*([name for name, _ in columns], *rows), strict=True)
        widths = [max(cell_len(plain(cell)) for cell in column) for column in cells]
        if self.width < _WIDE:
            tight = zip(widths, shares, strict=True)
            widths = [min(width, -share) if share < 0 else width for width, share in tight]
        sharing = [n for n, share in enumerate(shares) if share > 0]
        rest = self.width - _GAP * (len(columns) - 1) + sum(widths[n] for n in sharing)
        rest -= sum(widths)
        whole = sum(shares[n] for n in sharing)
        # From the one that needs least of its share on: what it leaves is for the others.
        for n in sorted(sharing, key=lambda n: widths[n] / shares[n]):
            room = rest * shares[n] // whole
            if room < min(widths[n], _LEAST_SHARE):
                return None
            widths[n] = min(widths[n], room)
            rest, whole = rest - widths[n], whole - shares[n]
        return None if rest < 0 or self.width < _NARROW else widths

    def _print_blocks(self, titles: Sequence[str], rows: Iterable[Sequence[Piece]]) -> None:
        """Each row under its name, its id before it, the others a line each with their titles."""
        heads = 2 if titles[0] == screen.ID else 1
        for row in rows:
            cells = [_text(cell) for cell in row]
            head = Text("  ").join(cell for cell in cells[:heads] if cell)
            self._rich.print(head, style="bold")
            for title, cell in zip(titles[heads:], cells[heads:], strict=True):
                if cell:
                    self._rich.print(Padding(Text.assemble(f"{title}: ", cell), (0, 0, 0, 2)))


def _joined(*pieces: Piece) -> Text:
    return _text(pieces[0]) if len(pieces) == 1 else Text.assemble(*map(_text, pieces))


def _text(piece: Piece) -> Text:
    return Text(*piece) if isinstance(piece, Styled) else Text(piece)
