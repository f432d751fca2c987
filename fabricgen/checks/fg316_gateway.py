"""The management gateway is outside its network, is its broadcast address, or has the address of a switch.

Switches have their management addresses by position, from the third address of the prefix on, as many as the maxima
allow. The second one is left for the gateway; another one must lie beyond them.

Bad::

    management: {prefix: 192.0.2.0/24, gateway: 192.0.2.3}

Good::

    management: {prefix: 192.0.2.0/24, gateway: 192.0.2.254}

Source: RFC 919 section 7: all ones is the broadcast address; RFC 826: one address, one owner; the rest is position
arithmetic.
"""

from collections.abc import Iterator
from ipaddress import ip_address

from fabricgen.allocation.text import address
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG316"
PATH = ("management", "gateway")


def check(plan: Plan) -> Iterator[Finding]:
    prefix, gateway = plan.intent.management.prefix, plan.intent.management.gateway
    if gateway is None:
        return
    parsed = ip_address(gateway)
    offset = int(parsed) - prefix.first
    help_ = "leave it out for the first address of the prefix, or give one of the prefix"
    if parsed.version != prefix.version or not 0 < offset < prefix.size:
        message = f"the gateway {gateway} is not in {prefix.text}"
        yield Finding(CODE, message, path=PATH, label="outside", help=help_)
    elif prefix.version == 4 and offset == prefix.size - 1:
        message = f"the gateway {gateway} is the broadcast address of {prefix.text}"
        yield Finding(CODE, message, path=PATH, label="broadcast", help=help_)
    elif 2 <= offset < 2 + devices(plan):
        free = address(prefix.first + 2 + devices(plan), 32 if prefix.version == 4 else 128)
        message = f"the gateway {gateway} has the address of a switch, built or still to come"
        yield Finding(CODE, message, path=PATH, label=f"free from {free} on", help="leave it out for the first address")


def devices(plan: Plan) -> int:
    """Switches that the maxima allow."""
    return plan.blueprint.fabric.shape.planes * plan.blueprint.allocation.numbering.plane_block
