"""Five routers by hand: between them they use every branch of the IOS-XR templates."""

from dataclasses import replace

from fabricgen.device.model import (
    Ecmp,
    Ecn,
    Headroom,
    Lossless,
    Mark,
    Neighbor,
    Port,
    Profile,
    Queue,
    TrafficClass,
    User,
    Vrf,
    Watchdog,
)
from tests.platforms.devices import BGP, CLASSES, LOSSLESS, SPINE_BGP, TO_LEAVES, TO_SPINES, bare
from tests.platforms.eos_devices import LEAF as EOS_LEAF
from tests.platforms.eos_devices import QUEUES_400
from tests.platforms.eos_devices import SYSTEM as EOS_SYSTEM

HOST = Profile(
    name="host-100g", facing="host", asic="silicon-one-q200", gbps=100, lanes=2, mtu=9214, routed=True,
    unnumbered=False, queues=tuple(replace(queue, ecn=None) for queue in QUEUES_400), lossless_priorities=(3,),
    headroom=Headroom(96_520, 9_144, 3), watchdog=True, vlans=(),
)  # fmt: skip
UP = replace(
    HOST, name="up-400g", facing="up", gbps=400, lanes=8, queues=QUEUES_400, headroom=Headroom(301_190, 9_144, 30)
)

SYSTEM = replace(EOS_SYSTEM, users=(*EOS_SYSTEM.users, User("root", "<env:FABRIC_ROOT_HASH>", "admin")))

LEAF = replace(
    EOS_LEAF,
    model="cisco-8101-32fh",
    platform="iosxr",
    asic="silicon-one-q200",
    system=SYSTEM,
    profiles=(HOST, UP),
    ports=(
        Port("HundredGigE0/0/0/0/0", 0, "host-0000:nic0", "10.128.0.0/31", None, None, 1, 1),
        Port("HundredGigE0/0/0/0/1", 0, "", "10.128.0.2/31", None, "acme", 1, 3),
        Port("HundredGigE0/0/0/1/0", 0, "host-0002:nic0", "10.128.0.4/31", None, None, 2, 1),
        Port("FourHundredGigE0/0/0/30", 1, "spine-p00-00:FourHundredGigE0/0/0/0", "10.64.0.9/31", None, None, 31, 1),
        Port("FourHundredGigE0/0/0/31", 1, "spine-p00-01:FourHundredGigE0/0/0/0", "10.64.0.11/31", None, None, 32, 1),
    ),
    bgp=replace(
        BGP,
        neighbors=(
            Neighbor(
                "SPINES", "10.64.0.10", None, "FourHundredGigE0/0/0/31", 4200000001,
                "spine-p00-01:FourHundredGigE0/0/0/0",
            ),
            Neighbor(
                "SPINES", "10.64.0.8", None, "FourHundredGigE0/0/0/30", 4200000001,
                "spine-p00-00:FourHundredGigE0/0/0/0",
            ),
        ),
    ),
    vrfs=(Vrf("blue", 2), Vrf("acme", 1)),
)  # fmt: skip
"""Divided cages, one port in a VRF; neighbours and VRFs given out of order; thresholds are those of the fast ports."""

DOWN = replace(UP, name="down-800g", facing="down", asic="silicon-one-g200", gbps=800)
SPINE = replace(
    LEAF,
    name="spine-p00-00",
    role="spine",
    model="cisco-8122-64eh",
    asic="silicon-one-g200",
    management="2001:db8:ff::2",
    system=replace(SYSTEM, gateway="2001:db8:ff::1", prefix_length=64),
    loopback="10.0.0.65/32",
    loopback6="2001:db8::41/128",
    profiles=(DOWN, replace(DOWN, name="up-800g", facing="up", watchdog=False)),
    ports=(
        Port(
            "EightHundredGigE0/0/0/0", 0, "leaf-p00-00:EightHundredGigE0/0/0/31", "10.64.0.8/31",
            "2001:db8:1::8/127", None, 1, 1,
        ),
        Port(
            "EightHundredGigE0/0/0/63", 1, "super-g00-00:EightHundredGigE0/0/0/0", "10.64.8.1/31",
            "2001:db8:1::801/127", None, 64, 1,
        ),
    ),
    lossless=replace(LOSSLESS, watchdog=Watchdog(1500, 60_000, 100, "drop")),
    ecmp=Ecmp(22, 64, queue_pair=False),
    bgp=replace(
        SPINE_BGP,
        neighbors=(
            Neighbor(
                "LEAVES", "10.64.0.9", "2001:db8:1::9", "EightHundredGigE0/0/0/0", 4200000101,
                "leaf-p00-00:EightHundredGigE0/0/0/31",
            ),
            Neighbor(
                "SUPER-SPINES", "10.64.8.0", "2001:db8:1::800", "EightHundredGigE0/0/0/63", 4200006144,
                "super-g00-00:EightHundredGigE0/0/0/0",
            ),
        ),
    ),
    vrfs=(),
)  # fmt: skip
"""Between two tiers, both families numbered, a password, routes marked on the way down; managed over IPv6."""

