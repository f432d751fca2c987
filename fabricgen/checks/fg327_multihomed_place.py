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

from collections.abc import Iterator

from fabricgen.checks.chains import links
from fabricgen.checks.places import Plugged, misplaced
from fabricgen.checks.plan import Plan
from fabricgen.fabric import UNUSED, host_name
from fabricgen.findings import Finding
from fabricgen.intent.multihoming import Plug

CODE = "FG327"


def check(plan: Plan) -> Iterator[Finding]:
    taken = {Plug(each.leaf, each.port): f"the gateway {name}" for name, each in plan.intent.gateways.items()}
    taken |= {Plug(each.row.leaf, each.arm.port): f"the appliance {each.appliance}" for each in links(plan.intent)}
    for name, host in plan.intent.multihomed.items():
        others: dict[str, Plug] = {}
        for row, plug in enumerate(host.ports):
            path = ("multihomed", name, "ports", row)
            if (finding := misplaced(plan, CODE, Plugged(name, *plug, path, path), "hosts are at")) is not None:
                yield finding
            elif (owner := taken.setdefault(plug, name)) != name:
                message = f"{plug} is the port of {owner} and of {name}"
                yield Finding(CODE, message, path=path, help="give each a port of its own")
            elif there := _cabled(plan, plug):
                others.setdefault(there, plug)
        if len(others) > 1:
            (one, first), (other, second) = list(others.items())[:2]
            message = f"{name} would be two hosts: {first} has the cable of {one}, and {second} that of {other}"
            path = ("multihomed", name, "ports", host.ports.index(second))
            yield Finding(CODE, message, path=path, help="take ports of one host, or ports without cables")


def _cabled(plan: Plan, plug: Plug) -> str | None:
    """The host whose cable the plan has there; None for a free port."""
    about, fabric = plan.tiers[0], plan.blueprint.fabric
    tier, leaf, index = about.tier, about.names.index(plug.leaf), about.port_names[0].index(plug.port)
    peer = fabric.peer[tier.port(leaf, index)]
    return host_name(fabric.host_at(tier.position(leaf), index)) if peer < UNUSED else None
