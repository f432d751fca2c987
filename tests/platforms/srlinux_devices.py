"""Five switches by hand: between them they use every branch of the SR Linux templates."""

from dataclasses import replace

from fabricgen.device.model import (
    Bgp,
    Device,
    Ecmp,
    Ecn,
    Headroom,
    Lossless,
    Mark,
    Neighbor,
    PeerGroup,
    Port,
    Profile,
    Queue,
    System,
    TrafficClass,
    User,
    Vlan,
    Vrf,
    Watchdog,
)

NAMED = {26: 3, 34: 4, 48: 6, 56: 7}
REST = tuple(dscp for dscp in range(64) if dscp not in NAMED)
CLASSES = (
    TrafficClass("other", 0, REST, lossless=False, strict=False, share=20, default=True),
    TrafficClass("rdma", 3, (26,), lossless=True, strict=False, share=60, default=False),
    TrafficClass("inference", 4, (34,), lossless=False, strict=False, share=20, default=False),
    TrafficClass("cnp", 6, (48,), lossless=False, strict=True, share=0, default=False),
    TrafficClass("control", 7, (56,), lossless=False, strict=True, share=0, default=False),
)
LOSSLESS = Lossless(CLASSES, Watchdog(200, 400, 100, "forward"), 1.0)
LOSSY = Lossless(tuple(replace(row, lossless=False) for row in CLASSES), None, 1.0)


def profile(facing: str, gbps: int, lanes: int, metres: int, asic: str = "tomahawk4") -> Profile:
    """4 us and 20 us of queue, marked with 10 % at the most."""
    ecn = Ecn(500 * gbps, 2500 * gbps, 4.0, 20.0, 10.0)
    queues = tuple(
        Queue(row.name, row.number, row.strict, row.share, row.lossless, ecn if row.lossless else None)
        for row in CLASSES
    )
    return Profile(
        name=f"{facing}-{gbps}g",
        facing=facing,  # type: ignore[arg-type]
        asic=asic,
        gbps=gbps,
        lanes=lanes,
        mtu=9214,
        routed=True,
        unnumbered=False,
        queues=queues,
        lossless_priorities=(3,),
        headroom=Headroom(96_520, 9_144, metres),
        watchdog=True,
        vlans=(),
    )


def lossy(one: Profile) -> Profile:
    """The same port without PFC and ECN."""
    queues = tuple(replace(queue, lossless=False, ecn=None) for queue in one.queues)
    return replace(one, queues=queues, lossless_priorities=(), headroom=None, watchdog=False)


SYSTEM = System(
    vrf="mgmt",
    gateway="172.20.0.1",
    prefix_length=22,
    domain="case.example",
    users=(
        User("admin", "<env:FABRIC_ADMIN_HASH>", "admin"),
        User("deputy", "<env:FABRIC_DEPUTY_HASH>", "admin"),
        User("watcher", "<env:FABRIC_WATCHER_HASH>", "operator"),
    ),
    dns=("192.0.2.53",),
    ntp=("192.0.2.11", "192.0.2.9"),
    syslog=("192.0.2.20", "192.0.2.21"),
)
TO_SPINES = PeerGroup("SPINES", 4200000001, "up", allowas_in=False, route_map_in=None, route_map_out="TO-ABOVE")
TO_LEAVES = PeerGroup("LEAVES", None, "down", allowas_in=True, route_map_in=None, route_map_out="TO-BELOW")
BGP = Bgp(
    asn=4200000101,
    router_id="10.0.0.1",
    max_paths=64,
    keepalive=3,
    hold=9,
    bfd_interval_ms=300,
    bfd_multiplier=3,
    restart_seconds=300,
    password=None,
    unnumbered=False,
    groups=(TO_SPINES,),
    neighbors=(
        Neighbor("SPINES", "10.64.0.8", None, "ethernet-1/63", 4200000001, "spine-p00-00:ethernet-1/1"),
        Neighbor("SPINES", "10.64.0.10", None, "ethernet-1/64", 4200000001, "spine-p00-01:ethernet-1/1"),
    ),
    loopbacks="10.0.0.0/22",
    loopbacks6=None,
    hosts="10.128.0.0/17",
    aggregate="10.128.0.0/26",
    valley=None,
    ipv6=False,
)

