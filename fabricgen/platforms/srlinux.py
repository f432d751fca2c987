"""Nokia SR Linux on 7220 IXR-H switches: port names, what they can do, the one file of a switch.

What a box can do is what it says itself: what `info from state system features` tells on each model is public
(github.com/srl-labs/yang-browser, static/releases/*/platform_features).
"""

from dataclasses import replace

from fabricgen.device.capabilities import Capabilities
from fabricgen.fabric import Slot
from fabricgen.hardware import SwitchModel
from fabricgen.platforms import syntax
from fabricgen.platforms.platform import File, Platform, Section
from fabricgen.platforms.srlinux_access import FILTERS as ACCESS
from fabricgen.platforms.srlinux_effects import EFFECTS
from fabricgen.platforms.srlinux_limits import objections
from fabricgen.platforms.srlinux_steering import FILTERS as STEERING
from fabricgen.platforms.srlinux_tenants import FILTERS as TENANTS
from fabricgen.platforms.srlinux_terms import FILTERS, merged

HASHED = "no word of the models of 25.3 balances by load: flows are only hashed"
TUNNELS = "7220 IXR-H don't list vxlan, as 7220 IXR-D do"
POLICED = "rates stand in the filters of its processor that it comes with, and a push leaves them alone"
ON_TOMAHAWK4 = Capabilities(
    platform="srlinux",
    no_adaptive=HASHED,
    no_per_packet=HASHED,
    no_queue_pair_hash="its hash takes addresses, ports, protocol, VLAN and flow label, not the RoCE queue pair",
    no_password="it shows a BGP password only encrypted, so what is written would never equal what runs",  # noqa: S106
    no_ospf="",
    no_ospf_key="it shows a key of OSPF only encrypted, so what is written would never equal what runs",
    no_clock="the lists of what 7220 IXR-H can do have no sync up to 25.10.1, which PTP needs",
    no_evpn=TUNNELS,
    no_vtep=TUNNELS,
    no_vrf_lite="",
    no_lossless_vrf_lite="it tells by DSCP what to pause only in packets without a tag",
    no_vrf_lite_leaks="in 25.3 it announces no route that came from another VRF; its lists have "
    "network-instance-leaked-route-readvertisement from 25.7 on",
    no_vrf_ospf="",
    no_leaks=TUNNELS,
    no_stretch=TUNNELS,
    no_multihoming=TUNNELS,
    no_gateways="",
    no_marking="its rewrite rules are by class, and no public source says that a class without one keeps its DSCPs",
    no_translation="",
    no_redirection="Nokia's lists of features have policy-based-forwarding-nh-transport for 7220 IXR-D and 7250 IXR, "
    "not for 7220 IXR-H",
    no_facility="",
    no_syslog_tls="its models of 25.3 know UDP and TCP for a syslog server, and no TLS",
    no_sflow="",
    no_gnmi="",
    no_streaming="no word of the models of 25.3 sends counters; with gNMI the collector asks",
    no_policies="",
    no_gateway_filters="",
    no_wildcards="",
    no_login_filter="",
    no_routing_rate=POLICED,
    no_arp_rate=POLICED,
    no_other_rate=POLICED,
    no_control_filter="its processor is guarded by the filters that it comes with, and a push leaves them alone",
    max_paths=128,
    max_ospf_paths=64,
    watchdog_actions=("forward",),
    vrf_name_max=247,
    tags_default=True,
)
"""128 paths: the boxes list bgp-multipath-maximum-paths-limit-128. OSPF takes 64
(YANG 25.3, ospf-ecmp). The watchdog goes on sending, deaf to pauses. Beside tagged subinterfaces of a port its models
take untagged packets in a bridged one alone (YANG 25.3, interfaces-vlans, untagged).
"""
CAPABILITIES = replace(
    ON_TOMAHAWK4,
    by_family=(
        (
            "tomahawk3",
            replace(
                ON_TOMAHAWK4, max_paths=64, no_vlans="7220 IXR-H2 and -H3 don't list bridged subinterfaces in 25.3"
            ),
        ),
    ),
)
"""64 paths where no wider limit is listed: Nokia gives 64, 128 and 256."""

FIRST_CAGE = {"nokia-7220-ixr-h3": 3}
"""Number on the panel of the first cage; ports 1 and 2 of this one are SFP+ (YANG 25.3, port-speed)."""


def port_name(box: SwitchModel, slot: Slot) -> str:
    """Cages count from 1: ethernet-1/5, or ethernet-1/5/2 in a divided one."""
    name = f"ethernet-1/{slot.cage - 1 + FIRST_CAGE.get(box.name, 1)}"
    return name if slot.lanes == box.fabric.lanes else f"{name}/{(slot.lane - 1) // slot.lanes + 1}"


LEFT_OUT = (
    "servers for SSH, NETCONF, gRPC and JSON-RPC, their TLS profiles and certificates: a push keeps the box's own",
    "filters of the control plane, logs on the box itself, the user linuxadmin: a push keeps the box's own",
    "how often counters are in flow samples: the models have no word for it",
    "where a paused class resumes: the chip decides, Nokia has no word for it on 7220 IXR",
    "FEC but at 100G over four lanes: the standard leaves no choice",
)

SRLINUX = Platform(
    name="srlinux",
    title="Nokia SR Linux",
    releases="25.3 on 7220 IXR-H2 to H5",
    files=(
        File(
            "{device}.json",
            (
                Section("identity"),
                Section("system", ("system",)),
                Section("ports"),
                Section("gateways"),
                Section("instances"),
                Section("bgp"),
                Section("ospf"),
                Section("vrfs"),
                Section("telemetry"),
                Section("access"),
                Section("policy"),
                Section("steering"),
                Section("classes", ("lossless",)),
                Section("buffers"),
                Section("queues"),
                Section("links"),
            ),
            merged,
            syntax.SRLINUX,
        ),
    ),
    profile_parts=("link", "whole", "piece", "packet", "bare", "service"),
    port_name=port_name,
    capabilities=CAPABILITIES,
    left_out=LEFT_OUT,
    filters=(*FILTERS, *ACCESS, *STEERING, *TENANTS),
    objections=objections,
    effects=EFFECTS,
)
