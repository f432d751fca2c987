"""Service chains: appliances at ports of leaves, and whose packets pass through them."""

from typing import Annotated, Literal

from pydantic import Field

from fabricgen.intent.policies import Endpoint
from fabricgen.intent.steering import LinkField, PortName
from fabricgen.intent.words import Name, Text, Words

WAN = "wan"
"""The endpoint that is everything outside the fabric."""
THROUGH_MAX = 8


class Arm(Words):
    """A second link of an appliance, to the same leaf."""

    port: PortName
    """The leaf's port, as its platform calls it; no host is on it then."""
    address: LinkField
    """The leaf's address on the link and its length; the appliance has the other one."""


class Appliance(Words):
    """A firewall, a load balancer or the like at host ports of a leaf. It routes: packets that it lets through come
    back to the leaf as they were.
    """

    leaf: Name
    """The leaf that it is plugged into."""
    port: PortName
    """The leaf's port, as its platform calls it; no host is on it then."""
    address: LinkField
    """The leaf's address on the link and its length; the appliance has the other one."""
    outside: Arm | None = None
    """Its other link: packets of `from` go in by the first one and come out by this, answers the other way round.
    Left out, everything goes in and out by the first one."""
    otherwise: Literal["drop", "forward"] | None = None
    """What becomes of its packets while it is away. drop: nothing passes without it, as behind a firewall. forward:
    they are routed as if there were no chain. Left out, what each platform does by itself, which not every one of them
    says."""


class Chain(Words):
    """Whose packets pass through which appliances, in both directions; the first chain that fits a packet decides."""

    from_: Annotated[Endpoint, Field(alias="from")]
    """Whose packets: a tier, a service, an IPv4 prefix, `default` (the hosts outside all VRFs), `wan` (what is outside
    the fabric), or `any`, which is everyone else."""
    to: Endpoint
    """Where they go; the same words."""
    through: Annotated[tuple[Name, ...], Field(min_length=1, max_length=THROUGH_MAX)]
    """Appliances in the order in which packets meet them; answers meet them the other way round."""
    reason: Text | None = None
    """Why, for the next reader."""


Chains = tuple[Chain, ...]
