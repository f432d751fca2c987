"""A platform can't share a port channel with other leaves, and a host is plugged into several.

Bad::

    hardware: {leaf: {model: nokia-7220-ixr-h4, platform: sonic}}
    multihomed: {disks: {id: 1, ports: [leaf-p00-00:Ethernet8, leaf-p00-01:Ethernet8], tier: tier-00}}

Good::

    hardware: {leaf: {model: arista-7060x6-64pe, platform: eos}}
    multihomed: {disks: {id: 1, ports: ["leaf-p00-00:Ethernet3/1", "leaf-p00-01:Ethernet3/1"], tier: tier-00}}

What it means: the host would see two switches where LACP allows one, and use the links of one of them.

Source: RFC 7432, section 5; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG742"
OTHERWISE = "plug each host into one leaf"


def check(plan: Plan) -> Iterator[Finding]:
    first = next(iter(plan.intent.multihomed), None)
    if first is not None:
        path = ("multihomed", first)
        wish = Wish(CODE, "multihomed hosts", lambda able: able.no_stretch or able.no_multihoming, path, OTHERWISE)
        yield from refusals(plan, plan.tiers[:1], wish)
