"""A gateway is at a port that there isn't, that no host could be at, or that has another use.

Bad::

    gateways: {east: {id: 1, leaf: leaf-p00-00, port: swp99, asn: 65010, address: 203.0.113.1/31}}

Good::

    gateways: {east: {id: 1, leaf: leaf-p00-00, port: swp8, asn: 65010, address: 203.0.113.1/31}}

What it means: the WAN router's cable would end nowhere. A gateway takes the place of a host: uplinks stay uplinks.

Source: the layout of the leaf's ports; `fabricgen show LEAF` lists them.
"""

from collections.abc import Iterator

from fabricgen.checks.places import Plugged, cabled, misplaced
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding
from fabricgen.intent.steering import Gateway

CODE = "FG412"


def check(plan: Plan) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    for name, gateway in plan.intent.gateways.items():
        if (finding := _place(plan, name, gateway)) is not None:
            yield finding
        other = seen.setdefault((gateway.leaf, gateway.port), name)
        if other != name:
            message = f"{gateway.leaf}:{gateway.port} is the port of {other} and of {name}"
            yield Finding(CODE, message, path=("gateways", name, "port"), help="give each gateway a port of its own")


def _place(plan: Plan, name: str, gateway: Gateway) -> Finding | None:
    path = ("gateways", name)
    it = Plugged(name, gateway.leaf, gateway.port, (*path, "leaf"), (*path, "port"))
    return misplaced(plan, CODE, it, "a gateway takes the place of a host:") or cabled(plan, CODE, it)
