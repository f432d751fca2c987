"""Switches by hand: between them they use every branch of the SONiC templates."""

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

NAMED = {26: "rdma", 48: "cnp", 34: "inference", 56: "control"}
REST = tuple(dscp for dscp in range(64) if dscp not in NAMED)
CLASSES = (
    TrafficClass("other", 0, REST, lossless=False, strict=False, share=20, default=True),
    TrafficClass("rdma", 3, (26,), lossless=True, strict=False, share=60, default=False),
    TrafficClass("inference", 4, (34,), lossless=False, strict=False, share=20, default=False),
    TrafficClass("cnp", 6, (48,), lossless=False, strict=True, share=0, default=False),
    TrafficClass("control", 7, (56,), lossless=False, strict=True, share=0, default=False),
)
LOSSLESS = Lossless(CLASSES, Watchdog(200, 400, 100, "drop"), 1.0)
LOSSY = Lossless(
    tuple(replace(row, lossless=False, share=0 if row.name == "other" else row.share) for row in CLASSES), None, 1.0
)


def profile(facing: str, gbps: int, lanes: int, metres: int, asic: str = "spectrum4") -> Profile:
    """4 us and 40 us of queue, marked with 10 % at the most; headroom as SN5600 has it for 400G and 5 m."""
    ecn = Ecn(500 * gbps, 5000 * gbps, 4.0, 40.0, 10.0)
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
        headroom=Headroom(231_424, 19_456, metres),
        watchdog=True,
        vlans=(),
    )


def lossy(one: Profile) -> Profile:
    """The same port on a switch that an exception takes PFC and ECN from."""
    queues = tuple(replace(queue, lossless=False, ecn=None) for queue in one.queues)
    return replace(one, queues=queues, lossless_priorities=(), headroom=None, watchdog=False)


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
BGP = Bgp(
    asn=4200000011,
    router_id="10.0.0.11",
    max_paths=64,
    keepalive=3,
    hold=9,
    bfd_interval_ms=300,
    bfd_multiplier=3,
    restart_seconds=120,
    password=None,
    unnumbered=False,
    groups=(PeerGroup("SPINES", 4200000001, "up", allowas_in=False, route_map_in=None, route_map_out="TO-ABOVE"),),
    neighbors=(
        Neighbor("SPINES", "10.64.0.0", None, "Ethernet256", 4200000001, "spine-p00-00:Ethernet0"),
        Neighbor("SPINES", "10.64.0.2", None, "Ethernet264", 4200000001, "spine-p00-01:Ethernet0"),
    ),
    loopbacks="10.0.0.0/24",
    loopbacks6=None,
    hosts="10.128.0.0/20",
    aggregate="10.128.0.0/25",
    valley=None,
    ipv6=False,
)

LEAF = Device(
    name="leaf-p00-00",
    role="leaf",
    fabric="moe",
    model="nvidia-sn5600",
    platform="sonic",
    asic="spectrum4",
    deep=False,
    management="192.0.2.11",
    system=SYSTEM,
    loopback="10.0.0.11/32",
    loopback6=None,
    profiles=(profile("host", 400, 4, 3), profile("up", 800, 8, 30)),
    ports=(
        Port("Ethernet0", 0, "host-0000:nic0", "10.128.0.0/31", None, None, 1, 1),
        Port("Ethernet4", 0, "host-0001:nic0", "10.128.0.2/31", None, None, 1, 5),
        Port("Ethernet8", 0, "host-0002:nic0", "10.128.0.4/31", None, None, 2, 1),
        Port("Ethernet12", 0, "host-0003:nic0", "10.128.0.6/31", None, None, 2, 5),
        Port("Ethernet256", 1, "spine-p00-00:Ethernet0", "10.64.0.1/31", None, None, 33, 1),
        Port("Ethernet264", 1, "spine-p00-01:Ethernet0", "10.64.0.3/31", None, None, 34, 1),
    ),
    lossless=LOSSLESS,
    ecmp=Ecmp(11, 64, queue_pair=False),
    adaptive=None,
    bgp=BGP,
    vrfs=(),
    vlans=(),
)
"""Two 400G hosts to a cage, 800G uplinks with numbered links of one family."""

SPINE = replace(
    LEAF,
    name="spine-p00-00",
    role="spine",
    management="192.0.2.129",
    system=replace(SYSTEM, domain=None, users=(), dns=(), ntp=(), syslog=()),
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
        groups=(
            PeerGroup("LEAVES", None, "down", allowas_in=False, route_map_in=None, route_map_out="TO-BELOW"),
            PeerGroup(
                "SUPER-SPINES", None, "up", allowas_in=False, route_map_in="FROM-ABOVE", route_map_out="TO-ABOVE"
            ),
        ),
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
    profiles=(lossy(profile("host", 400, 4, 3)), lossy(profile("up", 100, 4, 30))),
    ports=(
        Port("Ethernet0", 0, "host-0000:nic0", "10.128.0.0/31", None, "acme", 1, 1),
        Port("Ethernet4", 0, "host-0001:nic0", "10.128.0.2/31", None, None, 1, 5),
    ),
    lossless=LOSSY,
    vrfs=(Vrf("acme", 1),),
)
"""No lossless class, no marking, no watchdog; one host port in a VRF."""

DEVICES = {device.name: device for device in (LEAF, SPINE, TRUNK, LOSSY_LEAF)}
