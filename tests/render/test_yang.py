"""Vendors' models are made readable, what libyang says is read, and places are found; without any model of a vendor."""

import json
from pathlib import Path

import pytest

from fabricgen.findings import Place
from fabricgen.render.yang import listed, srlinux, yanglint
from fabricgen.render.yang.places import at_path, in_data, in_tables, place, segments

ON = frozenset({"qos", "port-speed-400G"})
NOTHING = frozenset()
KNOWN = frozenset({"mac-vrf", "ipv4-unicast"})
SPEEDS = """type enumeration {
  enum 100G { if-feature "f:port-speed-100G"; }
  enum 400G { if-feature "f:port-speed-400G"; }
}"""
REWRITTEN = {
    "a value that is compared with true": (
        """must ". = true() or ../b = false()" { error-message "x"; }""",
        """must ". = string(true()) or ../b = string(false())" { error-message "x"; }""",
    ),
    "what isn't there is unequal": (
        """must "(. = 0 and ../p = 'strict') or (. = 1 and ../p != 'strict')";""",
        """must "(. = 0 and ../p = 'strict') or (. = 1 and not(../p = 'strict'))";""",
    ),
    "a path with conditions": (
        """must "/a:b[a:c=substring-before(current(), '.')]/a:d != 'x' and 1";""",
        """must "not(/a:b[a:c=substring-before(current(), '.')]/a:d = 'x') and 1";""",
    ),
    "two paths": ("""must ". != ../other";""", """must "not(. = ../other)";"""),
    "a path that is alone in its quotes": ("""must '. != "default"' { }""", """must 'not(. = "default")' { }"""),
    "a value in brackets": ("""must "(../mtu != 0)";""", """must "(not(../mtu = 0))";"""),
    "an identity without prefix": ("""leaf a;\n  must "../type = 'mac-vrf'" { error-message "x"; }\n  leaf b;""",
                                   "leaf a;\n  leaf b;"),
    "an identity with one": ("""must "../type = 'ni:mac-vrf'";""", """must "../type = 'ni:mac-vrf'";"""),
    "what some chips alone keep": (
        """leaf a;\n  must ". <= 7" {\n error-message "x";\n ext:if-feature "not f:b";\n }\n  leaf b;""",
        "leaf a;\n  leaf b;",
    ),
    "an enumeration of which something is left": (SPEEDS, SPEEDS),
    "an enumeration of which nothing would be": (
        """type enumeration { enum any { if-feature "f:vlan-any"; } }""", """type enumeration { enum any { } }"""
    ),
    "an enumeration without conditions": ("type enumeration { enum a; }", "type enumeration { enum a; }"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), REWRITTEN.values(), ids=REWRITTEN)
def test_a_model_is_made_readable(before, after):
    assert srlinux.readable(before, ON, KNOWN) == after


def test_without_features_nothing_depends_on_one():
    text = """leaf a { if-feature "f:x"; mandatory true; type string; }"""
    assert srlinux.readable(text, None, NOTHING) == "leaf a { type string; }"
    assert srlinux.readable(text, ON, NOTHING) == text


def test_the_modules_that_are_spoken_of():
    texts = ['{"srl_nokia-a:x": {"y": "srl_nokia-b:z"}}', '{"srl_nokia-a:x": 1, "srl_nokia-unknown:u": 2}']
    assert srlinux.used(texts, {"srl_nokia-a", "srl_nokia-b", "srl_nokia-c"}) == ["srl_nokia-a", "srl_nokia-b"]


def test_features_and_identities():
    text = "  feature qos {\n  }\n  feature qos-pfc;\n  identity mac-vrf {\n  }\n"
    assert srlinux.features(text) == {"qos", "qos-pfc"}
    assert srlinux.identities([text]) == {"mac-vrf"}


@pytest.mark.parametrize("value", [["a", "b"], {"system": {"features": ["a", "b"]}}])
def test_the_list_of_a_box(value):
    assert listed(json.dumps(value)) == {"a", "b"}


