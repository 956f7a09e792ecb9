"""Rows as CSV, Markdown and JSON: the other forms of every listing, beside the terminal's table."""

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kehoach.comparison import Comparison
from kehoach.journal import Entry
from kehoach.problem import Problem
from kehoach.reminder import Reminder
from kehoach.rows import ScoreRow
from kehoach.summary import CLARITIES, Clarity
from kehoach.view import StatusView
from kehoach.wording import agenda, figures, movement, screen, terms
from kehoach.wording import problems as sentences

# A spreadsheet takes a cell that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Listing:
    """A table of words: the keys name the columns for programs, the titles for people."""

    keys: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


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


def dump(value: Any) -> str:
    """JSON as every command prints it."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


# What would begin a list: "- x", "+ x", "1. x".
_BULLET = re.compile(r"^(\d*)([-+.)])(?= )")
_MARKDOWN = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|~#"})


def markdown(text: str) -> str:
    """A text of the data inside Markdown: nothing in it is markup, and no line is lost."""
    line = " ".join(text.translate(_MARKDOWN).splitlines())
    return _BULLET.sub(r"\1\\\2", line)


def markdown_cell(text: str) -> str:
    """A text in a cell: a rule of the table stays a rule."""
    return text if set(text) == {"-"} else markdown(text)


def of_status(view: StatusView) -> Listing:
    """All indicators, with their parts, then tasks, then routines, a row each.

    Of illustrative figures every row says so in a column of its own.
    """
    rows: list[tuple[str, ...]] = []
    for row in view.indicators:
        for line in (row, *row.parts):
            key = row.id if line is row else f"{row.id}/{line.id}"
            rows.append((key, line.name, line.lead, line.target, line.actual, line.label, line.why))
    rows += [
        (row.id, row.name, row.lead, row.deadline, row.due, row.label, row.why)
        for row in view.tasks
    ]
    rows += [(row.id, row.name, "", row.expected, row.held, row.label, "") for row in view.routines]
    keys: tuple[str, ...] = ("id", "name", "lead", "target", "actual", "status", "why")
    titles: tuple[str, ...] = screen.STATUS_COLUMNS
    if view.sample:
        keys, titles = (*keys, "sample"), (*titles, screen.SERIES_COLUMNS["sample"])
        rows = [(*row, terms.YES) for row in rows]
    return Listing(keys, titles, tuple(rows))


def of_scores(
    departments: Sequence[ScoreRow], persons: Sequence[ScoreRow], *, sample: bool
) -> Listing:
    """The scorecards, a row each, departments first."""
    rows = [
        (
            kind,
            row.card.name,
            terms.YES if row.card.external else terms.NO,
            *map(str, (row.card.assigned, row.card.done_on_time, row.card.done_late)),
            *map(str, (row.card.overdue, row.card.open)),
            row.share_on_time,
            row.share_late,
            *map(str, (row.card.indicators, row.card.exceeded, row.card.achieved)),
            str(row.card.missed),
            row.share_exceeded,
            *([terms.YES] if sample else []),
        )
        for kind, cards in ((screen.DEPARTMENT, departments), (screen.PERSON, persons))
        for row in cards
    ]
    titles = screen.SCORE_COLUMNS | ({"sample": screen.SERIES_COLUMNS["sample"]} if sample else {})
    return Listing(tuple(titles), tuple(titles.values()), tuple(rows))


def of_comparison(shown: Comparison) -> Listing:
    """What moved, a row each: indicators with their parts that moved, then tasks."""
    rows: list[tuple[str, ...]] = []
    for change in (change for section in shown.sections for change in section.rows):
        for line in (change, *change.parts):
            key = change.id if line is change else f"{change.id}/{line.id}"
            sides = (line.before, line.after)
            rows.append(
                (
                    *(key, line.name, change.lead, line.label),
                    *(side.dated if side else "" for side in sides),
                    *(side.label if side else "" for side in sides),
                    *(side.target if side else "" for side in sides),
                    *("", line.note),
                )
            )
    rows += [
        (
            *(task.id, task.name, task.lead, task.label),
            *(task.before.spent, task.after.spent, task.before.label, task.after.label),
            *(task.before.deadline, task.after.deadline, task.spent, task.note),
        )
        for task in shown.tasks
    ]
    titles = movement.COLUMNS
    if shown.sample:
        titles = titles | {"sample": screen.SERIES_COLUMNS["sample"]}
        rows = [(*row, terms.YES) for row in rows]
    return Listing(tuple(titles), tuple(titles.values()), tuple(rows))


def of_journal(entries: Sequence[Entry]) -> Listing:
    """Which commit changed which figure, a change a row."""
    rows = []
    for entry in entries:
        commit, change = entry.commit, entry.change
        told: tuple[str, ...] = (screen.UNREADABLE, "", "")
        if change is not None:
            said = (figures.said(change.loc, one) for one in (change.before, change.after))
            told = (figures.label(change.loc), *said)
        rows.append(
            (
                commit.when.isoformat() if commit.when else screen.WORKING,
                commit.author,
                commit.name[:12],
                commit.summary,
                entry.place or screen.CATALOGUE,
                entry.item,
                *told,
            )
        )
    return Listing(tuple(screen.LOG_COLUMNS), tuple(screen.LOG_COLUMNS.values()), tuple(rows))


def of_reminders(rows: Sequence[Reminder], *, sample: bool) -> Listing:
    """What is coming, a row each, in the order of the days."""
    told = tuple(
        (
            agenda.ACTION[row.occasion.action],
            *(row.id, row.name, row.day, row.left, row.lead, row.person, row.note),
            terms.YES if row.occasion.external else terms.NO,
            *([terms.YES] if sample else []),
        )
        for row in rows
    )
    titles = agenda.COLUMNS | ({"sample": screen.SERIES_COLUMNS["sample"]} if sample else {})
    return Listing(tuple(titles), tuple(titles.values()), told)


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
