"""What is asked and what was recorded, on the terminal."""

from collections.abc import Iterable

from kehoach.complaint import hinted, visible, wrapped
from kehoach.problem import Problem
from kehoach.question import Question
from kehoach.receipt import Receipt
from kehoach.terminal.console import Console, Styled, print_sample, print_wrapped
from kehoach.wording import asking
from kehoach.wording.problems import SEVERITY, describe

_INDENT = "  "
_BAR = 24


def print_receipt(here: Console, told: Receipt) -> None:
    """A receipt; loud where the figures are illustrative."""
    if told.sample:
        print_sample(here)
    print_wrapped(here, "", told.title, "bold")
    width = max(len(label) for label, _ in told.lines) + 2
    for label, words in told.lines:
        print_wrapped(here, f"{_INDENT}{label}:".ljust(width + len(_INDENT)), words)


def print_question(here: Console, asked: Question, number: int, count: int) -> None:
    """A question with how far one has come."""
    here.print()
    if count > 1:
        done = _BAR * (number - 1) // count
        bar = Styled("█" * done, "green"), Styled("░" * (_BAR - done), "dim")
        here.print(*bar, f" {number}/{count}")
    print_wrapped(here, "", f"{asked.due.id} – {asked.name}", "bold")
    if asked.part:
        print_wrapped(here, _INDENT, asked.part, "bold")
    for line in (*asked.facts, asking.LAST.format(last=asked.last)):
        print_wrapped(here, _INDENT, line, "dim")


def print_said(here: Console, said: str, style: str = "") -> None:
    """A sentence of the program between questions."""
    for line in said.splitlines():
        print_wrapped(here, _INDENT, line, style)


def room(here: Console) -> int:
    """How many columns a line of what is said has."""
    return here.width - len(_INDENT)


def print_written(here: Console, told: Receipt) -> None:
    """What was written, in two lines, between two questions."""
    lines = dict(told.lines)
    print_wrapped(here, f"{_INDENT}→ ", asking.WRITTEN.format(now=lines[asking.NOW]), "green")
    for label in (asking.RATED, asking.GONE):
        if label in lines:
            print_wrapped(here, f"{_INDENT}  ", f"{label}: {lines[label]}")


def refusals(problems: Iterable[Problem], columns: int = 0) -> str:
    """Problems of what was typed: their sentence and hint, without a place in a file."""
    told: list[str] = []
    for problem in problems:
        message, hint = describe(problem)
        message = f"{SEVERITY[problem.severity]}[{problem.code}] {message}"
        told += [wrapped(visible(message), columns), hinted(hint, columns)]
    return "\n".join(told)
