"""GitLab's code quality report."""

import json

from fabricgen.cli.ci.quality import as_code_quality
from fabricgen.findings import Finding, Place, Severity


def at(line, message="too small"):
    return Finding("FG302", message, Place("a/intent.yml", line, 5, "x"), help="give more")


def entries(*findings):
    return json.loads(as_code_quality({"a/intent.yml": findings}))


def test_an_entry():
    (entry,) = entries(at(3))
    assert entry.pop("fingerprint")
    assert entry == {
        "description": "too small\ngive more",
        "check_name": "FG302",
        "severity": "major",
        "location": {"path": "a/intent.yml", "lines": {"begin": 3}},
    }


def test_a_warning_without_a_place():
    (entry,) = entries(Finding("FG205", "odd", severity=Severity.WARNING))
    assert (entry["severity"], entry["location"]) == ("minor", {"path": "a/intent.yml", "lines": {"begin": 1}})


def test_a_fingerprint_moves_with_its_finding_and_is_nobody_elses():
    prints = [entry["fingerprint"] for entry in entries(at(3), at(9), at(4, "other"))]
    assert len(set(prints)) == 3
    assert prints == [entry["fingerprint"] for entry in entries(at(30), at(90), at(40, "other"))]
