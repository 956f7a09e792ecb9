"""How the cells and pages of the form look."""

import math
import re
from datetime import date
from fractions import Fraction
from typing import cast

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from kehoach.amount import decimal_text
from kehoach.sheet.form import Blank, Form
from kehoach.wording import form as words
from kehoach.wording import terms

FORMATS = {
    "date": "dd/mm/yyyy",
    "percent": "0.##%",
    "amount": "[$-42A]#,##0",
    "whole": "0",
    "text": "@",
}
LINE = 15
ANSWER = PatternFill("solid", fgColor="FFF2CC")
HEAD = PatternFill("solid", fgColor="DDEBF7")
NOT_ASKED = PatternFill("solid", fgColor="EDEDED")
FACE = "Times New Roman"

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = ("=", "+", "-", "@")
# A cell keeps no more digits than that.
_EXACT_DIGITS, _MOST_DECIMALS = 15, 30
_THIN = Side(style="thin", color="999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_ALARM = PatternFill("solid", fgColor="C00000")


def at(page: Worksheet, line: int, number: int) -> Cell:
    """A cell by its numbers, from 1; no page of the form has merged ones."""
    return cast("Cell", page.cell(line, number))


def put(cell: Cell, blank: Blank) -> None:
    """What is recorded, as a number, a date or a text."""
    value = blank.value
    if isinstance(value, Fraction):
        kept = number(value / 100 if blank.takes == "percent" else value)
    else:
        kept = value
    if isinstance(kept, str):
        put_text(cell, kept)
    else:
        cell.value = kept
        cell.font = Font(name=FACE)
    cell.number_format = FORMATS.get(blank.takes, "General")


def number(value: Fraction) -> int | float | str | date | None:
    """The number, or its text where a cell would not keep all of it."""
    if value.denominator == 1 and abs(value) < 10**_EXACT_DIGITS:
        return int(value)
    near = float(value)
    if Fraction(f"{near:.{_EXACT_DIGITS}g}") == value:
        return near
    return decimal_text(value, _MOST_DECIMALS).replace(".", ",")


def literal(said: str) -> str:
    """A text as a workbook writes it: Excel shows `_x0041_` as the letter of that number."""
    return _ESCAPE.sub("_x005F_", said)


def put_text(cell: Cell, said: str, *, bold: bool = False) -> None:
    """A text that stays one, whatever it begins with."""
    cell.value = literal(said)
    cell.data_type = "s"
    cell.quotePrefix = said.startswith(_FORMULA)
    cell.font = Font(name=FACE, bold=bold)


def put_formula(cell: Cell, formula: str) -> None:
    """A formula of our own making."""
    cell.value = formula
    cell.font = Font(name=FACE, bold=True)
    cell.alignment = Alignment(horizontal="left", vertical="top")


def frame(
    cell: Cell, fill: PatternFill | None = None, *, centred: bool = False, indent: int = 0
) -> None:
    """A border, the text at the top and wrapped, on a ground of its own."""
    cell.alignment = Alignment(
        wrap_text=True, vertical="top", horizontal="center" if centred else None, indent=indent
    )
    cell.border = _BORDER
    if fill:
        cell.fill = fill


def line_count(said: str, width: int) -> int:
    """About how many lines a text takes in a column; a bit too many rather than too few."""
    return sum(max(1, math.ceil(len(line) / width)) for line in said.split("\n"))


def put_alarm(page: Worksheet, line: int, columns: int) -> None:
    """That the figures are illustrative, across the page."""
    put_text(at(page, line, 1), terms.SAMPLE_LONG)
    for number in range(1, columns + 1):
        at(page, line, number).fill = _ALARM
    at(page, line, 1).font = Font(name=FACE, bold=True, size=14, color="FFFFFF")
    page.row_dimensions[line].height = 22


def protect(page: Worksheet) -> None:
    """Locked without a password; columns and rows may still be made wider."""
    page.protection.sheet = True
    page.protection.formatColumns = False
    page.protection.formatRows = False


def set_paper(page: Worksheet) -> None:
    """Landscape A4, one page wide."""
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.5


def set_print(page: Worksheet, form: Form) -> None:
    """On paper with the department, the page number, the sample mark."""
    set_paper(page)
    page.HeaderFooter.oddFooter = HeaderFooterItem(
        left=HeaderFooterPart(text=literal(form.department.name).replace("&", "&&")),
        center=HeaderFooterPart(text=words.BY.format(page="&P", pages="&N")),
    )
    if form.sample:
        said = HeaderFooterPart(text=terms.SAMPLE)
        page.HeaderFooter.oddHeader = HeaderFooterItem(center=said)
