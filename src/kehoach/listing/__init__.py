"""Rows as CSV, Markdown and JSON: the other forms of every listing, beside the terminal's table.

What a command lists is a module of its own, so that none pays for another's imports.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from kehoach.wording import screen, terms

# A spreadsheet takes a cell that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Listing(NamedTuple):
    """A table of words: the keys name the columns for programs, the titles for people."""

    keys: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def titled(
    titles: Mapping[str, str], rows: Iterable[tuple[str, ...]], *, sample: bool = False
) -> Listing:
    """Rows under their titles; of illustrative figures every row says so in a column of its own."""
    if sample:
        titles = {**titles, "sample": screen.SERIES_COLUMNS["sample"]}
        rows = ((*row, terms.YES) for row in rows)
    return Listing(tuple(titles), tuple(titles.values()), tuple(rows))


def as_csv(listing: Listing) -> str:
    """RFC 4180 with Vietnamese titles; what looks like a formula is made text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(listing.titles)
    for row in listing.rows:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return out.getvalue()


def as_markdown(listing: Listing) -> str:
    """A Markdown table."""
    lines = [listing.titles, ("---",) * len(listing.titles), *listing.rows]
    return "".join(f"| {' | '.join(map(markdown_cell, line))} |\n" for line in lines)


def as_json(listing: Listing) -> str:
    """A list of objects."""
    return dump([dict(zip(listing.keys, row, strict=True)) for row in listing.rows])


def in_form(form: str, listing: Listing) -> str:
    """As `csv`, `json` or `md`."""
    write = {"csv": as_csv, "json": as_json, "md": as_markdown}[form]
    return write(listing)


def dump(value: Any) -> str:
    """JSON as every command prints it."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


# What would begin a list or draw a rule: "- x", "+ x", "1. x", "---".
_BULLET = re.compile(r"^(\d*)([-+.)])(?= |[- ]*$)")
# What would be read as another character: "&lt;". ("#" is escaped above.)
_ENTITY = re.compile(r"&(?=\w+;)")
_MARKDOWN = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|~#"})


def markdown(text: str) -> str:
    """A text of the data inside Markdown: nothing in it is markup, and no line is lost."""
    line = " ".join(text.translate(_MARKDOWN).splitlines())
    return _BULLET.sub(r"\1\\\2", _ENTITY.sub(r"\&", line))


def markdown_cell(text: str) -> str:
    """A text in a cell: a rule of the table stays a rule."""
    return text if set(text) == {"-"} else markdown(text)
