"""Pydantic's errors → problems: which key or value of a file is wrong, and the habit behind it."""

import difflib
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic_core import ErrorDetails

from kehoach.amount import refuse_typography
from kehoach.fields import Model
from kehoach.problem import Code, Problem, Refusal
from kehoach.source import Document, Loc
from kehoach.syntax import COLON_WITHOUT_SPACE


def problems(
    model: type[Model], document: Document, details: Iterable[ErrorDetails]
) -> Iterator[Problem]:
    """Pydantic's errors as problems; a misspelt key is not also reported as missing."""
    details = list(details)
    missing = {detail["loc"] for detail in details if detail["type"] == "missing"}
    for detail in details:
        if detail["type"] == "extra_forbidden":
            *around, key = detail["loc"]
            allowed = _keys_at(model, tuple(around))
            near = next(iter(difflib.get_close_matches(str(key), allowed, 1)), "")
            missing.discard((*around, near))
            yield _unknown_key(document, detail["loc"], near, allowed)
    for detail in details:
        if detail["type"] == "missing" and detail["loc"] in missing:
            yield _missing(document, detail["loc"])
        elif detail["type"] not in ("missing", "extra_forbidden"):
            yield _problem(document, detail)


def _unknown_key(document: Document, loc: Loc, near: str, allowed: list[str]) -> Problem:
    key = str(loc[-1])
    if typography := _typography(key):
        return document.refused(typography, loc, key=True)
    if COLON_WITHOUT_SPACE.match(key):
        return document.problem(Code.NO_SPACE_AFTER_COLON, loc, key=True)
    if document.is_alone(loc):
        return document.problem(Code.COMMA_IN_BRACES, loc, key=True, value=key)
    known = ", ".join(allowed)
    return document.problem(Code.UNKNOWN_KEY, loc, key=True, name=key, near=near, allowed=known)


def _missing(document: Document, loc: Loc) -> Problem:
    if isinstance(loc[-1], int):
        return document.problem(Code.WRONG_SHAPE, loc[:-1], expected="pair")
    # A key that stands there with nothing after it is itself the place to write.
    blank = loc in document.keys
    return document.problem(
        Code.MISSING_KEY, loc if blank else loc[:-1], key=blank, name=str(loc[-1])
    )


_SHAPES = {"model_type": "table", "dict_type": "table", "tuple_type": "list"}


def _problem(document: Document, error: ErrorDetails) -> Problem:
    loc, given, context = error["loc"], error["input"], error.get("ctx", {})
    if at_key := loc[-1:] == ("[key]",):
        loc = loc[:-1]
    refusal = context.get("error")
    is_code = isinstance(refusal, Refusal) or error["type"] == "literal_error"
    if is_code and not at_key and isinstance(given, str) and (typography := _typography(given)):
        return document.refused(typography, loc)
    if isinstance(given, dict) and document.is_sentence(loc):
        return document.problem(Code.COLON_IN_TEXT, loc)
    if isinstance(refusal, Refusal):
        if at_key and COLON_WITHOUT_SPACE.match(str(loc[-1])):
            return document.problem(Code.NO_SPACE_AFTER_COLON, loc, key=True)
        return document.refused(refusal, loc, key=at_key)
    if error["type"] == "literal_error" and isinstance(given, str):
        if not given:
            return document.problem(Code.BLANK, loc)
        expected = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        return document.problem(Code.NOT_A_CHOICE, loc, value=given, expected=expected)
    if isinstance(given, str) and COLON_WITHOUT_SPACE.match(given):
        return document.problem(Code.NO_SPACE_AFTER_COLON, loc)
    expected = "pair" if error["type"] == "too_long" else _SHAPES.get(error["type"], "text")
    return document.problem(Code.WRONG_SHAPE, loc, expected=expected)


def _typography(text: str) -> Refusal | None:
    """The refusal of a character of Word's making that spoils a key or a code."""
    try:
        refuse_typography(text)
    except Refusal as refusal:
        return refusal
    return None


def _keys_at(model: type[Model], loc: Loc) -> list[str]:
    """The keys that the model at `loc` takes, found by walking the annotations along it."""
    here: Any = model
    for step in loc:
        if _is_model(here):
            fields = here.model_fields.items()
            here = next(f.annotation for name, f in fields if step in (name, f.alias))
        else:
            # Of a tuple the item, of a dict the value.
            here = next(arg for arg in reversed(get_args(here)) if arg is not Ellipsis)
        here = next((arg for arg in get_args(here) if type(None) in get_args(here)), here)
    return [field.alias or name for name, field in here.model_fields.items()]


def _is_model(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Model)
