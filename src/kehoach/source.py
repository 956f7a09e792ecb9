"""YAML text → values with positions. No disk, no types: every scalar stays the text it is.

PyYAML's loaders guess types, take the last of two equal keys and recurse; so the event stream of
libyaml is walked here instead, with limits. The same parser always: the pure one disagrees with
it on some inputs.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeAlias

import yaml
from yaml._yaml import CParser

from kehoach.problem import Code, Problem, Refusal, Severity
from kehoach.syntax import LINE_END, Mark, explain, mark_of

MOST_BYTES = 4 * 2**20
MOST_NODES = 50_000
MOST_DEPTH = 16
_MOST_PROBLEMS_OF_A_KIND = 20

Tree: TypeAlias = Any
"""Text, a tuple of trees, or a dict from text to tree."""

Loc: TypeAlias = tuple[str | int, ...]

# Control, zero-width and direction characters, line separators, non-characters, lone surrogates.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# Letters of TCVN3 as they look in Unicode: "B¶o Th¾ng". No word has such a sign between letters.
OLD_FONT = re.compile(r"[^\W\d_]+[¶¾®¨¸¹»¼½«¬´¿µ][^\W\d_]+")
_CONFLICT = re.compile(r"^[ \t]*(?:<{7} .*|<{7}|>{7} .*|>{7}|\|{7} .*|={7})$", re.MULTILINE)
_CUT = re.compile(r"(?: (?=#)|[ \t]+(?=#[^\s#]))")


class Document(NamedTuple):
    """One file as read: its lines, its values as text, and where each stands."""

    path: str
    lines: tuple[str, ...]
    tree: Tree
    values: Mapping[Loc, Mark]
    keys: Mapping[Loc, Mark]
    ends: Mapping[Loc, Any]
    """Where the parser was behind each scalar and each bracket; `end` tells what that means."""

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
        first = next((at for at in self.keys if at[:-1] == loc), None)
        return isinstance(loc[-1], int) and first is not None and " " in str(first[-1])

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
        """What a value object refused, as a problem at the value (or the key) at `loc`."""
        return Problem(self.path, *self.place(loc, key=key), refusal.code, refusal.details)


def read(path: str, data: bytes) -> tuple[Document | None, list[Problem]]:
    """Read one file. With an error that makes the values doubtful the document is None.

    Repeated keys are the exception: both lines are named, the first value is kept, and reading
    goes on, so that everything else that is wrong is found in the same run.
    """
    text, problems = _decode(path, data)
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
    return Document(path, lines_of(data), walk.tree, walk.values, walk.keys, walk.ends), problems


def lines_of(data: bytes) -> tuple[str, ...]:
    """The lines of a file as a person sees them, for showing beside a problem."""
    text = data[:MOST_BYTES].decode("utf-8", errors="replace").removeprefix("\ufeff")
    return tuple(LINE_END.split(text))


def _decode(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    if len(data) > MOST_BYTES:
        limit, size = str(MOST_BYTES // 2**20), str(-(-len(data) // 2**20))
        return None, [Problem(path, 1, 1, Code.TOO_LARGE, {"limit": limit, "size": size})]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [Problem(path, 1, 1, Code.NOT_UTF8, {"encoding": "UTF-16"})]
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = LINE_END.split(data[: error.start].decode("utf-8").removeprefix("\ufeff"))
        place = Mark(len(before), len(before[-1]) + 1)
        return None, [Problem(path, *place, Code.NOT_UTF8, {"encoding": ""})]
    problems = [
        Problem(path, *_mark(text, match.start()), Code.BAD_CHARACTER, character_of(match[0]))
        for match, _ in zip(FORBIDDEN.finditer(text), range(_MOST_PROBLEMS_OF_A_KIND), strict=False)
    ]
    problems += [
        Problem(path, *_mark(text, match.start()), Code.OLD_FONT, {"value": match[0]})
        for match, _ in zip(OLD_FONT.finditer(text), range(1), strict=False)
    ]
    conflicts = [m for m in _CONFLICT.finditer(text) if "<" in m[0] or ">" in m[0]]
    if conflicts:
        start = conflicts[0].start() + len(conflicts[0][0]) - len(conflicts[0][0].lstrip())
        problems.append(Problem(path, *_mark(text, start), Code.CONFLICT_MARKER))
    return (None if problems else text), sorted(problems)


def normalized(text: str) -> str:
    """A scalar's text as it counts: NFC, without spaces around it."""
    return unicodedata.normalize("NFC", text).strip(" ")


