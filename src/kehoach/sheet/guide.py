"""The first page of a form: whose it is, how it is filled in, what is still missing."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kehoach.sheet.form import Form
from kehoach.sheet.style import (
    FACE,
    LINE,
    at,
    line_count,
    protect,
    put_alarm,
    put_formula,
    put_text,
    set_print,
)
from kehoach.wording import form as words
from kehoach.wording import terms

_WIDTHS = (16, 96, 20)


class Counted(NamedTuple):
    """The page of a table: how many rows ask for a figure, and the cell that counts the answers."""

    page: str
    asked: int
    cell: str


def fill_guide(page: Worksheet, form: Form, counted: Sequence[Counted]) -> None:
    """Write it on the page."""
    for number, width in enumerate(_WIDTHS, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    for line, (label, said, formula) in enumerate(_lines(form, counted), 1):
        if label == terms.SAMPLE_LONG:
            put_alarm(page, line, len(_WIDTHS))
            continue
        first, second, third = (at(page, line, number) for number in (1, 2, 3))
        put_text(first, label, bold=True)
        put_text(second, said)
        for cell in (first, second):
            cell.alignment = Alignment(wrap_text=cell is second, vertical="top")
        page.row_dimensions[line].height = LINE * line_count(said, _WIDTHS[1]) + 3
        if formula:
            put_formula(third, formula)
    page["A1"].font = Font(name=FACE, bold=True, size=14)
    page.sheet_view.showGridLines = False
    protect(page)
    set_print(page, form)


def _lines(form: Form, counted: Sequence[Counted]) -> Iterator[tuple[str, str, str]]:
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
