"""Five switches by hand: between them they use every branch of the FRR templates."""

from dataclasses import replace

from fabricgen.device.model import (
    Ecmp,
    Ecn,
    Lossless,
    Mark,
    Neighbor,
    Port,
    Profile,
    Queue,
    System,
    TrafficClass,
    User,
    Vlan,
    Vrf,
)
from tests.platforms import devices

UP = Profile(
    name="up-100g",
    facing="up",
    asic="linux",
    gbps=100,
    lanes=1,
    mtu=9214,
    routed=True,
    unnumbered=False,
    queues=(),
    lossless_priorities=(),
    headroom=None,
    watchdog=False,
    vlans=(),
)
DOWN = replace(UP, name="down-100g", facing="down")
HOST = replace(UP, name="host-100g", facing="host", mtu=9000)
LOOSE = replace(UP, unnumbered=True)

SYSTEM = System(
    vrf="mgmt",
    gateway="192.0.2.1",
    prefix_length=24,
    domain="lab.example",
    users=(User("admin", "<env:ADMIN_HASH>", "admin"), User("watcher", "<file:/etc/watcher>", "operator")),
    dns=("192.0.2.250", "2001:db8:53::1"),
    ntp=("192.0.2.251",),
    syslog=("192.0.2.252",),
)

BGP = replace(
    devices.BGP,
    asn=4200000011,
    router_id="10.0.0.11",
    max_paths=4,
    restart_seconds=120,
    neighbors=(
        Neighbor("SPINES", "10.64.0.0", None, "swp9", 4200000001, "spine-p00-00:swp1"),
        Neighbor("SPINES", "10.64.0.2", None, "swp10", 4200000001, "spine-p00-01:swp1"),
    ),
    loopbacks="10.0.0.0/24",
    hosts="10.128.0.0/24",
    aggregate="10.128.0.0/28",
)

LEAF = replace(
    devices.LEAF,
    fabric="lab",
    model="linux-lab",
    platform="frr",
    asic="linux",
    management="192.0.2.11",
    system=SYSTEM,
    loopback="10.0.0.11/32",
    profiles=(HOST, UP),
    ports=(
        Port("swp1", 0, "host-0000:nic0", "10.128.0.0/31", None, None, 1, 1),
        Port("swp2", 0, "host-0000:nic1", "10.128.0.2/31", None, None, 2, 1),
        Port("swp9", 1, "spine-p00-00:swp1", "10.64.0.1/31", None, None, 9, 1),
        Port("swp10", 1, "spine-p00-01:swp1", "10.64.0.3/31", None, None, 10, 1),
    ),
    lossless=Lossless((), None, 1.0),
    ecmp=Ecmp(11, 4, queue_pair=False),
    bgp=BGP,
    vrfs=(),
)
"""Numbered links of one family, spines that share an ASN, every timer at its default."""

SPINE = replace(
    LEAF,
    name="spine-p00-00",
    role="spine",
    management="192.0.2.129",
    system=devices.bare(SYSTEM),
    loopback="10.0.0.129/32",
    loopback6="2001:db8::81/128",
    profiles=(DOWN,),
    ports=(
        Port("swp1", 0, "leaf-p00-00:swp9", "10.64.0.0/31", "2001:db8:1::/127", None, 1, 1),
        Port("swp2", 0, "leaf-p00-01:swp9", "10.64.0.4/31", "2001:db8:1::4/127", None, 2, 1),
    ),
    bgp=replace(
        BGP,
        asn=4200002048,
        router_id="10.0.0.129",
        max_paths=64,
        keepalive=1,
        hold=3,
        bfd_interval_ms=100,
        bfd_multiplier=5,
        restart_seconds=300,
        password="<env:BGP_KEY>",
        groups=(devices.TO_LEAVES,),
        neighbors=(
            Neighbor("LEAVES", "10.64.0.1", "2001:db8:1::1", "swp1", 4200000011, "leaf-p00-00:swp9"),
            Neighbor("LEAVES", "10.64.0.5", "2001:db8:1::5", "swp2", 4200000012, "leaf-p00-01:swp9"),
        ),
        loopbacks6="2001:db8::/64",
        aggregate=None,
        valley=Mark(65000, 911),
        ipv6=True,
    ),
)
"""Numbered links of both families, every timer its own, a password, routes marked on the way down."""

