"""What moved, as rows."""

from kehoach.comparison import Comparison
from kehoach.listing import Listing, titled
from kehoach.wording import movement


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
    return titled(movement.COLUMNS, rows, sample=shown.sample)
