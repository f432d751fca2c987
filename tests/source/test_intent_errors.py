"""Pages that say what a model doesn't take, and exactly what their writers are told."""

from enum import Enum
from typing import Annotated, Literal, NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, StringConstraints, model_validator

from fabricgen.findings import RefusedError
from fabricgen.intent import Intent
from fabricgen.intent.errors import findings, validate
from fabricgen.source import parse


class Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, use_attribute_docstrings=True)


class Ratio(NamedTuple):
    down: int
    up: int


def ratio(value):
    if isinstance(value, Ratio):
        return value
    down, _, up = value.partition(":") if isinstance(value, str) else ("", "", "")
    if not (down.isdigit() and up.isdigit()):
        raise ValueError(f"{value} is not a ratio: write down:up, such as 3:1")
    return Ratio(int(down), int(up))


def opaque(value):
    if value == "bad":
        raise AssertionError("bad is no good")
    return value


class Colour(Enum):
    RED = "red"
    GREEN = "green"


class Ecn(Words):
    min: int
    """Marking starts here."""
    max: int

    @model_validator(mode="after")
    def ordered(self):
        if self.min > self.max:
            raise ValueError("min is above max: swap the two")
        return self


class Rdma(Words):
    kind: Literal["rdma"]
    ecn: Ecn | None = None


class Plain(Words):
    kind: Literal["plain"]
    share: float = 1.0


class Shelf(Words):
    rows: int


class Rack(Words):
    slots: int
    depth: int = 1


Key = Annotated[str, StringConstraints(pattern="^[a-z]+$")]


class Page(Words):
    name: Annotated[str, StringConstraints(pattern="^[a-z]+$", max_length=8)] = "lab"
    """Lower-case letters."""
    count: Annotated[int, Field(ge=1, le=64)] = 1
    factor: Annotated[float, Field(gt=0, lt=1)] = 0.5
    step: Annotated[int, Field(multiple_of=4)] = 4
    fast: bool = False
    mode: Literal["per-flow", "adaptive"] = "per-flow"
    only: Literal["this"] = "this"
    tiers: Literal[2, 3] | None = None
    colour: Colour = Colour.RED
    spread: Ratio = Ratio(1, 1)
    headroom: Literal["dedicated"] | Annotated[Ratio, BeforeValidator(ratio)] = "dedicated"
    """Buffer kept for pauses."""
    share: Annotated[Ratio, BeforeValidator(ratio)] = Ratio(1, 1)
    """Down to up."""
    ecn: Ecn | None = None
    super_spine: Ecn | None = Field(default=None, alias="super-spine")
    classes: dict[Key, Ecn] = {}
    numbers: Annotated[tuple[int, ...], Field(min_length=1, max_length=3)] = (1,)
    pair: tuple[int, Ecn] | None = None
    kinds: tuple[Annotated[Rdma | Plain, Field(discriminator="kind")], ...] = ()
    loose: Rdma | Plain | int | None = None
    place: Shelf | Rack | None = None
    odd: Annotated[object, PlainValidator(opaque)] = None
    host: Annotated[str, Field(min_length=2)] = "aa"
    nothing: None = None


KEYS = ", ".join(field.alias or name for name, field in Page.model_fields.items())
NO_QUOTES = "write digits only, without quotes"
LINES = "write 'key: value' lines below it"
ITEMS = "write [a, b], or one '- item' on each line"

