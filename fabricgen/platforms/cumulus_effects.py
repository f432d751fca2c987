"""What a changed leaf does to traffic on Cumulus Linux. What restarts switchd resets all ports, and counts as a reload.

Where NVIDIA's guide doesn't say that a change does nothing, it is taken for the worse.
"""

from fabricgen.platforms.effect import Effect, Impact

GUIDE = "NVIDIA Cumulus Linux 5.13 user guide"
RFC5880 = "RFC 5880, section 6.8.3"
RFC4271 = "RFC 4271, section 4.2"
SET = r"- > set > "
PORT = rf"{SET}interface > swp\d+(?:s\d+)? > "
SUB = rf"{SET}interface > swp\d+(?:s\d+)?\.\d+"
BGP = rf"{SET}vrf > [^>]+ > router > bgp > "

EFFECTS = (
    Effect(
        rf"{SET}service > ptp(?: > 1(?: > enable\b.*)?)?$",
        Impact.RELOAD,
        "PTP restarts switchd when it comes or goes: all ports go down",
        f"{GUIDE}, Precision Time Protocol",
    ),
    Effect(
        rf"{PORT}(?:ptp|sflow)\b",
        Impact.HITLESS,
        "messages and samples come and go; what is forwarded stays as it is",
        f"{GUIDE}, Precision Time Protocol and sFlow",
    ),
    Effect(
        rf"{SET}(?:service > |system > (?:aaa|api|hostname|sflow|ssh-server|syslog|telemetry|timezone)\b)",
        Impact.HITLESS,
        "it is about management; no packet of the fabric depends on it",
        f"{GUIDE}, System Configuration",
    ),
    Effect(
        rf"(?:{SET}interface > [^>]+ > |{BGP}neighbor > [^>]+ > )description",
        Impact.HITLESS,
        "a description is only text",
        f"{GUIDE}, Switch Port Attributes",
    ),
    Effect(
        rf"{SET}system > control-plane > policer",
        Impact.HITLESS,
        "only packets for the processor of the switch are counted by it",
        f"{GUIDE}, Firewall Rules",
    ),
    Effect(
        rf"{SET}acl > |{SET}interface > [^>]+ > acl|{SET}system > control-plane > acl",
        Impact.TRAFFIC,
        "what passes and what is dropped changes",
        f"{GUIDE}, Access Control List Configuration",
    ),
    Effect(
        rf"{SET}system > forwarding > hash-seed",
        Impact.RELOAD,
        "another hash seed restarts switchd: all ports go down",
        f"{GUIDE}, Equal Cost Multipath Load Sharing",
    ),
    Effect(
        rf"{PORT}link > breakout",
        Impact.RELOAD,
        "the cage is cut anew: its ports go and come",
        f"{GUIDE}, Switch Port Attributes",
    ),
    Effect(
        rf"{SET}router > adaptive-routing|{PORT}router > adaptive-routing",
        Impact.TRAFFIC,
        "switchd is loaded again, and packets take other paths",
        "NVUE command reference, nv set router adaptive-routing enable",
    ),
    Effect(
        rf"{PORT}link > (?:speed|fec|state)\b",
        Impact.TRAFFIC,
        "the link goes down and comes up again",
        f"{GUIDE}, Switch Port Attributes",
    ),
    Effect(
        rf"{SET}interface > [^>]+ > link > mtu",
        Impact.TRAFFIC,
        "larger packets are dropped until both ends agree",
        f"{GUIDE}, Switch Port Attributes",
    ),
    Effect(
        rf"{SET}qos > (?:pfc|traffic-pool)\b|{PORT}qos > pfc\b",
        Impact.TRAFFIC,
        "the buffer is divided anew, and packets may be lost meanwhile",
        f"{GUIDE}, Quality of Service",
    ),
    Effect(
        rf"{SET}interface > [^>]+ > ip\b",
        Impact.TRAFFIC,
        "the routes and sessions of an address that goes end with it",
        f"{GUIDE}, Interface Configuration and Management",
    ),
    Effect(
        rf"{BGP}peer-group > [^>]+ > bfd > (?:detect-multiplier|min-rx-interval|min-tx-interval)",
        Impact.HITLESS,
        "BFD agrees on new timers with a poll sequence, and the session stays up",
        RFC5880,
    ),
    Effect(
        rf"{BGP}peer-group > [^>]+ > timers",
        Impact.HITLESS,
        "sessions agree on timers when they next open, and this one stays open",
        RFC4271,
    ),
    Effect(
        rf"{SET}interface > [^>]+ > router > ospf > bfd > (?:detect-multiplier|min-\w+-interval)",
        Impact.HITLESS,
        "BFD agrees on new timers with a poll sequence, and the session stays up",
        RFC5880,
    ),
    Effect(
        rf"{SET}interface > [^>]+ > router > ospf > cost",
        Impact.TRAFFIC,
        "adjacencies stay, but ways are computed anew: flows may move to other paths",
        f"{GUIDE}, Open Shortest Path First v2",
    ),
    Effect(
        rf"{SET}(?:interface > [^>]+ > |vrf > [^>]+ > )?router > ospf\b",
        Impact.TRAFFIC,
        "adjacencies may end; when OSPF comes or goes, routing restarts",
        f"{GUIDE}, Open Shortest Path First v2",
    ),
    Effect(
        rf"{SET}router > bgp > (?:autonomous-system|router-id)",
        Impact.TRAFFIC,
        "another AS number or router id ends all BGP sessions",
        RFC4271,
    ),
    Effect(
        rf"{BGP}(?:peer-group|neighbor)\b",
        Impact.TRAFFIC,
        "its sessions open anew",
        f"{GUIDE}, Optional BGP Configuration: Peer Groups",
    ),
    Effect(
        rf"{SUB}(?:$| > (?:base-interface|vlan)\b)",
        Impact.TRAFFIC,
        "a sub-interface comes or goes, with the routes and sessions on it",
        f"{GUIDE}, Interface Configuration and Management",
    ),
    Effect(
        rf"{SET}vrf > [^>]+ > router > static",
        Impact.TRAFFIC,
        "packets to the prefix take another way at once",
        f"{GUIDE}, Static Routing",
    ),
    Effect(
        rf"{BGP}address-family > [^>]+ > redistribute",
        Impact.TRAFFIC,
        "sessions stay open, but routes come or go at all neighbours",
        f"{GUIDE}, Route Filtering and Redistribution",
    ),
    Effect(
        rf"{SET}router > policy",
        Impact.TRAFFIC,
        "sessions stay open, but routes are judged again: they may move or vanish",
        f"{GUIDE}, Route Filtering and Redistribution",
    ),
    Effect(
        rf"{SET}router > pbr > enable",
        Impact.TRAFFIC,
        "NVUE starts pbrd, and routing with it anew",
        f"{GUIDE}, Policy-based Routing",
    ),
    Effect(
        rf"{SET}(?:interface > [^>]+ > )?router > (?:pbr|nexthop)\b",
        Impact.TRAFFIC,
        "packets of chains take another way at once",
        f"{GUIDE}, Policy-based Routing",
    ),
)
