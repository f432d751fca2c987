"""Service chains: appliances at ports of leaves, and whose packets pass through them."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from fabricgen.intent.policies import Endpoint
from fabricgen.intent.steering import LinkAddress, LinkField, PortName
from fabricgen.intent.words import Name, Text, Words, distinct

WAN = "wan"
"""The endpoint that is everything outside the fabric."""
THROUGH_MAX = 8


class Arm(Words):
    """A link of an appliance. Each VRF has it by a tag, the VRF's own VLAN."""

    port: PortName
    """The leaf's port, as its platform calls it; no host is on it then."""
    address: LinkField
    """The leaf's address on the link and its length; the appliance has the other one."""
    vrfs: dict[Name, LinkField] = Field(default_factory=dict)
    """The leaf's address in VRFs where it isn't that one. VRFs are spaces of their own, and may all have the same; an
    appliance whose links meet in one table wants them to differ."""

    def link(self, vrf: str) -> LinkAddress:
        return self.vrfs.get(vrf, self.address)


class Appliance(Arm):
    """A firewall, a load balancer or the like at host ports of a leaf. It routes: packets that it lets through come
    back to the leaf as they were.
    """

    leaf: Name
    """The leaf that it is plugged into."""
    outside: Arm | None = None
    """Its other link: packets of `from` go in by the first one and come out by this, answers the other way round.
    Left out, everything goes in and out by the first one."""
    otherwise: Literal["drop", "forward"] | None = None
    """What becomes of its packets while it is away. drop: nothing passes without it, as behind a firewall. forward:
    they are routed as if there were no chain. Left out, what each platform does by itself, which not every one of them
    says. Between VRFs it is drop in any case: no other way is there."""


class Chain(Words):
    """Whose packets pass through which appliances, in both directions; the first chain that fits a packet decides."""

    from_: Annotated[Endpoint, Field(alias="from")]
    """Whose packets: a tier, a service, an IPv4 prefix, `default` (the hosts outside all VRFs), `wan` (what is outside
    the fabric), or `any`, which is everyone else. Or a VRF: all of its packets to a service that it shares, or to the
    WAN."""
    to: Endpoint
    """Where they go; the same words."""
    through: Annotated[tuple[Name, ...], Field(min_length=1, max_length=THROUGH_MAX)]
    """Appliances in the order in which packets meet them; answers meet them the other way round."""
    between: Annotated[tuple[Name, ...], AfterValidator(distinct)] = ()
    """Where packets of a VRF pass through several appliances: the VRFs that they are in between one and the next. To or
    from `wan` also the one that its gateways are in, on the WAN's side."""
    reason: Text | None = None
    """Why, for the next reader."""


Chains = tuple[Chain, ...]
