"""From position to device: one switch as a value, made when it is rendered and dropped after."""

from collections.abc import Mapping
from dataclasses import replace

from fabricgen.allocation.text import address, ipv4, ipv6
from fabricgen.device.facts import NO_DEVIATION, Deviation, Facts
from fabricgen.device.features.chains import Outline, redirection
from fabricgen.device.features.clock import upstream
from fabricgen.device.features.crossings import crossed
from fabricgen.device.features.filters import filters
from fabricgen.device.features.multihoming import Members, bundles
from fabricgen.device.features.ospf import ospf
from fabricgen.device.features.overlay import Scheme, overlay, present
from fabricgen.device.features.peers import peers
from fabricgen.device.features.ports import Wired, wire
from fabricgen.device.features.steering import Outlook, at, with_exits
from fabricgen.device.features.tenancy import host_vrf, vlans
from fabricgen.device.features.underlay import bgp
from fabricgen.device.model import (
    Bundle,
    Device,
    Ecmp,
    Filters,
    Overlay,
    Peer,
    Port,
    Profile,
    Redirection,
    Steering,
    Vlan,
    Vrf,
)


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
    gateways = vlans(intent, facts.lock, allocation, position) if is_leaf and intent.hosts.attach == "trunk" else ()
    plan = facts.overlay
    own = facts.vrfs if plan is None or not is_leaf else present(plan, vrf, _routed(facts, switch))
    steering = None if facts.outlook is None else _steering(facts, facts.outlook, switch)
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
        profiles=_profiles(facts, deviation),
        ports=wired.ports,
        lossless=facts.lossless,
        ecmp=ecmp,
        adaptive=facts.adaptive,
        bgp=bgp(facts, position, facts.asns[switch], wired.neighbors, ecmp.width, vrf),
        vrfs=own,
        vlans=gateways,
        ospf=None if facts.latencies is None else ospf(facts, position, ecmp.width),
        clock=None if facts.timing is None else facts.timing.clock,
        upstream=_upstream(facts, switch),
        telemetry=facts.telemetry,
        filters=_filters(facts, vrf, gateways, steering),
        rates=facts.rates,
        steering=steering,
        overlay=None if plan is None else with_exits(_overlay(facts, plan, switch, wired, own, vrf), steering),
        bundles=() if facts.members is None or not is_leaf else _bundles(facts, facts.members, switch),
        redirection=None if facts.chains is None else _redirection(facts, facts.chains, switch, wired),
    )


def _overlay(
    facts: Facts, plan: Scheme, switch: int, wired: Wired, vrfs: tuple[Vrf, ...], host_vrf: str | None
) -> Overlay:
    position, links = facts.tier.position(switch), _links(facts, wired)
    made = overlay(plan, facts.tier, position, vrfs, host_vrf, links, _peers(facts, switch))
    return made if facts.crossings is None or facts.tier.level else crossed(made, facts.crossings, switch)


def _routed(facts: Facts, leaf: int) -> frozenset[str]:
    return frozenset() if facts.crossings is None else facts.crossings.present.get(leaf, frozenset())


def _redirection(facts: Facts, known: Outline, switch: int, wired: Wired) -> Redirection | None:
    return redirection(known, facts.tier, switch, wired.ports, wired.neighbors) if known.classes else None


def _bundles(facts: Facts, members: Mapping[int, Members], switch: int) -> tuple[Bundle, ...]:
    held = members.get(switch)
    return bundles(facts.intent, facts.lock, facts.allocation, held, facts.port_names[0]) if held else ()


def _steering(facts: Facts, known: Outlook, switch: int) -> Steering:
    tier = facts.tier
    if tier.level:
        return known.above
    return at(known, facts.intent, facts.allocation, switch, tier.position(switch))


def _filters(facts: Facts, vrf: str | None, vlans: tuple[Vlan, ...], steering: Steering | None) -> Filters | None:
    if facts.guard is None:
        return None
    sessions = () if steering is None else steering.sessions
    return filters(facts.guard, vrf, vlans, sessions) if facts.tier.level == 0 else facts.guard.bare


def _upstream(facts: Facts, switch: int) -> frozenset[str]:
    if facts.timing is None:
        return frozenset()
    return upstream(facts.fabric, facts.tier, facts.timing, facts.port_names[facts.tier.level], switch)


def _peers(facts: Facts, switch: int) -> tuple[Peer, ...]:
    declared = facts.intent.overlay
    between = declared is not None and declared.kind == "evpn" and declared.sessions == "loopbacks"
    return peers(facts, switch) if between else ()


def _links(facts: Facts, wired: Wired) -> tuple[Port, ...]:
    """Ports towards other switches."""
    return tuple(port for port in wired.ports if facts.profiles[port.profile].facing != "host")


def _ecmp(facts: Facts, deviation: Deviation) -> Ecmp:
    if deviation.seed is None and deviation.max_paths is None:
        return facts.ecmp
    seed = facts.ecmp.seed if deviation.seed is None else deviation.seed
    return replace(facts.ecmp, seed=seed, width=deviation.max_paths or facts.ecmp.width)


def _profiles(facts: Facts, deviation: Deviation) -> tuple[Profile, ...]:
    if deviation is NO_DEVIATION:
        return facts.profiles
    return tuple(_varied(profile, deviation) for profile in facts.profiles)


def _varied(profile: Profile, deviation: Deviation) -> Profile:
    priorities = deviation.lossless_priorities
    return replace(
        profile,
        mtu=deviation.mtu or profile.mtu,
        lossless_priorities=profile.lossless_priorities if priorities is None else priorities,
    )
