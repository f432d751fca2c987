"""SONiC: golden files, and the laws that its own models hold config_db.json to.

`pytest tests/platforms/test_sonic.py --update` rewrites the golden files; the difference is for a reviewer to read.
"""

import re
from dataclasses import replace
from itertools import pairwise

import orjson
import pytest

from fabricgen.fabric import Slot
from fabricgen.hardware import model
from fabricgen.hardware.lanes import TOMAHAWK5_64
from fabricgen.platforms.sonic import SONIC, TYPES, cable, poll_interval, whole_percent
from tests.platforms import goldens
from tests.platforms.judges import refused
from tests.platforms.sonic_devices import DEVICES, LEAF, LOSSY_LEAF, SPINE, TRUNK, profile

GOLDEN = goldens.FOLDER / "sonic"
everywhere = pytest.mark.parametrize("device", DEVICES.values(), ids=DEVICES)


def rendered(device):
    return goldens.rendered("sonic", device)


def config(device):
    return orjson.loads(rendered(device)["config_db.json"])


def leaves(value):
    if isinstance(value, dict):
        return [leaf for child in value.values() for leaf in leaves(child)]
    return [value]


def firsts(table):
    """The ports that a table's rows begin with."""
    return {row.split("|")[0] for row in table} - {"global", "GLOBAL"}


@pytest.mark.parametrize("name", DEVICES)
def test_golden(name, update):
    texts = rendered(DEVICES[name])
    if update:
        goldens.write_folder(GOLDEN / name, texts)
    assert goldens.read_folder(GOLDEN / name) == texts


def test_every_golden_folder_has_a_device():
    assert {path.name for path in GOLDEN.iterdir()} == set(DEVICES)


@everywhere
def test_every_value_is_text(device):
    assert {type(leaf) for leaf in leaves(config(device))} == {str}


@everywhere
def test_no_table_is_empty_since_config_replace_refuses_that(device):
    assert [table for table, rows in config(device).items() if not rows] == []


@everywhere
def test_what_belongs_to_the_box_is_left_to_it(device):
    assert set(config(device)["DEVICE_METADATA"]["localhost"]) & {"hwsku", "platform", "mac"} == set()


@everywhere
@pytest.mark.parametrize("table", ["INTERFACE", "VLAN_INTERFACE", "LOOPBACK_INTERFACE"])
def test_every_address_has_the_row_of_its_interface(device, table):
    rows = config(device).get(table, {})
    assert [row for row in rows if row.split("|")[0] not in rows] == []


@everywhere
@pytest.mark.parametrize("table", ["INTERFACE", "QUEUE", "PORT_QOS_MAP", "PFC_WD"])
def test_every_row_names_a_port_that_exists(device, table):
    tables = config(device)
    assert firsts(tables.get(table, {})) <= set(tables["PORT"])


@everywhere
def test_every_port_has_queues_and_maps(device):
    tables = config(device)
    assert firsts(tables["QUEUE"]) == firsts(tables["PORT_QOS_MAP"]) == set(tables["PORT"])


REFERENCES = {
    "scheduler": "SCHEDULER",
    "wred_profile": "WRED_PROFILE",
    "dscp_to_tc_map": "DSCP_TO_TC_MAP",
    "tc_to_queue_map": "TC_TO_QUEUE_MAP",
    "tc_to_pg_map": "TC_TO_PRIORITY_GROUP_MAP",
    "pfc_to_queue_map": "MAP_PFC_PRIORITY_TO_QUEUE",
    "pfc_to_pg_map": "PFC_PRIORITY_TO_PRIORITY_GROUP_MAP",
    "vrf_name": "VRF",
}


@everywhere
@pytest.mark.parametrize(("field", "table"), REFERENCES.items())
def test_every_reference_finds_its_row(device, field, table):
    tables = config(device)
    named = {row[field] for rows in tables.values() for row in rows.values() if field in row}
    assert named <= set(tables.get(table, {}))


@everywhere
def test_every_dscp_has_a_class_and_every_class_a_queue(device):
    tables = config(device)
    dscps = tables["DSCP_TO_TC_MAP"]["AZURE"]
    assert sorted(map(int, dscps)) == list(range(64))
    assert set(dscps.values()) == set(tables["TC_TO_QUEUE_MAP"]["AZURE"])


@everywhere
def test_lossless_classes_have_priority_groups_of_their_own(device):
    groups = config(device)["TC_TO_PRIORITY_GROUP_MAP"]["AZURE"]
    assert groups == {str(row.number): str(row.number if row.lossless else 0) for row in device.lossless.classes}


