"""A gateway is at a port that there isn't, that no host could be at, or that has another use.

Bad::

    gateways: {east: {id: 1, leaf: leaf-p00-00, port: swp99, asn: 65010, address: 203.0.113.1/31}}

Good::

    gateways: {east: {id: 1, leaf: leaf-p00-00, port: swp8, asn: 65010, address: 203.0.113.1/31}}

What it means: the WAN router's cable would end nowhere. A gateway takes the place of a host: uplinks stay uplinks.

Source: the layout of the leaf's ports; `fabricgen show LEAF` lists them.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from fabricgen.checks.plan import Plan
from fabricgen.fabric import UNUSED
from fabricgen.findings import Finding
from fabricgen.intent.steering import Gateway

CODE = "FG412"


def check(plan: Plan) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    for name, gateway in plan.intent.gateways.items():
        yield from _place(plan, name, gateway)
        other = seen.setdefault((gateway.leaf, gateway.port), name)
        if other != name:
            message = f"{gateway.leaf}:{gateway.port} is the port of {other} and of {name}"
            yield Finding(CODE, message, path=("gateways", name, "port"), help="give each gateway a port of its own")


def _place(plan: Plan, name: str, gateway: Gateway) -> Iterator[Finding]:
    about = plan.tiers[0]
    leaves = about.names[: about.tier.count]
    ports = about.port_names[0][: about.tier.down]
    if gateway.leaf not in leaves:
        near = get_close_matches(gateway.leaf, leaves, n=1, cutoff=0.4)
        yield Finding(
            CODE, f"{name} is at {gateway.leaf}, which is no leaf", path=("gateways", name, "leaf"),
            label=f"nearest: {near[0]}" if near else "", help=f"leaves are called {leaves[0]} to {leaves[-1]}",
        )  # fmt: skip
    elif gateway.port not in ports:
        uplink = gateway.port in about.port_names[0]
        near = get_close_matches(gateway.port, ports, n=1, cutoff=0.4)
        message = f"{name} is at {gateway.leaf}:{gateway.port}, which is {'an uplink' if uplink else 'no port'}"
        yield Finding(
            CODE, message, path=("gateways", name, "port"), label=f"nearest: {near[0]}" if near else "",
            help=f"a gateway takes the place of a host: {ports[0]} to {ports[-1]}",
        )  # fmt: skip
    else:
        port = about.tier.port(leaves.index(gateway.leaf), ports.index(gateway.port))
        if plan.blueprint.fabric.peer[port] != UNUSED:
            message = f"{gateway.leaf}:{gateway.port} has the cable of a host, and {name} is to be there"
            yield Finding(CODE, message, path=("gateways", name, "port"), help="move the cable, or take a free port")
