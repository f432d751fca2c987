"""A cable of the cabling file doesn't run from an uplink to the tier above.

Addresses and sessions follow from the place of a link: the uplink of the lower switch owns it. A cable between two
leaves, past a tier, from a host port, or into a spine's uplink has no such place, so it can't be rendered.

Bad::

    leaf-p00-00,Ethernet9,leaf-p00-01,Ethernet9

Good::

    leaf-p00-00,Ethernet9,spine-p00-00,Ethernet1

Source: RFC 7938, section 3.2: tiers of a Clos fabric connect to the adjacent tiers only.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan, capped
from fabricgen.device import Facts
from fabricgen.fabric import End
from fabricgen.findings import Finding

CODE = "FG111"


def check(plan: Plan) -> Iterator[Finding]:
    yield from capped(_found(plan))


def _found(plan: Plan) -> Iterator[Finding]:
    if plan.existing is None:
        return
    fabric = plan.blueprint.fabric
    for cable in plan.existing.odd:
        lower, upper = fabric.end(cable.lower), fabric.end(cable.upper)
        yield Finding(
            CODE,
            f"a cable from {_port(plan, lower)} to {_port(plan, upper)} fits no place in the fabric",
            plan.existing.place(cable.line),
            help=f"plug it from an uplink to the tier above: {'; '.join(map(_uplinks, plan.tiers[:-1]))}",
        )


def _port(plan: Plan, end: End) -> str:
    return f"{plan.tiers[0].names[end.switch]}:{plan.tiers[0].port_names[end.tier.level][end.slot]}"


def _uplinks(about: Facts) -> str:
    row = about.port_names[about.tier.level]
    return f"uplinks of a {about.tier.role} are {row[about.tier.down]} to {row[-1]}"
