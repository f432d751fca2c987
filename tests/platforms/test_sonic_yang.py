"""SONiC's own YANG models accept what we render, and refuse what we would never."""

from copy import deepcopy
from pathlib import Path

import orjson
import pytest

from tests.platforms.judges import needs_sonic_models
from tests.platforms.sonic_devices import DEVICES, LEAF, TRUNK

GOLDEN = Path(__file__).parent / "golden" / "sonic"
pytestmark = [pytest.mark.slow, needs_sonic_models]


def golden(name):
    return orjson.loads((GOLDEN / name / "config_db.json").read_bytes())


def without(config, *path):
    copy = deepcopy(config)
    *way, last = path
    row = copy
    for step in way:
        row = row[step]
    del row[last]
    return copy


def having(config, value, *path):
    copy = deepcopy(config)
    *way, last = path
    row = copy
    for step in way:
        row = row.setdefault(step, {})
    row[last] = value
    return copy


@pytest.mark.parametrize("name", DEVICES)
def test_the_models_accept(sonic_complaints, name):
    assert sonic_complaints(golden(name)) == ""


LEAF_ROWS, TRUNK_ROWS = golden(LEAF.name), golden(TRUNK.name)
REFUSED = {
    "an address without its interface": (without(LEAF_ROWS, "INTERFACE", "Ethernet0"), "Must condition not satisfied"),
    "a marking profile that isn't there": (without(LEAF_ROWS, "WRED_PROFILE", "rdma-400g"), "Invalid leafref value"),
    "a scheduler that isn't there": (without(LEAF_ROWS, "SCHEDULER", "scheduler.cnp"), "Invalid leafref value"),
    "a map that isn't there": (without(LEAF_ROWS, "TC_TO_QUEUE_MAP"), "Invalid leafref value"),
    "a port that isn't there": (without(LEAF_ROWS, "PORT", "Ethernet0"), "no matching subtype"),
    "a field that nobody knows": (having(LEAF_ROWS, "red", "PORT", "Ethernet0", "colour"), '"colour" not found'),
    "too long a packet": (having(LEAF_ROWS, "9217", "PORT", "Ethernet0", "mtu"), "out of the allowed range"),
    "a watchdog slower than its poll": (
        having(LEAF_ROWS, "300", "PFC_WD", "GLOBAL", "POLL_INTERVAL"), "greater than or equal to POLL_INTERVAL",
    ),
    "marking that ends before it starts": (
        having(LEAF_ROWS, "2000001", "WRED_PROFILE", "rdma-400g", "green_min_threshold"), "equal to min threshold",
    ),
    "a code point beyond 63": (having(LEAF_ROWS, "3", "DSCP_TO_TC_MAP", "AZURE", "64"), "Invalid DSCP"),
    "a length without its unit": (having(LEAF_ROWS, "5", "CABLE_LENGTH", "AZURE", "Ethernet0"), "Invalid cable length"),
    "a routed port in a VLAN": (having(TRUNK_ROWS, {}, "INTERFACE", "Ethernet16"), "Port is a router interface"),
    "a VRF without the prefix": (having(TRUNK_ROWS, {}, "VRF", "acme"), "Invalid VRF name"),
    "a VRF that isn't there": (without(TRUNK_ROWS, "VRF", "Vrfacme"), "Invalid leafref value"),
    "time from a VRF that isn't there": (without(LEAF_ROWS, "MGMT_VRF_CONFIG"), "Try enable Management VRF"),
}  # fmt: skip


@pytest.mark.parametrize(("config", "reason"), REFUSED.values(), ids=REFUSED)
def test_the_models_refuse(sonic_complaints, config, reason):
    assert reason in sonic_complaints(config)


def test_no_model_knows_a_table_that_we_invent(sonic_complaints):
    with pytest.raises(KeyError, match="FABRIC"):
        sonic_complaints({"FABRIC": {"one": {}}})
