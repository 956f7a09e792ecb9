"""YAML text → values with positions. No disk, no types: every scalar stays the text it is.

PyYAML's loaders guess types, take the last of two equal keys and recurse; so the event stream of
libyaml is walked here instead, with limits. The same parser always: the pure one disagrees with
it on some inputs.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

import yaml
from yaml._yaml import CParser

from kehoach.encoding import FORBIDDEN, LINE_END, Mark, decode, lines_of, normalized
from kehoach.problem import Code, Problem, Refusal, Severity
from kehoach.syntax import explain, mark_of

MOST_NODES = 50_000
MOST_DEPTH = 16

Tree: TypeAlias = Any
"""Text, a tuple of trees, or a dict from text to tree."""

Loc: TypeAlias = tuple[str | int, ...]

_CUT = re.compile(r"(?: (?=#)|[ \t]+(?=#[^\s#]))")
_ALL_CUT = re.compile(r"[ \t]+#[^\s#]")
# What a person begins an item of a list with.
_DASHED = re.compile(r"\s*[-+*•·–—]\s*[^\W\d_]")
_NO_COLON = re.compile(r"\s*[,}]")
# What is met on the way to a syntax error, and most often comes of it.
_OF_A_BROKEN_FILE = (Code.KEY_NOT_TEXT, Code.JOINED_LINES)
_TAG = "tag:yaml.org,2002:"


class Document(NamedTuple):
    """One file as read: its lines, its values as text, and where each stands."""

    path: str
    lines: tuple[str, ...]
    tree: Tree
    values: Mapping[Loc, Mark]
    keys: Mapping[Loc, Mark]
    ends: Mapping[Loc, Any]
    """Where the parser was behind each scalar and each bracket; `end` tells what that means."""
    dropped: frozenset[str] = frozenset()
    """The texts under repeated keys, which are in the tree no more."""

    def place(self, loc: Loc, *, key: bool = False) -> Mark:
        """Where the value (or the key) at `loc` stands, or the nearest thing around it."""
        marks = self.keys if key else self.values
        while loc not in marks and loc:
            loc, marks = loc[:-1], self.values
        return marks.get(loc, Mark(1, 1))

    def is_alone(self, loc: Loc) -> bool:
        """Whether the key at `loc` has no colon after it: `5` in `{value: 1,5}`."""
        mark = self.keys.get(loc)
        if mark is None:
            return False
        after = self.lines[mark.line - 1][mark.column - 1 :].removeprefix(str(loc[-1]))
        return after.lstrip()[:1] in (",", "}")

    def is_sentence(self, loc: Loc) -> bool:
        """Whether a colon split a line of words: `- Kết quả: đạt 90%` where a text is wanted."""
        first = next(iter(self.at(loc)), None)
        is_item = bool(loc) and isinstance(loc[-1], int)
        return is_item and self.keys.get((*loc, str(first))) == self.values[loc]

    def at(self, loc: Loc) -> Tree:
        """What stands at `loc`; an empty text where nothing does."""
        tree = self.tree
        for step in loc:
            inside = step in tree if isinstance(tree, dict) else isinstance(step, int)
            tree = tree[step] if inside and tree != "" else ""
        return tree

    def lines_of(self, loc: Loc) -> tuple[int, int]:
        """The first and the last line of what stands at `loc`, its key included."""
        return self.place(loc, key=loc in self.keys).line, self.end(loc).line

    def end(self, loc: Loc) -> Mark:
        """Where the value at `loc` ends: half-open, without what is blank or a comment after it."""
        if loc not in self.ends:  # a block of keys or items, which ends with the last of them
            inside = (at for at in self.ends if at[: len(loc)] == loc)
            return max(map(self.end, inside), default=self.place(loc))
        lines = (*self.lines, "")  # where the file ends without a line break
        line, column = mark_of(self.ends[loc])
        # A block of text ends at the beginning of a line behind it.
        while line > self.values[loc].line and not lines[line - 1][: column - 1].strip():
            line -= 1
            column = len(lines[line - 1].rstrip()) + 1
        return Mark(line, column)

    def problem(self, code: Code, loc: Loc, *, key: bool = False, **details: str) -> Problem:
        """A problem at the value (or the key) at `loc`."""
        return self.refused(Refusal(code, **details), loc, key=key)

    def refused(self, refusal: Refusal, loc: Loc, *, key: bool = False) -> Problem:
        """What a value object refused, as a problem at the value (or the key) at `loc`.

        A character that does not belong there is told where it stands itself.
        """
        line, column = self.place(loc, key=key)
        if refusal.code is Code.TYPOGRAPHY_IN_CODE and line <= len(self.lines):
            further = self.lines[line - 1][column - 1 :].find(refusal.details["character"])
            column += max(further, 0)
        return Problem(self.path, line, column, refusal.code, refusal.details)


def read(path: str, data: bytes) -> tuple[Document | None, list[Problem]]:
    """Read one file. With an error that makes the values doubtful the document is None.

    Repeated keys are the exception: both lines are named, the first value is kept, and reading
    goes on, so that everything else that is wrong is found in the same run.
    """
    text, problems = decode(path, data)
    if text is None:
        return None, problems
    walk = _Walk(path, text)
    walk.run()
    problems = sorted(walk.problems)
    doubtful = any(
        problem.severity is Severity.ERROR and problem.code is not Code.DUPLICATE_KEY
        for problem in problems
    )
    if doubtful:
        return None, problems
    document = Document(
        path,
        lines_of(data),
        walk.tree,
        walk.values,
        walk.keys,
        walk.ends,
        frozenset(walk.dropped),
    )
    return document, problems


class _Walk:
    """One pass over the events of a text that builds values and positions together."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.tree: Tree = ""
        self.values: dict[Loc, Mark] = {}
        self.keys: dict[Loc, Mark] = {}
        self.ends: dict[Loc, Any] = {}
        self.dropped: list[str] = []
        self.problems: list[Problem] = []
        self._nodes = 0
        self._open_brackets: list[Mark] = []

    def run(self) -> None:
        try:
            self._document(self._events())
        except _StopWalkError:
            pass
        except yaml.MarkedYAMLError as error:
            found = explain(self.path, self.text, error, self._open_brackets)
            self.problems = [
                problem
                for problem in self.problems
                if problem.line != found.line and problem.code not in _OF_A_BROKEN_FILE
            ]
            self.problems.append(found)
        except Exception:  # noqa: BLE001 - PyYAML lets out ValueError, KeyError, RecursionError …
            self._add(Code.SYNTAX, Mark(1, 1))

    def _events(self) -> Iterator[yaml.Event]:
        parser = CParser(self.text)
        while (event := parser.get_event()) is not None:
            yield event

    def _document(self, events: Iterator[yaml.Event]) -> None:
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._add(Code.SEVERAL_DOCUMENTS, _start(event))
                    return
            elif isinstance(event, yaml.NodeEvent):
                self.tree = self._node(event, events, ())
        if self.tree == "":
            self._add(Code.EMPTY, Mark(1, 1))

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], loc: Loc) -> Tree:
        mark = self.values[loc] = _start(event)
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._add(Code.TOO_MANY_NODES, mark, limit=str(MOST_NODES))
            raise _StopWalkError
        if len(loc) > MOST_DEPTH:
            self._add(Code.TOO_DEEP, mark, limit=str(MOST_DEPTH))
            raise _StopWalkError
        self._refuse_decorations(event, mark)
        if isinstance(event, yaml.ScalarEvent):
            self.ends[loc] = event.end_mark
            return self._scalar(event)
        if not isinstance(event, yaml.CollectionStartEvent):
            return ""
        if event.flow_style:
            self._open_brackets.append(mark)
        children = self._mapping if isinstance(event, yaml.MappingStartEvent) else self._sequence
        tree = children(events, loc)
        if event.flow_style:
            self._open_brackets.pop()
        return tree

    def _mapping(self, events: Iterator[yaml.Event], loc: Loc) -> dict[str, Tree]:
        tree: dict[str, Tree] = {}
        again = False
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                self._close(event, loc)
                break
            key_mark = _start(event)
            if isinstance(event, yaml.ScalarEvent):
                self._refuse_decorations(event, key_mark)
                key = self._scalar(event)
            else:
                if not isinstance(event, yaml.AliasEvent):
                    self._add(Code.KEY_NOT_TEXT, key_mark)
                key = str(self._node(event, events, (*loc, "")))
            if key == "<<":
                self._add(Code.ANCHOR, key_mark)
            value_event = next(events)
            if key == "<<" and isinstance(value_event, yaml.AliasEvent):
                continue  # told of by its key
            if key in tree:
                if not again:
                    self._repeated(event, key, loc, is_first=key == next(iter(tree)))
                # In a list a run of them is a new item without its dash.
                again = bool(loc) and isinstance(loc[-1], int)
                # Still walked, for what else is wrong inside; its positions are dropped.
                kept = dict(self.values), dict(self.keys), dict(self.ends)
                self.dropped += _texts(self._node(value_event, events, (*loc, key)))
                self.values, self.keys, self.ends = kept
                continue
            again = False
            self.keys[*loc, key] = key_mark
            tree[key] = self._node(value_event, events, (*loc, key))
        return tree

    def _repeated(self, event: Any, key: str, loc: Loc, *, is_first: bool) -> None:
        """Tell of a key that is there already."""
        # What a comma split off, as in `48,000,000`, is told of as that.
        if _NO_COLON.match(self.text, event.end_mark.index):
            return
        # The first key of an item once more: a new item without its dash.
        new_item = is_first and bool(loc) and isinstance(loc[-1], int)
        facts = {"key": key, "line": str(self.keys[*loc, key].line)}
        facts |= {"form": "dash"} if new_item else {}
        self._add(Code.DUPLICATE_KEY, _start(event), **facts)

    def _sequence(self, events: Iterator[yaml.Event], loc: Loc) -> tuple[Tree, ...]:
        items: list[Tree] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                self._close(event, loc)
                break
            items.append(self._node(event, events, (*loc, len(items))))
        return tuple(items)

    def _refuse_decorations(self, event: yaml.Event, mark: Mark) -> None:
        if getattr(event, "anchor", None) is not None:
            self._add(Code.ANCHOR, mark)
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            self._add(Code.TAG, mark, tag=str(tag).replace(_TAG, "!!"))

    def _scalar(self, event: yaml.ScalarEvent) -> str:
        text: str = event.value
        if match := FORBIDDEN.search(text):
            self._add(Code.BAD_CHARACTER, _start(event), character=match[0], form="escape")
        if not event.style:
            self._warn_of_what_is_lost(event, text)
        return normalized(text)

    def _warn_of_what_is_lost(self, event: Any, text: str) -> None:
        """A comment that was none, and lines that were items of a list."""
        index = event.end_mark.index
        if text and _CUT.match(self.text, index):
            self._add(Code.CUT_BY_COMMENT, _start(event), value=text)
        elif not text and _ALL_CUT.match(self.text, index):
            self._add(Code.CUT_BY_COMMENT, _start(event), form="whole")
        if event.end_mark.line > event.start_mark.line and not _DASHED.match(text):
            written = self.text[event.start_mark.index : index]
            line = event.start_mark.line
            for number, further in enumerate(LINE_END.split(written)[1:], line + 2):
                if _DASHED.match(further):
                    column = len(further) - len(further.lstrip()) + 1
                    self._add(Code.JOINED_LINES, Mark(number, column))
                    break

    def _close(self, event: Any, loc: Loc) -> None:
        """Keep where a bracket closes; what ends a block is only where the next thing begins."""
        if event.start_mark.index < event.end_mark.index:
            self.ends[loc] = event.end_mark

    def _add(self, code: Code, mark: Mark, **details: str) -> None:
        self.problems.append(Problem(self.path, *mark, code, details))


class _StopWalkError(Exception):
    """A limit was passed: what follows is not worth reading."""


def _texts(tree: Tree) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    else:
        for one in tree.values() if isinstance(tree, dict) else tree:
            yield from _texts(one)


def _start(event: yaml.Event) -> Mark:
    return mark_of(event.start_mark)
