"""A multihomed host is at a port that there isn't, that no host could be at, or that has another use.

Bad::

    multihomed: {disks: {id: 1, ports: [leaf-p00-00:swp99, leaf-p00-01:swp8], tier: tier-00}}

Good::

    multihomed: {disks: {id: 1, ports: [leaf-p00-00:swp8, leaf-p00-01:swp8], tier: tier-00}}

What it means: a cable would end nowhere, or in the port channel of another host. All cables of a multihomed host lead
to the same host: where the plan has cables on these ports, they are one host's.

Source: the layout of the leaf's ports; `fabricgen show LEAF` lists them; IEEE 802.1AX, section 6.3 (one system at the
other end of a link aggregation group).
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from fabricgen.checks.plan import Plan
from fabricgen.fabric import UNUSED, host_name
from fabricgen.findings import Finding
from fabricgen.intent.multihoming import Plug

CODE = "FG327"


def check(plan: Plan) -> Iterator[Finding]:
    taken = {Plug(each.leaf, each.port): f"the gateway {name}" for name, each in plan.intent.gateways.items()}
    about = plan.tiers[0]
    places = {name: leaf for leaf, name in enumerate(about.names[: about.tier.count])}
    numbers = {name: at for at, name in enumerate(about.port_names[0][: about.tier.down])}
    for name, host in plan.intent.multihomed.items():
        others: dict[str, Plug] = {}
        for row, plug in enumerate(host.ports):
            path = ("multihomed", name, "ports", row)
            if plug.leaf not in places:
                yield _no_leaf(name, plug, places, path)
            elif plug.port not in numbers:
                yield _no_port(plan, name, plug, numbers, path)
            elif (owner := taken.setdefault(plug, name)) != name:
                message = f"{plug} is the port of {owner} and of {name}"
                yield Finding(CODE, message, path=path, help="give each a port of its own")
            elif cabled := _cabled(plan, places[plug.leaf], numbers[plug.port]):
                others.setdefault(cabled, plug)
        if len(others) > 1:
            (one, first), (other, second) = list(others.items())[:2]
            message = f"{name} would be two hosts: {first} has the cable of {one}, and {second} that of {other}"
            path = ("multihomed", name, "ports", host.ports.index(second))
            yield Finding(CODE, message, path=path, help="take ports of one host, or ports without cables")


def _no_leaf(name: str, plug: Plug, places: Mapping[str, int], path: tuple[str | int, ...]) -> Finding:
    near = get_close_matches(plug.leaf, places, n=1, cutoff=0.4)
    known = list(places)
    return Finding(
        CODE,
        f"{name} is at {plug.leaf}, which is no leaf",
        path=path,
        label=f"nearest: {near[0]}" if near else "",
        help=f"leaves are called {known[0]} to {known[-1]}",
    )


def _no_port(plan: Plan, name: str, plug: Plug, numbers: Mapping[str, int], path: tuple[str | int, ...]) -> Finding:
    near = get_close_matches(plug.port, numbers, n=1, cutoff=0.4)
    known = list(numbers)
    what = "an uplink" if plug.port in plan.tiers[0].port_names[0] else "no port"
    return Finding(
        CODE,
        f"{name} is at {plug}, which is {what}",
        path=path,
        label=f"nearest: {near[0]}" if near else "",
        help=f"hosts are at {known[0]} to {known[-1]}",
    )


def _cabled(plan: Plan, leaf: int, index: int) -> str | None:
    """The host whose cable the plan has there; None for a free port."""
    tier, fabric = plan.tiers[0].tier, plan.blueprint.fabric
    peer = fabric.peer[tier.port(leaf, index)]
    return host_name(fabric.host_at(tier.position(leaf), index)) if peer < UNUSED else None
