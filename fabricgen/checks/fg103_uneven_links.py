"""A switch has unequal numbers of links to the switches above it.

Equal-cost multipath gives every next hop the same share. A leaf with two links to one spine and one to another then
loads them alike per link, but traffic that comes back down does not know, and one broken link makes it worse. Planned
cabling is always even; existing cabling may not be, and has to say so.

Bad::

    cabling: {existing: cables.csv}       # two cables to spine 0, one to spine 1

Good::

    cabling: {existing: cables.csv, irregular: true}

Source: RFC 7938, section 5.2.4 (ECMP over a Clos fabric); Al-Fares et al., A Scalable, Commodity Data Center Network
Architecture, SIGCOMM 2008.
"""

from collections import Counter
from collections.abc import Iterator

from fabricgen.checks.plan import Plan, count, several
from fabricgen.checks.uplinks import Uplinks, uplinks
from fabricgen.fabric import Tier
from fabricgen.findings import Finding

CODE = "FG103"


def check(plan: Plan) -> Iterator[Finding]:
    if plan.existing is None or plan.existing.findings or plan.intent.cabling.irregular:
        return
    fabric = plan.blueprint.fabric
    for tier in fabric.tiers[:-1]:
        above = uplinks(fabric, tier)
        uneven = [switch for switch, links in above.items() if len(set(links.values())) > 1 or not links]
        if uneven:
            yield _uneven(plan, tier, uneven, above)


def _uneven(plan: Plan, tier: Tier, uneven: list[int], above: Uplinks) -> Finding:
    names = plan.tiers[0].names
    links = Counter(above[uneven[0]])
    most = [
        f"{links[spine]} to {names[spine]}"
        for spine in (max(links, key=links.__getitem__), min(links, key=links.__getitem__))
    ]
    example = f"{names[uneven[0]]} has {' and '.join(most)}" if links else f"{names[uneven[0]]} has none"
    return Finding(
        CODE,
        f"{count(len(uneven), tier.role)} with unequal links upwards: {several([names[switch] for switch in uneven])}",
        path=("cabling", "existing"),
        label=example,
        help="mend the cables, or accept them with cabling.irregular: true",
    )
