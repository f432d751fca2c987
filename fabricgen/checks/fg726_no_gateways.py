"""A platform can't steer tiers to WAN gateways, and the page has some.

Bad::

    hardware: {leaf: {model: nokia-7220-ixr-h5-64d, platform: srlinux}}     # where the platform says it can't
    gateways: {east: {id: 1, leaf: leaf-p00-00, port: ethernet-1/8, asn: 65010, address: 203.0.113.1/31}}

Good::

    hardware: {leaf: {model: arista-7060x6-64pe, platform: eos}}

What it means: a switch that doesn't know the communities sends traffic by either gateway, whatever the list says.

Source: RFC 8092; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG726"
WISH = Wish(CODE, "WAN gateways", lambda able: able.no_gateways, ("gateways",), "drop the gateways")


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.gateways:
        yield from refusals(plan, plan.tiers, WISH)
