"""Cisco's own unified YANG models know every line that we render, in its place, and none that we invent."""

import re
from collections import Counter
from pathlib import Path

import pytest

from fabricgen.judge import judge
from fabricgen.platforms.iosxr_terms import DSCP_NAMES
from fabricgen.render.run import Worker
from tests.platforms.iosxr_devices import CHASSIS, DEVICES, LEAF, SPINE
from tests.platforms.iosxr_yang import UnknownError, lines, walk, written
from tests.platforms.judges import IOSXR_YANG, iosxr_models, needs_iosxr_models

GOLDEN = Path(__file__).parent / "golden" / "iosxr"
INVENTORY = Path(__file__).parents[2] / "inventories" / "xr-eos"
pytestmark = [pytest.mark.slow, needs_iosxr_models]


@pytest.fixture(scope="module")
def models():
    return iosxr_models()


def golden(name):
    return (GOLDEN / f"{name}.cfg").read_text()


def test_every_model_is_there(models):
    assert models.missing == []


@pytest.mark.parametrize("name", DEVICES)
def test_every_line_is_known_in_its_place(models, name):
    assert walk(golden(name), models) == written(golden(name))


def test_every_super_spine_of_the_inventory_is_known(models):
    blueprint = judge(INVENTORY).blueprint
    worker, tier = Worker(blueprint, ()), blueprint.fabric.tiers[2]
    texts = [worker.artifacts(number)[0].data.decode() for number in range(tier.first, tier.first + tier.count)]
    assert len(texts) == 32
    assert [walk(text, models) for text in texts] == [written(text) for text in texts]


def test_names_of_code_points_are_those_of_the_model(models):
    """Its descriptions give the bits."""
    text = (Path(IOSXR_YANG) / "Cisco-IOS-XR-um-policymap-classmap-cfg.yang").read_text()
    told = dict(re.findall(r'enum "(\w+)" \{\s+description\s+"Match packets with [^"]*\(([01]{6})\)', text))
    for dscp, name in DSCP_NAMES.items():
        assert int(told.pop(name), 2) == dscp
    assert told == {}


INVENTED = {
    "a word": (LEAF, "lldp\n", "lldpd\n", "lldpd: not known there"),
    "a word in a block": (LEAF, "bfd fast-detect", "bfd quick-detect", "bfd quick-detect: not known there"),
    "a number as a word": (LEAF, "bfd multiplier 3", "bfd multiplier often", "multiplier often: not known"),
    "a seed": (LEAF, "adjust 11", "adjust 32", "adjust 32: not known"),
    "a headroom": (LEAF, " headroom 301440", " headroom 1", "probability-percentage 10: not known"),
    "no headroom": (LEAF, " headroom 301440", "", "buffer-internal traffic-class 3 .*: no headroom"),
    "a pause": (CHASSIS, "pause-threshold 5000 us", "pause-threshold 61441 us", "61441 us: not known"),
    "a poll": (LEAF, "watchdog interval 100", "watchdog interval 99", "watchdog interval 99: not known"),
    "an action": (LEAF, "watchdog mode on", "watchdog mode drop", "watchdog mode drop: not known"),
    "a code point": (LEAF, "match dscp cs6", "match dscp cs8", "match dscp cs8: not known"),
    "a traffic class": (LEAF, "set traffic-class 6", "set traffic-class six", "set traffic-class six: not known"),
    "a unit": (CHASSIS, "queue-limit 10000 us", "queue-limit 10000 weeks", "queue-limit 10000 weeks: not known"),
    "a mask": (LEAF, "255.255.255.254", "/31", "ipv4 address 10.128.0.0 /31: not known"),
    "an AS number": (LEAF, "router bgp 4200000101", "router bgp 0", "router bgp 0: not known"),
    "paths": (SPINE, "ebgp 64", "ebgp 1025", "maximum-paths ebgp 1025: not known"),
    "another place": (LEAF, " bgp router-id", "bgp router-id", "bgp router-id 10.0.0.1: not known there"),
    "a family": (
        SPINE,
        "address-family ipv6 unicast\n  max",
        "address-family ipv7 unicast\n  max",
        "ipv7 unicast: not",
    ),
    "a policy's side": (LEAF, "route-policy PASS in", "route-policy PASS inwards", "PASS inwards: not known"),
    "a mode": (LEAF, "priority-flow-control mode on", "priority-flow-control mode auto", "mode auto: not known"),
    "a negation": (LEAF, "ssh server v2", "no ssh server v2", "no ssh server v2: not known"),
}


@pytest.mark.parametrize(("device", "right", "wrong", "reason"), INVENTED.values(), ids=INVENTED)
def test_what_is_invented_is_not_known(models, device, right, wrong, reason):
    text = golden(device.name)
    assert right in text
    with pytest.raises(UnknownError, match=reason):
        walk(text.replace(right, wrong), models)


def test_lines_make_the_tree_that_is_meant():
    tops = Counter(line.words.split()[0] for line in lines(golden(LEAF.name)))
    assert tops["interface"] == 2 + len(LEAF.ports)
    assert tops["router"] == 2
