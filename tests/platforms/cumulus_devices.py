"""Switches by hand: between them they use every branch of the templates for Cumulus Linux."""

from dataclasses import replace

from fabricgen.device.model import Adaptive, Mark, Neighbor, Port, Vlan, Vrf
from tests.platforms.devices import TO_LEAVES, TO_SPINES, TO_SUPER_SPINES, bare, lossy
from tests.platforms.sonic_devices import BGP, LOSSY, SYSTEM, profile
from tests.platforms.sonic_devices import LEAF as SONIC_LEAF
from tests.platforms.sonic_devices import SPINE as SONIC_SPINE

UP = (
    Neighbor("SPINES", "10.64.0.2", None, "swp34", 4200000001, "spine-p00-01:swp1"),
    Neighbor("SPINES", "10.64.0.0", None, "swp33", 4200000001, "spine-p00-00:swp1"),
)
LEAF = replace(
    SONIC_LEAF,
    platform="cumulus",
    profiles=(profile("host", 400, 4, 3), profile("up", 800, 8, 30)),
    ports=(
        Port("swp1s0", 0, "host-0000:nic0", "10.128.0.0/31", None, None, 1, 1),
        Port("swp1s1", 0, "host-0001:nic0", "10.128.0.2/31", None, None, 1, 5),
        Port("swp2s1", 0, "", "10.128.0.6/31", None, None, 2, 5),
        Port("swp33", 1, "spine-p00-00:swp1", "10.64.0.1/31", None, None, 33, 1),
        Port("swp34", 1, "spine-p00-01:swp1", "10.64.0.3/31", None, None, 34, 1),
    ),
    bgp=replace(BGP, neighbors=UP),
)
"""Two 400G hosts to a cage, 800G uplinks with numbered links of one family."""

SPINE = replace(
    SONIC_SPINE,
    platform="cumulus",
    model="nvidia-sn5400",
    system=bare(SYSTEM),
    profiles=(profile("down", 400, 8, 30), profile("up", 400, 8, 2000)),
    ports=(
        Port("swp1", 0, "leaf-p00-00:swp33", "10.64.0.0/31", "2001:db8:1::/127", None, 1, 1),
        Port("swp2", 0, "leaf-p00-01:swp33", "10.64.0.4/31", "2001:db8:1::4/127", None, 2, 1),
        Port("swp64", 1, "super-g00-00:swp1", "10.65.0.1/31", "2001:db8:2::1/127", None, 64, 1),
    ),
    adaptive=Adaptive("per-packet"),
    bgp=replace(
        SONIC_SPINE.bgp,
        groups=(replace(TO_SUPER_SPINES, allowas_in=True), TO_LEAVES),
        neighbors=(
            Neighbor("LEAVES", "10.64.0.1", "2001:db8:1::1", "swp1", 4200000011, "leaf-p00-00:swp33"),
            Neighbor("LEAVES", "10.64.0.5", "2001:db8:1::5", "swp2", 4200000012, "leaf-p00-01:swp33"),
            Neighbor("SUPER-SPINES", "10.65.0.0", "2001:db8:2::", "swp64", 4200001000, "super-g00-00:swp1"),
        ),
        valley=Mark(65000, 11),
    ),
)
"""Both families, adaptive routing, nothing to serve the management side, an address and a community to be quoted."""

TRUNK = replace(
    LEAF,
    name="leaf-p01-00",
    profiles=(
        replace(profile("host", 200, 2, 3), routed=False, vlans=(100, 101)),
        replace(profile("up", 400, 4, 30), unnumbered=True),
    ),
    ports=(
        Port("swp1s0", 0, "host-0001:nic0", None, None, None, 1, 1),
        Port("swp33s0", 1, "spine-p01-00:swp1s0", None, None, None, 33, 1),
        Port("swp33s1", 1, "spine-p01-01:swp1s0", None, None, None, 33, 5),
    ),
    loopback6="2001:db8::b/128",
    bgp=replace(
        BGP,
        bfd_interval_ms=0,
        unnumbered=True,
        ipv6=True,
        loopbacks6="2001:db8::/64",
        groups=(replace(TO_SPINES, asn=None),),
        neighbors=(
            Neighbor("SPINES", None, None, "swp33s0", 4200000001, "spine-p01-00:swp1s0"),
            Neighbor("SPINES", None, None, "swp33s1", 4200000002, "spine-p01-01:swp1s0"),
        ),
        hosts=None,
        aggregate=None,
    ),
    vrfs=(Vrf("zeta", 2), Vrf("acme", 1)),
    vlans=(Vlan(101, "large", "acme", "10.20.0.65/26", 9214), Vlan(100, "small", None, "10.20.0.1/26", 9214)),
)
"""VLANs and VRFs, one of the VLANs in a VRF, unnumbered uplinks without BFD."""

LOSSY_LEAF = replace(
    LEAF,
    name="leaf-p02-00",
    model="nvidia-sn4700",
    asic="spectrum3",
    profiles=(lossy(profile("host", 100, 4, 3)), lossy(profile("up", 400, 8, 30))),
    ports=(
        Port("swp1s0", 0, "host-0000:nic0", "10.128.0.0/31", None, "acme", 1, 1),
        Port("swp31", 1, "spine-p02-00:swp1", "10.64.0.1/31", None, None, 31, 1),
    ),
    lossless=LOSSY,
    bgp=replace(BGP, neighbors=(UP[1]._replace(interface="swp31"),)),
    vrfs=(Vrf("acme", 1),),
)
"""No lossless class, no marking, no watchdog; one host port in a VRF; lanes of 25 Gb/s."""

DEVICES = {device.name: device for device in (LEAF, SPINE, TRUNK, LOSSY_LEAF)}
