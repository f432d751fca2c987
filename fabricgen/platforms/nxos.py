"""Cisco NX-OS: port names, what it can do, and the order in which its running-config lists things."""

from dataclasses import replace

from fabricgen.device.capabilities import Capabilities
from fabricgen.fabric import Slot
from fabricgen.hardware import SwitchModel
from fabricgen.platforms import syntax
from fabricgen.platforms.class_redirects import links_to, policies
from fabricgen.platforms.nxos_access import FILTERS as ACCESS
from fabricgen.platforms.nxos_effects import EFFECTS
from fabricgen.platforms.nxos_limits import objections
from fabricgen.platforms.nxos_overlay import FILTERS as OVERLAY
from fabricgen.platforms.nxos_terms import FILTERS, LEFT_OUT, LEFT_OUT_SILICON_ONE, parts, place
from fabricgen.platforms.order_terms import FILTERS as ORDER
from fabricgen.platforms.platform import File, Platform, Section
from fabricgen.platforms.redirect_text import REDIRECTS

PROFILE = (
    "NX-OS changes a rate only in a copy of its whole profile, and no public source shows that of 10.5 as it prints"
)
UNSORTED = "no public source shows how packets of its sub-interfaces are sorted into queues"
UNPAUSED = f"{UNSORTED} and paused"
"""Cisco's QoS guide to NX-OS 7 says of the Nexus 9000 at large that marking policies can be on sub-interfaces; how, and
beside a policy of the port itself, it doesn't show, nor for the switches here.
"""
ON_CLOUD_SCALE = Capabilities(
    platform="nxos",
    no_queue_pair_hash="NX-OS hashes on user-defined bytes, but no public source says where it counts them from",
    no_shared_headroom="NX-OS sets headroom aside by itself; no public source shows how ports would share it",
    no_ospf="",
    no_gateways="",
    no_marking="Cisco shows DSCPs set on the way out for the Nexus 9000 at large, and not for these switches",
    no_large="no public configuration of NX-OS with large communities was found",
    no_vrf_gateways=UNSORTED,
    no_vrf_chains=UNSORTED,
    no_translation="no public source shows it drop large communities, so a partner's would pass it unseen",
    no_ospf_key="",
    max_paths=128,
    max_ospf_paths=64,
    no_redirection="",
    no_redirect_drop="",
    no_redirect_forward="",
    redirect_links=True,
    redirect_masks=True,
    no_policies="",
    no_gateway_filters="",
    no_wildcards="",
    no_login_filter="",
    no_control_filter="copp profile strict guards its processor, and a list of our own would replace all of that",
    no_routing_rate=PROFILE,
    no_arp_rate=PROFILE,
    no_other_rate=PROFILE,
    no_evpn="",
    no_vtep="",
    no_loopback_sessions="",
    no_multihoming="Nexus 9000 has port channels of several leaves from NX-OS 10.6(1) on, and this is for 10.5(3)F",
    no_vrf_lite=UNPAUSED,
    no_lossless_vrf_lite=UNPAUSED,
    no_leaks="services take tunnels to VNIs of other VRFs (downstream VNI), and no public source shows these switches "
    "with them",
    vrf_vlan=True,
    no_clock="Cisco's guide to Nexus 9000 has no G.8275.1 and no PTP over Ethernet, and no public source shows the "
    "command for a port that only gives time",
    no_facility="",
    no_syslog_tls="",
    no_sflow="",
    no_gnmi="",
    no_streaming="what NX-OS sends by itself is Cisco's own format, and it asks for the collector's host name; with "
    "gNMI the collector asks",
    reserved_vlans=((3968, 4094),),
    watchdog_actions=("drop",),
)
"""128 paths are what Cisco's own scripts for AI fabrics set; chips may take fewer. OSPF takes 64 (ospfDom, maxEcmp, in
the model behind Cisco's Terraform provider).
"""
ACTION = (
    "on Silicon One an ingress QoS policy picks what load may move, and the words of that action stand in no public "
    "source"
)
ON_SILICON_ONE = replace(
    ON_CLOUD_SCALE,
    no_adaptive=ACTION,
    no_per_packet=ACTION,
    no_vtep="no public source shows VXLAN tunnels end on Silicon One",
    no_hash_seed="no public source shows a hash seed set on Silicon One; NX-OS draws one at random",
)
SILICON_ONE = ("silicon-one-g200", "silicon-one-p200", "silicon-one-q200")
CAPABILITIES = replace(ON_CLOUD_SCALE, by_family=tuple((family, ON_SILICON_ONE) for family in SILICON_ONE))


def port_name(model: SwitchModel, slot: Slot) -> str:
    """Ethernet1/5, or Ethernet1/5/2 in a divided cage."""
    module, port = place(model, slot.cage)
    name = f"Ethernet{module}/{port}"
    return f"{name}/{(slot.lane - 1) // slot.lanes + 1}" if parts(model, slot.lanes) > 1 else name


SYSTEM = ("system",)
QUEUES = ("profiles",)

NXOS = Platform(
    name="nxos",
    title="Cisco NX-OS",
    releases="NX-OS 10.5(3)F and later, on Nexus 9300-GX2 and 9364E-SG2",
    files=(
        File(
            "{device}.cfg",
            (
                Section("head"),
                Section("features"),
                Section("breakouts"),
                Section("users", SYSTEM),
                Section("names", SYSTEM),
                Section("access"),
                Section("classes", ("lossless",)),
                Section("network", ("lossless", "profiles")),
                Section("queuing", QUEUES),
                Section("services", SYSTEM),
                Section("policy"),
                Section("exports"),
                Section("redirects"),
                Section("vlans"),
                Section("contexts"),
                Section("hardware"),
                Section("gateways"),
                Section("tunnels"),
                Section("interfaces"),
                Section("loopbacks"),
                Section("telemetry"),
                Section("lines", SYSTEM),
                Section("ospf"),
                Section("bgp"),
            ),
            syntax=syntax.NXOS,
        ),
    ),
    profile_parts=("link", "service"),
    port_name=port_name,
    capabilities=CAPABILITIES,
    left_out=(*LEFT_OUT, *LEFT_OUT_SILICON_ONE),
    filters=(*FILTERS, *ORDER, *ACCESS, *OVERLAY, ("class_redirects", policies), ("links_to", links_to), *REDIRECTS),
    objections=objections,
    effects=EFFECTS,
)
