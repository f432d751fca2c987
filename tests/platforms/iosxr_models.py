"""Cisco's unified YANG models ("um") as a tree of places: groupings, augments and types are resolved."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple

from tests.platforms.junos_yang import DATA, Statement, parsed

MODULES = (
    "hostname", "logging", "domain", "aaa", "aaa-task-user", "vrf", "ntp", "lldp", "cef-accounting",
    "cef-load-balancing", "hw-module-profile", "8000-hw-module-profile", "if-ethernet", "interface", "if-ip-address",
    "if-ipv4", "if-ipv6", "if-vrf", "if-service-policy-qos", "policymap-classmap", "cont-breakout", "route-policy",
    "router-static", "router-bgp", "router-ospf", "flow",
    "8000-hw-module-profile-netflow",
    "ipv4-access-list", "ipv6-access-list", "if-access-group", "l2-ethernet", "netconf-yang", "ssh", "location",
    "lpts-pifib", "ptp",
)  # fmt: skip
"""Those of the commands that we render; a file without one of them is no judge."""

HOLDERS = {"addresses", "routing-policy", "sets"}
"""Containers that aren't spoken either."""
TEXT = re.compile(r"Rpl-")
"""Types that hold a whole policy or set as it is written."""
INTEGERS = {f"{sign}int{bits}": bits for sign in ("", "u") for bits in (8, 16, 32, 64)}


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
