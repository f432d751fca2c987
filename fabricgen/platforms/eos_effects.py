"""What a changed line does to traffic on Arista EOS. Where no public document says that it does nothing, it's taken for
the worse.
"""

from fabricgen.platforms.effect import Effect, Impact

MANUAL = "Arista EOS user manual"
RFC5880 = "RFC 5880, section 6.8.3"
RFC4271 = "RFC 4271, section 4.2"
SESSION = r"router bgp [^>]+ > (?:(?:address-family|vrf) [^>]+ > )*"
MANAGEMENT = (
    r"(?:no )?(?:username|aaa|logging|hostname|ip name-server|dns domain|ntp|clock|management|snmp-server|banner|lldp"
    r"|daemon|alias|sflow) ?"
)

EFFECTS = (
    Effect(MANAGEMENT, Impact.HITLESS, "it is about management; no packet of the fabric depends on it", MANUAL),
    Effect(
        rf"(?:interface [^>]+ > |{SESSION}neighbor \S+ )description ",
        Impact.HITLESS,
        "a description is only text",
        MANUAL,
    ),
    Effect(
        r"interface [^>]+ > (?:no )?ptp |(?:no )?ptp ",
        Impact.HITLESS,
        "hosts may have to wait for time; no packet of the fabric depends on it",
        f"{MANUAL}, Timing Protocols",
    ),
    Effect(
        r"service routing protocols model ",
        Impact.RELOAD,
        "EOS takes another routing model when it boots",
        f"{MANUAL}, service routing protocols model",
    ),
    Effect(
        r"ip(?:v6)? access-list |system control-plane > |interface [^>]+ > ip(?:v6)? access-group ",
        Impact.TRAFFIC,
        "what passes and what is dropped changes at once",
        f"{MANUAL}, ip access-list",
    ),
    Effect(
        r"policy-map type copp ",
        Impact.HITLESS,
        "only packets for the processor of the switch are counted by it",
        f"{MANUAL}, Control Plane Policies",
    ),
    Effect(
        r"hardware tcam",
        Impact.RELOAD,
        "the TCAM is carved anew, which EOS may do only when it boots",
        f"{MANUAL}, hardware tcam profile",
    ),
    Effect(
        r"(?:no )?platform \S+ mmu ",
        Impact.RELOAD,
        "the packet buffer is carved anew, which EOS may do only when it boots",
        f"{MANUAL}, platform trident mmu",
    ),
    Effect(
        r"hardware (?:speed-group|port-group) ",
        Impact.RELOAD,
        "ports are cut anew, and interfaces come and go",
        f"{MANUAL}, hardware port-group",
    ),
    Effect(
        r"interface [^>]+ > (?:no )?speed ", Impact.TRAFFIC, "the link goes down and comes up again", f"{MANUAL}, speed"
    ),
    Effect(
        r"interface [^>]+ > (?:no )?mtu ",
        Impact.TRAFFIC,
        "larger packets are dropped until both ends agree",
        f"{MANUAL}, mtu",
    ),
    Effect(
        r"interface [^>]+ > (?:no )?switchport",
        Impact.TRAFFIC,
        "the port bridges or routes, and frames of VLANs that it no longer has are dropped",
        f"{MANUAL}, switchport",
    ),
    Effect(
        r"interface [^>]+ > (?:no )?service-profile ",
        Impact.TRAFFIC,
        "queues, marks and pauses of the port are set anew",
        f"{MANUAL}, qos profile",
    ),
    Effect(r"interface [^>]+ > (?:no )?shutdown", Impact.TRAFFIC, "the link goes up or down", f"{MANUAL}, shutdown"),
    Effect(
        r"interface [^>]+ > vrf ",
        Impact.TRAFFIC,
        "the port loses its addresses and moves to another table",
        f"{MANUAL}, vrf",
    ),
    Effect(
        r"interface [^>]+ > (?:no )?encapsulation dot1q ",
        Impact.TRAFFIC,
        "packets with another tag are dropped until both ends agree",
        f"{MANUAL}, encapsulation dot1q vlan",
    ),
    Effect(
        r"(?:no )?ip(?:v6)? route ",
        Impact.TRAFFIC,
        "packets to the prefix take another way at once",
        f"{MANUAL}, ip route",
    ),
    Effect(
        r"interface [^>]+ > (?:no )?ipv?6? ?address ",
        Impact.TRAFFIC,
        "the routes and sessions of an address that goes end with it",
        f"{MANUAL}, ip address",
    ),
    Effect(
        r"interface [^>]+ > (?:no )?ip ospf cost |router ospf [^>]+ > (?:no )?(?:maximum-paths|max-metric) ",
        Impact.TRAFFIC,
        "adjacencies stay, but ways are computed anew: flows may move to other paths",
        f"{MANUAL}, ip ospf cost",
    ),
    Effect(
        r"interface [^>]+ > (?:no )?ip ospf |router ospf ",
        Impact.TRAFFIC,
        "adjacencies may end until both ends agree",
        f"{MANUAL}, router ospf",
    ),
    Effect(
        r"router bfd > interval ",
        Impact.HITLESS,
        "BFD agrees on new timers with a poll sequence, and the session stays up",
        RFC5880,
    ),
    Effect(
        rf"{SESSION}neighbor \S+ timers ",
        Impact.HITLESS,
        "sessions agree on timers when they next open, and this one stays open",
        RFC4271,
    ),
    Effect(r"router bgp [^>]+$", Impact.TRAFFIC, "another AS number ends all BGP sessions", RFC4271),
    Effect(rf"{SESSION}router-id ", Impact.TRAFFIC, "another router id ends all BGP sessions", RFC4271),
    Effect(rf"{SESSION}neighbor \S+ remote-as ", Impact.TRAFFIC, "another AS number ends the BGP session", RFC4271),
    Effect(rf"{SESSION}neighbor \S+ password ", Impact.TRAFFIC, "another password ends the BGP session", "RFC 2385"),
    Effect(
        rf"{SESSION}(?:rd|route-target) ",
        Impact.TRAFFIC,
        "sessions stay open, but routes of VRFs come or go",
        f"{MANUAL}, route-target",
    ),
    Effect(
        rf"{SESSION}(?:no )?redistribute ",
        Impact.TRAFFIC,
        "sessions stay open, but routes are announced or withdrawn",
        f"{MANUAL}, redistribute (BGP)",
    ),
    Effect(
        rf"{SESSION}maximum-paths ",
        Impact.TRAFFIC,
        "next hops are programmed again, and flows move to other paths",
        f"{MANUAL}, maximum-paths",
    ),
    Effect(
        r"(?:no )?ip load-sharing ",
        Impact.TRAFFIC,
        "flows are hashed otherwise and move to other paths",
        f"{MANUAL}, ip load-sharing",
    ),
    Effect(
        r"(?:no )?ip(?:v6)? hardware fib load-balance ",
        Impact.TRAFFIC,
        "ports are picked by load or by hash, so flows move to other paths",
        "Arista TOI, Dynamic Load Balancing, EOS 4.30.0F",
    ),
    Effect(
        r"(?:route-map|ip prefix-list|ipv6 prefix-list|ip (?:large-)?community-list) ",
        Impact.TRAFFIC,
        "sessions stay open, but routes are judged again: they may move or vanish",
        f"{MANUAL}, route-map",
    ),
    Effect(
        r"(?:no )?priority-flow-control |interface [^>]+ > (?:no )?priority-flow-control",
        Impact.TRAFFIC,
        "what is paused, and for how long, changes at once",
        f"{MANUAL}, priority-flow-control",
    ),
    Effect(
        r"(?:class|policy)-map type pbr |ip access-list CHAINS|interface [^>]+ > (?:no )?service-policy type pbr ",
        Impact.TRAFFIC,
        "packets of chains take another way at once",
        f"{MANUAL}, service-policy type pbr",
    ),
)
