"""What a changed line of FRR's own configuration does, for every network OS that has FRR inside."""

from fabricgen.platforms.effect import Effect, Impact

RFC5880 = "RFC 5880, section 6.8.3"
RFC4271 = "RFC 4271, section 4.2"
BGPD = "FRRouting, bgpd/bgpd.c"
STATICD = "FRRouting, staticd/static_vty.c"
OSPFD = "FRRouting, ospfd/ospf_vty.c"
RELOAD = "FRRouting, tools/frr-reload.py"

SESSION = r"router bgp [^>]+ > (?:address-family [^>]+ > )?"


def routing(file: str) -> tuple[Effect, ...]:
    """The rules for the lines of that file."""
    return tuple(Effect(f"{file} > {rule.pattern}", *rule[1:]) for rule in RULES)


RULES = (
    Effect(
        r"interface [^>]+ > (?:no )?ip ospf cost ",
        Impact.TRAFFIC,
        "adjacencies stay, but ways are computed anew: flows may move to other paths",
        OSPFD,
    ),
    Effect(r"interface [^>]+ > (?:no )?ip ospf bfd", Impact.HITLESS, "BFD comes or goes, the adjacency stays", OSPFD),
    Effect(r"interface [^>]+ > (?:no )?ip ospf ", Impact.TRAFFIC, "the adjacency ends until both ends agree", OSPFD),
    Effect(
        r"router ospf(?: vrf \S+)? > (?:no )?(?:maximum-paths|max-metric) ",
        Impact.TRAFFIC,
        "next hops are programmed again, and flows move to other paths",
        OSPFD,
    ),
    Effect(r"router ospf(?: vrf \S+)?(?:$| > ospf router-id )", Impact.TRAFFIC, "all adjacencies end", OSPFD),
    Effect(
        r"frr defaults ",
        Impact.RELOAD,
        "FRR reads its defaults when it starts; it has to be started again",
        "FRRouting, lib/defaults.c",
    ),
    Effect(r"frr version ", Impact.HITLESS, "it says which FRR wrote the file", "FRRouting, lib/defaults.c"),
    Effect(r"(?:no )?(?:hostname|log|service) ", Impact.HITLESS, "no packet depends on it", RELOAD),
    Effect(
        rf"(?:interface [^>]+ > |{SESSION}neighbor \S+ )description ",
        Impact.HITLESS,
        "a description is only text",
        RELOAD,
    ),
    Effect(
        rf"{SESSION}neighbor \S+ timers (?!connect)",
        Impact.HITLESS,
        "sessions agree on timers when they next open, and this one stays open",
        RFC4271,
    ),
    Effect(rf"{SESSION}neighbor \S+ timers connect ", Impact.HITLESS, "it counts only while a session is down", BGPD),
    Effect(
        r"bfd > profile [^>]+ > (?:no )?(?:detect-multiplier|transmit-interval|receive-interval) ",
        Impact.HITLESS,
        "BFD agrees on new timers with a poll sequence, and the session stays up",
        RFC5880,
    ),
    Effect(r"router bgp [^>]+$", Impact.TRAFFIC, "another AS number ends all BGP sessions", BGPD),
    Effect(rf"{SESSION}bgp router-id ", Impact.TRAFFIC, "another router id ends all BGP sessions", BGPD),
    Effect(
        rf"{SESSION}neighbor \S+ (?:interface )?remote-as ",
        Impact.TRAFFIC,
        "another AS number ends the BGP session",
        BGPD,
    ),
    Effect(rf"{SESSION}neighbor \S+ password ", Impact.TRAFFIC, "another password ends the BGP session", BGPD),
    Effect(
        rf"{SESSION}maximum-paths ",
        Impact.TRAFFIC,
        "next hops are programmed again, and flows move to other paths",
        BGPD,
    ),
    Effect(
        r"(?:route-map|ip prefix-list|ipv6 prefix-list|bgp (?:large-)?community-list) ",
        Impact.TRAFFIC,
        "sessions stay open, but routes are judged again: they may move or vanish",
        BGPD,
    ),
    Effect(
        rf"{SESSION}address-family l2vpn evpn > (?:no )?(?:rd|route-target) ",
        Impact.TRAFFIC,
        "sessions stay open, but routes of VRFs come or go",
        BGPD,
    ),
    Effect(
        rf"{SESSION}(?:no )?redistribute ",
        Impact.TRAFFIC,
        "sessions stay open, but routes are announced or withdrawn",
        BGPD,
    ),
    Effect(
        rf"{SESSION}neighbor \S+ route-map ",
        Impact.TRAFFIC,
        "the session stays open, but its routes are judged again: they may move or vanish",
        BGPD,
    ),
    Effect(
        r"interface [^>]+ > (?:no )?ipv?6? ?address ",
        Impact.TRAFFIC,
        "the routes and sessions of an address that goes end with it",
        "FRRouting, zebra/interface.c",
    ),
    Effect(
        r"pbr-map |interface [^>]+ > (?:no )?pbr-policy ",
        Impact.TRAFFIC,
        "packets of chains take another way at once",
        "FRRouting, pbrd/pbr_map.c",
    ),
    Effect(
        r"(?:no )?ip route \S+ blackhole 250",
        Impact.HITLESS,
        "any other route to the prefix is better: it counts while there is none",
        "FRRouting, staticd",
    ),
    Effect(
        r"vrf \S+ > (?:no )?ip route ",
        Impact.TRAFFIC,
        "packets of the VRF to the prefix take another way at once",
        STATICD,
    ),
)
