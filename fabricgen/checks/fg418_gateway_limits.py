"""A gateway's own numbers contradict the page: an MTU that the fabric hasn't, a limit that is met at once.

Bad::

    mtu: 9000
    gateways: {east: {mtu: 9100, accept: [default, 198.51.100.0/24], limit: {prefixes: 1}, ...}}

Good::

    gateways: {east: {mtu: 1500, accept: [default, 198.51.100.0/24], limit: {prefixes: 100}, ...}}

What it means: packets that the WAN lets in are dropped at the first link inside. A session that may have fewer routes
than are asked of it closes as soon as they are there.

Source: RFC 4271, section 8.2.2 (a session ends when too many prefixes come); RFC 4821, section 2.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.device.features.tenancy import host_mtu
from fabricgen.findings import Finding

CODE = "FG418"


def check(page: Page) -> Iterator[Finding]:
    most = host_mtu(page.intent)
    for name, gateway in page.intent.gateways.items():
        if gateway.mtu is not None and gateway.mtu > most:
            message = f"{name} has an MTU of {gateway.mtu}, and the fabric carries packets of {most} bytes"
            help_ = f"write {most} or less, or leave it out"
            yield Finding(CODE, message, path=("gateways", name, "mtu"), help=help_)
        wanted = len(gateway.accept)
        if gateway.limit is not None and gateway.limit.prefixes < wanted:
            message = f"{name} may send {gateway.limit.prefixes} routes, and {wanted} are accepted by name"
            path = ("gateways", name, "limit", "prefixes")
            yield Finding(CODE, message, path=path, help="leave room for those, and for what else may come")
