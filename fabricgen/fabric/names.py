"""Names by position, wide enough for the declared maxima, so that growth renames nothing."""

from fabricgen.fabric.fabric import Fabric, HostEnd
from fabricgen.fabric.tier import Tier


def width(maximum: int) -> int:
    """Digits that number `maximum` things from 0, at least 2."""
    return max(2, len(str(maximum - 1)))


def names(fabric: Fabric) -> tuple[str, ...]:
    """The name of every switch, in order of its number."""
    return tuple(name for tier in fabric.tiers for name in tier_names(fabric, tier))


def tier_names(fabric: Fabric, tier: Tier) -> list[str]:
    """leaf-p00-03, with rails leaf-p00-s00-r3, spine-p00-01, super-g00-00; with several planes p0- before the rest."""
    maxima = fabric.shape.maxima
    letter, stem = ("g", "super") if tier.role == "super-spine" else ("p", tier.role)
    blocks = width(maxima.spines if tier.role == "super-spine" else maxima.pods)
    places = width({"leaf": maxima.leaves, "spine": maxima.spines, "super-spine": maxima.super_spines}[tier.role])
    result = []
    for switch in range(tier.first, tier.first + tier.count):
        plane, block, index = tier.position(switch)
        head = f"{_plane(fabric, plane)}{stem}-{letter}{block:0{blocks}}"
        result.append(f"{head}-{_place(tier, index, places)}")
    return result


def _plane(fabric: Fabric, plane: int) -> str:
    return f"plane{plane}-" if fabric.shape.planes > 1 else ""


def _place(tier: Tier, index: int, digits: int) -> str:
    if tier.rails == 1:
        return f"{index:0{digits}}"
    unit, rail = divmod(index, tier.max_rails)
    return f"s{unit:02}-r{rail}"


def host_name(host: HostEnd) -> str:
    """host-p00-03-01: pod, leaf (or scalable unit), slot."""
    return f"host-p{host.block:02}-{host.group:02}-{host.slot:02}"
