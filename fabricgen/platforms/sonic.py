"""Community SONiC: config_db.json for the switch, frr.conf for its routing, password hashes for its Linux.

Paths in sources are those of sonic-net/sonic-buildimage and sonic-net/sonic-swss, as of August 2026.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, repeat
from typing import NamedTuple

import orjson

from fabricgen.device import Device
from fabricgen.device.capabilities import Capabilities
from fabricgen.device.model import Ecn, Port, Profile, Queue
from fabricgen.fabric import Slot
from fabricgen.hardware import Slot as Span
from fabricgen.hardware import SwitchModel, model
from fabricgen.hardware.sonic import sonic_port
from fabricgen.hardware.switch import SonicBox
from fabricgen.platforms import syntax
from fabricgen.platforms.copp import trap_groups
from fabricgen.platforms.overlay_terms import lengths
from fabricgen.platforms.platform import File, Platform, Section, merged_json
from fabricgen.platforms.routing_text import ROUTING
from fabricgen.platforms.sonic_access import acl_tables, acl_types
from fabricgen.platforms.sonic_effects import EFFECTS
from fabricgen.platforms.sonic_limits import objections

TYPES = {"leaf": "ToRRouter", "spine": "LeafRouter", "super-spine": "SpineRouter"}
"""dockers/docker-orchagent/switch.json.j2 makes hash seeds of them, 0, 10 and 25: tiers that meet never share one."""

POLL_MS = (100, 1000)
"""Range of PFC_WD|GLOBAL POLL_INTERVAL: src/sonic-yang-models/yang-models/sonic-pfcwd.yang."""


class Place(NamedTuple):
    """What PORT and BREAKOUT_CFG say of where a port is; text, as everything in config_db.json."""

    alias: str
    panel_index: str
    lanes: str
    subport: str
    fec: str | None
    cage: str
    mode: str


class Group(NamedTuple):
    """Ports of one profile: what they share is written once for all of them. `comma` parts it from the group before."""

    comma: str
    profile: int
    cable: str
    names: tuple[str, ...]


class Marking(NamedTuple):
    """A row of WRED_PROFILE."""

    name: str
    ecn: Ecn


def sonic_box(switch: SwitchModel) -> SonicBox:
    """Raises `LookupError` for a switch that SONiC has no files of."""
    if switch.sonic is None:
        raise LookupError(f"SONiC doesn't run on {switch.name}")
    return switch.sonic


def port_name(switch: SwitchModel, slot: Slot) -> str:
    return f"Ethernet{sonic_box(switch).cage_lanes * (slot.cage - 1) + slot.lane - 1}"


def panel(device: Device) -> tuple[tuple[str, Port, Place], ...]:
    """The ports, each with its place and the comma that parts it from the one before."""
    name = device.model
    sizes = [(profile.lanes, profile.gbps) for profile in device.profiles]
    places = [_place(name, port.cage, port.lane, *sizes[port.profile]) for port in device.ports]
    return tuple(zip(_commas(), device.ports, places, strict=False))


@cache
def _place(name: str, cage: int, lane: int, lanes: int, gbps: int) -> Place:
    row = sonic_port(sonic_box(model(name)), Span(cage, lane, lanes), gbps)
    return Place(
        alias=row.alias,
        panel_index=str(row.panel_index),
        lanes=",".join(map(str, row.lanes)),
        subport=str(row.subport),
        fec=row.fec,
        cage=row.cage,
        mode=row.mode,
    )


def _commas() -> Iterator[str]:
    return chain(("",), repeat(","))


def cages(device: Device) -> tuple[tuple[str, str], ...]:
    """Cages in use and how they are divided."""
    return tuple({place.cage: place.mode for _, _, place in panel(device)}.items())


def routed(device: Device) -> tuple[tuple[str, Port], ...]:
    """Ports that take addresses, each with its comma; the others are members of VLANs."""
    profiles = device.profiles
    ports = [port for port in device.ports if profiles[port.profile].routed]
    return tuple(zip(_commas(), ports, strict=False))


def groups(device: Device) -> tuple[Group, ...]:
    """All ports."""
    return _groups(device, range(len(device.profiles)))


def trunks(device: Device) -> tuple[Group, ...]:
    """Members of VLANs."""
    return _groups(device, [index for index, profile in enumerate(device.profiles) if profile.vlans])


def guarded(device: Device) -> tuple[Group, ...]:
    """Ports with a lossless priority and a known cable."""
    return _groups(device, [index for index, length in enumerate(_cables(device)) if length])


def _groups(device: Device, chosen: Iterable[int]) -> tuple[Group, ...]:
    cables = _cables(device)
    found = [(index, cables[index], _names(device, index)) for index in chosen]
    filled = [row for row in found if row[2]]
    return tuple(Group(comma, *row) for comma, row in zip(_commas(), filled, strict=False))


def _names(device: Device, profile: int) -> tuple[str, ...]:
    return tuple([port.name for port in device.ports if port.profile == profile])


def _cables(device: Device) -> list[str]:
    lookup = sonic_box(model(device.model)).paused.metres
    return [cable(profile, lookup) for profile in device.profiles]


def cable(profile: Profile, lookup: tuple[int, ...]) -> str:
    """The next length that the box has a headroom for; beyond its table the true one. Empty without pause or cable."""
    if not profile.lossless_priorities or profile.headroom is None:
        return ""
    length = profile.headroom.cable_metres
    return f"{next((row for row in lookup if row >= length), length)}m"


def at_each(text: str, names: Iterable[str]) -> str:
    """The text for each name, which takes the place of @, with commas between."""
    return ",".join([text.replace("@", name) for name in names])


def wred(queue: Queue, profile: Profile) -> str:
    """At most 29 of the 32 characters of a WRED_PROFILE name."""
    return f"{queue.name}-{profile.gbps}g"


def markings(profiles: Iterable[Profile]) -> tuple[Marking, ...]:
    """One for each class and speed."""
    rows = {
        wred(queue, profile): queue.ecn for profile in profiles for queue in profile.queues if queue.ecn is not None
    }
    return tuple(Marking(name, ecn) for name, ecn in rows.items())


def quoted(text: str) -> str:
    return orjson.dumps(text).decode()


def vrf_name(name: str) -> str:
    """src/sonic-yang-models/yang-models/sonic-vrf.yang takes no other names."""
    return f"Vrf{name}"


def short_name(port: str) -> str:
    """With it a sub-interface stays within the 15 characters of a Linux interface: sonic-vlan-sub-interface.yang."""
    return port.replace("Ethernet", "Eth")


class Subinterface(NamedTuple):
    """A row of VLAN_SUB_INTERFACE."""

    port: str
    vlan: int
    vrf: str
    address: str | None


def tagged(device: Device) -> tuple[Subinterface, ...]:
    """Links of VRFs: towards other switches with VRF-lite, towards WAN routers and appliances."""
    links = device.overlay.subinterfaces if device.overlay is not None else ()
    return (
        *(Subinterface(port.name, vrf.vlan, vrf.name, port.address) for port, vrf in links),
        *(Subinterface(port, link.vlan, link.vrf, link.address) for port, _, link in device.tagged),
    )


def device_type(role: str) -> str:
    return TYPES[role]


def whole_percent(percent: float) -> int:
    """WRED_PROFILE takes whole percent, and 0 would mark nothing."""
    return max(1, round(percent))


SEVERITIES = {"warning": "warn"}
"""The others are called as in RFC 5424: src/sonic-yang-models/yang-models/sonic-syslog.yang."""


def severity(name: str) -> str:
    return SEVERITIES.get(name, name)


def poll_interval(milliseconds: int) -> int:
    least, most = POLL_MS
    return min(max(milliseconds, least), most)


HASH_ONLY = "adaptive routing and switching (ARS) is designed but not merged: flows are only hashed"
NO_LEAKS = "no public source shows a route whose next hop is in another VRF on its chips"
ON_SPECTRUM = Capabilities(
    platform="sonic",
    no_adaptive=HASH_ONLY,
    no_per_packet=HASH_ONLY,
    no_hash_seed="the hash seed follows the type of the device: ToRRouter 0, LeafRouter 10, SpineRouter 25",
    no_queue_pair_hash="SWITCH_HASH has no field for the RoCE queue pair",
    no_shared_headroom="headroom is taken from the box's own buffer tables, port by port",
    no_ospf="",
    no_gateways="",
    no_marking="TC_TO_DSCP_MAP of a port gives a whole class one DSCP: the rest would lose those that it is to keep",
    no_redirection="its YANG model takes the action REDIRECT without a next hop, so the box refuses one",
    no_translation="",
    no_vrf_gateways="",
    no_vrf_chains="",
    no_ospf_chains="",
    no_ospf_key="",
    no_evpn="",
    no_vtep="",
    no_loopback_sessions="",
    no_multihoming="its model has Ethernet segments since May 2026, and nothing in it reads them yet",
    no_vrf_lite="",
    no_vrf_ospf="",
    no_stretch="",
    no_vrf_lite_leaks=NO_LEAKS,
    no_leaks=NO_LEAKS,
    vrf_vlan=True,
    max_paths=128,
    reserved_vlans=((1, 1), (4095, 4095)),
    watchdog_actions=("drop", "forward", "alert"),
    vrf_name_max=12,
    no_clock="its models have no table for PTP: a design is published, nothing to configure it by is merged",
    no_sflow="",
    no_facility="its tables for syslog have none: messages bear the facility of the program that wrote them",
    no_syslog_tls="its tables know UDP and TCP for a syslog server, and no TLS",
    no_policies="",
    no_gateway_filters="its access lists stand at ports, and tiers share those",
    no_wildcards="its access lists take prefixes",
    no_login_filter="",
    no_routing_rate="",
    no_arp_rate="",
    no_other_rate="",
    bfd_is_other=True,
    no_control_filter="",
    entries_per_answer=2,
    no_gnmi="",
    no_streaming="its dial-out client starts without encryption and outside the management VRF",
    samples_max=1000,
)
"""Names of VRFs get the prefix Vrf that SONiC insists on, which leaves 12 of the 15 characters of a Linux interface."""
NO_TUNNELS = "no public source shows SONiC send or receive VXLAN on this chip"
CAPABILITIES = replace(
    ON_SPECTRUM,
    no_vtep=NO_TUNNELS,
    by_family=tuple((family, ON_SPECTRUM) for family in ("spectrum3", "spectrum4")),
)

LEFT_OUT = (
    "hwsku, platform and mac: they are the box's own",
    "hash seed: orchagent takes it from the device type, and the type follows the tier",
    "buffer pools, profiles and queues: they are the chip's own, in the box's buffers.json.j2",
    "lossless priority groups: buffermgrd makes them from CABLE_LENGTH, speed and pfc_enable",
    "domain name: SONiC sets none",
)

SONIC = Platform(
    name="sonic",
    title="SONiC (community)",
    releases="master of August 2026, FRR 10.5",
    files=(
        File(
            "{device}/config_db.json",
            (
                Section("metadata"),
                Section("system", ("system",)),
                Section("ports"),
                Section("interfaces"),
                Section("vrfs", ("vrfs",)),
                Section("vlans"),
                Section("overlay"),
                Section("classes", ("lossless", "asic")),
                Section("markings", ("profiles",)),
                Section("queues"),
                Section("lossless"),
                Section("access"),
                Section("traps"),
                Section("telemetry"),
            ),
            merged_json,
            syntax.JSON,
        ),
        File(
            "{device}/frr.conf",
            (Section("head"), Section("adjacencies"), *ROUTING, Section("frr/end", ("platform",))),
            syntax=syntax.FRR,
        ),
        File("{device}/users", (Section("frr/users", ("system",)),)),
    ),
    profile_parts=("port", "link", "trunk", "qos", "queue"),
    port_name=port_name,
    capabilities=CAPABILITIES,
    left_out=LEFT_OUT,
    filters=(
        ("acl_tables", acl_tables),
        ("acl_types", acl_types),
        ("at_each", at_each),
        ("cages", cages),
        ("device_type", device_type),
        ("groups", groups),
        ("lengths", lengths),
        ("guarded", guarded),
        ("markings", markings),
        ("panel", panel),
        ("poll_interval", poll_interval),
        ("quoted", quoted),
        ("routed", routed),
        ("severity", severity),
        ("short_name", short_name),
        ("tagged", tagged),
        ("trap_groups", trap_groups),
        ("trunks", trunks),
        ("vrf_name", vrf_name),
        ("whole_percent", whole_percent),
        ("wred", wred),
    ),
    objections=objections,
    effects=EFFECTS,
)