CASES: dict[str, tuple[str, list[tuple[str, str, str, str]]]] = {
    # page: place and code, message, label, help
    "unknown key": (
        "fasd: true",
        [
            (
                "1:1 FG006",
                "there is no key 'fasd' on the page",
                "did you mean fast?",
                f"keys allowed on the page: {KEYS}",
            )
        ],
    ),
    "unknown key, nothing near": (
        "ecn: {min: 1, max: 2, probability: 3}",
        [("1:23 FG006", "there is no key 'probability' in ecn", "", "keys allowed in ecn: min, max")],
    ),
    "unknown key under an alias": (
        "super-spine: {min: 1, mux: 2, max: 3}",
        [
            (
                "1:23 FG006",
                "there is no key 'mux' in super-spine",
                "did you mean max?",
                "keys allowed in super-spine: min, max",
            )
        ],
    ),
    "unknown key under the name of a field": (
        "super_spine: {min: 1, mux: 2, max: 3}",
        [
            (
                "1:23 FG006",
                "there is no key 'mux' in super_spine",
                "did you mean max?",
                "keys allowed in super_spine: min, max",
            )
        ],
    ),
    "unknown key in a dict": (
        "classes:\n  a: {min: 1, max: 2, x: 3}",
        [("2:23 FG006", "there is no key 'x' in classes.a", "", "keys allowed in classes.a: min, max")],
    ),
    "unknown key in a fixed list": (
        "pair: [1, {min: 1, max: 2, x: 3}]",
        [("1:28 FG006", "there is no key 'x' in pair[1]", "", "keys allowed in pair[1]: min, max")],
    ),
    "unknown key in a kind": (
        "kinds:\n- kind: plain\n  ecn: {}",
        [("3:3 FG006", "there is no key 'ecn' in kinds[0]", "", "keys allowed in kinds[0]: kind, share")],
    ),
    "missing key": (
        "ecn: {max: 1}",
        [("1:1 FG008", "the key 'min' is missing in ecn", "", "add 'min: …': Marking starts here.")],
    ),
    "two missing keys": (
        "classes:\n  a: {}",
        [
            (
                "2:3 FG008",
                "the keys 'min', 'max' are missing in classes.a",
                "",
                "add 'min: …': Marking starts here.\nadd 'max: …'",
            )
        ],
    ),
    "missing in a list": (
        "kinds:\n- kind: rdma\n  ecn: {min: 1}",
        [("3:3 FG008", "the key 'max' is missing in kinds[0].ecn", "", "add 'max: …'")],
    ),
    "missing item": (
        "pair: [1]",
        [("1:7 FG007", "pair: item 2 of the list is missing", "", "write the whole list")],
    ),
    "missing kind": (
        "kinds: [{}]",
        [
            (
                "1:9 FG008",
                "the key 'kind' is missing in kinds[0]",
                "",
                "add 'kind: …', it decides what else may stand here",
            )
        ],
    ),
    "unknown kind": (
        "kinds: [{kind: red}]",
        [("1:16 FG009", "kind: the text 'red' is not allowed", "", "write one of: rdma, plain")],
    ),
    "word": (
        "mode: adaptiv",
        [
            (
                "1:7 FG009",
                "mode: the text 'adaptiv' is not allowed",
                "did you mean adaptive?",
                "write one of: per-flow, adaptive",
            )
        ],
    ),
    "the only word": ("only: that", [("1:7 FG009", "only: the text 'that' is not allowed", "", "write this")]),
    "number as a word": ("tiers: 4", [("1:8 FG009", "tiers: the number 4 is not allowed", "", "write one of: 2, 3")]),
    "enum": ("colour: blue", [("1:9 FG009", "colour: the text 'blue' is not allowed", "", "write one of: red, green")]),
    "range": (
        "count: 65",
        [("1:8 FG009", "count: the number 65 is out of range", "", "write a number: from 1, up to 64")],
    ),
    "open range": (
        "factor: 1",
        [("1:9 FG009", "factor: the number 1 is out of range", "", "write a number: above 0, below 1")],
    ),
    "multiple": (
        "step: 3",
        [("1:7 FG009", "step: the number 3 is out of range", "", "write a number: that is a multiple of 4")],
    ),
    "pattern": (
        "name: Lab",
        [
            (
                "1:7 FG009",
                "name: the text 'Lab' has a form that is not allowed",
                "",
                "Lower-case letters.\nit must match ^[a-z]+$",
            )
        ],
    ),
    "long text": (
        "name: abcdefghi",
        [("1:7 FG009", "name: the text 'abcdefghi' is too long", "", "write at most 8 characters")],
    ),
    "short text": ("host: a", [("1:7 FG009", "host: the text 'a' is too short", "", "write at least 2 characters")]),
    "short list": ("numbers: []", [("1:10 FG009", "numbers: a list is too short", "", "write at least 1 item")]),
    "long list": (
        "numbers: [1, 2, 3, 4]",
        [("1:10 FG009", "numbers: a list is too long", "", "write at most 3 items")],
    ),
    "name in a dict": (
        "classes: {A: {min: 1, max: 2}}",
        [("1:11 FG009", "the name 'A' has a form that is not allowed here", "", "it must match ^[a-z]+$")],
    ),
    "bool": (
        "fast: no",
        [("1:7 FG007", "fast: expected true or false, got the text 'no'", "", "write true or false, without quotes")],
    ),
    "bool for a number": ("count: true", [("1:8 FG007", "count: expected a whole number, got true", "", NO_QUOTES)]),
    "text for a number": (
        "count: '7'",
        [("1:8 FG007", "count: expected a whole number, got the text '7'", "", NO_QUOTES)],
    ),
    "decimal for a number": (
        "count: 7.5",
        [("1:8 FG007", "count: expected a whole number, got the number 7.5", "", NO_QUOTES)],
    ),
    "text for a decimal": (
        "factor: half",
        [("1:9 FG007", "factor: expected a number, got the text 'half'", "", NO_QUOTES)],
    ),
    "number for text": (
        "name: 7",
        [("1:7 FG007", "name: expected text, got the number 7", "", "put quotes around what is meant as text")],
    ),
    "nothing for text": (
        "name:",
        [("1:6 FG007", "name: expected text, got nothing", "", "put quotes around what is meant as text")],
    ),
    "something for nothing": (
        "nothing: 1",
        [("1:10 FG007", "nothing: expected null, got the number 1", "", "write null, or leave it out")],
    ),
    "list for a mapping": ("ecn: [1]", [("1:6 FG007", "ecn: expected a mapping, got a list", "", LINES)]),
    "text for a mapping": ("classes: x", [("1:10 FG007", "classes: expected a mapping, got the text 'x'", "", LINES)]),
    "text for a list": ("numbers: 1 2", [("1:10 FG007", "numbers: expected a list, got the text '1 2'", "", ITEMS)]),
    "item of a list": (
        "numbers: [1, x]",
        [("1:14 FG007", "numbers[1]: expected a whole number, got the text 'x'", "", NO_QUOTES)],
    ),
    "mapping for a number": (
        "count: {}",
        [("1:8 FG007", "count: expected a whole number, got a mapping", "", NO_QUOTES)],
    ),
    "a long text is not repeated": (
        f"count: {'x' * 41}",
        [("1:8 FG007", f"count: expected a whole number, got the text '{'x' * 39}…'", "", NO_QUOTES)],
    ),
    "a validator of ours": (
        "share: 7-1",
        [("1:8 FG009", "7-1 is not a ratio: write down:up, such as 3:1", "", "Down to up.")],
    ),
    "a validator of a mapping": (
        "ecn: {min: 2, max: 1}",
        [("1:6 FG009", "min is above max: swap the two", "", "")],
    ),
    "an assertion of ours": ("odd: bad", [("1:6 FG009", "bad is no good", "", "")]),
    # unions
    "no form of a union": (
        "headroom: 7-1",
        [
            (
                "1:11 FG009",
                "headroom: the text '7-1' has none of the forms allowed here",
                "",
                "write dedicated\nor: 7-1 is not a ratio: write down:up, such as 3:1",
            )
        ],
    ),
    "no form of a union of shapes": (
        "loose: x",
        [("1:8 FG007", "loose: the text 'x' has none of the forms allowed here", "", f"{LINES}\nor: {NO_QUOTES}")],
    ),
    "the form of the kind that was written": (
        "loose: {kind: plain, ecn: 1}",
        [("1:22 FG006", "there is no key 'ecn' in loose", "", "keys allowed in loose: kind, share")],
    ),
    "the form with the fewest mistakes": (
        "place: {slots: 1, depth: x}",
        [("1:26 FG007", "depth: expected a whole number, got the text 'x'", "", NO_QUOTES)],
    ),
    "a form with a wrong value deep inside": (
        "loose: {kind: rdma, ecn: {min: 1, max: x}}",
        [("1:40 FG007", "max: expected a whole number, got the text 'x'", "", NO_QUOTES)],
    ),
    "all of a page, in its order": (
        "name: 7\necn:\n  min: x\n  mux: 2\nmode: fast\ncount: 0",
        [
            ("1:7 FG007", "name: expected text, got the number 7", "", "put quotes around what is meant as text"),
            ("2:1 FG008", "the key 'max' is missing in ecn", "", "add 'max: …'"),
            ("3:8 FG007", "min: expected a whole number, got the text 'x'", "", NO_QUOTES),
            ("4:3 FG006", "there is no key 'mux' in ecn", "did you mean max?", "keys allowed in ecn: min, max"),
            ("5:7 FG009", "mode: the text 'fast' is not allowed", "", "write one of: per-flow, adaptive"),
            ("6:8 FG009", "count: the number 0 is out of range", "", "write a number: from 1, up to 64"),
        ],
    ),
}


