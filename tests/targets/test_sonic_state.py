"""What SONiC's databases say, from dumps like those of a box."""

import json
from typing import Any

from fabricgen.targets.drivers.sonic_state import dump, forwarding, interfaces, lossless_counters

ROUTE = "ASIC_STATE:SAI_OBJECT_TYPE_ROUTE_ENTRY:"
HOP = "SAI_ROUTE_ENTRY_ATTR_NEXT_HOP_ID"


def route(prefix: str, target: str, router: str = "oid:0x3a") -> dict[str, Any]:
    return {ROUTE + json.dumps({"dest": prefix, "switch_id": "oid:0x21", "vr": router}): {HOP: target}}


def member(number: int, hop: str) -> dict[str, Any]:
    row = {"SAI_NEXT_HOP_GROUP_MEMBER_ATTR_NEXT_HOP_GROUP_ID": "oid:0x50"}
    key = f"ASIC_STATE:SAI_OBJECT_TYPE_NEXT_HOP_GROUP_MEMBER:oid:0x2d{number}"
    return {key: {**row, "SAI_NEXT_HOP_GROUP_MEMBER_ATTR_NEXT_HOP_ID": hop}}


def port(number: int) -> dict[str, Any]:
    """A port with its router interface, and a next hop behind it."""
    start = "ASIC_STATE:SAI_OBJECT_TYPE"
    return {
        f"{start}_HOSTIF:oid:0xd{number}": {
            "SAI_HOSTIF_ATTR_NAME": f"Ethernet{number}",
            "SAI_HOSTIF_ATTR_OBJ_ID": f"oid:0x1{number}",
        },
        f"{start}_ROUTER_INTERFACE:oid:0x6{number}": {"SAI_ROUTER_INTERFACE_ATTR_PORT_ID": f"oid:0x1{number}"},
        f"{start}_NEXT_HOP:oid:0x4{number}": {"SAI_NEXT_HOP_ATTR_ROUTER_INTERFACE_ID": f"oid:0x6{number}"},
    }


def test_forwarding_is_what_the_chip_was_told() -> None:
    asic = {
        **port(0),
        **port(4),
        "ASIC_STATE:SAI_OBJECT_TYPE_NEXT_HOP_GROUP:oid:0x50": {"NULL": "NULL"},
        **member(1, "oid:0x44"),
        **member(2, "oid:0x40"),
        **route("10.0.0.2/32", "oid:0x50"),
        **route("10.0.0.3/32", "oid:0x40"),
        **route("10.1.0.0/31", "oid:0x64"),
        **route("10.1.0.1/32", "oid:0x1cpu"),
        **route("fe80::/10", "oid:0x64"),
        **route("192.168.0.0/24", "oid:0x64", "oid:0x3b"),
    }
    assert forwarding(asic) == {
        "10.0.0.2/32": ["Ethernet0", "Ethernet4"],
        "10.0.0.3/32": ["Ethernet0"],
        "10.1.0.0/31": ["Ethernet4"],
    }
    assert forwarding({}) == {}


def test_lossless_counters() -> None:
    counters = {
        "COUNTERS_PORT_NAME_MAP": {"Ethernet0": "oid:1", "Ethernet4": "oid:2"},
        "COUNTERS_QUEUE_NAME_MAP": {"Ethernet0:3": "oid:13", "Ethernet0:0": "oid:10"},
        "COUNTERS:oid:1": {
            "SAI_PORT_STAT_PFC_3_RX_PKTS": "12",
            "SAI_PORT_STAT_PFC_3_TX_PKTS": "5",
            "SAI_PORT_STAT_IF_IN_OCTETS": "99",
        },
        "COUNTERS:oid:13": {
            "SAI_QUEUE_STAT_WRED_ECN_MARKED_PACKETS": "7",
            "PFC_WD_QUEUE_STATS_DEADLOCK_DETECTED": "1",
        },
    }
    assert lossless_counters(counters) == {
        "Ethernet0": {"pfc_rx_3": 12, "pfc_tx_3": 5, "ecn_marked_3": 7, "watchdog_3": 1},
        "Ethernet4": {},
    }


def test_a_port_is_what_the_chip_says_and_another_link_what_the_kernel_says() -> None:
    links = [
        {"ifname": "Ethernet0", "mtu": 9214, "flags": ["UP", "LOWER_UP"], "address": "02:00:00:00:00:0a"},
        {"ifname": "eth0", "mtu": 1500, "flags": ["UP", "LOWER_UP"], "address": "02:00:00:00:00:0b"},
    ]
    ports = {
        "PORT_TABLE:Ethernet0": {
            "admin_status": "up",
            "oper_status": "down",
            "description": "spine-1:Ethernet8",
            "mtu": "9214",
            "speed": "400000",
        }
    }
    assert interfaces(ports, json.dumps(links)) == {
        "Ethernet0": {
            "is_up": False,
            "is_enabled": True,
            "description": "spine-1:Ethernet8",
            "last_flapped": -1.0,
            "speed": 400000.0,
            "mtu": 9214,
            "mac_address": "02:00:00:00:00:0A",
        },
        "eth0": {
            "is_up": True,
            "is_enabled": True,
            "description": "",
            "last_flapped": -1.0,
            "speed": -1.0,
            "mtu": 1500,
            "mac_address": "02:00:00:00:00:0B",
        },
    }


def test_a_dump_holds_other_kinds_too() -> None:
    assert dump('{"A": {"type": "hash", "value": {"b": "c"}}, "L": {"type": "list", "value": []}}') == {"A": {"b": "c"}}
    assert dump("") == {}
