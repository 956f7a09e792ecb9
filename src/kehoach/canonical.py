"""The content of the files apart from their form: what is signed, and what a change is a change of.

Quotes, comments, line ends, the order of keys and the spelling of a number are form; one digit is
content. A tree here is a text, a tuple of trees, or a dict from text to tree without empty values.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from fractions import Fraction
from typing import NamedTuple

from kehoach.amount import Kind, Reading, exact_text
from kehoach.document import Loc, Tree
from kehoach.fields import Model

ITEMS = ("indicators", "tasks", "routines", "measures")
"""The keys, of an entry and of the catalogue, under which items stand by their ids."""

_EMPTY: tuple[Tree, ...] = ("", (), {})
_ANSWERS = {True: "yes", False: "no"}
_TABLE_AND_ITEM = 2


def tree(value: object) -> Tree:
    """The content of a value of the models, under the keys of the files.

    A key that says what its absence says is left out, a list of items with an id is a table of
    them, and blanks within a text count as one. The models read a tree back as the same value.
    """
    match value:
        case Model():
            return _model(value)
        case dict():
            return _filled({_text(key): value[key] for key in sorted(value, key=str)})
        case tuple():
            return tuple(told for one in value if (told := tree(one)) not in _EMPTY)
        case bool():
            return _ANSWERS[value]
        case Reading():
            if value.kind is Kind.ANSWER:
                return _ANSWERS[value.value == 1]
            return exact_text(value.value) + ("%" if value.kind is Kind.PERCENT else "")
        case Fraction():
            return exact_text(value)
        case date():
            return value.isoformat()
        case _:
            return _text(value)


def _text(value: object) -> str:
    return unicodedata.normalize("NFC", " ".join(str(value).split()))


def _model(value: Model) -> dict[str, Tree]:
    given = {
        field.alias or name: one
        for name, field in type(value).model_fields.items()
        if (one := getattr(value, name)) != field.get_default()
    }
    return _filled(given)


def _filled(given: Mapping[str, object]) -> dict[str, Tree]:
    told = {key: tree(one) for key, one in given.items() if one is not None}
    return {key: one for key, one in told.items() if one not in _EMPTY}


def by_id(content: Tree) -> Tree:
    """A tree in which a list of things with ids is a table of them: their order is form."""
    if isinstance(content, dict):
        return {key: by_id(one) for key, one in content.items()}
    if isinstance(content, tuple):
        if content and all(isinstance(one, dict) and "id" in one for one in content):
            return {
                one["id"]: by_id({key: part for key, part in one.items() if key != "id"})
                for one in content
            }
        return tuple(by_id(one) for one in content)
    return content


def digest(content: Tree) -> str:
    """The SHA-256 of a tree, in hexadecimal: of its JSON with sorted keys, in UTF-8."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def item_of(loc: Loc) -> str:
    """The id of the item that a place is about, `CT-4.5/reached` for a part; else empty."""
    match loc:
        case (_, str(item), "parts", str(part), *_) if loc[0] in ITEMS:
            return f"{item}/{part}"
        case (_, str(item), *_) if loc[0] in ITEMS:
            return item
        case _:
            return ""


class Difference(NamedTuple):
    """What stands at one place in two trees; None where there is nothing."""

    loc: Loc
    before: Tree
    after: Tree


def compare(before: Tree, after: Tree, loc: Loc = ()) -> Iterator[Difference]:
    """Every difference, where it is smallest; an item that is all new or gone is one difference.

    Of lists what was put in or taken out is told, not what moved up for it. A place in a list is
    that of `after`, or of `before` for what was taken out.
    """
    if before == after:
        return
    if isinstance(before, tuple) and isinstance(after, tuple):
        yield from _in_list(before, after, loc)
        return
    # A whole table may be new: its items are still told one by one.
    one, other = (_table(side, loc) for side in (before, after))
    if one is None or other is None:
        yield Difference(loc, before, after)
        return
    for key in dict.fromkeys((*other, *one)):
        yield from compare(one.get(key), other.get(key), (*loc, key))


def _table(side: Tree, loc: Loc) -> dict[str, Tree] | None:
    if side is None and len(loc) < _TABLE_AND_ITEM:
        return {}
    return side if isinstance(side, dict) else None


def _in_list(before: tuple[Tree, ...], after: tuple[Tree, ...], loc: Loc) -> Iterator[Difference]:
    old, new = ([digest(one) for one in side] for side in (before, after))
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        paired = min(i_end - i, j_end - j)
        for n in range(paired):
            yield from compare(before[i + n], after[j + n], (*loc, j + n))
        for n in range(i + paired, i_end):
            yield Difference((*loc, n), before[n], None)
        for n in range(j + paired, j_end):
            yield Difference((*loc, n), None, after[n])
