"""A file that came back, an Excel workbook or a CSV, as pages of texts.

Every cell becomes the text that a person would have typed for it, so that it is read by the same
rules as the YAML files. No formula is computed here: the value that was saved with it counts.
"""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from kehoach.encoding import normalized
from kehoach.sheet.returned import Cell, Page
from kehoach.wording import form as words
from kehoach.wording import terms

MOST_BYTES = 16 * 2**20
_MOST_UNPACKED = 64 * 2**20
_MOST_ROWS = 5_000
# A form has some thousands; a page may have a width, and then as many in every row.
_MOST_CELLS = 500_000
# Of any spreadsheet; openpyxl takes what stands there for the number of a row.
_LAST_ROW = 2**20
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# What a cell shows; more digits are dust of binary arithmetic.
_DIGITS = ".15g"
_BLANK = " \t\r\n\u00a0\u2007\u2009\u202f"


class UnreadableFormError(Exception):
    """The file is no workbook and no CSV that can be read; the sentence says what to do."""


def read(path: str, data: bytes) -> tuple[Page, ...]:
    """The pages of a file, by what it holds and not by how it is called.

    Raise UnreadableFormError.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableFormError(words.TOO_LARGE)
    if data.startswith(_OLD_OFFICE):
        raise UnreadableFormError(words.OLD_OR_LOCKED)
    return _workbook(path, data) if data.startswith(b"PK") else _csv(path, data)


def _workbook(path: str, data: bytes) -> tuple[Page, ...]:
    try:
        _weigh(data)
        with warnings.catch_warnings(action="ignore"):
            formulas = load_workbook(io.BytesIO(data), read_only=True)
            values = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            pages = tuple(_page(path, page, values[page.title]) for page in formulas.worksheets)
    except UnreadableFormError:
        raise
    except Exception as error:  # a damaged package breaks anywhere in the library
        raise UnreadableFormError(words.NOT_A_WORKBOOK) from error
    return pages


def _weigh(data: bytes) -> None:
    """Refuse what unpacks to far more than a form."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(entry.file_size for entry in package.infolist()) > _MOST_UNPACKED:
            raise UnreadableFormError(words.TOO_LARGE)


def _page(path: str, page: Any, values: Any) -> Page:
    for one in (page, values):
        one.reset_dimensions()
    rows = tuple(islice(_rows(page, values), _MOST_ROWS + 1))
    if len(rows) > _MOST_ROWS:
        raise UnreadableFormError(words.TOO_LARGE)
    title = normalized(page.title)
    return Page(f"{path}!{title}", title, rows)


def _rows(page: Any, values: Any) -> Iterator[tuple[Cell, ...]]:
    """The rows up to the last that says something; a page says nothing true of its own size."""
    blank = cells = 0
    pairs = zip(page.iter_rows(), values.iter_rows(), strict=True)
    for line, (written, saved) in enumerate(pairs, 1):
        cells += len(written)
        if cells > _MOST_CELLS or line > _LAST_ROW:
            raise UnreadableFormError(words.TOO_LARGE)
        row = tuple(map(_cell, written, saved)) if written else ()
        if not row or not any(cell.text for cell in row):
            blank += 1
            continue
        yield from [()] * blank
        yield row
        blank = 0


def _cell(written: Any, saved: Any) -> Cell:
    value = saved.value
    broken = saved.data_type == "e" or (written.data_type == "f" and value is None)
    if broken:
        return Cell(str(written.value), is_broken=True)
    return Cell(_text(value, "%" in _bare(saved.number_format or "")))


def _bare(number_format: str) -> str:
    """A number format without what it only quotes."""
    return "".join(number_format.split('"')[::2])


def _text(value: object, is_percentage: bool) -> str:  # noqa: FBT001 - one of two things about it
    match value:
        case None:
            return ""
        case bool():
            return terms.YES if value else terms.NO
        case int() | float():
            number = Decimal(format(value, _DIGITS))
            return _number(100 * number) + "%" if is_percentage else _number(number)
        case datetime():
            at = value.time()
            return _day(value) + ("" if at == time() else f" {at.isoformat('minutes')}")
        case date():
            return _day(value)
        case _:
            return trimmed(unescape(str(value)))


def trimmed(text: str) -> str:
    """A text as it counts: NFC, in one line, without blanks of any kind around it."""
    lines = (line.strip(_BLANK) for line in text.splitlines())
    return normalized(" ".join(line for line in lines if line))


def _number(value: Decimal) -> str:
    """With a decimal comma, which has one reading where a point has two."""
    whole, _, decimals = f"{value:f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole},{decimals}" if decimals else whole


def _day(value: date) -> str:
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def _csv(path: str, data: bytes) -> tuple[Page, ...]:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFormError(words.NOT_UTF8) from error
    if "\0" in text:
        raise UnreadableFormError(words.NOT_A_WORKBOOK)
    # The separator is the one that gives the widest table.
    tables = [_table(text, separator) for separator in ";,\t"]
    widest = max(tables, key=lambda rows: max(map(len, rows), default=0))
    return (Page(path, "", widest),)


def _table(text: str, separator: str) -> tuple[tuple[Cell, ...], ...]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise UnreadableFormError(words.NOT_A_WORKBOOK) from error
    return tuple(tuple(Cell(trimmed(cell)) for cell in row) for row in rows)
