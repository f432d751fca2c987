"""What SONiC's databases say, in NAPALM's shapes. Pure.

A dump is what `sonic-db-dump -y` prints: key → {"type": "hash", "value": {field: value}}. Names of counters and tables
are those of scripts/pfcstat, scripts/wredstat and pfcwd/main.py of sonic-net/sonic-utilities, those of objects SAI's.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

Dump = Mapping[str, Mapping[str, str]]
"""Key → field → value."""
Found = dict[str, Any]

VERSION = re.compile(r"^build_version: *['\"]?([^'\"\n]+)", re.MULTILINE)
PFC = re.compile(r"SAI_PORT_STAT_PFC_(\d)_(RX|TX)_PKTS")
QUEUE_COUNTERS = {
    "SAI_QUEUE_STAT_WRED_ECN_MARKED_PACKETS": "ecn_marked",
    "PFC_WD_QUEUE_STATS_DEADLOCK_DETECTED": "watchdog",
}
SAI = "ASIC_STATE:SAI_OBJECT_TYPE_"


def dump(text: str) -> dict[str, dict[str, str]]:
    return {key: entry["value"] for key, entry in json.loads(text or "{}").items() if entry.get("type") == "hash"}


def facts(config: Mapping[str, Any], version: str, serial: str, uptime: str) -> Found:
    """From CONFIG_DB, sonic_version.yml, `decode-syseeprom -s` and /proc/uptime."""
    metadata = config.get("DEVICE_METADATA", {}).get("localhost", {})
    match = VERSION.search(version)
    return {
        "vendor": "SONiC",
        "model": metadata.get("hwsku", ""),
        "os_version": match[1] if match else "",
        "serial_number": serial.strip(),
        "hostname": metadata.get("hostname", ""),
        "fqdn": metadata.get("hostname", ""),
        "uptime": float(uptime.split(maxsplit=1)[0]),
        "interface_list": [*config.get("PORT", {}), *(key for key in config.get("MGMT_PORT", {}))],
    }


def interfaces(ports: Dump, links: str) -> Found:
    """From PORT_TABLE of APPL_DB, where orchagent writes what the chip says, and `ip -j link`; speed in Mbit/s.

    Links that are no ports come from the kernel alone.
    """
    table = {key.partition(":")[2]: port for key, port in ports.items()}
    return {link["ifname"]: _interface(link, table.get(link["ifname"])) for link in json.loads(links)}


def _interface(link: Mapping[str, Any], port: Mapping[str, str] | None) -> Found:
    shown = port or {}
    return {
        "is_up": shown.get("oper_status") == "up" if port else "LOWER_UP" in link["flags"],
        "is_enabled": shown.get("admin_status") == "up" if port else "UP" in link["flags"],
        "description": shown.get("description", ""),
        "last_flapped": -1.0,
        "speed": float(shown.get("speed", -1)),
        "mtu": int(shown.get("mtu", link["mtu"])),
        "mac_address": link.get("address", "").upper(),
    }


def lossless_counters(counters: Dump) -> dict[str, dict[str, int]]:
    """From COUNTERS_DB: ports by COUNTERS_PORT_NAME_MAP, queues (`Ethernet0:3`) by COUNTERS_QUEUE_NAME_MAP."""
    ports = {name: _pauses(_counted(counters, oid)) for name, oid in counters.get("COUNTERS_PORT_NAME_MAP", {}).items()}
    for queue, oid in counters.get("COUNTERS_QUEUE_NAME_MAP", {}).items():
        port, _, number = queue.rpartition(":")
        shown = _counted(counters, oid)
        found = {f"{ours}_{number}": int(shown[name]) for name, ours in QUEUE_COUNTERS.items() if name in shown}
        if found:
            ports.setdefault(port, {}).update(found)
    return ports


def _counted(counters: Dump, oid: str) -> Mapping[str, str]:
    return counters.get(f"COUNTERS:{oid}", {})


def _pauses(shown: Mapping[str, str]) -> dict[str, int]:
    named = ((PFC.fullmatch(name), value) for name, value in shown.items())
    return {f"pfc_{match[2].lower()}_{match[1]}": int(value) for match, value in named if match}


def forwarding(asic: Dump) -> dict[str, list[str]]:
    """From ASIC_DB, what the chip was told: prefix → ports of its next hops.

    Only of the virtual router with the most routes, the default one; a connected prefix of a port has that port.
    Routes to the switch itself and link-local ones are left out.
    """
    routes = [(json.loads(key), route) for key, route in _objects(asic, "ROUTE_ENTRY")]
    routers = Counter(entry.get("vr", "") for entry, _ in routes)
    main = max(routers, key=lambda router: routers[router], default="")
    ways = _ways(asic)
    found = {
        entry["dest"]: ways.get(route.get("SAI_ROUTE_ENTRY_ATTR_NEXT_HOP_ID", ""), [])
        for entry, route in routes
        if entry.get("vr", "") == main and not entry["dest"].startswith("fe80:")
    }
    return {prefix: ports for prefix, ports in found.items() if ports}


def _ways(asic: Dump) -> dict[str, list[str]]:
    """Router interface, next hop or group → ports, sorted."""
    ports = _attributes(asic, "HOSTIF", "SAI_HOSTIF_ATTR_OBJ_ID", "SAI_HOSTIF_ATTR_NAME")
    doors = {oid: row.get("SAI_ROUTER_INTERFACE_ATTR_PORT_ID", "") for oid, row in _objects(asic, "ROUTER_INTERFACE")}
    hops = {oid: row.get("SAI_NEXT_HOP_ATTR_ROUTER_INTERFACE_ID", "") for oid, row in _objects(asic, "NEXT_HOP")}
    ways = {oid: [ports[port]] for oid, port in doors.items() if port in ports}
    ways |= {oid: ways[door] for oid, door in hops.items() if door in ways}
    members: dict[str, set[str]] = {}
    for _, row in _objects(asic, "NEXT_HOP_GROUP_MEMBER"):
        group = row.get("SAI_NEXT_HOP_GROUP_MEMBER_ATTR_NEXT_HOP_GROUP_ID", "")
        hop = row.get("SAI_NEXT_HOP_GROUP_MEMBER_ATTR_NEXT_HOP_ID", "")
        members.setdefault(group, set()).update(ways.get(hop, ()))
    return ways | {group: sorted(found) for group, found in members.items()}


def _objects(asic: Dump, kind: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Objects of one SAI type, by what their key says behind it."""
    start = f"{SAI}{kind}:"
    return ((key[len(start) :], row) for key, row in asic.items() if key.startswith(start))


def _attributes(asic: Dump, kind: str, key: str, value: str) -> dict[str, str]:
    return {row[key]: row[value] for _, row in _objects(asic, kind) if key in row and value in row}
