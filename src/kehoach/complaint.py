"""Problems as a person reads them: the place, the sentence, the real line, and a hint."""

import textwrap
from collections.abc import Mapping, Sequence
from fractions import Fraction

from kehoach.encoding import FORBIDDEN
from kehoach.problem import Problem, cell_name
from kehoach.wording import form
from kehoach.wording.problems import HINT, SEVERITY, describe

# A longer line is shown around the place; what was left out is marked.
_WIDEST = 100
_BEFORE = Fraction(6, 10)
_MARGIN = 8  # "  114 | "
_INDENT = "   "


def complaint(problem: Problem, lines: Sequence[str], columns: int = 0) -> str:
    """A problem with its line, the place marked under it, and the hint.

    On a terminal of some columns words are not torn and the mark stays under its place; with 0
    every line is whole, for programs that look for the place.
    """
    message, hint = describe(problem)
    severity = SEVERITY[problem.severity]
    place = f"{problem.path}:{problem.line}:{problem.column}"
    told = [wrapped(visible(f"{place}: {severity}[{problem.code}] {message}"), columns)]
    if problem.line <= len(lines) and lines[problem.line - 1].strip():
        widest = min(_WIDEST, max(columns - _MARGIN - len("……"), 1)) if columns else _WIDEST
        line, column = _excerpt(lines[problem.line - 1], problem.column, widest)
        told += [f"{problem.line:5} | {line}", f"      | {' ' * column}^"]
    told.append(hinted(hint, columns))
    return "\n".join(told) + "\n"


def hinted(hint: str, columns: int) -> str:
    """What to do about a problem, below what is wrong."""
    return wrapped(f"{_INDENT}{HINT}: {visible(hint)}", columns)


def wrapped(text: str, columns: int) -> str:
    """A text in lines of so many columns, no word torn; with 0 one line."""
    if not columns:
        return text
    return textwrap.fill(
        text,
        columns,
        subsequent_indent=_INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )


def of_cell(problem: Problem, columns: int = 0) -> str:
    """A problem of a form: its cell as a spreadsheet names it, and what to do in the form."""
    message, hint = describe(problem, form.HINTS)
    place = f"{problem.path}!{cell_name(problem.line, problem.column)}"
    told = f"{place}: {SEVERITY[problem.severity]}[{problem.code}] {message}"
    return f"{wrapped(visible(told), columns)}\n{hinted(hint, columns)}\n"


def github(problem: Problem) -> str:
    """A problem as a workflow command, for marks in a review."""
    message, hint = describe(problem)
    text = f"{message} – {hint}".replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    path = problem.path.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    return (
        f"::{problem.severity} file={path},line={problem.line},col={problem.column},"
        f"title={problem.code}::{visible(text)}\n"
    )


def complaints(
    problems: Sequence[Problem], lines: Mapping[str, Sequence[str]], columns: int = 0
) -> str:
    """All problems, one after the other."""
    return "".join(complaint(one, lines.get(one.path, ()), columns) for one in problems)


def visible(text: str) -> str:
    """A text with what a terminal would obey, or not show, spelt out."""
    return FORBIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text).replace("\t", " ")


def _excerpt(line: str, column: int, widest: int) -> tuple[str, int]:
    """The part of a line around a place, and how far in the place then stands."""
    around = column - int(widest * _BEFORE)
    start = 0 if len(line) <= widest else max(0, min(around, len(line) - widest))
    shown = line[start : start + widest]
    before = visible(shown[: column - 1 - start])
    head, tail = ("…" if start else ""), ("…" if start + widest < len(line) else "")
    return head + visible(shown) + tail, len(head) + len(before)
