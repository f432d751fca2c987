"""What libyaml complains about, in the words of somebody who writes YAML and doesn't read parsers."""

from enum import Enum, auto
from typing import NamedTuple

import yaml

from fabricgen.findings import Finding, Place


class At(Enum):
    """Which of the two marks of a complaint shows the mistake."""

    PROBLEM = auto()
    START = auto()


class Wording(NamedTuple):
    message: str
    help: str
    at: At = At.PROBLEM
    code: str = "FG001"


_QUOTE = 'put the value in quotes: "…"'
_ESCAPE = "in double quotes write \\\\ for a backslash, or use single quotes"
_TAB = Wording("a tab can't indent a line", "indent with spaces")
_WORDINGS: dict[str, Wording] = {
    "mapping values are not allowed": Wording(
        "a second ': ' where the value should be",
        "quote a value that contains ': ', or check the indentation and the ':' of the line above",
    ),
    "could not find expected ':'": Wording("this line is not 'key: value'", "add the ':' and a space", At.START),
    "did not find expected key": Wording(
        "a key of this mapping should stand here",
        "indent it exactly as the keys above, and quote a value that goes on after its closing quote or bracket",
    ),
    "did not find expected '-' indicator": Wording(
        "an item of the list should stand here", "start it with '- ', indented as the items above"
    ),
    "did not find expected ',' or ']'": Wording(
        "this list is not closed", "write ',' between items and ']' at the end", At.START
    ),
    "did not find expected ',' or '}'": Wording(
        "this mapping is not closed", "write ',' between entries and '}' at the end", At.START
    ),
    "did not find expected node content": Wording(
        "a value is missing here", "write the value, or remove the comma or bracket"
    ),
    "found unexpected end of stream": Wording("this quote is not closed", "add the closing quote", At.START),
    "found unexpected document indicator": Wording("this quote is not closed", "add the closing quote", At.START),
    "block sequence entries are not allowed": Wording(
        "a list can't start on this line", "start it on the next line, or write [a, b]"
    ),
    "found unknown escape character": Wording("a backslash with an unknown meaning", _ESCAPE),
    "hexdecimal number": Wording("this backslash needs hexadecimal digits after it", _ESCAPE),
    "invalid Unicode character escape code": Wording("this backslash names a character that does not exist", _ESCAPE),
    "alphabetic or numeric character": Wording("* and & have a meaning of their own in YAML", _QUOTE, At.START),
    "comment or line break": Wording("| and > have a meaning of their own in YAML", _QUOTE, At.START),
    "a tab character": _TAB,
    "<document start>": Wording("nothing may follow the end of the page", "remove it, or indent it as the lines above"),
    "undefined tag handle": Wording("tags are not allowed", "write the value without its !tag", code="FG004"),
    "directive": Wording(
        "a line that starts with % is a directive, which is not allowed", "remove the line", At.START, "FG004"
    ),
    "incompatible YAML document": Wording("this YAML version is not known", "remove the %YAML line", code="FG004"),
}


def complaint(error: yaml.YAMLError, file: str, lines: list[str]) -> Finding:
    problem = str(getattr(error, "problem", None) or error)
    at_problem = _place(getattr(error, "problem_mark", None), file, lines)
    wording = _wording(problem, _character(at_problem, lines))
    place = at_problem if wording.at is At.PROBLEM else _place(getattr(error, "context_mark", None), file, lines)
    return Finding(wording.code, wording.message, place, help=wording.help)


def _wording(problem: str, character: str) -> Wording:
    if "cannot start any token" in problem:
        return _TAB if character == "\t" else Wording(f"a value can't start with {character}", _QUOTE)
    known = (wording for part, wording in _WORDINGS.items() if part in problem)
    return next(known, Wording(f"this is not YAML: {problem}", "check this line and the one above"))


def _place(mark: yaml.Mark | None, file: str, lines: list[str]) -> Place:
    """The end of the file is shown at the end of its last line with text."""
    if mark is None:
        return Place(file, 1, 1, "")
    if mark.line < len(lines):
        return Place(file, mark.line + 1, min(mark.column, len(lines[mark.line])) + 1, "")
    last = max((number for number, line in enumerate(lines, 1) if line.strip()), default=1)
    return Place(file, last, len(lines[last - 1]) + 1, "")


def _character(place: Place, lines: list[str]) -> str:
    return lines[place.line - 1][place.column - 1 : place.column]