LEAF = Device(
    name="leaf-p00-00",
    role="leaf",
    fabric="case",
    model="nokia-7220-ixr-h4",
    platform="srlinux",
    asic="tomahawk4",
    deep=False,
    management="172.20.0.2",
    system=SYSTEM,
    loopback="10.0.0.1/32",
    loopback6=None,
    profiles=(profile("host", 200, 4, 3), profile("up", 400, 8, 30)),
    ports=(
        Port("ethernet-1/1/1", 0, "host-0000:nic0", "10.128.0.0/31", None, None, 1, 1),
        Port("ethernet-1/1/2", 0, "", "10.128.0.2/31", None, "acme", 1, 5),
        Port("ethernet-1/63", 1, "spine-p00-00:ethernet-1/1", "10.64.0.9/31", None, None, 63, 1),
        Port("ethernet-1/64", 1, "spine-p00-01:ethernet-1/1", "10.64.0.11/31", None, None, 64, 1),
    ),
    lossless=LOSSLESS,
    ecmp=Ecmp(11, 64, queue_pair=False),
    adaptive=None,
    bgp=BGP,
    vrfs=(Vrf("acme", 1), Vrf("blue", 2)),
    vlans=(),
)
"""Two hosts to a cage, one of them in a VRF; an empty VRF."""

DOWN, UP = profile("down", 400, 8, 30), replace(profile("up", 400, 8, 300), watchdog=False)
SPINE = replace(
    LEAF,
    name="spine-p00-00",
    role="spine",
    management="2001:db8:ff::2",
    system=replace(SYSTEM, domain=None, gateway="2001:db8:ff::1", prefix_length=64, users=SYSTEM.users[1:2]),
    loopback="10.0.0.65/32",
    loopback6="2001:db8::41/128",
    profiles=(DOWN, UP),
    ports=(
        Port("ethernet-1/1", 0, "leaf-p00-00:ethernet-1/63", "10.64.0.8/31", "2001:db8:1::8/127", None, 1, 1),
        Port("ethernet-1/2", 0, "leaf-p00-01:ethernet-1/63", "10.64.0.16/31", "2001:db8:1::16/127", None, 2, 1),
        Port("ethernet-1/64", 1, "super-spine-g00-00:ethernet-1/1", "10.64.8.1/31", "2001:db8:1::801/127", None, 64, 1),
    ),
    lossless=replace(LOSSLESS, headroom_ratio=4.0),
    ecmp=Ecmp(22, 64, queue_pair=False),
    bgp=replace(
        BGP,
        asn=4200002048,
        router_id="10.0.0.65",
        groups=(TO_LEAVES, replace(TO_SPINES, name="SUPER-SPINES", asn=None, route_map_in="FROM-ABOVE")),
        neighbors=(
            Neighbor(
                "LEAVES", "10.64.0.9", "2001:db8:1::9", "ethernet-1/1", 4200000101, "leaf-p00-00:ethernet-1/63"
            ),
            Neighbor(
                "LEAVES", "10.64.0.17", "2001:db8:1::17", "ethernet-1/2", 4200000102, "leaf-p00-01:ethernet-1/63"
            ),
            Neighbor(
                "SUPER-SPINES", "10.64.8.0", "2001:db8:1::800", "ethernet-1/64", 4200006144,
                "super-spine-g00-00:ethernet-1/1",
            ),
        ),
        loopbacks6="2001:db8::/64",
        aggregate=None,
        valley=Mark(65000, 911),
        ipv6=True,
    ),
    vrfs=(),
)  # fmt: skip
"""Both families numbered, routes marked on the way down, headroom shared, no watchdog upwards; managed over IPv6."""

