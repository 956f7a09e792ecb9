"""What the keys of one item say together, as JSON Schema: an editor tells it while one types.

The same rules as in the models and in `check`, where they lie in one place of one file. A key with
nothing after it is a key not given, here as there.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from kehoach.progress import Evidence
from kehoach.target import Comparison

Schema: TypeAlias = dict[str, Any]

# A key with nothing after it.
BLANK: Schema = {"type": ["null", "string"], "pattern": "^ *$"}
_BLANK: Schema = {"$ref": "#/$defs/blank"}


def _given(*keys: str) -> Schema:
    """Each of the keys stands there with something after it."""
    return {"required": [*keys], "properties": {key: {"not": _BLANK} for key in keys}}


def _is(key: str, *texts: str) -> Schema:
    """The key has one of these values."""
    return {"required": [key], "properties": {key: {"enum": [*texts]}}}


def _empty(*keys: str) -> Schema:
    """Nothing but blanks under any of the keys: no item of a list, no value of a table."""
    nothing: Schema = {"maxItems": 0, "additionalProperties": _BLANK}
    return {"properties": dict.fromkeys(keys, nothing)}


_ITEMS = ("indicators", "tasks", "routines", "measures")
_OF_PARTS = ("target", "baseline", "milestones", "revisions")
_IN_A_HALF_YEAR = {"type": "string", "pattern": "H"}
_ZERO = {"anyOf": [{"const": 0}, {"type": "string", "pattern": r"^ *[+-]?0+(?:[.,]0+)? *$"}]}
_NOTHING: Schema = {"anyOf": [_BLANK, _ZERO]}
_NEGATIVE = {
    "anyOf": [
        {"type": "number", "exclusiveMaximum": 0},
        {"type": "string", "pattern": "^ *-.*[1-9]"},
    ]
}
_FIGURE: Schema = {
    "if": _given("not_applicable"),
    "then": {
        "properties": {"value": _BLANK, **dict.fromkeys(("numerator", "denominator"), _NOTHING)}
    },
    "else": {
        "dependentSchemas": {
            "numerator": {"if": _given("numerator"), "then": _given("denominator")},
            "denominator": {"if": _given("denominator"), "then": _given("numerator")},
        },
        "properties": {
            "numerator": {"not": _NEGATIVE},
            "denominator": {"not": {"anyOf": [_NEGATIVE, _ZERO]}},
        },
    },
}

RULES: Mapping[str, Schema] = {
    "PlanHead": {"properties": {"horizon": {"not": _IN_A_HALF_YEAR}}},
    "Indicator": {
        "if": _is("measure", "compound"),
        "then": {
            "allOf": [_given("parts"), {"properties": {"parts": {"minItems": 1}}}],
            "not": {"anyOf": [_given(key) for key in _OF_PARTS]},
        },
        "else": {"allOf": [_given("target"), _empty("parts")]},
        "dependentSchemas": {
            "retired_decision": {"if": _given("retired_decision"), "then": _given("retired_from")},
        },
    },
    "Part": _given("target"),
    "Target": {
        "oneOf": [_given(comparison) for comparison in Comparison],
        "not": _given("by", "each"),
    },
    "Progress": {
        "if": {"properties": {"period": {"not": _IN_A_HALF_YEAR}}},
        "then": _empty(*_ITEMS),
    },
    "Figure": _FIGURE,
    "IndicatorFigure": _FIGURE,
    "TaskReport": {
        "if": _is("state", "done"),
        "then": _given("completed"),
        "else": {
            "not": _given("completed"),
            "if": _is("state", "suspended", "cancelled"),
            "then": _given("reason"),
        },
    },
    "Evidence": {
        "anyOf": [_given(key) for key in Evidence.model_fields],
        "properties": {
            "path": {"not": {"pattern": r"^ */|[\\:]|(?:^ *|/)\.\.(?:/| *$)"}},
            "url": {"pattern": "^ *(?:[Hh][Tt][Tt][Pp][Ss]?://[^ ]+)? *$"},
        },
    },
}
"""By the name of the model, put beside its keys."""