def test_remarks_of_the_box_are_no_configuration():
    tree = {"_annotate": "x", "a": [{"b": 1, "_annotate_b": "y"}]}
    assert srlinux.bare(tree) == {"a": [{"b": 1}]}


SAID = {
    "a path": (
        'libyang err : Invalid leafref value "X" - no target. (Data location "/m:a/b[c=\'d\']/e".)',
        ('Invalid leafref value "X" - no target', "/m:a/b[c='d']/e", None),
    ),
    "a path and a line": (
        'libyang err : Unsatisfied range - value "9" is bad. (Data location "/m:a/b", line number 73.)',
        ('Unsatisfied range - value "9" is bad', "/m:a/b", 73),
    ),
    "a line": ("libyang err : Unexpected end-of-input. (Line number 4.)", ("Unexpected end-of-input", "", 4)),
    "neither": ("libyang err : Out of memory.", ("Out of memory", "", None)),
    "libyang 3": ("libyang[0]: Node not found. (/m:a/b) (line 3)", ("Node not found. (/m:a/b) (line 3)", "", None)),
}


@pytest.mark.parametrize(("stderr", "expected"), SAID.values(), ids=SAID)
def test_what_libyang_says(stderr, expected):
    told = yanglint._complaint(Path("x.json"), f"{stderr}\nYANGLINT[E]: Failed …\n")
    assert (told.message, told.location, told.line) == expected


NOKIA = """{
  "m:interface": [
    {"name": "e-1/1", "subinterface": [
      {"index": 0, "ip-mtu": 9000},
      {"index": 1,
       "ip-mtu": 1}
    ]}
  ]
}
"""
TABLES = """{
  "PORT": {
    "Ethernet0": {"mtu": "1"}
  },
  "QUEUE": {
    "Ethernet0|3": {
      "scheduler": "x"
    }
  }
}
"""
PLACES = {
    "a leaf of a list in a list": (
        NOKIA, in_data, "/m:interface[name='e-1/1']/subinterface[index='1']/ip-mtu", (6, 18)
    ),
    "what isn't there": (NOKIA, in_data, "/m:interface[name='e-1/1']/mtu", (3, 5)),
    "an entry that isn't there": (NOKIA, in_data, "/m:interface[name='e-1/9']/mtu", (2, 18)),
    "another tree": (NOKIA, in_data, "/n:bgp", (1, 1)),
    "no path": (NOKIA, in_data, "", (1, 1)),
    "a row": (TABLES, in_tables, "/s:sonic-port/PORT/PORT_LIST[name='Ethernet0']/mtu", (3, 26)),
    "a row with two keys": (
        TABLES, in_tables, "/s:sonic-queue/QUEUE/QUEUE_LIST[ifname='Ethernet0'][qindex='3']/scheduler", (7, 20)
    ),
    "a row that isn't there": (TABLES, in_tables, "/s:sonic-port/PORT/PORT_LIST[name='Ethernet4']/mtu", (2, 11)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "steps", "location", "expected"), PLACES.values(), ids=PLACES)
def test_where_it_stands(text, steps, location, expected, tmp_path):
    file = tmp_path / "config.json"
    file.write_text(text)
    found = place(file, location, steps)
    assert (found.line, found.column) == expected


def test_a_file_that_is_too_large_to_be_searched_is_named(tmp_path):
    file = tmp_path / "config.json"
    file.write_text(json.dumps({"a": "x" * 5_000_000}))
    assert place(file, "/m:a", in_data) == at_path(file, ("a",)) == Place(str(file), 1, 1, "")


def test_segments():
    (top, entry) = segments("/m:a/n:list[x='1 / 2'][p:y=\"z\"]")
    assert (top.name, top.keys) == ("a", ())
    assert (entry.name, entry.keys) == ("list", (("x", "1 / 2"), ("y", "z")))
