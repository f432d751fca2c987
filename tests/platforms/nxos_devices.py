"""Four switches by hand: between them they use every branch of the NX-OS templates."""

from dataclasses import replace

from fabricgen.device.model import (
    Adaptive,
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

ECN_400 = Ecn(950_000, 3_000_000, 19.0, 60.0, 7.0)
QUEUES_400 = (
    Queue("other", 0, strict=False, share=20, lossless=False, ecn=None),
    Queue("rdma", 3, strict=False, share=60, lossless=True, ecn=ECN_400),
    Queue("inference", 4, strict=False, share=20, lossless=False, ecn=None),
    Queue("cnp", 6, strict=True, share=0, lossless=False, ecn=None),
    Queue("control", 7, strict=True, share=0, lossless=False, ecn=None),
)
NAMED = {24: 3, 25: 3, 26: 3, 34: 4, 48: 6, 56: 7}
REST = tuple(dscp for dscp in range(64) if dscp not in NAMED)
CLASSES = (
    TrafficClass("other", 0, REST, lossless=False, strict=False, share=20, default=True),
    TrafficClass("rdma", 3, (26, 24, 25), lossless=True, strict=False, share=60, default=False),
    TrafficClass("inference", 4, (34,), lossless=False, strict=False, share=20, default=False),
    TrafficClass("cnp", 6, (48,), lossless=False, strict=True, share=0, default=False),
    TrafficClass("control", 7, (56,), lossless=False, strict=True, share=0, default=False),
)
LOSSLESS = Lossless(CLASSES, Watchdog(200, 400, 100, "drop"), 1.0)

HOST = Profile(
    name="host-400g", facing="host", asic="cloudscale", gbps=400, lanes=8, mtu=9214, routed=True, unnumbered=False,
    queues=QUEUES_400, lossless_priorities=(3,), headroom=Headroom(96_520, 9_144, 3), watchdog=True, vlans=(),
)  # fmt: skip
UP = replace(HOST, name="up-400g", facing="up", headroom=Headroom(123_190, 9_144, 30))
DOWN = replace(UP, name="down-400g", facing="down", asic="silicon-one-g200", lanes=4)

SYSTEM = System(
    vrf="mgmt",
    gateway="172.20.0.1",
    prefix_length=22,
    domain="case.example",
    users=(
        User("admin", "<env:FABRIC_ADMIN_HASH>", "admin"),
        User("watcher", "<env:FABRIC_WATCHER_HASH>", "operator"),
    ),
    dns=("192.0.2.53", "2001:db8:17::53"),
    ntp=("192.0.2.11", "2001:db8:17::1", "192.0.2.9"),
    syslog=("192.0.2.20",),
)

TO_SPINES = PeerGroup("SPINES", 4200000001, "up", allowas_in=False, route_map_in=None, route_map_out="TO-ABOVE")
TO_LEAVES = PeerGroup("LEAVES", None, "down", allowas_in=False, route_map_in=None, route_map_out="TO-BELOW")

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
    neighbors=(
        Neighbor("SPINES", "10.64.0.10", None, "Ethernet1/32", 4200000001, "spine-p00-01:Ethernet1/1/1"),
        Neighbor("SPINES", "10.64.0.8", None, "Ethernet1/31", 4200000001, "spine-p00-00:Ethernet1/1/1"),
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
    fabric="moe-a",
    model="cisco-n9332d-gx2b",
    platform="nxos",
    asic="cloudscale",
    deep=False,
    management="172.20.0.2",
    system=SYSTEM,
    loopback="10.0.0.1/32",
    loopback6=None,
    profiles=(HOST, UP),
    ports=(
        Port("Ethernet1/1", 0, "host-0000:nic0", "10.128.0.0/31", None, None, 1, 1),
        Port("Ethernet1/2", 0, "", "10.128.0.2/31", None, "acme", 2, 1),
        Port("Ethernet1/31", 1, "spine-p00-00:Ethernet1/1/1", "10.64.0.9/31", None, None, 31, 1),
        Port("Ethernet1/32", 1, "spine-p00-01:Ethernet1/1/1", "10.64.0.11/31", None, None, 32, 1),
    ),
    lossless=LOSSLESS,
    ecmp=Ecmp(11, 8, queue_pair=False),
    adaptive=None,
    bgp=BGP,
    vrfs=(Vrf("acme", 1),),
    vlans=(),
)
"""Routed host ports, one of them in a VRF; neighbours given out of order; whole cages of one speed."""

TIERS = (132, 133, 134, 140)
ECN_200 = Ecn(475_000, 1_500_000, 19.0, 60.0, 7.0)
QUEUES_200 = tuple(replace(queue, ecn=ECN_200 if queue.ecn else None) for queue in QUEUES_400)
TRUNK = replace(HOST, name="host-200g", gbps=200, lanes=4, queues=QUEUES_200, routed=False, vlans=TIERS)
TRUNK_LEAF = replace(
    LEAF,
    name="leaf-p01-00",
    system=replace(SYSTEM, domain=None, users=(), dns=(), ntp=(), syslog=()),
    profiles=(TRUNK, UP),
    ports=(
        Port("Ethernet1/1/1", 0, "host-0000:nic0", None, None, None, 1, 1),
        Port("Ethernet1/1/2", 0, "host-0001:nic0", None, None, None, 1, 5),
        Port("Ethernet1/2/1", 0, "host-0002:nic0", None, None, None, 2, 1),
        Port("Ethernet1/4/1", 0, "host-0003:nic0", None, None, None, 4, 1),
        Port("Ethernet1/31", 1, "spine-p01-00:Ethernet1/1", "10.64.0.9/31", None, None, 31, 1),
        Port("Ethernet1/32", 1, "spine-p01-01:Ethernet1/1", "10.64.0.11/31", None, None, 32, 1),
    ),
    adaptive=Adaptive("flowlet"),
    bgp=replace(BGP, aggregate=None, hosts="10.128.0.0/9", keepalive=60, hold=180, restart_seconds=120),
    vrfs=(Vrf("inference", 2), Vrf("training", 1)),
    vlans=(
        Vlan(132, "tier-00", "training", "10.128.0.1/27", 9214),
        Vlan(133, "tier-01", "training", "10.128.0.33/27", 9214),
        Vlan(134, "tier-02", "inference", "10.128.0.65/27", 1500),
        Vlan(140, "tier-08", None, "10.128.0.97/27", 9214),
    ),
)
"""Tagged host ports in divided cages, gateways in two VRFs and outside, flowlets; timers by default; a bare system."""

SPINE = replace(
    LEAF,
    name="spine-p00-00",
    role="spine",
    model="cisco-n9364e-sg2",
    asic="silicon-one-g200",
    management="2001:db8:ff::2",
    system=replace(SYSTEM, gateway="2001:db8:ff::1", prefix_length=64, severity="warning"),
    loopback="10.0.0.65/32",
    loopback6="2001:db8::41/128",
    profiles=(DOWN, replace(DOWN, name="up-400g", facing="up")),
    ports=(
        Port("Ethernet1/1/1", 0, "leaf-p00-00:Ethernet1/31", "10.64.0.8/31", "2001:db8:1::8/127", None, 1, 1),
        Port("Ethernet1/1/2", 0, "leaf-p00-01:Ethernet1/31", "10.64.0.16/31", "2001:db8:1::10/127", None, 1, 5),
        Port("Ethernet1/64/1", 1, "super-spine-g00-00:Ethernet1/1/1", "10.64.8.1/31", "2001:db8:1::801/127", None, 64,
             1),
    ),
    ecmp=Ecmp(22, 64, queue_pair=False),
    bgp=replace(
        BGP,
        asn=4200002048,
        router_id="10.0.0.65",
        max_paths=64,
        password="<env:BGP_KEY>",
        groups=(TO_LEAVES, replace(TO_SPINES, name="SUPER-SPINES", asn=None, route_map_in="FROM-ABOVE")),
        neighbors=(
            Neighbor("LEAVES", "10.64.0.9", "2001:db8:1::9", "Ethernet1/1/1", 4200000101, "leaf-p00-00:Ethernet1/31"),
            Neighbor("LEAVES", "10.64.0.17", "2001:db8:1::11", "Ethernet1/1/2", 4200000102, "leaf-p00-01:Ethernet1/31"),
            Neighbor(
                "SUPER-SPINES", "10.64.8.0", "2001:db8:1::800", "Ethernet1/64/1", 4200006144,
                "super-spine-g00-00:Ethernet1/1/1",
            ),
        ),
        loopbacks6="2001:db8::/64",
        aggregate=None,
        valley=Mark(65000, 911),
        ipv6=True,
    ),
    vrfs=(),
)  # fmt: skip
"""Between two tiers, both families numbered, a password, routes marked on the way down; managed over IPv6."""

LOOSE = replace(
    UP, unnumbered=True, mtu=1500, lossless_priorities=(), headroom=None, watchdog=False,
    queues=(replace(QUEUES_400[1], lossless=False, ecn=Ecn(400, 400_000, 0.1, 8.0, 0.2)),),
)  # fmt: skip
UNNUMBERED = replace(
    LEAF,
    name="leaf-p02-00",
    loopback6="2001:db8::1/128",
    profiles=(replace(HOST, watchdog=False, mtu=1500, lossless_priorities=(3,), queues=LOOSE.queues), LOOSE),
    ports=(
        Port("Ethernet1/1", 0, "host-0000:nic0", None, None, None, 1, 1),
        Port("Ethernet1/31", 1, "spine-p02-00:Ethernet1/1/1", None, None, None, 31, 1),
        Port("Ethernet1/32", 1, "spine-p02-01:Ethernet1/1/1", None, None, None, 32, 1),
    ),
    lossless=Lossless((replace(CLASSES[0], number=1), CLASSES[1]), None, 1.0),
    bgp=replace(
        BGP,
        max_paths=1,
        bfd_interval_ms=0,
        bfd_multiplier=0,
        unnumbered=True,
        groups=(replace(TO_SPINES, asn=None, allowas_in=True, route_map_in="FROM-ABOVE"),),
        neighbors=(
            Neighbor("SPINES", None, None, "Ethernet1/31", 4200002048, "spine-p02-00:Ethernet1/1/1"),
            Neighbor("SPINES", None, None, "Ethernet1/32", 4200002049, "spine-p02-01:Ethernet1/1/1"),
        ),
        loopbacks6="2001:db8::/64",
        hosts=None,
        aggregate=None,
        valley=Mark(65000, 911),
        ipv6=True,
    ),
    vrfs=(),
)
"""Unnumbered links, spines with ASNs of their own, no BFD, no watchdog, one path, a default class of another number."""

DEVICES = {device.name: device for device in (LEAF, TRUNK_LEAF, SPINE, UNNUMBERED)}
