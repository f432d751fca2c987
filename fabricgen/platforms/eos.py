"""Arista EOS: port names, what it can do, and the order in which its running-config lists things."""

from dataclasses import replace

from fabricgen.device.capabilities import Capabilities
from fabricgen.fabric import Slot
from fabricgen.hardware import SwitchModel
from fabricgen.platforms import syntax
from fabricgen.platforms.access_text import at_borders
from fabricgen.platforms.class_redirects import policies
from fabricgen.platforms.copp import shaped
from fabricgen.platforms.eos_access import gateway_list, host_list, listings
from fabricgen.platforms.eos_effects import EFFECTS
from fabricgen.platforms.eos_limits import objections
from fabricgen.platforms.eos_terms import CHIPS, FILTERS, INTERNAL_VLANS, LEFT_OUT
from fabricgen.platforms.order_terms import FILTERS as ORDER
from fabricgen.platforms.platform import File, Platform, Section
from fabricgen.platforms.redirect_text import REDIRECTS

ON_TOMAHAWK = Capabilities(
    platform="eos",
    no_per_packet="no public source shows how EOS sprays single packets; its dynamic load balancing moves flowlets",
    no_queue_pair_hash="on Tomahawk EOS hashes user-defined fields for port channels; for ECMP no source says so",
    no_ospf="",
    no_gateways="",
    no_marking="its policy maps set DSCPs on what comes in; no public source shows these switches do it on the way out",
    no_translation="",
    no_vrf_gateways="",
    no_vrf_chains="",
    no_ospf_chains="",
    no_ospf_key="",
    no_evpn="",
    no_vtep="",
    no_loopback_sessions="",
    no_vrf_lite="",
    no_vrf_lite_leaks="",
    no_vrf_ospf="",
    no_ospf_leaks="",
    no_stretch="",
    no_multihoming="",
    no_leaks="",
    max_paths=600,
    reserved_vlans=((INTERNAL_VLANS.start, INTERNAL_VLANS.stop - 1),),
    watchdog_actions=("drop", "alert"),
    no_redirection="",
    no_redirect_drop="no public source shows what EOS does with packets whose next hop is gone",
    no_redirect_forward="no public source shows what EOS does with packets whose next hop is gone",
    redirect_masks=True,
    no_policies="",
    no_gateway_filters="",
    no_wildcards="",
    no_login_filter="",
    no_control_filter="",
    no_routing_rate="",
    no_arp_rate="",
    no_other_rate="",
    no_clock="",
    no_facility="",
    no_syslog_tls="",
    no_sflow="",
    no_gnmi="",
    no_streaming="what EOS sends by itself (TerminAttr) speaks to Arista's CloudVision; gNMI is asked by the collector",
)
"""The 600 paths are of the Arista AVD schema; chips take fewer."""
KILOBITS = "on 7800R4 EOS counts its classes in kilobits, not in packets"
ON_JERICHO = replace(
    ON_TOMAHAWK,
    no_routing_rate=KILOBITS,
    no_arp_rate=KILOBITS,
    no_other_rate=KILOBITS,
    no_queue_pair_hash="",
    no_hash_seed="no public source shows how EOS sets a hash seed on 7800R4",
    no_shared_headroom="7800R4 holds paused traffic in virtual output queues: it has no headroom pool to share",
)
CAPABILITIES = replace(
    ON_TOMAHAWK, by_family=tuple((family, ON_JERICHO) for family, word in CHIPS.items() if word == "sand")
)


def port_name(model: SwitchModel, slot: Slot) -> str:
    """Ethernet5/1; on a chassis card and port come first; a cage of one lane has no lane number."""
    if model.chassis is not None:
        card, port = model.chassis.place(slot.cage)
        return f"Ethernet{card}/{port}/{slot.lane}"
    return f"Ethernet{slot.cage}/{slot.lane}" if model.fabric.lanes > 1 else f"Ethernet{slot.cage}"


SYSTEM = ("system",)

EOS = Platform(
    name="eos",
    title="Arista EOS",
    releases="EOS 4.33.1F and later",
    files=(
        File(
            "{device}.cfg",
            (
                Section("head"),
                Section("users", SYSTEM),
                Section("chips"),
                Section("tracking", about="bundles"),
                Section("services", ("system", "model")),
                Section("buffers"),
                Section("names"),
                Section("ptp", about="clock"),
                Section("qos_profiles", ("profiles",)),
                Section("sflow", ("telemetry", "profiles", "system", "model")),
                Section("vlans"),
                Section("api", SYSTEM),
                Section("gnmi", ("telemetry", "system")),
                Section("bundles", about="bundles"),
                Section("interfaces"),
                Section("gateways"),
                Section("tunnels", about="overlay"),
                Section("access"),
                Section("routing"),
                Section("steering", about="steering"),
                Section("prefixes"),
                Section("guard", about="filters"),
                Section("redirects", about="redirection"),
                Section("clock", ("system", "model")),
                Section("copp", about="rates"),
                Section("lossless", ("lossless",)),
                Section("policy"),
                Section("leaks", about="overlay"),
                Section("bgp"),
                Section("vrfs"),
                Section("ospf", about="ospf_instances"),
                Section("end"),
            ),
            syntax=syntax.EOS,
        ),
    ),
    profile_parts=("link", "service", "qos_profile"),
    port_name=port_name,
    capabilities=CAPABILITIES,
    left_out=LEFT_OUT,
    filters=(
        *FILTERS,
        *ORDER,
        ("access_listings", listings),
        ("class_redirects", policies),
        *REDIRECTS,
        ("copp_classes", shaped),
        ("at_borders", at_borders),
        ("gateway_list", gateway_list),
        ("host_list", host_list),
    ),
    objections=objections,
    effects=EFFECTS,
)