@everywhere
def test_weights_are_what_a_scheduler_takes(device):
    rows = config(device)["SCHEDULER"].values()
    assert [row for row in rows if row["type"] == "DWRR" and not 1 <= int(row["weight"]) <= 100] == []


@pytest.mark.parametrize("colour", ["green", "yellow", "red"])
def test_marking_is_in_bytes_of_its_speed(colour):
    rows = config(LEAF)["WRED_PROFILE"]
    edges = {name: (row[f"{colour}_min_threshold"], row[f"{colour}_max_threshold"]) for name, row in rows.items()}
    assert edges == {"rdma-400g": ("200000", "2000000"), "rdma-800g": ("400000", "4000000")}
    assert {row[f"{colour}_drop_probability"] for row in rows.values()} == {"10"}


@everywhere
def test_the_watchdog_polls_within_its_times_and_covers_each_pausing_priority(device):
    tables = config(device)
    watched = {port: row for port, row in tables.get("PFC_WD", {}).items() if port != "GLOBAL"}
    pausing = {port: row for port, row in tables["PORT_QOS_MAP"].items() if "pfc_enable" in row}
    assert set(watched) == set(pausing)
    assert all(row["pfcwd_sw_enable"] == row["pfc_enable"] for row in pausing.values())
    for row in watched.values():
        assert 100 <= int(tables["PFC_WD"]["GLOBAL"]["POLL_INTERVAL"]) <= int(row["detection_time"]) <= 5000
        assert int(tables["PFC_WD"]["GLOBAL"]["POLL_INTERVAL"]) <= int(row["restoration_time"]) <= 60_000


def test_only_chips_that_ask_for_it_get_the_map_from_pfc_to_priority_groups():
    assert "pfc_to_pg_map" in config(LEAF)["PORT_QOS_MAP"]["Ethernet0"]
    assert "pfc_to_pg_map" not in config(TRUNK)["PORT_QOS_MAP"]["Ethernet4"]
    assert "PFC_PRIORITY_TO_PRIORITY_GROUP_MAP" not in config(TRUNK)


def test_without_lossless_classes_nothing_pauses():
    found = set(config(LEAF)) - set(config(LOSSY_LEAF))
    assert found == {
        "CABLE_LENGTH", "MAP_PFC_PRIORITY_TO_QUEUE", "PFC_PRIORITY_TO_PRIORITY_GROUP_MAP", "PFC_WD", "WRED_PROFILE",
    }  # fmt: skip
    assert config(LOSSY_LEAF)["DEVICE_METADATA"]["localhost"]["default_pfcwd_status"] == "disable"


def test_a_switch_that_an_exception_takes_pfc_from_pauses_nowhere():
    quiet = tuple(replace(each, lossless_priorities=()) for each in LEAF.profiles)
    tables = config(replace(LEAF, profiles=quiet))
    assert {"CABLE_LENGTH", "PFC_WD"} & set(tables) == set()
    assert [row for row in tables["PORT_QOS_MAP"].values() if "pfc_enable" in row] == []


@everywhere
def test_members_of_vlans_are_no_router_interfaces(device):
    tables = config(device)
    members = {row.split("|")[1] for row in tables.get("VLAN_MEMBER", {})}
    assert members & firsts(tables["INTERFACE"]) == set()
    assert members | firsts(tables["INTERFACE"]) == set(tables["PORT"])


def test_vlans_without_a_port_in_use_still_have_gateways():
    idle = replace(TRUNK, ports=TRUNK.ports[-1:])
    assert "VLAN_MEMBER" not in config(idle)
    assert set(config(idle)["VLAN_INTERFACE"]) == set(config(TRUNK)["VLAN_INTERFACE"])


@everywhere
def test_names_of_vrfs_begin_as_sonic_insists_and_fit_an_interface(device):
    names = list(config(device).get("VRF", ()))
    assert names == [f"Vrf{vrf.name}" for vrf in device.vrfs]
    assert len("Vrf") + SONIC.capabilities.vrf_name_max == 15


@everywhere
def test_cages_are_divided_as_the_box_spells_it_and_no_lane_serves_two_ports(device):
    tables, box = config(device), model(device.model).sonic
    assert {row["brkout_mode"] for row in tables["BREAKOUT_CFG"].values()} <= set(box.modes)
    lanes = [lane for row in tables["PORT"].values() for lane in row["lanes"].split(",")]
    assert len(lanes) == len(set(lanes))


def test_lanes_are_the_chips_own():
    third = TOMAHAWK5_64[2]
    assert config(TRUNK)["PORT"]["Ethernet16"]["lanes"] == ",".join(map(str, range(third, third + 4)))


