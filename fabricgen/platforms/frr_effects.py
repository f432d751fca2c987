"""What a changed line does to traffic on an FRR switch."""

from fabricgen.platforms.effect import Effect, Impact
from fabricgen.platforms.routing_effects import routing

MANAGEMENT = r"(?:hostname|resolv\.conf|chrony\.conf|rsyslog\.conf|users|sudoers|lldpd\.conf|vtysh\.conf) >"
IFUPDOWN = "ifupdown2, interfaces(5)"

EFFECTS = (
    *routing(r"frr\.conf"),
    Effect(MANAGEMENT, Impact.HITLESS, "it is about management; no packet of the fabric depends on it", "Debian 12"),
    Effect(
        r"daemons >",
        Impact.TRAFFIC,
        "daemons take their options when they start: routing restarts",
        "FRRouting, tools/frrinit.sh",
    ),
    Effect(r"interfaces > [^>]+ > mtu ", Impact.TRAFFIC, "larger packets are dropped until both ends agree", IFUPDOWN),
    Effect(
        r"rules\.v[46] >",
        Impact.TRAFFIC,
        "what passes and what is dropped changes at once",
        "iptables-restore(8)",
    ),
    Effect(r"qdiscs >", Impact.TRAFFIC, "the queues of a port are emptied and built anew", "tc(8)"),
    Effect(
        r"sysctl\.conf > net\.ipv[46]\.fib_multipath",
        Impact.TRAFFIC,
        "flows move to other paths",
        "Linux, Documentation/networking/ip-sysctl.rst",
    ),
)
