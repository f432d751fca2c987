"""Cables as they lie: a CSV of both ends takes the place of the planned cables between switches.

The file says `device,port,peer,peer_port`, one cable to a row, or to two rows when both ends report it as LLDP does; a
fifth column may say how far apart the ends are.
Rows that end at a host are compared with the plan and move nothing.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from fabricgen.fabric.fabric import UNUSED, Fabric
from fabricgen.fabric.names import host_name
from fabricgen.fabric.sheet import UNKNOWN, Plug, Row, Sheet, rows
from fabricgen.fabric.tier import Tier
from fabricgen.findings import Finding, Place, nearest

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
    """What a cabling file says. `fabric` has its cables; `odd` ones, not from uplink to next tier, it leaves out."""

    sheet: Sheet
    fabric: Fabric
    columns: tuple["array[int]", "array[int]", "array[int]"]
    odd: tuple[Laid, ...]
    strays: tuple[Stray, ...]
    findings: tuple[Finding, ...]

    def cables(self) -> Iterator[Laid]:
        """Each once, in order of the file."""
        return map(Laid._make, zip(*self.columns, strict=True))

    def lengths(self, tier: Tier) -> Iterator[tuple[int, float]]:
        """Line and one-way microseconds of the cables up from a tier, where the file has their length."""
        ports = range(tier.first_port, tier.first_port + tier.count * tier.ports)
        measured = self.sheet.distance != "length"
        for line, lower, _ in () if measured else self.cables():
            if lower in ports and lower in self.fabric.latency_us:
                yield line, self.fabric.latency_us[lower]

    def place(self, line: int) -> Place:
        """The whole row."""
        return Place(self.sheet.file, line, 1, "", len(self.sheet.text.split("\n")[line - 1].rstrip()))


def lay(planned: Fabric, sheet: Sheet, names: Sequence[str], port_names: Sequence[Sequence[str]]) -> Existing:
    """`names` is by switch, `port_names` by tier level and port."""
    indexes = [{name: index for index, name in enumerate(row)} for row in port_names]
    panels = {
        names[switch]: _Panel(tier.port(switch), indexes[tier.level])
        for tier in planned.tiers
        for switch in range(tier.first, tier.first + tier.count)
    }
    survey = _Survey(planned, sheet, panels)
    survey.read()
    return survey.existing()


def _joins_tiers(fabric: Fabric, lower: int, upper: int) -> bool:
    """True from an uplink port to a port of the next tier that faces down: only such cables are numbered."""
    below, above = fabric.end(lower), fabric.end(upper)
    neighbours = above.tier.level == below.tier.level + 1
    return neighbours and below.slot >= below.tier.down and above.slot < above.tier.down


class _Panel(NamedTuple):
    """A switch's ports: the number of the first, and the places of all by name."""

    first: int
    places: Mapping[str, int]


def _blank(fabric: Fabric) -> "array[int]":
    return array("i", [UNUSED]) * len(fabric.peer)


@dataclass(slots=True)
class _Survey:
    """`peer` and `line` by port: what a row has put there, and which row."""

    planned: Fabric
    sheet: Sheet
    panels: Mapping[str, _Panel]
    peer: "array[int]" = field(init=False)
    line: "array[int]" = field(init=False)
    columns: tuple["array[int]", "array[int]", "array[int]"] = field(init=False)
    latency_us: dict[int, float] = field(default_factory=dict)
    strays: list[Stray] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.peer, self.line = _blank(self.planned), _blank(self.planned)
        self.columns = (array("i"), array("i"), array("i"))

    def existing(self) -> Existing:
        """Hosts stay where they are planned; odd cables leave no trace in the fabric."""
        laid = map(Laid._make, zip(*self.columns, strict=True))
        odd = tuple(cable for cable in laid if not _joins_tiers(self.planned, cable.lower, cable.upper))
        for cable in odd:
            self.peer[cable.lower] = self.peer[cable.upper] = UNUSED
        both = zip(self.planned.peer, self.peer, strict=True)
        peer = array("i", (planned if planned < UNUSED else laid for planned, laid in both))
        fabric = replace(self.planned, peer=peer, latency_us=self.latency_us)
        return Existing(self.sheet, fabric, self.columns, odd, tuple(self.strays), tuple(self.findings))

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
        if row.near.device not in self.panels or row.far.device not in self.panels:
            self.outside(row, one, other)
        elif one is not None and other is not None:
            self.join(row, one, other)

    def port(self, row: Row, plug: Plug) -> int | None:
        """None for a host, and for a port that doesn't exist: that is told."""
        panel = self.panels.get(plug.device)
        if panel is None:
            return None
        index = panel.places.get(plug.port)
        if index is not None:
            return panel.first + index
        label = nearest(plug.port, panel.places, cutoff=0.0)
        message = f"{plug.device} has no port {plug.port} in this fabric"
        help_ = "ports are called as the platform calls them; those beyond the plan are not in the fabric"
        self.findings.append(self.sheet.finding(row.line, message, plug.port, label, help_))
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
        if device not in self.panels:
            label, help_ = nearest(device, self.panels), "switches are named by position"
            self.findings.append(self.sheet.finding(line, f"the fabric has no switch {device}", device, label, help_))

    def attach(self, line: int, port: int, plug: Plug) -> None:
        host = self.planned.host(port)
        found, expected = f"{plug.device}:{plug.port}", f"{host_name(host)}:nic{host.nic}" if host else ""
        if found != expected:
            self.strays.append(Stray(line, port, found, expected))

    def join(self, row: Row, one: int, other: int) -> None:
        """The same cable, seen again from either end, is no news, unless it is told to be longer or shorter."""
        if self.peer[one] == other:
            self.measure(row, min(one, other))
            return
        for plug, port in ((row.near, one), (row.far, other)):
            if self.peer[port] != UNUSED:
                message, label = f"port {plug.port} of {plug.device} is used twice", f"first on line {self.line[port]}"
                help_ = "a port takes one cable; remove one of the two rows"
                self.findings.append(self.sheet.finding(row.line, message, plug.port, label, help_, TWICE))
                return
        self.peer[one], self.peer[other] = other, one
        self.line[one] = self.line[other] = row.line
        for column, value in zip(self.columns, (row.line, min(one, other), max(one, other)), strict=True):
            column.append(value)
        self.measure(row, min(one, other))

    def measure(self, row: Row, lower: int) -> None:
        if row.latency_us is None or self.latency_us.setdefault(lower, row.latency_us) == row.latency_us:
            return
        message = f"the cable of {row.near.device} {row.near.port} is not as long as on line {self.line[lower]}"
        help_ = "both ends of a cable are equally far from each other: leave one of the two empty"
        self.findings.append(self.sheet.finding(row.line, message, row.near.port, help_=help_))


__all__ = ["TWICE", "UNKNOWN", "Existing", "Laid", "Sheet", "Stray", "lay"]
