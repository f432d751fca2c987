"""Entries of access lists: as many as are rendered, and what other styles of isolation would take."""

import json
import re

import pytest
import yaml

from fabricgen.device import build, facts
from fabricgen.kinds import KINDS, blueprint
from fabricgen.kinds.load import Lock, remember
from fabricgen.planning.access import lists, styles
from fabricgen.platforms import PLATFORMS, PORT_NAMES
from fabricgen.render.press import Press
from fabricgen.render.templates import environment

BOXES = {
    "eos": ("arista-7060x6-64pe", "400G"),
    "sonic": ("nvidia-sn5600", "400G"),
    "cumulus": ("nvidia-sn5600", "400G"),
    "junos": ("juniper-qfx5240-64od", "400G"),
    "frr": ("linux-lab", "100G"),
}
VRFS = {
    "vrfs": {
        "acme": {"id": 1, "leaves": ["leaf-p00-00", "leaf-p00-01"], "reach": ["storage"]},
        "blue": {"id": 2, "leaves": ["leaf-p00-02"], "reach": ["storage"]},
        "shared": {"id": 3, "leaves": ["leaf-p00-03"]},
    },
    "services": {"storage": {"vrf": "shared", "prefixes": ["10.200.0.0/24"]}},
    "policies": [
        {"from": "acme", "to": "storage", "allow": ["tcp/443", "udp/4791"]},
        {"from": "blue", "to": "storage", "allow": ["tcp/400-450", "icmp"]},
    ],
}


def tiers(platform, **words):
    model, speed = BOXES[platform]
    box = {"model": model, "platform": platform}
    page = {
        "kind": "fat-tree",
        "name": "counted",
        "size": {"leaves": 4, "spines": 2, "downlinks": 8, "nics_per_host": 2, "max_leaves": 8, "max_spines": 4},
        "hardware": {"leaf": box, "spine": box, "nic": speed, "uplink": speed},
        "cabling": {"host": "3 m", "leaf-spine": "30 m"},
        "underlay": {"loopbacks": "10.0.0.0/24", "link_pool": "10.64.0.0/24"},
        "hosts": {"attach": "routed", "pool": "10.128.0.0/16"},
        "management": {"prefix": "192.0.2.0/24"},
        **words,
    }
    intent = KINDS["fat-tree"].model_validate(page)
    decided = blueprint("fat-tree", intent, remember(Lock(), intent))
    return facts(decided.intent, decided.fabric, decided.allocation, decided.lock, PORT_NAMES)


def rendered(platform, about, leaf):
    made = Press(environment()).artifacts(build(about[0], leaf), PLATFORMS[platform], "")
    return {artifact.path.rpartition("/")[2]: artifact.data.decode() for artifact in made}


COUNTED = {
    "eos": lambda files: len(re.findall(r"^   \d+ (?:permit|deny) ", "".join(files.values()), re.MULTILINE)),
    "sonic": lambda files: len(json.loads(files["config_db.json"])["ACL_RULE"]),
    "cumulus": lambda files: sum(
        len(one["rule"]) for one in yaml.safe_load(next(iter(files.values())))[0]["set"]["acl"].values()
    ),
    "junos": lambda files: len(re.findall(r"^            term \d+ \{", "".join(files.values()), re.MULTILINE)),
    "frr": lambda files: len(re.findall(r"^-A IN-", files["rules.v4"], re.MULTILINE)),
}


@pytest.mark.parametrize("platform", BOXES)
def test_the_plan_counts_what_is_rendered(platform):
    about = tiers(platform, **VRFS)
    counted = [COUNTED[platform](rendered(platform, about, leaf)) for leaf in range(4)]
    (row,) = lists(about)
    assert (row.per_switch, row.fabric) == (max(counted), sum(counted))
    assert min(counted) > 0


def test_what_a_chip_holds_is_told_only_where_a_source_says_so():
    (row,) = lists(tiers("eos", **VRFS))
    assert (row.capacity, row.share_percent) == (None, None)
    assert row._replace(capacity=500).share_percent == round(100 * row.per_switch / 500, 1)


def shown(about):
    return {way.name: (way.lists, way.per_switch, way.fabric) for way in styles(about)}


def test_eight_tiers_that_share_nothing():
    """V x V with pairs denied, 3 V with one aggregate (own subnet, all the others, the rest), none with VRFs."""
    eight = {f"tier-{number:02}": {"id": number} for number in range(8)}
    hosts = {"attach": "trunk", "pool": "10.128.0.0/16", "subnet": 27}
    assert shown(tiers("eos", tiers=eight, hosts=hosts, segments="tiers", policies=[])) == {
        "one table, each pair denied": (8, 64, 256),
        "one table, one aggregate denied": (8, 24, 96),
        "a VRF for each": (0, 0, 0),
    }


@pytest.mark.parametrize("customers", [2, 3, 5, 8])
def test_with_vrfs_only_shared_services_cost(customers):
    """One question to a service: an entry for it, one that denies the rest of the service, one for all else. In one
    table the service may be at any port, so its answers cost another entry everywhere.
    """
    words = {
        "tiers": {f"tier-{number:02}": {"id": number} for number in range(customers)},
        "hosts": {"attach": "trunk", "pool": "10.128.0.0/16", "subnet": 27},
        "services": {"storage": {"vrf": "shared", "prefixes": ["10.200.0.0/24"]}},
        "vrfs": {"shared": {"id": 1}},
        "segments": "tiers",
        "policies": [{"from": "any", "to": "storage", "allow": ["tcp/443"]}],
    }
    found = shown(tiers("eos", **words))
    assert found["a VRF for each"][1] == 3 * customers
    assert found["one table, each pair denied"][1] == customers * (customers - 1 + 4)


def test_the_styles_of_a_page_with_a_vrf_for_each_customer():
    about = tiers("eos", **VRFS)
    (row,) = lists(about)
    assert shown(about)["a VRF for each"][2] == row.fabric


def test_nothing_is_told_where_nothing_is_filtered():
    about = tiers("eos")
    assert (lists(about), styles(about)) == ((), ())
