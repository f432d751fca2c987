"""Five switches by hand: between them they use every branch of the EOS templates."""

from dataclasses import replace

from fabricgen.device.model import Adaptive, Ecmp, Ecn, Headroom, Lossless, Neighbor, Port, Vrf, Watchdog
from tests.platforms import devices

ECN_400 = Ecn(200_000, 1_000_000, 4.0, 20.0, 10.0)
QUEUES_400 = devices.queues(ECN_400)

HOST = devices.profile("host", 400, 4, "tomahawk4", ECN_400, Headroom(96_520, 9_144, 3))
UP = replace(HOST, name="up-400g", facing="up", headroom=Headroom(123_190, 9_144, 30))
DOWN = replace(UP, name="down-400g", facing="down", asic="tomahawk5")

SYSTEM = replace(devices.SYSTEM, domain="moe-a.example", ntp=("192.0.2.11", "2001:db8:17::1", "192.0.2.9"))
BGP = replace(
    devices.BGP,
    neighbors=(
        Neighbor("SPINES", "10.64.0.10", None, "Ethernet32/1", 4200000001, "spine-p00-01:Ethernet1/1"),
        Neighbor("SPINES", "10.64.0.8", None, "Ethernet31/1", 4200000001, "spine-p00-00:Ethernet1/1"),
    ),
)

LEAF = replace(
    devices.LEAF,
    fabric="moe-a",
    model="arista-7060x5-32qs",
    platform="eos",
    asic="tomahawk4",
    system=SYSTEM,
    profiles=(HOST, UP),
    ports=(
        Port("Ethernet1/1", 0, "host-0000:nic0", "10.128.0.0/31", None, None, 1, 1),
        Port("Ethernet2/1", 0, "", "10.128.0.2/31", None, "acme", 2, 1),
        Port("Ethernet31/1", 1, "spine-p00-00:Ethernet1/1", "10.64.0.9/31", None, None, 31, 1),
        Port("Ethernet32/1", 1, "spine-p00-01:Ethernet1/1", "10.64.0.11/31", None, None, 32, 1),
    ),
    bgp=BGP,
)
"""Routed host ports, one of them in a VRF; neighbours given out of order; dedicated headroom."""

TRUNK = replace(HOST, routed=False, vlans=(132, 133, 134, 140))
TRUNK_LEAF = replace(
    LEAF,
    name="leaf-p01-00",
    system=devices.bare(SYSTEM),
    profiles=(TRUNK, UP),
    ports=(
        Port("Ethernet1/1", 0, "host-0000:nic0", None, None, None, 1, 1),
        Port("Ethernet2/1", 0, "host-0001:nic0", None, None, None, 2, 1),
        Port("Ethernet31/1", 1, "spine-p01-00:Ethernet3/1/1", "10.64.0.9/31", None, None, 31, 1),
        Port("Ethernet32/1", 1, "spine-p01-01:Ethernet3/1/1", "10.64.0.11/31", None, None, 32, 1),
    ),
    lossless=replace(devices.LOSSLESS, watchdog=Watchdog(500, 5000, 250, "alert"), headroom_ratio=4.0),
    adaptive=Adaptive("flowlet"),
    bgp=replace(BGP, aggregate=None, hosts="10.128.0.0/9"),
    vrfs=(Vrf("training", 1), Vrf("inference", 2)),
    vlans=devices.VLANS,
)
"""Tagged host ports, gateways in two VRFs and outside, flowlets, headroom shared 4:1; a bare system."""

