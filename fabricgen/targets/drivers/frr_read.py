"""What FRR, the kernel and lldpd answer, in NAPALM's shapes. Pure."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from fabricgen.targets.live import Adjacencies

FAMILIES = {"ipv4Unicast": "ipv4", "ipv6Unicast": "ipv6", "l2VpnEvpn": "l2vpn"}
VERSION = re.compile(r"FRRouting (\S+) \((\S*)\)")
SENT = re.compile(r"(\d+) packets transmitted, (\d+) received")
TIMES = re.compile(r"= ([\d.]+)/([\d.]+)/([\d.]+)/([\d.]+) ms")
REPLY = re.compile(r"bytes from .*?([0-9a-f.:]+)(?:%\S+?)?\)?: icmp_seq=\d+ .*time=([\d.]+) ms")
UNKNOWN_SPEED = 0xFFFFFFFF
DEFAULTS = {4: "0.0.0.0/0", 6: "::/0"}
LENGTHS = {4: 32, 6: 128}

Found = dict[str, Any]


def facts(version: str, uptime: str, links: str) -> Found:
    """From `show version`, /proc/uptime and `ip -j link`."""
    match = VERSION.search(version)
    return {
        "vendor": "FRRouting",
        "model": "Linux",
        "os_version": match[1] if match else "",
        "serial_number": "",
        "hostname": match[2] if match else "",
        "fqdn": match[2] if match else "",
        "uptime": float(uptime.split(maxsplit=1)[0]),
        "interface_list": [link["ifname"] for link in json.loads(links)],
    }


def interfaces(links: str, shown: str) -> Found:
    """From `ip -j link` and `show interface json`; speed in Mbit/s, -1.0 where there is none."""
    known = json.loads(shown or "{}")
    return {link["ifname"]: _interface(link, known.get(link["ifname"], {})) for link in json.loads(links)}


def _interface(link: Mapping[str, Any], shown: Mapping[str, Any]) -> Found:
    return {
        "is_up": "LOWER_UP" in link["flags"],
        "is_enabled": "UP" in link["flags"],
        "description": shown.get("description", link.get("ifalias", "")),
        "last_flapped": -1.0,
        "speed": _speed(shown.get("speed", 0)),
        "mtu": link["mtu"],
        "mac_address": link.get("address", "").upper(),
    }


def _speed(shown: int) -> float:
    """Of a port without carrier the kernel says -1, which FRR shows unsigned."""
    return float(shown) if 0 < shown < UNKNOWN_SPEED else -1.0


def bgp_neighbors(summary: str, neighbors: str) -> Found:
    """From `show bgp vrf all summary json` and `… neighbors json`; an unnumbered neighbor's key is its interface."""
    detail = json.loads(neighbors or "{}")
    return {
        "global" if vrf == "default" else vrf: {
            "router_id": next((family["routerId"] for family in families.values() if "routerId" in family), ""),
            "peers": _peers(families, detail.get(vrf, {})),
        }
        for vrf, families in json.loads(summary or "{}").items()
    }


def _peers(families: Mapping[str, Any], detail: Mapping[str, Any]) -> Found:
    found: Found = {}
    for family, shown in families.items():
        for name, peer in shown.get("peers", {}).items():
            about = detail.get(name, {})
            entry = found.setdefault(name, _peer(peer, about))
            entry["address_family"][FAMILIES.get(family, family)] = _prefixes(peer, about, family)
    return found


def _peer(peer: Mapping[str, Any], about: Mapping[str, Any]) -> Found:
    up = peer["state"] == "Established"
    return {
        "local_as": peer["localAs"],
        "remote_as": peer["remoteAs"],
        "remote_id": about.get("remoteRouterId", ""),
        "is_up": up,
        "is_enabled": peer["peerState"] != "Admin",
        "description": peer.get("desc", ""),
        "uptime": peer["peerUptimeMsec"] // 1000 if up else -1,
        "address_family": {},
    }


def _prefixes(peer: Mapping[str, Any], about: Mapping[str, Any], family: str) -> Found:
    """-1 where the session is down, as NAPALM has it."""
    if peer["state"] != "Established":
        return {"received_prefixes": -1, "accepted_prefixes": -1, "sent_prefixes": -1}
    accepted = about.get("addressFamilyInfo", {}).get(family, {}).get("acceptedPrefixCounter", -1)
    return {
        "received_prefixes": peer.get("pfxRcd", -1),
        "accepted_prefixes": accepted,
        "sent_prefixes": peer.get("pfxSnt", -1),
    }


