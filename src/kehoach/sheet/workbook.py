"""A form as an Excel workbook: locked but for the answers, which are coloured and validated.

The same form gives the same bytes: nothing in the file is of the moment at which it was made.
"""

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kehoach.sheet.form import Form, Row, Table
from kehoach.sheet.guide import Counted, fill_guide
from kehoach.sheet.package import packed
from kehoach.sheet.rule import rule_of
from kehoach.sheet.style import (
    ANSWER,
    FACE,
    FORMATS,
    HEAD,
    LINE,
    NOT_ASKED,
    at,
    frame,
    line_count,
    protect,
    put,
    put_alarm,
    put_formula,
    put_text,
    set_print,
)
from kehoach.wording import form as words
from kehoach.wording import terms

_WIDTHS = {
    "id": 13,
    "name": 34,
    "asked": 36,
    "target": 15,
    "last": 16,
    "numerator": 8,
    "denominator": 8,
    "share": 8,
    "value": 12,
    "not_applicable": 20,
    "note": 24,
    "planned": 22,
    "deadline": 14,
    "budget": 10,
    "state": 14,
    "completed": 13,
    "percent": 9,
    "spent": 14,
    "product": 22,
    "reason": 18,
    "rhythm": 16,
    "times": 9,
    "held": 9,
    "shows": 18,
}
_WIDE = {("measures", "name"): 50, ("measures", "note"): 60, ("routines", "note"): 50}
_CENTRED = {"numerator", "denominator", "share", "value", "times", "held", "percent", "completed"}
_SHARE = '=IF(AND(ISNUMBER({over}),ISNUMBER({under})),IF({under}>0,{over}/{under},""),"")'
_HIGHEST = 400
_FIRST_LIST = 5


def write(form: Form) -> bytes:
    """The workbook of a form."""
    book = Workbook()
    book.worksheets[0].title = words.GUIDE
    hidden = book.create_sheet(words.HIDDEN)
    lists = _Lists(hidden)
    counted = [_Page(book, form, table, lists).fill() for table in form.tables]
    fill_guide(book.worksheets[0], form, counted)
    _keep(hidden, form)
    book.move_sheet(hidden, len(form.tables))
    book.properties.creator = words.HIDDEN
    book.properties.title = words.title(terms.period_name(form.period))
    book.calculation.fullCalcOnLoad = True
    return packed(book)


class _Lists:
    """The choices, each list once, in columns of the hidden page."""

    def __init__(self, page: Worksheet) -> None:
        self.page = page
        self.known: dict[tuple[str, ...], str] = {}

    def of(self, choices: tuple[str, ...]) -> str:
        """The cells that hold the choices."""
        if choices not in self.known:
            number = len(self.known) + _FIRST_LIST
            column = get_column_letter(number)
            for line, choice in enumerate(choices, 1):
                put_text(at(self.page, line, number), choice)
            self.known[choices] = f"'{words.HIDDEN}'!${column}$1:${column}${len(choices)}"
        return self.known[choices]


def _keep(page: Worksheet, form: Form) -> None:
    """What the form says of itself, and what stood in it when it was made."""
    put_text(at(page, 1, 1), str(form.code))
    blanks = [
        (row.id, key, blank)
        for table in form.tables
        for row in table.rows
        for key, blank in row.blanks.items()
    ]
    for line, (item, key, blank) in enumerate(blanks, 2):
        put_text(at(page, line, 1), item)
        put_text(at(page, line, 2), key)
        put(at(page, line, 3), blank)
    page.sheet_state = "hidden"
    page.protection.sheet = True


