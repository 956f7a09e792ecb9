"""One value of a YAML text changed in place: whatever is not the value stays, byte for byte.

Nothing here lays a file out anew: comments, order, quotes, flow or block style, indentation, line
ends and a byte-order mark are those of the person who keeps the file. After each change the text
is read again and compared with what was to come out; what cannot be read back is never returned.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from kehoach import source
from kehoach.document import Document, Loc, Tree
from kehoach.encoding import LINE_END, Mark, normalized
from kehoach.notation import ITEM, WIDEST, Given, NotWritable, as_lines, in_braces, scalar

Order: TypeAlias = Callable[[Loc], Sequence[str]]
"""The order of the keys below a place: a new key stands behind the nearest that comes before it."""

_BOM = "\ufeff"
_STEP = 2
_BLOCK = re.compile(r"[|>][0-9+-]*")


def put(text: str, loc: Loc, given: Given, order: Order) -> str:
    """`text` with `given` at `loc`; keys that lead there and are missing are added.

    Raise `NotWritable` where the text cannot be read, or holds something of another shape there.
    """
    here = _Open.read(text)
    given = _normalized(given)
    old = here.at(loc)
    if isinstance(old, str) and isinstance(given, str):
        changed = here.replaced(loc, given)
    else:
        changed = here.inserted(loc, given, order)
    return _proved(here, changed, _with(here.document.tree, loc, given))


def drop(text: str, loc: Loc) -> str:
    """`text` without the key at `loc`, and without what held nothing else.

    Raise `NotWritable` where the text cannot be read or the key is not there.
    """
    here = _Open.read(text)
    if loc not in here.document.names:
        raise NotWritable
    while len(loc) > 1 and len(here.at(loc[:-1])) == 1:
        loc = loc[:-1]
    return _proved(here, here.without(loc), _without(here.document.tree, loc))


def _normalized(given: Given) -> Given:
    if isinstance(given, str):
        return normalized(given)
    return {key: _normalized(value) for key, value in given.items()}


def _with(tree: Tree, loc: Loc, given: Given) -> Tree:
    if not loc:
        return given
    inside = tree if isinstance(tree, dict) else {}
    return {**inside, loc[0]: _with(inside.get(loc[0]), loc[1:], given)}


def _without(tree: Tree, loc: Loc) -> Tree:
    rest = {key: value for key, value in tree.items() if key != loc[0]}
    if len(loc) == 1:
        return rest
    return {**rest, loc[0]: _without(tree[loc[0]], loc[1:])}


def _proved(before: "_Open", changed: str, expected: Tree) -> str:
    after = _Open.read(before.bom + changed)
    if after.document.tree != expected or len(after.problems) > len(before.problems):
        raise NotWritable
    return before.bom + changed


@dataclass(frozen=True)
class _Open:
    """A text that was read, with its places as indices into `body`."""

    bom: str
    body: str
    document: Document
    problems: Sequence[object]

    @classmethod
    def read(cls, text: str) -> "_Open":
        document, problems = source.read("", text.encode())
        if document is None or not isinstance(document.tree, dict):
            raise NotWritable
        body = text.removeprefix(_BOM)
        return cls(_BOM if body is not text else "", body, document, problems)

    @cached_property
    def lines(self) -> list[int]:
        """Where each line begins."""
        return [0, *(match.end() for match in LINE_END.finditer(self.body))]

    @cached_property
    def line_end(self) -> str:
        """How the file ends its lines."""
        match = LINE_END.search(self.body)
        return match[0] if match else "\n"

    @cached_property
    def step(self) -> int:
        """By how much the file indents."""
        columns = [mark.column - 1 for loc, mark in self.document.keys.items() if len(loc) == ITEM]
        return min((column for column in columns if column), default=_STEP)

    def at(self, loc: Loc) -> Tree:
        """The tree at `loc`; None where there is none."""
        tree = self.document.tree
        for key in loc:
            tree = tree.get(key) if isinstance(tree, dict) else None
        return tree

    def index(self, mark: Mark) -> int:
        # What stands nowhere, as the value of a lone `? key`, is behind the last line.
        return self.below(mark.line - 1) + mark.column - 1

    def span(self, loc: Loc) -> tuple[int, int]:
        return self.index(self.document.values[loc]), self.index(self.document.end(loc))

    def below(self, line: int) -> int:
        """Where the line under `line` begins, or where the text ends."""
        return self.lines[line] if line < len(self.lines) else len(self.body)

    def is_flow(self, loc: Loc) -> bool:
        """Whether the keys at `loc` stand in braces."""
        return self.body[self.span(loc)[0]] == "{"

    def spliced(self, start: int, end: int, new: str) -> str:
        return self.body[:start] + new + self.body[end:]

    # A scalar in the place of another ----------------------------------------------------------

    def replaced(self, loc: Loc, value: str) -> str:
        start, end = self.span(loc)
        flow = self.is_flow(loc[:-1])
        if start == end:
            return self._filled(start, scalar(value, flow=flow)) if value else self.body
        old = self.body[start:end]
        new = scalar(value, flow=flow, like=old[0])
        if header := _BLOCK.match(old):
            # A comment behind the sign stays; the lines of the old text go.
            first = self.document.values[loc].line
            line = self.body[start + header.end() : self.below(first)]
            return self.spliced(start, self.below(self.document.end(loc).line), new + line)
        return self.spliced(start, end, new)

    def _filled(self, start: int, new: str) -> str:
        """Behind a key that has nothing after it."""
        key = self.body[:start].rstrip(" \t")
        blank = re.compile(r"[ \t]*(?=[\r\n,}]|$)").match(self.body, start)
        colon = "" if key.endswith(":") else ":"
        return self.spliced(len(key), blank.end() if blank else start, f"{colon} {new}")

    # A key where there was none ----------------------------------------------------------------

    def inserted(self, loc: Loc, given: Given, order: Order) -> str:
        while not isinstance(self.at(loc[:-1]), dict) and not self.at(loc[:-1]):
            loc, given = loc[:-1], {str(loc[-1]): given}
        parent, key = loc[:-1], str(loc[-1])
        inside = self.at(parent)
        if not isinstance(inside, dict):
            raise NotWritable
        if key in inside:
            if inside[key] != "" or isinstance(given, str):
                raise NotWritable
            return self.opened(loc, given)
        known = order(parent)
        earlier = known[: known.index(key)] if key in known else known
        previous = next((name for name in reversed(earlier) if name in inside), None)
        if self.is_flow(parent):
            return self._inserted_in_braces(loc, given, previous)
        return self._inserted_as_lines(loc, given, previous)

    def opened(self, loc: Loc, given: Mapping[str, Given]) -> str:
        """Keys below a key that has nothing after it."""
        start, end = self.span(loc)
        if start < end:  # quotes with nothing inside
            return _Open.read(self.spliced(start, end, "")).opened(loc, given)
        mark = self.document.keys[loc]
        if self.is_flow(loc[:-1]):
            return self._filled(start, in_braces(given))
        if len(loc) == ITEM and self._likes_braces(loc, None):
            braces = in_braces(given)
            if mark.column - 1 + len(f"{loc[-1]}: {braces}") <= WIDEST:
                return self._filled(start, braces)
        lines = as_lines(given, mark.column - 1 + self.step, self.step, len(loc) + 1)
        return self._with_lines(mark.line, lines)

    def _inserted_in_braces(self, loc: Loc, given: Given, previous: str | None) -> str:
        parent, new = loc[:-1], f"{loc[-1]}: {in_braces(given)}"
        start, _ = self.span(parent)
        if previous is not None:
            _, end = self.span((*parent, previous))
            return self.spliced(end, end, f", {new}")
        return self.spliced(start + 1, start + 1, new + (", " if self.at(parent) else ""))

    def _inserted_as_lines(self, loc: Loc, given: Given, previous: str | None) -> str:
        parent, key = loc[:-1], str(loc[-1])
        first = next(self.document.keys[*parent, name] for name in self.at(parent))
        indent = first.column - 1
        braces = self._likes_braces(loc, previous)
        lines = [*as_lines({key: given}, indent, self.step, len(loc), braces=braces)]
        if previous is None:
            line = self.document.keys[parent].line if parent else first.line - 1
            return self._with_lines(line, lines)
        line = self._end_of_what_belongs_to((*parent, previous), indent)
        if not parent and self._has_blank_between_its_keys():
            lines.insert(0, "")
        return self._with_lines(line, lines)

    def _likes_braces(self, loc: Loc, previous: str | None) -> bool:
        """Whether keys below `loc` go into braces: as those of its neighbours do, if it has any."""
        parent = loc[:-1]
        names = [name for name in self.at(parent) if isinstance(self.at((*parent, name)), dict)]
        near = previous if previous in names else next(iter(names), None)
        return near is None or self.is_flow((*parent, near))

    def _end_of_what_belongs_to(self, loc: Loc, indent: int) -> int:
        """The last line of an item, with the comments that are set in below it."""
        last = self.document.end(loc).line
        for number in range(last + 1, len(self.document.lines) + 1):
            line = self.document.lines[number - 1]
            inner = line.lstrip()
            if inner.startswith("#") and len(line) - len(inner) > indent:
                last = number
            elif inner:
                break
        return last

    def _has_blank_between_its_keys(self) -> bool:
        _, *starts = [mark.line for loc, mark in self.document.keys.items() if len(loc) == 1]
        blank = [not self.document.lines[line - 2].strip() for line in starts]
        return any(blank) or not blank

    def _with_lines(self, line: int, lines: Iterable[str]) -> str:
        """`lines` put under `line`."""
        at = self.below(line)
        begun = not self.body[:at] or self.body[at - 1] in "\r\n"
        new = "".join(line + self.line_end for line in lines)
        return self.spliced(at, at, new if begun else self.line_end + new)

    # A key taken out ---------------------------------------------------------------------------

    def without(self, loc: Loc) -> str:
        mark, last = self.document.keys[loc], self.document.end(loc)
        start, end = self.index(mark), self.index(last)
        if not self.is_flow(loc[:-1]):
            return self.spliced(self.lines[mark.line - 1], self.below(last.line), "")
        if comma := re.compile(r"\s*,[ \t]*").match(self.body, end):
            end = comma.end()
            line = self.lines[mark.line - 1]
            if not self.body[line:start].strip() and (broken := LINE_END.match(self.body, end)):
                return self.spliced(line, broken.end(), "")
        elif comma := re.search(r",\s*$", self.body[:start]):
            start = comma.start()
        return self.spliced(start, end, "")
