"""A platform can't limit how many packets of a kind its processor hears.

Bad::

    hardware: {leaf: {model: nokia-7220-ixr-h5-64d, platform: srlinux}}     # where the platform says it can't
    control_rates: {routing: 2000, other: 500}

Good::

    hardware: {leaf: {model: arista-7060x6-64pe, platform: eos}}
    control_rates: {routing: 2000, other: 500}

What it means: the rates of the factory hold, whatever the page says.

Source: RFC 6192; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG751"
OTHERWISE = "leave it out: what comes from the factory holds"
WISHES = (
    Wish(CODE, "rate of routing packets", lambda able: able.no_routing_rate, ("control_rates", "routing"), OTHERWISE),
    Wish(CODE, "rate of ARP", lambda able: able.no_arp_rate, ("control_rates", "arp"), OTHERWISE),
    Wish(CODE, "rate of what else it hears", lambda able: able.no_other_rate, ("control_rates", "other"), OTHERWISE),
)


def check(plan: Plan) -> Iterator[Finding]:
    asked = plan.intent.control_rates
    for rate, wish in zip((asked.routing, asked.arp, asked.other), WISHES, strict=True):
        if rate is not None:
            yield from refusals(plan, plan.tiers, wish)
