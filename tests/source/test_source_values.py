"""What a page says, and where each of its values stands."""

import time

import pytest
import yaml

from fabricgen.findings import Finding, Place
from fabricgen.source import parse, read

WORDS = {
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
    "0": 0,
    "7": 7,
    "-7": -7,
    "+7": 7,
    "0x1F": 31,
    "1.5": 1.5,
    "-0.25": -0.25,
    "9" * 40: int("9" * 40),
    # what other readers corrupt stays text
    "65000:1": "65000:1",
    "190:20:30": "190:20:30",
    "00:1b:21:3c:4d:5e": "00:1b:21:3c:4d:5e",
    "no": "no",
    "yes": "yes",
    "on": "on",
    "off": "off",
    "y": "y",
    "True": "True",
    "FALSE": "FALSE",
    "Null": "Null",
    "2024-01-01": "2024-01-01",
    "1_000": "1_000",
    "1e3": "1e3",
    "0b1": "0b1",
    "0o17": "0o17",
    ".5": ".5",
    "1.": "1.",
    ".inf": ".inf",
    "=": "=",
    "10.0.0.0/16": "10.0.0.0/16",
    "3:1": "3:1",
    "10 %": "10 %",
    # in quotes all is text
    '"010"': "010",
    "'7'": "7",
    '"true"': "true",
    '""': "",
    '"\\u6f22"': "漢",
    # more lines, one value
    "b\n  c": "b c",
    ">-\n  b\n  c": "b c",
}


@pytest.mark.parametrize(("word", "value"), WORDS.items(), ids=WORDS)
def test_words(word, value):
    read_back = parse(f"a: {word}", "intent.yml").value["a"]
    assert (read_back, type(read_back)) == (value, type(value))


def test_keys_are_text():
    page = "1: a\ntrue: b\n010: c\n'<<': d\n65000:1: e\n"
    assert parse(page, "intent.yml").value == {"1": "a", "true": "b", "010": "c", "<<": "d", "65000:1": "e"}


def test_aliases_repeat_values():
    page = parse("a: &x {b: [1, 2]}\nc: *x\nd: [&y 3, *y]\n&k e: *k", "intent.yml")
    assert page.value == {"a": {"b": [1, 2]}, "c": {"b": [1, 2]}, "d": [3, 3], "e": "e"}


def test_a_byte_order_mark_moves_nothing(tmp_path):
    path = tmp_path / "page.yml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: caf\xc3\xa9\r\n")
    page = read(path)
    assert (page.file, page.value) == (str(path), {"a": 1, "b": "café"})
    assert page.place(("a",)) == Place(str(path), 1, 4, "a", 1)
    assert page.place(("b",)) == Place(str(path), 2, 4, "b", 4)


PAGE = """\
kind: fat-tree
漢字: 値段
classes:
  rdma:
    dscp: [26, AF41]   # a comment
    ecn: {min: 2 us, max: 20 us}
  other:
exceptions:
- select: a*
  reason: "a \\" b"
- &x
  select: b
again: [
  *x]
folded: one
  two
"""

PLACES: dict[tuple[str | int, ...], tuple[tuple[int, int, str, int], tuple[int, int, str, int]]] = {
    # path: where the value stands, where its key stands
    (): ((1, 1, "", 4), (1, 1, "", 4)),
    ("kind",): ((1, 7, "kind", 8), (1, 1, "kind", 4)),
    ("漢字",): ((2, 5, "漢字", 2), (2, 1, "漢字", 2)),
    ("classes",): ((4, 3, "classes", 4), (3, 1, "classes", 7)),
    ("classes", "rdma", "dscp"): ((5, 11, "classes.rdma.dscp", 10), (5, 5, "classes.rdma.dscp", 4)),
    ("classes", "rdma", "dscp", 1): ((5, 16, "classes.rdma.dscp[1]", 4), (5, 16, "classes.rdma.dscp[1]", 4)),
    ("classes", "rdma", "ecn"): ((6, 10, "classes.rdma.ecn", 23), (6, 5, "classes.rdma.ecn", 3)),
    ("classes", "rdma", "ecn", "max"): ((6, 27, "classes.rdma.ecn.max", 5), (6, 22, "classes.rdma.ecn.max", 3)),
    ("classes", "other"): ((7, 9, "classes.other", 1), (7, 3, "classes.other", 5)),
    ("exceptions",): ((9, 1, "exceptions", 12), (8, 1, "exceptions", 10)),
    ("exceptions", 0): ((9, 3, "exceptions[0]", 6), (9, 3, "exceptions[0]", 6)),
    ("exceptions", 0, "reason"): ((10, 11, "exceptions[0].reason", 8), (10, 3, "exceptions[0].reason", 6)),
    ("again",): ((13, 8, "again", 1), (13, 1, "again", 5)),
    ("again", 0): ((14, 3, "again[0]", 2), (14, 3, "again[0]", 2)),
    ("again", 0, "select"): ((12, 11, "again[0].select", 1), (12, 3, "again[0].select", 6)),
    ("folded",): ((15, 9, "folded", 3), (15, 1, "folded", 6)),
    # unknown: the nearest known ancestor
    ("nothing",): ((1, 1, "", 4), (1, 1, "", 4)),
    ("classes", "rdma", "share", "x"): ((5, 5, "classes.rdma", 4), (4, 3, "classes.rdma", 4)),
    ("exceptions", 7): ((9, 1, "exceptions", 12), (8, 1, "exceptions", 10)),
    ("exceptions", "0"): ((9, 1, "exceptions", 12), (8, 1, "exceptions", 10)),
    ("kind", "x"): ((1, 7, "kind", 8), (1, 1, "kind", 4)),
}


@pytest.mark.parametrize(("path", "expected"), PLACES.items(), ids=map(str, PLACES))
def test_places(path, expected):
    page = parse(PAGE, "intent.yml")
    value, key = page.place(path), page.key_place(path)
    assert (
        (value.line, value.column, value.path, value.width),
        (key.line, key.column, key.path, key.width),
    ) == expected


def test_a_finding_with_a_path_gets_a_place():
    page = parse("a: {b: 10}", "intent.yml")
    placed = page.located(Finding("FG101", "too small", path=("a", "b")))
    assert placed == Finding("FG101", "too small", Place("intent.yml", 1, 8, "a.b", 2), path=("a", "b"))
    assert page.located(placed) is placed


def test_a_page_is_read_about_as_fast_as_libyaml_composes_it():
    page = "tenants:\n" + "".join(f"  t{i}: {{id: {i}, vrf: true, hosts: [su-1, su-2]}}\n" for i in range(2_500))
    ours = min(seconds(lambda: parse(page, "intent.yml")) for _ in range(3))
    theirs = min(seconds(lambda: yaml.compose(page, Loader=yaml.CSafeLoader)) for _ in range(3))
    assert ours < 6 * theirs


def seconds(work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
