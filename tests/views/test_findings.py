"""Findings as they are drawn, character by character."""

import json
import unicodedata
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabricgen.findings import Finding, Place, Severity
from fabricgen.views.findings import Colour, as_github, as_json, as_junit, text

FILE = "inventories/lab/intent.yml"
PAGE = "kind: fat-tree\n漢字: 値段   # 値\n\tecn:\tmin\ncafe\u0301: x\n    ecn:\n      min: 2 MiB\n"
ECN = Finding(
    "FG203",
    "ECN starts marking after it should have finished",
    Place(FILE, 6, 12, "ecn.min", 5),
    label="above max (1 MiB, line 30)",
    help="marking grows from min to max; swap the two, or raise max",
)


def at(line: int, column: int, width: int, label: str = "") -> Finding:
    return Finding("FG009", "x", Place(FILE, line, column, "", width), label=label)


DRAWN = {
    "all parts": (
        ECN,
        """\
error[FG203] ECN starts marking after it should have finished
 --> inventories/lab/intent.yml:6:12
  |
5 |     ecn:
6 |       min: 2 MiB
  |            ^^^^^ above max (1 MiB, line 30)
  |
help: marking grows from min to max; swap the two, or raise max
more: fabricgen explain FG203""",
    ),
    "no place": (
        Finding("FG101", "too few ports", help="raise uplinks"),
        "error[FG101] too few ports\nhelp: raise uplinks\nmore: fabricgen explain FG101",
    ),
    "no source": (
        Finding("FG001", "can't read the file", Place("lost.yml", 1, 1, "")),
        "error[FG001] can't read the file\n --> lost.yml:1:1\nmore: fabricgen explain FG001",
    ),
    "a line that is gone": (
        at(99, 1, 1),
        "error[FG009] x\n  --> inventories/lab/intent.yml:99:1\nmore: fabricgen explain FG009",
    ),
    "a warning with two lines of help": (
        Finding("FG009", "x", help="this\nor that", severity=Severity.WARNING),
        "warning[FG009] x\nhelp: this\n      or that\nmore: fabricgen explain FG009",
    ),
    "the first line": (
        at(1, 7, 8, "here"),
        """\
error[FG009] x
 --> inventories/lab/intent.yml:1:7
  |
1 | kind: fat-tree
  |       ^^^^^^^^ here
  |
more: fabricgen explain FG009""",
    ),
    "wide characters": (
        at(2, 5, 2, "here"),
        """\
error[FG009] x
 --> inventories/lab/intent.yml:2:5
  |
1 | kind: fat-tree
2 | 漢字: 値段   # 値
  |       ^^^^ here
  |
more: fabricgen explain FG009""",
    ),
    "tabs": (
        at(3, 7, 3),
        """\
error[FG009] x
 --> inventories/lab/intent.yml:3:7
  |
2 | 漢字: 値段   # 値
3 |     ecn:    min
  |             ^^^
  |
more: fabricgen explain FG009""",
    ),
    "a combining accent": (
        at(4, 8, 1),
        """\
error[FG009] x
 --> inventories/lab/intent.yml:4:8
  |
3 |     ecn:    min
4 | cafe\u0301: x
  |       ^
  |
more: fabricgen explain FG009""",
    ),
    "behind the end of a line": (
        at(1, 15, 1, "something is missing"),
        """\
error[FG009] x
 --> inventories/lab/intent.yml:1:15
  |
1 | kind: fat-tree
  |               ^ something is missing
  |
more: fabricgen explain FG009""",
    ),
    "what could steer a terminal": (
        Finding("FG009", "a\x1b[2Jb\nc\u202ed", Place("e\x07.yml", 1, 1, ""), label="\x9b", help="f\x08g"),
        """\
error[FG009] a\ufffd[2Jb c\ufffdd
 --> e\ufffd.yml:1:1
  |
1 | h\ufffdi
  | ^ \ufffd
  |
help: f\ufffdg
more: fabricgen explain FG009""",
    ),
}


@pytest.mark.parametrize(("finding", "expected"), DRAWN.values(), ids=DRAWN)
def test_text(finding, expected):
    sources = {FILE: PAGE, "e\x07.yml": "h\x1bi", "empty.yml": "", "lost.yml": ""}
    assert text([finding], sources, Colour.NEVER) == f"{expected}\n\n1 {finding.severity}"


def test_line_numbers_of_another_width():
    page = "\n".join(f"key{number}: {number}" for number in range(1, 11))
    assert text([Finding("FG009", "x", Place("a", 10, 8, "", 2))], {"a": page}, Colour.NEVER) == (
        "error[FG009] x\n  --> a:10:8\n   |\n 9 | key9: 9\n10 | key10: 10\n   |        ^^\n   |\n"
        "more: fabricgen explain FG009\n\n1 error"
    )


def test_a_long_line_is_cut_around_the_caret():
    page = "a" * 300 + "漢" + "b" * 300
    drawn = text([Finding("FG009", "x", Place("a", 1, 301, "", 1))], {"a": page}, Colour.NEVER).splitlines()
    assert drawn[3] == f"1 | …{'a' * 60}漢{'b' * 99}…"
    assert drawn[4] == f"  | {' ' * 61}^^"


def test_a_byte_order_mark_is_not_drawn():
    assert "\n1 | a: 1\n  |    ^\n" in text(
        [Finding("FG9", "x", Place("a", 1, 4, ""))], {"a": "\ufeffa: 1"}, Colour.NEVER
    )


