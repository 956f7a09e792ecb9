"""What came back in a form: the rows in which something was answered since it was made.

Pure, and neutral to the form: pages of texts come in. Tables are known by their headings and rows
by their id, so neither where they stand nor their order counts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, get_args

from kehoach.agenda import Kind
from kehoach.problem import Code, Problem, cell_name
from kehoach.recording import keys_of
from kehoach.sheet.form import Code as FormCode
from kehoach.wording import asking
from kehoach.wording import form as words


class Cell(NamedTuple):
    """A text, and whether it is a formula that has no value (or an error for one)."""

    text: str = ""
    is_broken: bool = False


class Page(NamedTuple):
    """The cells of one page, row by row. `path` names the file and, in a workbook, the page."""

    path: str
    name: str
    rows: tuple[tuple[Cell, ...], ...]


class Given(NamedTuple):
    """A cell with its place: line and column count from 1."""

    cell: Cell
    path: str
    line: int
    column: int


class Told(NamedTuple):
    """A row of an item. `cells` are those of its id and of all its answers, `given` or not."""

    kind: Kind
    cells: Mapping[str, Given]

    @property
    def id(self) -> Given:
        """The cell of its id."""
        return self.cells["id"]

    @property
    def given(self) -> dict[str, Given]:
        """The answers that say something, by their key."""
        return {key: at for key, at in self.cells.items() if key != "id" and at.cell.text}


class Returned(NamedTuple):
    """One file: what it says of itself on its pages, the ids in its tables, and its rows.

    `told` are the rows in which something was answered since the form was made.
    """

    codes: tuple[FormCode, ...]
    has_table: bool
    ids: tuple[str, ...]
    told: tuple[Told, ...]
    problems: tuple[Problem, ...]


def read(pages: Iterable[Page]) -> Returned:
    """What came back in the pages of one file."""
    codes: dict[FormCode, None] = {}
    kept: dict[tuple[str, str], str] = {}
    readers: list[_Reader] = []
    for page in pages:
        lines = (FormCode.find(cell.text) for row in page.rows for cell in row)
        codes |= {code: None for code in lines if code}
        if page.name == words.HIDDEN:
            kept |= _kept(page)
        else:
            readers.append(_Reader(page))
    rows = [row for reader in readers for row in reader.rows()]
    return Returned(
        tuple(codes),
        any(reader.found for reader in readers),
        tuple(row.id.cell.text for row in rows),
        tuple(row for row in rows if row.given and not _stands(row, kept)),
        tuple(problem for reader in readers for problem in reader.problems),
    )


def _kept(page: Page) -> dict[tuple[str, str], str]:
    """What stood in the answers when the form was made, by id and key."""
    rows = ([cell.text for cell in row] for row in page.rows)
    return {(item, key): text for item, key, text, *_ in (row for row in rows if row[2:])}


def _stands(told: Told, kept: Mapping[tuple[str, str], str]) -> bool:
    """Whether the row is as it was when the form was made: nobody has answered it."""
    before = {key: text for (item, key), text in kept.items() if item == told.id.cell.text and text}
    return before == {key: at.cell.text for key, at in told.given.items()}


@dataclass
class _Reader:
    """Walks down a page; each row of headings begins a table."""

    page: Page
    problems: list[Problem] = field(default_factory=list)
    found: bool = False

    def rows(self) -> Iterator[Told]:
        kind: Kind | None = None
        columns: Mapping[str, int] = {}
        for line, row in enumerate(self.page.rows, 1):
            if headed := _headings(row):
                kind, columns = headed
                self.found = True
                self.problems += self.twice(row, line, columns.values())
            elif kind is not None:
                told = Told(kind, {key: self.at(row, line, n) for key, n in columns.items()})
                if told.id.cell.text:
                    yield told
                elif told.given:
                    first = min(told.given.values(), key=lambda at: at.column)
                    place = (first.path, first.line, first.column)
                    self.problems.append(Problem(*place, Code.ANSWER_WITHOUT_ID))

    def twice(self, row: Sequence[Cell], line: int, read: Iterable[int]) -> Iterator[Problem]:
        """The headings of columns that are read which stand once more to the right."""
        first = {_bare(row[column - 1].text): column for column in read}
        for column, cell in enumerate(row, 1):
            before = first.get(_bare(cell.text), column)
            if before < column:
                facts = {"value": cell.text, "place": cell_name(line, before)}
                yield Problem(self.page.path, line, column, Code.DUPLICATE_COLUMN, facts)

    def at(self, row: Sequence[Cell], line: int, column: int) -> Given:
        cell = row[column - 1] if column <= len(row) else Cell()
        return Given(cell, self.page.path, line, column)


def _headings(row: Sequence[Cell]) -> tuple[Kind, dict[str, int]] | None:
    """The kind of the table and the columns that are read of it, where the row heads one."""
    known = {_bare(cell.text): column for column, cell in reversed([*enumerate(row, 1)])}
    for kind in get_args(Kind):
        titles = words.COLUMNS[kind]
        if not {_bare(titles["id"]), _bare(titles["name"])} <= known.keys():
            continue
        keys = [key for key in keys_of(kind) if _bare(titles[key]) in known]
        if keys:
            return kind, {key: known[_bare(titles[key])] for key in ("id", *keys)}
    return None


def _bare(text: str) -> str:
    return " ".join(asking.bare(text).split())
