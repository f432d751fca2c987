"""FRR on Linux: the switch of the lab. FRR 8.4 routes, the kernel forwards, Debian's own files do the rest."""

import re
from collections.abc import Iterator

from fabricgen.device import Facts
from fabricgen.device.capabilities import Capabilities
from fabricgen.device.objection import Objection, names_of_interfaces
from fabricgen.fabric import Slot
from fabricgen.findings import Severity
from fabricgen.hardware import SwitchModel
from fabricgen.platforms import syntax
from fabricgen.platforms.frr_access import tables, tables6
from fabricgen.platforms.frr_effects import EFFECTS
from fabricgen.platforms.frr_marking import FILTERS as MARKING
from fabricgen.platforms.frr_terms import FILTERS
from fabricgen.platforms.platform import File, Platform, Section
from fabricgen.platforms.redirect_text import REDIRECTS, maps
from fabricgen.platforms.routing_text import ROUTING

HASH_ONLY = "Linux hashes each flow onto one of its equal paths and never looks at load"

LEFT_OUT = (
    "priority flow control and its buffers: virtual Ethernet has no data centre bridging (DCB)",
    "hash seed: the kernel draws one when it boots and uses it in all its namespaces",
)

NO_BRIDGING = "virtual Ethernet has no priority flow control, and so no headroom"
OWN_SEED = "the Linux kernel draws its seed when it boots"
INTERFACES = re.compile(r"eth0|bridge|(?:swp|vlan|bond|vni|irb)\d+")
"""As they are rendered."""
NAME_SERVERS_MAX = 3
"""MAXNS of the C library: resolv.conf(5)."""

CAPABILITIES = Capabilities(
    platform="frr",
    no_adaptive=HASH_ONLY,
    no_per_packet=HASH_ONLY,
    no_hash_seed=OWN_SEED,
    no_shared_headroom=NO_BRIDGING,
    no_queue_pair_hash="Linux hashes on addresses, protocol and ports, not on the RoCE queue pair behind them",
    no_ospf="",
    no_gateways="",
    no_translation="",
    no_marking="",
    no_vrf_gateways="",
    no_ospf_key="",
    no_policies="",
    no_gateway_filters="",
    no_wildcards="",
    no_login_filter="",
    no_routing_rate="",
    no_arp_rate="iptables, which Debian loads at boot, sees no ARP",
    no_other_rate="",
    no_control_filter="",
    entries_per_answer=2,
    no_evpn="",
    no_vtep="",
    no_loopback_sessions="",
    no_vrf_lite="",
    no_unnumbered_vrf_lite="",
    no_vrf_lite_leaks="",
    no_vrf_ospf="",
    no_ospf_leaks="FRR takes a route from another VRF by BGP, which hands on one of its equal next hops",
    no_stretch="",
    no_multihoming="",
    no_leaks="",
    no_redirection="",
    no_vrf_chains="",
    no_ospf_chains="",
    no_redirect_drop="",
    no_redirect_forward="",
    redirects_max=700,
    max_paths=128,
    vrf_name_max=15,
    no_clock="virtual Ethernet has no clock of its own, and all switches of a lab share the kernel's",
    no_facility="rsyslog sends messages with the facility of the program that wrote them, and fabricgen writes it no "
    "template that changes that",
    no_syslog_tls="rsyslog needs a package and files of certificates for it that fabricgen doesn't write",
    no_sflow="Debian has no package of an sFlow agent",
    no_gnmi="Debian has no package of a gNMI server",
    no_streaming="Debian has no package that sends counters of ports to a collector",
)
"""Debian's FRR takes up to 256 paths, but hides its default, 256. A VRF is an interface: 15 characters (IFNAMSIZ)."""


def port_name(_model: SwitchModel, slot: Slot) -> str:
    return f"swp{slot.cage}"