SPINE = replace(
    LEAF,
    name="spine-p00-00",
    role="spine",
    model="arista-7060x6-64pe",
    asic="tomahawk5",
    management="2001:db8:ff::2",
    system=replace(SYSTEM, gateway="2001:db8:ff::1", prefix_length=64),
    loopback="10.0.0.65/32",
    loopback6="2001:db8::41/128",
    profiles=(DOWN, replace(DOWN, name="up-800g", facing="up", gbps=800, lanes=8)),
    ports=(
        Port("Ethernet1/1", 0, "leaf-p00-00:Ethernet31/1", "10.64.0.8/31", "2001:db8:1::8/127", None, 1, 1),
        Port("Ethernet1/5", 0, "leaf-p00-01:Ethernet31/1", "10.64.0.16/31", "2001:db8:1::10/127", None, 1, 5),
        Port("Ethernet64/1", 1, "super-spine-g00-00:Ethernet1/1", "10.64.8.1/31", "2001:db8:1::801/127", None, 64, 1),
    ),
    ecmp=Ecmp(22, 64, queue_pair=False),
    bgp=replace(
        devices.SPINE_BGP,
        neighbors=(
            Neighbor("LEAVES", "10.64.0.9", "2001:db8:1::9", "Ethernet1/1", 4200000101, "leaf-p00-00:Ethernet31/1"),
            Neighbor("LEAVES", "10.64.0.17", "2001:db8:1::11", "Ethernet1/5", 4200000102, "leaf-p00-01:Ethernet31/1"),
            Neighbor(
                "SUPER-SPINES", "10.64.8.0", "2001:db8:1::800", "Ethernet64/1", 4200006144,
                "super-spine-g00-00:Ethernet1/1",
            ),
        ),
    ),
    vrfs=(),
)  # fmt: skip
"""Between two tiers, both families numbered, a password, routes marked on the way down; managed over IPv6."""

DEEP = replace(DOWN, name="down-400g", asic="jericho3")
CHASSIS = replace(
    SPINE,
    name="spine-p01-00",
    model="arista-7804r4",
    asic="jericho3",
    deep=True,
    management="172.20.0.66",
    system=SYSTEM,
    loopback6=None,
    profiles=(DEEP,),
    ports=(
        Port("Ethernet3/1/1", 0, "leaf-p01-00:Ethernet31/1", "10.64.0.8/31", None, None, 1, 1),
        Port("Ethernet3/1/5", 0, "leaf-p01-01:Ethernet31/1", "10.64.0.16/31", None, None, 1, 5),
        Port("Ethernet4/36/1", 0, "leaf-p01-71:Ethernet31/1", "10.64.2.64/31", None, None, 72, 1),
    ),
    ecmp=Ecmp(22, 128, queue_pair=True),
    adaptive=Adaptive("flowlet"),
    bgp=replace(
        BGP,
        asn=4200002049,
        router_id="10.0.0.65",
        max_paths=128,
        groups=(devices.TO_LEAVES,),
        neighbors=(
            Neighbor("LEAVES", "10.64.0.9", None, "Ethernet3/1/1", 4200000101, "leaf-p01-00:Ethernet31/1"),
            Neighbor("LEAVES", "10.64.0.17", None, "Ethernet3/1/5", 4200000102, "leaf-p01-01:Ethernet31/1"),
            Neighbor("LEAVES", "10.64.2.65", None, "Ethernet4/36/1", 4200000172, "leaf-p01-71:Ethernet31/1"),
        ),
        aggregate=None,
    ),
)
"""A chassis with virtual output queues that hashes on the RoCE queue pair."""

LOOSE = replace(
    UP, unnumbered=True, mtu=1500, lossless_priorities=(), headroom=None, watchdog=False,
    queues=(replace(QUEUES_400[1], lossless=False, ecn=Ecn(50_001, 400_000, 1.0, 8.0, 0.2)),),
)  # fmt: skip
UNNUMBERED = replace(
    LEAF,
    name="leaf-p02-00",
    loopback6="2001:db8::1/128",
    profiles=(replace(HOST, watchdog=False, gbps=25, lanes=1, name="host-25g"), LOOSE),
    ports=(
        Port("Ethernet1/1", 0, "host-0000:nic0", None, None, None, 1, 1),
        Port("Ethernet31/1", 1, "spine-p02-00:Ethernet1/1", None, None, None, 31, 1),
        Port("Ethernet32/1", 1, "spine-p02-01:Ethernet1/1", None, None, None, 32, 1),
    ),
    lossless=Lossless((replace(devices.CLASSES[3], dscps=tuple(range(48, 56))),), None, 1.0),
    bgp=replace(
        devices.unnumbered(BGP),
        neighbors=(
            Neighbor("SPINES", None, None, "Ethernet31/1", 4200002048, "spine-p02-00:Ethernet1/1"),
            Neighbor("SPINES", None, None, "Ethernet32/1", 4200002049, "spine-p02-01:Ethernet1/1"),
        ),
    ),
    vrfs=(),
)
"""Unnumbered links, spines with ASNs of their own, no BFD, no watchdog, a class map that EOS has by default."""

DEVICES = {device.name: device for device in (LEAF, TRUNK_LEAF, SPINE, CHASSIS, UNNUMBERED)}
