"""A syntax error of YAML → the habit behind it, where one can be told: a tab, a missing quote …

libyaml says what it expected; a person wants to know what she did, and where it began.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import yaml

from kehoach.problem import Code, Problem

LINE_END = re.compile(r"\r\n|\r|\n")
COLON_WITHOUT_SPACE = re.compile(r"\s*(?:- )?[\w.-]+:[^\s/]")
_NEEDS_QUOTES = "%@`>|*&!"


class Mark(NamedTuple):
    """A place in the text: line and column, both from 1, the column in characters."""

    line: int
    column: int


def explain(
    path: str, text: str, error: yaml.MarkedYAMLError, open_brackets: Sequence[Mark]
) -> Problem:
    """The problem at the place of the habit. `open_brackets` are those open where reading ended."""
    lines = LINE_END.split(text)
    mark = _within(lines, mark_of(error.problem_mark or error.context_mark))
    start = _within(lines, mark_of(error.context_mark or error.problem_mark))
    line = lines[mark.line - 1]
    character = line[mark.column - 1 : mark.column]
    context, said = str(error.context or ""), str(error.problem or "")
    for number in (mark.line, mark.line - 1):
        if number and (match := COLON_WITHOUT_SPACE.match(lines[number - 1])):
            return Problem(path, number, match.end() - 1, Code.NO_SPACE_AFTER_COLON)
    code, place, details = Code.SYNTAX, mark, {}
    if "\t" in (character, line[mark.column - 2 : mark.column - 1]):
        code = Code.TAB
    elif "block scalar" in context:
        code, place = Code.NEEDS_QUOTES, start
        details = {"character": lines[start.line - 1][start.column - 1]}
    elif character and character in _NEEDS_QUOTES:
        code, details = Code.NEEDS_QUOTES, {"character": character}
    elif "escape" in said or "hexdecimal" in said:
        code = Code.BAD_ESCAPE
    elif "quoted scalar" in context:
        code, place = Code.UNCLOSED_QUOTE, start
    elif "flow" in context:
        # Where the text ends inside a bracket, libyaml names its end, not the bracket.
        bracket = open_brackets[-1] if open_brackets else start
        in_text = character == ":" and bracket.line == mark.line
        code, place = (Code.COLON_IN_TEXT, mark) if in_text else (Code.UNCLOSED_BRACKET, bracket)
    elif "mapping values are not allowed" in said:
        code = Code.COLON_IN_TEXT
    elif ("block" in context or "simple key" in context) and _begins(line, mark.column):
        code = Code.BAD_INDENT
    return Problem(path, *place, code, details)


def mark_of(mark: "yaml.Mark | yaml._yaml.Mark | None") -> Mark:
    """The place that libyaml counts from 0."""
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)


def _begins(line: str, column: int) -> bool:
    """Whether a key or an item begins at `column`: only its place on the line can be wrong."""
    return not line[: column - 1].strip() and line[column - 1 : column] not in tuple("]},")


def _within(lines: list[str], mark: Mark) -> Mark:
    """At the end of the file libyaml's mark stands behind the last line: then its end."""
    return mark if mark.line <= len(lines) else Mark(len(lines), len(lines[-1]) + 1)
