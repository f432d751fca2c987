"""NVIDIA Cumulus Linux: one NVUE document per switch, in the form that `nv config show` prints and `nv config replace`
takes.
"""

from dataclasses import replace

from fabricgen.device.capabilities import Capabilities
from fabricgen.fabric import Slot
from fabricgen.hardware import SwitchModel
from fabricgen.platforms import syntax
from fabricgen.platforms.copp import policers
from fabricgen.platforms.cumulus_access import acls, entered, own_lists
from fabricgen.platforms.cumulus_effects import EFFECTS
from fabricgen.platforms.cumulus_limits import objections
from fabricgen.platforms.cumulus_stretch import beside, stretched
from fabricgen.platforms.cumulus_tenants import FILTERS as TENANTS
from fabricgen.platforms.cumulus_terms import FILTERS
from fabricgen.platforms.order_terms import in_order
from fabricgen.platforms.platform import File, Platform, Section
from fabricgen.platforms.redirect_text import REDIRECTS, group, hops, maps

ON_SPECTRUM4 = Capabilities(
    platform="cumulus",
    no_queue_pair_hash="its ECMP hash has no field for the RoCE queue pair",
    no_shared_headroom="a headroom pool to share came with 5.17; before, each port has what its cable needs",
    no_password="NVUE encrypts it and shows no more of it: a difference would never be empty",  # noqa: S106 - a reason
    no_ospf="",
    no_evpn="",
    no_vtep="",
    no_vrf_lite="",
    no_vrf_lite_leaks="",
    no_vrf_ospf="",
    no_ospf_leaks="it takes a route from another VRF by BGP, which hands on one of its equal next hops",
    no_loopback_sessions="",
    no_stretch="",
    no_multihoming="",
    no_leaks="it takes routes of a VNI by route target only where that VNI isn't on the switch itself (Downstream VNI)",
    no_adaptive_vrf_lite="its adaptive routing takes next hops of the default VRF only",
    no_adaptive_vxlan="",
    no_ospf_key="NVUE encrypts it and shows no more of it: a difference would never be empty",
    no_redirection="",
    no_redirect_forward="",
    no_vrf_chains="",
    no_ospf_chains="",
    no_redirect_drop="no public source shows its chip drop what a rule sends to a next hop that is gone",
    redirects_max=255,
    no_gateways="NVUE prepends one AS number, once; no public source shows how it would rank gateways towards the WAN",
    max_paths=128,
    reserved_vlans=((1, 1), (3725, 3999), (4095, 4095)),
    watchdog_actions=("drop",),
    vrf_name_max=15,
    no_clock="",
    no_facility="no command of NVUE sets it: messages bear the facility of the program that wrote them",
    no_syslog_tls="NVUE knows UDP and TCP for a syslog server, and no TLS",
    no_routing_rate="",
    no_arp_rate="",
    no_other_rate="",
    no_policies="",
    no_gateway_filters="NVIDIA's guide shows its access lists at switch ports, none at a VLAN",
    no_wildcards="its access lists take prefixes",
    no_login_filter="",
    no_control_filter="",
    entries_per_answer=2,
    no_sflow="",
    no_gnmi="no public source shows its gNMI server in the management VRF",
    no_streaming="",
    samples_max=16_384,
)
"""1 is what a bridge calls untagged; 3725 to 3999 are the switch's own (Reserved VLAN Range and Limitations)."""
CAPABILITIES = replace(ON_SPECTRUM4, by_family=(("spectrum3", replace(ON_SPECTRUM4, max_paths=64)),))

LEFT_OUT = (
    "DNS domain: no NVUE word for it was found",
    "headroom in bytes: the switch works it out from cable-length and speed",
    "restoration time of the PFC watchdog: it ends after a polling interval without pause",
)


def port_name(model: SwitchModel, slot: Slot) -> str:
    """swp5 is a whole cage, swp5s1 the second port of a divided one."""
    if slot.lanes == model.fabric.lanes:
        return f"swp{slot.cage}"
    return f"swp{slot.cage}s{(slot.lane - 1) // slot.lanes}"


CUMULUS = Platform(
    name="cumulus",
    title="NVIDIA Cumulus Linux (NVUE)",
    releases="5.13 and 5.14",
    files=(
        File(
            "{device}.yaml",
            (
                Section("head"),
                Section("acl"),
                Section("bridge"),
                Section("evpn"),
                Section("loopbacks"),
                Section("interfaces"),
                Section("gateways"),
                Section("nve"),
                Section("qos", ("profiles", "lossless")),
                Section("routing"),
                Section("services", ("system", "clock")),
                Section("system"),
                Section("bgp"),
            ),
            syntax=syntax.NVUE,
        ),
    ),
    profile_parts=("trunk", "link", "classes", "samples"),
    port_name=port_name,
    capabilities=CAPABILITIES,
    left_out=LEFT_OUT,
    filters=(
        *FILTERS,
        *TENANTS,
        ("in_order", in_order),
        ("stretched", stretched),
        ("beside", beside),
        ("acls", acls),
        ("entered", entered),
        ("own_lists", own_lists),
        ("policers", policers),
        ("group", group),
        ("hops", hops),
        ("redirects", maps),
        *REDIRECTS,
    ),
    objections=objections,
    effects=EFFECTS,
)
