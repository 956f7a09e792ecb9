"""What forms that came back change, on the terminal."""

from collections.abc import Iterable
from itertools import groupby

from kehoach.sheet.intake import Change
from kehoach.terminal.console import Console, print_wrapped
from kehoach.wording import form as words

_INDENT = "  "


def print_changes(here: Console, title: str, changes: Iterable[Change]) -> None:
    """The changes item by item, each with what was and what is to be."""
    print_wrapped(here, "", title, "bold")
    for (item, name), of_item in groupby(changes, lambda one: (one.id, one.name)):
        print_wrapped(here, _INDENT, words.ITEM.format(id=item, name=name))
        for one in of_item:
            was, now = one.was or words.WAS_NOTHING, one.now or words.NOW_NOTHING
            told = words.CHANGE.format(was=was, now=now)
            style = "green" if one.now else "yellow"
            print_wrapped(here, f"{_INDENT * 3}{one.column}: ", told, style)