def objections(about: Facts) -> Iterator[Objection]:
    yield from _echoes(about)
    yield from _forgotten(about)
    yield from names_of_interfaces(about, INTERFACES)
    surplus = about.intent.management.dns[NAME_SERVERS_MAX:]
    if surplus:
        yield Objection(
            f"the C library asks the first {NAME_SERVERS_MAX} name servers and never {', '.join(surplus)}",
            ("management", "dns"),
            f"{NAME_SERVERS_MAX} are asked",
            "put the nearest ones first",
            Severity.WARNING,
        )


def _echoes(about: Facts) -> Iterator[Objection]:
    """FRRouting/frr, issue 15400: zebra works out who forwards what, and the kernel has nothing to do it with."""
    if about.tier.level == 0 and about.members:
        yield Objection(
            "Linux has no filter for what several leaves would send a host: it gets broadcasts from each of them, its "
            "own among them",
            ("multihomed", next(iter(about.intent.multihomed))),
            "no split horizon, no designated forwarder",
            "keep it to labs, where routes and failures are what is looked at",
            Severity.WARNING,
        )


def _forgotten(about: Facts) -> Iterator[Objection]:
    """FRRouting/frr, issue 12391, mended by pull request 12524: zebra adds the MAC address of a far leaf at once and
    removes it by a queue, so where a route is replaced the new one's goes with the old one's.
    """
    overlay, paths = about.overlay, about.tier.ports - about.tier.down
    if about.tier.level == 0 and paths > 1 and overlay is not None and overlay.evpn and overlay.vrfs:
        yield Objection(
            "FRR 8.4 loses the way to a leaf in all VRFs when the path that it had chosen goes, though others are left",
            ("overlay", "kind"),
            "routes of VRFs outlive no link or spine",
            "run FRR 8.4.5, 8.5.3, 9.0.1 or later, or write kind: vrf-lite",
            Severity.WARNING,
        )


SHARED = ("system",)

FRR = Platform(
    name="frr",
    title="FRRouting on Linux",
    releases="FRR 8.4 on Debian 12",
    files=(
        File(
            "{device}/frr.conf",
            (
                Section("head"),
                Section("drops"),
                Section("addresses"),
                Section("gateways"),
                Section("subinterfaces"),
                Section("bundles"),
                *ROUTING,
                Section("redirects"),
                Section("end"),
            ),
            syntax=syntax.FRR,
        ),
        File("{device}/vtysh.conf", (Section("vtysh"),), syntax=syntax.FRR),
        File("{device}/daemons", (Section("daemons"),)),
        File("{device}/sysctl.conf", (Section("sysctl", ("platform",)),)),
        File(
            "{device}/interfaces",
            (Section("interfaces"), Section("bonds"), Section("tunnels")),
            syntax=syntax.STANZAS,
        ),
        File("{device}/qdiscs", (Section("qdiscs"),), syntax=syntax.QUEUES),
        File("{device}/rules.v4", (Section("rules"),), optional=True),
        File("{device}/rules.v6", (Section("rules6"),), optional=True),
        File("{device}/hostname", (Section("hostname"),)),
        File("{device}/resolv.conf", (Section("resolv", SHARED),)),
        File("{device}/chrony.conf", (Section("chrony", SHARED),)),
        File("{device}/rsyslog.conf", (Section("rsyslog", SHARED),)),
        File("{device}/users", (Section("users", SHARED),)),
        File("{device}/sudoers", (Section("sudoers", SHARED),)),
        File("{device}/lldpd.conf", (Section("lldpd"),)),
    ),
    profile_parts=("link", "queues"),
    port_name=port_name,
    capabilities=CAPABILITIES,
    left_out=LEFT_OUT,
    filters=(
        *FILTERS,
        *MARKING,
        ("packet_filter", tables),
        ("packet_filter6", tables6),
        ("redirects", maps),
        *REDIRECTS,
    ),
    objections=objections,
    effects=EFFECTS,
)
