"""`kehoach record` without a figure: a conversation that asks for all that is missing.

Each answer is written at once, so it can end at any word, or by Ctrl-C, without loss.
"""

import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kehoach.cli.common import DATA_WRONG, Stop, choose_as_of, wrong_use
from kehoach.cli.recording import file_names, read_plan, reasons, take_back, write
from kehoach.wording import asking, terms

if TYPE_CHECKING:
    from rich.console import Console

    from kehoach.agenda import Due
    from kehoach.load import Data
    from kehoach.period import Period
    from kehoach.plan import Item, Plan
    from kehoach.question import Question
    from kehoach.recording import Answer, Recorded
    from kehoach.workspace import Workspace

_INTERRUPTED = 130


class _SkipError(Exception):
    """On to the next question."""


class _UndoError(Exception):
    """Back to the question before."""


class _StopError(Exception):
    """No more questions."""


def ask(
    here: "Workspace", period: "Period", item: "tuple[Item, str | None] | None", file: str | None
) -> None:
    """Ask for all that is missing in `period`, or for one item, until the end or a word to stop."""
    from kehoach.question import questions
    from kehoach.terminal import console

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        wrong_use(asking.NEEDS_TERMINAL, period=period)
    with suppress(ImportError):
        import readline  # noqa: F401 - a line can then be corrected while it is typed

    data, plan = read_plan(here)
    queue = _queue(plan, data, period, item)
    if not queue:
        name = terms.period_name(period)
        print(asking.NOTHING_MISSING.format(period=name, code=period))
        return
    asked = questions(plan, data.entries, period, queue)
    talk = _Talk(here, period, plan, console(), asked, file)
    talk.begin(data)
    talk.run()


def _queue(
    plan: "Plan", data: "Data", period: "Period", item: "tuple[Item, str | None] | None"
) -> "tuple[Due, ...]":
    from kehoach.agenda import Due, due, missing
    from kehoach.plan import Solution

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

    here: "Workspace"
    period: "Period"
    plan: "Plan"
    console: "Console"
    questions: "tuple[Question, ...]"
    file: str | None
    next: int = 0
    trail: "list[tuple[int, Recorded | None]]" = field(default_factory=list)

    def begin(self, data: "Data") -> None:
        from kehoach.terminal import print_sample

        intro = asking.INTRO if len(self.questions) > 1 else asking.INTRO_ONE
        name = terms.period_name(self.period)
        self.say(intro.format(period=name, count=len(self.questions)), "bold")
        self.say(asking.KEYS)
        entry = data.entries.get(self.period)
        if entry and entry.sample:
            print_sample(self.console)
            self.say(asking.IN_SAMPLE)

    def run(self) -> None:
        """Ask until the end; Ctrl-C ends with the status of an interrupted program."""
        ended, interrupted = asking.FINISHED, False
        try:
            while self.next < len(self.questions):
                self._ask(self.questions[self.next])
        except _StopError:
            ended = asking.STOPPED
        except (EOFError, KeyboardInterrupt) as error:
            ended, interrupted = asking.STOPPED, isinstance(error, KeyboardInterrupt)
            print()
        self._end(ended)
        if interrupted:
            raise Stop(_INTERRUPTED)

    def say(self, said: str, style: str = "") -> None:
        from kehoach.terminal_record import print_said

        print_said(self.console, said, style)

    def _end(self, ended: str) -> None:
        from kehoach.agenda import missing

        data, plan = read_plan(self.here)
        left = len(missing(plan, data.entries, self.period))
        recorded = sum(done is not None for _, done in self.trail)
        self.console.print()
        self.say(ended, "bold")
        self.say(asking.COUNTED.format(recorded=recorded, left=left))
        self.say((asking.GO_ON if left else asking.DONE_NEXT).format(period=self.period))

    def _ask(self, question: "Question") -> None:
        from kehoach.terminal_record import print_question

        print_question(self.console, question, self.next + 1, len(self.questions))
        try:
            _Form(self, question).fill()
        except _SkipError:
            if not self._has_written():
                self.say(asking.SKIPPED, "dim")
                self.trail.append((self.next, None))
        except _UndoError:
            self._go_back()
            return
        self.next += 1

    def keep(self, done: "Recorded") -> None:
        """Remember what was written for the question, from its first key to its last."""
        if self._has_written():
            _, first = self.trail.pop()
            done = replace(done, before=first.before) if first else done
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
        self.say(said.format(id=self.questions[self.next].due.id))