def test_a_port_without_a_neighbour_has_no_description():
    assert "description" not in config(TRUNK)["PORT"]["Ethernet4"]


NAMES = [
    ("nvidia-sn5600", Slot(1, 1, 8, 800), "Ethernet0"),
    ("nvidia-sn5600", Slot(64, 5, 4, 400), "Ethernet508"),
    ("celestica-ds3000", Slot(2, 1, 4, 100), "Ethernet4"),
]


@pytest.mark.parametrize(("name", "slot", "expected"), NAMES)
def test_ports_are_named_after_their_first_lane(name, slot, expected):
    assert SONIC.port_name(model(name), slot) == expected


def test_a_switch_that_sonic_has_no_files_of():
    with pytest.raises(LookupError, match=r"^SONiC doesn't run on linux-lab$"):
        SONIC.port_name(model("linux-lab"), Slot(1, 1, 1, 100))


CABLES = [(1, "5m"), (5, "5m"), (10, "40m"), (40, "40m"), (50, "300m"), (300, "300m"), (500, "500m"), (2000, "2000m")]


@pytest.mark.parametrize(("metres", "expected"), CABLES)
def test_cables_are_rounded_up_to_those_that_the_box_has_a_headroom_for(metres, expected):
    assert cable(profile("up", 800, 8, metres), (5, 40, 300)) == expected


def test_a_box_may_have_a_table_of_its_own():
    far = replace(LEAF, model="nvidia-sn5610n", profiles=(LEAF.profiles[0], profile("up", 800, 8, 50)))
    assert config(far)["CABLE_LENGTH"]["AZURE"]["Ethernet256"] == "250m"


@pytest.mark.parametrize(("milliseconds", "expected"), [(50, 100), (100, 100), (400, 400), (2500, 1000)])
def test_the_poll_stays_in_the_range_of_the_model(milliseconds, expected):
    assert poll_interval(milliseconds) == expected


@pytest.mark.parametrize(("percent", "expected"), [(0.2, 1), (10.0, 10), (99.6, 100), (100.0, 100)])
def test_a_small_probability_still_marks(percent, expected):
    assert whole_percent(percent) == expected


def test_tiers_that_meet_have_types_with_different_seeds():
    """switch.json.j2 asks whether the type contains ToRRouter, else LeafRouter, else SpineRouter."""
    tiers = [TYPES[role] for role in ("leaf", "spine", "super-spine")]
    seeds = [next(word for word in ("ToRRouter", "LeafRouter", "SpineRouter") if word in tier) for tier in tiers]
    assert all(one != other for one, other in pairwise(seeds))
    assert [config(replace(LEAF, role=role))["DEVICE_METADATA"]["localhost"]["type"] for role in TYPES] == tiers


@everywhere
def test_frr_conf_holds_what_the_start_script_would_append(device):
    """docker_init.sh looks for the first line with `grep -q '^…'` and appends both if it misses it."""
    text = rendered(device)["frr.conf"]
    assert re.findall(r"^(?:no )?fpm .*", text, re.MULTILINE) == ["no fpm use-next-hop-groups", "fpm address 127.0.0.1"]


def test_what_is_left_out_stands_in_the_one_file_that_has_comments():
    header = {line for line in rendered(LEAF)["frr.conf"].splitlines() if line.startswith("! - ")}
    assert header == {f"! - {reason}" for reason in SONIC.left_out}


def link_local(device):
    rows = config(device)["INTERFACE"]
    return {port for port, row in rows.items() if row.get("ipv6_use_link_local_only") == "enable"}


LINKS = {
    "IPv4 alone": (LEAF, set()),
    "unnumbered": (TRUNK, {"Ethernet256"}),
    "both families": (SPINE, set()),
    "IPv6 routes over IPv4 links": (replace(LEAF, bgp=replace(LEAF.bgp, ipv6=True)), {"Ethernet256", "Ethernet264"}),
}


@pytest.mark.parametrize(("device", "ports"), LINKS.values(), ids=LINKS)
def test_link_local_next_hops_are_let_in_where_there_are_any(device, ports):
    assert link_local(device) == ports


def test_users_are_lines_for_chpasswd():
    assert rendered(LEAF)["users"] == "admin:<env:ADMIN_HASH>\nwatcher:<file:/etc/watcher>\n"
    assert rendered(SPINE)["users"] == ""


@pytest.mark.lab
@pytest.mark.parametrize("name", DEVICES)
def test_vtysh_knows_every_line(vtysh, name):
    assert refused(GOLDEN / name / "frr.conf") == []
