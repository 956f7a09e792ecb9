"""What moved between two periods, on the terminal."""

from collections.abc import Iterator

from kehoach.comparison import Comparison, IndicatorChange, Section
from kehoach.movement import Turn
from kehoach.terminal.console import (
    STYLE,
    Console,
    Piece,
    Styled,
    print_heading,
    print_list,
    print_sample,
    short_name,
)
from kehoach.wording import movement as words
from kehoach.wording import screen

_TITLE_STYLE = {Turn.WORSE: "bold red", Turn.BETTER: "bold green", Turn.MISSING: "bold magenta"}


def print_comparison(here: Console, shown: Comparison) -> None:
    """What got worse and better, the other indicators, the tasks; then counts of everything."""
    title = words.TITLE.format(
        organization=shown.organization, before=shown.before, after=shown.after
    )
    here.print(Styled(title, "bold"))
    here.print(words.SUBTITLE.format(before=shown.before_as_of, after=shown.after_as_of))
    if shown.sample:
        print_sample(here)
    if not shown.indicator_counts and not shown.task_counts:
        here.print()
        here.print(screen.NOTHING_FOUND)
        return
    for note in shown.notes:
        here.print(note)
    for section in shown.sections:
        _print_section(here, section)
    _print_tasks(here, shown)
    if not shown.sections and not shown.tasks:
        here.print()
        here.print(words.NOTHING_MOVED)
    print_heading(here, screen.TOTALS)
    print_list(here, _totals(shown))


def _print_section(here: Console, section: Section) -> None:
    title = f"{section.title.upper()} ({len(section.rows)})"
    print_heading(here, title, _TITLE_STYLE.get(section.turn, "bold"))
    target = section.turn is Turn.REVISED
    columns = [(screen.ID, 0), (screen.INDICATOR, 4), (screen.ACTUAL, 3), (screen.RATING, 4)]
    if target:
        columns.insert(2, (screen.TARGET, 4))
    cells: list[list[Piece]] = []
    for row in section.rows:
        for line in (row, *row.parts):
            name = short_name(here, line.name)
            cells.append([row.id, name] if line is row else ["", f"- {name}"])
            cells[-1] += [line.target, line.value] if target else [line.value]
            cells[-1].append(_rating(line, row))
    here.print_table(columns, cells)


def _rating(line: IndicatorChange, row: IndicatorChange) -> Styled:
    """The statuses; of a part that went another way than its whole, which way."""
    style = STYLE.get(line.after.status, "") if line.after else ""
    note = "; ".join(
        said
        for said in (line.label.lower() if line.turn is not row.turn else "", line.note)
        if said
    )
    return Styled(line.status + _in_brackets(note), style)


def _print_tasks(here: Console, shown: Comparison) -> None:
    if not shown.tasks:
        return
    print_heading(here, f"{words.TASKS} ({len(shown.tasks)})")
    cells = [
        (
            row.id,
            short_name(here, row.name)
            + (f" ({screen.EXTERNAL}: {row.lead})" if row.after.external else ""),
            Styled(row.status + _in_brackets(row.note), STYLE.get(row.after.status, "")),
            row.spent,
        )
        for row in shown.tasks
    ]
    columns = ((screen.ID, 0), (screen.TASK, 4), (screen.STATE, 4), (words.SPENT_BETWEEN, -13))
    here.print_table(columns, cells)


def _in_brackets(note: str) -> str:
    return f" ({note})" if note else ""


def _totals(shown: Comparison) -> Iterator[str]:
    if shown.indicator_counts:
        yield screen.counted(screen.COUNTED_INDICATORS, shown.indicator_counts)
    if shown.task_counts:
        yield screen.counted(screen.COUNTED_TASKS, shown.task_counts)
        yield shown.money
