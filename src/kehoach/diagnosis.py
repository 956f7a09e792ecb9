"""Pydantic's errors → problems: which key or value of a file is wrong, and the habit behind it."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence

from pydantic_core import ErrorDetails

from kehoach.amount import refuse_typography
from kehoach.belonging import is_below, keys_above, keys_at, outside, sections_inside
from kehoach.document import Document, Loc
from kehoach.fields import Model
from kehoach.problem import Code, Problem, Refusal
from kehoach.syntax import COLON_WITHOUT_SPACE, DASH

_NEAR = 0.77  # `deadline` is not `baseline` misspelt
_KEY = ("[key]",)
"""At the end of a place that pydantic names: the key itself is wrong."""
_WORD = r"[a-z_]+"
_BRACE_WITHOUT_COLON = re.compile(r"([\w.-]+) +[{\[]")


def problems(
    model: type[Model], document: Document, details: Sequence[ErrorDetails]
) -> Iterator[Problem]:
    """Pydantic's errors as problems, one a fault: what follows from another is not told as well."""
    details = list(_told_once(document, details))
    if inside := sections_inside(model, document, details):
        # All that follows stands in the wrong place.
        yield document.problem(Code.SECTION_INSIDE, inside[0], key=True, name=str(inside[0][-1]))
        details = list(_before(document, details, inside[0]))
    astray = outside(model, document, details)
    yield from _astray(document, astray)
    lacking: dict[Loc, set[str]] = defaultdict(set)
    for detail in details:
        if detail["type"] == "missing" and detail["loc"] not in document.names:
            lacking[detail["loc"][:-1]].add(str(detail["loc"][-1]))
    for loc, of in astray.items():
        lacking[of].discard(str(loc[-1]))
    unknown = (detail["loc"] for detail in details if detail["type"] == "extra_forbidden")
    yield from _unknown(model, document, [loc for loc in unknown if loc not in astray], lacking)
    named = _ids_by_name(document)
    for detail in details:
        loc = detail["loc"]
        if detail["type"] == "missing":
            if loc in document.names or str(loc[-1]) in lacking[loc[:-1]]:
                yield _missing(document, loc)
        elif detail["type"] != "extra_forbidden" and loc not in astray:
            yield _problem(document, detail, named)


def _unknown(
    model: type[Model],
    document: Document,
    locs: Iterable[Loc],
    lacking: MutableMapping[Loc, set[str]],
) -> Iterator[Problem]:
    """Unknown keys; what is lacking beside one that was meant for it is not lacking any more."""
    told: set[Loc] = set()
    for loc in locs:
        around, key = loc[:-1], str(loc[-1])
        allowed, lacks = keys_at(model, around), lacking[around]
        near = next(iter(difflib.get_close_matches(key.lower(), allowed, 1, _NEAR)), "")
        begun = re.match(_WORD, key)
        if begun and begun[0] in lacks:
            lacks.discard(begun[0])  # `{id GP-1, …}`, `{period::2026H1}`
        elif not near and len(lacks) == 1:
            near = next(iter(lacks))
        lacks.discard(near)
        section = "" if near else _section_of(model, loc)
        is_part = "parts" in allowed and not near and isinstance(document.at(loc), dict)
        if section or is_part:
            # The whole item stands in the wrong table, or its parts outside: told of once.
            lacks.clear()
            if around and around in told:
                continue
            told.add(around)
        if section:
            facts = {"name": key, "form": "section", "section": section}
            yield document.refused(Refusal(Code.UNKNOWN_KEY, **facts), loc, key=True)
        else:
            yield _unknown_key(document, loc, "parts" if is_part else near, allowed)


def _before(
    document: Document, details: Iterable[ErrorDetails], loc: Loc
) -> Iterator[ErrorDetails]:
    """The errors without those of what begins at `loc` and after it."""
    end = document.place(loc, key=True)
    for detail in details:
        at = detail["loc"]
        here = document.place(at[:-1] if at[-1:] == _KEY else at, key=True)
        if here < end and not (detail["type"] == "missing" and at == loc[-1:]):
            yield detail


def _astray(document: Document, astray: Mapping[Loc, Loc]) -> Iterator[Problem]:
    """Keys that stand outside; of those below something that has nothing after it the first."""
    told: set[Loc] = set()
    for loc, of in astray.items():
        facts = {"name": str(loc[-1])}
        if is_below(document, of):
            if of in told:
                continue
            told.add(of)
            facts |= {"form": "below", "of": str(of[-1])}
        yield document.refused(Refusal(Code.STRAY_KEY, **facts), loc, key=True)


def _told_once(document: Document, details: Iterable[ErrorDetails]) -> Iterator[ErrorDetails]:
    """The errors without those that come of another one.

    Under a key that is wrong itself nothing is told; and of a value that commas split in braces
    (`1.234,5`) the first piece is told, the value itself where Word's quotes are what is wrong.
    """
    details = list(details)
    wrong_keys = {detail["loc"][:-1] for detail in details if detail["loc"][-1:] == _KEY}
    above, split = keys_above(document), dict[Loc, Loc]()
    for loc in (detail["loc"] for detail in details if detail["type"] == "extra_forbidden"):
        before = above.get(loc)
        if before and document.is_alone(loc):
            split[loc] = split.get(before, before)
    typography = {
        detail["loc"] for detail in details if isinstance(_typography_of(detail), Refusal)
    }
    whole = {*split.values()}
    for detail in details:
        loc = detail["loc"]
        under_wrong_key = any(loc[:n] in wrong_keys for n in range(1, len(loc) + 1))
        if loc[-1:] != _KEY and under_wrong_key:
            continue
        if loc in split and (above.get(loc) in split or split[loc] in typography):
            continue
        if loc in whole and loc not in typography:
            continue
        yield detail