UNNUMBERED = replace(
    LEAF,
    name="leaf-p01-00",
    management="192.0.2.12",
    loopback="10.0.0.12/32",
    loopback6="2001:db8::c/128",
    profiles=(HOST, LOOSE),
    ports=(
        Port("swp1", 0, "host-0001:nic0", "10.128.0.16/31", None, "acme", 1, 1),
        Port("swp9", 1, "spine-p01-00:swp1", None, None, None, 9, 1),
        Port("swp10", 1, "spine-p01-01:swp1", None, None, None, 10, 1),
    ),
    bgp=replace(
        devices.unnumbered(BGP),
        asn=4200000012,
        router_id="10.0.0.12",
        neighbors=(
            Neighbor("SPINES", None, None, "swp9", 4200002048, "spine-p01-00:swp1"),
            Neighbor("SPINES", None, None, "swp10", 4200002049, "spine-p01-01:swp1"),
        ),
    ),
    vrfs=(Vrf("acme", 1), Vrf("blue", 2)),
)
"""Unnumbered links, spines with ASNs of their own, no BFD, the host ports in a VRF."""

MIDDLE = replace(
    SPINE,
    name="spine-p01-00",
    management="192.0.2.130",
    system=SYSTEM,
    loopback="10.0.0.130/32",
    loopback6="2001:db8::82/128",
    profiles=(DOWN, UP),
    ports=(
        Port("swp1", 0, "leaf-p01-00:swp9", "10.64.0.8/31", None, None, 1, 1),
        Port("swp3", 1, "super-spine-g00-00:swp2", "10.64.1.1/31", None, None, 3, 1),
    ),
    bgp=replace(
        BGP,
        asn=4200002049,
        router_id="10.0.0.130",
        groups=(devices.TO_LEAVES, replace(devices.TO_SPINES, name="SUPER-SPINES", asn=4200006144)),
        neighbors=(
            Neighbor("LEAVES", "10.64.0.9", None, "swp1", 4200000012, "leaf-p01-00:swp9"),
            Neighbor("SUPER-SPINES", "10.64.1.0", None, "swp3", 4200006144, "super-spine-g00-00:swp2"),
        ),
        loopbacks6="2001:db8::/64",
        aggregate=None,
        ipv6=True,
    ),
)
"""Between two tiers; IPv6 loopbacks over links that have IPv4 only."""

TRAINING = TrafficClass("rdma", 3, (26, 27), lossless=True, strict=False, share=60, default=False)
CNP = TrafficClass("cnp", 6, (48,), lossless=False, strict=True, share=0, default=False)
OTHER = TrafficClass("other", 0, tuple(range(26)), lossless=False, strict=False, share=40, default=True)
QUEUES = (
    Queue("other", 0, strict=False, share=40, lossless=False, ecn=None),
    Queue("rdma", 3, strict=False, share=60, lossless=True, ecn=Ecn(50_000, 250_000, 4, 20, 10)),
    Queue("cnp", 6, strict=True, share=0, lossless=False, ecn=None),
)
TRUNK = replace(
    LEAF,
    name="leaf-p02-00",
    management="192.0.2.14",
    loopback="10.0.0.14/32",
    profiles=(replace(HOST, routed=False, queues=QUEUES, vlans=(100, 101)), replace(UP, queues=QUEUES)),
    ports=(
        Port("swp1", 0, "host-0002:nic0", None, None, None, 1, 1),
        Port("swp2", 0, "host-0002:nic1", None, None, None, 2, 1),
        *LEAF.ports[2:],
    ),
    lossless=Lossless((OTHER, TRAINING, CNP), None, 1.0),
    bgp=replace(BGP, asn=4200000014, router_id="10.0.0.14"),
    vrfs=(Vrf("inference", 2),),
    vlans=(
        Vlan(100, "frontier", None, "10.129.0.1/26", 9000),
        Vlan(101, "small", "inference", "10.129.0.65/26", 9000),
    ),
)
"""VLANs of tiers, one of them in a VRF, and queues of all sorts."""

DEVICES = {device.name: device for device in (LEAF, SPINE, UNNUMBERED, MIDDLE, TRUNK)}
