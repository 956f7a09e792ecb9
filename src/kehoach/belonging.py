"""To which item a key belongs that stands outside of it, by the models and by what stands above."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, get_args

from pydantic_core import ErrorDetails

from kehoach.document import Document, Loc
from kehoach.fields import Model

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
    above, heads = keys_above(document), _heads(document, {*unknown, *no_group})
    found: dict[Loc, Loc] = {}
    for loc in (*unknown, *no_group):
        head = heads.get(loc)
        if head is not None and _takes(model, document, head, loc):
            found[loc] = head
        elif of := next(_ending_above(model, document, loc, above.get(loc, ())), None):
            found[loc] = of
    return found


def keys_above(document: Document) -> Mapping[Loc, Loc]:
    """Of each key the one that stands before it in the file, whatever that is a key of."""
    return {key: before for before, key in pairwise(document.names)}


def _heads(document: Document, wrong: Collection[Loc]) -> Mapping[Loc, Loc]:
    """Of each key the nearest one above it, in the same group, that is not wrong itself."""
    last: dict[Loc, Loc] = {}
    heads: dict[Loc, Loc] = {}
    for loc in document.names:
        if head := last.get(loc[:-1]):
            heads[loc] = head
        if loc not in wrong:
            last[loc[:-1]] = loc
    return heads


def sections_inside(
    model: type[Model], document: Document, details: Sequence[ErrorDetails]
) -> Sequence[Loc]:
    """The keys of the top that stand inside of something, in the order of the file."""
    unknown = {detail["loc"] for detail in details if detail["type"] == "extra_forbidden"}
    no_table = {detail["loc"] for detail in details if len(detail["loc"]) == 1}
    sections = keys_at(model, ())
    # Either nothing there takes it, or it was taken for an item of a table.
    return [
        loc
        for loc in document.names
        if loc[-1] in sections
        and (loc in unknown or len(loc) == _ITEM)
        and loc[:1] not in no_table
        and isinstance(loc[-2], str)
    ]


def is_below(document: Document, of: Loc) -> bool:
    """Whether nothing stands after `of`, so that all that follows was meant for it."""
    return bool(document.at(of) == "")


def _takes(model: type[Model], document: Document, head: Loc, loc: Loc) -> bool:
    """Whether what has nothing after it would take the key at `loc`."""
    if not is_below(document, head):
        return False
    # Of a table of items every id is taken that has a group after it.
    is_table = bool(keys_at(model, (*head, "")))
    return loc[-1] in keys_at(model, head) or (is_table and isinstance(document.at(loc), dict))


def _ending_above(model: type[Model], document: Document, loc: Loc, above: Loc) -> Iterator[Loc]:
    inner = above[:-1]
    while len(inner) >= len(loc) and inner[: len(loc) - 1] == loc[:-1]:
        if loc[-1] in keys_at(model, inner) and (*inner, loc[-1]) not in document.names:
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
