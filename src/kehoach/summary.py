"""Roll-ups of an evaluation: money, departments and persons, and the 6 rõ of every task.

Facts for the rating of units and staff, never a rating. An empty denominator gives None, which is
shown as "chưa đủ dữ liệu".
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from kehoach.plan import Plan, Task
from kehoach.result import (
    OPEN,
    Evaluation,
    IndicatorResult,
    IndicatorStatus,
    TaskResult,
    TaskStatus,
)


class Budget(NamedTuple):
    """Money in đồng. `without_amount` tasks have no known budget and are not in `planned`.

    `unplanned` is what of `spent` went to those tasks: no share is taken of it.

    `reported`: of how many tasks something was said of the money spent; a blank is never a zero.
    """

    planned: int
    spent: int
    unplanned: int
    without_amount: int
    reported: int
    tasks: int

    @property
    def share(self) -> Fraction | None:
        """Spent of what is planned, in per cent; None where nothing is planned, or nothing told."""
        if not self.planned or not self.reported:
            return None
        return Fraction(100 * (self.spent - self.unplanned), self.planned)


def budget(results: Iterable[TaskResult]) -> Budget:
    """Add up the known amounts and count the tasks that have none."""
    return budget_of((task.item.budget, task.spent) for task in results)


def budget_of(tasks: Iterable[tuple[int | None, int | None]]) -> Budget:
    """The same of what each task has: its budget, and what was spent."""
    amounts = list(tasks)
    planned = [budget for budget, _ in amounts if budget is not None]
    return Budget(
        planned=sum(planned),
        spent=sum(spent or 0 for _, spent in amounts),
        unplanned=sum(spent or 0 for budget, spent in amounts if budget is None),
        without_amount=len(amounts) - len(planned),
        reported=sum(spent is not None for _, spent in amounts),
        tasks=len(amounts),
    )


def budget_by_source(results: Iterable[TaskResult]) -> list[tuple[tuple[str, ...], Budget]]:
    """The money by what the tasks name as its source: one source, an unsplit pair, or none.

    In the order in which the sources first appear; the parts add up to the whole.
    """
    groups: dict[tuple[str, ...], list[TaskResult]] = {}
    for result in results:
        groups.setdefault(result.item.sources, []).append(result)
    return [(sources, budget(tasks)) for sources, tasks in groups.items()]


class Scorecard(NamedTuple):
    """What a department or a person leads, counted. Shares in per cent, None when empty."""

    id: str
    name: str
    external: bool
    assigned: int
    done_on_time: int
    done_late: int
    overdue: int
    open: int
    indicators: int
    exceeded: int
    achieved: int
    missed: int

    @property
    def share_on_time(self) -> Fraction | None:
        """Tasks done on time among those assigned."""
        return _share(self.done_on_time, self.assigned)

    @property
    def share_late(self) -> Fraction | None:
        """Tasks done late or overdue among those assigned."""
        return _share(self.done_late + self.overdue, self.assigned)

    @property
    def share_exceeded(self) -> Fraction | None:
        """Indicators exceeded among those led."""
        return _share(self.exceeded, self.indicators)


def scorecards(evaluation: Evaluation) -> list[Scorecard]:
    """One for each department that leads something, in the catalogue's order."""
    cards = [
        _scorecard(
            department.id,
            department.name,
            [task for task in evaluation.tasks if department.id in task.item.lead],
            [result for result in evaluation.indicators if department.id in result.whole.lead],
            external=department.external,
        )
        for department in evaluation.plan.departments
    ]
    return [card for card in cards if card.assigned or card.indicators]


def personal_scorecards(evaluation: Evaluation) -> list[Scorecard]:
    """One for each person in charge of a task; indicators are led by departments only."""
    persons = dict.fromkeys(task.item.person for task in evaluation.tasks if task.item.person)
    external = evaluation.plan.external
    cards = []
    for person in persons:
        tasks = [task for task in evaluation.tasks if task.item.person == person]
        outside = all(external.issuperset(task.item.lead) for task in tasks)
        cards.append(_scorecard(person, person, tasks, [], external=outside))
    return cards


def _scorecard(
    key: str,
    name: str,
    tasks: Sequence[TaskResult],
    indicators: Sequence[IndicatorResult],
    *,
    external: bool,
) -> Scorecard:
    by_task = [task.status for task in tasks]
    by_indicator = [result.status for result in indicators]
    return Scorecard(
        id=key,
        name=name,
        external=external,
        assigned=len(tasks),
        done_on_time=by_task.count(TaskStatus.DONE_ON_TIME),
        done_late=by_task.count(TaskStatus.DONE_LATE),
        overdue=by_task.count(TaskStatus.OVERDUE),
        open=sum(status in OPEN for status in by_task),
        indicators=len(indicators),
        exceeded=by_indicator.count(IndicatorStatus.EXCEEDED),
        achieved=by_indicator.count(IndicatorStatus.ACHIEVED),
        missed=by_indicator.count(IndicatorStatus.MISSED),
    )


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(100 * part, whole) if whole else None


CLARITIES: dict[str, Callable[[Task], object]] = {
    "person": lambda task: task.person,
    "work": lambda task: task.name,
    "responsibility": lambda task: task.lead,
    "authority": lambda task: task.authority,
    "time": lambda task: task.deadline,
    "product": lambda task: task.product,
}
"""The "6 rõ" of section I of the plan: rõ người, việc, trách nhiệm, thẩm quyền, thời gian, sản
phẩm, each with what states it."""


class Clarity(NamedTuple):
    """Which of the six a task states."""

    task: Task
    stated: frozenset[str]

    @property
    def complete(self) -> bool:
        """Whether all six are stated."""
        return len(self.stated) == len(CLARITIES)


def six_clear(plan: Plan) -> list[Clarity]:
    """The 6 rõ check of every task, in the catalogue's order."""
    return [
        Clarity(task, frozenset(name for name, stated in CLARITIES.items() if stated(task)))
        for task in plan.tasks
    ]