class _Page:
    """The page of one table."""

    def __init__(self, book: Workbook, form: Form, table: Table, lists: _Lists) -> None:
        self.form, self.table, self.lists = form, table, lists
        self.page = book.create_sheet(words.TABLE[table.kind])
        self.headings = words.COLUMNS[table.kind]
        self.columns = {key: get_column_letter(n) for n, key in enumerate(self.headings, 1)}
        self.first = 6 + form.sample
        self.last = self.first + len(table.rows) - 1

    def fill(self) -> Counted:
        for key, heading in self.headings.items():
            cell = self.page[f"{self.columns[key]}{self.first - 1}"]
            put_text(cell, heading, bold=True)
            frame(cell, HEAD, centred=True)
            self.page.column_dimensions[self.columns[key]].width = self.width(key)
        self.page.row_dimensions[self.first - 1].height = 2 * LINE + 3
        for line, row in enumerate(self.table.rows, self.first):
            self.row(line, row)
        counted = self.top()
        self.page.freeze_panes = f"C{self.first}"
        protect(self.page)
        set_print(self.page, self.form)
        self.page.print_title_rows = f"{self.first - 1}:{self.first - 1}"
        return counted

    def width(self, key: str) -> int:
        return _WIDE.get((self.table.kind, key), _WIDTHS[key])

    def row(self, line: int, row: Row) -> None:
        cells = {key: f"{column}{line}" for key, column in self.columns.items()}
        for key, name in cells.items():
            self.cell(self.page[name], key, row, cells)
        for key, blank in row.blanks.items():
            rule = rule_of(self.form, self.table, row, key, cells)
            if blank.takes == "choice":
                rule.formula1 = self.lists.of(blank.choices)
            self.page.add_data_validation(rule)
        told = {"id": row.id, **row.told}
        told |= {key: str(blank.value or "") for key, blank in row.blanks.items()}
        lines = max(line_count(said, self.width(key)) for key, said in told.items())
        self.page.row_dimensions[line].height = min(LINE * lines + 3, _HIGHEST)

    def cell(self, cell: Cell, key: str, row: Row, cells: Mapping[str, str]) -> None:
        fill = None
        if key in row.blanks:
            put(cell, row.blanks[key])
            cell.protection = Protection(locked=False)
            fill = ANSWER
        elif key == "share" and "numerator" in row.blanks:
            cell.value = _SHARE.format(over=cells["numerator"], under=cells["denominator"])
            cell.number_format = "0.0%"
            cell.font = Font(name=FACE)
        elif key == "id" or key in row.told:
            put_text(cell, row.told.get(key, row.id), bold=key == "name" and not row.is_part)
        else:
            fill = NOT_ASKED
        frame(cell, fill, centred=key in _CENTRED, indent=2 * (key == "name" and row.is_part))

    def top(self) -> Counted:
        """What stands above the headings; nothing of it is an answer."""
        period = words.title(terms.period_name(self.form.period))
        put_text(self.page["A1"], f"{period} – {words.TABLE[self.table.kind].upper()}", bold=True)
        self.page["A1"].font = Font(name=FACE, bold=True, size=14)
        if self.form.sample:
            put_alarm(self.page, 2, len(self.columns))
        line = 2 + self.form.sample
        of = f"{self.form.plan.organization.name} – {self.form.department.name}"
        put_text(self.page[f"A{line}"], of, bold=True)
        put_text(self.page[f"A{line + 1}"], words.HOW_SHORT)
        put_text(self.page[f"A{line + 2}"], str(self.form.code))
        self.page[f"A{line + 2}"].font = Font(name=FACE, size=8, color="808080")
        asked = [row for row in self.table.rows if _enough(row)]
        counted = self.page[f"{self.columns['last']}{line}"]
        count = words.ANSWERED_OF.format(count=self.count(asked), whole=len(asked))
        put_formula(counted, f'="{count}"')
        if "spent" in self.columns:
            put_text(self.page[f"{self.columns['state']}{line}"], words.SPENT, bold=True)
            total = self.page[f"{self.columns['spent']}{line}"]
            put_formula(total, f"=SUM({self.cells('spent')})")
            total.number_format = FORMATS["amount"]
        return Counted(words.TABLE[self.table.kind], len(asked), counted.coordinate)

    def cells(self, key: str) -> str:
        """The cells of a column, as a formula names them."""
        column = self.columns[key]
        return f"{column}{self.first}:{column}{self.last}"

    def count(self, asked: list[Row]) -> str:
        """A formula: in how many of the rows that ask for something it is given."""
        keys = dict.fromkeys(key for row in asked for key in _enough(row))
        given = "+".join(f'({self.cells(key)}<>"")' for key in keys)
        # A compound indicator has a row for itself, which asks for nothing and has no target.
        whole = f'({self.cells("target")}<>"")*' if "target" in self.columns else ""
        return f"SUMPRODUCT({whole}(({given})>0))"


def _enough(row: Row) -> tuple[str, ...]:
    """The answers of which one is enough for the row to be answered; none where none is asked."""
    figures = [key for key, blank in row.blanks.items() if blank.takes != "text"]
    if figures:
        return figures[0], *(key for key in row.blanks if key == "not_applicable")
    return tuple(row.blanks) if len(row.blanks) == 1 else ()
