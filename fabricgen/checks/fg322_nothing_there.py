"""Prefixes are shared that their VRF has no routes to.

A service hands on routes of its VRF: those of its hosts. Where they lie is said by the VRF's own pool and by its
stretched tiers; a VRF that deals from the pool of all hosts has bits of it here and there, so it needs a pool of its
own before it can share. Routes are those of whole subnets: links of two addresses to routed hosts, or a tier's subnet.
What is shared has to hold whole ones.

Bad::

    vrfs: {shared: {id: 9, pool: 10.200.0.0/16, leaves: ["leaf-p00-0*"]}}
    services: {storage: {vrf: shared, prefixes: [10.201.0.0/24]}}

Good::

    vrfs: {shared: {id: 9, pool: 10.200.0.0/16, leaves: ["leaf-p00-0*"]}}
    services: {storage: {vrf: shared, prefixes: [10.200.0.0/24]}}

Source: RFC 4271, section 9.4: a router announces the routes that it has.
"""

from collections.abc import Iterable, Iterator

from fabricgen.checks.plan import Page
from fabricgen.device.reach import SHARED_POOL, Own, both, own
from fabricgen.findings import Finding
from fabricgen.intent import Intent
from fabricgen.intent.words import Prefix

CODE = "FG322"
HOST_LINK = 31


def check(page: Page) -> Iterator[Finding]:
    intent = page.intent
    for key, service in intent.services.items():
        if service.vrf in intent.vrfs:
            yield from _absent(intent, service.vrf, service.prefixes, ("services", key, "prefixes"))
            if any(row.path == SHARED_POOL for row in own(intent, service.vrf)):
                yield Finding(
                    CODE,
                    f"the VRF {service.vrf} shares {key}, and its addresses are dealt from the pool of all hosts",
                    path=("vrfs", service.vrf),
                    label="no pool of its own",
                    help="give it one: pool: 10.200.0.0/16",
                )
    for name, vrf in intent.vrfs.items():
        for service_, prefixes in vrf.shares.items():
            yield from _absent(intent, name, prefixes, ("vrfs", name, "reach", service_))


def _absent(intent: Intent, vrf: str, prefixes: Iterable[Prefix], path: tuple[str | int, ...]) -> Iterator[Finding]:
    rows = own(intent, vrf)
    for number, prefix in enumerate(prefixes):
        found = [row for row in rows if both(row.prefix, prefix) is not None]
        finest = max((_finest(intent, row) for row in found), default=0)
        if not found:
            here = ", ".join(row.prefix.text for row in rows) or "no addresses"
            message = f"nothing in the VRF {vrf} has addresses of {prefix.text}"
            yield Finding(
                CODE, message, path=(*path, number), label=f"it has {here}", help="share addresses that it has"
            )
        elif prefix.length > finest:
            message = f"{prefix.text} is less than a subnet of the VRF {vrf}, so no route is inside it"
            label = f"at most /{finest}"
            yield Finding(
                CODE, message, path=(*path, number), label=label, help=f"share whole subnets: a /{finest} or more"
            )


def _finest(intent: Intent, row: Own) -> int:
    """Length of the routes within it."""
    if row.path[0] == "tiers":
        return row.prefix.length
    return HOST_LINK if intent.hosts.attach == "routed" else intent.hosts.subnet