def _unknown_key(document: Document, loc: Loc, near: str, allowed: list[str]) -> Problem:
    key = str(loc[-1])
    if typography := _typography(key):
        return document.refused(typography, loc, key=True)
    if COLON_WITHOUT_SPACE.match(key):
        return document.problem(Code.NO_SPACE_AFTER_COLON, loc, key=True)
    begun, *further = key.split(" ")
    if document.is_alone(loc) and begun in allowed and further:
        facts = {"form": "key", "value": begun}
        return document.refused(Refusal(Code.MISSING_COLON, **facts), loc, key=True)
    if document.is_alone(loc):
        return document.problem(Code.COMMA_IN_BRACES, loc, key=True, value=key)
    facts = {"name": key, "near": near, "allowed": ", ".join(allowed)}
    if near == "parts" and isinstance(document.at(loc), dict):
        facts["form"] = "parts"
    return document.refused(Refusal(Code.UNKNOWN_KEY, **facts), loc, key=True)


def _section_of(model: type[Model], loc: Loc) -> str:
    """The other table whose items have the key, or the group that has it; empty where none has."""
    *around, key = loc
    if around and (len(around) != 2 or isinstance(around[1], int)):  # noqa: PLR2004 - a table, an id
        return ""
    inside = tuple(around[1:])
    found = (n for n in model.model_fields if key in keys_at(model, (n, *inside)))
    return next(found, "")


def _missing(document: Document, loc: Loc) -> Problem:
    if isinstance(loc[-1], int):
        return document.problem(Code.WRONG_SHAPE, loc[:-1], expected="pair")
    # A key that stands there with nothing after it is itself the place to write.
    blank = loc in document.keys
    facts = {"name": str(loc[-1])} | ({"form": "blank"} if blank else {})
    return document.refused(
        Refusal(Code.MISSING_KEY, **facts), loc if blank else loc[:-1], key=blank
    )


_SHAPES = {"model_type": "table", "dict_type": "table", "tuple_type": "list"}


def _problem(document: Document, error: ErrorDetails, named: Mapping[str, str]) -> Problem:
    loc, given, context = error["loc"], error["input"], error.get("ctx", {})
    if at_key := loc[-1:] == _KEY:
        loc = loc[:-1]
    refusal = context.get("error")
    if not at_key and (typography := _typography_of(error)):
        return document.refused(typography, loc)
    if isinstance(given, dict) and document.is_sentence(loc):
        return document.problem(Code.COLON_IN_TEXT, loc, form="sentence")
    if isinstance(refusal, Refusal):
        if at_key and COLON_WITHOUT_SPACE.match(str(loc[-1])):
            return document.problem(Code.NO_SPACE_AFTER_COLON, loc, key=True)
        if at_key and (match := _BRACE_WITHOUT_COLON.match(str(loc[-1]))):
            facts = {"form": "key", "value": match[1]}
            return document.refused(Refusal(Code.MISSING_COLON, **facts), loc, key=True)
        if at_key and loc[0] == "indicators" and "/" in str(loc[-1]):
            whole, _, part = str(loc[-1]).partition("/")
            facts = {"value": str(loc[-1]), "form": "part", "whole": whole, "part": part}
            return document.refused(Refusal(Code.BAD_ID, **facts), loc, key=True)
        if refusal.code is Code.BAD_ID and (near := named.get(str(given))):
            refusal = Refusal(Code.BAD_ID, **refusal.details, near=near)
        return document.refused(refusal, loc, key=at_key)
    if error["type"] == "literal_error" and isinstance(given, str):
        if not given:
            return document.problem(Code.BLANK, loc)
        expected = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        return document.problem(Code.NOT_A_CHOICE, loc, value=given, expected=expected)
    if isinstance(given, str) and COLON_WITHOUT_SPACE.match(given):
        return document.problem(Code.NO_SPACE_AFTER_COLON, loc)
    if error["type"] == "tuple_type" and isinstance(given, str) and DASH.match(given):
        return document.problem(Code.BAD_DASH, loc)
    expected = "pair" if error["type"] == "too_long" else _SHAPES.get(error["type"], "text")
    return document.problem(
        Code.WRONG_SHAPE, loc, expected=expected, about=_about(document, loc, expected)
    )


def _about(document: Document, loc: Loc, expected: str) -> str:
    """What is to be written at a place: that of an item of a table, or of a key by its name."""
    line, column = document.place(loc)
    if not loc:
        return "file"
    if expected == "table" and document.lines[line - 1][column - 1 :].startswith("- "):
        return "dashed"
    item = len(loc) == 2 and isinstance(loc[1], str)  # noqa: PLR2004 - a table and an id
    return str(loc[0] if item else next(step for step in reversed(loc) if isinstance(step, str)))


def _ids_by_name(document: Document) -> Mapping[str, str]:
    """The ids of what has a name, by it: a name is not an id."""
    lists = document.tree.values() if isinstance(document.tree, dict) else ()
    items = [item for one in lists if isinstance(one, tuple) for item in one]
    named = [item for item in items if isinstance(item, dict) and {"id", "name"} <= item.keys()]
    return {str(item["name"]): str(item["id"]) for item in reversed(named)}


def _typography_of(error: ErrorDetails) -> Refusal | None:
    """The same of a value that should be a code, a number, or one of several words."""
    refusal, given = error.get("ctx", {}).get("error"), error["input"]
    is_code = isinstance(refusal, Refusal) or error["type"] == "literal_error"
    return _typography(given) if is_code and isinstance(given, str) else None


def _typography(text: str) -> Refusal | None:
    """The refusal of a character of Word's making that spoils a key or a code."""
    try:
        refuse_typography(text)
    except Refusal as refusal:
        return refusal
    return None
