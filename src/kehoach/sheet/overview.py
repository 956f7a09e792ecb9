"""A roll-up as an Excel workbook: the totals, the schools behind, those that are missing."""

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kehoach.amount import parse_number
from kehoach.listing import Listing
from kehoach.listing.rollup import of_lines, of_overview
from kehoach.overview import Overview
from kehoach.sheet.package import packed
from kehoach.sheet.style import HEAD, at, frame, number, put_text, set_paper
from kehoach.wording import rollup as words

_NARROWEST, _WIDEST = 9, 60
_TEXTS = frozenset(
    {
        *("kind", "id", "name", "measure", "unit", "direction"),
        *("school", "folder", "status", "observed_in", "stale_figure"),
        *("fact", "missing", "last", "error"),
    }
)


def write(shown: Overview) -> bytes:
    """The workbook of a roll-up."""
    book = Workbook()
    totals = of_overview(shown)
    pages = {
        "totals": _facts(shown),
        "indicators": _only(totals, words.KIND["indicator"]),
        "tasks": _only(totals, words.KIND["task"]),
        "behind": of_lines(shown),
        "silent": Listing(
            ("school", "missing", "last"), (words.SCHOOL, words.MISSING, words.LAST), shown.silent
        ),
        "broken": Listing(
            ("school", "errors", "error"),
            (words.SCHOOL, words.ERRORS, words.FIRST_ERROR),
            shown.broken,
        ),
    }
    for place, (key, rows) in enumerate(pages.items()):
        _fill(book.create_sheet(words.SHEETS[key], place), rows)
    book.remove(book.worksheets[-1])
    return packed(book)


def _facts(shown: Overview) -> Listing:
    """What stands above all: what was added up, and what was not."""
    lines = (shown.subtitle, shown.scope, shown.sample, *shown.facts)
    told = (*lines, *shown.task_facts, *shown.outside, *shown.notices)
    return Listing(("fact",), (shown.title,), tuple((line,) for line in told if line))


def _only(listing: Listing, kind: str) -> Listing:
    """The rows of a kind, without the columns that none of them fills."""
    rows = [row for row in listing.rows if row[0] == kind]
    columns = range(1, len(listing.keys))
    wanted = [n for n in columns if any(row[n] not in ("", "0") for row in rows)]
    keys, titles, *told = (
        tuple(row[n] for n in wanted) for row in (listing.keys, listing.titles, *rows)
    )
    return Listing(keys, titles, tuple(told))


def _fill(page: Worksheet, listing: Listing) -> None:
    for column, (key, title) in enumerate(zip(listing.keys, listing.titles, strict=True), 1):
        head = at(page, 1, column)
        put_text(head, title, bold=True)
        frame(head, HEAD, centred=True)
        said = [row[column - 1] for row in listing.rows]
        longest = max(map(len, (title if key in _TEXTS else "", *said)))
        width = min(max(longest + 2, _NARROWEST), _WIDEST)
        page.column_dimensions[get_column_letter(column)].width = width
        for line, text in enumerate(said, 2):
            _put(at(page, line, column), key, text)
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    set_paper(page)


def _put(cell: Cell, key: str, text: str) -> None:
    put_text(cell, text)
    if text and key not in _TEXTS:
        cell.value = number(parse_number(text))
