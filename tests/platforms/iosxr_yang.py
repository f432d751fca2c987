"""A reader of Cisco's unified YANG models ("um") that walks IOS-XR's text through them: every word has to have its
place, every value its type, every entry what it must have.

The models follow the command line word by word, but for three things, which this reader knows: containers that only
hold lists are not spoken, values of some leaves stand without their name (UNSPOKEN), and some commands are put
otherwise (SAID). Route policies and sets are plain text in the models, so they are passed over.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple

from tests.platforms.junos_yang import DATA, Statement, parsed

MODULES = (
    "hostname", "logging", "domain", "aaa", "aaa-task-user", "vrf", "ntp", "lldp", "cef-accounting",
    "cef-load-balancing", "hw-module-profile", "8000-hw-module-profile", "if-ethernet", "interface", "if-ip-address",
    "if-ipv4", "if-ipv6", "if-vrf", "if-service-policy-qos", "policymap-classmap", "cont-breakout", "route-policy",
    "router-static", "router-bgp", "netconf-yang", "ssh", "location",
)  # fmt: skip
"""Those of the commands that we render; a file without one of them is no judge."""

SAID = (
    (r"logging (\d\S+) vrf (\S+) severity (\S+)", r"logging vrf \2 ipv4-hostname \1 severity \3"),
    (r"logging (\S*:\S*) vrf (\S+) severity (\S+)", r"logging vrf \2 ipv6-hostname \1 severity \3"),
    (r"logging source-interface (\S+) vrf (\S+)", r"logging source-interface \1 \2"),
    (r"(domain vrf \S+ name-server) (\S+)", r"\1 0 \2"),
    (r"username (\S+)", r"aaa username 0 \1"),
    (r"secret 10 (\S+)", r"secret ten \1"),
    (r"server vrf (\S+) (?:ipv6 )?(\S+:\S+)", r"peer-server vrf \1 ipv6 \2 server ipv6-address \2"),
    (r"server vrf (\S+) (\S+)", r"peer-server vrf \1 ipv4 \2 server"),
    (r"source vrf (\S+) (\S+)", r"source vrf \1 interface-name \2"),
    (r"class-map match-any (\S+)", r"class-map type qos \1 match-any"),
    (r"policy-map (\S+)", r"policy-map type qos \1"),
    (r"class (\S+)", r"class \1 qos"),
    (r"bandwidth remaining ratio (\d+)", r"bandwidth-remaining unit ratio value \1"),
    (r"random-detect ecn", "random-detect-ecn"),
    (r"ipv6 address (\S+)/(\d+)", r"ipv6 ipv6-address \1 prefix-length \2 zone 0"),
    (r"(\S+)/(\d+) (\S+)", r"\1 \2 nexthop-addresses nexthop-address \3"),
    (r"bgp graceful-restart", "bgp graceful-restart enable"),
    (r"aggregate-address (\S+)/(\d+) (\S+)", r"aggregate-address \1 \2 \3"),
    (r"route-policy (\S+) (in|out)", r"route-policy \2 \1"),
    (r"password clear (\S+)", r"password encrypted \1"),
    (r"allowas-in (\d+)", r"allowas-in number-of-occurrences-of-as-number \1"),
    (r"timers (\d+) (\d+)", r"timers keepalive-interval \1 holdtime holdtime-number \2"),
)
"""How the command line says what the models put otherwise."""

UNSPOKEN = {
    "system-network-name", "address", "netmask", "ebgp-number", "value", "id", "route-policy-name", "number",
}  # fmt: skip
"""Leaves whose value stands alone."""

HOLDERS = {"addresses", "routing-policy", "sets"}
"""Containers that aren't spoken either."""
TEXT = re.compile(r"Rpl-")
"""Types that hold a whole policy or set as it is written."""
INTEGERS = {f"{sign}int{bits}": bits for sign in ("", "u") for bits in (8, 16, 32, 64)}


class UnknownError(Exception):
    """A line has no place in the models."""


class Part(NamedTuple):
    """A statement with the module that it stands in, which knows its prefixes."""

    statement: Statement
    module: "Module"


class Module:
    def __init__(self, text: str, models: "Models") -> None:
        (self.statement,) = parsed(text).below
        self._models = models
        self._imports = {
            each.said("prefix")[0]: each.argument for each in self.statement.below if each.keyword == "import"
        }
        self._scopes: dict[int, dict[str, Statement]] = {}
        self._scope(self.statement, {})
        self.typedefs = {each.argument: each for each in self.statement.below if each.keyword == "typedef"}

    def _scope(self, statement: Statement, around: dict[str, Statement]) -> None:
        """Groupings may stand in any block, and be named like those of another."""
        own = {each.argument: each for each in statement.below if each.keyword == "grouping"}
        self._scopes[id(statement)] = {**around, **own}
        for each in statement.below:
            self._scope(each, self._scopes[id(statement)])

    def grouping(self, name: str, used: Statement | None = None) -> Statement:
        return self._scopes[id(used or self.statement)][name]

    def near(self, name: str) -> tuple["Module | None", str]:
        """The module that a name with a prefix is of."""
        prefix, _, bare = name.rpartition(":")
        return (self._models.module(self._imports[prefix]) if prefix in self._imports else self), bare

    def parts(self, statement: Statement) -> Iterator[Part]:
        """Data below a statement; uses, choices and cases are seen through."""
        for each in statement.below:
            if each.keyword in DATA:
                yield Part(each, self)
            elif each.keyword in {"choice", "case"}:
                yield from self.parts(each)
            elif each.keyword == "uses":
                home, name = self.near(each.argument)
                if home is not None:
                    yield from home.parts(home.grouping(name, each if home is self else None))


