"""To which item a key belongs that stands outside of it, by the models and by what stands above."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic_core import ErrorDetails

from kehoach.fields import Model
from kehoach.source import Document, Loc

_ITEM = 2
"""How long the place of an item of a table is."""


def outside(
    model: type[Model], document: Document, details: Sequence[ErrorDetails]
) -> Mapping[Loc, Loc]:
    """The keys that were meant for what stands above them, by the place of that.

    Either it ends just above and would take the key, or nothing stands after it at all.
    """
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    no_group = [one["loc"] for one in details if one["type"] == "model_type" and one["loc"]]
    wrong = {*unknown, *no_group}
    found: dict[Loc, Loc] = {}
    for loc in (*unknown, *no_group):
        of = _blank_above(model, document, loc, wrong)
        if of is None:
            of = next(_ending_above(model, document, loc), None)
        if of is not None:
            found[loc] = of
    return found


def sections_inside(
    model: type[Model], document: Document, details: Sequence[ErrorDetails]
) -> Sequence[Loc]:
    """The keys of the top that stand inside of something, in the order of the file."""
    unknown = {detail["loc"] for detail in details if detail["type"] == "extra_forbidden"}
    no_table = {detail["loc"] for detail in details if len(detail["loc"]) == 1}
    return [
        loc
        for loc in document.keys
        if len(loc) > 1
        and loc[-1] in model.model_fields
        and (loc in unknown or (len(loc) == _ITEM and not keys_at(model, loc[:1])))
        and loc[:1] not in no_table
        and isinstance(loc[-2], str)
    ]


def is_below(document: Document, of: Loc) -> bool:
    """Whether nothing stands after `of`, so that all that follows was meant for it."""
    here: Any = document.tree
    for step in of:
        here = here[step]
    return bool(here == "")


def _blank_above(
    model: type[Model], document: Document, loc: Loc, wrong: Collection[Loc]
) -> Loc | None:
    keys = [at for at in document.keys if at[:-1] == loc[:-1]]
    above = [at for at in keys[: keys.index(loc)] if at not in wrong] if loc in keys else []
    if not above or not is_below(document, above[-1]):
        return None
    taken = keys_at(model, above[-1])
    # Of a table of items every id is taken that has a group after it.
    is_table = not taken and keys_at(model, (*above[-1], ""))
    is_item = is_table and any(at[:-1] == loc for at in document.keys)
    return above[-1] if loc[-1] in taken or is_item else None


def _ending_above(model: type[Model], document: Document, loc: Loc) -> Iterator[Loc]:
    inner = (document.before(loc) or ())[:-1]
    while len(inner) >= len(loc) and inner[: len(loc) - 1] == loc[:-1]:
        if loc[-1] in keys_at(model, inner) and (*inner, loc[-1]) not in document.keys:
            yield inner
        inner = inner[:-1]


def keys_at(model: type[Model], loc: Loc) -> list[str]:
    """The keys that the model at `loc` takes, found by walking the annotations along it.

    None where no model stands there.
    """
    here: Any = model
    for step in loc:
        if _is_model(here):
            fields = here.model_fields.items()
            here = next((f.annotation for name, f in fields if step in (name, f.alias)), None)
        else:
            # Of a tuple the item, of a dict the value.
            here = next((arg for arg in reversed(get_args(here)) if arg is not Ellipsis), None)
        here = next((arg for arg in get_args(here) if type(None) in get_args(here)), here)
    fields = here.model_fields.items() if _is_model(here) else ()
    return [field.alias or name for name, field in fields]


def _is_model(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Model)
