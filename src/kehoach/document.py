"""A file as read: its values as text, and where each stands. No disk, no types."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from kehoach.encoding import LINE_END, Mark
from kehoach.problem import Code, Problem, Refusal

Tree: TypeAlias = Any
"""Text, a tuple of trees, or a dict from text to tree."""

Loc: TypeAlias = tuple[str | int, ...]

Span: TypeAlias = tuple[int, int | None]


@dataclass(frozen=True)
class Document:
    """One file as read: its text, its values as text, and where each stands.

    Where things stand is kept as places in the text, half-open: of a file without a problem few
    ask for lines.
    """

    path: str
    text: str
    tree: Tree
    spans: Mapping[Loc, Span]
    """Where each value begins and ends; a block of keys or items has no end of its own."""
    names: Mapping[Loc, int]
    """Where each key begins."""
    repeated: frozenset[Loc] = frozenset()
    """The keys that stand twice, of which the first is kept; of an item of a list the item itself.

    What follows in that may belong to a new item, the head of which is not there.
    """

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines as a person sees them."""
        return tuple(LINE_END.split(self.text))

    @cached_property
    def values(self) -> Mapping[Loc, Mark]:
        """The line and column of each value."""
        return {loc: self._mark(start) for loc, (start, _) in self.spans.items()}

    @cached_property
    def keys(self) -> Mapping[Loc, Mark]:
        """The line and column of each key."""
        return {loc: self._mark(start) for loc, start in self.names.items()}

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in LINE_END.finditer(self.text))]

    def _mark(self, index: int) -> Mark:
        line = bisect_right(self._line_starts, index)
        return Mark(line, index - self._line_starts[line - 1] + 1)

    def place(self, loc: Loc, *, key: bool = False) -> Mark:
        """Where the value (or the key) at `loc` stands, or the nearest thing around it."""
        if key and loc in self.names:
            return self._mark(self.names[loc])
        while loc and (key or loc not in self.spans):
            loc, key = loc[:-1], False
        if key or loc not in self.spans:  # the whole file stands under no key
            return Mark(1, 1)
        return self._mark(self.spans[loc][0])

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
            inside = dict(enumerate(tree)) if isinstance(tree, tuple) else tree
            tree = inside.get(step, "") if isinstance(inside, dict) else ""
        return tree

    def lines_of(self, loc: Loc) -> tuple[int, int]:
        """The first and the last line of what stands at `loc`, its key included."""
        return self.place(loc, key=loc in self.names).line, self.end(loc).line

    def end(self, loc: Loc) -> Mark:
        """Where the value at `loc` ends: half-open, without what is blank or a comment after it."""
        start, end = self.spans.get(loc, (0, None))
        if end is None:  # a block of keys or items, which ends with the last of them
            inside = (at for at, (_, end) in self.spans.items() if end and at[: len(loc)] == loc)
            return max(map(self.end, inside), default=self.place(loc))
        line, column = self._mark(end)
        # A block of text ends at the beginning of a line behind it.
        while line > self._mark(start).line and not self.lines[line - 1][: column - 1].strip():
            line -= 1
            column = len(self.lines[line - 1].rstrip()) + 1
        return Mark(line, column)

    def problem(self, code: Code, loc: Loc, *, key: bool = False, **details: str) -> Problem:
        """A problem at the value (or the key) at `loc`."""
        return self.refused(Refusal(code, **details), loc, key=key)

    def refused(self, refusal: Refusal, loc: Loc, *, key: bool = False) -> Problem:
        """What a value object refused, as a problem at the value (or the key) at `loc`.

        A character that does not belong there is told where it stands itself.
        """
        line, column = self.place(loc, key=key)
        if refusal.code is Code.TYPOGRAPHY_IN_CODE:
            further = self.lines[line - 1][column - 1 :].find(refusal.details["character"])
            column += max(further, 0)
        return Problem(self.path, line, column, refusal.code, refusal.details)
