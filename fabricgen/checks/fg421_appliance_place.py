"""An appliance is at a port that there isn't, that no host could be at, or that has another use.

Bad::

    appliances: {fw-a: {leaf: leaf-p00-03, port: swp99, address: 10.9.0.1/31, otherwise: drop}}

Good::

    appliances: {fw-a: {leaf: leaf-p00-03, port: swp8, address: 10.9.0.1/31, otherwise: drop}}

What it means: the appliance's cable would end nowhere. An appliance takes the place of a host: uplinks stay uplinks.

Source: the layout of the leaf's ports; `fabricgen show LEAF` lists them.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from fabricgen.checks.chains import Link, links
from fabricgen.checks.plan import Plan
from fabricgen.fabric import UNUSED
from fabricgen.findings import Finding

CODE = "FG421"


def check(plan: Plan) -> Iterator[Finding]:
    gateways = plan.intent.gateways.items()
    seen: dict[tuple[str, str], str] = {(row.leaf, row.port): f"the gateway {name}" for name, row in gateways}
    for link in links(plan.intent):
        yield from _place(plan, link)
        other = seen.get((link.row.leaf, link.arm.port))
        if other is not None:
            message = f"{link.row.leaf}:{link.arm.port} is the port of {other} and of {link.appliance}"
            yield Finding(CODE, message, path=(*link.path, "port"), help="give each link a port of its own")
        seen[link.row.leaf, link.arm.port] = link.appliance


def _place(plan: Plan, link: Link) -> Iterator[Finding]:
    about, leaf, port = plan.tiers[0], link.row.leaf, link.arm.port
    leaves = about.names[: about.tier.count]
    ports = about.port_names[0][: about.tier.down]
    if leaf not in leaves:
        if link.arm is link.row:
            near = get_close_matches(leaf, leaves, n=1, cutoff=0.4)
            yield Finding(
                CODE, f"{link.appliance} is at {leaf}, which is no leaf", path=(*link.path, "leaf"),
                label=f"nearest: {near[0]}" if near else "", help=f"leaves are called {leaves[0]} to {leaves[-1]}",
            )  # fmt: skip
    elif port not in ports:
        uplink = port in about.port_names[0]
        near = get_close_matches(port, ports, n=1, cutoff=0.4)
        message = f"{link.appliance} is at {leaf}:{port}, which is {'an uplink' if uplink else 'no port'}"
        yield Finding(
            CODE, message, path=(*link.path, "port"), label=f"nearest: {near[0]}" if near else "",
            help=f"an appliance takes the place of a host: {ports[0]} to {ports[-1]}",
        )  # fmt: skip
    elif (
        plan.intent.chains
        and plan.blueprint.fabric.peer[about.tier.port(leaves.index(leaf), ports.index(port))] != UNUSED
    ):
        message = f"{leaf}:{port} has the cable of a host, and {link.appliance} is to be there"
        yield Finding(CODE, message, path=(*link.path, "port"), help="move the cable, or take a free port")
