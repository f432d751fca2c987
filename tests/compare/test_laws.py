"""Laws of differences, for every syntax: equal is nothing, applied is the other side, order counts where it must."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fabricgen.compare.difference import difference
from fabricgen.compare.sides import label
from fabricgen.compare.sides import syntax as syntax_of
from fabricgen.compare.tree import tree
from fabricgen.platforms.syntax import JSON, LINES, Form, Syntax
from tests.compare.apply import applied, as_sets

ORDERED = re.compile(r"ip access-list \S+ > (?!\d)|as-path access-list \S+ (?=permit|deny)")
INDENTED = Syntax(Form.INDENTED, "!", frozenset({"exit", "end"}), ORDERED)
BRACES = Syntax(Form.BRACES, ordered=ORDERED)
YAML = Syntax(Form.YAML)

WORDS = st.sampled_from(
    ("interface e1", "interface e2", "mtu 9000", "ip access-list A", "permit any", "deny any", "10 permit x", "exit",
     "as-path access-list B permit 1", "as-path access-list B deny 2", "router bgp 1", "neighbor a"),
)  # fmt: skip
FOREST = st.recursive(
    st.lists(st.tuples(WORDS, st.just([])), max_size=4),
    lambda below: st.lists(st.tuples(WORDS, below), max_size=4),
    max_leaves=12,
)
VALUES = st.recursive(
    st.integers(0, 2) | st.sampled_from(("a", "b", "")),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(st.sampled_from(("name", "x", "y")), below, max_size=3)
        | st.lists(st.fixed_dictionaries({"name": st.sampled_from("pqr"), "v": below}), max_size=3)
    ),
    max_leaves=8,
)


def indented(forest, depth=0):
    return "".join(f"{' ' * 3 * depth}{words}\n{indented(below, depth + 1)}" for words, below in forest)


def braced(forest):
    return "".join(f"{words} {{\n{braced(below)}}}\n" if below else f"{words};\n" for words, below in forest)


def lines(forest):
    return indented(forest, 0)


SYNTAXES = {
    "indented": (INDENTED, FOREST.map(indented)),
    "braces": (BRACES, FOREST.map(braced)),
    "lines": (LINES, FOREST.map(lines)),
    "json": (JSON, st.dictionaries(st.sampled_from("abc"), VALUES).map(json.dumps)),
    "yaml": (YAML, st.dictionaries(st.sampled_from("abc"), VALUES).map(yaml.safe_dump)),
}


@pytest.mark.parametrize("name", SYNTAXES)
@given(data=st.data())
def test_equal_texts_give_nothing(name, data):
    syntax, texts = SYNTAXES[name]
    text = data.draw(texts)
    assert difference(text, text + " ", syntax) == ()


@pytest.mark.parametrize("name", SYNTAXES)
@given(data=st.data())
def test_applied_to_one_side_it_gives_the_other(name, data):
    syntax, texts = SYNTAXES[name]
    before, after = data.draw(texts), data.draw(texts)
    lines = difference(before, after, syntax)
    assert as_sets(applied(tree(before, syntax), lines)) == as_sets(tree(after, syntax))


@pytest.mark.parametrize("name", SYNTAXES)
@given(data=st.data())
def test_no_lines_exactly_when_both_mean_the_same(name, data):
    syntax, texts = SYNTAXES[name]
    before, after = data.draw(texts), data.draw(texts)
    same = as_sets(tree(before, syntax)) == as_sets(tree(after, syntax))
    assert (difference(before, after, syntax) == ()) == same


@given(st.permutations(["interface e1\n   mtu 1\n", "router bgp 1\n   neighbor a\n   neighbor b\n", "hostname x\n"]))
def test_order_of_blocks_means_nothing(blocks):
    text = "interface e1\n   mtu 1\nrouter bgp 1\n   neighbor b\n   neighbor a\nhostname x\n"
    assert difference(text, "".join(blocks), INDENTED) == ()


CASES = Path(__file__).parent.parent / "cases"


def rendered():
    """Files of neighbouring switches, as they are rendered on every platform."""
    for case in sorted(CASES.glob("*/expected/6-files")):
        platform = case.parent.parent.name.partition("-")[0]
        names = {}
        for place in sorted(place for place in case.rglob("*") if place.is_file()):
            device = place.stem if place.suffix == ".cfg" else place.parent.name
            names.setdefault(label(str(place), device), []).append(place)
        for name, places in names.items():
            yield from (
                pytest.param(
                    platform, name, *pair, id=f"{case.parent.parent.name}-{pair[1].parent.name}-{pair[1].name}"
                )
                for pair in pairwise(places)
            )


@pytest.mark.parametrize(("platform", "name", "one", "other"), list(rendered()))
def test_of_what_is_rendered(platform, name, one, other):
    syntax = syntax_of(platform, name)
    before, after = one.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")
    lines = difference(before, after, syntax)
    assert as_sets(applied(tree(before, syntax), lines)) == as_sets(tree(after, syntax))
    assert difference(after, re.sub(r"(?m)^ *!\n", "", after), syntax) == ()


def test_what_is_rendered_has_a_syntax():
    assert {(platform, name) for platform, name, *_ in (param.values for param in rendered())} >= {
        ("eos", ".cfg"), ("frr", "frr.conf"), ("frr", "interfaces"), ("sonic", "config_db.json"), ("sonic", "frr.conf"),
    }  # fmt: skip
