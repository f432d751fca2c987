"""Spines differ in ASN, and nothing keeps routes from going down to a leaf and up again.

When all spines of a pod share one ASN, loop detection refuses a route that comes back up from a leaf. With an ASN
each, such routes are legal: a leaf becomes transit after a failure, its uplinks carry foreign traffic, and with PFC
the fabric can deadlock. Then a community has to mark routes on the way down, and leaves refuse to send marked ones
up.

Bad::

    underlay: {spine_asns: unique, valley_filter: false}

Good::

    underlay: {spine_asns: shared}

Source: RFC 7938, section 5.2.1; Juniper/jvd, AI/ML multitenancy backend, policy/clos-loop-prevention.conf.
"""

from collections.abc import Iterator

from fabricgen.checks.exceptions import author
from fabricgen.checks.plan import Plan, several
from fabricgen.findings import Finding

CODE = "FG401"


def check(plan: Plan) -> Iterator[Finding]:
    underlay = plan.intent.underlay
    if underlay.routing != "bgp":
        return
    if underlay.spine_asns == "unique":
        if not underlay.valley_filter:
            message = "each spine has its own ASN, and no filter keeps routes valley-free"
            help_ = "write spine_asns: shared, or valley_filter: true"
            path = ("underlay", "valley_filter")
            yield Finding(CODE, message, path=path, label="leaves become transit", help=help_)
        return
    odd = odd_spines(plan)
    if odd:
        names = several([plan.tiers[0].names[switch] for switch in odd])
        yield Finding(
            CODE,
            f"{names} would not share the ASN of the other spines, which is what keeps routes valley-free",
            path=("exceptions", author(plan, odd[0], "asn"), "asn"),
            label="leaves become transit",
            help="drop the exception, or write underlay.spine_asns: unique with the valley filter",
        )


def odd_spines(plan: Plan) -> list[int]:
    """Spines and super-spines with an ASN of their own by exception."""
    leaf = plan.tiers[0].tier
    return [
        switch
        for switch, deviation in plan.tiers[0].deviations.items()
        if deviation.asn is not None and switch >= leaf.first + leaf.count
    ]
