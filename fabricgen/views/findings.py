"""Findings as text for a terminal, JSON, GitHub annotations and JUnit: four drawings of the same values."""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from html import escape

from fabricgen.findings import Finding, Place, Severity
from fabricgen.source import lines_of, spelled, visible

TAB = 4
LINE_MAX = 160  # characters of a source line that are drawn; a longer one is cut around the caret
LEAD = 60  # characters that stay in front of the caret then


class Colour(StrEnum):
    NEVER = "never"
    ALWAYS = "always"


class _Look(StrEnum):
    """Parameters of the escape sequence "select graphic rendition" (ECMA-48)."""

    ERROR = "1;31"
    WARNING = "1;33"
    FRAME = "1;34"
    HELP = "1;36"
    BOLD = "1"


def text(findings: Iterable[Finding], sources: Mapping[str, str], colour: Colour) -> str:
    """A block for each finding, and a count. A file that `sources` has no text of is drawn without its line."""
    ordered = in_order(findings)
    lines = {file: lines_of(source.removeprefix("\ufeff")) for file, source in sources.items() if source}
    blocks = [_block(finding, lines, colour) for finding in ordered]
    return "\n\n".join([*blocks, count(ordered)])


def as_json(findings: Iterable[Finding]) -> str:
    ordered = in_order(findings)
    totals = {f"{severity}s": sum(finding.severity is severity for finding in ordered) for severity in Severity}
    return json.dumps({"findings": [_record(finding) for finding in ordered], **totals}, indent=2) + "\n"


def as_github(findings: Iterable[Finding]) -> str:
    """Workflow commands, which GitHub draws beside the lines of a pull request."""
    return "".join(f"{_annotation(finding)}\n" for finding in in_order(findings))


def as_junit(findings: Iterable[Finding]) -> str:
    """An error is a failed test, a warning a passed one that says something."""
    ordered = in_order(findings)
    failures = sum(finding.severity is Severity.ERROR for finding in ordered)
    cases = [_case(finding) for finding in ordered] or ['    <testcase classname="fabricgen" name="no findings"/>']
    counted = f'name="fabricgen" tests="{len(cases)}" failures="{failures}"'
    body = "\n".join([f"  <testsuite {counted}>", *cases, "  </testsuite>"])
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {counted}>\n{body}\n</testsuites>\n'


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By file, line, column and code; what has no place comes first."""
    return sorted(findings, key=lambda finding: (_at(finding.place), finding.code, finding.message))


def count(findings: Sequence[Finding]) -> str:
    """Such as: 2 errors, 1 warning."""
    numbers = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    told = [f"{number} {severity}{'s' if number > 1 else ''}" for severity, number in numbers.items() if number]
    return ", ".join(told) or "no findings"


def _at(place: Place | None) -> tuple[str, int, int]:
    return (place.file, place.line, place.column) if place else ("", 0, 0)


# text


def _block(finding: Finding, lines: Mapping[str, list[str]], colour: Colour) -> str:
    look = _Look[finding.severity.name]
    head = _painted(f"{finding.severity}[{finding.code}]", look, colour)
    parts = [f"{head} {_painted(_one_line(finding.message), _Look.BOLD, colour)}"]
    if finding.place:
        parts += _located(finding, finding.place, lines.get(finding.place.file, []), colour)
    if finding.help:
        parts.append(f"{_painted('help:', _Look.HELP, colour)} {_indented(finding.help)}")
    return "\n".join([*parts, f"{_painted('more:', _Look.HELP, colour)} fabricgen explain {finding.code}"])


def _located(finding: Finding, place: Place, lines: list[str], colour: Colour) -> list[str]:
    pad = " " * len(str(place.line))
    arrow = f"{pad}{_painted('-->', _Look.FRAME, colour)} {_one_line(place.file)}:{place.line}:{place.column}"
    if place.line > len(lines):
        return [arrow]
    bar = _painted(f"{pad} |", _Look.FRAME, colour)
    start = _window(lines[place.line - 1], place.column - 1)
    numbered = [
        f"{_painted(f'{number:>{len(pad)}} |', _Look.FRAME, colour)} {_cut(lines[number - 1], start)}".rstrip()
        for number in (place.line - 1, place.line)
        if number
    ]
    caret = _painted(_carets(finding, place, lines[place.line - 1], start), _Look[finding.severity.name], colour)
    return [arrow, bar, *numbered, f"{bar} {caret}", bar]


def _window(line: str, column: int) -> int:
    """Where the drawn part of a line starts."""
    return max(0, min(column - LEAD, len(line) - LINE_MAX)) if len(line) > LINE_MAX else 0


def _cut(line: str, start: int) -> str:
    left, right = "…" if start else "", "…" if len(line) > start + LINE_MAX else ""
    return left + "".join(_drawn(line[start : start + LINE_MAX])) + right


def _carets(finding: Finding, place: Place, line: str, start: int) -> str:
    """Exactly under the characters meant, however wide those and the ones before them are."""
    drawn = _drawn(line[start : start + LINE_MAX])
    first = place.column - 1 - start
    before = _width("".join(drawn[:first])) + (1 if start else 0)
    marks = "^" * max(1, _width("".join(drawn[first : first + place.width])))
    return f"{' ' * before}{marks} {_one_line(finding.label)}".rstrip()


def _drawn(line: str) -> list[str]:
    """What stands on the screen for each character."""
    cells: list[str] = []
    column = 0
    for character in visible(line):
        cell = " " * (TAB - column % TAB) if character == "\t" else character
        column += _width(cell)
        cells.append(cell)
    return cells


def _width(drawn: str) -> int:
    """In columns of a terminal (Unicode Annex 11)."""
    return sum(map(_columns, drawn))


def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _indented(help_: str) -> str:
    return "\n      ".join(map(_one_line, lines_of(help_)))


def _one_line(words: str) -> str:
    return visible(" ".join(lines_of(words)).replace("\t", " "))


def _painted(words: str, look: _Look, colour: Colour) -> str:
    return f"\x1b[{look}m{words}\x1b[0m" if colour is Colour.ALWAYS else words


# what machines read


def _record(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "width": place.width if place else None,
        "path": place.path if place else spelled(finding.path),
        "label": finding.label,
        "help": finding.help,
    }


def _annotation(finding: Finding) -> str:
    place = finding.place
    where = {"file": place.file, "line": place.line, "col": place.column} if place else {}
    properties = ",".join(
        f"{name}={_property(str(value))}" for name, value in (where | {"title": finding.code}).items()
    )
    return f"::{finding.severity} {properties}::{of_workflow(_whole(finding))}"


def _whole(finding: Finding) -> str:
    return visible(f"{finding.message}\n{finding.help}".rstrip("\n"))


def of_workflow(words: str) -> str:
    """In a workflow command of GitHub, where a line end would end it."""
    return visible(words).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return of_workflow(words).replace(":", "%3A").replace(",", "%2C")


def _case(finding: Finding) -> str:
    place = finding.place
    name = f"{finding.code} {place.line}:{place.column}" if place else finding.code
    case = f'    <testcase classname="{_attribute(place.file if place else "fabricgen")}" name="{_attribute(name)}">'
    body = escape(_whole(finding))
    if finding.severity is Severity.ERROR:
        inner = f'<failure type="{_attribute(finding.code)}" message="{_attribute(finding.message)}">{body}</failure>'
    else:
        inner = f"<system-out>{body}</system-out>"
    return f"{case}{inner}</testcase>"


def _attribute(words: str) -> str:
    """A parser makes spaces of bare line ends and tabs in attributes (XML 1.0, 3.3.3)."""
    return escape(visible(words)).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
