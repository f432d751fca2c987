"""Five switches by hand: between them they use every branch of the Junos templates."""

from dataclasses import replace

from fabricgen.device.model import Adaptive, Ecmp, Ecn, Headroom, Lossless, Neighbor, Port, User, Vlan, Vrf
from tests.platforms import devices

ECN_400 = Ecn(1_000_000, 5_000_000, 20.0, 100.0, 10.0)
QUEUES = devices.queues(ECN_400)

HOST = replace(devices.profile("host", 400, 4, "tomahawk5", ECN_400, Headroom(96_520, 9_144, 3)), mtu=9202)
UP = replace(HOST, name="up-400g", facing="up", headroom=Headroom(123_190, 9_144, 30))

SYSTEM = replace(
    devices.SYSTEM,
    users=(
        User("admin", "<env:FABRIC_ADMIN_HASH>", "admin"),
        User("root", "<env:FABRIC_ROOT_HASH>", "admin"),
        User("watcher", "<env:FABRIC_WATCHER_HASH>", "operator"),
    ),
)
BGP = replace(
    devices.BGP,
    neighbors=(
        Neighbor("SPINES", "10.64.0.10", None, "et-0/0/63:1", 4200000001, "spine-p00-01:et-0/0/0:0"),
        Neighbor("SPINES", "10.64.0.8", None, "et-0/0/63:0", 4200000001, "spine-p00-00:et-0/0/0:0"),
    ),
)

LEAF = replace(
    devices.LEAF,
    model="juniper-qfx5240-64od",
    platform="junos",
    asic="tomahawk5",
    system=SYSTEM,
    profiles=(HOST, UP),
    ports=(
        Port("et-0/0/0:0", 0, "host-0000:nic0", "10.128.0.0/31", None, None, 1, 1),
        Port("et-0/0/0:1", 0, "", "10.128.0.2/31", None, "acme", 1, 5),
        Port("et-0/0/63:0", 1, "spine-p00-00:et-0/0/0:0", "10.64.0.9/31", None, None, 64, 1),
        Port("et-0/0/63:1", 1, "spine-p00-01:et-0/0/0:0", "10.64.0.11/31", None, None, 64, 5),
    ),
    bgp=BGP,
    vrfs=(Vrf("acme", 1), Vrf("blue", 2)),
)
"""Routed host ports, one of them in a VRF; root has a secret of its own; neighbours given out of order."""

LOSSY = tuple(replace(queue, lossless=False) for queue in QUEUES)
TRUNK = replace(
    HOST, routed=False, vlans=(132, 133, 140), lossless_priorities=(), headroom=None, watchdog=False, queues=LOSSY,
    mtu=9198,
)  # fmt: skip
LOSSY_UP = replace(UP, lossless_priorities=(), headroom=None, watchdog=False, queues=LOSSY, mtu=9198)
TRUNK_LEAF = replace(
    LEAF,
    name="leaf-p01-00",
    system=replace(SYSTEM, domain=None, users=SYSTEM.users[:1], dns=(), ntp=(), syslog=()),
    profiles=(TRUNK, LOSSY_UP),
    ports=(
        Port("et-0/0/0:0", 0, "host-0000:nic0", None, None, None, 1, 1),
        Port("et-0/0/63:0", 1, "spine-p01-00:et-0/0/3", "10.64.0.9/31", None, None, 64, 1),
    ),
    lossless=devices.LOSSY,
    adaptive=Adaptive("flowlet"),
    bgp=replace(BGP, aggregate=None, hosts="10.128.0.0/9"),
    vrfs=(Vrf("inference", 2), Vrf("training", 1)),
    vlans=(
        Vlan(132, "tier-00", "training", "10.128.0.1/27", 9198),
        Vlan(133, "tier-01", "inference", "10.128.0.33/27", 1500),
        Vlan(140, "tier-08", None, "10.128.0.97/27", 9198),
    ),
)
"""Tagged host ports, gateways in two VRFs and outside, flowlets, nothing lossless; a bare system."""

