"""What the reader of a template remembers and tells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from jinja2 import nodes

from fabricgen.findings import Finding, Place, Severity
from fabricgen.render.lint.places import Sheet
from fabricgen.render.lint.types import Shape


class Scope(NamedTuple):
    """Names at a place of the template with their types, and whether a loop over the device's ports is around it."""

    names: dict[str, Shape]
    in_ports: bool = False

    def inner(self, names: dict[str, Shape], *, in_ports: bool) -> "Scope":
        return Scope({**self.names, **names}, in_ports)


class Macro(NamedTuple):
    """A macro and the names around its definition, which are those that it sees."""

    node: nodes.Macro
    scope: Scope


@dataclass(slots=True)
class Notes:
    """`sees` says in words what the template may name; `reads` are the device's attributes that it names, and where.

    `filters` with the functions of those that are the platform's own.
    """

    page: Sheet
    filters: Mapping[str, Callable[..., object] | None]
    tests: frozenset[str]
    sees: str
    findings: list[Finding] = field(default_factory=list)
    reads: dict[str, Place] = field(default_factory=dict)
    macros: dict[str, Macro | None] = field(default_factory=dict)
    running: list[str] = field(default_factory=list)

    def tell(self, code: str, message: str, place: Place, advice: str, *, label: str = "") -> None:
        self.findings.append(Finding(code, message, place, label=label, help=advice))

    def warn(self, code: str, message: str, place: Place, advice: str) -> None:
        self.findings.append(Finding(code, message, place, help=advice, severity=Severity.WARNING))

    def told(self) -> tuple[Finding, ...]:
        """In the order of the page; what a macro says once per call is told once."""
        once = dict.fromkeys(self.findings)
        return tuple(sorted(once, key=lambda finding: finding.place or Place("", 0, 0, "")))

    def within(self, macro: str) -> "Notes":
        """The same notes while a macro runs."""
        return replace(self, running=[*self.running, macro])
