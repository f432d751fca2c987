"""Cisco IOS-XR on the 8000 series: port names, what it can do, and the order in which a configuration lists things."""

from dataclasses import replace

from fabricgen.device.capabilities import Capabilities
from fabricgen.fabric import Slot
from fabricgen.hardware import SwitchModel
from fabricgen.platforms import syntax
from fabricgen.platforms.copp import flows
from fabricgen.platforms.iosxr_access import FILTERS as ACCESS
from fabricgen.platforms.iosxr_effects import EFFECTS
from fabricgen.platforms.iosxr_limits import TIMED, objections
from fabricgen.platforms.iosxr_terms import FILTERS, LEFT_OUT, LEFT_OUT_DEEP
from fabricgen.platforms.order_terms import FILTERS as ORDER
from fabricgen.platforms.overlay_terms import span_words
from fabricgen.platforms.platform import File, Platform, Section

HASHED = "flows are hashed: Cisco's models of IOS-XR 26.2.1 have no load balancing by flowlet or packet"
EVPN = "no public source shows which boxes of the 8000 series carry EVPN with VXLAN, and from which release on"
ELSEWHERE = Capabilities(
    platform="iosxr",
    no_adaptive=HASHED,
    no_per_packet=HASHED,
    no_unnumbered="a BGP neighbour is an address there, in Cisco's models of IOS-XR 26.2.1 as before",
    no_queue_pair_hash="hashing on other fields has no published command; the UDP source port varies instead",
    no_shared_headroom="headroom is set for a traffic class; no public source shows a pool that ports share",
    no_vlans="VLANs are bridge domains with a BVI, and no public source shows PFC on their ports",
    no_ospf="",
    no_ospf_key="",
    max_paths=128,
    max_ospf_paths=64,
    no_policies="",
    no_redirection="public sources show access lists with next hops on NCS 5500 and ASR 9000, none on the 8000 series",
    no_gateway_filters="VLANs are bridge domains with a BVI, which fabricgen doesn't render",
    no_wildcards="",
    no_login_filter="",
    no_routing_rate="",
    no_arp_rate="ARP is policed by each line card for itself, and no public source shows it on the 8000 series",
    no_other_rate="its LPTS polices some eighty flows one by one, and none for the rest",
    no_control_filter="its LPTS takes what is configured and nothing else, and asks no access list",
    no_evpn=EVPN,
    no_vtep=EVPN,
    no_vrf_lite="",
    no_vrf_ospf="",
    no_vrf_chains="",
    no_ospf_chains="no public source says whether static routes in a VRF's OSPF get the down bit of RFC 4577 there, "
    "which makes other routers pass them over",
    no_vrf_lite_leaks="no public source shows it keep all equal next hops of a route that it takes from another VRF",
    no_stretch=EVPN,
    no_multihoming=EVPN,
    no_clock="of the boxes that fabricgen has, Cisco's guide to the 8000 series names the 8202-32FH-M alone for PTP",
    no_facility="",
    no_syslog_tls="public configurations name its syslog servers over TLS by host, and a page has their addresses",
    no_sflow="",
    no_gnmi="Cisco removes the lines that name its certificate in 26.3.1, and no public source shows those that come "
    "instead at work",
    no_streaming="what IOS-XR sends by itself is Cisco's own format, and it asks for the collector's host name",
    watchdog_actions=("drop",),
)
"""128 paths: what releases up to 7.6 took on the 8000 (Cisco-IOS-XR-ipv4-bgp-cfg-8000-deviations); later ones more."""
CAPABILITIES = replace(ELSEWHERE, by_model=((TIMED, replace(ELSEWHERE, no_clock="")),))

SPEEDS = {
    10: "TenGigE", 25: "TwentyFiveGigE", 40: "FortyGigE", 50: "FiftyGigE", 100: "HundredGigE", 200: "TwoHundredGigE",
    400: "FourHundredGigE", 800: "EightHundredGigE",
}  # fmt: skip
"""Cisco-IOS-XR-um-if-ethernet-cfg names them all."""


def port_name(model: SwitchModel, slot: Slot) -> str:
    """FourHundredGigE0/0/0/5: rack, card, 0, cage from 0; the parts of a divided cage have a fifth number."""
    card, port = model.chassis.place(slot.cage) if model.chassis is not None else (0, slot.cage)
    name = f"{SPEEDS[slot.gbps]}0/{card}/0/{port - 1}"
    return name if slot.lanes == model.fabric.lanes else f"{name}/{(slot.lane - 1) // slot.lanes}"


SYSTEM = ("system",)

IOSXR = Platform(
    name="iosxr",
    title="Cisco IOS-XR",
    releases="IOS-XR 25.3.1 and later on the 8000 series",
    files=(
        File(
            "{device}.cfg",
            (
                Section("head"),
                Section("system", SYSTEM),
                Section("vrfs"),
                Section("time", SYSTEM),
                Section("ptp"),
                Section("forwarding"),
                Section("lpts", ("rates",)),
                Section("flows", ("telemetry", "profiles", "system", "model")),
                Section("pauses", ("lossless", "profiles", "model", "deep")),
                Section("lists"),
                Section("classes", ("lossless",)),
                Section("queues", ("profiles", "model", "deep")),
                Section("loopbacks"),
                Section("optics"),
                Section("interfaces"),
                Section("subinterfaces"),
                Section("sets"),
                Section("policy"),
                Section("tenants"),
                Section("routes"),
                Section("ospf"),
                Section("bgp"),
                Section("access", SYSTEM),
            ),
            syntax=syntax.IOSXR,
        ),
    ),
    profile_parts=("link",),
    port_name=port_name,
    capabilities=CAPABILITIES,
    left_out=(*LEFT_OUT, *LEFT_OUT_DEEP),
    filters=(*FILTERS, *ORDER, *ACCESS, ("span_words", span_words), ("lpts_flows", flows)),
    objections=objections,
    effects=EFFECTS,
)