DOWN = replace(UP, name="down-800g", facing="down", gbps=800, lanes=8)
SPINE = replace(
    LEAF,
    name="spine-p00-00",
    role="spine",
    management="2001:db8:ff::2",
    system=replace(SYSTEM, gateway="2001:db8:ff::1", prefix_length=64, users=SYSTEM.users[:1]),
    loopback="10.0.0.65/32",
    loopback6="2001:db8::41/128",
    profiles=(DOWN, replace(DOWN, name="up-800g", facing="up", watchdog=False)),
    ports=(
        Port("et-0/0/0", 0, "leaf-p00-00:et-0/0/63", "10.64.0.8/31", "2001:db8:1::8/127", None, 1, 1),
        Port("et-0/0/63", 1, "super-spine-g00-00:et-0/0/0", "10.64.8.1/31", "2001:db8:1::801/127", None, 64, 1),
    ),
    ecmp=Ecmp(22, 40, queue_pair=False),
    adaptive=Adaptive("per-packet"),
    lossless=replace(devices.LOSSLESS, headroom_ratio=4.0),
    bgp=replace(
        devices.SPINE_BGP,
        max_paths=40,
        neighbors=(
            Neighbor("LEAVES", "10.64.0.9", "2001:db8:1::9", "et-0/0/0", 4200000101, "leaf-p00-00:et-0/0/63"),
            Neighbor(
                "SUPER-SPINES", "10.64.8.0", "2001:db8:1::800", "et-0/0/63", 4200006144, "super-spine-g00-00:et-0/0/0"
            ),
        ),
    ),
    vrfs=(),
)
"""Undivided cages, both families numbered, a password, routes marked on the way down; managed over IPv6."""

VIRTUAL = replace(DOWN, name="down-400g", asic="express5", gbps=400, lanes=4)
DEEP_SPINE = replace(
    SPINE,
    name="spine-p01-00",
    model="juniper-ptx10002-36qdd",
    asic="express5",
    deep=True,
    management="172.20.0.66",
    system=SYSTEM,
    loopback6=None,
    profiles=(VIRTUAL,),
    ports=(
        Port("et-0/0/0:0", 0, "leaf-p01-00:et-0/0/63:0", "10.64.0.8/31", None, None, 1, 1),
        Port("et-0/0/0:1", 0, "leaf-p01-01:et-0/0/63:0", "10.64.0.16/31", None, None, 1, 5),
        Port("et-0/0/35:1", 0, "leaf-p01-71:et-0/0/63:0", "10.64.2.64/31", None, None, 36, 5),
    ),
    adaptive=None,
    bgp=replace(
        BGP,
        asn=4200002049,
        groups=(devices.TO_LEAVES,),
        neighbors=(
            Neighbor("LEAVES", "10.64.0.9", None, "et-0/0/0:0", 4200000101, "leaf-p01-00:et-0/0/63:0"),
            Neighbor("LEAVES", "10.64.0.17", None, "et-0/0/0:1", 4200000102, "leaf-p01-01:et-0/0/63:0"),
            Neighbor("LEAVES", "10.64.2.65", None, "et-0/0/35:1", 4200000172, "leaf-p01-71:et-0/0/63:0"),
        ),
        aggregate=None,
    ),
)
"""Junos Evolved with virtual output queues: no buffer partitions, no seed, thresholds in time."""

LOOSE = replace(
    UP, unnumbered=True, lossless_priorities=(), headroom=None, watchdog=False,
    queues=(replace(LOSSY[3], strict=False),),
)  # fmt: skip
UNNUMBERED = replace(
    LEAF,
    name="leaf-p02-00",
    loopback6="2001:db8::1/128",
    profiles=(replace(LOOSE, name="host-400g", facing="host", unnumbered=False), LOOSE),
    ports=(
        Port("et-0/0/0:0", 0, "a host with a name", None, None, None, 1, 1),
        Port("et-0/0/62:1", 1, "spine-p02-00:et-0/0/0:0", None, None, None, 63, 5),
        Port("et-0/0/63:0", 1, "spine-p02-01:et-0/0/0:0", None, None, None, 64, 1),
    ),
    lossless=Lossless((replace(devices.CLASSES[3], dscps=tuple(range(48, 56))),), None, 1.0),
    bgp=replace(
        devices.unnumbered(BGP),
        neighbors=(
            Neighbor("SPINES", None, None, "et-0/0/62:1", 4200002048, "spine-p02-00:et-0/0/0:0"),
            Neighbor("SPINES", None, None, "et-0/0/63:0", 4200002049, "spine-p02-01:et-0/0/0:0"),
        ),
    ),
    vrfs=(),
)
"""Unnumbered links, spines with ASNs of their own, no BFD, nothing marked, one class."""

DEVICES = {device.name: device for device in (LEAF, TRUNK_LEAF, SPINE, DEEP_SPINE, UNNUMBERED)}
