"""Findings as GitLab's code quality report, which it draws beside the lines of a merge request.

Source: GitLab documentation, Code Quality, report format: description, check_name, fingerprint, severity, location.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256

from fabricgen.findings import Finding, Severity
from fabricgen.source import visible
from fabricgen.views.findings import in_order

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def as_code_quality(findings: Mapping[str, Iterable[Finding]]) -> str:
    """By the page of each inventory: what has no place is told at its first line, for the format needs one."""
    seen: Counter[str] = Counter()
    found = [_entry(one, page, seen) for page, several in findings.items() for one in in_order(several)]
    return json.dumps(found, indent=2) + "\n"


def _entry(finding: Finding, page: str, seen: Counter[str]) -> dict[str, object]:
    place = finding.place
    file = place.file if place else page
    key = f"{finding.code}\0{file}\0{finding.message}"
    seen[key] += 1
    return {
        "description": visible(f"{finding.message}\n{finding.help}".rstrip("\n")),
        "check_name": finding.code,
        "fingerprint": _fingerprint(key, seen[key]),
        "severity": SEVERITIES[finding.severity],
        "location": {"path": file, "lines": {"begin": place.line if place else 1}},
    }


def _fingerprint(key: str, turn: int) -> str:
    """Without the line: what stays is the same finding when lines above it come and go. Of equals each has its own."""
    return sha256(f"{key}\0{turn}".encode()).hexdigest()[:32]
