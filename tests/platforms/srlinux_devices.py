"""Five switches by hand: between them they use every branch of the SR Linux templates."""

from dataclasses import replace

from fabricgen.device.model import (
    Ecmp,
    Ecn,
    Headroom,
    Lossless,
    Neighbor,
    Port,
    Profile,
    Queue,
    User,
    Vlan,
    Vrf,
    Watchdog,
)
from tests.platforms import devices

LOSSLESS = replace(devices.LOSSLESS, watchdog=Watchdog(200, 400, 100, "forward"))


def profile(facing: str, gbps: int, lanes: int, metres: int, asic: str = "tomahawk4") -> Profile:
    """4 us and 20 us of queue, marked with 10 % at the most."""
    ecn = Ecn(500 * gbps, 2500 * gbps, 4.0, 20.0, 10.0)
    return devices.profile(facing, gbps, lanes, asic, ecn, Headroom(96_520, 9_144, metres))


SYSTEM = replace(
    devices.SYSTEM,
    users=(
        User("admin", "<env:FABRIC_ADMIN_HASH>", "admin"),
        User("deputy", "<env:FABRIC_DEPUTY_HASH>", "admin"),
        User("watcher", "<env:FABRIC_WATCHER_HASH>", "operator"),
    ),
    syslog=("192.0.2.20", "192.0.2.21"),
)
TO_LEAVES = replace(devices.TO_LEAVES, allowas_in=True)
BGP = replace(
    devices.BGP,
    max_paths=64,
    neighbors=(
        Neighbor("SPINES", "10.64.0.8", None, "ethernet-1/63", 4200000001, "spine-p00-00:ethernet-1/1"),
        Neighbor("SPINES", "10.64.0.10", None, "ethernet-1/64", 4200000001, "spine-p00-01:ethernet-1/1"),
    ),
)

LEAF = replace(
    devices.LEAF,
    model="nokia-7220-ixr-h4",
    platform="srlinux",
    asic="tomahawk4",
    system=SYSTEM,
    profiles=(profile("host", 200, 4, 3), profile("up", 400, 8, 30)),
    ports=(
        Port("ethernet-1/1/1", 0, "host-0000:nic0", "10.128.0.0/31", None, None, 1, 1),
        Port("ethernet-1/1/2", 0, "", "10.128.0.2/31", None, "acme", 1, 5),
        Port("ethernet-1/63", 1, "spine-p00-00:ethernet-1/1", "10.64.0.9/31", None, None, 63, 1),
        Port("ethernet-1/64", 1, "spine-p00-01:ethernet-1/1", "10.64.0.11/31", None, None, 64, 1),
    ),
    lossless=LOSSLESS,
    ecmp=Ecmp(11, 64, queue_pair=False),
    bgp=BGP,
    vrfs=(Vrf("acme", 1), Vrf("blue", 2)),
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
        devices.SPINE_BGP,
        password=None,
        groups=(TO_LEAVES, devices.TO_SUPER_SPINES),
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
    ),
    vrfs=(),
)  # fmt: skip
"""Both families numbered, routes marked on the way down, headroom shared, no watchdog upwards; managed over IPv6."""

TRUNK = replace(devices.lossy(profile("host", 200, 4, 3)), routed=False, vlans=(132, 133, 140))
TRUNK_LEAF = replace(
    LEAF,
    name="leaf-p01-00",
    system=devices.bare(SYSTEM),
    profiles=(TRUNK, devices.lossy(profile("up", 400, 8, 30))),
    ports=(
        Port("ethernet-1/1/1", 0, "host-0000:nic0", None, None, None, 1, 1),
        Port("ethernet-1/1/2", 0, "host-0001:nic0", None, None, None, 1, 5),
        Port("ethernet-1/63", 1, "spine-p01-00:ethernet-1/4", "10.64.0.9/31", None, None, 63, 1),
    ),
    lossless=devices.LOSSY,
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
    devices.lossy(profile("up", 100, 4, 30, "tomahawk3")), unnumbered=True,
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
    lossless=Lossless((replace(devices.CLASSES[3], dscps=tuple(range(64)), strict=False, default=True),), None, 1.0),
    bgp=replace(
        devices.unnumbered(BGP),
        bfd_interval_ms=300,
        bfd_multiplier=3,
        groups=(replace(devices.TO_SPINES, asn=None, route_map_in="FROM-ABOVE"),),
        neighbors=(
            Neighbor("SPINES", None, None, "ethernet-1/127", 4200002048, "spine-p02-00:ethernet-1/1"),
            Neighbor("SPINES", None, None, "ethernet-1/128", 4200002049, "spine-p02-01:ethernet-1/1"),
        ),
    ),
    vrfs=(),
)
"""Unnumbered 100G links with FEC, spines with ASNs of their own, one class that is marked and not paused; no hosts."""

FLAT_LEAF = replace(
    UNNUMBERED,
    profiles=tuple(replace(each, unnumbered=False) for each in UNNUMBERED.profiles),
    ports=(
        UNNUMBERED.ports[0]._replace(address="10.128.0.0/31", vrf="acme"),
        UNNUMBERED.ports[1]._replace(address="10.64.0.9/31"),
        UNNUMBERED.ports[2]._replace(address="10.64.0.11/31"),
    ),
    bgp=replace(
        BGP,
        neighbors=(
            BGP.neighbors[0]._replace(interface="ethernet-1/127"),
            BGP.neighbors[1]._replace(interface="ethernet-1/128"),
        ),
    ),
)
"""The same H2 with numbered links, and a host in a VRF."""

H5 = replace(
    LEAF,
    name="spine-p03-00",
    role="spine",
    model="nokia-7220-ixr-h5-64d",
    asic="tomahawk5",
    profiles=(devices.lossy(profile("down", 400, 4, 30, "tomahawk5")),),
    ports=(
        Port("ethernet-1/1/1", 0, "leaf-p03-00:ethernet-1/63", "10.64.0.8/31", None, None, 1, 1),
        Port("ethernet-1/64/2", 0, "leaf-p03-01:ethernet-1/63", "10.64.0.16/31", None, None, 64, 5),
    ),
    lossless=devices.LOSSY,
    bgp=replace(
        BGP,
        asn=4200002049,
        groups=(devices.TO_LEAVES,),
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
