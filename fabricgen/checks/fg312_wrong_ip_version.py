"""A pool is of the wrong IP version.

`underlay.loopbacks`, `underlay.link_pool`, `hosts.pool` and everything about VRFs and services are IPv4, what stands
under `underlay.ipv6` is IPv6.

Bad::

    underlay: {loopbacks: "2001:db8::/64"}

Good::

    underlay: {loopbacks: 10.0.0.0/22, ipv6: {loopbacks: "2001:db8::/64"}}

Source: RFC 4271, section 4.2: the BGP identifier of a switch is its IPv4 loopback.
"""

from collections.abc import Iterator

from fabricgen.checks.fg301_pools_overlap import pools
from fabricgen.checks.plan import Page
from fabricgen.findings import Finding
from fabricgen.intent import Intent
from fabricgen.intent.words import Prefix

CODE = "FG312"


def check(page: Page) -> Iterator[Finding]:
    for path, pool in (*pools(page.intent), *_in_vrfs(page.intent)):
        wanted = 6 if "ipv6" in path else 4
        if path[0] != "management" and pool.version != wanted:
            message = f"{'.'.join(map(str, path))} is IPv{wanted}, and {pool.text} is IPv{pool.version}"
            help_ = "IPv6 pools stand under underlay.ipv6" if wanted == 4 else "give an IPv6 prefix"
            yield Finding(CODE, message, path=path, label=f"not IPv{wanted}", help=help_)


def _in_vrfs(intent: Intent) -> Iterator[tuple[tuple[str | int, ...], Prefix]]:
    for name, vrf in intent.vrfs.items():
        if vrf.pool is not None:
            yield ("vrfs", name, "pool"), vrf.pool
        for service, prefixes in vrf.shares.items():
            yield from ((("vrfs", name, "reach", service, row), prefix) for row, prefix in enumerate(prefixes))
    for name, service_ in intent.services.items():
        yield from ((("services", name, "prefixes", row), prefix) for row, prefix in enumerate(service_.prefixes))
