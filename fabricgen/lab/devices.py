"""The Linux devices of a switch, as its own files describe them: VRFs, bonds, bridges, VLANs, VXLAN from `interfaces`,
queues from `qdiscs`.

Only what a fabric's traffic meets is made here. The management port and its VRF are the lab's own affair, and addresses
are FRR's, except those that a stanza gives.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from fabricgen.lab.command import run
from fabricgen.lab.kernel import Ability
from fabricgen.lab.stanzas import Stanza, read
from fabricgen.lab.topology import MANAGEMENT_PORT

FIRST_TABLE = 1001  # of `vrf-table auto`: VRF_TABLE_START in ifupdown2's addons/vrf.py
SUBINTERFACE = re.compile(r"(?P<port>.+)\.(?P<vlan>\d+)")
VXLAN_PORT = 4789  # RFC 7348
NO_VLAN = 0  # a bridge whose ports belong to no VLAN unless told

LOCAL_LAST = ("rule add pref 32765 table local", "rule delete pref 0")
"""With VRFs: else an address in the main table is local to packets of every VRF (Linux, vrf.rst; as ifupdown2 does)."""

PROGRAMS = {"ip": ("ip",), "ip6": ("ip", "-6"), "bridge": ("bridge",), "tc": ("tc",)}
INTERFACES, QDISCS = "interfaces", "qdiscs"


class Queues(StrEnum):
    """Whether the kernel has what `qdiscs` asks for."""

    SET = "set"
    LEFT_OUT = "left out"


class Orders(NamedTuple):
    """Lines for the batch modes of iproute2's programs, in the order in which they are to be run; `ip6` for `ip -6`."""

    ip: tuple[str, ...]
    ip6: tuple[str, ...]
    bridge: tuple[str, ...]
    tc: tuple[str, ...]


def abilities(files: Mapping[str, str]) -> frozenset[Ability]:
    """What the kernel must have for the devices of a switch; queues aren't among it, as traffic passes without."""
    return frozenset(ability for stanza in _own(files) for ability in _needs(stanza))


def queued(files: Mapping[str, str]) -> bool:
    """Whether it has queues to be set."""
    return "\nqdisc " in files.get(QDISCS, "")


def orders(files: Mapping[str, str], ports: Collection[str]) -> Orders:
    """For a switch of which `ports` exist; others have no cable, and in the lab that means they aren't there."""
    stanzas = _own(files)
    known = {stanza.name for stanza in stanzas if _kind(stanza)} | set(ports)
    tables = _tables(files)
    found = (stanza for stanza in stanzas if stanza.name in known and _below(stanza) in {"", *known})
    there = sorted(found, key=_rank)
    made = (line for stanza in there for line in _make(stanza, tables))
    joined = (line for stanza in there for line in _join(stanza, known))
    told = (line for stanza in there for line in _commands(stanza))
    rules = LOCAL_LAST if any(_kind(stanza) == "vrf" for stanza in there) else ()
    return Orders(
        ip=(*made, *joined, *told, *rules),
        ip6=rules,
        bridge=tuple(_vlans(there, known)),
        tc=tuple(_queues(files, ports)),
    )


def again(files: Mapping[str, str], port: str) -> Orders:
    """For a port that was made anew: it, its sub-interfaces and its queues."""
    whole = orders(files, (port,))
    mine = re.compile(rf"\b(?:dev|link) {re.escape(port)}(?:\.\d+)?(?= |$)")
    return Orders(*(tuple(line for line in lines if mine.search(line)) for lines in whole))


def make(space: str, what: Orders, queues: Queues) -> None:
    """In the namespace of a switch."""
    for field, lines in what._asdict().items():
        if lines and (field != "tc" or queues is Queues.SET):
            run((*PROGRAMS[field], "-n", space, "-batch", "-"), "".join(f"{line}\n" for line in lines))


def _own(files: Mapping[str, str]) -> tuple[Stanza, ...]:
    stanzas = read(files.get(INTERFACES, ""))
    aside = {MANAGEMENT_PORT, "lo", *(stanza.first("vrf") for stanza in stanzas if stanza.name == MANAGEMENT_PORT)}
    return tuple(stanza for stanza in stanzas if stanza.name not in aside)


def _kind(stanza: Stanza) -> str:
    """As `ip link` calls it; "" for a port."""
    words = (("vrf-table", "vrf"), ("bond-mode", "bond"), ("bridge-ports", "bridge"), ("vxlan-id", "vxlan"))
    for word, kind in words:
        if stanza.says(word):
            return kind
    return "vlan" if _tag(stanza) else ""


def _needs(stanza: Stanza) -> Iterator[Ability]:
    kinds = {"vrf": Ability.VRF, "vlan": Ability.VLAN, "vxlan": Ability.VXLAN, "bond": Ability.BOND}
    if (kind := _kind(stanza)) in kinds:
        yield kinds[kind]
    if stanza.first("bridge-vlan-aware") == "yes":
        yield Ability.TRUNK


