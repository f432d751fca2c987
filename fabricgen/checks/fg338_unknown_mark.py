"""The communities of a gateway name a tier that isn't there, or use a mark twice or of the other type.

Bad::

    tiers: {frontier: {id: 0, gateways: [east]}}
    gateways: {east: {communities: {fronteir: "65100:1:10"}, ...}}

Good::

    gateways: {east: {communities: {frontier: "65100:1:10", avoid: "65100:3:0"}, ...}}

What it means: routes of the tier would leave without a mark, or those of two tiers with the same one.

Source: RFC 8092 for three numbers, RFC 1997 for two.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding, nearest
from fabricgen.intent.steering import AVOID

CODE = "FG338"


def check(page: Page) -> Iterator[Finding]:
    for name, gateway in page.intent.gateways.items():
        if gateway.communities:
            yield from _marks(page, name, gateway.communities)
    if AVOID in page.intent.tiers and any(row.communities for row in page.intent.gateways.values()):
        message = f"a tier is called {AVOID}, which means the last choice among the communities of gateways"
        yield Finding(CODE, message, path=("tiers", AVOID), help="give the tier another name")


def _marks(page: Page, name: str, marks: dict[str, str]) -> Iterator[Finding]:
    large = page.intent.communities.type == "large"
    seen: dict[str, str] = {}
    for tier, mark in marks.items():
        path = ("gateways", name, "communities", tier)
        if tier != AVOID and tier not in page.intent.tiers:
            label = nearest(tier, (*page.intent.tiers, AVOID))
            message = f"{name} has a community for {tier}, which is no tier"
            yield Finding(CODE, message, path=path, label=label, help=f"name a tier, or {AVOID}")
        elif tier != AVOID and name not in page.intent.tiers[tier].gateways:
            message = f"{name} has a community for {tier}, which doesn't leave by it"
            yield Finding(CODE, message, path=path, help=f"add {name} to the gateways of {tier}, or drop the community")
        if (mark.count(":") == 2) != large:
            kind, shape = page.intent.communities.type, "three numbers" if large else "two numbers"
            message = f"{mark} doesn't fit: communities of this fabric are {kind}"
            yield Finding(CODE, message, path=path, help=f"write {shape}, as the other side has to, too")
        if seen.setdefault(mark, tier) != tier:
            message = f"{mark} is the mark of {seen[mark]} and of {tier}"
            yield Finding(CODE, message, path=path, help="one mark for each")
