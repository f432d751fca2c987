"""Two sites begin their route targets with the same number.

Bad::

    # north/intent.yml and south/intent.yml
    overlay: {kind: evpn, number: 64512}

Good::

    # south/intent.yml
    overlay: {kind: evpn, number: 64513}

Left out, the number is 64512 + region, and regions differ. VNIs of stretched VLANs contain the region, too; those of
VRFs follow their ids, and are told apart by the number in front.

What it means: the VRF with id 1 in one site would be that of the other site as soon as a route reflector or a router
for both sees them.

Source: RFC 4360, section 4 (a route target says which VRFs take a route); RFC 8365, section 5.1.2.1.
"""

from collections.abc import Iterator
from itertools import combinations

from fabricgen.checks.sites import Own, World
from fabricgen.findings import Finding

CODE = "FG333"


def check(world: World) -> Iterator[Finding]:
    numbered = [(site, number) for site in world.sites.values() if (number := _number(site)) is not None]
    for (one, first), (other, second) in combinations(numbered, 2):
        if first == second:
            message = f"route targets of {one.name} and {other.name} begin with {first}"
            help_ = "give each site a number of its own, or leave it out"
            finding = Finding(CODE, message, path=("overlay", "number"), label=f"as in {one.name}", help=help_)
            yield other.document.located(finding)


def _number(site: Own) -> int | None:
    """None without EVPN, or when the fabric can't be laid out."""
    scheme = site.plan.tiers[0].overlay if site.plan else None
    return scheme.identifiers.number if scheme is not None and scheme.evpn else None