class Models:
    """A release folder, such as vendor/cisco/xr/2621 of YangModels/yang."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._modules: dict[str, Module] = {}
        names = [f"Cisco-IOS-XR-um-{name}-cfg" for name in MODULES]
        self.missing = [name for name in names if self.module(name) is None]
        self._augments: dict[tuple[str, ...], list[Part]] = {}
        for module in list(self._modules.values()):
            for each in module.statement.below:
                if each.keyword == "augment":
                    path = tuple(step.rpartition(":")[2] for step in each.argument.strip("/").split("/"))
                    self._augments.setdefault(path, []).extend(module.parts(each))

    def module(self, name: str) -> Module | None:
        """None where the folder has no such file, as of those that only the IETF publishes."""
        path = self._folder / f"{name}.yang"
        if name not in self._modules and name.startswith("Cisco") and path.exists():
            self._modules[name] = Module(path.read_text(), self)
        return self._modules.get(name)

    def augments(self, path: tuple[str, ...]) -> list[Part]:
        return self._augments.get(path, [])

    @cached_property
    def top(self) -> "Place":
        found = [part for module in list(self._modules.values()) for part in module.parts(module.statement)]
        return Place(Part(Statement("container", ""), next(iter(self._modules.values()))), (), self, found)


class Place:
    """A node of the models; what several modules say of one container is taken together."""

    def __init__(self, part: Part, path: tuple[str, ...], models: Models, more: list[Part]) -> None:
        self.statement, self.module = part
        self.path, self._models, self._more = path, models, more
        self.kind, self.name = self.statement.keyword, self.statement.argument

    @cached_property
    def below(self) -> list["Place"]:
        own = list(self.module.parts(self.statement))
        found: dict[str, list[Part]] = {}
        for part in (*own, *self._more, *self._models.augments(self.path)):
            found.setdefault(part.statement.argument, []).append(part)
        return [self._child(name, parts) for name, parts in found.items()]

    def _child(self, name: str, parts: list[Part]) -> "Place":
        rest = [inner for part in parts[1:] for inner in part.module.parts(part.statement)]
        return Place(parts[0], (*self.path, name), self._models, rest)

    @cached_property
    def unspoken(self) -> bool:
        """Whether it is there for nothing else than to hold lists."""
        holds = bool(self.below) and all(each.kind == "list" for each in self.below)
        return self.kind == "container" and (holds or self.name in HOLDERS)

    @property
    def keys(self) -> list["Place"]:
        names = [word for key in self.statement.said("key") for word in key.split()]
        return [next(each for each in self.below if each.name == name) for name in names]

    @property
    def required(self) -> set[str]:
        keys = {key.name for key in self.keys}
        told = (each for each in self.below if each.statement.said("mandatory") == ["true"])
        return {each.name for each in told} - keys

    @property
    def text(self) -> bool:
        types = [kind for each in self.below for kind in each.statement.said("type")]
        return any(TEXT.match(kind.rpartition(":")[2]) for kind in types)

    @property
    def empty(self) -> bool:
        return self.statement.said("type") == ["empty"]

    def takes(self, value: str) -> bool:
        return all(fits(each, self.module, value) for each in self.statement.below if each.keyword == "type")


def fits(kind: Statement, module: Module, value: str) -> bool:
    """Whether a value is of a type."""
    home, name = module.near(kind.argument)
    if name in INTEGERS:
        return value.isdecimal() and int(value) < 2 ** INTEGERS[name] and _within(kind, "range", int(value))
    if name in BUILT_IN:
        return BUILT_IN[name](kind, module, value)
    if name.endswith("address-no-zone"):
        return _address(name, value)
    if home is None or name not in home.typedefs:
        return name not in {"boolean", "empty"}
    return all(fits(each, home, value) for each in home.typedefs[name].below if each.keyword == "type")


BUILT_IN: dict[str, Callable[[Statement, Module, str], bool]] = {
    "union": lambda kind, module, value: any(
        fits(each, module, value) for each in kind.below if each.keyword == "type"
    ),
    "enumeration": lambda kind, _module, value: value in kind.said("enum"),
    "string": lambda kind, _module, value: (
        _within(kind, "length", len(value)) and all(_like(each, value) for each in kind.said("pattern"))
    ),
}


def _address(name: str, value: str) -> bool:
    try:
        version = ip_address(value).version
    except ValueError:
        return False
    return str(version) in name or "ipv" not in name


def _within(kind: Statement, keyword: str, number: int) -> bool:
    """YANG's lists of spans, such as 1..10|20."""
    spans = [part.split("..") for told in kind.said(keyword) for part in told.split("|")]
    return not spans or any(int(span[0]) <= number <= int(span[-1]) for span in spans)