TRUNK = replace(lossy(profile("host", 200, 4, 3)), routed=False, vlans=(132, 133, 140))
TRUNK_LEAF = replace(
    LEAF,
    name="leaf-p01-00",
    system=replace(SYSTEM, domain=None, users=(), dns=(), ntp=(), syslog=()),
    profiles=(TRUNK, lossy(profile("up", 400, 8, 30))),
    ports=(
        Port("ethernet-1/1/1", 0, "host-0000:nic0", None, None, None, 1, 1),
        Port("ethernet-1/1/2", 0, "host-0001:nic0", None, None, None, 1, 5),
        Port("ethernet-1/63", 1, "spine-p01-00:ethernet-1/4", "10.64.0.9/31", None, None, 63, 1),
    ),
    lossless=LOSSY,
    bgp=replace(BGP, neighbors=BGP.neighbors[:1], aggregate=None, hosts="10.128.0.0/9", bfd_interval_ms=0,
                bfd_multiplier=0),
    vrfs=(Vrf("inference", 2), Vrf("training", 1)),
    vlans=(
        Vlan(132, "tier-00", "training", "10.128.0.1/27", 9214),
        Vlan(133, "tier-01", "inference", "10.128.0.33/27", 1500),
        Vlan(140, "tier-08", None, "10.128.0.97/27", 9214),
    ),
)  # fmt: skip
"""Tagged host ports, gateways in two VRFs and outside, nothing lossless, no BFD; a bare system."""

LOOSE = replace(
    lossy(profile("up", 100, 4, 30, "tomahawk3")), unnumbered=True,
    queues=(Queue("cnp", 6, strict=False, share=0, lossless=False, ecn=Ecn(50_000, 250_000, 4.0, 20.0, 0.5)),),
)  # fmt: skip
UNNUMBERED = replace(
    LEAF,
    name="leaf-p02-00",
    model="nokia-7220-ixr-h2",
    asic="tomahawk3",
    loopback6="2001:db8::1/128",
    profiles=(replace(LOOSE, name="host-100g", facing="host", unnumbered=False), LOOSE),
    ports=(
        Port("ethernet-1/1", 0, 'a host with a "name"', None, None, None, 1, 1),
        Port("ethernet-1/127", 1, "spine-p02-00:ethernet-1/1", None, None, None, 127, 1),
        Port("ethernet-1/128", 1, "spine-p02-01:ethernet-1/1", None, None, None, 128, 1),
    ),
    lossless=Lossless((replace(CLASSES[3], dscps=tuple(range(64)), strict=False, default=True),), None, 1.0),
    bgp=replace(
        BGP,
        unnumbered=True,
        groups=(replace(TO_SPINES, asn=None, route_map_in="FROM-ABOVE"),),
        neighbors=(
            Neighbor("SPINES", None, None, "ethernet-1/127", 4200002048, "spine-p02-00:ethernet-1/1"),
            Neighbor("SPINES", None, None, "ethernet-1/128", 4200002049, "spine-p02-01:ethernet-1/1"),
        ),
        loopbacks6="2001:db8::/64",
        hosts=None,
        aggregate=None,
        valley=Mark(65000, 911),
        ipv6=True,
    ),
    vrfs=(),
)
"""Unnumbered 100G links with FEC, spines with ASNs of their own, one class that is marked and not paused; no hosts."""

H5 = replace(
    LEAF,
    name="spine-p03-00",
    role="spine",
    model="nokia-7220-ixr-h5-64d",
    asic="tomahawk5",
    profiles=(lossy(profile("down", 400, 4, 30, "tomahawk5")),),
    ports=(
        Port("ethernet-1/1/1", 0, "leaf-p03-00:ethernet-1/63", "10.64.0.8/31", None, None, 1, 1),
        Port("ethernet-1/64/2", 0, "leaf-p03-01:ethernet-1/63", "10.64.0.16/31", None, None, 64, 5),
    ),
    lossless=LOSSY,
    bgp=replace(
        BGP,
        asn=4200002049,
        groups=(replace(TO_LEAVES, allowas_in=False),),
        neighbors=(
            Neighbor("LEAVES", "10.64.0.9", None, "ethernet-1/1/1", 4200000101, "leaf-p03-00:ethernet-1/63"),
            Neighbor("LEAVES", "10.64.0.17", None, "ethernet-1/64/2", 4200000102, "leaf-p03-01:ethernet-1/63"),
        ),
        aggregate=None,
    ),
    vrfs=(),
)
"""7220 IXR-H5, whose cages of 800G are divided in two."""

DEVICES = {device.name: device for device in (LEAF, SPINE, TRUNK_LEAF, UNNUMBERED, H5)}
