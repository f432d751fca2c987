"""The link of an appliance has addresses that belong to something else.

Bad::

    underlay: {loopbacks: 10.0.0.0/24}
    appliances: {fw-a: {leaf: leaf-p00-03, port: swp8, address: 10.0.0.1/31, otherwise: drop}}

Good::

    appliances: {fw-a: {leaf: leaf-p00-03, port: swp8, address: 10.9.0.1/31, otherwise: drop}}

What it means: two devices would have one address, and a next hop would lead to either.

Source: RFC 1812, section 2.2.5.2 (an address is that of one interface).
"""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from fabricgen.checks.chains import Link, links
from fabricgen.checks.fg301_pools_overlap import pools
from fabricgen.checks.plan import Page
from fabricgen.device.reach import SHARED_POOL, Import, Path, own
from fabricgen.device.vrf_chains import handed_to, vrf_chains
from fabricgen.findings import Finding
from fabricgen.intent import Intent
from fabricgen.intent.words import Prefix

CODE = "FG422"
HELP = "each link to an appliance has a /31 or /30 of its own, outside what the fabric deals out"


class Used(NamedTuple):
    """A link of an appliance, its prefix, and where the page has that."""

    link: Link
    prefix: Prefix
    path: Path


def check(page: Page) -> Iterator[Finding]:
    found = [Used(link, *row) for link in links(page.intent) for row in _addresses(link)]
    for one, other in combinations(found, 2):
        if one.link.arm is not other.link.arm and one.prefix.overlaps(other.prefix):
            pair = dict.fromkeys((one.link.appliance, other.link.appliance))
            yield Finding(CODE, f"two links of {' and '.join(pair)} overlap", path=other.path, help=HELP)
    named = [(pool.spelled, pool.pool) for pool in pools(page.intent)]
    named += [(f"the link of {name},", row.address.prefix) for name, row in page.intent.gateways.items()]
    for link, prefix, path in found:
        for spelled, pool in named:
            if prefix.overlaps(pool):
                message = f"the link of {link.appliance}, {prefix.text}, is in {spelled} {pool.text}"
                yield Finding(CODE, message, path=path, help=HELP)
    yield from _in_vrfs(page.intent)


def _in_vrfs(intent: Intent) -> Iterator[Finding]:
    """A link that is in what its VRF has or hears of: the part of it behind the link would never get a packet."""
    ends = [end for chain in vrf_chains(intent) for end in chain.ends]
    used = {(*link.path, vrf): (link, vrf) for link in links(intent) for vrf, arm in ends if arm is link.arm}
    handed = handed_to(intent) if used else {}
    for link, vrf in used.values():
        address = link.arm.link(vrf)
        path = (*link.path, "vrfs", vrf) if vrf in link.arm.vrfs else (*link.path, "address")
        for prefix in (each for each in _known(intent, vrf, handed[vrf]) if address.prefix.overlaps(each)):
            message = f"the link of {link.appliance}, {address.prefix.text}, is in {prefix.text}, which {vrf} reaches"
            yield Finding(CODE, message, path=path, help=f"{HELP}; or another one in {vrf}, by vrfs")


def _known(intent: Intent, vrf: str, imported: list[Import]) -> Iterable[Prefix]:
    """Own addresses, but for the pool of all hosts, and what is handed to it."""
    mine = (row.prefix for row in own(intent, vrf) if row.path != SHARED_POOL)
    return dict.fromkeys((*mine, *(prefix for row in imported for prefix in row.prefixes)))


def _addresses(link: Link) -> Iterator[tuple[Prefix, Path]]:
    """In the default VRF, and where a VRF has another one."""
    yield link.arm.address.prefix, (*link.path, "address")
    yield from ((address.prefix, (*link.path, "vrfs", vrf)) for vrf, address in link.arm.vrfs.items())
