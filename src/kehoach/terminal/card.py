"""The card of one item on the terminal."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from kehoach.card import Card, where
from kehoach.definition import Line
from kehoach.result import IndicatorStatus
from kehoach.series import Seen
from kehoach.terminal.console import STYLE, Console, print_heading, print_sample, print_wrapped
from kehoach.wording import screen

_INDENT = "  "
_WIDEST_VALUE = 24


def print_card(here: Console, card: Card) -> None:
    """How the item stands, what it is, its figures, its evidence, and who changed it."""
    print_wrapped(here, "", f"{card.id} – {card.name}", "bold")
    if card.sample:
        print_sample(here)
    print_wrapped(here, "", screen.CARD_AT.format(period=card.period, as_of=card.as_of))
    print_heading(here, screen.STANDING)
    _print_lines(here, card.standing)
    print_heading(here, screen.DEFINED)
    _print_lines(here, card.definition)
    print_heading(here, screen.SERIES)
    for number, (of, rows) in enumerate(groupby(card.series, key=lambda row: row.of)):
        if number:
            here.print()
        _print_series(here, card.names.get(of, ""), list(rows))
    if card.unknown:
        print_wrapped(here, _INDENT, card.unknown)
    print_heading(here, screen.EVIDENCE)
    for piece in card.evidence:
        label = f"{_INDENT}{piece.period}  "
        if piece.words:
            print_wrapped(here, label, piece.words)
            label = " " * len(label)
        if piece.place:
            style = STYLE[IndicatorStatus.MISSED] if piece.found is False else ""
            print_wrapped(here, label, where(piece), style)
    if not card.evidence:
        print_wrapped(here, _INDENT, screen.NO_EVIDENCE)
    print_heading(here, screen.HISTORY)
    for line in card.history:
        print_wrapped(here, f"{_INDENT}• ", line)


def _print_lines(here: Console, lines: Iterable[Line]) -> None:
    """Labels and words in two columns; of equal labels one after the other only the first."""
    told = list(lines)
    labels = [_INDENT * (1 + line.of_part) + screen.DEFINITION[line.key] for line in told]
    width = max(map(len, labels), default=0) + len(_INDENT)
    before = ""
    for line, label in zip(told, labels, strict=True):
        again = label == before and line.key != "part"
        style = STYLE.get(line.status, "")
        print_wrapped(here, ("" if again else label).ljust(width), line.words, style)
        before = label


def _print_series(here: Console, name: str, rows: Sequence[Seen]) -> None:
    """The figures of the item or of a part, a period a row; a column only where it says a thing."""
    if name:
        print_wrapped(here, "", name, "italic")
    drawn, noted = any(row.bar for row in rows), any(row.note for row in rows)
    columns = [
        (screen.PERIOD, 0, [str(row.period) for row in rows]),
        (screen.VALUE, -_WIDEST_VALUE if drawn else 2, [row.words for row in rows]),
        # The last column takes what room there is.
        (screen.CHART, 0 if noted else 3, [row.bar for row in rows]),
        (screen.NOTE, 3, [row.note for row in rows]),
    ]
    filled = [column for column in columns if any(column[2])]
    shares = [(title, share) for title, share, _ in filled]
    here.print_table(shares, zip(*(cells for _, _, cells in filled), strict=True))
