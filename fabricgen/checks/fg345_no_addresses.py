"""A policy is about somebody who has no addresses.

Bad::

    hosts: {attach: routed, pool: 10.128.0.0/16}
    vrfs: {acme: {id: 1}}                            # no leaf is acme's
    policies: [{from: any, to: acme, deny: tcp/22}]

Good::

    hosts: {attach: routed, pool: 10.128.0.0/16}
    vrfs: {acme: {id: 1, leaves: ["leaf-p00-0*"]}}
    policies: [{from: any, to: acme, deny: tcp/22}]

What it means: no entry can be written, so the policy would do nothing.

Source: the page itself.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan
from fabricgen.checks.policies import is_name, places
from fabricgen.device.features.segments import world
from fabricgen.findings import Finding

CODE = "FG345"


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.policies is None:
        return
    known = world(plan.tiers[0].ground)
    for place in places(plan.intent):
        if is_name(place.endpoint) and known.addresses.get(place.endpoint) == ():
            yield Finding(
                CODE,
                f"{place.endpoint} has no addresses",
                path=place.path,
                label="nobody is there",
                help=_help(plan, place.endpoint),
            )


def _help(plan: Plan, endpoint: str) -> str:
    if plan.intent.hosts.pool is None:
        return "give hosts.pool a prefix"
    if endpoint in plan.intent.tiers:
        return "tiers have addresses with hosts.attach: trunk"
    if plan.intent.hosts.attach == "trunk":
        return "put a tier into it"
    return "give it leaves, or leave it out of the policies"