def refuse_characters(text: str) -> None:
    """Raise `Refusal` for what no file may hold: invisible characters, letters of an old font."""
    if match := FORBIDDEN.search(text):
        raise Refusal(Code.BAD_CHARACTER, **character_of(match[0]))
    if match := OLD_FONT.search(text):
        raise Refusal(Code.OLD_FONT, value=match[0])


def character_of(character: str) -> dict[str, str]:
    """What to call a character that cannot be seen."""
    name = unicodedata.name(character, "").lower()
    return {"character": f"U+{ord(character):04X}" + (f" ({name})" if name else "")}


def _mark(text: str, index: int) -> Mark:
    before = LINE_END.split(text[:index])
    return Mark(len(before), len(before[-1]) + 1)


class _Walk:
    """One pass over the events of a text that builds values and positions together."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.tree: Tree = None
        self.values: dict[Loc, Mark] = {}
        self.keys: dict[Loc, Mark] = {}
        self.ends: dict[Loc, Any] = {}
        self.problems: list[Problem] = []
        self._nodes = 0
        self._open_brackets: list[Mark] = []

    def run(self) -> None:
        try:
            self._document(self._events())
        except _StopWalkError:
            pass
        except yaml.MarkedYAMLError as error:
            self.problems.append(explain(self.path, self.text, error, self._open_brackets))
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
        if self.tree in (None, ""):
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
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                self._close(event, loc)
                break
            key_mark = _start(event)
            if isinstance(event, yaml.ScalarEvent):
                self._refuse_decorations(event, key_mark)
                key = self._scalar(event)
            else:
                self._add(Code.KEY_NOT_TEXT, key_mark)
                key = str(self._node(event, events, (*loc, "")))
            value_event = next(events)
            if key in tree:
                first = self.keys[*loc, key]
                self._add(Code.DUPLICATE_KEY, key_mark, key=key, line=str(first.line))
                # Still walked, for what else is wrong inside; its positions are dropped.
                kept = dict(self.values), dict(self.keys), dict(self.ends)
                self._node(value_event, events, (*loc, key))
                self.values, self.keys, self.ends = kept
                continue
            self.keys[*loc, key] = key_mark
            tree[key] = self._node(value_event, events, (*loc, key))
        return tree

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
            self._add(Code.TAG, mark, tag=str(tag))

    def _scalar(self, event: yaml.ScalarEvent) -> str:
        text: str = event.value
        if match := FORBIDDEN.search(text):
            self._add(Code.BAD_CHARACTER, _start(event), **character_of(match[0]))
        plain = text and not event.style
        if plain and event.end_mark and _CUT.match(self.text, event.end_mark.index):
            self._add(Code.CUT_BY_COMMENT, _start(event), value=text)
        return normalized(text)

    def _close(self, event: Any, loc: Loc) -> None:
        """Keep where a bracket closes; what ends a block is only where the next thing begins."""
        if event.start_mark.index < event.end_mark.index:
            self.ends[loc] = event.end_mark

    def _add(self, code: Code, mark: Mark, **details: str) -> None:
        self.problems.append(Problem(self.path, *mark, code, details))


class _StopWalkError(Exception):
    """A limit was passed: what follows is not worth reading."""


def _start(event: yaml.Event) -> Mark:
    return mark_of(event.start_mark)
