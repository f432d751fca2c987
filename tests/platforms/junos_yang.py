"""A reader of Juniper's YANG models that walks a configuration through them: every word has to have its place.

It knows what the models say about text: which words may be left out (`nokeyword`), what stands on one line, which
values a leaf takes, and in which order statements are shown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|/\*.*?\*/|//[^\n]*|([{};])|([^\s{};"]+)', re.DOTALL)
DATA = {"container", "list", "leaf", "leaf-list"}
SKIPPED = {"apply-advanced", "apply-macro-type"}


@dataclass
class Statement:
    """One statement of a YANG file."""

    keyword: str
    argument: str
    below: list["Statement"] = field(default_factory=list)

    def said(self, keyword: str) -> list[str]:
        return [each.argument for each in self.below if each.keyword == keyword]


def parsed(text: str) -> Statement:
    root = Statement("", "")
    open_, words = [root], []
    for found in TOKEN.finditer(text):
        string, mark, word = found.groups()
        if mark is None:
            words += [value for value in (string, word) if value is not None and value != "+"]
            continue
        if mark == "}":
            open_.pop()
            continue
        made = Statement(words[0], "".join(words[1:]))
        open_[-1].below.append(made)
        if mark == "{":
            open_.append(made)
        words = []
    return root


class Models:
    """Folders of models, of which a later one has what it has in common with an earlier one better."""

    def __init__(self, *folders: Path) -> None:
        paths = [path for folder in folders for path in folder.glob("junos-*conf-*.yang")]
        self._files = {re.sub(r"^junos-(?:qfx-)?conf-|@.*$", "", path.stem): path for path in paths}
        self._modules: dict[str, Module] = {}

    def __len__(self) -> int:
        return len(self._files)

    def top(self, name: str) -> "Place | None":
        if name not in self._files:
            return None
        if name not in self._modules:
            self._modules[name] = Module(self._files[name].read_text())
        return self._modules[name].top(name)


class Module:
    """One file. Some are published without Juniper's extensions: then any list may be shown without its name."""

    def __init__(self, text: str) -> None:
        (module,) = parsed(text).below
        self.tells = "cli-feature" in text
        self.groupings = {each.argument: each for each in module.below if each.keyword == "grouping"}

    def top(self, name: str) -> "Place | None":
        found = (
            each for group in self.groupings.values() for each in group.below
            if each.keyword in DATA and each.argument == name and group.argument.endswith("-group")
        )  # fmt: skip
        return next((Place(each, self) for each in found), None)

    def children(self, statement: Statement) -> Iterator[Statement]:
        """Data below a statement, in the order of the model; uses, choices and cases are seen through."""
        for each in statement.below:
            if each.keyword in DATA:
                yield each
            elif each.keyword in {"choice", "case"}:
                yield from self.children(each)
            elif each.keyword == "uses" and each.argument not in SKIPPED:
                yield from self.children(self.groupings[each.argument.rpartition(":")[2]])


class Place:
    """A node of the model."""

    def __init__(self, statement: Statement, module: Module) -> None:
        self._statement, self._module = statement, module
        self.kind, self.name = statement.keyword, statement.argument
        told = [each.argument for each in statement.below if each.keyword.endswith("cli-feature")]
        self.features = told if module.tells else ["nokeyword"]

    @cached_property
    def below(self) -> dict[str, "Place"]:
        return {each.argument: Place(each, self._module) for each in self._module.children(self._statement)}

    @cached_property
    def order(self) -> list[str]:
        return list(self.below)

    @property
    def keys(self) -> list[str]:
        return [word for key in self._statement.said("key") for word in key.split()]

    def keyed_by(self, value: str) -> bool:
        return bool(self.keys) and self.below[self.keys[0]].takes(value)

    def takes(self, value: str) -> bool:
        types = [each for each in self._statement.below if each.keyword == "type"]
        return all(_fits(each, value) for each in types)

    @property
    def empty(self) -> bool:
        return self._statement.said("type") == ["empty"]


INTEGERS = re.compile(r"u?int(\d+)")


def _fits(kind: Statement, value: str) -> bool:
    if kind.argument == "union":
        return any(_fits(each, value) for each in kind.below if each.keyword == "type")
    if kind.argument == "enumeration":
        return value in kind.said("enum")
    if INTEGERS.fullmatch(kind.argument):
        return value.isdecimal() and all(_within(each, int(value)) for each in kind.said("range"))
    if kind.argument == "string":
        return all(_like(each, value) for each in kind.said("pattern")) and all(
            _within(each, len(value)) for each in kind.said("length")
        )
    return True


def _within(ranges: str, number: int) -> bool:
    spans = [part.split("..") for part in ranges.split("|")]
    return any(int(span[0]) <= number <= int(span[-1]) for span in spans)


def _like(pattern: str, value: str) -> bool:
    """`$` and `^` are ordinary characters in YANG."""
    return re.fullmatch(pattern.replace("$", r"\$"), value) is not None


class UnknownError(Exception):
    """A word has no place in the model."""


WORDS = re.compile(r'"[^"]*"|\[|\]|[^\s\[\]]+')


