"""Four switches by hand: between them they use every branch of the NX-OS templates."""

from dataclasses import replace

from fabricgen.device.model import Adaptive, Ecmp, Ecn, Headroom, Lossless, Neighbor, Port, Vrf
from tests.platforms import devices

ECN_400 = Ecn(950_000, 3_000_000, 19.0, 60.0, 7.0)
QUEUES_400 = devices.queues(ECN_400)
CLASSES = devices.classes(rdma=(26, 24, 25))

HOST = devices.profile("host", 400, 8, "cloudscale", ECN_400, Headroom(96_520, 9_144, 3))
UP = replace(HOST, name="up-400g", facing="up", headroom=Headroom(123_190, 9_144, 30))
DOWN = replace(UP, name="down-400g", facing="down", asic="silicon-one-g200", lanes=4)

SYSTEM = replace(
    devices.SYSTEM,
    dns=("192.0.2.53", "2001:db8:17::53"),
    ntp=("192.0.2.11", "2001:db8:17::1", "192.0.2.9"),
)
BGP = replace(
    devices.BGP,
    neighbors=(
        Neighbor("SPINES", "10.64.0.10", None, "Ethernet1/32", 4200000001, "spine-p00-01:Ethernet1/1/1"),
        Neighbor("SPINES", "10.64.0.8", None, "Ethernet1/31", 4200000001, "spine-p00-00:Ethernet1/1/1"),
    ),
)

LEAF = replace(
    devices.LEAF,
    fabric="moe-a",
    model="cisco-n9332d-gx2b",
    platform="nxos",
    asic="cloudscale",
    system=SYSTEM,
    profiles=(HOST, UP),
    ports=(
        Port("Ethernet1/1", 0, "host-0000:nic0", "10.128.0.0/31", None, None, 1, 1),
        Port("Ethernet1/2", 0, "", "10.128.0.2/31", None, "acme", 2, 1),
        Port("Ethernet1/31", 1, "spine-p00-00:Ethernet1/1/1", "10.64.0.9/31", None, None, 31, 1),
        Port("Ethernet1/32", 1, "spine-p00-01:Ethernet1/1/1", "10.64.0.11/31", None, None, 32, 1),
    ),
    lossless=replace(devices.LOSSLESS, classes=CLASSES),
    bgp=BGP,
)
"""Routed host ports, one of them in a VRF; neighbours given out of order; whole cages of one speed."""

ECN_200 = Ecn(475_000, 1_500_000, 19.0, 60.0, 7.0)
QUEUES_200 = tuple(replace(queue, ecn=ECN_200 if queue.ecn else None) for queue in QUEUES_400)
TRUNK = replace(HOST, name="host-200g", gbps=200, lanes=4, queues=QUEUES_200, routed=False, vlans=(132, 133, 134, 140))
TRUNK_LEAF = replace(
    LEAF,
    name="leaf-p01-00",
    system=devices.bare(SYSTEM),
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
    vlans=devices.VLANS,
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
        devices.SPINE_BGP,
        neighbors=(
            Neighbor("LEAVES", "10.64.0.9", "2001:db8:1::9", "Ethernet1/1/1", 4200000101, "leaf-p00-00:Ethernet1/31"),
            Neighbor("LEAVES", "10.64.0.17", "2001:db8:1::11", "Ethernet1/1/2", 4200000102, "leaf-p00-01:Ethernet1/31"),
            Neighbor(
                "SUPER-SPINES", "10.64.8.0", "2001:db8:1::800", "Ethernet1/64/1", 4200006144,
                "super-spine-g00-00:Ethernet1/1/1",
            ),
        ),
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
        devices.unnumbered(BGP),
        max_paths=1,
        neighbors=(
            Neighbor("SPINES", None, None, "Ethernet1/31", 4200002048, "spine-p02-00:Ethernet1/1/1"),
            Neighbor("SPINES", None, None, "Ethernet1/32", 4200002049, "spine-p02-01:Ethernet1/1/1"),
        ),
    ),
    vrfs=(),
)
"""Unnumbered links, spines with ASNs of their own, no BFD, no watchdog, one path, a default class of another number."""

DEVICES = {device.name: device for device in (LEAF, TRUNK_LEAF, SPINE, UNNUMBERED)}
