"""docs/intent.md: every key of the page, drawn from the JSON schema that editors are given."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import orjson
import yaml
from pydantic import TypeAdapter

from docs.generate.markdown import page, table
from fabricgen.intent import Intent
from fabricgen.intent.lossless import default_classes
from fabricgen.intent.words import Words
from fabricgen.kinds.load import KINDS
from fabricgen.views.schema import schema

Schema = Mapping[str, Any]
SAID = yaml.safe_load(Path(__file__).with_name("intent.yml").read_text())
REF = "#/$defs/"
ROOT = "Page"
HEAD = ("key", "meaning", "allowed", "left out", "example")
WORDS = {
    r"^[a-z][a-z0-9-]{0,22}[a-z0-9]$": "lower-case letters, digits, hyphens; 2 to 24 characters",
    r"^[A-Za-z][A-Za-z0-9_-]{0,30}$": "a word: letters, digits, `_`, `-`; at most 31 characters",
    r"^[A-Za-z0-9*?\[\]-]{1,80}$": "device names, `*` and `?` allowed",
    r"^[A-Za-z0-9 _.,:/()+-]{1,120}$": "text of at most 120 characters",
    r"^[a-z0-9][a-z0-9-]{1,40}$": "a name of the catalogue",
    r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$": "a domain name",
    r"^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,80}\.csv$": "name of a CSV file beside the page",
}
"""Patterns in a person's words."""


def pages() -> dict[str, str]:
    whole = schema(KINDS, [])
    definitions: Schema = whole["$defs"]  # type: ignore[assignment]
    return {"intent.md": page("The page of intent", _lines(definitions))}


def _lines(definitions: Schema) -> Iterator[str]:
    yield (
        "Every key that a page may have. A page is YAML; numbers with a dimension bear their unit; an unknown key is a "
        "mistake, never ignored. `fabricgen schema` prints the same for editors, `fabricgen init` writes a commented "
        "page to start from."
    )
    yield ""
    yield "Both kinds take the same keys. One default differs: `forwarding.mode` is `adaptive` in `adaptive-pods`."
    yield ""
    yield "**left out**: what holds when the key isn't there. A dash means that the key is needed."
    yield ""
    for path, model in _sections(definitions):
        yield f"## {path or 'Top level'}"
        yield ""
        yield from _about(model, definitions)
        yield from table(HEAD, _rows(path, model, definitions))


def _sections(definitions: Schema) -> Iterator[tuple[str, str]]:
    """Each mapping of the page with the name of its model, the page itself first, in the order of the fields."""
    waiting = [("", ROOT)]
    while waiting:
        path, model = waiting.pop(0)
        yield path, model
        below = [
            (f"{path}.{key}".lstrip(".") + suffix, name)
            for key, value in _fields(model, definitions).items()
            for name, suffix in _models(value)
        ]
        waiting = below + waiting


def _fields(model: str, definitions: Schema) -> Schema:
    """In the order in which a person would write them: that of the class."""
    if model != ROOT:
        found = definitions[model]["properties"]
        return {key: found[key] for key in (field.alias or name for name, field in _class(model).model_fields.items())}
    kinds = sorted(KINDS)
    found = dict(definitions[KINDS[kinds[0]].__name__]["properties"])
    found["kind"] = {"enum": list(KINDS), "type": "string"}
    found["forwarding"] = definitions["FatTree"]["properties"]["forwarding"]
    order = ["kind", *(field.alias or name for name, field in Intent.model_fields.items())]
    return {key: found[key] for key in order}


def _class(model: str) -> type[Words]:
    """Raises StopIteration for a name that no model has."""
    waiting: list[type[Words]] = [Words]
    while waiting:
        waiting += waiting[0].__subclasses__()
        if waiting[0].__name__ == (Intent.__name__ if model == ROOT else model):
            return waiting[0]
        waiting.pop(0)
    raise StopIteration(model)


def _type(model: str, key: str) -> Schema:
    """What its type says, whatever is written about the key."""
    fields = _class(model).model_fields
    field = next((field for name, field in fields.items() if (field.alias or name) == key), None)
    if field is None:
        return {"enum": list(KINDS)}
    if isinstance(field.annotation, type) and issubclass(field.annotation, Words):
        return {"$ref": f"{REF}{field.annotation.__name__}"}
    bare: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
    return TypeAdapter(bare).json_schema(by_alias=True)


def _models(value: Schema) -> Iterator[tuple[str, str]]:
    """Models that a value may be, and what stands behind its path: each name of a mapping, each row of a list."""
    if "$ref" in value:
        yield value["$ref"].removeprefix(REF), ""
    for branch in value.get("anyOf", ()):
        yield from _models(branch)
    for inner in value.get("patternProperties", {}).values():
        yield from ((name, ".NAME") for name, _ in _models(inner))
    if isinstance(value.get("items"), dict):
        yield from ((name, "[]") for name, _ in _models(value["items"]))


