"""JSON Schema (2020-12) of the two files, for editors, made from the models that read them.

What one item says by itself is in the models, and so in the schema; what two places say together
(ids, measures, periods) only `check` knows. Nothing that `check` takes is refused.
"""

import json
from collections.abc import Mapping

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import WithDefaultSchema

from kehoach.fields import Model
from kehoach.plan import Plan
from kehoach.progress import Progress
from kehoach.schema_rules import BLANK, RULES, Schema
from kehoach.spelling import SPELLINGS
from kehoach.wording import schema as words

FILES: Mapping[str, type[Model]] = {"plan": Plan, "progress": Progress}
"""The names of the schemas, and what they are about."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    """Pydantic's own, without defaults: they are values of the program, not texts of a file."""

    def default_schema(self, schema: WithDefaultSchema) -> Schema:
        """The schema of what has the default."""
        return self.generate_inner(schema["schema"])


def file_name(name: str) -> str:
    """What the file of a schema is called."""
    return f"{name}.schema.json"


def written(name: str) -> str:
    """The schema as the text of its file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=1) + "\n"


def schema(name: str) -> Schema:
    """The schema of a file, by its name in `FILES`."""
    model = FILES[name]
    generated = model.model_json_schema(schema_generator=_Generator)
    models = {**generated.pop("$defs"), model.__name__: generated}
    title, description = words.TITLE[name]
    return {
        "$schema": _DIALECT,
        "$id": f"urn:kehoach:{name}:1",
        "title": title,
        "description": description,
        **_object(model.__name__, models.pop(model.__name__)),
        "$defs": {"blank": BLANK, **{key: _object(key, models[key]) for key in sorted(models)}},
    }


def _object(model: str, generated: Schema) -> Schema:
    required = generated.get("required", [])
    rules = {"allOf": [RULES[model]]} if model in RULES else {}
    return {
        "type": "object",
        "properties": {
            key: _property(model, key, value, optional=key not in required)
            for key, value in generated["properties"].items()
        },
        "required": required,
        "additionalProperties": False,
        **rules,
    }


def _property(model: str, key: str, generated: Schema, *, optional: bool) -> Schema:
    title, description = words.of_key(model, key)
    given = next((one for one in generated.get("anyOf", ()) if one != {"type": "null"}), generated)
    return {"title": title, "description": description, **_value(given, blank=optional)}


def _value(generated: Schema, *, blank: bool) -> Schema:
    """The schema of a value; where `blank`, of a value that may be left out."""
    if spelling := generated.get("spelling"):
        told = {"patternErrorMessage": words.SPELLING[spelling]}
        return {**SPELLINGS[spelling].schema(blank=blank), **told}
    return _or_blank(_shape(generated)) if blank else _shape(generated)


def _shape(generated: Schema) -> Schema:
    """A choice, a list, a table or another model."""
    if "const" in generated or "enum" in generated:
        return _choice(generated.get("enum") or [generated["const"]])
    if "$ref" in generated:
        return {"$ref": generated["$ref"]}
    if generated["type"] == "array":
        size = {key: value for key, value in generated.items() if key in ("minItems", "maxItems")}
        # Of a pair both items are of one kind.
        item = generated.get("items") or generated["prefixItems"][0]
        return {"type": "array", "items": _value(item, blank=False), **size}
    blank = generated.get("blanks", False)
    keys = SPELLINGS[generated["propertyNames"]["spelling"]]
    return {
        "type": "object",
        "propertyNames": {"pattern": keys.schema(blank=False)["pattern"]},
        "additionalProperties": _value(generated["additionalProperties"], blank=blank),
    }


def _choice(texts: list[str]) -> Schema:
    """One of some texts; of `1` the number too, as which an editor reads it."""
    return {"enum": [*texts, *(int(text) for text in texts if text.isdecimal())]}


def _or_blank(given: Schema) -> Schema:
    return {"anyOf": [given, {"$ref": "#/$defs/blank"}]}
