"""Problems, and the 6 rõ of the tasks, as rows."""

from collections.abc import Sequence
from fractions import Fraction

from kehoach.listing import Listing, dump
from kehoach.problem import Problem
from kehoach.summary import CLARITIES, Clarity
from kehoach.wording import problems as sentences
from kehoach.wording import screen, terms


def of_clarity(tasks: Sequence[Clarity]) -> tuple[Listing, list[str]]:
    """The 6 rõ of every task; how many tasks state all six, and what to add for the others."""
    rows = tuple(
        (
            clarity.task.id,
            clarity.task.name,
            *(screen.STATED[name in clarity.stated] for name in CLARITIES),
        )
        for clarity in tasks
    )
    complete = sum(clarity.complete for clarity in tasks)
    share = terms.percent(Fraction(100 * complete, len(tasks)) if tasks else None)
    total = screen.six_clear_total(complete, len(tasks), share)
    missing = [
        (label, terms.CLARITY_KEY[name], sum(name not in clarity.stated for clarity in tasks))
        for name, label in terms.CLARITY.items()
    ]
    steps = screen.six_clear_steps(missing)
    return Listing(("id", "name", *CLARITIES), screen.SIX_CLEAR_TITLES, rows), [total, *steps]


def of_problems(problems: Sequence[Problem]) -> str:
    """The problems as JSON."""
    told = []
    for problem in problems:
        message, hint = sentences.describe(problem)
        told.append(
            {
                "path": problem.path,
                "line": problem.line,
                "column": problem.column,
                "code": problem.code.value,
                "severity": problem.severity.value,
                "message": message,
                "hint": hint,
            }
        )
    return dump(told)
