"""Cumulus Linux: golden files, NVUE's own words, and the laws of its tree.

`pytest tests/platforms/test_cumulus.py --update` rewrites the golden files; the difference is for a reviewer to read.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from fabricgen.compare.difference import Line, Mark
from fabricgen.compare.impacts import reasons
from fabricgen.compare.tree import tree
from fabricgen.device.model import TrafficClass, Watchdog
from fabricgen.fabric import Slot
from fabricgen.hardware import model
from fabricgen.platforms.cumulus import CUMULUS
from fabricgen.platforms.cumulus_terms import Weight, robustness, scalar, weights
from fabricgen.targets.drivers.cumulus_text import difference, tree_of, written
from tests.platforms import goldens
from tests.platforms.cumulus_devices import DEVICES, LEAF, LOSSY_LEAF, SPINE, TRUNK
from tests.platforms.nvue_words import commands, documented, undocumented, unsorted

GOLDEN = goldens.FOLDER / "cumulus"
everywhere = pytest.mark.parametrize("device", DEVICES.values(), ids=DEVICES)


def rendered(device):
    (text,) = goldens.rendered("cumulus", device).values()
    return text


def config(device):
    return tree_of(rendered(device))


@pytest.mark.parametrize("name", DEVICES)
def test_golden(name, update):
    text, file = rendered(DEVICES[name]), GOLDEN / f"{name}.yaml"
    if update:
        goldens.write(file, text)
    assert file.read_text() == text


def test_every_golden_file_has_a_device():
    assert {path.stem for path in GOLDEN.iterdir()} == set(DEVICES)


@everywhere
def test_every_leaf_is_one_that_nvidia_documents(device):
    assert undocumented(config(device)) == []


@pytest.mark.parametrize(
    "command",
    [
        "interface swp1 link mtu 9217",
        "interface swp1 link mtu nine",
        "interface swp1 qos pfc-watchdog state enabled",
        "router bgp state enabled",
        "vrf default router bgp address-family ipv4-unicast multipaths ebgp 129",
        "qos mapping default-global dscp 64 switch-priority 0",
    ],
)
def test_the_words_refuse_what_nvidia_does_not_document(command):
    assert not documented(command)


@everywhere
def test_keys_are_in_the_order_of_nv_config_show(device):
    assert unsorted(config(device)) == []


@everywhere
def test_keys_are_unique_and_no_line_is_empty(device):
    """A YAML loader would take the last of two."""
    text = rendered(device)
    assert "\n\n" not in text
    assert len(list(commands(config(device)))) == len(set(commands(config(device))))
    heads = sum(1 for row in text.splitlines() if row.endswith(":") and not row.startswith("#"))
    assert heads == nested(config(device)) + 1


def nested(value):
    inner = [child for child in value.values() if isinstance(child, dict) and child]
    return len(inner) + sum(map(nested, inner))


@everywhere
def test_what_a_box_would_give_back_makes_no_difference(device):
    assert difference(config(device), tree_of(written(config(device)))) == ""


@everywhere
def test_other_readers_of_yaml_see_the_same_keys(device):
    (part,) = yaml.safe_load(rendered(device))
    assert {type(key) for key in every_key(part)} == {str}
    assert sorted(every_key(part["set"])) == sorted(every_key(config(device)))


def every_key(value):
    if not isinstance(value, dict):
        return []
    return [*value, *(key for inner in value.values() for key in every_key(inner))]


def test_a_comparison_reads_it_as_a_tree():
    (top,) = tree(rendered(LEAF), CUMULUS.files[0].syntax)
    assert [node.text for node in top.children[0].children] == [
        "interface",
        "qos",
        "router",
        "service",
        "system",
        "vrf",
    ]


SCALARS = [
    ("leaf-p00-00", "leaf-p00-00"),
    ("host-0000:nic0", "host-0000:nic0"),
    ("rack 4: upper", "'rack 4: upper'"),
    ("on", "'on'"),
    ("No", "'No'"),
    ("10", "'10'"),
    ("65000:911", "65000:911"),
    ("65000:11", "'65000:11'"),
    ("10.0.0.0/31", "10.0.0.0/31"),
    ("2001:db8::/64", "2001:db8::/64"),
    ("2001:db8:2::", "'2001:db8:2::'"),
    ("it's", "'it''s'"),
    ("<command:vault read x>", "'<command:vault read x>'"),
    ("<env:ADMIN_HASH>", "<env:ADMIN_HASH>"),
]


@pytest.mark.parametrize(("text", "expected"), SCALARS)
def test_text_is_quoted_where_it_could_be_misread(text, expected):
    assert scalar(text) == expected
    assert yaml.safe_load(f"{scalar(text)}: {{}}") == {text: {}}


NAMES = [
    ("nvidia-sn5600", Slot(1, 1, 8, 800), "swp1"),
    ("nvidia-sn5600", Slot(64, 5, 4, 400), "swp64s1"),
    ("nvidia-sn5600", Slot(3, 7, 2, 200), "swp3s3"),
    ("nvidia-sn5400", Slot(9, 1, 8, 400), "swp9"),
]


@pytest.mark.parametrize(("name", "slot", "expected"), NAMES)
def test_ports_are_named_after_their_cage(name, slot, expected):
    assert CUMULUS.port_name(model(name), slot) == expected


@everywhere
def test_every_divided_cage_is_there_once_and_has_its_ports(device):
    interfaces = config(device)["interface"]
    parents = {name for name, row in interfaces.items() if "breakout" in row.get("link", {})}
    assert parents == {match[1] for name in interfaces if (match := re.fullmatch(r"(swp\d+)s\d+", name))}
    for name in parents:
        ((way, lanes),) = interfaces[name]["link"]["breakout"].items()
        assert int(way.rstrip("x")) * lanes["lanes-per-port"] == model(device.model).fabric.lanes


@everywhere
def test_every_dscp_has_a_switch_priority_that_is_scheduled(device):
    qos = config(device)["qos"]
    dscp = qos["mapping"]["default-global"]["dscp"]
    assert sorted(map(int, dscp)) == list(range(64))
    scheduled = qos["egress-scheduler"]["default-global"]["traffic-class"]
    assert {str(row["switch-priority"]) for row in dscp.values()} <= set(scheduled)
    assert sum(row.get("bw-percent", 0) for row in scheduled.values()) <= 100


@everywhere
@pytest.mark.parametrize("kind", ["pfc", "congestion-control"])
def test_every_profile_that_a_port_names_exists_and_is_named(device, kind):
    tree = config(device)
    named = {row["qos"][kind]["profile"] for row in tree["interface"].values() if kind in row.get("qos", {})}
    assert named == set(tree["qos"].get(kind, {})) - {"default-global"}


@everywhere
def test_the_watchdog_is_where_pause_is(device):
    ports = config(device)["interface"].values()
    assert all(("pfc" in row["qos"]) == ("pfc-watchdog" in row["qos"]) for row in ports if "qos" in row)


@everywhere
def test_every_policy_that_is_named_exists(device):
    tree = config(device)
    policy = tree["router"]["policy"]
    wanted = {(kind, name) for command in commands(tree) for kind, name in re.findall(POLICY, command)}
    kinds = {"ip-prefix-list": "prefix-list", "route-map": "route-map", "community-list": "community-list"}
    assert [row for row in wanted if row[1] not in policy.get(kinds[row[0]], {})] == []


POLICY = r" (ip-prefix-list|community-list|route-map) ([A-Z][A-Z0-9-]+)$"


def test_marking_is_in_bytes_of_its_speed():
    found = config(LEAF)["qos"]["congestion-control"]
    edges = {name: (row["min-threshold"], row["max-threshold"]) for name, rows in found.items()
             if name != "default-global" for row in rows["traffic-class"].values()}  # fmt: skip
    assert edges == {"host-400g": (200_000, 2_000_000), "up-800g": (400_000, 4_000_000)}


def test_cables_give_the_headroom():
    lengths = {name: row["cable-length"] for name, row in config(SPINE)["qos"]["pfc"].items()}
    assert lengths == {"down-400g": 30, "up-400g": 2000}


def test_adaptive_routing_is_on_at_all_ports_to_other_switches():
    tree = config(replace(SPINE, profiles=(replace(SPINE.profiles[0], facing="host"), SPINE.profiles[1])))
    assert tree["router"]["adaptive-routing"] == {"enable": "on"}
    on = {name for name, row in tree["interface"].items() if "router" in row}
    assert on == {"swp64"}
    assert "adaptive-routing" not in config(LEAF)["router"]


def test_without_lossless_classes_nothing_pauses():
    tree = config(LOSSY_LEAF)
    assert {"pfc", "pfc-watchdog", "traffic-pool"} & set(tree["qos"]) == set()
    assert [name for name, row in tree["interface"].items() if "qos" in row] == []


def test_a_switch_that_an_exception_takes_pfc_from_pauses_nowhere():
    quiet = tuple(replace(each, lossless_priorities=()) for each in LEAF.profiles)
    tree = config(replace(LEAF, profiles=quiet))
    assert {"pfc", "pfc-watchdog", "traffic-pool"} & set(tree["qos"]) == set()
    assert all("pfc" not in row.get("qos", {}) for row in tree["interface"].values())


def test_slow_lanes_keep_their_own_error_correction():
    links = {row["link"]["speed"]: row["link"].get("fec") for row in config(LOSSY_LEAF)["interface"].values()
             if "speed" in row.get("link", {})}  # fmt: skip
    assert links == {"100G": None, "400G": "rs"}


def test_untagged_frames_of_a_trunk_go_nowhere():
    port = config(TRUNK)["interface"]["swp1s0"]
    assert port["bridge"] == {"domain": {"br_default": {"untagged": "none", "vlan": {"100": {}, "101": {}}}}}


def rows(*shares):
    return tuple(
        TrafficClass(f"c{number}", number, (), lossless=False, strict=share is None, share=share or 0, default=False)
        for number, share in enumerate(shares)
    )


WEIGHTS = [
    (rows(40, 60, None), (Weight(0, 40), Weight(1, 60), Weight(2, None))),
    (rows(0, 100, None), (Weight(0, 1), Weight(1, 99), Weight(2, None))),
    (rows(0, 50), (Weight(0, 1), Weight(1, 50))),
]


@pytest.mark.parametrize(("classes", "expected"), WEIGHTS)
def test_weights_are_at_least_one_and_at_most_a_hundred_together(classes, expected):
    assert weights(classes) == expected


@pytest.mark.parametrize(("milliseconds", "expected"), [(200, 2), (250, 2), (1000, 10), (5000, 50)])
def test_a_storm_is_counted_in_polls(milliseconds, expected):
    assert robustness(Watchdog(milliseconds, 400, 100, "drop")) == expected


IMPACTS = [
    ("system > aaa > user > admin > role: system-admin", "hitless"),
    ("service > ntp > mgmt > server > 192.0.2.5: {}", "hitless"),
    ("interface > swp1s0 > description: x", "hitless"),
    ("vrf > default > router > bgp > neighbor > 10.64.0.0 > description: x", "hitless"),
    ("system > forwarding > hash-seed: 12", "reload"),
    ("interface > swp1 > link > breakout > 4x", "reload"),
    ("interface > swp1s0 > link > mtu: 9000", "traffic-affecting"),
    ("interface > swp1s0 > link > speed: 200G", "traffic-affecting"),
    ("interface > swp1s0 > router > adaptive-routing > enable: on", "traffic-affecting"),
    ("interface > vlan100 > ip > vrf: acme", "traffic-affecting"),
    ("qos > pfc > up-800g > cable-length: 40", "traffic-affecting"),
    ("vrf > default > router > bgp > peer-group > SPINES > bfd > min-rx-interval: 100", "hitless"),
    ("vrf > default > router > bgp > peer-group > SPINES > bfd > enable: on", "traffic-affecting"),
    ("vrf > default > router > bgp > peer-group > SPINES > timers > hold: 9", "hitless"),
    ("interface > swp1 > router > ospf > cost: 3", "traffic-affecting"),
    ("interface > swp1 > router > ospf > bfd > min-receive-interval: 100", "hitless"),
    ("vrf > default > router > ospf > enable: on", "traffic-affecting"),
    ("router > policy > route-map > LOCAL", "traffic-affecting"),
    ("router > bgp > autonomous-system: 4200000012", "traffic-affecting"),
    ("service > ptp > 1 > enable: on", "reload"),
    ("service > ptp > 1 > profile > FABRIC > domain: 25", "hitless"),
    ("interface > swp1 > ptp > forced-master: on", "hitless"),
    ("interface > swp1s1 > sflow > sample-rate: 400000", "hitless"),
    ("system > sflow > state: enabled", "hitless"),
    ("system > syslog > severity: warn", "hitless"),
    ("system > telemetry > interface-stats > sample-interval: 5", "hitless"),
    ("interface > swp9s0.2001", "traffic-affecting"),
    ("interface > swp9s0.2001 > vlan: 2001", "traffic-affecting"),
    ("interface > swp9s0.2001 > description: appliance:fw", "hitless"),
    ("vrf > acme > router > static > 10.1.0.0/16", "traffic-affecting"),
    ("vrf > acme > router > bgp > address-family > ipv4-unicast > redistribute > static", "traffic-affecting"),
]


@pytest.mark.parametrize(("path", "expected"), IMPACTS)
def test_what_a_changed_leaf_does_to_traffic(path, expected):
    heads = ["-", "set", *path.split(" > ")]
    lines = [Line(Mark.ADDED if at == len(heads) - 1 else Mark.KEPT, at, head) for at, head in enumerate(heads)]
    (reason,) = reasons(lines, "cumulus")
    assert (reason.impact, reason.words != "not known to be hitless") == (expected, True)


CASE = Path(__file__).parents[1] / "cases" / "cumulus-adaptive-pods" / "expected" / "6-files"


@pytest.mark.parametrize("place", sorted(CASE.rglob("*.yaml")), ids=lambda place: place.stem)
def test_every_leaf_of_a_whole_fabric_is_documented_and_in_order(place):
    tree = tree_of(place.read_text())
    assert undocumented(tree) == []
    assert unsorted(tree) == []


def test_the_whole_fabric_has_switches():
    assert len(list(CASE.rglob("*.yaml"))) == 10
