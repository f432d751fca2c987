"""What a changed line does to traffic on Junos. Where no public document says that it does nothing, it's taken for the
worse.
"""

from fabricgen.platforms.effect import Effect, Impact

GUIDE = "Junos CLI Reference"
RFC5880 = "RFC 5880, section 6.8.3"
RFC4271 = "RFC 4271, section 4.2"
GROUP = r"protocols > bgp > group [^>]+ > "
SESSION = rf"{GROUP}(?:neighbor [^>]+ > )?"

EFFECTS = (
    Effect(
        r"system > |interfaces > re0:mgmt-0 > |routing-instances > mgmt_junos > |protocols > (?:lldp > |sflow\b)",
        Impact.HITLESS,
        "it is about management; no packet of the fabric depends on it",
        f"{GUIDE}, system",
    ),
    Effect(
        r"firewall > |interfaces > [^>]+ > unit [^>]+ > family inet6? > filter ",
        Impact.TRAFFIC,
        "what passes and what is dropped changes at once",
        f"{GUIDE}, filter",
    ),
    Effect(
        rf"interfaces > [^>]+ > (?:unit [^>]+ > )?description |{SESSION}description ",
        Impact.HITLESS,
        "a description is only text",
        f"{GUIDE}, description",
    ),
    Effect(
        r"interfaces > [^>]+ > (?:number-of-sub-ports|speed) ",
        Impact.TRAFFIC,
        "the cage is divided anew: all its ports go down, and some may come and go",
        f"{GUIDE}, number-of-sub-ports",
    ),
    Effect(
        r"interfaces > [^>]+ > (?:unit [^>]+ > family [^>]+ > )?mtu ",
        Impact.TRAFFIC,
        "Junos takes the interface away and adds it again",
        f"{GUIDE}, mtu",
    ),
    Effect(
        r"interfaces > [^>]+ > unit [^>]+ > family inet6? > address ",
        Impact.TRAFFIC,
        "the routes and sessions of an address that goes end with it",
        f"{GUIDE}, address",
    ),
    Effect(
        r"interfaces > [^>]+ > (?:flexible-vlan-tagging|unit [^>]+ > vlan-id )",
        Impact.TRAFFIC,
        "units take packets with their own tag and no others",
        f"{GUIDE}, vlan-id",
    ),
    Effect(
        r"routing-instances > [^>]+ > routing-options > static > ",
        Impact.TRAFFIC,
        "what goes by this route goes elsewhere at once, or nowhere",
        f"{GUIDE}, static",
    ),
    Effect(
        r"class-of-service > (?:shared-buffer|dedicated-buffer) ",
        Impact.TRAFFIC,
        "the buffer is carved anew: traffic stops on all ports until it is done",
        f"{GUIDE}, shared-buffer",
    ),
    Effect(
        r"class-of-service > congestion-notification-profile |"
        r"class-of-service > interfaces > [^>]+ > congestion-notification-profile ",
        Impact.TRAFFIC,
        "a port is blocked, in both directions, until its PFC has changed",
        f"{GUIDE}, congestion-notification-profile",
    ),
    Effect(
        r"chassis > maximum-ecmp ",
        Impact.TRAFFIC,
        "next hops are programmed again, and flows move to other paths",
        f"{GUIDE}, maximum-ecmp",
    ),
    Effect(
        r"forwarding-options > ",
        Impact.TRAFFIC,
        "flows are hashed otherwise and move to other paths",
        f"{GUIDE}, enhanced-hash-key",
    ),
    Effect(
        rf"{GROUP}bfd-liveness-detection > (?:minimum-interval|multiplier) ",
        Impact.HITLESS,
        "BFD agrees on new timers with a poll sequence, and the session stays up",
        RFC5880,
    ),
    Effect(
        r"protocols > ospf > area [^>]+ > interface [^>]+ > metric ",
        Impact.TRAFFIC,
        "adjacencies stay, but ways are computed anew: flows may move to other paths",
        f"{GUIDE}, metric (OSPF)",
    ),
    Effect(
        r"protocols > ospf > area [^>]+ > interface [^>]+ > bfd-liveness-detection > (?:minimum-interval|multiplier) ",
        Impact.HITLESS,
        "BFD agrees on new timers with a poll sequence, and the session stays up",
        RFC5880,
    ),
    Effect(r"protocols > ospf > ", Impact.TRAFFIC, "adjacencies may end until both ends agree", f"{GUIDE}, ospf"),
    Effect(rf"{SESSION}peer-as ", Impact.TRAFFIC, "another AS number ends the BGP session", RFC4271),
    Effect(rf"{SESSION}authentication-key ", Impact.TRAFFIC, "another password ends the BGP session", "RFC 2385"),
    Effect(
        r"routing-options > (?:autonomous-system|router-id) ",
        Impact.TRAFFIC,
        "another AS number or router id ends all BGP sessions",
        RFC4271,
    ),
    Effect(
        r"policy-options > ",
        Impact.TRAFFIC,
        "sessions stay open, but routes are judged again: they may move or vanish",
        f"{GUIDE}, policy-statement",
    ),
)
