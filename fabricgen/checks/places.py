"""What rules share about things that are plugged into leaves: gateways, appliances, multihomed hosts."""

from typing import NamedTuple

from fabricgen.checks.plan import Plan
from fabricgen.fabric import UNUSED
from fabricgen.findings import Finding, nearest

Path = tuple[str | int, ...]
CUTOFF = 0.4


class Plugged(NamedTuple):
    """Something called `name`, and the ends of its cable on the page: where it says the leaf, and where the port."""

    name: str
    leaf: str
    port: str
    at_leaf: Path
    at_port: Path


def misplaced(plan: Plan, code: str, it: Plugged, where: str) -> Finding | None:
    """Its leaf is none, or its port is none that hosts are at. `where` says what is at those, before their names."""
    about = plan.tiers[0]
    leaves, ports = about.names[: about.tier.count], about.port_names[0][: about.tier.down]
    if it.leaf not in leaves:
        return Finding(
            code,
            f"{it.name} is at {it.leaf}, which is no leaf",
            path=it.at_leaf,
            label=nearest(it.leaf, leaves, cutoff=CUTOFF),
            help=f"leaves are called {leaves[0]} to {leaves[-1]}",
        )
    if it.port not in ports:
        what = "an uplink" if it.port in about.port_names[0] else "no port"
        return Finding(
            code,
            f"{it.name} is at {it.leaf}:{it.port}, which is {what}",
            path=it.at_port,
            label=nearest(it.port, ports, cutoff=CUTOFF),
            help=f"{where} {ports[0]} to {ports[-1]}",
        )
    return None


def cabled(plan: Plan, code: str, it: Plugged) -> Finding | None:
    """The plan has the cable of a host there; its leaf and port are some."""
    about = plan.tiers[0]
    port = about.tier.port(about.names.index(it.leaf), about.port_names[0].index(it.port))
    if plan.blueprint.fabric.peer[port] == UNUSED:
        return None
    message = f"{it.leaf}:{it.port} has the cable of a host, and {it.name} is to be there"
    return Finding(code, message, path=it.at_port, help="move the cable, or take a free port")