def test_colour():
    warning = Finding("FG009", "x", severity=Severity.WARNING)
    assert text([ECN, warning], {FILE: PAGE}, Colour.ALWAYS) == (
        "\x1b[1;33mwarning[FG009]\x1b[0m \x1b[1mx\x1b[0m\n"
        "\x1b[1;36mmore:\x1b[0m fabricgen explain FG009\n"
        "\n"
        "\x1b[1;31merror[FG203]\x1b[0m \x1b[1mECN starts marking after it should have finished\x1b[0m\n"
        " \x1b[1;34m-->\x1b[0m inventories/lab/intent.yml:6:12\n"
        "\x1b[1;34m  |\x1b[0m\n"
        "\x1b[1;34m5 |\x1b[0m     ecn:\n"
        "\x1b[1;34m6 |\x1b[0m       min: 2 MiB\n"
        "\x1b[1;34m  |\x1b[0m \x1b[1;31m           ^^^^^ above max (1 MiB, line 30)\x1b[0m\n"
        "\x1b[1;34m  |\x1b[0m\n"
        "\x1b[1;36mhelp:\x1b[0m marking grows from min to max; swap the two, or raise max\n"
        "\x1b[1;36mmore:\x1b[0m fabricgen explain FG203\n"
        "\n"
        "1 error, 1 warning"
    )


def test_order_and_count():
    found = [
        Finding("FG3", "m", Place("b.yml", 1, 1, "")),
        Finding("FG3", "m", Place("a.yml", 10, 1, "")),
        Finding("FG3", "m", Place("a.yml", 9, 2, "")),
        Finding("FG2", "m", Place("a.yml", 9, 2, "")),
        Finding("FG3", "m", Place("a.yml", 9, 1, ""), severity=Severity.WARNING),
        Finding("FG9", "m"),
    ]
    drawn = text(found, {}, Colour.NEVER)
    heads = [" ".join(block.splitlines()[:2]) for block in drawn.split("\n\n")]
    assert heads == [
        "error[FG9] m more: fabricgen explain FG9",
        "warning[FG3] m  --> a.yml:9:1",
        "error[FG2] m  --> a.yml:9:2",
        "error[FG3] m  --> a.yml:9:2",
        "error[FG3] m   --> a.yml:10:1",
        "error[FG3] m  --> b.yml:1:1",
        "5 errors, 1 warning",
    ]


ODD = Finding(
    "FG007", '50 %, <b> & "c"\x1b\ud800', Place("a,b:c.yml", 2, 3, "x[0]", 4), (), "label", "d\ne", Severity.WARNING
)
BARE = Finding("FG101", "too few ports", path=("leaf", 0, "ports"))


def test_nothing_found():
    assert text([], {}, Colour.NEVER) == "no findings"
    assert json.loads(as_json([])) == {"findings": [], "errors": 0, "warnings": 0}
    assert as_github([]) == ""
    assert as_junit([]) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="fabricgen" tests="1" failures="0">\n'
        '  <testsuite name="fabricgen" tests="1" failures="0">\n'
        '    <testcase classname="fabricgen" name="no findings"/>\n'
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_json():
    drawn = as_json([ODD, BARE])
    assert drawn.endswith("}\n")
    assert json.loads(drawn) == {
        "findings": [
            {
                "code": "FG101",
                "severity": "error",
                "message": "too few ports",
                "file": None,
                "line": None,
                "column": None,
                "width": None,
                "path": "leaf[0].ports",
                "label": "",
                "help": "",
            },
            {
                "code": "FG007",
                "severity": "warning",
                "message": '50 %, <b> & "c"\x1b\ud800',
                "file": "a,b:c.yml",
                "line": 2,
                "column": 3,
                "width": 4,
                "path": "x[0]",
                "label": "label",
                "help": "d\ne",
            },
        ],
        "errors": 1,
        "warnings": 1,
    }


def test_github():
    assert as_github([ODD, BARE]) == (
        "::error title=FG101::too few ports\n"
        '::warning file=a%2Cb%3Ac.yml,line=2,col=3,title=FG007::50 %25, <b> & "c"\ufffd\ufffd%0Ad%0Ae\n'
    )


def test_junit():
    assert as_junit([ODD, BARE, ECN]) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="fabricgen" tests="3" failures="2">\n'
        '  <testsuite name="fabricgen" tests="3" failures="2">\n'
        '    <testcase classname="fabricgen" name="FG101">'
        '<failure type="FG101" message="too few ports">too few ports</failure></testcase>\n'
        '    <testcase classname="a,b:c.yml" name="FG007 2:3">'
        "<system-out>50 %, &lt;b&gt; &amp; &quot;c&quot;\ufffd\ufffd\nd\ne</system-out></testcase>\n"
        '    <testcase classname="inventories/lab/intent.yml" name="FG203 6:12">'
        '<failure type="FG203" message="ECN starts marking after it should have finished">'
        "ECN starts marking after it should have finished\n"
        "marking grows from min to max; swap the two, or raise max</failure></testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


WORDS = st.text(max_size=30)
FINDINGS = st.builds(
    Finding,
    st.just("FG001"),
    WORDS,
    st.none()
    | st.builds(
        Place, st.sampled_from(["a", "b"]) | WORDS, st.integers(1, 4), st.integers(1, 30), WORDS, st.integers(1, 9)
    ),
    st.just(()),
    WORDS,
    WORDS,
    st.sampled_from(Severity),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(FINDINGS, max_size=4), WORDS)
def test_whatever_is_found_can_be_drawn_and_read_back(found, source):
    drawn = text(found, {"a": source}, Colour.NEVER)
    assert not [character for character in drawn if unicodedata.category(character) == "Cc" and character != "\n"]
    assert len(json.loads(as_json(found))["findings"]) == len(found)
    assert len(as_github(found).splitlines()) == len(found)
    cases = ET.fromstring(as_junit(found).encode()).findall("testsuite/testcase")  # noqa: S314  # what we wrote ourselves
    assert len(cases) == max(1, len(found))
