"""Two sites have the same name, number of a region or AS numbers, or a partner has one of ours.

Bad::

    # north/intent.yml and south/intent.yml
    region: 0
    underlay: {asn: 4200000000-4294967294}

Good::

    # south/intent.yml
    region: 1
    underlay: {asn: 4200000000-4294967294}

A range as large as that has a part for each region; smaller ones are dealt out whole.

What it means: a switch refuses routes with its own AS number, so it never learns of its twin's site. The number of the
region is part of VLANs, VNIs and communities; the name of a fabric is that of its lab and of its manifest.

Source: RFC 4271, section 9.1.2 (loops of AS numbers); RFC 7938, section 5.2.1.
"""

from collections.abc import Iterator
from itertools import combinations

from fabricgen.checks.sites import Own, World
from fabricgen.findings import Finding
from fabricgen.theory.asn import span

CODE = "FG332"


def check(world: World) -> Iterator[Finding]:
    for one, other in combinations(world.sites.values(), 2):
        yield from map(other.document.located, _twins(one, other))
    for name, partner in world.page.partners.items():
        for site in world.sites.values():
            first, last = _asns(site)
            if first <= partner.asn <= last:
                message = f"AS {partner.asn} of {name} is one of those that {site.name} deals out, {first}-{last}"
                help_ = "give the site another range: the partner's number is not ours to change"
                yield world.document.located(Finding(CODE, message, path=("partners", name, "asn"), help=help_))


def _twins(one: Own, other: Own) -> Iterator[Finding]:
    if one.intent.name == other.intent.name:
        message = f"the fabrics of {one.name} and {other.name} are both called {one.intent.name}"
        yield Finding(CODE, message, path=("name",), help="give each fabric a name of its own")
    if one.intent.region == other.intent.region:
        message = f"{one.name} and {other.name} are both region {one.intent.region}"
        yield Finding(CODE, message, path=("region",), help="give each site a number of its own: region, 0 to 15")
    (first, last), (start, end) = _asns(one), _asns(other)
    if first <= end and start <= last:
        message = f"{other.name} deals out AS {start}-{end}, and {one.name} {first}-{last}"
        help_ = "give each site its own numbers: another region of one range, or a range of its own"
        yield Finding(CODE, message, path=("underlay", "asn"), label=f"overlaps {one.name}", help=help_)


def _asns(site: Own) -> tuple[int, int]:
    """What its region deals out."""
    asns = site.intent.underlay.asn
    return span(asns.first, asns.last, site.intent.region)
