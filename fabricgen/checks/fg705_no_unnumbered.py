"""A platform can't run BGP over links without addresses.

Unnumbered links use IPv6 link-local sessions that carry IPv4 routes. Not every network OS has that, or has it in a
form that can be rendered.

Bad::

    hardware: {spine: {model: nvidia-sn5600, platform: sonic}}     # where the platform says it can't
    underlay: {links: unnumbered}

Good::

    underlay: {links: /31, link_pool: 10.64.0.0/12}

Source: RFC 8950; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG705"
WISH = Wish(
    CODE,
    "unnumbered BGP sessions",
    lambda able: able.no_unnumbered,
    ("underlay", "links"),
    "write links: /31 and give a link_pool",
)


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.underlay.links == "unnumbered":
        yield from refusals(plan, plan.tiers, WISH)
