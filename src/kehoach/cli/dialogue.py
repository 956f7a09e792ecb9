"""`kehoach record` without a figure: a conversation that asks for all that is missing.

Each answer is written at once, so it can end at any word, or by Ctrl-C, without loss.
"""

import sys
from contextlib import suppress
from dataclasses import dataclass, field

from kehoach.agenda import Due, due, missing
from kehoach.cli.common import DATA_WRONG, Stop, console, stop_at_sealed, tell, wrong_use
from kehoach.cli.form import Form, SkipError, StopAskingError, UndoError
from kehoach.cli.recording import read_plan, take_back
from kehoach.load import Data
from kehoach.period import Period
from kehoach.plan import Item, Plan, Solution
from kehoach.problem import Severity
from kehoach.question import Question, questions
from kehoach.recording import Recorded, paths_of
from kehoach.status import entries_up_to, is_sample
from kehoach.terminal.console import Console, print_sample
from kehoach.terminal.record import print_question, print_said
from kehoach.wording import asking, terms
from kehoach.workspace import Workspace

_INTERRUPTED = 130


def ask(
    here: Workspace,
    data: Data,
    plan: Plan,
    period: Period,
    item: tuple[Item, str | None] | None,
    file: str | None,
) -> None:
    """Ask for all that is missing in `period`, or for one item, until the end or a word to stop."""
    stop_at_sealed(data, period)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        wrong_use(asking.NEEDS_TERMINAL, period=period)
    with suppress(ImportError):
        import readline  # noqa: F401 - a line can then be corrected while it is typed

    _stop_at_errors(data, period)
    queue = _queue(plan, data, period, item)
    if not queue:
        name = terms.period_name(period)
        print(asking.NOTHING_MISSING.format(period=name, code=period))
        return
    asked = questions(plan, data.entries, period, queue)
    talk = _Talk(here, period, console(), asked, file)
    talk.begin(data)
    talk.run()


def _stop_at_errors(data: Data, period: Period) -> None:
    """What is missing can't be told of a file that can't be read whole."""
    paths = paths_of(data.lines, period)
    broken = [
        problem
        for problem in data.problems
        if problem.path in paths and problem.severity is Severity.ERROR
    ]
    if broken:
        tell(broken, data.lines)
        raise Stop(DATA_WRONG, asking.BROKEN_FILE)


def _queue(
    plan: Plan, data: Data, period: Period, item: tuple[Item, str | None] | None
) -> tuple[Due, ...]:
    if item is None:
        return missing(plan, data.entries, period)
    chosen, part = item
    if isinstance(chosen, Solution):
        wrong_use(asking.MEASURE_IN_WORDS, id=chosen.id, period=period)
    asked = [one for one in due(plan, data.entries, period) if one.item is chosen]
    if not asked:
        asked = [Due(chosen, one) for one in getattr(chosen, "parts", ()) or [None]]
    return tuple(one for one in asked if part in (None, one.part and one.part.id))


@dataclass
class _Talk:
    """The questions, which of them comes next, and what was written so far, answer by answer."""

    here: Workspace
    period: Period
    console: Console
    questions: tuple[Question, ...]
    file: str | None
    next: int = 0
    trail: list[tuple[int, Recorded | None]] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)
    """The questions gone back to whose answers could not be taken back."""

    def begin(self, data: Data) -> None:
        intro = asking.INTRO if len(self.questions) > 1 else asking.INTRO_ONE
        name = terms.period_name(self.period)
        self.say(intro.format(period=name, count=len(self.questions)), "bold")
        self.say(asking.KEYS)
        if data.plan and is_sample(data.plan, entries_up_to(data.entries, self.period)):
            print_sample(self.console)
        entry = data.entries.get(self.period)
        if entry and entry.sample:
            self.say(asking.IN_SAMPLE)

    def run(self) -> None:
        """Ask until the end; Ctrl-C ends with the status of an interrupted program."""
        ended, interrupted = asking.FINISHED, False
        try:
            while self.next < len(self.questions):
                self._ask(self.questions[self.next])
        except StopAskingError:
            ended = asking.STOPPED
        except (EOFError, KeyboardInterrupt) as error:
            ended, interrupted = asking.STOPPED, isinstance(error, KeyboardInterrupt)
            print()
        self._end(ended)
        if interrupted:
            raise Stop(_INTERRUPTED)

    def say(self, said: str, style: str = "") -> None:
        print_said(self.console, said, style)

    def _end(self, ended: str) -> None:
        data, plan = read_plan(self.here)
        left = len(missing(plan, data.entries, self.period))
        recorded = len({number for number, done in self.trail if done is not None} | self.kept)
        self.console.print()
        self.say(ended, "bold")
        self.say(asking.COUNTED.format(recorded=recorded, left=left))
        self.say((asking.GO_ON if left else asking.DONE_NEXT).format(period=self.period))

    def _ask(self, question: Question) -> None:
        print_question(self.console, question, self.next + 1, len(self.questions))
        try:
            form = Form(self.here, self.period, self.console, question, self.file)
            for done in form.fill():
                self._keep(done)
        except SkipError:
            if not self._has_written():
                self.say(asking.SKIPPED, "dim")
                self.trail.append((self.next, None))
        except UndoError:
            self._go_back()
            return
        self.next += 1

    def _keep(self, done: Recorded) -> None:
        """Remember what was written for the question, from its first key to its last."""
        if self._has_written():
            _, first = self.trail.pop()
            done = done._replace(before=first.before) if first else done
        self.trail.append((self.next, done))

    def _has_written(self) -> bool:
        return bool(self.trail) and self.trail[-1][0] == self.next

    def _go_back(self) -> None:
        """To the question before; what was written for it is taken back."""
        if not self.trail:
            self.say(asking.FIRST)
            return
        self.next, done = self.trail.pop()
        said = asking.BACK
        if done is not None and done.changes:
            taken = take_back(self.here, self.period, done)
            said = asking.TAKEN_BACK if taken else asking.NOT_TAKEN_BACK
            if not taken:
                self.kept.add(self.next)
        self.say(said.format(id=self.questions[self.next].due.id))
