"""What may stand where on a page: a walk through the JSON schema of a model, the same that editors are given."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, JsonSchemaWarningKind

Schema = Mapping[str, Any]

_BRANCHES = ("anyOf", "oneOf", "allOf")


class _Generator(GenerateJsonSchema):
    """A type that JSON schema can't describe is a blank here, not a failure."""

    def handle_invalid_for_json_schema(self, schema: Any, error_info: str) -> JsonSchemaValue:
        del schema, error_info
        return {}

    def emit_warning(self, kind: JsonSchemaWarningKind, detail: str) -> None:
        """Warnings are for the author of a model, not for the writer of a page."""


class Spot(NamedTuple):
    """One place on the page: what was written about it, and the shapes that it may take."""

    definitions: Schema
    shapes: tuple[Schema, ...]

    def keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for shape in self.shapes for key in shape.get("properties", ())))

    def description(self) -> str:
        return str(self.first("description") or "")

    def first(self, word: str) -> Any:
        """The first value that a shape gives for this word of JSON schema."""
        return next((shape[word] for shape in self.shapes if word in shape), None)

    def below(self, step: str | int) -> "Spot":
        """Where a key or the position in a list leads."""
        schemas = [schema for shape in self.shapes for schema in _below(shape, step)]
        return self._replace(shapes=tuple(shape for schema in schemas for shape in _expanded(schema, self.definitions)))

    def branch(self, tag: str | int) -> "Spot":
        """The form of a union that `tag` names, by its title or by the word that selects it; unnamed ones leave all."""
        named = tuple(shape for shape in self.shapes if tag == shape.get("title") or tag in _constants(shape))
        return self._replace(shapes=named or self.shapes)


@cache
def page(model: type[BaseModel]) -> Spot:
    schema = model.model_json_schema(schema_generator=_Generator)
    definitions = schema.get("$defs", {})
    return Spot(definitions, tuple(_expanded(schema, definitions)))


def _below(shape: Schema, step: str | int) -> list[Schema]:
    if isinstance(step, int):
        listed = shape.get("prefixItems", ())
        return [listed[step]] if step < len(listed) else _schemas(shape.get("items"))
    # a field may be written by its name where its alias has hyphens: super_spine, super-spine
    by_name = {name.replace("-", "_"): schema for name, schema in shape.get("properties", {}).items()}
    if step.replace("-", "_") in by_name:
        return [by_name[step.replace("-", "_")]]
    return [*_schemas(shape.get("additionalProperties")), *shape.get("patternProperties", {}).values()]


def _schemas(schema: Any) -> list[Schema]:
    return [schema] if isinstance(schema, dict) else []


def _expanded(schema: Schema, definitions: Schema) -> list[Schema]:
    """The shapes behind references and unions; what is said about the whole is said about each."""
    inner = [definitions[schema["$ref"].removeprefix("#/$defs/")]] if "$ref" in schema else []
    inner += [branch for word in _BRANCHES for branch in schema.get(word, ())]
    if not inner:
        return [schema]
    whole = {word: value for word, value in schema.items() if word not in (*_BRANCHES, "$ref")}
    said = {"description": schema["description"]} if "description" in schema else {}
    return [{**whole, **shape, **said} for branch in inner for shape in _expanded(branch, definitions)]


def _constants(shape: Schema) -> list[Any]:
    return [prop["const"] for prop in shape.get("properties", {}).values() if "const" in prop]
