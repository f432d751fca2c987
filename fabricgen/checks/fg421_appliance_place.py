"""An appliance is at a port that there isn't, that no host could be at, or that has another use.

Bad::

    appliances: {fw-a: {leaf: leaf-p00-03, port: swp99, address: 10.9.0.1/31, otherwise: drop}}

Good::

    appliances: {fw-a: {leaf: leaf-p00-03, port: swp8, address: 10.9.0.1/31, otherwise: drop}}

What it means: the appliance's cable would end nowhere. An appliance takes the place of a host: uplinks stay uplinks.

Source: the layout of the leaf's ports; `fabricgen show LEAF` lists them.
"""

from collections.abc import Iterator

from fabricgen.checks.chains import Link, links
from fabricgen.checks.places import Plugged, cabled, misplaced
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG421"


def check(plan: Plan) -> Iterator[Finding]:
    gateways = plan.intent.gateways.items()
    seen: dict[tuple[str, str], str] = {(row.leaf, row.port): f"the gateway {name}" for name, row in gateways}
    for link in links(plan.intent):
        if (finding := _place(plan, link)) is not None:
            yield finding
        other = seen.get((link.row.leaf, link.arm.port))
        if other is not None:
            message = f"{link.row.leaf}:{link.arm.port} is the port of {other} and of {link.appliance}"
            yield Finding(CODE, message, path=(*link.path, "port"), help="give each link a port of its own")
        seen[link.row.leaf, link.arm.port] = link.appliance


def _place(plan: Plan, link: Link) -> Finding | None:
    """Both links of an appliance are at the leaf that it says once."""
    it = Plugged(link.appliance, link.row.leaf, link.arm.port, (*link.path, "leaf"), (*link.path, "port"))
    found = misplaced(plan, CODE, it, "an appliance takes the place of a host:")
    if found is not None:
        return found if link.arm is link.row or found.path == it.at_port else None
    return cabled(plan, CODE, it) if plan.intent.chains else None
