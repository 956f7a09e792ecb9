"""YAML text → values with positions. No disk, no types: every scalar stays the text it is.

PyYAML's loaders guess types, take the last of two equal keys and recurse; so the event stream of
libyaml is walked here instead, with limits. The same parser always: the pure one disagrees with
it on some inputs.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml._yaml import CParser

from kehoach.document import Document, Loc, Span, Tree
from kehoach.encoding import FORBIDDEN, LINE_END, Mark, decode, mark_at, normalized
from kehoach.problem import Code, Problem, Severity
from kehoach.syntax import explain, mark_of

MOST_NODES = 50_000
MOST_DEPTH = 16

_CUT = re.compile(r"(?: (?=#)|[ \t]+(?=#[^\s#]))")
_ALL_CUT = re.compile(r"[ \t]+#[^\s#]")
# What a person begins an item of a list with.
_DASHED = re.compile(r"\s*[-+*•·–—]\s*[^\W\d_]")
_NO_COLON = re.compile(r"\s*[,}]")
# What is met on the way to a syntax error, and most often comes of it.
_OF_A_BROKEN_FILE = (Code.KEY_NOT_TEXT, Code.JOINED_LINES)
_TAG = "tag:yaml.org,2002:"


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
    repeated = frozenset(walk.repeated)
    return Document(path, text, walk.tree, walk.spans, walk.names, repeated), problems


class _Walk:
    """One pass over the events of a text that builds values and positions together."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.tree: Tree = ""
        self.spans: dict[Loc, Span] = {}
        self.names: dict[Loc, int] = {}
        self.repeated: set[Loc] = set()
        self.problems: list[Problem] = []
        self._has_comments = "#" in text
        self._count = 0
        self._open_brackets: list[yaml.Event] = []

    def run(self) -> None:
        try:
            self._document(iter(CParser(self.text).get_event, None))
        except _StopWalkError:
            pass
        except yaml.MarkedYAMLError as error:
            brackets = [_start(event) for event in self._open_brackets]
            found = explain(self.path, self.text, error, brackets)
            self.problems = [
                problem
                for problem in self.problems
                if problem.line != found.line and problem.code not in _OF_A_BROKEN_FILE
            ]
            self.problems.append(found)
        except Exception:  # noqa: BLE001 - PyYAML lets out ValueError, KeyError, RecursionError …
            self._add(Code.SYNTAX)

    def _document(self, events: Iterator[Any]) -> None:
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._add(Code.SEVERAL_DOCUMENTS, event)
                    return
            elif isinstance(event, yaml.NodeEvent):
                self.tree = self._node(event, events, ())
        if self.tree == "":
            self._add(Code.EMPTY)

    def _node(self, event: Any, events: Iterator[Any], loc: Loc) -> Tree:
        self._count += 1
        if self._count > MOST_NODES:
            self._add(Code.TOO_MANY_NODES, event, limit=str(MOST_NODES))
            raise _StopWalkError
        if len(loc) > MOST_DEPTH:
            self._add(Code.TOO_DEEP, event, limit=str(MOST_DEPTH))
            raise _StopWalkError
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.ScalarEvent):
            self.spans[loc] = start, end
            return self._scalar(event)
        self.spans[loc] = start, None
        self._refuse_decorations(event)
        if not isinstance(event, yaml.CollectionStartEvent):
            return ""
        if event.flow_style:
            self._open_brackets.append(event)
        children = self._mapping if isinstance(event, yaml.MappingStartEvent) else self._sequence
        tree = children(events, loc)
        if event.flow_style:
            self._open_brackets.pop()
        return tree

    def _mapping(self, events: Iterator[Any], loc: Loc) -> dict[str, Tree]:
        tree: dict[str, Tree] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if isinstance(event, yaml.ScalarEvent):
                key = self._scalar(event)
            else:
                if not isinstance(event, yaml.AliasEvent):
                    self._add(Code.KEY_NOT_TEXT, event)
                key = str(self._node(event, events, (*loc, "")))
            if key == "<<":
                self._add(Code.ANCHOR, event)
            value_event = next(events)
            if key == "<<" and isinstance(value_event, yaml.AliasEvent):
                continue  # told of by its key
            inner = (*loc, key)
            if key in tree:
                self._repeated(event, key, loc, first=next(iter(tree)))
                # Still walked, for what else is wrong inside; its positions are dropped.
                kept = dict(self.spans), dict(self.names)
                self._node(value_event, events, inner)
                self.spans, self.names = kept
                continue
            self.names[inner] = event.start_mark.index
            tree[key] = self._node(value_event, events, inner)
        self._close(event, loc)
        return tree

    def _repeated(self, event: Any, key: str, loc: Loc, *, first: str) -> None:
        """Tell of a key that is there already; of an item of a list once."""
        is_item = bool(loc) and isinstance(loc[-1], int)
        # What a comma split off, as in `48,000,000`, is told of as that.
        if loc in self.repeated or _NO_COLON.match(self.text, event.end_mark.index):
            return
        self.repeated.add(loc if is_item else (*loc, key))
        line = mark_at(self.text[: self.names[*loc, key]]).line
        facts = {"key": key, "line": str(line)}
        if is_item and not self._open_brackets:
            facts |= {"form": "dash"} if key == first else {"form": "item", "first": first}
        self._add(Code.DUPLICATE_KEY, event, **facts)

    def _sequence(self, events: Iterator[Any], loc: Loc) -> tuple[Tree, ...]:
        items: list[Tree] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(event, events, (*loc, len(items))))
        self._close(event, loc)
        return tuple(items)

    def _refuse_decorations(self, event: yaml.Event) -> None:
        if getattr(event, "anchor", None) is not None:
            self._add(Code.ANCHOR, event)
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            self._add(Code.TAG, event, tag=str(tag).replace(_TAG, "!!"))

    def _scalar(self, event: Any) -> str:
        text: str = event.value
        if event.anchor is not None or event.tag is not None:
            self._refuse_decorations(event)
        if event.style == '"':
            # An escape; all that stands there as it is was seen in the text of the file.
            if match := FORBIDDEN.search(text):
                self._add(Code.BAD_CHARACTER, event, character=match[0], form="escape")
        elif not event.style:
            if self._has_comments:
                self._warn_of_a_comment(event, text)
            if event.end_mark.line > event.start_mark.line:
                self._warn_of_items(event, text)
            if text.isascii():
                return text  # a plain scalar has no blanks around it
        return normalized(text)

    def _warn_of_a_comment(self, event: Any, text: str) -> None:
        """Tell of a comment that was meant as a part of the text."""
        index = event.end_mark.index
        if text and _CUT.match(self.text, index):
            self._add(Code.CUT_BY_COMMENT, event, value=text)
        elif not text and _ALL_CUT.match(self.text, index):
            self._add(Code.CUT_BY_COMMENT, event, form="whole")

    def _warn_of_items(self, event: Any, text: str) -> None:
        """Tell of lines that were meant as items of a list, and were joined to the line above."""
        if _DASHED.match(text):
            return
        _, *further = LINE_END.split(self.text[event.start_mark.index : event.end_mark.index])
        for number, line in enumerate(further, event.start_mark.line + 2):
            if _DASHED.match(line):
                column = len(line) - len(line.lstrip()) + 1
                self.problems.append(Problem(self.path, number, column, Code.JOINED_LINES))
                return

    def _close(self, event: Any, loc: Loc) -> None:
        """Keep where a bracket closes; what ends a block is only where the next thing begins."""
        if event.start_mark.index < event.end_mark.index:
            self.spans[loc] = self.spans[loc][0], event.end_mark.index

    def _add(self, code: Code, event: yaml.Event | None = None, **details: str) -> None:
        """A problem where an event begins, or at the beginning of the file."""
        mark = _start(event) if event else Mark(1, 1)
        self.problems.append(Problem(self.path, *mark, code, details))


class _StopWalkError(Exception):
    """A limit was passed: what follows is not worth reading."""


def _start(event: yaml.Event) -> Mark:
    return mark_of(event.start_mark)
