"""Cables as they lie: a CSV of both ends takes the place of the planned cables between switches.

The file says `device,port,peer,peer_port`, one cable to a row, or to two rows when both ends report it as LLDP does.
Rows that end at a host are compared with the plan and move nothing.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import NamedTuple

from fabricgen.fabric.fabric import UNUSED, Fabric
from fabricgen.fabric.names import host_name
from fabricgen.fabric.sheet import UNKNOWN, Plug, Row, Sheet, rows
from fabricgen.findings import Finding, Place

TWICE = "FG101"
FINDINGS_MAX = 20  # of one file; whoever has more has the wrong file


class Laid(NamedTuple):
    """`lower` is the port with the smaller number, which is on the lower tier if the tiers differ."""

    line: int
    lower: int
    upper: int


class Stray(NamedTuple):
    """A host's NIC that is not where its position puts it; `expected` is empty where no NIC belongs."""

    line: int
    port: int
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class Existing:
    """What a cabling file says. `fabric` has those of its cables that run from an uplink to the tier above."""

    sheet: Sheet
    fabric: Fabric
    columns: tuple["array[int]", "array[int]", "array[int]"]
    strays: tuple[Stray, ...]
    findings: tuple[Finding, ...]

    def cables(self) -> Iterator[Laid]:
        """Each once, in order of the file."""
        return map(Laid._make, zip(*self.columns, strict=True))

    def place(self, line: int) -> Place:
        """The whole row."""
        return Place(self.sheet.file, line, 1, "", len(self.sheet.text.split("\n")[line - 1].rstrip()))


def lay(planned: Fabric, sheet: Sheet, names: Sequence[str], port_names: Sequence[Sequence[str]]) -> Existing:
    """`names` is by switch, `port_names` by tier level and port."""
    switches = {name: switch for switch, name in enumerate(names)}
    survey = _Survey(planned, sheet, switches, [{name: index for index, name in enumerate(row)} for row in port_names])
    survey.read()
    columns = (survey.line, survey.lower, survey.upper)
    fabric = replace(planned, peer=_peers(planned, survey.lower, survey.upper))
    return Existing(sheet, fabric, columns, tuple(survey.strays), tuple(survey.findings))


def _peers(planned: Fabric, lowers: "array[int]", uppers: "array[int]") -> "array[int]":
    peer = array("i", (min(far, UNUSED) for far in planned.peer))
    for lower, upper in zip(lowers, uppers, strict=True):
        if joins_tiers(planned, lower, upper):
            peer[lower], peer[upper] = upper, lower
    return peer


def joins_tiers(fabric: Fabric, lower: int, upper: int) -> bool:
    """True from an uplink port to a port of the next tier that faces down: only such cables are numbered."""
    below, above = fabric.end(lower), fabric.end(upper)
    neighbours = above.tier.level == below.tier.level + 1
    return neighbours and below.slot >= below.tier.down and above.slot < above.tier.down


class _Taken(NamedTuple):
    line: int
    peer: int


@dataclass(slots=True)
class _Survey:
    fabric: Fabric
    sheet: Sheet
    switches: Mapping[str, int]
    ports: Sequence[Mapping[str, int]]
    line: "array[int]" = field(default_factory=lambda: array("i"))
    lower: "array[int]" = field(default_factory=lambda: array("i"))
    upper: "array[int]" = field(default_factory=lambda: array("i"))
    taken: dict[int, _Taken] = field(default_factory=dict)
    strays: list[Stray] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def read(self) -> None:
        for row in rows(self.sheet):
            if isinstance(row, Finding):
                self.findings.append(row)
            elif len(self.findings) < FINDINGS_MAX:
                self.take(row)
            else:
                self.findings.append(self.sheet.finding(row.line, f"reading ends here, after {FINDINGS_MAX} findings"))
                return

    def take(self, row: Row) -> None:
        one, other = self.port(row, row.near), self.port(row, row.far)
        if row.near.device not in self.switches or row.far.device not in self.switches:
            self.outside(row, one, other)
        elif one is not None and other is not None:
            self.join(row, one, other)

    def port(self, row: Row, plug: Plug) -> int | None:
        """None for a host, and for a port that doesn't exist: that is told."""
        switch = self.switches.get(plug.device)
        if switch is None:
            return None
        tier = self.fabric.tier_of(switch)
        index = self.ports[tier.level].get(plug.port)
        if index is not None:
            return tier.port(switch, index)
        near = get_close_matches(plug.port, self.ports[tier.level], n=1, cutoff=0.0)[0]
        message = f"{plug.device} has no port {plug.port} in this fabric"
        help_ = "ports are called as the platform calls them; those beyond the plan are not in the fabric"
        self.findings.append(self.sheet.finding(row.line, message, plug.port, f"nearest: {near}", help_))
        return None

    def outside(self, row: Row, one: int | None, other: int | None) -> None:
        """Rows that don't join two switches: one end is a host, or has a name that nobody has."""
        if one is not None and row.far.device.startswith("host-"):
            self.attach(row.line, one, row.far)
        elif other is not None and row.near.device.startswith("host-"):
            self.attach(row.line, other, row.near)
        else:
            for device in (row.near.device, row.far.device):
                self.stranger(row.line, device)

    def stranger(self, line: int, device: str) -> None:
        if device not in self.switches:
            near = get_close_matches(device, self.switches, n=1)
            label, help_ = f"nearest: {near[0]}" if near else "", "switches are named by position"
            self.findings.append(self.sheet.finding(line, f"the fabric has no switch {device}", device, label, help_))

    def attach(self, line: int, port: int, plug: Plug) -> None:
        host = self.fabric.host(port)
        found, expected = f"{plug.device}:{plug.port}", f"{host_name(host)}:nic{host.nic}" if host else ""
        if found != expected:
            self.strays.append(Stray(line, port, found, expected))

    def join(self, row: Row, one: int, other: int) -> None:
        """The same cable, seen again from either end, is no news."""
        before = {plug: self.taken.get(port) for plug, port in ((row.near, one), (row.far, other))}
        if before[row.near] is None and before[row.far] is None:
            self.line.append(row.line)
            self.lower.append(min(one, other))
            self.upper.append(max(one, other))
            self.taken[one], self.taken[other] = _Taken(row.line, other), _Taken(row.line, one)
            return
        for plug, peer in ((row.near, other), (row.far, one)):
            taken = before[plug]
            if taken is not None and taken.peer != peer:
                message, label = f"port {plug.port} of {plug.device} is used twice", f"first on line {taken.line}"
                help_ = "a port takes one cable; remove one of the two rows"
                self.findings.append(self.sheet.finding(row.line, message, plug.port, label, help_, TWICE))
                return


__all__ = ["TWICE", "UNKNOWN", "Existing", "Laid", "Sheet", "Stray", "joins_tiers", "lay"]
