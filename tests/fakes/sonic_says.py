"""What a fake SONiC switch says of itself when all is well: every port up, every neighbour there, as configured."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tests.fakes.sonic_parts import tree

ASIC = "ASIC_STATE:SAI_OBJECT_TYPE"


def answers(config: Any, routing: str) -> dict[str, str]:
    """Command → what it prints."""
    ports = config.get("PORT", {})
    sessions = json.dumps({"default": {"ipv4Unicast": dict(family(routing))}})
    dumps = {"APPL_DB -k PORT_TABLE:*": panel(ports), "ASIC_DB -k ASIC_STATE:*": chip(ports)}
    dumps["COUNTERS_DB -k COUNTERS*"] = counters(ports)
    return {
        "decode-syseeprom -s": "MT0001\n",
        "true": "",
        "ip -j link": json.dumps([link(name, port) for name, port in ports.items()]),
        "docker exec bgp vtysh -c show bgp vrf all summary json": sessions,
        "docker exec bgp vtysh -c show bgp vrf all neighbors json": "{}",
        "docker exec lldp lldpctl -f json0": json.dumps({"lldp": [{"interface": list(heard(ports))}]}),
        **{f"sonic-db-dump -n {what} -y": dumped(rows) for what, rows in dumps.items()},
    }


def dumped(rows: Mapping[str, Any]) -> str:
    return json.dumps({key: {"type": "hash", "value": row, "ttl": -1} for key, row in rows.items()})


def panel(ports: Any) -> dict[str, Any]:
    return {f"PORT_TABLE:{name}": {**port, "admin_status": "up", "oper_status": "up"} for name, port in ports.items()}


def link(name: str, port: Mapping[str, str]) -> dict[str, Any]:
    mtu = int(port.get("mtu", 9100))
    return {"ifname": name, "mtu": mtu, "flags": ["UP", "LOWER_UP"], "address": "02:00:00:00:00:01"}


def family(routing: str) -> Iterator[tuple[str, Any]]:
    """Of `show bgp summary json`."""
    for head, lines in tree(routing).items():
        if head.startswith("router bgp "):
            words = [line.split() for line in lines]
            numbers = {word[1]: int(word[3]) for word in words if word[2:3] == ["remote-as"] and word[3].isdigit()}
            groups = {word[1]: word[-1] for word in words if word[0] == "neighbor" and "peer-group" in word[2:-1]}
            names = dict.fromkeys([*groups, *(name for name in numbers if name[0].isdigit())])
            asn = int(head.split()[2])
            yield "routerId", next((word[2] for word in words if word[:2] == ["bgp", "router-id"]), "")
            yield (
                "peers",
                {name: peer(asn, numbers.get(name) or numbers.get(groups.get(name, ""), 0)) for name in names},
            )


def peer(local: int, remote: int) -> dict[str, Any]:
    up = {"state": "Established", "peerState": "OK", "peerUptimeMsec": 60_000}
    return {"localAs": local, "remoteAs": remote, **up, "pfxRcd": 2, "pfxSnt": 2}


def heard(ports: Any) -> Iterator[dict[str, Any]]:
    """The far end is what the description names."""
    for name, port in ports.items():
        system, _, far = port.get("description", "").partition(":")
        if far:
            chassis = [{"name": [{"value": system}]}]
            yield {"name": name, "chassis": chassis, "port": [{"id": [{"type": "local", "value": far}]}]}


def chip(ports: Any) -> dict[str, Any]:
    """One route, over all ports."""
    rows: dict[str, Any] = {}
    for number, name in enumerate(ports):
        rows[f"{ASIC}_HOSTIF:oid:0xd{number}"] = {"SAI_HOSTIF_ATTR_NAME": name, "SAI_HOSTIF_ATTR_OBJ_ID": f"p{number}"}
        rows[f"{ASIC}_ROUTER_INTERFACE:r{number}"] = {"SAI_ROUTER_INTERFACE_ATTR_PORT_ID": f"p{number}"}
        rows[f"{ASIC}_NEXT_HOP:h{number}"] = {"SAI_NEXT_HOP_ATTR_ROUTER_INTERFACE_ID": f"r{number}"}
        rows[f"{ASIC}_NEXT_HOP_GROUP_MEMBER:m{number}"] = {
            "SAI_NEXT_HOP_GROUP_MEMBER_ATTR_NEXT_HOP_GROUP_ID": "g",
            "SAI_NEXT_HOP_GROUP_MEMBER_ATTR_NEXT_HOP_ID": f"h{number}",
        }
    entry = json.dumps({"dest": "0.0.0.0/0", "switch_id": "s", "vr": "v"})
    return {**rows, f"{ASIC}_ROUTE_ENTRY:{entry}": {"SAI_ROUTE_ENTRY_ATTR_NEXT_HOP_ID": "g"}}


def counters(ports: Any) -> dict[str, Any]:
    names = {name: f"oid:{number}" for number, name in enumerate(ports)}
    rows = {f"COUNTERS:{oid}": {"SAI_PORT_STAT_PFC_3_RX_PKTS": "0"} for oid in names.values()}
    return {"COUNTERS_PORT_NAME_MAP": names, **rows}
