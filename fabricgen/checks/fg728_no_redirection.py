"""A platform can't redirect packets to appliances, and the page has service chains.

Bad::

    hardware: {leaf: {model: nvidia-sn5600, platform: sonic}}     # where the platform says it can't
    chains: [{from: tier-00, to: wan, through: [fw-a]}]

Good::

    hardware: {leaf: {model: arista-7060x6-64pe, platform: eos}}

What it means: a switch that doesn't redirect routes by the destination alone, past the appliance. All switches of the
fabric have to, because each of them looks at the packet anew.

Source: what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.device.vrf_chains import plain
from fabricgen.findings import Finding

CODE = "FG728"
WISH = Wish(CODE, "policy-based redirection", lambda able: able.no_redirection, ("chains",), "leave the chains out")
ADDRESSES = Wish(
    CODE,
    "policy-based redirection over links without addresses",
    lambda able: able.no_redirection or ("its next hops are the other ends of links" if able.redirect_links else ""),
    ("underlay", "links"),
    "write links: /31 and give a link_pool",
)


def check(plan: Plan) -> Iterator[Finding]:
    if plain(plan.intent):
        yield from refusals(plan, plan.tiers, WISH)
    if plain(plan.intent) and plan.intent.underlay.links == "unnumbered":
        able = [about for about in plan.tiers if not plan.able(about).no_redirection]
        yield from refusals(plan, able, ADDRESSES)