def _tables(files: Mapping[str, str]) -> dict[str, str]:
    """Numbers of the VRFs' tables, counted as ifupdown2 does; the management VRF has the first."""
    automatic = 0
    tables = {}
    for stanza in read(files.get(INTERFACES, "")):
        if stanza.says("vrf-table"):
            table = stanza.first("vrf-table")
            tables[stanza.name] = str(FIRST_TABLE + automatic) if table == "auto" else table
            automatic += table == "auto"
    return tables


def _rank(stanza: Stanza) -> int:
    """VRFs, bonds and bridges before what lies in or on them."""
    return ("vrf", "bond", "bridge", "vxlan", "", "vlan").index(_kind(stanza))


def _below(stanza: Stanza) -> str:
    """The device that a VLAN lies on."""
    return (stanza.first("vlan-raw-device") or _split(stanza)[0]) if _kind(stanza) == "vlan" else ""


def _tag(stanza: Stanza) -> str:
    return stanza.first("vlan-id") or _split(stanza)[1]


def _split(stanza: Stanza) -> tuple[str, str]:
    """Port and VLAN of a name such as swp1.100."""
    found = SUBINTERFACE.fullmatch(stanza.name)
    return (found["port"], found["vlan"]) if found else ("", "")


def _make(stanza: Stanza, tables: Mapping[str, str]) -> Iterator[str]:
    name, kind = stanza.name, _kind(stanza)
    if kind == "vrf":
        yield f"link add name {name} type vrf table {tables[name]}"
    elif kind == "bond":
        yield f"link add name {name} type bond{_aggregation(stanza)}"
    elif kind == "bridge":
        yield f"link add name {name} type bridge{_filtering(stanza)}"
    elif kind == "vxlan":
        yield f"link add name {name} type vxlan{_tunnel(stanza)}"
    elif kind == "vlan":
        yield f"link add link {_below(stanza)} name {name} type vlan id {_tag(stanza)}"
    if mac := stanza.first("hwaddress"):
        yield f"link set dev {name} address {mac.removeprefix('ether').strip()}"


def _filtering(stanza: Stanza) -> str:
    aware = f" vlan_filtering 1 vlan_default_pvid {NO_VLAN}" if stanza.first("bridge-vlan-aware") == "yes" else ""
    return f" stp_state 0{aware}"


def _aggregation(stanza: Stanza) -> str:
    words = (("mode", "bond-mode"), ("miimon", "bond-miimon"), ("lacp_rate", "bond-lacp-rate"))
    return "".join(
        f" {option} {value}"
        for option, word in (*words, ("ad_actor_system", "bond-ad-actor-system"))
        if (value := stanza.first(word))
    )


def _tunnel(stanza: Stanza) -> str:
    local = f" local {address}" if (address := stanza.first("vxlan-local-tunnelip")) else ""
    return f" id {stanza.first('vxlan-id')} dstport {VXLAN_PORT}{local} nolearning"


def _join(stanza: Stanza, known: Collection[str]) -> Iterator[str]:
    """Its place among the others, and up; a bridge takes its ports, and a bond its own, while they are down."""
    if vrf := stanza.first("vrf"):
        yield f"link set dev {stanza.name} master {vrf}"
    for port in stanza.first("bond-slaves").split():
        if port in known:
            yield f"link set dev {port} down"
            yield f"link set dev {port} master {stanza.name}"
    for port in stanza.first("bridge-ports").split():
        if port in known:
            yield f"link set dev {port} master {stanza.name}"
    if _kind(stanza):
        mtu = f" mtu {stanza.first('mtu')}" if stanza.says("mtu") else ""
        yield f"link set dev {stanza.name}{mtu} up"
    for address in stanza.all("address"):
        yield f"address replace {address} dev {stanza.name}"


def _commands(stanza: Stanza) -> Iterator[str]:
    """What it has `ip` do when it is up."""
    return (value.removeprefix("ip ") for value in stanza.all("up") if value.startswith("ip "))


def _vlans(stanzas: list[Stanza], known: Collection[str]) -> Iterator[str]:
    """Of the ports of VLAN-aware bridges, and of the bridges themselves where a VLAN has a gateway."""
    said = {stanza.name: stanza for stanza in stanzas}
    for bridge in stanzas:
        for port in bridge.first("bridge-ports").split():
            if port in known and port in said:
                yield from _membership(said[port])
        for stanza in stanzas:
            if stanza.first("vlan-raw-device") == bridge.name:
                yield f"vlan add dev {bridge.name} vid {_tag(stanza)} self"


def _membership(port: Stanza) -> Iterator[str]:
    for vlan in port.first("bridge-vids").split():
        yield f"vlan add dev {port.name} vid {vlan}"
    if access := port.first("bridge-access") or port.first("bridge-pvid"):
        yield f"vlan add dev {port.name} vid {access} pvid untagged"
    settings = (("bridge-learning", "learning"), ("bridge-arp-nd-suppress", "neigh_suppress"))
    for word, setting in settings:
        if value := port.first(word):
            yield f"link set dev {port.name} {setting} {value}"


def _queues(files: Mapping[str, str], ports: Collection[str]) -> Iterator[str]:
    for line in files.get(QDISCS, "").splitlines():
        words = line.split()
        if "dev" in words and words[words.index("dev") + 1] in ports:
            yield line
