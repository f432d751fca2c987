"""Broken pages, and exactly what is said about each."""

from pathlib import Path

import pytest

from fabricgen.findings import Finding, RefusedError
from fabricgen.source import parse, read, texts

REMOVE = "remove it: it could break out of its line in a switch configuration, or hide text from a reviewer"
ONE_LINE = "write it on one line, in quotes if need be"
QUOTE = 'put the value in quotes: "…"'
ESCAPE = "in double quotes write \\\\ for a backslash, or use single quotes"
NO_TAG = "write the value without its !tag; quote it if it is text"
KEY = (
    "a key of this mapping should stand here",
    "indent it exactly as the keys above, and quote a value that goes on after its closing quote or bracket",
)
COLON = (
    "a second ': ' where the value should be",
    "quote a value that contains ': ', or check the indentation and the ':' of the line above",
)
EMPTY = ("the page is empty", "'fabricgen init' writes a page to start from")
NO_PAGE = ("the page is not made of 'key: value' lines", "start with 'kind: …', one key on a line")

CASES: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    # not YAML
    "empty": ("", [("1:1 FG001", *EMPTY)]),
    "comment only": ("# nothing\n", [("1:1 FG001", *EMPTY)]),
    "document mark only": ("---\n", [("2:1 FG001", *EMPTY)]),
    "tab before a key": ("\ta: 1", [("1:1 FG001", "a tab can't indent a line", "indent with spaces")]),
    "tab in front of a nested key": ("a:\n\tb: 1", [("2:1 FG001", "a tab can't indent a line", "indent with spaces")]),
    "tab in a block": ("a: |\n\tb", [("2:1 FG001", "a tab can't indent a line", "indent with spaces")]),
    "two colons": ("a: b: c", [("1:5 FG001", *COLON)]),
    "key without colon above": ("a\nb: 1", [("2:2 FG001", *COLON)]),
    "key in a value": ("a: 1\n b: 2", [("2:3 FG001", *COLON)]),
    "no space after the colon": ("a:1\nb: 2", [("2:2 FG001", *COLON)]),
    "indentation between two keys": ("a:\n    b: 1\n  c: 2", [("3:3 FG001", *KEY)]),
    "text after a quote": ("a: 'it's'", [("1:8 FG001", *KEY)]),
    "list among keys": ("a: 1\n- b", [("2:1 FG001", *KEY)]),
    "line without a colon": ("a: 1\nb", [("2:1 FG001", "this line is not 'key: value'", "add the ':' and a space")]),
    "key among items": (
        "a:\n  - b\n  c: 1",
        [("3:3 FG001", "an item of the list should stand here", "start it with '- ', indented as the items above")],
    ),
    "open list": ("a: [1, 2", [("1:4 FG001", "this list is not closed", "write ',' between items and ']' at the end")]),
    "open mapping": (
        "a: {b: 1\nc: 2",
        [("1:4 FG001", "this mapping is not closed", "write ',' between entries and '}' at the end")],
    ),
    "open quote": ('a: "b\n', [("1:4 FG001", "this quote is not closed", "add the closing quote")]),
    "quote over a document end": ('a: "b\n---\n', [("1:4 FG001", "this quote is not closed", "add the closing quote")]),
    "list on the line of its key": (
        "a: - b",
        [("1:4 FG001", "a list can't start on this line", "start it on the next line, or write [a, b]")],
    ),
    "lonely bracket": (
        "a: ]",
        [("1:4 FG001", "a value is missing here", "write the value, or remove the comma or bracket")],
    ),
    "two commas": (
        "a: [1,,2]",
        [("1:7 FG001", "a value is missing here", "write the value, or remove the comma or bracket")],
    ),
    "unknown escape": ('a: "\\q"', [("1:5 FG001", "a backslash with an unknown meaning", ESCAPE)]),
    "half an escape": ('a: "\\x0"', [("1:7 FG001", "this backslash needs hexadecimal digits after it", ESCAPE)]),
    "escape of a surrogate": (
        'a: "\\uD800"',
        [("1:7 FG001", "this backslash names a character that does not exist", ESCAPE)],
    ),
    "bare asterisk": ("a: *", [("1:4 FG001", "* and & have a meaning of their own in YAML", QUOTE)]),
    "bare ampersand": ("a: &", [("1:4 FG001", "* and & have a meaning of their own in YAML", QUOTE)]),
    "bare pipe": ("a: |b\n c", [("1:4 FG001", "| and > have a meaning of their own in YAML", QUOTE)]),
    "at sign": ("a: @b", [("1:4 FG001", "a value can't start with @", QUOTE)]),
    "backtick": ("a: `b`", [("1:4 FG001", "a value can't start with `", QUOTE)]),
    "text after the end": (
        "a: 1\n...\nb: 2",
        [("3:1 FG001", "nothing may follow the end of the page", "remove it, or indent it as the lines above")],
    ),
    "alias of nothing": (
        "a: *b",
        [("1:4 FG001", "*b repeats nothing: no value before it is marked &b", '"*b" is text')],
    ),
    "rare complaint": (
        "%YAML 1.x\n---\na: 1",
        [
            (
                "1:9 FG001",
                "this is not YAML: did not find expected version number",
                "check this line and the one above",
            )
        ],
    ),
    # words that parsers corrupt
    "octal": (
        "a: 010",
        [
            (
                "1:4 FG002",
                "010 has a leading zero: YAML 1.1 readers take it for octal 8",
                'write 10, or "010" if it is text',
            )
        ],
    ),
    "not quite octal": (
        "a: [-018]",
        [
            (
                "1:5 FG002",
                "-018 has a leading zero: YAML readers disagree what it is",
                'write -18, or "-018" if it is text',
            )
        ],
    ),
    "endless number": (
        "a: " + "9" * 41,
        [("1:4 FG009", "a number of 41 characters", "write a shorter number, or quote it if it is text")],
    ),
    # keys
    "key twice": (
        "a: 1\nb: 2\na: 3",
        [("3:1 FG003", "the key 'a' stands twice in this mapping: first on line 1", "keep one of the two")],
    ),
    "key twice, once in quotes": (
        'a: {b: 1, "b": 2}',
        [("1:11 FG003", "the key 'b' stands twice in this mapping: first on line 1", "keep one of the two")],
    ),
    "list as key": ("? [a]\n: 1", [("1:3 FG004", "a key must be one word", "write a plain name before the ':'")]),
    "mapping as key": ("{a: 1}: 2", [("1:1 FG004", "a key must be one word", "write a plain name before the ':'")]),
    "alias as key": (
        "a: &x b\n*x : 1",
        [("2:1 FG004", "a key must be one word", "write a plain name before the ':'")],
    ),
    "tag on a key": ("!!str a: 1", [("1:1 FG004", "tags are not allowed", "write the key without its !tag")]),
    "merge key": (
        "a: &x {b: 1}\nc:\n  <<: *x",
        [("3:3 FG004", "merge keys (<<) are not allowed", "write the keys here, where a reader sees them")],
    ),
    "line break in a key": (
        '"a\\nb": 1',
        [("1:1 FG005", "this key has a line break in it, which is not allowed", ONE_LINE)],
    ),
    # YAML that is not allowed
    "python tag": ("a: !!python/object/apply:os.system [ls]", [("1:4 FG004", "tags are not allowed", NO_TAG)]),
    "core tag": ("a: !!int '1'", [("1:4 FG004", "tags are not allowed", NO_TAG)]),
    "tag without a name": ("a: ! b", [("1:4 FG004", "tags are not allowed", NO_TAG)]),
    "undefined tag handle": (
        "a: !b!c 1",
        [("1:4 FG004", "tags are not allowed", "write the value without its !tag")],
    ),
    "version directive": (
        "%YAML 1.2\n---\na: 1",
        [("1:1 FG004", "a line that starts with % is a directive, which is not allowed", "remove the line")],
    ),
    "unknown directive": (
        "%FOO\n---\na: 1",
        [("1:1 FG004", "a line that starts with % is a directive, which is not allowed", "remove the line")],
    ),
    "version of the future": (
        "%YAML 3.0\n---\na: 1",
        [("1:1 FG004", "this YAML version is not known", "remove the %YAML line")],
    ),
    "two documents": (
        "a: 1\n---\nb: 2",
        [("2:1 FG004", "a second document starts here", "keep one document in a file; remove this '---'")],
    ),
    "list in itself": (
        "a: &x [*x]",
        [("1:8 FG004", "*x stands inside the value that it repeats", "write the value out")],
    ),
    "mapping in itself": (
        "a: &x {b: [*x]}",
        [("1:12 FG004", "*x stands inside the value that it repeats", "write the value out")],
    ),
    "deep list": ("[" * 65, [("1:65 FG004", "nested deeper than 64 levels", "write it flatter")]),
    "deep mapping": ("{a: " * 65, [("1:257 FG004", "nested deeper than 64 levels", "write it flatter")]),
    "deep through an alias": (
        f"a: &x {'[' * 40}{']' * 40}\nb: {'[' * 40}*x{']' * 40}",
        [("2:44 FG004", "nested deeper than 64 levels through *x", "write it flatter")],
    ),
    "billion laughs": (
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
        [("5:36 FG004", "the aliases stand for more than 100,000 values", "write fewer *aliases of *aliases")],
    ),
    # characters
    "tab in a value": ("a: b\tc", [("1:4 FG005", "this value has a tab in it, which is not allowed", ONE_LINE)]),
    "block of lines": (
        "a: |\n  b\n  c",
        [("1:4 FG005", "this value has a line break in it, which is not allowed", ONE_LINE)],
    ),
    "folded lines": (
        "a: >\n  b\n",
        [("1:4 FG005", "this value has a line break in it, which is not allowed", ONE_LINE)],
    ),
    "escaped line break": (
        'a: "b\\nc"',
        [("1:4 FG005", "this value has a line break in it, which is not allowed", ONE_LINE)],
    ),
    "escaped return": (
        'a: "b\\rc"',
        [("1:4 FG005", "this value has a line break in it, which is not allowed", ONE_LINE)],
    ),
    "escaped bell": (
        'a: "\\a"',
        [("1:4 FG005", "this value has the character U+0007 in it, which is not allowed", REMOVE)],
    ),
    "escaped line separator": (
        'a: "\\L"',
        [("1:4 FG005", "this value has the character U+2028 (LINE SEPARATOR) in it, which is not allowed", REMOVE)],
    ),
    "escaped bidi control": (
        'a: "\\u202e"',
        [
            (
                "1:4 FG005",
                "this value has the character U+202E (RIGHT-TO-LEFT OVERRIDE) in it, which is not allowed",
                REMOVE,
            )
        ],
    ),
    "escape sequence in a comment": (
        "a: 1 # \x1b[31m",
        [("1:8 FG005", "the character U+001B is not allowed", REMOVE)],
    ),
    "delete": ("a: 'b\x7f'", [("1:6 FG005", "the character U+007F is not allowed", REMOVE)]),
    "C1": ("a: b\x85", [("1:5 FG005", "the character U+0085 is not allowed", REMOVE)]),
    "line separator": ("a: b\u2028", [("1:5 FG005", "the character U+2028 (LINE SEPARATOR) is not allowed", REMOVE)]),
    "bidi control": (
        "a: b # \u2066",
        [("1:8 FG005", "the character U+2066 (LEFT-TO-RIGHT ISOLATE) is not allowed", REMOVE)],
    ),
    "byte order mark inside": (
        "a: \ufeff",
        [("1:4 FG005", "the character U+FEFF (ZERO WIDTH NO-BREAK SPACE) is not allowed", REMOVE)],
    ),
    "noncharacter": ("a: \uffff", [("1:4 FG005", "the character U+FFFF is not allowed", REMOVE)]),
    "not text": (
        "\x7fELF\0\0\x01",
        [("1:1 FG001", "this is not a text file: it has NUL bytes", "name a YAML file, saved as UTF-8")],
    ),
    # shape
    "list": ("- a\n- b", [("1:1 FG007", *NO_PAGE)]),
    "word": ("kind", [("1:1 FG007", *NO_PAGE)]),
    # everything at once
    "many": (
        "a: 010\na: !x 1\nb: \x01\nc: *no\nd: [",
        [
            (
                "1:4 FG002",
                "010 has a leading zero: YAML 1.1 readers take it for octal 8",
                'write 10, or "010" if it is text',
            ),
            ("2:1 FG003", "the key 'a' stands twice in this mapping: first on line 1", "keep one of the two"),
            ("2:4 FG004", "tags are not allowed", NO_TAG),
            ("3:4 FG005", "the character U+0001 is not allowed", REMOVE),
            ("4:4 FG001", "*no repeats nothing: no value before it is marked &no", '"*no" is text'),
            ("5:5 FG001", "a value is missing here", "write the value, or remove the comma or bracket"),
        ],
    ),
}


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    places = [finding.place for finding in findings]
    return [
        (f"{place.line}:{place.column} {finding.code}", finding.message, finding.help)
        for finding, place in zip(findings, places, strict=True)
        if place is not None
    ]


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_refused(text, expected):
    with pytest.raises(RefusedError) as refusal:
        parse(text, "intent.yml")
    assert told(refusal.value.findings) == expected
    assert {finding.place.file for finding in refusal.value.findings} == {"intent.yml"}


