"""VRFs, tier VLANs and their gateways on a leaf."""

from collections.abc import Mapping
from fnmatch import fnmatchcase

from fabricgen.allocation import Allocation, Lock
from fabricgen.allocation.text import ipv4
from fabricgen.device.model import Vlan, Vrf
from fabricgen.fabric import Position
from fabricgen.intent import Intent
from fabricgen.intent import tenancy as words


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


def _vlan(intent: Intent, allocation: Allocation, position: Position, number: int, name: str) -> Vlan:
    gateway = allocation.tier_subnet(position, number, words.TIERS_MAX) + 1
    return Vlan(
        id=allocation.vlan(number, words.TIERS_MAX),
        name=name,
        vrf=intent.tiers[name].vrf,
        address=f"{ipv4(gateway)}/{allocation.subnet}",
        mtu=intent.mtu,
    )


def trunk_vlans(intent: Intent, allocation: Allocation, lock: Lock) -> tuple[int, ...]:
    """VLANs of all tiers, ascending."""
    return tuple(sorted(allocation.vlan(number, words.TIERS_MAX) for number in tier_ids(intent.tiers, lock).values()))
