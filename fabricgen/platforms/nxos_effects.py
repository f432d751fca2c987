"""What a changed line does to traffic on NX-OS. Where no public document says that it does nothing, it's taken for the
worse.
"""

from fabricgen.platforms.effect import Effect, Impact

GUIDES = "Cisco Nexus 9000 NX-OS configuration guides 10.5"
QOS = f"{GUIDES}, Quality of Service"
RFC5880 = "RFC 5880, section 6.8.3"
RFC4271 = "RFC 4271, section 4.2"
PEER = r"(?:neighbor|template peer) [^>]+ > "
SESSION = rf"router bgp [^>]+ > (?:vrf [^>]+ > )?(?:{PEER})?(?:address-family [^>]+ > )?"
MANAGEMENT = (
    r"(?:no )?(?:username|hostname|ip domain-name|ip domain-lookup|ip name-server|ntp|logging|clock|snmp-server|banner"
    r"|nxapi|grpc|sflow|feature (?:ssh|scp-server|nxapi|lldp|grpc|sflow)\b"
    r"|vrf context management|interface mgmt0|line |cli alias)"
)

EFFECTS = (
    Effect(
        rf"(?:interface [^>]+ > |router bgp [^>]+ > {PEER})description ",
        Impact.HITLESS,
        "a description is only text",
        GUIDES,
    ),
    Effect(
        r"(?:no )?(?:ip|ipv6) access-list |interface [^>]+ > (?:no )?(?:ip access-group|ipv6 traffic-filter) "
        r"|line vty > (?:no )?(?:ipv6 )?access-class ",
        Impact.TRAFFIC,
        "who may talk to whom changes at once",
        f"{GUIDES}, Security, Configuring IP ACLs",
    ),
    Effect(MANAGEMENT, Impact.HITLESS, "it is about management; no packet of the fabric depends on it", GUIDES),
    Effect(
        r"(?:no )?hardware profile dlb",
        Impact.RELOAD,
        "ports take part in dynamic load balancing after a reload; `show system config reload-pending` lists the line",
        f"{GUIDES}, Unicast Routing, Configure Dynamic Load Balancing",
    ),
    Effect(
        r"(?:no )?hardware ", Impact.RELOAD, "the chip is set up anew, which NX-OS may do only when it boots", GUIDES
    ),
    Effect(
        r"(?:no )?interface breakout ",
        Impact.TRAFFIC,
        "the port of an undivided cage goes, with all that it was told, and others come",
        f"{GUIDES}, Interfaces",
    ),
    Effect(
        r"(?:no )?feature ",
        Impact.TRAFFIC,
        "a feature that goes takes all its lines with it",
        f"{GUIDES}, Fundamentals",
    ),
    Effect(
        r"(?:no )?(?:policy-map type (?:queuing|network-qos)|system qos)",
        Impact.TRAFFIC,
        "ports lose traffic for a moment while their queues are set up anew",
        f"{QOS}, Configuring Queuing and Scheduling",
    ),
    Effect(
        r"(?:no )?(?:class-map|policy-map) ",
        Impact.TRAFFIC,
        "packets are sorted into other queues at once",
        f"{QOS}, Configuring Classification",
    ),
    Effect(
        r"(?:interface [^>]+ > )?(?:no )?(?:priority-flow-control |service-policy )",
        Impact.TRAFFIC,
        "what is paused, and in which queue a packet waits, changes at once",
        f"{QOS}, Configuring Priority Flow Control",
    ),
    Effect(
        r"interface [^>]+ > (?:no )?(?:speed|fec|mtu|switchport|shutdown|vrf member)\b",
        Impact.TRAFFIC,
        "the link goes down, or packets find another port than they were meant for",
        f"{GUIDES}, Interfaces",
    ),
    Effect(
        r"interface [^>]+ > (?:no )?ip(?:v6)? (?:address|forward)",
        Impact.TRAFFIC,
        "the routes and sessions of an address that goes end with it",
        f"{GUIDES}, Interfaces",
    ),
    Effect(
        r"(?:no )?bfd interval ",
        Impact.HITLESS,
        "BFD agrees on new timers with a poll sequence, and the session stays up",
        RFC5880,
    ),
    Effect(
        rf"{SESSION}(?:no )?timers ",
        Impact.HITLESS,
        "sessions agree on timers when they next open, and this one stays open",
        RFC4271,
    ),
    Effect(r"router bgp [^>]+$", Impact.TRAFFIC, "another AS number ends all BGP sessions", RFC4271),
    Effect(rf"{SESSION}router-id ", Impact.TRAFFIC, "another router id ends all BGP sessions", RFC4271),
    Effect(rf"{SESSION}remote-as ", Impact.TRAFFIC, "another AS number ends the BGP session", RFC4271),
    Effect(rf"{SESSION}(?:no )?password ", Impact.TRAFFIC, "another password ends the BGP session", "RFC 2385"),
    Effect(
        rf"{SESSION}(?:no )?maximum-paths ",
        Impact.TRAFFIC,
        "next hops are programmed again, and flows move to other paths",
        f"{GUIDES}, Unicast Routing",
    ),
    Effect(
        r"interface [^>]+ > (?:no )?ip ospf cost |router ospf [^>]+ > (?:no )?maximum-paths ",
        Impact.TRAFFIC,
        "adjacencies stay, but ways are computed anew: flows may move to other paths",
        f"{GUIDES}, Unicast Routing, Configuring OSPFv2",
    ),
    Effect(
        r"(?:no )?(?:nv overlay|evpn|interface nve)|vlan \d+ > (?:no )?vn-segment |vrf context [^>]+ > ",
        Impact.TRAFFIC,
        "tenants' routes and tunnels come and go",
        f"{GUIDES}, VXLAN",
    ),
    Effect(
        r"router ospf [^>]+ > (?:no )?log-adjacency-changes",
        Impact.HITLESS,
        "it only says what is logged",
        f"{GUIDES}, Unicast Routing, Configuring OSPFv2",
    ),
    Effect(
        r"interface [^>]+ > (?:no )?ip (?:router )?ospf |router ospf ",
        Impact.TRAFFIC,
        "adjacencies may end until both ends agree",
        f"{GUIDES}, Unicast Routing, Configuring OSPFv2",
    ),
    Effect(
        r"(?:no )?ip load-sharing ",
        Impact.TRAFFIC,
        "flows are hashed otherwise and move to other paths",
        f"{GUIDES}, Interfaces, Configuring ECMP Load Balancing",
    ),
    Effect(
        r"(?:no )?(?:route-map|ip access-list) CHAINS|interface [^>]+ > (?:no )?ip policy |(?:no )?feature pbr",
        Impact.TRAFFIC,
        "packets of chains take another way at once",
        f"{GUIDES}, policy-based routing",
    ),
    Effect(
        r"(?:no )?(?:route-map|ip prefix-list|ipv6 prefix-list|ip community-list) ",
        Impact.TRAFFIC,
        "sessions stay open, but routes are judged again: they may move or vanish",
        f"{GUIDES}, Unicast Routing",
    ),
)