@dataclass
class Line:
    """A statement of a configuration with what is inside its braces; None where it has none."""

    words: list[str]
    below: list["Line"] | None = None


def lines(text: str) -> list[Line]:
    top: list[Line] = []
    open_ = [top]
    for row in text.splitlines():
        words = row.partition("##")[0].strip()
        if not words or words.startswith(("/*", "*")):
            continue
        if words == "}":
            open_.pop()
        elif words.endswith("{"):
            inside: list[Line] = []
            open_[-1].append(Line(WORDS.findall(words[:-1]), inside))
            open_.append(inside)
        elif words.endswith(";"):
            open_[-1].append(Line(WORDS.findall(words[:-1])))
        else:
            raise UnknownError(f"neither a statement nor a block: {row}")
    return top


@dataclass
class Walk:
    """What was met: how many statements, and those that stand elsewhere than in the model."""

    statements: int = 0
    misplaced: list[str] = field(default_factory=list)


def walk(text: str, models: Models) -> Walk:
    """Raises `UnknownError` at the first word that the models don't know."""
    met = Walk()
    for line in lines(text):
        place = models.top(line.words[0])
        if place is None:
            raise UnknownError(f"{line.words[0]}: no such hierarchy")
        _rest(place, line, 1, line.words[0], met)
    return met


def _block(place: Place, block: list[Line], path: str, met: Walk) -> None:
    seen = -1
    for line in block:
        below, at = _named(place, line.words[0], path)
        where = place.order.index(below.name)
        if where < seen:
            met.misplaced.append(f"{path} > {line.words[0]}")
        seen = max(seen, where)
        _statement(below, line, at, f"{path} > {' '.join(line.words)}", met)


def _named(place: Place, word: str, path: str) -> tuple[Place, int]:
    """What a statement is about, and where its keys or values begin: some lists are shown without their name, so
    is an identifier (esi), and no name in YANG begins with a digit (802.3ad).
    """
    if (name := f"ieee-{word}" if word[0].isdecimal() else word) in place.below:
        return place.below[name], 1
    for below in place.below.values():
        if below.kind == "list" and "nokeyword" in below.features and below.keyed_by(_plain(word)):
            return below, 0
    if "identifier" in place.below and place.below["identifier"].takes(_plain(word)):
        return place.below["identifier"], 0
    raise UnknownError(f"{path} > {word}: not below it")


def _statement(place: Place, line: Line, at: int, path: str, met: Walk) -> None:
    if place.kind in {"leaf", "leaf-list"}:
        met.statements += 1
        if _values(place, line.words, at, path) != len(line.words) or line.below is not None:
            raise UnknownError(f"{path}: more than a value")
    elif place.kind == "container":
        _rest(place, line, at, path, met)
    elif at == len(line.words) and line.below is not None:
        for each in line.below:
            _rest(place, each, _keyed(place, each.words, 0, path), path, met)
    else:
        _rest(place, line, _keyed(place, line.words, at, path), path, met)


def _rest(place: Place, line: Line, at: int, path: str, met: Walk) -> None:
    """The words of a line from `at` on, and its block, below a place."""
    met.statements += 1
    while at < len(line.words):
        place, at = _step(place, line.words, at, path)
    _block(place, line.below or [], path, met)


def _keyed(place: Place, words: list[str], at: int, path: str) -> int:
    """Past the keys of a list entry. Where there are several, some are announced by their name; a choice-value is
    there only where the choice before it has one.
    """
    for index, key in enumerate(place.keys):
        if key == "choice-value" and len(words) - at < len(place.keys) - index:
            continue
        if at < len(words) and words[at] == key and key != "name":
            at += 1
        if at >= len(words) or not place.below[key].takes(_plain(words[at])):
            raise UnknownError(f"{path}: no {key}, or not such a one")
        at += 1
    return at


def _step(place: Place, words: list[str], at: int, path: str) -> tuple[Place, int]:
    """The next word on a line: a leaf with its value, after which the line goes on below the same place, or a place
    further down.
    """
    below = place.below.get(words[at])
    if below is None:
        return place, _unnamed(place, words, at, path)
    if below.kind in {"leaf", "leaf-list"}:
        return place, _values(below, words, at + 1, path)
    return below, _keyed(below, words, at + 1, path) if below.kind == "list" else at + 1


def _unnamed(place: Place, words: list[str], at: int, path: str) -> int:
    for below in place.below.values():
        bare = "nokeyword" in below.features and below.name not in place.keys and below.kind == "leaf"
        if bare and below.takes(_plain(words[at])):
            return at + 1
    raise UnknownError(f"{path} > {words[at]}: no such word")


def _values(place: Place, words: list[str], at: int, path: str) -> int:
    """Past the value of a leaf, or the values of a list of them."""
    if place.empty:
        return at
    several = at < len(words) and words[at] == "["
    found = words[at + 1 : words.index("]", at)] if several else words[at : at + 1]
    if not found or not all(place.takes(_plain(value)) for value in found):
        raise UnknownError(f"{path}: {place.name} doesn't take {' '.join(found) or 'nothing'}")
    return at + (len(found) + 2 if several else 1)


def _plain(word: str) -> str:
    return word.strip('"')
