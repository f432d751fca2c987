"""A policy names a gateway where no packets of it can be told from others.

Packets from a WAN router are filtered at its port, in the default routing table. A gateway as a destination is the
prefixes that are taken from it; with the default route that is everyone, hosts of the fabric among them.

Bad::

    gateways: {east: {id: 1, leaf: leaf-p00-00, port: Ethernet9/1, asn: 65010, address: 203.0.113.1/31}}
    policies: [{from: tier-00, to: east, allow: tcp/443}]

Good::

    gateways: {east: {..., accept: [198.51.100.0/24]}}
    policies: [{from: tier-00, to: east, allow: tcp/443}, {from: east, to: any, deny: tcp/22}]

What it means: the entry would let through more than it says, or nothing at all.

Source: the page itself.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.checks.policies import Place, ends, places
from fabricgen.device.features.steering import users
from fabricgen.findings import Finding
from fabricgen.intent import Intent
from fabricgen.intent.steering import DEFAULT_ROUTE

CODE = "FG355"


def check(page: Page) -> Iterator[Finding]:
    intent, known = page.intent, ends(page.intent)
    met = list(places(intent))
    for place, other in zip(met, (row for pair in zip(met[1::2], met[::2], strict=True) for row in pair), strict=True):
        if place.endpoint not in intent.gateways:
            continue
        vrfs = [vrf for vrf in users(intent, place.endpoint) if vrf is not None]
        if len(vrfs) == len(users(intent, place.endpoint)):
            yield _finding(
                place, f"{place.endpoint} has its sessions in VRFs, and packets in them aren't filtered at its port",
                f"in {', '.join(vrfs)}", "name the prefixes that are behind it, at the hosts of the VRF",
            )  # fmt: skip
        elif (home := known.get(other.endpoint)) is not None:
            yield _finding(
                place, f"{place.endpoint} is outside all VRFs, and {other.endpoint} is in {home}",
                "no route leads there", "leave the policy out, or let a tier of the VRF leave by the gateway",
            )  # fmt: skip
        elif place.path[-1] == "to" and _everyone(intent, place.endpoint):
            yield _finding(
                place, f"{place.endpoint} takes the default route from its WAN router: all addresses are behind it",
                "that is everyone", "write any, or a prefix, or say what it takes with accept",
            )  # fmt: skip


def _everyone(intent: Intent, gateway: str) -> bool:
    return DEFAULT_ROUTE in intent.gateways[gateway].accept


def _finding(place: Place, message: str, label: str, otherwise: str) -> Finding:
    return Finding(CODE, message, path=place.path, label=label, help=otherwise)
