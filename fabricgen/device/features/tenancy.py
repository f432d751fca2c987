"""VRFs, tier VLANs and their gateways on a leaf."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import NamedTuple

from fabricgen.allocation import Allocation, Lock
from fabricgen.allocation.text import ipv4
from fabricgen.device.model import Vlan, Vrf
from fabricgen.fabric import Position
from fabricgen.intent import Intent
from fabricgen.intent import tenancy as words
from fabricgen.intent.words import Prefix

VXLAN_OVERHEAD = 50
"""Bytes: Ethernet 14, VXLAN 8, UDP 8, IPv4 20 (RFC 7348, section 5)."""


class Net(NamedTuple):
    """A subnet, its first address as an integer."""

    first: int
    length: int


def vrf_ids(vrfs: Mapping[str, words.Vrf], lock: Lock) -> dict[str, int]:
    """Declared ids first, remembered ones for the rest."""
    return {name: vrf.id if vrf.id is not None else lock.vrfs[name] for name, vrf in vrfs.items()}


def tier_ids(tiers: Mapping[str, words.Tier], lock: Lock) -> dict[str, int]:
    return {name: tier.id if tier.id is not None else lock.tiers[name] for name, tier in tiers.items()}


def vrfs(intent: Intent, lock: Lock) -> tuple[Vrf, ...]:
    return tuple(Vrf(name, number) for name, number in sorted(vrf_ids(intent.vrfs, lock).items()))


def host_vrf(intent: Intent, leaf: str) -> str | None:
    """The VRF that owns the routed host ports of a leaf; the default one when none claims it."""
    claims = (name for name, vrf in intent.vrfs.items() if any(fnmatchcase(leaf, select) for select in vrf.leaves))
    return next(claims, None)


def vlans(intent: Intent, lock: Lock, allocation: Allocation, position: Position) -> tuple[Vlan, ...]:
    """Tier VLANs of a leaf by number, each with the first address of its subnet as gateway."""
    rows = sorted((number, name) for name, number in tier_ids(intent.tiers, lock).items())
    return tuple(_vlan(intent, allocation, position, number, name) for number, name in rows)


def pool(intent: Intent, vrf: str | None) -> Prefix | None:
    """What a VRF's addresses are dealt from."""
    own = intent.vrfs[vrf].pool if vrf in intent.vrfs else None
    return own or intent.hosts.pool


def network(intent: Intent, allocation: Allocation, position: Position, number: int, name: str) -> Net:
    """Of a tier on a leaf."""
    tier = intent.tiers[name]
    if tier.stretch is not None:
        return Net(tier.stretch.first, tier.stretch.length)
    dealt = pool(intent, tier.vrf)
    first = dealt.first if dealt else 0
    return Net(first + allocation.tier_offset(position, number, words.TIERS_MAX), allocation.subnet)


def _vlan(intent: Intent, allocation: Allocation, position: Position, number: int, name: str) -> Vlan:
    tier, net = intent.tiers[name], network(intent, allocation, position, number, name)
    return Vlan(
        id=allocation.vlan(number, words.TIERS_MAX),
        name=name,
        vrf=tier.vrf,
        address=f"{ipv4(net.first + 1)}/{net.length}",
        mtu=host_mtu(intent),
        mac=intent.overlay.gateway_mac if tier.stretch and intent.overlay else None,
    )


def host_mtu(intent: Intent) -> int:
    """Bytes of an IP packet from a host: around it has to go what VXLAN adds."""
    tunnelled = intent.overlay is not None and intent.overlay.kind == "evpn"
    return intent.mtu - (VXLAN_OVERHEAD if tunnelled else 0)


def trunk_vlans(intent: Intent, allocation: Allocation, lock: Lock) -> tuple[int, ...]:
    """VLANs of all tiers, ascending."""
    return tuple(sorted(allocation.vlan(number, words.TIERS_MAX) for number in tier_ids(intent.tiers, lock).values()))
