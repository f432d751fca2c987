"""Patches of CONFIG_DB: each kind of difference, and the law that a patch makes one configuration the other."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabricgen.targets.drivers.sonic_patch import (
    OWNED,
    beyond,
    differences,
    lines,
    owned,
    patch,
    pointer,
    wanted,
)
from tests.fakes.sonic_parts import patched

CASES = Path(__file__).parents[1] / "cases/sonic-three-tiers/expected/6-files"

ROW = {"Ethernet0": {}, "Ethernet0|10.1.0.1/31": {}}
STEPS: dict[str, tuple[Any, Any, list[dict[str, Any]], list[str]]] = {
    "nothing": ({"INTERFACE": ROW}, {"INTERFACE": ROW}, [], []),
    "a row with a slash": (
        {"INTERFACE": {"Ethernet0": {}}},
        {"INTERFACE": ROW},
        [{"op": "add", "path": "/INTERFACE/Ethernet0|10.1.0.1~131", "value": {}}],
        ["+ INTERFACE|Ethernet0|10.1.0.1/31"],
    ),
    "a row goes": (
        {"INTERFACE": ROW},
        {"INTERFACE": {"Ethernet0": {}}},
        [{"op": "remove", "path": "/INTERFACE/Ethernet0|10.1.0.1~131"}],
        ["- INTERFACE|Ethernet0|10.1.0.1/31"],
    ),
    "a table comes": (
        {},
        {"DNS_NAMESERVER": {"192.0.2.53": {}}},
        [{"op": "add", "path": "/DNS_NAMESERVER", "value": {"192.0.2.53": {}}}],
        ["+ DNS_NAMESERVER|192.0.2.53"],
    ),
    "no table stays empty": (
        {"DNS_NAMESERVER": {"192.0.2.53": {}}},
        {},
        [{"op": "remove", "path": "/DNS_NAMESERVER"}],
        ["- DNS_NAMESERVER|192.0.2.53"],
    ),
    "fields": (
        {"NTP": {"global": {"vrf": "default", "src_intf": "eth0"}}},
        {"NTP": {"global": {"vrf": "mgmt", "admin_state": "enabled"}}},
        [
            {"op": "remove", "path": "/NTP/global/src_intf"},
            {"op": "add", "path": "/NTP/global/admin_state", "value": "enabled"},
            {"op": "replace", "path": "/NTP/global/vrf", "value": "mgmt"},
        ],
        [
            "+ NTP|global|admin_state: enabled",
            "- NTP|global|src_intf: eth0",
            "- NTP|global|vrf: default",
            "+ NTP|global|vrf: mgmt",
        ],
    ),
    "a list": (
        {"NTP": {"global": {"servers": ["a"]}}},
        {"NTP": {"global": {"servers": ["a", "b"]}}},
        [{"op": "replace", "path": "/NTP/global/servers", "value": ["a", "b"]}],
        ["- NTP|global|servers: a", "+ NTP|global|servers: a,b"],
    ),
    "what isn't ours": (
        {"FEATURE": {"bgp": {}}, "DEVICE_METADATA": {"localhost": {"hwsku": "A", "mac": "02", "hostname": "old"}}},
        {"DEVICE_METADATA": {"localhost": {"hwsku": "B", "hostname": "new"}}},
        [{"op": "replace", "path": "/DEVICE_METADATA/localhost/hostname", "value": "new"}],
        ["- DEVICE_METADATA|localhost|hostname: old", "+ DEVICE_METADATA|localhost|hostname: new"],
    ),
    "a port nobody asks for": (
        {"PORT": {"Ethernet0": {"mtu": "9100", "tpid": "0x8100"}, "Ethernet8": {"mtu": "9100"}}},
        {"PORT": {"Ethernet0": {"mtu": "9214"}}},
        [{"op": "replace", "path": "/PORT/Ethernet0/mtu", "value": "9214"}],
        ["- PORT|Ethernet0|mtu: 9100", "+ PORT|Ethernet0|mtu: 9214"],
    ),
}


@pytest.mark.parametrize(("running", "candidate", "steps", "shown"), STEPS.values(), ids=STEPS)
def test_patch(running: Any, candidate: Any, steps: list[dict[str, Any]], shown: list[str]) -> None:
    found = differences(running, candidate)
    assert patch(running, found) == steps
    assert lines(found) == shown


def test_pointer_escapes() -> None:
    assert pointer("A", "b~/c") == "/A/b~0~1c"


BEYOND = {
    "lanes": ({"PORT": {"Ethernet0": {"lanes": "0"}}}, {"PORT": {"Ethernet0": {"lanes": "0,1"}}}, 1),
    "speed": ({"PORT": {"Ethernet0": {"speed": "1"}}}, {"PORT": {"Ethernet0": {"speed": "2"}}}, 0),
    "type": (
        {"DEVICE_METADATA": {"localhost": {"type": "ToRRouter"}}},
        {"DEVICE_METADATA": {"localhost": {"type": "LeafRouter"}}},
        1,
    ),
    "loopback comes beside another": (
        {"LOOPBACK_INTERFACE": {"Loopback1": {}}},
        {"LOOPBACK_INTERFACE": {"Loopback0": {}, "Loopback1": {}}},
        1,
    ),
    "first loopback": ({}, {"LOOPBACK_INTERFACE": {"Loopback0": {}}}, 0),
    "sFlow": ({"FEATURE": {"sflow": {"state": "disabled"}}}, {"FEATURE": {"sflow": {"state": "enabled"}}}, 0),
    "no sFlow in the image": (
        {"FEATURE": {"bgp": {"state": "enabled"}}},
        {"FEATURE": {"sflow": {"state": "enabled"}}},
        1,
    ),
    "watchdog of a port": ({"PFC_WD": {"GLOBAL": {}}}, {"PFC_WD": {"GLOBAL": {}, "Ethernet0": {}}}, 0),
    "no watchdog": ({"PFC_WD": {"GLOBAL": {}, "Ethernet0": {}}}, {}, 1),
}


@pytest.mark.parametrize(("running", "candidate", "count"), BEYOND.values(), ids=BEYOND)
def test_beyond_a_patch(running: Any, candidate: Any, count: int) -> None:
    assert len(beyond(running, differences(running, candidate))) == count


WORDS = st.text("ab/~|", min_size=1, max_size=3)
VALUES = st.text("01", max_size=2)
TABLES = st.sampled_from(["NTP", "PORT", "INTERFACE", "DEVICE_METADATA", "FEATURE", "CRM", "BUFFER_PG"])
FIELDS = st.dictionaries(st.sampled_from(["mtu", "hostname", "hwsku", "a/b", "~"]), VALUES, max_size=3)
CONFIGS = st.dictionaries(TABLES, st.dictionaries(WORDS, FIELDS, min_size=1, max_size=3), max_size=4)


@settings(max_examples=50)
@given(CONFIGS, CONFIGS)
def test_a_patch_makes_one_the_other(running: Any, candidate: Any) -> None:
    """What is ours is as wanted then, what isn't is as it was, no table is empty, and nothing is left to do."""
    after = patched(running, patch(running, differences(running, candidate)))
    assert owned(after) == wanted(running, candidate)
    assert {table: rows for table, rows in after.items() if table not in OWNED} == {
        table: rows for table, rows in running.items() if table not in OWNED
    }
    assert all(after.values())
    assert differences(after, candidate) == []


@settings(max_examples=50)
@given(CONFIGS, CONFIGS)
def test_a_backup_undoes_it(running: Any, candidate: Any) -> None:
    """As long as no row of a port or a container comes, which a push refuses."""
    found = differences(running, candidate)
    if any(row.table in ("PORT", "BREAKOUT_CFG", "FEATURE") and not row.field for row in found):
        return
    after = patched(running, patch(running, found))
    back = patched(after, patch(after, differences(after, owned(running))))
    assert back.get("FEATURE") == running.get("FEATURE")
    assert owned(back) == owned(running)


def test_all_that_is_rendered_is_ours() -> None:
    for path in CASES.rglob("config_db.json"):
        config = json.loads(path.read_text())
        assert owned(config) == config
