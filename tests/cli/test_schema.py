"""The JSON Schema says what the reader of pages does: same keys, same defaults, and examples that are pages."""

import json
import re
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from fabricgen.intent.errors import validate
from fabricgen.kinds import KINDS
from fabricgen.source import parse


def schema(run, *words):
    told = run("schema", *words)
    assert (told.status, told.err) == (0, "")
    return json.loads(told.out)


def nodes(value, path=()) -> Iterator[tuple[tuple, dict]]:
    """Every object of the schema itself; examples and defaults are data, not schema."""
    if isinstance(value, dict):
        yield path, value
        for key, item in value.items():
            if key not in ("examples", "default"):
                yield from nodes(item, (*path, key))
    elif isinstance(value, list):
        for item in value:
            yield from nodes(item, path)


def models(model: type[BaseModel], known: dict[str, type[BaseModel]]) -> dict[str, type[BaseModel]]:
    """All models that a page is made of, by name."""
    if model.__name__ not in known:
        known[model.__name__] = model
        for field in model.model_fields.values():
            for each in _within(field.annotation):
                models(each, known)
    return known


def _within(annotation) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _within(part)


ALL = {name: model for kind in KINDS.values() for name, model in models(kind, {}).items()}


def test_kinds_are_told_apart_by_their_word(run):
    found = schema(run)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["discriminator"]["propertyName"] == "kind"
    assert set(found["discriminator"]["mapping"]) == set(KINDS)
    assert len(found["oneOf"]) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind(run, kind):
    found = schema(run, "--kind", kind)
    assert found["title"] == f"fabricgen intent: {kind}"
    assert found["properties"]["kind"]["const"] == kind
    assert found["additionalProperties"] is False


def test_every_reference_leads_somewhere(run):
    found = schema(run)
    references = {node["$ref"] for _, node in nodes(found) if "$ref" in node}
    assert references
    assert references <= {f"#/$defs/{name}" for name in found["$defs"]}


def test_it_is_the_same_every_time_and_sorted(run):
    told = run("schema").out
    assert run("schema").out == told
    for _, node in nodes(json.loads(told)):
        assert list(node) == sorted(node)


def test_keys_are_those_of_the_page(run):
    defs = schema(run)["$defs"]
    assert set(defs) == set(ALL)
    for name, model in ALL.items():
        aliases = {field.alias or key for key, field in model.model_fields.items()}
        assert set(defs[name].get("properties", {})) == aliases


def test_defaults_are_written_as_on_the_page(run):
    """With their units: what the schema says may be left out, may also be written down."""
    tried = 0
    for name, node in schema(run)["$defs"].items():
        for key, part in node.get("properties", {}).items():
            if part.get("default") is None:
                continue
            field = next(field for field, info in ALL[name].model_fields.items() if key in (field, info.alias))
            empty = ALL[name].model_construct()
            written = ALL[name].__pydantic_validator__.validate_assignment(
                empty.model_copy(), field, json.loads(json.dumps(part["default"]))
            )
            assert written is not None
            assert isinstance(part["default"], str) or "pattern" not in part
            tried += 1
    assert tried > 30


def test_patterns_are_regular_expressions(run):
    patterns = [node["pattern"] for _, node in nodes(schema(run)) if isinstance(node.get("pattern"), str)]
    assert patterns
    for pattern in patterns:
        re.compile(pattern)


def test_what_is_described_in_the_code_is_described_here(run):
    defs = schema(run)["$defs"]
    assert defs["Size"]["properties"]["planes"]["description"] == (
        "Disjoint copies of the fabric; each NIC has one port in each plane."
    )
    assert defs["Hardware"]["properties"]["nic"]["description"] == (
        "Speed of one NIC; with several planes each of its ports has an equal part."
    )


def test_examples_are_pages(run):
    for example in schema(run)["examples"]:
        text = json.dumps(example)
        assert validate(parse(text, "example"), KINDS[example["kind"]]).name == "starter"


def test_an_unknown_kind(run):
    message = "Invalid value for '--kind': 'torus' is not one of 'adaptive-pods', 'fat-tree'."
    assert run("schema", "--kind", "torus") == (2, "", message)
