"""The JSON Schema of an intent (draft 2020-12), for editors and for whoever writes pages by program."""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import or_
from typing import Annotated, Any

from pydantic import Field, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import WithDefaultSchema

from fabricgen.intent import Intent
from fabricgen.intent.words import Bfd, NumberRange, Prefix

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(kinds: Mapping[str, type[Intent]], examples: list[object]) -> dict[str, object]:
    """Of one kind, or of all of them told apart by their word `kind`; keys as they are written on the page, sorted."""
    found: dict[str, Any] = _adapter(kinds).json_schema(by_alias=True, schema_generator=_AsWritten)
    described = {"$schema": DIALECT, "title": f"fabricgen intent: {' or '.join(kinds)}", "examples": examples}
    return dict(_sorted({**found, **described}))


class _AsWritten(GenerateJsonSchema):
    """Defaults as they would stand on the page, with their units."""

    def get_default_value(self, schema: WithDefaultSchema) -> Any:
        default = super().get_default_value(schema)
        if isinstance(default, NumberRange):
            return f"{default.first}-{default.last}"
        if isinstance(default, Bfd):
            return f"{default.interval_ms} ms x {default.multiplier}"
        if isinstance(default, tuple) and default and isinstance(default[0], Prefix):
            return [prefix.text for prefix in default]
        write = _serializer(schema["schema"])
        return write(default) if write and isinstance(default, int | float) else default


def _serializer(schema: Any) -> Callable[[object], str] | None:
    """What writes a value of that schema as text, also behind constraints."""
    while "serialization" not in schema and "schema" in schema:
        schema = schema["schema"]
    found: Callable[[object], str] | None = schema.get("serialization", {}).get("function")
    return found


def _adapter(kinds: Mapping[str, type[Intent]]) -> TypeAdapter[Any]:
    if len(kinds) == 1:
        return TypeAdapter(next(iter(kinds.values())))
    either: Any = Annotated[reduce(or_, kinds.values()), Field(discriminator="kind")]
    return TypeAdapter(either)


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(item) for item in value] if isinstance(value, list) else value
