"""The two ends of a hand-off don't fit each other: addresses, AS numbers, MTU, BFD or password.

Bad::

    # north/intent.yml
    gateways: {east: {id: 1, leaf: leaf-p00-00, port: swp4, asn: 4210000001, address: 192.0.2.0/31}}
    # south/intent.yml
    gateways: {west: {id: 1, leaf: leaf-p00-00, port: swp4, asn: 4200000000, address: 192.0.2.3/31}}

Good::

    gateways: {east: {id: 1, leaf: leaf-p00-00, port: swp4, asn: 4210000000, address: 192.0.2.0/31}}
    gateways: {west: {id: 1, leaf: leaf-p00-00, port: swp4, asn: 4200000000, address: 192.0.2.1/31}}

What it means: the session stays down (RFC 4271, section 6.2: bad peer AS); with MTUs that differ it comes up, and long
packets vanish in one direction.

Source: RFC 4271, section 6.2; RFC 4821, section 2, on packets that vanish without a word.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import written
from fabricgen.checks.sites import Mouth, World, outward, pairs, sides
from fabricgen.findings import Finding

CODE = "FG334"


def check(world: World) -> Iterator[Finding]:
    for one, other in pairs(world):
        near, far = one.gateway.address, other.gateway.address
        if near.far != far.own or near.prefix != far.prefix:
            message = f"{one.spelled} is {near.text} and expects {near.far} beyond, but {other.spelled} is {far.text}"
            help_ = f"write {near.far}/{near.prefix.length} here, or the other end's of it there"
            yield other.finding(CODE, message, "address", label=f"{one.spelled} has {near.text}", help_=help_)
        yield from _mtus(one, other)
        yield from _words(one, other)
    for one, other in sides(world):
        asn = _asn(other)
        if asn is not None and one.gateway.asn != asn:
            message = f"{one.spelled} expects AS {one.gateway.asn}, and {other.spelled} is at a leaf of AS {asn}"
            yield one.finding(
                CODE, message, "asn", help_=f"write {asn}: that of {other.gateway.leaf} in the other site"
            )
    for one, stranger in outward(world):
        if one.gateway.asn != stranger.partner.asn:
            message = f"{one.spelled} expects AS {one.gateway.asn}, and {stranger.name} is AS {stranger.partner.asn}"
            yield one.finding(CODE, message, "asn", help_=f"write {stranger.partner.asn}, or correct the partner's")


def _mtus(one: Mouth, other: Mouth) -> Iterator[Finding]:
    mine, theirs = ((each.gateway.mtu or each.site.intent.mtu) for each in (one, other))
    if mine != theirs:
        message = f"the MTU is {mine} at {one.spelled} and {theirs} at {other.spelled}"
        path = written(other.site.intent, ("mtu",), ("name",))
        if other.gateway.mtu is not None:
            path = ("gateways", other.name, "mtu")
        finding = Finding(CODE, message, path=path, help="write the same MTU in both pages")
        yield other.site.document.located(finding)


def _words(one: Mouth, other: Mouth) -> Iterator[Finding]:
    """What a session has at both ends or at none."""
    for word, mine, theirs in (
        ("bfd", one.gateway.bfd, other.gateway.bfd),
        ("password", one.gateway.password, other.gateway.password),
    ):
        if (mine is None) != (theirs is None):
            has, lacks = (one, other) if theirs is None else (other, one)
            message = f"{has.spelled} has {word}, and {lacks.spelled} has none"
            yield lacks.finding(CODE, message, help_=f"write {word} in both pages, or in none")


def _asn(one: Mouth) -> int | None:
    """Of the leaf; None when the fabric can't be laid out, or has no such leaf."""
    if one.site.plan is None:
        return None
    about = one.site.plan.tiers[0]
    leaves = about.names[: about.tier.count]
    return about.asns[leaves.index(one.gateway.leaf)] if one.gateway.leaf in leaves else None