def refusal_of(path: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(RefusedError) as refusal:
        read(path)
    assert {finding.place.file for finding in refusal.value.findings} == {str(path)}
    return told(refusal.value.findings)


def test_a_file_that_is_not_there(tmp_path):
    assert refusal_of(tmp_path / "no.yml") == [
        ("1:1 FG001", "can't read the file: no such file or directory", "check the name and who may read it")
    ]


def test_a_folder(tmp_path):
    assert refusal_of(tmp_path) == [
        ("1:1 FG001", "can't read the file: is a directory", "name the file inside the folder")
    ]


def test_a_name_that_no_file_can_have():
    assert refusal_of(Path("a\0b")) == [
        ("1:1 FG001", "can't read the file: the name can't be one", "check the name and who may read it")
    ]


TOO_LARGE = (
    "1:1 FG001",
    "the file is larger than 4 MiB, far beyond any page of intent",
    "check that this is the file you meant",
)


def test_a_file_that_never_ends():
    assert refusal_of(Path("/dev/zero")) == [TOO_LARGE]


def test_the_largest_file(tmp_path):
    page = tmp_path / "page.yml"
    page.write_text("a: 1 #" + "x" * (4 * 1024 * 1024 - 6))
    assert read(page).value == {"a": 1}
    page.write_text("a: 1 #" + "x" * (4 * 1024 * 1024 - 5))
    assert refusal_of(page) == [TOO_LARGE]


def test_bytes_that_are_not_utf8(tmp_path):
    page = tmp_path / "page.yml"
    page.write_bytes(b"a: caf\xe9\nb: 1\nc: \xff\xfe\n")
    help_ = "save the file as UTF-8; names need nothing but ASCII"
    assert refusal_of(page) == [
        ("1:7 FG001", "the byte 0xE9 is not UTF-8 text", help_),
        ("3:4 FG001", "the byte 0xFF is not UTF-8 text", help_),
    ]
    assert texts([Finding("FG001", "x", read_place(page))]) == {str(page): "a: caf\ufffd\nb: 1\nc: \ufffd\ufffd\n"}


def read_place(page: Path):
    with pytest.raises(RefusedError) as refusal:
        read(page)
    return refusal.value.findings[0].place


def test_texts_leaves_out_what_cannot_be_read(tmp_path):
    with pytest.raises(RefusedError) as refusal:
        read(tmp_path)
    assert texts(refusal.value.findings) == {}


@pytest.mark.parametrize("bomb", ["[", "{a: ", "- ", "? "])
def test_depth_is_refused_before_it_costs(bomb):
    with pytest.raises(RefusedError) as refusal:
        parse(bomb * (4 * 1024 * 1024 // len(bomb)), "intent.yml")
    assert [finding.message for finding in refusal.value.findings] == ["nested deeper than 64 levels"]