def _like(pattern: str, value: str) -> bool:
    return re.fullmatch(pattern.replace("\\\\", "\\"), value) is not None


@dataclass
class Line:
    words: str
    below: list["Line"] = field(default_factory=list)


CLOSERS = re.compile(r"!.*|end|end-(?:class-map|policy-map|set|policy)")


def lines(text: str) -> list[Line]:
    """The tree that the indentation means."""
    top = Line("")
    open_ = [(-1, top)]
    for row in text.splitlines():
        words = row.strip()
        if CLOSERS.fullmatch(words):
            continue
        depth = len(row) - len(row.lstrip())
        while open_[-1][0] >= depth:
            open_.pop()
        made = Line(words)
        open_[-1][1].below.append(made)
        open_.append((depth, made))
    return top.below


def walk(text: str, models: Models) -> int:
    """How many lines were known. Raises `UnknownError` at the first that isn't."""
    return sum(_known(models.top, line, line.words) for line in lines(text))


class End(NamedTuple):
    """Where a line ends, and what it has said there."""

    place: Place
    given: frozenset[str] = frozenset()


def _known(place: Place, line: Line, path: str) -> int:
    reasons = []
    for end in _ends(End(place), _words(line.words)):
        try:
            return 1 + _inside(end, line, path, place)
        except UnknownError as reason:
            reasons.append(reason)
    raise max(reasons, key=lambda reason: len(str(reason)), default=UnknownError(f"{path}: not known there"))


def _inside(end: End, line: Line, path: str, began: Place) -> int:
    """The block of a line, and whether all is said that must be."""
    if end.place.text:
        return _count(line)
    known = sum(_known(end.place, each, f"{path} > {each.words}") for each in line.below)
    inner = {_words(each.words)[0] for each in line.below}
    if end.place is not began and (missing := end.place.required - end.given - inner):
        raise UnknownError(f"{path}: no {', '.join(sorted(missing))}")
    return known


def _count(line: Line) -> int:
    return sum(1 + _count(each) for each in line.below)


SEVERITIES = {"error": "errors", "info": "informational"}
"""Spelt otherwise for the servers of logs, on the command line (Batfish's tests of its grammar, xr-logging)."""


def _words(row: str) -> list[str]:
    if row.startswith("description "):
        return ["description", row.partition(" ")[2]]
    for said, meant in SAID:
        if re.fullmatch(said, row):
            words = re.sub(said, meant, row).split()
            return [SEVERITIES.get(word, word) if words[0] == "logging" else word for word in words]
    return row.split()


def _ends(end: End, words: list[str]) -> Iterator[End]:
    """All places where the words may lead."""
    if not words:
        yield end
        return
    for child in end.place.below:
        if child.kind in {"leaf", "leaf-list"}:
            yield from _leaf(end, child, words)
        elif child.kind == "list":
            yield from _entry(child, words[1:] if child.name == words[0] else words, spoken=child.name == words[0])
        elif child.name == words[0]:
            yield from _ends(End(child) if child.below else end, words[1:])
        elif child.unspoken:
            yield from _ends(End(child), words)


def _leaf(end: End, leaf: Place, words: list[str]) -> Iterator[End]:
    """With its name, or without where the command line has none; a list of leaves takes all the values that follow."""
    spoken = words[0] == leaf.name
    if not spoken and leaf.name not in UNSPOKEN:
        return
    rest = words[1:] if spoken else words
    said = End(end.place, end.given | {leaf.name})
    if leaf.empty:
        yield from _ends(said, rest) if spoken else ()
    elif leaf.kind == "leaf-list":
        if rest and all(leaf.takes(word) for word in rest):
            yield said
    elif rest and leaf.takes(rest[0]):
        yield from _ends(said, rest[1:])


NAMELESS = {"as", "prefix", "ipv4-peer-server", "ipv6-peer-server", "ipv4-hostname", "ipv6-hostname"}
"""Lists whose name isn't spoken either."""
JOINED = 3


def _entry(entry: Place, words: list[str], *, spoken: bool) -> Iterator[End]:
    """Past the keys. A key that is one word in the model may be several on the command line: ipv4 unicast."""
    if not spoken and entry.name not in NAMELESS:
        return
    rests = [words]
    for key in entry.keys:
        rests = [
            rest[count:] for rest in rests for count in range(1, min(JOINED, len(rest)) + 1)
            if key.takes("-".join(rest[:count]))
        ]  # fmt: skip
    for rest in rests:
        yield from _ends(End(entry), rest)