ECN_DEEP = Ecn(20_000_000, 100_000_000, 400.0, 9000.5, 10.0)
DEEP_QUEUES = (
    *QUEUES_400[:1],
    Queue("rdma", 3, strict=False, share=60, lossless=True, ecn=ECN_DEEP),
    Queue("inference", 4, strict=False, share=20, lossless=False, ecn=replace(ECN_DEEP, min_us=50.25)),
    Queue("storage", 5, strict=False, share=20, lossless=True, ecn=None),
    *QUEUES_400[3:],
)
VIRTUAL = replace(
    DOWN, name="down-400g", asic="silicon-one-p100", gbps=400, lanes=4, queues=DEEP_QUEUES, lossless_priorities=(3, 5)
)
STORAGE = TrafficClass("storage", 5, (20, 18), lossless=True, strict=False, share=20, default=False)
CHASSIS = replace(
    SPINE,
    name="spine-p01-00",
    model="cisco-8804",
    asic="silicon-one-p100",
    deep=True,
    management="172.20.0.66",
    system=replace(EOS_SYSTEM, severity="error"),
    loopback6=None,
    profiles=(VIRTUAL,),
    ports=(
        Port("FourHundredGigE0/0/0/0/0", 0, "leaf-p01-00:Ethernet31/1", "10.64.0.8/31", None, None, 1, 1),
        Port("FourHundredGigE0/0/0/0/1", 0, "leaf-p01-01:Ethernet31/1", "10.64.0.16/31", None, None, 1, 5),
        Port("FourHundredGigE0/3/0/35/1", 0, "leaf-p01-71:Ethernet31/1", "10.64.2.64/31", None, None, 144, 5),
    ),
    lossless=replace(LOSSLESS, classes=(*CLASSES, STORAGE)),
    bgp=replace(
        BGP,
        asn=4200002049,
        router_id="10.0.0.65",
        groups=(TO_LEAVES,),
        neighbors=(
            Neighbor("LEAVES", "10.64.0.9", None, "FourHundredGigE0/0/0/0/0", 4200000101, "leaf-p01-00:Ethernet31/1"),
            Neighbor("LEAVES", "10.64.0.17", None, "FourHundredGigE0/0/0/0/1", 4200000102, "leaf-p01-01:Ethernet31/1"),
            Neighbor("LEAVES", "10.64.2.65", None, "FourHundredGigE0/3/0/35/1", 4200000172, "leaf-p01-71:Ethernet31/1"),
        ),
        aggregate=None,
    ),
)
"""Cards with HBM: pauses and thresholds in time, two classes that pause."""

LOSSY = replace(
    UP, name="up-200g", gbps=200, lanes=4, mtu=1500, lossless_priorities=(), headroom=None, watchdog=False,
    queues=(
        replace(QUEUES_400[1], number=2, lossless=False, share=1),
        replace(QUEUES_400[2], number=1, share=99),
    ),
)  # fmt: skip
LATER = Port("TwoHundredGigE0/0/0/31/1", 1, "spine-p02-00:Ethernet1/1", "10.64.0.9/31", None, None, 32, 5)
BARE = replace(
    LEAF,
    name="leaf-p02-00",
    system=bare(SYSTEM),
    profiles=(replace(LOSSY, name="host-200g", facing="host"), LOSSY),
    ports=(Port("TwoHundredGigE0/0/0/0/0", 0, "host-0000:nic0", "10.128.0.0/31", None, None, 1, 1), LATER),
    lossless=Lossless(
        (
            replace(CLASSES[1], number=2, dscps=tuple(range(20)), lossless=False),
            replace(CLASSES[2], number=1, dscps=tuple(range(20, 64)), default=True),
        ),
        None,
        1.0,
    ),
    bgp=replace(
        BGP,
        max_paths=1,
        bfd_interval_ms=0,
        bfd_multiplier=0,
        groups=(replace(TO_SPINES, asn=None, allowas_in=True, route_map_in="FROM-ABOVE"),),
        neighbors=(
            Neighbor(
                "SPINES", "10.64.0.8", None, "TwoHundredGigE0/0/0/31/1", 4200002048, "spine-p02-00:Ethernet1/1"
            ),
        ),
        hosts=None,
        aggregate=None,
        valley=Mark(65000, 911),
    ),
    vrfs=(),
)  # fmt: skip
"""A bare system, one path, no BFD, the hidden MTU, a lossy class that marks, a rest that isn't traffic class 0."""

BRAVE = replace(
    LEAF,
    name="leaf-p03-00",
    profiles=tuple(replace(profile, queues=HOST.queues, watchdog=False) for profile in LEAF.profiles),
    lossless=replace(LOSSLESS, watchdog=None),
)
"""Pauses without a watchdog and without marks."""

DEVICES = {device.name: device for device in (LEAF, SPINE, CHASSIS, BARE, BRAVE)}
