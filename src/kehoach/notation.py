"""A value as YAML text: quoted only where it must be, in braces or as lines.

Whether a text needs quotes is asked of the reader itself, so the two can't disagree.
"""

import json
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from kehoach import source

Given: TypeAlias = "str | Mapping[str, Given]"

WIDEST = 100
ITEM = 2
"""How deep an item stands: a file holds `indicators`, below it items, below them their figures."""


class NotWritable(Exception):
    """A text cannot be written, or a file not changed, so that it reads back as asked."""


def scalar(value: str, *, flow: bool, like: str = "") -> str:
    """A text as a scalar: plain where it reads back as itself, quoted otherwise.

    `like` is the sign with which what stood there begins: quotes are kept. Raise `NotWritable` for
    a text that no file may hold (control and invisible characters).
    """
    single = "'" + value.replace("'", "''") + "'"
    double = json.dumps(value, ensure_ascii=False)
    forms = {"": value, '"': double, "'": single}
    order = {"'": ("'", '"'), '"': ('"',)}.get(
        like, ("", "'", '"') if "\\" in double else ("", '"')
    )
    for written in (forms[quote] for quote in order):
        text = f"{{k: {written}, z: {{ k: {written} }}}}" if flow else f"k: {written}\nz: {{k: z}}"
        document, problems = source.read("", text.encode())
        inner = value if flow else "z"
        if document and not problems and document.tree == {"k": value, "z": {"k": inner}}:
            return written
    raise NotWritable


def in_braces(given: Given) -> str:
    """A value in flow style, on one line."""
    if isinstance(given, str):
        return scalar(given, flow=True)
    return "{" + ", ".join(f"{key}: {in_braces(value)}" for key, value in given.items()) + "}"


def as_lines(
    given: Mapping[str, Given], indent: int, step: int, depth: int, *, braces: bool = True
) -> Iterator[str]:
    """A line for each key of `given`, which stands `depth` keys deep.

    An item goes into braces where it fits and `braces` says so, what is below an item where it
    holds only scalars.
    """
    for key, value in given.items():
        head = f"{' ' * indent}{key}:"
        if isinstance(value, str):
            yield f"{head} {scalar(value, flow=False)}".rstrip()
            continue
        line = f"{head} {in_braces(value)}"
        flat = all(isinstance(one, str) for one in value.values())
        if braces and len(line) <= WIDEST and (depth == ITEM or (depth > ITEM and flat)):
            yield line
        else:
            yield head
            yield from as_lines(value, indent + step, step, depth + 1)
