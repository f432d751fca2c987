"""VRFs and stretched VLANs of one switch: identifiers, what is announced, what is handed from VRF to VRF."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network

from fabricgen.allocation import Allocation, Lock
from fabricgen.allocation.overlay import (
    FIRST_PRIVATE,
    Identifiers,
    router_mac,
    segment_distinguisher,
    vrf_distinguisher,
)
from fabricgen.allocation.text import ipv4
from fabricgen.device.features.tenancy import Net, host_mtu, network, pool, tier_ids, vrf_ids
from fabricgen.device.model import Leak, Overlay, OverlayVrf, Peer, Port, Segment, Span, Vrf
from fabricgen.device.reach import Import, both, own
from fabricgen.device.vrf_chains import leaked
from fabricgen.fabric import Position, Tier
from fabricgen.intent import Intent
from fabricgen.intent.tenancy import TIERS_MAX
from fabricgen.intent.words import Prefix

HOST_ROUTE = 32
HOST_LINK = 31


@dataclass(frozen=True, slots=True)
class Scheme:
    """What all switches of a fabric share: numbers, ids, and who hands what to whom, by the VRF that takes it."""

    intent: Intent = field(compare=False)
    allocation: Allocation
    identifiers: Identifiers
    evpn: bool
    gateway_mac: str
    written: frozenset[str]
    vrfs: Mapping[str, int]
    tiers: Mapping[str, int]
    imports: Mapping[str, tuple[Import, ...]]


def identifiers(intent: Intent) -> Identifiers | None:
    """None without an overlay."""
    overlay = intent.overlay
    if overlay is None:
        return None
    number = overlay.number if overlay.number is not None else FIRST_PRIVATE + intent.region
    return Identifiers(number, overlay.l3vni, overlay.l2vni, overlay.vlan_base, intent.region)


def scheme(intent: Intent, lock: Lock, allocation: Allocation) -> Scheme | None:
    """None without an overlay."""
    numbers = identifiers(intent)
    if numbers is None or intent.overlay is None:
        return None
    rows = leaked(intent)
    return Scheme(
        intent=intent,
        allocation=allocation,
        identifiers=numbers,
        evpn=intent.overlay.kind == "evpn",
        gateway_mac=intent.overlay.gateway_mac,
        written=frozenset(intent.overlay.model_fields_set),
        vrfs=vrf_ids(intent.vrfs, lock),
        tiers=tier_ids(intent.tiers, lock),
        imports={name: tuple(row for row in rows if row.into == name) for name in intent.vrfs},
    )


def present(plan: Scheme, host_vrf: str | None, routed: frozenset[str]) -> tuple[Vrf, ...]:
    """VRFs of a leaf by number. With vrf-lite all, because routes pass through; with evpn those that have hosts there,
    those that these share services of, and those that are `routed` there to appliances and WAN routers.
    """
    names = set(plan.vrfs) if not plan.evpn else _used(plan, host_vrf) | routed
    return tuple(Vrf(name, number) for name, number in sorted(plan.vrfs.items()) if name in names)


def _used(plan: Scheme, host_vrf: str | None) -> set[str]:
    intent = plan.intent
    trunk = intent.hosts.attach == "trunk"
    own = {tier.vrf for tier in intent.tiers.values()} if trunk else {host_vrf}
    shared = {row.source for name in own if name for row in plan.imports.get(name, ()) if row.forth}
    return {name for name in own if name} | shared


def overlay(
    plan: Scheme,
    tier: Tier,
    position: Position,
    vrfs: tuple[Vrf, ...],
    host_vrf: str | None,
    links: tuple[Port, ...],
    peers: tuple[Peer, ...] = (),
) -> Overlay:
    """Of one switch. Above the leaves, EVPN routes only pass through, and no VRF has addresses of its own."""
    loopback = plan.allocation.loopback(tier.role, position)
    vtep = ipv4(loopback) if plan.evpn and tier.level == 0 else None
    local = {vrf.name: () if tier.level else tuple(_local(plan, position, vrf.name, host_vrf)) for vrf in vrfs}
    return Overlay(
        kind="evpn" if plan.evpn else "vrf-lite",
        vtep=vtep,
        router_mac=router_mac(loopback) if vtep else None,
        gateway_mac=plan.gateway_mac,
        mtu=host_mtu(plan.intent),
        vrfs=tuple(_vrf(plan, ipv4(loopback), vrf, local, leaf=tier.level == 0) for vrf in vrfs),
        segments=tuple(_segments(plan, vtep)) if vtep else (),
        links=() if plan.evpn else links,
        peers=peers,
        vlan=None if plan.evpn else plan.identifiers.default_vlan,
    )


def _vrf(plan: Scheme, loopback: str, vrf: Vrf, local: Mapping[str, tuple[Span, ...]], *, leaf: bool) -> OverlayVrf:
    numbers = plan.identifiers
    vni = numbers.vrf_vni(vrf.id)
    return OverlayVrf(
        name=vrf.name,
        id=vrf.id,
        vlan=numbers.vrf_vlan(vrf.id),
        vni=vni,
        distinguisher=vrf_distinguisher(loopback, vrf.id),
        target=numbers.target(vni),
        own=_spans(row.prefix for row in own(plan.intent, vrf.name)),
        local=local[vrf.name],
        leaks=tuple(_leaks(plan, vrf.name, local)) if leaf else (),
    )


def _leaks(plan: Scheme, name: str, local: Mapping[str, tuple[Span, ...]]) -> Iterator[Leak]:
    """One for each VRF that routes are taken from, whatever the number of services."""
    for source in sorted({row.source for row in plan.imports[name]}):
        rows = [row for row in plan.imports[name] if row.source == source]
        forth = _spans(prefix for row in rows if row.forth for prefix in row.prefixes)
        back = [prefix for row in rows if not row.forth for prefix in row.prefixes]
        onward = tuple(_within(local.get(source, ()), back))
        number = plan.vrfs[source]
        yield Leak(
            vrf=source,
            id=number,
            target=plan.identifiers.target(plan.identifiers.vrf_vni(number)),
            spans=(*forth, *_spans(back)),
            near=(*(forth if source in local else ()), *onward),
            onward=onward,
        )


def _spans(prefixes: Iterable[Prefix]) -> tuple[Span, ...]:
    return tuple(Span(each.text, each.length, HOST_ROUTE) for each in sorted(set(prefixes)))


def _within(local: Iterable[Span], prefixes: Iterable[Prefix]) -> Iterator[Span]:
    """What of the routes of this leaf lies in one of the prefixes."""
    wanted = tuple(prefixes)
    for span in local:
        block = _prefix(span.prefix)
        common = {each for prefix in wanted if (each := both(block, prefix)) is not None}
        for each in sorted(common):
            if each.length <= span.most:
                yield Span(each.text, max(span.least, each.length), span.most)


def _local(plan: Scheme, position: Position, name: str, host_vrf: str | None) -> Iterator[Span]:
    """Links of routed hosts within the leaf's block; whole subnets of tiers."""
    intent, allocation = plan.intent, plan.allocation
    if intent.hosts.attach == "routed":
        dealt = pool(intent, name)
        if name == host_vrf and dealt is not None:
            length = HOST_ROUTE - (allocation.host_block() - 1).bit_length()
            block = Net(dealt.first + allocation.host_offset(position, 0), length)
            yield Span(_text(block), HOST_LINK, HOST_LINK)
        return
    for number, tier in sorted((number, tier) for tier, number in plan.tiers.items()):
        if intent.tiers[tier].vrf == name:
            net = network(intent, allocation, position, number, tier)
            yield Span(_text(net), net.length, net.length)


def _segments(plan: Scheme, loopback: str) -> Iterator[Segment]:
    numbers = plan.identifiers
    for number, tier in sorted((number, tier) for tier, number in plan.tiers.items()):
        if plan.intent.tiers[tier].stretch is not None and plan.intent.hosts.attach == "trunk":
            vlan = plan.allocation.vlan(number, TIERS_MAX)
            vni = numbers.segment_vni(vlan)
            yield Segment(vlan, vni, segment_distinguisher(loopback, vlan), numbers.target(vni))


def _text(net: Net) -> str:
    return f"{ipv4(net.first)}/{net.length}"


def _prefix(text: str) -> Prefix:
    network = IPv4Network(text)
    return Prefix(int(network.network_address), network.prefixlen, 4, text)
