"""Junos and Junos Evolved: port names, what they can do, and the order in which a configuration lists things."""

from dataclasses import replace

from fabricgen.device.capabilities import Capabilities
from fabricgen.fabric import Slot
from fabricgen.hardware import SwitchModel
from fabricgen.platforms import syntax
from fabricgen.platforms.access_text import at_borders
from fabricgen.platforms.copp import ddos
from fabricgen.platforms.junos_access import at_hosts, at_loopback, at_vlan, firewall
from fabricgen.platforms.junos_bridging import bridged, own_segment
from fabricgen.platforms.junos_effects import EFFECTS
from fabricgen.platforms.junos_limits import objections
from fabricgen.platforms.junos_steering import agreed, marks, prepended, through, translating
from fabricgen.platforms.junos_terms import FILTERS, LEFT_OUT, LEFT_OUT_PTX, LEFT_OUT_TAGGED
from fabricgen.platforms.junos_units import members, tagging
from fabricgen.platforms.platform import File, Platform, Section
from fabricgen.platforms.steering_terms import told

NO_CLOCK = (
    "Juniper's list of boundary clocks with G.8275.1 has the PTX10004 and PTX10008, not this switch, and no public "
    "source has it for the profiles over IPv4"
)
DISCOVERY = "discovery of BGP neighbours by router advertisements is published for the QFX5240 only"
ALL_OR_NONE = (
    "a rewrite rule gives each class of a port one DSCP, all or none of them: the rest would lose those it keeps"
)
"""Juniper, Defining CoS Rewrite Rules (QFX): on a port, all forwarding classes in use have rules, or none."""
NEXT_HOPS = "it keeps the next hop of EVPN routes between loopbacks only (multihop no-nexthop-change)"
ROUTED = "public designs with these switches route VXLAN and don't bridge it"
BESIDE_TAGS = "no public source shows an untagged unit beside tagged ones on a port of these switches"
UNTAGGED = "no public design has tagged Layer 3 units on this switch; Juniper has validated them on the QFX5130"
NO_TUNNELS = "no public design has VXLAN tunnels on this switch; Juniper has validated them on the QFX5240"
ON_TOMAHAWK5 = Capabilities(
    platform="junos",
    no_queue_pair_hash="no keyword of Junos 24.4 hashes on the RoCE queue pair; the UDP source port varies instead",
    no_ospf="",
    no_gateways="",
    no_marking=ALL_OR_NONE,
    no_translation="",
    no_redirection="public sources show filters with a next hop (next-ip) on MX routers, none on these boxes",
    no_ospf_key="",
    no_evpn="",
    no_vtep="",
    no_link_sessions=NEXT_HOPS,
    no_loopback_sessions="",
    no_adaptive_vxlan="",
    no_vrf_lite=BESIDE_TAGS,
    no_lossless_vrf_lite=BESIDE_TAGS,
    no_stretch=ROUTED,
    no_multihoming=ROUTED,
    no_vrf_chains=UNTAGGED,
    max_paths=128,
    watchdog_actions=("drop", "forward"),
    vrf_name_max=128,
    no_clock=NO_CLOCK,
    no_policies="",
    no_gateway_filters="",
    no_wildcards="no public source shows a mask with holes in a filter of these switches",
    no_login_filter="",
    no_routing_rate="",
    no_arp_rate="",
    no_other_rate="its policers know protocols one by one, and none for the rest",
    no_control_filter="",
    no_facility="",
    no_syslog_tls="its TLS wants a profile of the authority in the same configuration, and no public source shows one "
    "for these switches",
    no_sflow="",
    no_gnmi="",
    no_streaming="no public source shows an encrypted export on these switches; with gNMI the collector asks",
)
"""128 of the 512 next hops that the statement takes are what public sources show on QFX5000 chips."""
ON_TOMAHAWK = replace(
    ON_TOMAHAWK5, no_unnumbered=DISCOVERY, no_vtep=NO_TUNNELS, no_adaptive_vxlan=Capabilities("").no_adaptive_vxlan
)
BALANCING = "no public source shows dynamic load balancing on PTX: its flows are hashed"
ON_TRIDENT = replace(ON_TOMAHAWK, no_vtep="", no_stretch="", no_multihoming="", no_vrf_chains="")
"""The QFX5130 of Juniper's validated designs bridges VXLAN (github.com/Juniper/jvd, 5stage_evpn_vxlan), and has a
tagged unit in each VRF at ports to other networks (3stage_dc, evpn_vxlan_dci).
"""
ON_EXPRESS = replace(
    ON_TOMAHAWK,
    no_adaptive=BALANCING,
    no_per_packet=BALANCING,
    no_hash_seed="no public source shows a hash seed set on PTX; Junos picks one itself",
    no_shared_headroom="PTX holds paused traffic in virtual output queues: it has no headroom pool to share",
    no_vlans="the VLANs and gateways that we render are those of QFX switches",
)
CAPABILITIES = replace(
    ON_TOMAHAWK5,
    by_family=(
        ("tomahawk3", ON_TOMAHAWK),
        ("tomahawk4", ON_TOMAHAWK),
        ("trident4", ON_TRIDENT),
        ("express5", ON_EXPRESS),
    ),
)


def port_name(model: SwitchModel, slot: Slot) -> str:
    """Cages and parts of a cage count from 0: et-0/0/5, or et-0/0/5:1 in a divided one."""
    name = f"et-0/0/{slot.cage - 1}"
    return name if slot.lanes == model.fabric.lanes else f"{name}:{(slot.lane - 1) // slot.lanes}"


JUNOS = Platform(
    name="junos",
    title="Juniper Junos and Junos Evolved",
    releases="Junos Evolved 23.4X100-D20 and later on QFX5200, 24.4R1-EVO and later on PTX10002",
    files=(
        File(
            "{device}.conf",
            (
                Section("head"),
                Section("system", ("system", "telemetry", "rates", "asic")),
                Section("chassis", ("ecmp", "bundles")),
                Section("interfaces"),
                Section("gateways"),
                Section("forwarding"),
                Section("policy"),
                Section("classes", ("lossless",)),
                Section("markings", ("profiles", "model")),
                Section("buffers"),
                Section("pauses", ("lossless", "profiles", "model")),
                Section("queues"),
                Section("firewall"),
                Section("instances"),
                Section("routing"),
                Section("bgp"),
                Section("ospf"),
                Section("lldp"),
                Section("sflow"),
                Section("rstp"),
                Section("vlans"),
            ),
            syntax=syntax.JUNOS,
        ),
    ),
    profile_parts=("link", "bare", "service", "map", "scheduler"),
    port_name=port_name,
    capabilities=CAPABILITIES,
    left_out=(*LEFT_OUT, *LEFT_OUT_PTX, *LEFT_OUT_TAGGED),
    filters=(
        *FILTERS,
        ("at_borders", at_borders),
        ("bridged", bridged),
        ("own_segment", own_segment),
        ("at_hosts", at_hosts),
        ("ddos", ddos),
        ("at_loopback", at_loopback),
        ("at_vlan", at_vlan),
        ("firewall", firewall),
        ("agreed", agreed),
        ("marks", marks),
        ("members", members),
        ("prepended", prepended),
        ("tagging", tagging),
        ("through", through),
        ("told", told),
        ("translating", translating),
    ),
    objections=objections,
    effects=EFFECTS,
)
