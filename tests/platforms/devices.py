"""The switch that the hand-made ones of all platforms begin as, so that a platform's file has only what is its own.

Models, ports, neighbours and thresholds are never here: those are what platforms differ in.
"""

from dataclasses import replace

from fabricgen.device.model import (
    Bgp,
    Device,
    Ecmp,
    Ecn,
    Headroom,
    Lossless,
    Mark,
    PeerGroup,
    Profile,
    Queue,
    System,
    TrafficClass,
    User,
    Vlan,
    Vrf,
    Watchdog,
)


def classes(rdma: tuple[int, ...]) -> tuple[TrafficClass, ...]:
    """Five, of which that with these code points is lossless; the first has all that no other names."""
    named = {*rdma, 34, 48, 56}
    rest = tuple(dscp for dscp in range(64) if dscp not in named)
    return (
        TrafficClass("other", 0, rest, lossless=False, strict=False, share=20, default=True),
        TrafficClass("rdma", 3, rdma, lossless=True, strict=False, share=60, default=False),
        TrafficClass("inference", 4, (34,), lossless=False, strict=False, share=20, default=False),
        TrafficClass("cnp", 6, (48,), lossless=False, strict=True, share=0, default=False),
        TrafficClass("control", 7, (56,), lossless=False, strict=True, share=0, default=False),
    )


CLASSES = classes(rdma=(26,))
LOSSLESS = Lossless(CLASSES, Watchdog(200, 400, 100, "drop"), 1.0)
LOSSY = Lossless(tuple(replace(row, lossless=False) for row in CLASSES), None, 1.0)


def queues(ecn: Ecn) -> tuple[Queue, ...]:
    """One for each class; that which pauses is marked as well."""
    return tuple(
        Queue(row.name, row.number, row.strict, row.share, row.lossless, ecn if row.lossless else None)
        for row in CLASSES
    )


def profile(facing: str, gbps: int, lanes: int, asic: str, ecn: Ecn, headroom: Headroom) -> Profile:
    """Numbered and lossless."""
    return Profile(
        name=f"{facing}-{gbps}g",
        facing=facing,  # type: ignore[arg-type]
        asic=asic,
        gbps=gbps,
        lanes=lanes,
        mtu=9214,
        routed=True,
        unnumbered=False,
        queues=queues(ecn),
        lossless_priorities=(3,),
        headroom=headroom,
        watchdog=True,
        vlans=(),
    )


def routed(host: Profile) -> Profile:
    """A host's port as that of a WAN router or an appliance: without PFC; marks stay."""
    unpaused = tuple(replace(queue, lossless=False) for queue in host.queues)
    return replace(
        host, name=f"wan-{host.gbps}g", routed=True, vlans=(), queues=unpaused, lossless_priorities=(), headroom=None,
        watchdog=False,
    )  # fmt: skip


def lossy(one: Profile) -> Profile:
    """The same port without PFC and ECN."""
    unpaused = tuple(replace(queue, lossless=False, ecn=None) for queue in one.queues)
    return replace(one, queues=unpaused, lossless_priorities=(), headroom=None, watchdog=False)


SYSTEM = System(
    vrf="mgmt",
    gateway="172.20.0.1",
    prefix_length=22,
    domain="case.example",
    users=(
        User("admin", "<env:FABRIC_ADMIN_HASH>", "admin"),
        User("watcher", "<env:FABRIC_WATCHER_HASH>", "operator"),
    ),
    dns=("192.0.2.53",),
    ntp=("192.0.2.11", "192.0.2.9"),
    syslog=("192.0.2.20",),
)


def bare(system: System) -> System:
    """Reached, and nothing else: no users, no servers."""
    return replace(system, domain=None, users=(), dns=(), ntp=(), syslog=())


TO_SPINES = PeerGroup("SPINES", 4200000001, "up", allowas_in=False, route_map_in=None, route_map_out="TO-ABOVE")
TO_LEAVES = PeerGroup("LEAVES", None, "down", allowas_in=False, route_map_in=None, route_map_out="TO-BELOW")
TO_SUPER_SPINES = replace(TO_SPINES, name="SUPER-SPINES", asn=None, route_map_in="FROM-ABOVE")

BGP = Bgp(
    asn=4200000101,
    router_id="10.0.0.1",
    max_paths=8,
    keepalive=3,
    hold=9,
    bfd_interval_ms=300,
    bfd_multiplier=3,
    restart_seconds=300,
    password=None,
    unnumbered=False,
    groups=(TO_SPINES,),
    neighbors=(),
    loopbacks="10.0.0.0/22",
    loopbacks6=None,
    hosts="10.128.0.0/17",
    aggregate="10.128.0.0/26",
    valley=None,
    ipv6=False,
)
"""Of a leaf: links of one family, spines that share an ASN."""

SPINE_BGP = replace(
    BGP,
    asn=4200002048,
    router_id="10.0.0.65",
    max_paths=64,
    password="<env:BGP_KEY>",
    groups=(TO_LEAVES, TO_SUPER_SPINES),
    loopbacks6="2001:db8::/64",
    aggregate=None,
    valley=Mark(65000, 911),
    ipv6=True,
)
"""Between two tiers: both families, a password, routes marked on the way down."""


def unnumbered(bgp: Bgp) -> Bgp:
    """Links without addresses and BFD, spines with ASNs of their own, loopbacks of both families, hosts unannounced."""
    return replace(
        bgp,
        bfd_interval_ms=0,
        bfd_multiplier=0,
        unnumbered=True,
        groups=(replace(TO_SPINES, asn=None, allowas_in=True, route_map_in="FROM-ABOVE"),),
        loopbacks6="2001:db8::/64",
        hosts=None,
        aggregate=None,
        valley=Mark(65000, 911),
        ipv6=True,
    )


LEAF = Device(
    name="leaf-p00-00",
    role="leaf",
    fabric="case",
    model="",
    platform="",
    asic="",
    deep=False,
    management="172.20.0.2",
    system=SYSTEM,
    loopback="10.0.0.1/32",
    loopback6=None,
    profiles=(),
    ports=(),
    lossless=LOSSLESS,
    ecmp=Ecmp(11, 8, queue_pair=False),
    adaptive=None,
    bgp=BGP,
    vrfs=(Vrf("acme", 1),),
    vlans=(),
)
"""Of no platform yet: it has neither a model nor ports."""

VLANS = (
    Vlan(132, "tier-00", "training", "10.128.0.1/27", 9214),
    Vlan(133, "tier-01", "training", "10.128.0.33/27", 9214),
    Vlan(134, "tier-02", "inference", "10.128.0.65/27", 1500),
    Vlan(140, "tier-08", None, "10.128.0.97/27", 9214),
)
"""Gateways in two VRFs and outside of them."""
