"""From position to device: one switch as a value, made when it is rendered and dropped after."""

from dataclasses import replace

from fabricgen.allocation.text import address, ipv4, ipv6
from fabricgen.device.facts import NO_DEVIATION, Deviation, Facts
from fabricgen.device.features.ports import wire
from fabricgen.device.features.tenancy import host_vrf, vlans, vrfs
from fabricgen.device.features.underlay import bgp
from fabricgen.device.model import Adaptive, Device, Ecmp, Profile
from fabricgen.hardware import sound


def build(facts: Facts, switch: int) -> Device:
    """The switch with that number, of the tier that `facts` are about."""
    tier, allocation, intent = facts.tier, facts.allocation, facts.intent
    position = tier.position(switch)
    name = facts.names[switch]
    deviation = facts.deviations.get(switch, NO_DEVIATION)
    is_leaf = tier.level == 0
    vrf = host_vrf(intent, name) if is_leaf else None
    wired = wire(facts, switch, position, vrf)
    ecmp = _ecmp(facts, deviation)
    loopback6 = allocation.loopback6(tier.role, position)
    return Device(
        name=name,
        role=tier.role,
        fabric=intent.name,
        model=facts.model.name,
        platform=facts.platform,
        asic=facts.model.asic.family,
        deep=facts.model.asic.depth == "deep",
        management=address(allocation.management_address(tier.role, position), allocation.management.bits),
        system=facts.system,
        loopback=f"{ipv4(allocation.loopback(tier.role, position))}/32",
        loopback6=None if loopback6 is None else f"{ipv6(loopback6)}/128",
        profiles=tuple(_varied(profile, deviation) for profile in facts.profiles),
        ports=wired.ports,
        lossless=facts.lossless,
        ecmp=ecmp,
        adaptive=Adaptive(intent.forwarding.granularity) if intent.forwarding.mode == "adaptive" else None,
        bgp=bgp(facts, position, facts.asns[switch], wired.neighbors, ecmp.width, vrf),
        vrfs=vrfs(intent, facts.lock) if is_leaf else (),
        vlans=vlans(intent, facts.lock, allocation, position) if is_leaf and intent.hosts.attach == "trunk" else (),
    )


def _ecmp(facts: Facts, deviation: Deviation) -> Ecmp:
    hashing = facts.intent.forwarding.hash
    seed = deviation.seed if deviation.seed is not None else hashing.seeds.role(facts.tier.role)
    return Ecmp(seed, deviation.max_paths or facts.intent.underlay.max_paths or ecmp_width(facts), hashing.queue_pair)


def ecmp_width(facts: Facts) -> int:
    """As wide as the declared maxima can ever need, so that growth changes no switch; no wider than the chip."""
    maxima, shape = facts.fabric.shape.maxima, facts.fabric.shape
    ways = {
        "leaf": maxima.uplinks,
        "spine": max(maxima.spine_uplinks, shape.leaf_links),
        "super-spine": shape.spine_links,
    }
    needed = ways[facts.tier.role]
    return min(needed, sound(facts.model.asic.ecmp_width) or needed)


def _varied(profile: Profile, deviation: Deviation) -> Profile:
    if deviation is NO_DEVIATION:
        return profile
    priorities = deviation.lossless_priorities
    return replace(
        profile,
        mtu=deviation.mtu or profile.mtu,
        lossless_priorities=profile.lossless_priorities if priorities is None else priorities,
    )