@dataclass
class _Form:
    """One question on its way to an answer: what was given for it so far."""

    talk: _Talk
    question: "Question"
    given: dict[str, str] = field(default_factory=dict)
    file: str | None = None

    def fill(self) -> None:
        """Ask for what is needed and write it, then for what is wished, and write that."""
        self.file = self.talk.file
        wished: tuple[str, ...] | None = None
        while wished is None:
            wished = self._filled()
        for key in wished:
            caption = asking.OPTIONAL.format(caption=self.question.captions[key])
            self.given.clear()
            self._ask_key(key, caption, needed=False)
            if self.given:
                self._write()

    def _filled(self) -> tuple[str, ...] | None:
        """Ask and write once; the keys that may follow, or None where it must be asked again."""
        from kehoach.recording import RefusedError

        self.given.clear()
        try:
            wished = self._ask_needed()
            self._write()
        except _UndoError:
            if not self.given:
                raise
            self.talk.say(asking.BACK.format(id=self.question.due.id))
        except RefusedError as refused:
            self.talk.say(reasons(self.talk.here, refused), "yellow")
        else:
            return wished
        return None

    def _ask_needed(self) -> tuple[str, ...]:
        """Ask for the keys without which there is no answer; the keys that may follow."""
        captions = self.question.captions
        wished: tuple[str, ...] = () if self.question.due.part else ("note",)
        needed = tuple(key for key in captions if key != "note")
        if "state" in captions:
            self._ask_key("state", " · ".join(asking.states()))
            needed, wished = asking.KEYS_OF_STATE[self.given["state"]]
        for key in needed:
            if key not in self.given and "not_applicable" not in self.given:
                self._ask_key(key, captions[key])
        return wished

    def _ask_key(self, key: str, caption: str, *, needed: bool = True) -> None:
        """Ask for one key until what is given so far could stand in the file."""
        from kehoach.question import understood

        while True:
            self.talk.say(caption, "bold cyan")
            text = self._line(needed=needed)
            if not text:
                return
            if key in ("value", "numerator") and asking.bare(text) in asking.NONE_WORDS:
                self._ask_key("not_applicable", asking.CAPTION["not_applicable"])
                return
            meant = understood(self.question, key, text)
            wrong = self._wrong(self.given | meant) if meant else asking.NOT_A_STATE
            if not wrong:
                self.given |= meant
                return
            self.talk.say(wrong, "yellow")

    def _line(self, *, needed: bool) -> str:
        """What is typed, if it is no word that steers the conversation."""
        text = input("  > ").strip()
        word = asking.bare(text)
        if word in asking.STOP_WORDS:
            raise _StopError
        if word in asking.UNDO_WORDS:
            raise _UndoError
        if word in asking.SKIP_WORDS and (text or needed):
            raise _SkipError
        return text

    def _answer(self, given: dict[str, str]) -> "Answer":
        from kehoach.recording import Answer

        due = self.question.due
        return Answer(due.item, given, due.part.id if due.part else None)

    def _wrong(self, given: dict[str, str]) -> str:
        """What would be wrong in the file with this; that something is still to come is not."""
        from kehoach import recording
        from kehoach.terminal_record import refusals

        talk = self.talk
        files, problems = talk.here.files()
        found = talk.here.evidence_found
        try:
            recording.record(files, problems, talk.period, self._answer(given), found, self.file)
        except recording.SeveralFilesError as several:
            self.file = self._choose(several.paths)
            return self._wrong(given)
        except recording.UnreadableError as broken:
            raise Stop(DATA_WRONG, reasons(talk.here, broken)) from None
        except recording.RefusedError as refused:
            return refusals(one for one in refused.problems if one.code not in recording.INCOMPLETE)
        return ""

    def _choose(self, paths: "Sequence[str]") -> str:
        names = [f"{number} {name}" for number, name in enumerate(file_names(paths).split(", "), 1)]
        while True:
            self.talk.say(f"{asking.CHOOSE_FILE}: {', '.join(names)}")
            text = self._line(needed=True)
            if text.isdecimal() and 0 < int(text) <= len(paths):
                return paths[int(text) - 1]
            self.talk.say(asking.NOT_A_FILE.format(count=len(paths)), "yellow")

    def _write(self) -> None:
        from kehoach.receipt import receipt
        from kehoach.terminal_record import print_written, refusals

        talk = self.talk
        answer = self._answer(self.given)
        done = write(talk.here, talk.period, answer, self.file)
        talk.keep(done)
        if warnings := refusals(done.problems):
            talk.say(warnings, "yellow")
        as_of = choose_as_of(talk.plan, talk.period, None)
        print_written(talk.console, receipt(done, answer, talk.period, as_of))
