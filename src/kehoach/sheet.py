"""A form as an Excel workbook: locked but for the answers, which are coloured and validated.

The same form gives the same bytes: nothing in the file is of the moment at which it was made.
"""

import io
import math
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from kehoach.amount import decimal_text
from kehoach.form import Blank, Form, Row, Table
from kehoach.sheet_rule import rule_of
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
_GUIDE_WIDTHS = (16, 96, 20)
_FORMATS = {
    "date": "dd/mm/yyyy",
    "percent": "0.##%",
    "amount": "[$-42A]#,##0",
    "whole": "0",
    "text": "@",
}
_CENTRED = {"numerator", "denominator", "share", "value", "times", "held", "percent", "completed"}
_FORMULA = ("=", "+", "-", "@")
_SHARE = '=IF(AND(ISNUMBER({over}),ISNUMBER({under})),IF({under}>0,{over}/{under},""),"")'
# A cell keeps no more digits than that.
_EXACT_DIGITS, _MOST_DECIMALS = 15, 30
_LINE, _HIGHEST = 15, 400
_FIRST_LIST = 5

_THIN = Side(style="thin", color="999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_ANSWER = PatternFill("solid", fgColor="FFF2CC")
_HEAD = PatternFill("solid", fgColor="DDEBF7")
_NOT_ASKED = PatternFill("solid", fgColor="EDEDED")
_ALARM = PatternFill("solid", fgColor="C00000")
_FACE = "Times New Roman"
_NEVER = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed day, not a moment
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


class _Counted(NamedTuple):
    """The page of a table: how many rows ask for a figure, and the cell that counts the answers."""

    page: str
    asked: int
    cell: str


def write(form: Form) -> bytes:
    """The workbook of a form."""
    book = Workbook()
    book.worksheets[0].title = words.GUIDE
    hidden = book.create_sheet(words.HIDDEN)
    lists = _Lists(hidden)
    counted = [_Page(book, form, table, lists).fill() for table in form.tables]
    _guide(book.worksheets[0], form, counted)
    _keep(hidden, form)
    book.move_sheet(hidden, len(form.tables))
    book.properties.creator = words.HIDDEN
    book.properties.title = words.title(terms.period_name(form.period))
    book.properties.created = _NEVER
    book.calculation.fullCalcOnLoad = True
    made = io.BytesIO()
    book.save(made)
    return _without_moment(made.getvalue())


def _without_moment(made: bytes) -> bytes:
    """The same package without the time at which it was packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            entry = zipfile.ZipInfo(name)  # 1980-01-01
            entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return packed.getvalue()


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
                _text(_at(self.page, line, number), choice)
            self.known[choices] = f"'{words.HIDDEN}'!${column}$1:${column}${len(choices)}"
        return self.known[choices]


def _keep(page: Worksheet, form: Form) -> None:
    """What the form says of itself, and what stood in it when it was made."""
    _text(_at(page, 1, 1), str(form.code))
    blanks = [
        (row.id, key, blank)
        for table in form.tables
        for row in table.rows
        for key, blank in row.blanks.items()
    ]
    for line, (item, key, blank) in enumerate(blanks, 2):
        _text(_at(page, line, 1), item)
        _text(_at(page, line, 2), key)
        _put(_at(page, line, 3), blank)
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

    def fill(self) -> _Counted:
        for key, heading in self.headings.items():
            cell = self.page[f"{self.columns[key]}{self.first - 1}"]
            _text(cell, heading, bold=True)
            _frame(cell, _HEAD, centred=True)
            self.page.column_dimensions[self.columns[key]].width = self.width(key)
        self.page.row_dimensions[self.first - 1].height = 2 * _LINE + 3
        for line, row in enumerate(self.table.rows, self.first):
            self.row(line, row)
        counted = self.top()
        self.page.freeze_panes = f"C{self.first}"
        _protect(self.page)
        _print(self.page, self.form)
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
        lines = max(_lines(said, self.width(key)) for key, said in told.items())
        self.page.row_dimensions[line].height = min(_LINE * lines + 3, _HIGHEST)

    def cell(self, cell: Cell, key: str, row: Row, cells: Mapping[str, str]) -> None:
        fill = None
        if key in row.blanks:
            _put(cell, row.blanks[key])
            cell.protection = Protection(locked=False)
            fill = _ANSWER
        elif key == "share" and "numerator" in row.blanks:
            cell.value = _SHARE.format(over=cells["numerator"], under=cells["denominator"])
            cell.number_format = "0.0%"
            cell.font = Font(name=_FACE)
        elif key == "id" or key in row.told:
            _text(cell, row.told.get(key, row.id), bold=key == "name" and not row.is_part)
        else:
            fill = _NOT_ASKED
        _frame(cell, fill, centred=key in _CENTRED, indent=2 * (key == "name" and row.is_part))

    def top(self) -> _Counted:
        """What stands above the headings; nothing of it is an answer."""
        period = words.title(terms.period_name(self.form.period))
        _text(self.page["A1"], f"{period} – {words.TABLE[self.table.kind].upper()}", bold=True)
        self.page["A1"].font = Font(name=_FACE, bold=True, size=14)
        if self.form.sample:
            _alarm(self.page, 2, len(self.columns))
        line = 2 + self.form.sample
        of = f"{self.form.plan.organization.name} – {self.form.department.name}"
        _text(self.page[f"A{line}"], of, bold=True)
        _text(self.page[f"A{line + 1}"], words.HOW_SHORT)
        _text(self.page[f"A{line + 2}"], str(self.form.code))
        self.page[f"A{line + 2}"].font = Font(name=_FACE, size=8, color="808080")
        asked = [row for row in self.table.rows if _enough(row)]
        counted = self.page[f"{self.columns['last']}{line}"]
        count = words.ANSWERED_OF.format(count=self.count(asked), whole=len(asked))
        _formula(counted, f'="{count}"')
        if "spent" in self.columns:
            _text(self.page[f"{self.columns['state']}{line}"], words.SPENT, bold=True)
            total = self.page[f"{self.columns['spent']}{line}"]
            _formula(total, f"=SUM({self.cells('spent')})")
            total.number_format = _FORMATS["amount"]
        return _Counted(words.TABLE[self.table.kind], len(asked), counted.coordinate)

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


# Cells -------------------------------------------------------------------------------------------


def _at(page: Worksheet, line: int, number: int) -> Cell:
    """A cell by its numbers, from 1; no page of the form has merged ones."""
    return cast("Cell", page.cell(line, number))


def _put(cell: Cell, blank: Blank) -> None:
    """What is recorded, as a number, a date or a text."""
    value = blank.value
    if isinstance(value, Fraction):
        kept = _number(value / 100 if blank.takes == "percent" else value)
    else:
        kept = value
    if isinstance(kept, str):
        _text(cell, kept)
    else:
        cell.value = kept
        cell.font = Font(name=_FACE)
    cell.number_format = _FORMATS.get(blank.takes, "General")


def _number(value: Fraction) -> int | float | str | date | None:
    """The number, or its text where a cell would not keep all of it."""
    if value.denominator == 1 and abs(value) < 10**_EXACT_DIGITS:
        return int(value)
    near = float(value)
    if Fraction(f"{near:.{_EXACT_DIGITS}g}") == value:
        return near
    return decimal_text(value, _MOST_DECIMALS).replace(".", ",")


def _text(cell: Cell, said: str, *, bold: bool = False) -> None:
    """A text that stays one, whatever it begins with."""
    cell.value = said
    cell.data_type = "s"
    cell.quotePrefix = said.startswith(_FORMULA)
    cell.font = Font(name=_FACE, bold=bold)


def _formula(cell: Cell, formula: str) -> None:
    cell.value = formula
    cell.font = Font(name=_FACE, bold=True)
    cell.alignment = Alignment(horizontal="left", vertical="top")


def _frame(
    cell: Cell, fill: PatternFill | None = None, *, centred: bool = False, indent: int = 0
) -> None:
    cell.alignment = Alignment(
        wrap_text=True, vertical="top", horizontal="center" if centred else None, indent=indent
    )
    cell.border = _BORDER
    if fill:
        cell.fill = fill


def _lines(said: str, width: int) -> int:
    """About how many lines a text takes in a column; a bit too many rather than too few."""
    return sum(max(1, math.ceil(len(line) / width)) for line in said.split("\n"))


# Pages -------------------------------------------------------------------------------------------


def _alarm(page: Worksheet, line: int, columns: int) -> None:
    """That the figures are illustrative, across the page."""
    _text(_at(page, line, 1), terms.SAMPLE_LONG)
    for number in range(1, columns + 1):
        _at(page, line, number).fill = _ALARM
    _at(page, line, 1).font = Font(name=_FACE, bold=True, size=14, color="FFFFFF")
    page.row_dimensions[line].height = 22


def _protect(page: Worksheet) -> None:
    """Locked without a password; columns and rows may still be made wider."""
    page.protection.sheet = True
    page.protection.formatColumns = False
    page.protection.formatRows = False


def _print(page: Worksheet, form: Form) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.5
    page.HeaderFooter.oddFooter = HeaderFooterItem(
        left=HeaderFooterPart(text=form.department.name.replace("&", "&&")),
        center=HeaderFooterPart(text=words.BY.format(page="&P", pages="&N")),
    )
    if form.sample:
        said = HeaderFooterPart(text=terms.SAMPLE)
        page.HeaderFooter.oddHeader = HeaderFooterItem(center=said)


def _guide(page: Worksheet, form: Form, counted: list[_Counted]) -> None:
    for number, width in enumerate(_GUIDE_WIDTHS, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    for line, (label, said, formula) in enumerate(_guide_lines(form, counted), 1):
        if label == terms.SAMPLE_LONG:
            _alarm(page, line, len(_GUIDE_WIDTHS))
            continue
        first, second, third = (_at(page, line, number) for number in (1, 2, 3))
        _text(first, label, bold=True)
        _text(second, said)
        for cell in (first, second):
            cell.alignment = Alignment(wrap_text=cell is second, vertical="top")
        page.row_dimensions[line].height = _LINE * _lines(said, _GUIDE_WIDTHS[1]) + 3
        if formula:
            _formula(third, formula)
    page["A1"].font = Font(name=_FACE, bold=True, size=14)
    page.sheet_view.showGridLines = False
    _protect(page)
    _print(page, form)


def _guide_lines(form: Form, counted: list[_Counted]) -> Iterator[tuple[str, str, str]]:
    """A label, what stands beside it, and a formula."""
    yield words.title(terms.period_name(form.period)), "", ""
    if form.sample:
        yield terms.SAMPLE_LONG, "", ""
    yield words.FACTS["school"], form.plan.organization.name, ""
    yield words.FACTS["department"], form.department.name, ""
    yield words.FACTS["period"], _span(form.start, form.cutoff, terms.period_name(form.period)), ""
    yield words.FACTS["plan"], form.plan.plan.title, ""
    yield "", "", ""
    for number, step in enumerate(words.STEPS, 1):
        yield words.HOW if number == 1 else "", f"{number}. {step}", ""
    yield "", "", ""
    for number, one in enumerate(counted):
        asked = words.ASKED.format(page=one.page, count=one.asked)
        yield words.PAGES if not number else "", asked, f"='{one.page}'!{one.cell}"
    yield "", "", ""
    yield "", str(form.code), ""


def _span(start: date, cutoff: date, period: str) -> str:
    said = words.SPAN.format(period=period, start=terms.day(start), cutoff=terms.day(cutoff))
    return said[:1].upper() + said[1:]
