"""What NVUE tells about a switch's state, in NAPALM's forms."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from napalm.base.exceptions import CommandErrorException

Answer = Mapping[str, Any]
INTERFACE = "/*/type,/*/description," + ",".join(
    f"/*/link/{leaf}" for leaf in ("state", "oper-status", "admin-status", "mtu", "mac", "speed")
)
"""Only what is needed: all that is known of some hundred ports is a heavy answer for a switch."""
LLDP = "/*/lldp/neighbor"
QOS = "/*/counters/qos"
BGP = "/*/router/bgp/neighbor,/*/router/bgp/autonomous-system,/*/router/bgp/router-id"
MEGABITS = {"M": 1.0, "G": 1_000.0, "T": 1_000_000.0}
FAMILIES = {"ipv4-unicast": "ipv4", "ipv6-unicast": "ipv6"}


def facts(system: Answer, platform: Answer, ports: list[str]) -> dict[str, Any]:
    version = system.get("version") or {}
    return {
        "hostname": str(system.get("hostname", "")),
        "fqdn": str(system.get("hostname", "")),
        "vendor": str(platform.get("manufacturer") or "NVIDIA"),
        "model": str(platform.get("product-name", "")),
        "serial_number": str(platform.get("serial-number", "")),
        "os_version": str(_release(system, version)),
        "uptime": float(system.get("uptime") or -1),
        "interface_list": ports,
    }


def _release(system: Answer, version: Any) -> str:
    """Its place moved: `build` up to 5.10, `product-release` in 5.11, `version.product-release` in 5.14."""
    inner = version.get("product-release") if isinstance(version, Mapping) else version
    return str(inner or system.get("product-release") or system.get("build") or "")


def interfaces(answer: Answer) -> dict[str, Any]:
    return {name: _interface(port) for name, port in sorted(answer.items())}


def _interface(port: Answer) -> dict[str, Any]:
    link = port.get("link") or {}
    status = link.get("oper-status") or next(iter(link.get("state") or {}), "")
    return {
        "is_up": status == "up",
        "is_enabled": link.get("admin-status") != "down",
        "description": str(port.get("description", "")),
        "last_flapped": -1.0,
        "speed": _megabits(str(link.get("speed", ""))),
        "mtu": int(link.get("mtu") or -1),
        "mac_address": str(link.get("mac", "")),
    }


def _megabits(speed: str) -> float:
    found = re.fullmatch(r"(\d+)([MGT])", speed)
    return int(found[1]) * MEGABITS[found[2]] if found else 0.0


def lldp_neighbors(answer: Answer) -> dict[str, list[dict[str, str]]]:
    found = {name: (port.get("lldp") or {}).get("neighbor") or {} for name, port in sorted(answer.items())}
    return {
        name: [
            {"hostname": system, "port": str((heard.get("port") or {}).get("name", ""))}
            for system, heard in sorted(neighbors.items())
        ]
        for name, neighbors in found.items()
        if neighbors
    }


def bgp_neighbors(vrfs: Answer, router: Answer) -> dict[str, Any]:
    """Unnumbered sessions are named by their port. `router` is what holds for all VRFs.

    Raises CommandErrorException when a session's state isn't told.
    """
    return {
        "global" if name == "default" else name: {
            "router_id": str(bgp.get("router-id") or router.get("router-id") or ""),
            "peers": {
                peer: _peer(peer, told, bgp.get("autonomous-system") or router.get("autonomous-system"))
                for peer, told in sorted(bgp["neighbor"].items())
            },
        }
        for name, bgp in _speakers(vrfs)
    }


def _speakers(vrfs: Answer) -> Iterator[tuple[str, Answer]]:
    for name, vrf in sorted(vrfs.items()):
        bgp = (vrf.get("router") or {}).get("bgp") or {}
        if bgp.get("neighbor"):
            yield name, bgp


def _peer(name: str, told: Answer, local_as: Any) -> dict[str, Any]:
    if "state" not in told:
        raise CommandErrorException(
            f"the state of the BGP session {name} isn't told; fabricgen knows NVUE 5.12 to 5.14"
        )
    families = told.get("address-family") or {}
    return {
        "local_as": _number(told.get("local-as"), _number(local_as, 0)),
        "remote_as": _number(told.get("remote-as"), 0),
        "remote_id": str(told.get("remote-router-id") or ""),
        "is_up": told["state"] == "established",
        "is_enabled": True,
        "description": str(told.get("description") or ""),
        "uptime": _number(told.get("uptime"), -1000) // 1000,  # told in milliseconds
        "address_family": {family: _prefixes(families[nvue]) for nvue, family in FAMILIES.items() if nvue in families},
    }


def _prefixes(family: Answer) -> dict[str, int]:
    received = _number(family.get("rx-prefix"), -1)
    return {
        "received_prefixes": received,
        "accepted_prefixes": received,
        "sent_prefixes": _number(family.get("tx-prefix"), -1),
    }


def _number(value: Any, otherwise: int) -> int:
    """`remote-as` may also be the word external, of a session that never was."""
    return int(value) if isinstance(value, int) or str(value).isdigit() else otherwise


def forwarding(routes: Answer, groups: Answer) -> dict[str, list[str]]:
    """From the routes that FRR says are installed, by their next-hop groups.

    Raises CommandErrorException when a group isn't among `groups`: the tables were read while they changed.
    """
    return {prefix: ports for prefix, told in routes.items() for ports in [_ports(prefix, told, groups)] if ports}


def _ports(prefix: str, told: Answer, groups: Answer) -> list[str]:
    installed = [
        entry
        for entry in (told.get("route-entry") or {}).values()
        if {"installed", "selected"} <= set(entry.get("flags") or {})
    ]
    found: set[str] = set()
    for entry in installed:
        group = str(entry.get("nexthop-group-id"))
        if group not in groups:
            raise CommandErrorException(f"next-hop group {group} of {prefix} isn't known to NVUE; ask again")
        found.update(_members(groups[group]))
    return sorted(found)


def _members(group: Answer) -> Iterator[str]:
    for name, hop in (group.get("resolved-via") or {}).items():
        if "flags" in hop and "active" not in hop["flags"]:
            continue
        port = name if hop.get("type") == "interface" else hop.get("interface")
        yield from [port] if isinstance(port, str) else port or ()


def lossless_counters(answer: Answer) -> dict[str, dict[str, int]]:
    """PFC frames by priority and ECN marks by traffic class; nothing of the watchdog."""
    found = {name: dict(_counters((port.get("counters") or {}).get("qos") or {})) for name, port in answer.items()}
    return {name: counters for name, counters in sorted(found.items()) if counters}


def _counters(qos: Answer) -> Iterator[tuple[str, int]]:
    for priority, counts in sorted((qos.get("pfc-stats") or {}).items()):
        for way in ("rx", "tx"):
            if f"{way}-pause-frames" in counts:
                yield f"pfc_{way}_{priority}", int(counts[f"{way}-pause-frames"])
    for queue, counts in sorted((qos.get("egress-queue-stats") or {}).items()):
        if "ecn-marked-frames" in counts:
            yield f"ecn_marked_{queue}", int(counts["ecn-marked-frames"])
