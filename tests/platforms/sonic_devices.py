"""Switches by hand: between them they use every branch of the SONiC templates."""

from dataclasses import replace

from fabricgen.device.model import Ecmp, Ecn, Headroom, Mark, Neighbor, Port, Profile, System, User, Vlan, Vrf
from tests.platforms import devices

OTHER, *NAMED = devices.LOSSY.classes
LOSSY = replace(devices.LOSSY, classes=(replace(OTHER, share=0), *NAMED))


def profile(facing: str, gbps: int, lanes: int, metres: int, asic: str = "spectrum4") -> Profile:
    """4 us and 40 us of queue, marked with 10 % at the most; headroom as SN5600 has it for 400G and 5 m."""
    ecn = Ecn(500 * gbps, 5000 * gbps, 4.0, 40.0, 10.0)
    return devices.profile(facing, gbps, lanes, asic, ecn, Headroom(231_424, 19_456, metres))


SYSTEM = System(
    vrf="mgmt",
    gateway="192.0.2.1",
    prefix_length=24,
    domain="lab.example",
    users=(User("admin", "<env:ADMIN_HASH>", "admin"), User("watcher", "<file:/etc/watcher>", "operator")),
    dns=("192.0.2.53", "2001:db8:53::1"),
    ntp=("192.0.2.5", "192.0.2.6"),
    syslog=("192.0.2.7",),
)
BGP = replace(
    devices.BGP,
    asn=4200000011,
    router_id="10.0.0.11",
    max_paths=64,
    restart_seconds=120,
    neighbors=(
        Neighbor("SPINES", "10.64.0.0", None, "Ethernet256", 4200000001, "spine-p00-00:Ethernet0"),
        Neighbor("SPINES", "10.64.0.2", None, "Ethernet264", 4200000001, "spine-p00-01:Ethernet0"),
    ),
    loopbacks="10.0.0.0/24",
    hosts="10.128.0.0/20",
    aggregate="10.128.0.0/25",
)

LEAF = replace(
    devices.LEAF,
    fabric="moe",
    model="nvidia-sn5600",
    platform="sonic",
    asic="spectrum4",
    management="192.0.2.11",
    system=SYSTEM,
    loopback="10.0.0.11/32",
    profiles=(profile("host", 400, 4, 3), profile("up", 800, 8, 30)),
    ports=(
        Port("Ethernet0", 0, "host-0000:nic0", "10.128.0.0/31", None, None, 1, 1),
        Port("Ethernet4", 0, "host-0001:nic0", "10.128.0.2/31", None, None, 1, 5),
        Port("Ethernet8", 0, "host-0002:nic0", "10.128.0.4/31", None, None, 2, 1),
        Port("Ethernet12", 0, "host-0003:nic0", "10.128.0.6/31", None, None, 2, 5),
        Port("Ethernet256", 1, "spine-p00-00:Ethernet0", "10.64.0.1/31", None, None, 33, 1),
        Port("Ethernet264", 1, "spine-p00-01:Ethernet0", "10.64.0.3/31", None, None, 34, 1),
    ),
    ecmp=Ecmp(11, 64, queue_pair=False),
    bgp=BGP,
    vrfs=(),
)
"""Two 400G hosts to a cage, 800G uplinks with numbered links of one family."""

SPINE = replace(
    LEAF,
    name="spine-p00-00",
    role="spine",
    management="192.0.2.129",
    system=devices.bare(SYSTEM),
    loopback="10.0.0.129/32",
    loopback6="2001:db8::81/128",
    profiles=(profile("down", 800, 8, 30), profile("up", 800, 8, 2000)),
    ports=(
        Port("Ethernet0", 0, "leaf-p00-00:Ethernet256", "10.64.0.0/31", "2001:db8:1::/127", None, 1, 1),
        Port("Ethernet8", 0, "leaf-p00-01:Ethernet256", "10.64.0.4/31", "2001:db8:1::4/127", None, 2, 1),
        Port("Ethernet504", 1, "super-g00-00:Ethernet0", "10.65.0.1/31", "2001:db8:2::1/127", None, 64, 1),
    ),
    bgp=replace(
        BGP,
        asn=4200000001,
        router_id="10.0.0.129",
        groups=(devices.TO_LEAVES, devices.TO_SUPER_SPINES),
        neighbors=(
            Neighbor("LEAVES", "10.64.0.1", "2001:db8:1::1", "Ethernet0", 4200000011, "leaf-p00-00:Ethernet256"),
            Neighbor("LEAVES", "10.64.0.5", "2001:db8:1::5", "Ethernet8", 4200000012, "leaf-p00-01:Ethernet256"),
            Neighbor("SUPER-SPINES", "10.65.0.0", "2001:db8:2::", "Ethernet504", 4200001000, "super-g00-00:Ethernet0"),
        ),
        loopbacks6="2001:db8::/64",
        aggregate=None,
        valley=Mark(65000, 911),
        ipv6=True,
    ),
)
"""Both families, nothing to serve the management side, one cable longer than any headroom of the box."""

TRUNK = replace(
    LEAF,
    name="leaf-p01-00",
    model="dell-z9864f-on",
    asic="tomahawk5",
    profiles=(
        replace(profile("host", 400, 4, 3, "tomahawk5"), routed=False, vlans=(100, 101)),
        replace(profile("up", 800, 8, 30, "tomahawk5"), unnumbered=True),
    ),
    ports=(
        Port("Ethernet4", 0, "", None, None, None, 1, 5),
        Port("Ethernet16", 0, "host-0001:nic0", None, None, None, 3, 1),
        Port("Ethernet256", 1, "spine-p01-00:Ethernet0", None, None, None, 33, 1),
    ),
    bgp=replace(
        BGP,
        unnumbered=True,
        neighbors=(Neighbor("SPINES", None, None, "Ethernet256", 4200000001, "spine-p01-00:Ethernet0"),),
        hosts=None,
        aggregate=None,
    ),
    vrfs=(Vrf("acme", 1), Vrf("blue", 2)),
    vlans=(Vlan(100, "small", None, "10.20.0.1/26", 9214), Vlan(101, "large", "acme", "10.20.0.65/26", 9214)),
)
"""VLANs and VRFs on Broadcom, one of the VLANs in a VRF, unnumbered uplinks."""

LOSSY_LEAF = replace(
    LEAF,
    name="leaf-p02-00",
    profiles=(devices.lossy(profile("host", 400, 4, 3)), devices.lossy(profile("up", 100, 4, 30))),
    ports=(
        Port("Ethernet0", 0, "host-0000:nic0", "10.128.0.0/31", None, "acme", 1, 1),
        Port("Ethernet4", 0, "host-0001:nic0", "10.128.0.2/31", None, None, 1, 5),
    ),
    lossless=LOSSY,
    vrfs=(Vrf("acme", 1),),
)
"""No lossless class, no marking, no watchdog; one host port in a VRF."""

DEVICES = {device.name: device for device in (LEAF, SPINE, TRUNK, LOSSY_LEAF)}
