"""A syntax error of YAML → the habit behind it, where one can be told: a tab, a missing quote …

libyaml says what it expected; a person wants to know what she did, and where it began.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import yaml

from kehoach.encoding import BLANKS, LINE_END, Mark
from kehoach.problem import Code, Problem

COLON_WITHOUT_SPACE = re.compile(r"\s*(?:- )?[\w.-]+:[^\s/]")
_KEY = r"[\w.-]+"
_NEEDS_QUOTES = "%@`>|*&!"
_COMPARED = re.compile(r"\b(?:at_least|more_than|at_most|less_than|equals|between|value): *\[? *$")
# A key, and what Word or an input method put in place of the colon and the space.
_ODD_COLON = re.compile(rf"{_KEY}(?::(?=[{BLANKS}])|(?=：))")
DASH = re.compile(r"[-+*•·–—](?!\S*:)")
# Two keys in a row, as in `target: at_least: 70%`: those of the files are in English.
_NESTED = re.compile(rf" *(?:- )?({_KEY}): +([a-z_]+)")
_WITH_VALUE = re.compile(rf"\s*(?:- )?{_KEY}:\s+[^\s#]")


class _Error(NamedTuple):
    """What libyaml says: where it stood, and where what it was reading began."""

    path: str
    lines: list[str]
    mark: Mark
    start: Mark
    context: str
    said: str
    bracket: Mark | None
    """The last bracket that is open."""

    @property
    def line(self) -> str:
        return self.lines[self.mark.line - 1]

    @property
    def before(self) -> str:
        """The line up to the place."""
        return self.line[: self.mark.column - 1]

    @property
    def character(self) -> str:
        """What stands at the place; nothing at the end of a line."""
        return self.line[self.mark.column - 1 : self.mark.column]

    def problem(self, code: Code, at: Mark, **facts: str) -> Problem:
        return Problem(self.path, *at, code, facts)

    def begins(self, at: Mark) -> bool:
        """Whether a key or an item begins there: only its place on the line can be wrong."""
        line = self.lines[at.line - 1]
        return not line[: at.column - 1].strip() and line[at.column - 1 : at.column] != ""


def explain(
    path: str, text: str, error: yaml.MarkedYAMLError, open_brackets: Sequence[Mark]
) -> Problem:
    """The problem at the place of the habit. `open_brackets` are those open where reading ended."""
    lines = LINE_END.split(text)
    found = _Error(
        path,
        lines,
        _within(lines, mark_of(error.problem_mark or error.context_mark)),
        _within(lines, mark_of(error.context_mark or error.problem_mark)),
        str(error.context or ""),
        str(error.problem or ""),
        open_brackets[-1] if open_brackets else None,
    )
    told = (habit(found) for habit in _HABITS)
    return next((one for one in told if one), found.problem(Code.SYNTAX, found.mark))


def _no_space(error: _Error) -> Problem | None:
    for number in (error.mark.line, error.mark.line - 1):
        if number and (match := COLON_WITHOUT_SPACE.match(error.lines[number - 1])):
            return error.problem(Code.NO_SPACE_AFTER_COLON, Mark(number, match.end() - 1))
    return None


def _tab(error: _Error) -> Problem | None:
    found = "\t" in (error.character, error.before[-1:])
    return error.problem(Code.TAB, error.mark) if found else None


def _sign_of_yaml(error: _Error) -> Problem | None:
    """What begins with a sign that means something else: `>`, `|`, `*`, `&`, `!`, `%`, `@`."""
    at = error.mark
    if any(name in error.context for name in ("block scalar", "alias", "anchor", "tag")):
        at = error.start
    elif not error.character or error.character not in _NEEDS_QUOTES:
        dash = "block sequence entries are not allowed" in error.said
        return error.problem(Code.NEEDS_QUOTES, at, character="-", form="dash") if dash else None
    line = error.lines[at.line - 1]
    character, after = line[at.column - 1], line[at.column :]
    if error.begins(at) and after.startswith(" "):
        return error.problem(Code.BAD_DASH, at)
    number = character == "%" and after[:1].isdigit()
    compared = character == ">" and _COMPARED.search(line[: at.column - 1])
    form = "percent" if number else "comparison" if compared else ""
    return error.problem(Code.NEEDS_QUOTES, at, character=character, form=form)


def _escape(error: _Error) -> Problem | None:
    found = "escape" in error.said or "hexdecimal" in error.said
    return error.problem(Code.BAD_ESCAPE, error.mark) if found else None


def _open_quote(error: _Error) -> Problem | None:
    return (
        error.problem(Code.UNCLOSED_QUOTE, error.start)
        if "quoted scalar" in error.context
        else None
    )


def _closed(error: _Error) -> Problem | None:
    """A quote or a bracket that was closed, and what stands behind it."""
    if "while parsing" not in error.context or error.mark.line < error.start.line:
        return None
    if error.character and error.character in "]}":
        return error.problem(Code.EXTRA_BRACKET, error.mark, character=error.character)
    closing = error.before.rstrip()[-1:]
    if closing and closing in "\"']}" and error.character and error.character != ":":
        follows = re.match(rf"{_KEY}: ", error.line[error.mark.column - 1 :])
        in_brackets = "flow" in error.context
        if in_brackets and (follows or error.character in "{[\"'"):
            return error.problem(Code.CLOSED_TOO_EARLY, error.mark, form="comma")
        if follows:
            return error.problem(Code.CLOSED_TOO_EARLY, error.mark, form="item")
        return error.problem(Code.CLOSED_TOO_EARLY, error.mark, character=closing)
    return None


def _in_brackets(error: _Error) -> Problem | None:
    if error.bracket is None and "flow" not in error.context:
        return None
    # Where the text ends inside a bracket, libyaml names its end, not the bracket.
    bracket = error.bracket or error.start
    if error.character == ":" and bracket.line == error.mark.line:
        return error.problem(Code.COLON_IN_TEXT, error.mark, form="flow")
    return error.problem(Code.UNCLOSED_BRACKET, bracket)


def _no_colon(error: _Error) -> Problem | None:
    """A line that should be a key, or an item of a list."""
    if "simple key" not in error.context:
        return None
    line, column = error.start
    text = error.lines[line - 1][column - 1 :]
    if match := _ODD_COLON.match(text):
        facts = {"value": text[: match.end() + 1], "character": text[match.end()]}
        at = Mark(line, column + match.end())
        return error.problem(Code.TYPOGRAPHY_IN_CODE, at, **facts)
    if DASH.match(text):
        return error.problem(Code.BAD_DASH, error.start)
    return error.problem(Code.MISSING_COLON, error.start)


def _colon(error: _Error) -> Problem | None:
    if "mapping values are not allowed" not in error.said:
        return None
    if re.fullmatch(rf" *{_KEY}", error.before):
        return _misplaced(error, Mark(error.mark.line, _indent(error.line) + 1))
    if match := _NESTED.fullmatch(error.before):
        key, inner = match.groups()
        return error.problem(Code.COLON_IN_TEXT, error.mark, form="nested", key=key, inner=inner)
    return error.problem(Code.COLON_IN_TEXT, error.mark)


def _ended_early(error: _Error) -> Problem | None:
    if "document start" not in error.said:
        return None
    ends = [n for n in range(1, error.mark.line) if error.lines[n - 1].rstrip() == "..."]
    return error.problem(Code.SEVERAL_DOCUMENTS, Mark(ends[-1], 1)) if ends else None


def _bad_indent(error: _Error) -> Problem | None:
    if "block" in error.context and error.begins(error.mark):
        return _misplaced(error, error.mark)
    return None


def _misplaced(error: _Error, at: Mark) -> Problem:
    """The line that stands wrong: that at which reading ended, or the one before it.

    A line that is complete in itself has nothing below it; where the lines above stand as that
    at the end, it is the one that left them.
    """
    above = [n for n in range(at.line - 1, 0, -1) if error.lines[n - 1].strip()]
    here = _indent(error.lines[at.line - 1])
    if len(above) > 1 and _WITH_VALUE.match(error.lines[above[0] - 1]):
        before, further = (_indent(error.lines[n - 1]) for n in above[:2])
        if before < here == further:
            return error.problem(Code.BAD_INDENT, Mark(above[0], before + 1))
    return error.problem(Code.BAD_INDENT, at)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


# The first that fits.
_HABITS: tuple[Callable[[_Error], Problem | None], ...] = (
    _no_space,
    _tab,
    _sign_of_yaml,
    _escape,
    _open_quote,
    _closed,
    _in_brackets,
    _no_colon,
    _colon,
    _ended_early,
    _bad_indent,
)


def mark_of(mark: "yaml.Mark | yaml._yaml.Mark | None") -> Mark:
    """The place that libyaml counts from 0."""
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)


def _within(lines: list[str], mark: Mark) -> Mark:
    """At the end of the file libyaml's mark stands behind the last line: then its end."""
    return mark if mark.line <= len(lines) else Mark(len(lines), len(lines[-1]) + 1)