def told(found):
    return [
        (f"{each.place.line}:{each.place.column} {each.code}", each.message, each.label, each.help) for each in found
    ]


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_refused(text, expected):
    with pytest.raises(RefusedError) as refusal:
        validate(parse(text, "intent.yml"), Page)
    assert told(refusal.value.findings) == expected


def test_a_sound_page():
    page = validate(
        parse("headroom: 7:1\nsuper_spine: {min: 1, max: 2}\nnumbers: [1, 2]\nkinds: [{kind: plain, share: 2}]", "p"),
        Page,
    )
    assert page == Page(
        headroom=Ratio(7, 1), super_spine=Ecn(min=1, max=2), numbers=(1, 2), kinds=(Plain(kind="plain", share=2.0),)
    )


def test_a_part_of_a_page():
    document = parse("racks:\n- ecn: {min: 1, mux: 2, max: x}", "intent.yml")
    with pytest.raises(ValueError) as error:
        Ecn.model_validate_json('{"min": 1, "mux": 2, "max": "x"}', strict=True)
    found = findings(document, error.value, Ecn, ("racks", 0, "ecn"))
    assert told(found) == [
        ("2:17 FG006", "there is no key 'mux' on the page", "did you mean max?", "keys allowed on the page: min, max"),
        ("2:30 FG007", "max: expected a whole number, got the text 'x'", "", NO_QUOTES),
    ]
    assert [(each.path, each.place.path, each.place.width) for each in found] == [
        (("racks", 0, "ecn", "mux"), "racks[0].ecn.mux", 3),
        (("racks", 0, "ecn", "max"), "racks[0].ecn.max", 1),
    ]


NAMES = [*Page.model_fields, "super-spine", "min", "max", "kind", "rows", "slots", "x"]
LEAVES = st.sampled_from(
    ["rdma", "plain", "dedicated", "3:1", "x", "no", "red", 0, 1, 2, 65, -1, 0.5, True, None, "", "é" * 50]
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=8,
)
INTERNAL = (
    "Input should",
    "Value error",
    "function-",
    "literal[",
    "Page",
    "Ecn",
    "Rdma",
    "Plain",
    "Shelf",
    "Rack",
    "pydantic",
)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6), st.sampled_from([Page, Intent]))
def test_any_page_is_taken_or_refused_in_plain_words_once_per_place(value, model):
    document = parse(yaml.safe_dump(value or {"x": 1}, allow_unicode=True, width=1_000), "intent.yml")
    try:
        validate(document, model)
    except RefusedError as refusal:
        found = refusal.findings
    else:
        found = ()
    assert len({each.place for each in found}) == len(found)
    assert not [each for each in found for word in INTERNAL if word in each.message]