def _about(model: str, definitions: Schema) -> Iterator[str]:
    text = definitions.get(model, {}).get("description")
    if text:
        yield _one_line(text)
        yield ""


def _rows(path: str, model: str, definitions: Schema) -> Iterator[tuple[str, ...]]:
    required = definitions.get(model, definitions["FatTree"]).get("required", ())
    for key, value in _fields(model, definitions).items():
        place = f"{path}.{key}".lstrip(".")
        yield (
            f'<a id="{anchor_of(place)}"></a>`{key}`',
            meaning(model, key, value),
            SAID["allowed"].get(f"{model}.{key}") or _allowed(_type(model, key), place, value),
            "—" if key in required else _default(key, value),
            _example(model, key, value),
        )


def anchor_of(place: str) -> str:
    """size.max_pods → size-max_pods"""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", place)


def meaning(model: str, key: str, value: Schema) -> str:
    """Raises KeyError for a key that nobody has explained."""
    name = f"{model}.{key}"
    said = SAID["meanings"].get(name)
    own = "description" in value and not _only_of_the_type(value)
    return str(said) if said is not None else _one_line(value["description"]) if own else str(SAID["meanings"][name])


def _only_of_the_type(value: Schema) -> bool:
    return value["description"] in ("an address block", "an IP address")


def _allowed(value: Schema, place: str, written: Schema) -> str:
    """Of a key that may be left out, `null` isn't told: it means the same."""
    if "anyOf" in value:
        optional = written.get("default", ...) is None
        branches = [branch for branch in value["anyOf"] if not (optional and branch.get("type") == "null")]
        return " or ".join(_allowed(branch, place, written) for branch in branches)
    if "$ref" in value:
        return f"[a mapping](#{_heading(place)})"
    if "patternProperties" in value:
        (inner,) = value["patternProperties"].values()
        by_name = _heading(f"{place}.NAME")
        return f"[mappings by name](#{by_name})" if "$ref" in inner else f"by name: {_allowed(inner, place, {})}"
    if value.get("type") == "array":
        return _listed(value, place)
    return _plain(value)


def _listed(value: Schema, place: str) -> str:
    item = value["items"]
    return f"a list of [mappings](#{_heading(f'{place}[]')})" if "$ref" in item else f"a list: {_plain(item)}"


def _heading(place: str) -> str:
    return re.sub(r"[^\w-]", "", place.lower())


def _plain(value: Schema) -> str:
    if "enum" in value or "const" in value:
        return ", ".join(f"`{word}`" for word in value.get("enum", [value.get("const")]))
    kind = value.get("type")
    if kind == "null":
        return "`null`"
    if kind == "boolean":
        return "`true`, `false`"
    if kind == "integer":
        return _whole(value)
    return _text(value)


def _whole(value: Schema) -> str:
    if "minimum" not in value:
        return "a whole number"
    most = value.get("maximum", value.get("exclusiveMaximum", 0) - 1)
    return f"{value['minimum']:,} or more" if most < value["minimum"] else f"{value['minimum']:,} to {most:,}"


def _text(value: Schema) -> str:
    pattern = value.get("pattern", "")
    if pattern in WORDS:
        return WORDS[pattern]
    if pattern.startswith("^(env:"):
        return "`env:NAME`, `file:PATH` or `command:WORDS`"
    return _small(_one_line(value.get("description", "text")).rstrip("."))


def _small(text: str) -> str:
    """As it stands inside a sentence; abbreviations stay."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _default(key: str, value: Schema) -> str:
    if key == "classes":
        return f"[five classes](concepts.md#classes): {', '.join(f'`{name}`' for name in default_classes())}"
    default = value.get("default", {})
    if default is None or default == []:
        return "none"
    if isinstance(default, dict):
        return "its defaults" if "$ref" in value or "anyOf" in value else "none"
    return f"`{default}`" if isinstance(default, str) else f"`{orjson.dumps(default).decode()}`"


def _example(model: str, key: str, value: Schema) -> str:
    said = SAID["examples"].get(f"{model}.{key}")
    found = said if said is not None else _first_example(value)
    if found is None:
        default = value.get("default")
        found = default if isinstance(default, (str, int)) else None
    return "" if found is None else f"`{found if isinstance(found, str) else orjson.dumps(found).decode()}`"


def _first_example(value: Schema) -> Any:
    """Of the value, its forms, or its items."""
    inner = [value, *value.get("anyOf", ())]
    found = next((shape["examples"][0] for shape in inner if shape.get("examples")), None)
    items = value.get("items")
    if found is None and isinstance(items, dict) and items.get("examples"):
        return list(items["examples"])
    return found if found is not None else next(iter(value.get("enum", ())), None)


def _one_line(text: str) -> str:
    return " ".join(text.split())