def ospf_neighbors(interfaces: str, neighbors: str) -> Adjacencies:
    """From `show ip ospf vrf all interface json` and `… neighbor json`: every port that sends hellos. FRR tells of no
    VRF that isn't there.
    """
    heard = json.loads(neighbors or "{}")
    return {
        "global" if vrf == "default" else vrf: _adjacent(told["interfaces"], heard.get(vrf, {}).get("neighbors", {}))
        for vrf, told in json.loads(interfaces or "{}").items()
    }


def _adjacent(ports: Mapping[str, Any], neighbors: Mapping[str, Any]) -> dict[str, list[Found]]:
    """FRR names an interface of a neighbour with its own address behind a colon. It lists one that isn't up in part, if
    at all: not whether it would send hellos.
    """
    found: dict[str, list[Found]] = {
        port: [] for port, told in ports.items() if told.get("ospfEnabled") and not told.get("timerPassiveIface")
    }
    for router_id, entries in neighbors.items():
        for entry in entries:
            full = entry["nbrState"].startswith("Full/")
            found.setdefault(entry["ifaceName"].partition(":")[0], []).append({"router_id": router_id, "is_up": full})
    return found


def lldp_neighbors(text: str) -> dict[str, list[dict[str, str]]]:
    """From `lldpcli -f json0 show neighbors`."""
    found: dict[str, list[dict[str, str]]] = {}
    for lldp in json.loads(text or "{}").get("lldp", []):
        for port in lldp.get("interface", []):
            found.setdefault(port["name"], []).append(
                {"hostname": _value(port, "chassis", "name"), "port": _port(port)}
            )
    return found


def _port(port: Mapping[str, Any]) -> str:
    """The far port's id where that is a name; else its description, which Linux fills with the name."""
    kind = next((item.get("type", "") for about in port.get("port", []) for item in about.get("id", [])), "")
    return _value(port, "port", "id") if kind in {"ifname", "local", "ifalias"} else _value(port, "port", "descr")


def _value(item: Mapping[str, Any], *path: str) -> str:
    if not path:
        return str(item.get("value", ""))
    return next((_value(inner, *path[1:]) for inner in item.get(path[0], [])), "")


def forwarding(ipv4: str, ipv6: str) -> dict[str, list[str]]:
    """From `ip -j route` of both families: prefix → ports of its live next hops, none for a route that drops.

    Of several routes to a prefix the best metric counts. Link-local prefixes are left out.
    """
    return {
        prefix: sorted(set(ports)) for family, text in ((4, ipv4), (6, ipv6)) for prefix, ports in _routes(family, text)
    }


def _routes(family: int, text: str) -> Iterator[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    best: dict[str, int] = {}
    for route in sorted(json.loads(text or "[]"), key=_metric):
        prefix = _prefix(route["dst"], family)
        if best.setdefault(prefix, _metric(route)) == _metric(route):
            found.setdefault(prefix, []).extend(_live(route))
    return ((prefix, ports) for prefix, ports in found.items() if not prefix.startswith("fe80:"))


def _metric(route: Mapping[str, Any]) -> int:
    return int(route.get("metric", 0))


def _prefix(target: str, family: int) -> str:
    if target == "default":
        return DEFAULTS[family]
    return target if "/" in target else f"{target}/{LENGTHS[family]}"


def _live(route: Mapping[str, Any]) -> Iterator[str]:
    """A dead next hop is in the table and unused; so is one whose port has no carrier, where the sysctl says so."""
    if route.get("type") in {"blackhole", "unreachable", "prohibit"}:
        return
    for hop in route.get("nexthops", [route]):
        if "dev" in hop and not {"dead", "linkdown"} & {*hop.get("flags", ()), *route.get("flags", ())}:
            yield hop["dev"]


def pinged(said: str) -> Found:
    """From iputils' ping. An error is returned as NAPALM has it, in ping's words."""
    count = SENT.search(said)
    if not count:
        return {"error": said.strip()}
    sent, received = int(count[1]), int(count[2])
    times = TIMES.search(said)
    low, average, high, deviation = map(float, times.groups()) if times else (0.0,) * 4
    results = [{"ip_address": match[1], "rtt": float(match[2])} for match in REPLY.finditer(said)]
    round_trips = {"rtt_min": low, "rtt_max": high, "rtt_avg": average, "rtt_stddev": deviation}
    return {"success": {"probes_sent": sent, "packet_loss": sent - received, **round_trips, "results": results}}
