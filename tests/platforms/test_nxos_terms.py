"""Cisco NX-OS: port names, and the terms that the templates use."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabricgen.fabric import Slot
from fabricgen.hardware import breakout, model, models, port_slots, speeds
from fabricgen.platforms import nxos_terms as terms
from fabricgen.platforms.nxos import CAPABILITIES, NXOS
from fabricgen.platforms.nxos_limits import MAPS
from tests.platforms.nxos_devices import HOST, LEAF, QUEUES_400, SPINE, TRUNK, TRUNK_LEAF, UP

PORT_NAMES = {
    "undivided": ("cisco-n9332d-gx2b", Slot(32, 1, 8, 400), "Ethernet1/32"),
    "first half": ("cisco-n9364e-sg2", Slot(1, 1, 4, 400), "Ethernet1/1/1"),
    "second half": ("cisco-n9364e-sg2", Slot(64, 5, 4, 400), "Ethernet1/64/2"),
    "last quarter": ("cisco-n9364d-gx2a", Slot(7, 7, 2, 100), "Ethernet1/7/4"),
    "last card": ("cisco-n9804", Slot(144, 1, 8, 400), "Ethernet4/36"),
    "next card, divided": ("cisco-n9808", Slot(37, 5, 4, 200), "Ethernet2/1/2"),
}


@pytest.mark.parametrize(("name", "slot", "port"), PORT_NAMES.values(), ids=PORT_NAMES)
def test_port_names(name, slot, port):
    assert NXOS.port_name(model(name), slot) == port


NEXUS = [(box.name, gbps) for box in models() if "nxos" in box.platforms for gbps in speeds(box)]


@pytest.mark.parametrize(("name", "gbps"), NEXUS)
def test_ports_of_every_model_have_names_of_their_own(name, gbps):
    box = model(name)
    names = [NXOS.port_name(box, Slot(*slot, gbps)) for slot in port_slots(box, gbps)]
    way = breakout(box, gbps)
    assert len(set(names)) == len(names) == box.fabric.count * way.parts
    assert terms.parts(box, way.lanes) == way.parts
    assert way.parts == 1 or terms.map_name(gbps, way.parts) in (*MAPS, "100g-8x")


def test_cages_that_are_divided_alike_are_named_together():
    assert terms.breakouts(TRUNK_LEAF) == [(1, "1-2,4", "200g-2x")]
    assert terms.breakouts(SPINE) == [(1, "1,64", "400g-2x")]
    assert terms.breakouts(LEAF) == []


@pytest.mark.parametrize(
    ("numbers", "text"),
    [((7,), "7"), ((2, 3), "2-3"), ((2, *range(10, 42)), "2,10-41"), ((1, 3, 4, 9), "1,3-4,9")],
)
def test_spans(numbers, text):
    assert terms.spans(numbers) == text


@given(st.sets(st.integers(1, 4094), min_size=1))
def test_spans_say_the_same_numbers(numbers):
    ends = [[int(end) for end in part.split("-")] for part in terms.spans(sorted(numbers)).split(",")]
    assert [number for end in ends for number in range(end[0], end[-1] + 1)] == sorted(numbers)


def test_vlan_1_is_always_listed():
    assert terms.all_vlans(replace(TRUNK_LEAF, vlans=())) == "1"
    assert terms.all_vlans(TRUNK_LEAF) == "1,132-134,140"


@pytest.mark.parametrize(("mtu", "routed", "shown"), [(9214, True, 9214), (9000, False, 9216), (1500, False, 1500)])
def test_a_port_that_switches_has_the_jumbo_mtu_or_none(mtu, routed, shown):
    assert terms.port_mtu(replace(TRUNK, mtu=mtu, routed=routed)) == shown


@pytest.mark.parametrize(("count", "kilobytes"), [(950_000, 950), (1_499, 1), (1_501, 2), (400, 1), (0, 1)])
def test_kbytes(count, kilobytes):
    assert terms.kbytes(count) == kilobytes


@pytest.mark.parametrize(("probability", "whole"), [(0.1, 1), (7.0, 7), (99.6, 100)])
def test_percent(probability, whole):
    assert terms.percent(probability) == whole


def a_queue(number, kind):
    return replace(QUEUES_400[0], number=number, strict=kind == "strict", lossless=kind == "lossless")


GROUPS = {
    "as they are": ({3: "lossless", 0: "weighted", 6: "strict", 7: "strict"}, {3: 3, 0: 0, 6: 6, 7: 7}),
    "a strict one moves up": ({3: "lossless", 0: "weighted", 6: "strict"}, {3: 3, 0: 0, 6: 7}),
    "two of them": ({0: "weighted", 2: "strict", 5: "strict"}, {0: 0, 5: 7, 2: 6}),
    "a weighted one makes room": ({7: "weighted", 6: "strict", 0: "weighted"}, {6: 7, 7: 6, 0: 0}),
    "a lossless one never moves": ({7: "lossless", 6: "strict"}, {7: 7, 6: 6}),
    "nothing strict": ({1: "weighted", 4: "lossless"}, {1: 1, 4: 4}),
}


@pytest.mark.parametrize(("kinds", "expected"), GROUPS.values(), ids=GROUPS)
def test_groups(kinds, expected):
    assert terms.groups([a_queue(number, kind) for number, kind in kinds.items()]) == expected


@given(st.dictionaries(st.integers(0, 7), st.sampled_from(["strict", "weighted", "lossless"])))
def test_each_class_has_a_queue_of_its_own_and_strict_ones_the_highest_that_are_left(kinds):
    found = terms.groups([a_queue(number, kind) for number, kind in kinds.items()])
    assert set(found) == set(kinds)
    assert len(set(found.values())) == len(found)
    assert all(found[number] == number for number, kind in kinds.items() if kind == "lossless")
    strict = [found[number] for number in sorted(kinds, reverse=True) if kinds[number] == "strict"]
    left = [queue for queue in range(7, -1, -1) if kinds.get(queue) != "lossless"]
    assert strict == left[: len(strict)]


@given(st.dictionaries(st.integers(0, 7), st.sampled_from(["strict", "weighted"]), min_size=1))
def test_levels_count_strict_queues_from_the_highest_down(kinds):
    rows = terms.schedule([a_queue(number, kind) for number, kind in kinds.items()])
    assert len(rows) == 8
    strict = sum(kind == "strict" for kind in kinds.values())
    assert [row.level for row in rows] == [*range(1, strict + 1), *([None] * (8 - strict))]


def test_ports_of_another_speed_have_a_policy_of_their_own():
    assert [profile.gbps for profile in terms.policies((TRUNK, UP))] == [200, 400]
    assert terms.own_policies((TRUNK, UP)) == [None, 400]
    assert terms.own_policies((HOST, UP)) == [None, None]


def test_load_moves_traffic_on_cloud_scale_only():
    assert terms.balancing(LEAF) == (11, None, "")
    assert terms.balancing(TRUNK_LEAF) == (11, "flowlet", "Eth1/31,Eth1/32")
    assert terms.balancing(replace(SPINE, adaptive=TRUNK_LEAF.adaptive)) == (None, None, "")


def test_what_a_chip_can_not_do_has_a_reason():
    able = CAPABILITIES.on(model("cisco-n9332d-gx2b"))
    assert able.no_adaptive == able.no_hash_seed == ""
    for box in models():
        if "nxos" in box.platforms and box.asic.family != "cloudscale":
            able = CAPABILITIES.on(box)
            assert able.no_adaptive, box.name
            assert able.no_per_packet, box.name
            assert able.no_hash_seed, box.name
    assert CAPABILITIES.no_shared_headroom
    assert CAPABILITIES.no_queue_pair_hash
