"""A platform doesn't route VRFs through appliances, and the page has a chain between two.

Bad::

    hardware: {leaf: {model: nokia-7220-ixr-h5-64d, platform: srlinux}}     # where the platform says it can't
    chains: [{from: acme, to: storage, through: [fw-a]}]

Good::

    hardware: {leaf: {model: arista-7060x6-64pe, platform: eos}}

What it means: the leaf of the appliance has a sub-interface for each VRF on its links, and routes in VRFs that BGP
announces.

Source: RFC 4364, section 7; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.device.vrf_chains import crosses
from fabricgen.findings import Finding

CODE = "FG754"
WISH = Wish(CODE, "chains between VRFs", lambda able: able.no_vrf_chains, ("chains",), "leave these chains out")

BESIDE_OSPF = Wish(
    CODE,
    "chains between VRFs beside OSPF",
    lambda able: able.no_vrf_chains or able.no_ospf_chains,
    ("chains",),
    "write routing: bgp, or leave these chains out",
)


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.overlay is not None and any(crosses(plan.intent, chain) for chain in plan.intent.chains):
        yield from refusals(plan, plan.tiers[:1], BESIDE_OSPF if plan.intent.underlay.routing == "ospf" else WISH)
