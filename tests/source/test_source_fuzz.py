"""Whatever the file, reading ends in a document or a refusal, and both point into the text."""

import tempfile
from pathlib import Path

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fabricgen.findings import Place, RefusedError
from fabricgen.source import lines_of, parse, read

YAMLISH = st.text(alphabet="abn01:-[]{}\"'&*!|>%@#,?~<.=\\xuL \n\r\t\x07\x85\u2028\ufeff\u202e漢\ud800", max_size=60)
PAGE = """\
kind: fat-tree
size: {accelerators: 2048, max_pods: 8}
classes:
  rdma: &rdma {dscp: 26, share: "60 %"}   # lossless
  again: *rdma
exceptions:
- select: 'a*'
  reason: >-
    because
    of this
"""
ODD = [
    "\n",
    "\r",
    "\t",
    "\\",
    "\0",
    "\x1b",
    "\u2029",
    "\ufeff",
    "ü",
    "漢",
    "\U0001f600",
    "\ud800",
    "010",
    "#",
    "%YAML 1.1\n",
]
MARKS = [
    "",
    " ",
    ":",
    "- ",
    "? ",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    "*rdma",
    "&rdma ",
    "!!x ",
    "<<: ",
    "|\n",
    "---\n",
    "...\n",
]
PIECES = st.sampled_from(ODD + MARKS)
EDITS = st.lists(st.tuples(st.integers(0, len(PAGE)), st.integers(0, 6), PIECES), min_size=1, max_size=4)

fuzz = settings(max_examples=300, deadline=None)


def edited(edits: list[tuple[int, int, str]]) -> str:
    page = PAGE
    for start, length, piece in edits:
        page = page[:start] + piece + page[start + length :]
    return page


def paths(value, path=()):
    yield path
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from paths(inner, (*path, step))


def outcome(work) -> list[Place]:
    """Every place that the document or the refusal speaks of."""
    try:
        page = work()
    except RefusedError as refused:
        refusal = refused
    else:
        known = list(paths(page.value))
        return [page.place(path) for path in known] + [page.key_place(path) for path in known]
    assert refusal.findings
    assert all(finding.code.startswith("FG0") and finding.help for finding in refusal.findings)
    return [finding.place for finding in refusal.findings]


def assert_inside(places: list[Place], text: str) -> None:
    lines = lines_of(text.removeprefix("\ufeff"))
    for place in places:
        assert 1 <= place.line <= len(lines)
        line = lines[place.line - 1]
        assert 1 <= place.column <= len(line) + 1
        assert place.width == 1 or place.column - 1 + place.width <= len(line)


@fuzz
@given(st.text(max_size=200))
def test_any_text(text):
    assert_inside(outcome(lambda: parse(text, "intent.yml")), text)


@settings(max_examples=600, deadline=None)
@given(YAMLISH)
@example("---")
@example("a: &x")
@example("a: !")
@example("? ")
@example("-")
@example("a:\r\n\r\n")
@example("'a\n\n': 1")
def test_text_that_looks_like_yaml(text):
    assert_inside(outcome(lambda: parse(text, "intent.yml")), text)


@settings(max_examples=600, deadline=None)
@given(EDITS)
def test_a_good_page_with_slips(edits):
    text = edited(edits)
    assert_inside(outcome(lambda: parse(text, "intent.yml")), text)


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=100)
    | st.text(max_size=50).map(lambda text: text.encode("utf-16"))
    | EDITS.map(lambda edits: edited(edits).encode("utf-8", "surrogatepass"))
)
def test_any_bytes(content):
    with tempfile.NamedTemporaryFile(suffix=".yml") as file:
        path = Path(file.name)
        path.write_bytes(content)
        assert_inside(outcome(lambda: read(path)), content.decode("utf-8", "surrogateescape"))


SAFE = st.from_regex(r"[a-z](?:[a-z0-9 /_.%-]{0,20}[a-z0-9])?", fullmatch=True)
SCALARS = SAFE | st.integers(-(10**38), 10**38) | st.booleans() | st.none()
PLAIN = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(SAFE, inner, max_size=4), max_leaves=20
)


@fuzz
@given(st.dictionaries(SAFE, PLAIN, min_size=1, max_size=5), st.booleans())
def test_plain_pages_are_read_as_they_were_written(value, flow):
    text = yaml.safe_dump(value, default_flow_style=flow, width=1_000)
    page = parse(text, "intent.yml")
    assert page.value == value
    assert {type(page.place(path)) for path in paths(value)} == {Place}


@fuzz
@given(st.dictionaries(SAFE, SCALARS, min_size=1, max_size=5))
def test_the_text_at_a_place_is_the_value(value):
    text = yaml.safe_dump(value, width=1_000)
    page = parse(text, "intent.yml")
    for key in value:
        place = page.place((key,))
        shown = lines_of(text)[place.line - 1][place.column - 1 :][: place.width]
        assert yaml.safe_load(shown) == value[key]
