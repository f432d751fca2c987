"""Who shares the fabric: VRFs per customer or purpose, VLANs per model-size tier, and how hosts attach."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from fabricgen.intent.services import Prefixes
from fabricgen.intent.steering import Gateways
from fabricgen.intent.words import Name, Prefix, PrefixField, Select, Words, distinct

VRF_ID_MAX = 65_535  # 16 bits are left behind an IPv4 address in a route distinguisher (RFC 4364 type 1)
TIERS_MAX = 32


class Vrf(Words):
    id: Annotated[int, Field(ge=1, le=VRF_ID_MAX, strict=True)] | None = None
    """Identifies the VRF for ever; left out, the next free one is taken and remembered in the lock file."""
    leaves: tuple[Select, ...] = ()
    """With routed hosts: the leaves (by name, * allowed) whose host ports belong to this VRF."""
    pool: PrefixField | None = None
    """Addresses towards its hosts, dealt out as those of hosts.pool are; VRFs that share nothing may have the same.
    Left out, hosts.pool."""
    reach: (
        Annotated[tuple[Name, ...], AfterValidator(distinct)] | dict[Name, Annotated[Prefixes, Field(min_length=1)]]
    ) = ()
    """The services that it shares; as a table, with the prefixes of its own that each of them gets to know, where that
    isn't all of them."""

    @property
    def shares(self) -> dict[str, tuple[Prefix, ...]]:
        """By service, the own prefixes that it gets to know; none for all of them."""
        return self.reach if isinstance(self.reach, dict) else dict.fromkeys(self.reach, ())


class Tier(Words):
    """A VLAN of the region for one model-size tier."""

    id: Annotated[int, Field(ge=0, lt=TIERS_MAX, strict=True)] | None = None
    """0 to 31; VLAN = vlan_base + region x 32 + id. Left out, the next free one is taken and remembered in the lock
    file."""
    vrf: Name | None = None
    """Left out: the default VRF, whose host prefixes are announced in the underlay."""
    gateways: Gateways = ()
    """Where its traffic leaves the fabric: the first is used while it is there, then the next."""
    stretch: PrefixField | None = None
    """With overlay kind evpn: one subnet on every leaf, with the same gateway everywhere. Left out, each leaf has a
    subnet of its own."""


class Hosts(Words):
    attach: Literal["routed", "trunk"] = "routed"
    """routed: a /31 on each host port. trunk: every tier VLAN, tagged, with the gateway on the leaf."""
    pool: PrefixField | None = None
    """Addresses towards the hosts: one block per leaf, announced as one prefix."""
    subnet: Annotated[int, Field(ge=16, le=30, strict=True)] = 26
    """Prefix length of a tier's subnet on one leaf, with trunk."""
    vlan_base: Annotated[int, Field(ge=2, le=4062, strict=True)] = 100
    """VLAN of tier 0 in region 0."""
    ooo_capable: bool = False
    """The NICs accept packets out of order, which per-packet forwarding needs."""
