"""What a changed line does to traffic on IOS-XR. Where no public document says that it does nothing, it's taken for the
worse.
"""

from fabricgen.platforms.effect import Effect, Impact

GUIDE = "Cisco IOS XR Configuration Guide for Cisco 8000"
RFC5880 = "RFC 5880, section 6.8.3"
RFC4271 = "RFC 4271, section 4.2"
SESSION = r"router bgp [^>]+ > (?:neighbor-group|neighbor) [^>]+ > "
DEFAULT_ROUTE = r"(?:0\.0\.0\.0/0|::/0)"
"""Of the management network: tenants have none here, whose way out it would be, as this platform has no gateways."""
PORT = r"interface (?!Loopback|MgmtEth)[^>]+ > "

EFFECTS = (
    Effect(
        r"ipv[46] access-list |interface [^>]+ > ipv[46] access-group |ssh server (?:netconf )?vrf [^>]+ access-list ",
        Impact.TRAFFIC,
        "who may talk to whom changes at once",
        f"{GUIDE}, Implementing Access Lists",
    ),
    Effect(
        r"hostname |username |domain |logging |ntp\b|lldp\b|ssh |netconf-yang |interface MgmtEth|"
        rf"router static > vrf [^>]+ > address-family [^>]+ > {DEFAULT_ROUTE} ",
        Impact.HITLESS,
        "it is about management; no packet of the fabric depends on it",
        GUIDE,
    ),
    Effect(
        rf"(?:interface [^>]+ > |{SESSION})description ",
        Impact.HITLESS,
        "a description is only text",
        f"{GUIDE}, description",
    ),
    Effect(
        rf"flow (?:exporter|monitor)-map |sampler-map |{PORT}flow ",
        Impact.HITLESS,
        "copies of packets are sent elsewhere; the packets go their way",
        f"{GUIDE}, sFlow",
    ),
    Effect(
        rf"ptp\b|{PORT}ptp\b",
        Impact.HITLESS,
        "clocks may step; packets go their way",
        f"{GUIDE}, Precision Time Protocol",
    ),
    Effect(
        r"lpts pifib hardware police",
        Impact.HITLESS,
        "only packets for the processor of the switch are counted by it",
        f"{GUIDE}, Implementing LPTS",
    ),
    Effect(
        r"hw-module profile netflow ",
        Impact.RELOAD,
        "cards sample for sFlow only after a reload",
        f"{GUIDE}, hw-module profile netflow",
    ),
    Effect(
        r"hw-module profile ",
        Impact.RELOAD,
        "buffers are carved anew when the card or the router reloads",
        f"{GUIDE}, hw-module profile priority-flow-control",
    ),
    Effect(
        r"controller Optics",
        Impact.TRAFFIC,
        "the cage is divided anew: all its ports go down, and some may come and go",
        f"{GUIDE}, breakout",
    ),
    Effect(
        rf"{PORT}mtu ",
        Impact.TRAFFIC,
        "larger packets are dropped until both ends agree",
        f"{GUIDE}, mtu",
    ),
    Effect(
        r"interface [^>]+ > vrf ",
        Impact.TRAFFIC,
        "the port loses its addresses and moves to another table",
        f"{GUIDE}, vrf",
    ),
    Effect(
        r"interface [^>]+ > encapsulation dot1q ",
        Impact.TRAFFIC,
        "the sub-interface takes packets with its own tag and no others",
        f"{GUIDE}, encapsulation dot1q",
    ),
    Effect(
        rf"router static > vrf [^>]+ > address-family [^>]+ > (?!{DEFAULT_ROUTE} )",
        Impact.TRAFFIC,
        "what goes by this route goes elsewhere at once, or nowhere",
        f"{GUIDE}, Implementing Static Routes",
    ),
    Effect(
        r"router bgp [^>]+ > (?:vrf [^>]+ > )?(?:address-family [^>]+ > redistribute |default-information originate)",
        Impact.TRAFFIC,
        "sessions stay open, but routes may come or vanish on other switches",
        f"{GUIDE}, redistribute",
    ),
    Effect(
        r"interface [^>]+ > ipv[46] address ",
        Impact.TRAFFIC,
        "the routes and sessions of an address that goes end with it",
        f"{GUIDE}, ipv4 address",
    ),
    Effect(
        rf"priority-flow-control |{PORT}priority-flow-control ",
        Impact.TRAFFIC,
        "what is paused, and for how long, changes at once",
        f"{GUIDE}, priority-flow-control",
    ),
    Effect(
        rf"class-map |policy-map |{PORT}service-policy ",
        Impact.TRAFFIC,
        "the queues of the ports with that policy are set up anew",
        f"{GUIDE}, Modular QoS",
    ),
    Effect(
        r"cef platform load-balancing ",
        Impact.TRAFFIC,
        "flows are hashed otherwise and move to other paths",
        f"{GUIDE}, cef platform load-balancing",
    ),
    Effect(
        rf"{SESSION}bfd (?:minimum-interval|multiplier) ",
        Impact.HITLESS,
        "BFD agrees on new timers with a poll sequence, and the session stays up",
        RFC5880,
    ),
    Effect(
        rf"{SESSION}timers ",
        Impact.HITLESS,
        "sessions agree on timers when they next open, and this one stays open",
        RFC4271,
    ),
    Effect(r"router bgp [^>]+$", Impact.TRAFFIC, "another AS number ends all BGP sessions", RFC4271),
    Effect(r"router bgp [^>]+ > bgp router-id ", Impact.TRAFFIC, "another router id ends all BGP sessions", RFC4271),
    Effect(rf"{SESSION}remote-as ", Impact.TRAFFIC, "another AS number ends the BGP session", RFC4271),
    Effect(rf"{SESSION}password ", Impact.TRAFFIC, "another password ends the BGP session", "RFC 2385"),
    Effect(
        r"router bgp [^>]+ > address-family [^>]+ > maximum-paths ",
        Impact.TRAFFIC,
        "next hops are programmed again, and flows move to other paths",
        f"{GUIDE}, maximum-paths",
    ),
    Effect(
        r"router ospf [^>]+ > (?:vrf [^>]+ > )?(?:maximum paths |area [^>]+ > interface [^>]+ > cost )",
        Impact.TRAFFIC,
        "adjacencies stay, but ways are computed anew: flows may move to other paths",
        f"{GUIDE}, Implementing OSPF",
    ),
    Effect(
        r"router ospf [^>]+ > (?:vrf [^>]+ > )?area [^>]+ > interface [^>]+ > bfd (?:minimum-interval|multiplier) ",
        Impact.HITLESS,
        "BFD agrees on new timers with a poll sequence, and the adjacency stays up",
        RFC5880,
    ),
    Effect(r"router ospf ", Impact.TRAFFIC, "adjacencies may end until both ends agree", f"{GUIDE}, Implementing OSPF"),
    Effect(
        r"(?:prefix-set|community-set|route-policy) ",
        Impact.TRAFFIC,
        "sessions stay open, but routes are judged again: they may move or vanish",
        f"{GUIDE}, route-policy",
    ),
)
