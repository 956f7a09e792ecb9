"""One question of the conversation: asked key by key until each is right, and written at once."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kehoach import recording
from kehoach.cli.common import DATA_WRONG, Stop, choose_as_of, columns_of
from kehoach.cli.recording import file_names, reasons, write
from kehoach.period import Period
from kehoach.question import Question, states, understood
from kehoach.receipt import receipt
from kehoach.recording import Answer, Recorded, RefusedError
from kehoach.terminal.console import Console
from kehoach.terminal.record import print_said, print_written, refusals, room
from kehoach.wording import asking
from kehoach.workspace import Workspace


class SkipError(Exception):
    """On to the next question."""


class UndoError(Exception):
    """Back to the question before."""


class StopAskingError(Exception):
    """No more questions."""


@dataclass
class Form:
    """One question on its way to an answer: what was given for it so far."""

    here: Workspace
    period: Period
    console: Console
    question: Question
    file: str | None
    given: dict[str, str] = field(default_factory=dict)

    def fill(self) -> Iterator[Recorded]:
        """Ask for what is needed and write it, then for what is wished, and write that."""
        while (begun := self._begun()) is None:
            pass
        wished, done = begun
        yield done
        for key in wished:
            caption = asking.OPTIONAL.format(caption=self.question.captions[key])
            self.given.clear()
            self._ask_key(key, caption, needed=False)
            if self.given:
                yield self._write()

    def _begun(self) -> tuple[tuple[str, ...], Recorded] | None:
        """The keys that may follow, and what was written; None where it must be asked again."""
        self.given.clear()
        try:
            return self._ask_needed(), self._write()
        except UndoError:
            if not self.given:
                raise
            self.say(asking.BACK.format(id=self.question.due.id))
        except RefusedError as refused:
            self.say(reasons(self.here, refused, room(self.console)), "yellow")
        return None

    def _ask_needed(self) -> tuple[str, ...]:
        """Ask for the keys without which there is no answer; the keys that may follow."""
        captions = self.question.captions
        wished: tuple[str, ...] = () if self.question.due.part else ("note",)
        needed = tuple(key for key in captions if key != "note")
        if "state" in captions:
            self._ask_key("state", " · ".join(states()))
            needed, wished = asking.KEYS_OF_STATE[self.given["state"]]
        for key in needed:
            if key not in self.given and "not_applicable" not in self.given:
                self._ask_key(key, captions[key])
        return wished

    def _ask_key(self, key: str, caption: str, *, needed: bool = True) -> None:
        """Ask for one key until what is given so far could stand in the file."""
        while True:
            self.say(caption, "bold cyan")
            text = self._line(needed=needed)
            if not text:
                return
            if key in ("value", "numerator") and asking.bare(text) in asking.NONE_WORDS:
                self.given["not_applicable"] = ""  # begun: going back comes here
                self._ask_key("not_applicable", asking.CAPTION["not_applicable"])
                return
            due = self.question.due
            meant = understood(due.part or due.item, key, text)
            wrong = self._wrong(self.given | meant) if meant else asking.NOT_A_STATE
            if not wrong:
                self.given |= meant
                return
            self.say(wrong, "yellow")

    def _line(self, *, needed: bool) -> str:
        """What is typed, if it is no word that steers the conversation."""
        text = input("  > ").strip()
        word = asking.bare(text)
        if word in asking.STOP_WORDS:
            raise StopAskingError
        if word in asking.UNDO_WORDS:
            raise UndoError
        if word in asking.SKIP_WORDS and (text or needed):
            raise SkipError
        return text

    def _answer(self, given: dict[str, str]) -> Answer:
        due = self.question.due
        return Answer(due.item, given, due.part.id if due.part else None)

    def _wrong(self, given: dict[str, str]) -> str:
        """What would be wrong in the file with this; that something is still to come is not."""
        files, problems = self.here.files()
        found = self.here.evidence_found
        try:
            recording.record(files, problems, self.period, self._answer(given), found, self.file)
        except recording.SeveralFilesError as several:
            self.file = self._choose(several.paths)
            return self._wrong(given)
        except recording.UnreadableError as broken:
            told = reasons(self.here, broken, columns_of(sys.stderr))
            raise Stop(DATA_WRONG, told) from None
        except recording.RefusedError as refused:
            return refusals(one for one in refused.problems if one.code not in recording.INCOMPLETE)
        return ""

    def _choose(self, paths: Sequence[str]) -> str:
        names = [f"{number} {name}" for number, name in enumerate(file_names(paths).split(", "), 1)]
        while True:
            self.say(f"{asking.CHOOSE_FILE}: {', '.join(names)}")
            text = self._line(needed=True)
            if text.isdecimal() and 0 < int(text) <= len(paths):
                return paths[int(text) - 1]
            self.say(asking.NOT_A_FILE.format(count=len(paths)), "yellow")

    def _write(self) -> Recorded:
        answer = self._answer(self.given)
        done = write(self.here, self.period, answer, self.file)
        if warnings := refusals(done.problems):
            self.say(warnings, "yellow")
        as_of = choose_as_of(done.plan, self.period, None)
        print_written(self.console, receipt(done, answer, self.period, as_of))
        return done

    def say(self, said: str, style: str = "") -> None:
        """A sentence of the program."""
        print_said(self.console, said, style)
