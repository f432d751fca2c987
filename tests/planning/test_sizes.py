"""Sizes that can't be built, counted out or wished for: each refused with its code, its place and a reason."""

import pytest

from fabricgen.findings import RefusedError
from fabricgen.intent.size import Size
from fabricgen.kinds.layout import Boxes
from fabricgen.kinds.sizing import shape
from fabricgen.planning.wish import box

K64 = box(64, 400, 1)
TWO, THREE = Boxes(K64, K64, None, 400, 400), Boxes(K64, K64, K64, 400, 400)
COUNTED = {"leaves": 4, "spines": 2, "downlinks": 8}
RAILS = {**COUNTED, "rails": 2, "nics_per_host": 2}
POD = {**COUNTED, "super_spines": 2}
REFUSED = [
    (TWO, {}, "FG008", "size", "the size is neither wished for nor counted out: leaves, spines, downlinks missing"),
    (TWO, {"leaves": 4}, "FG008", "size", "the size is neither wished for nor counted out: spines, downlinks missing"),
    (TWO, {"accelerators": 64, "leaves": 4}, "FG009", "size.leaves",
     "leaves is counted out, but accelerators is a wish from which it follows"),
    (TWO, {"accelerators": 64, "leaf_links": 2}, "FG009", "size.leaf_links",
     "leaf_links is counted out, but accelerators is a wish from which it follows"),
    (TWO, {"accelerators": 64, "rails": 4}, "FG106", "size.rails", "4 rails for hosts of 8 NICs"),
    (TWO, {**COUNTED, "rails": 2}, "FG106", "size.rails", "2 rails for hosts of 8 NICs"),
    (TWO, {**RAILS, "leaves": 3}, "FG106", "size.leaves", "3 leaves can't be dealt to 2 rails"),
    (TWO, {**RAILS, "max_rails": 1}, "FG104", "size.max_rails",
     "the fabric takes 2 rails, more than max_rails keeps room for"),
    (TWO, {**RAILS, "max_rails": 4, "max_leaves": 4}, "FG104", "size.leaves", "leaves is 8, but there is room for 4"),
    (TWO, {**COUNTED, "max_rails": 4}, "FG008", "size.max_rails",
     "max_rails keeps room for more rails, but rails is missing"),
    (TWO, {**COUNTED, "tiers": 3}, "FG008", "size.tiers",
     "three tiers are asked for, but hardware.super-spine is missing"),
    (TWO, {"accelerators": 64, "tiers": 3}, "FG008", "size.tiers",
     "three tiers are asked for, but hardware.super-spine is missing"),
    (TWO, POD, "FG008", "hardware", "super_spines are counted, but hardware.super-spine is missing"),
    (THREE, COUNTED, "FG008", "size", "hardware.super-spine is given, but size.super_spines is missing"),
    (THREE, {**POD, "tiers": 2}, "FG104", "size.tiers", "2 tiers are asked for, and 3 are counted out"),
    (TWO, {**COUNTED, "pods": 2}, "FG104", "size.pods", "2 pods need super-spines between them"),
    (TWO, {**COUNTED, "downlinks": 4}, "FG104", "size.nics_per_host",
     "a host has 8 NICs, but a leaf only 4 host ports"),
    (TWO, {**COUNTED, "max_leaves": 3}, "FG104", "size.leaves", "leaves is 4, but there is room for 3"),
    (TWO, {**COUNTED, "max_spines": 1}, "FG104", "size.spines", "spines is 2, but there is room for 1"),
    (TWO, {**COUNTED, "leaves": 65}, "FG104", "size.leaves", "leaves is 65, but there is room for 64"),
    (TWO, {**COUNTED, "leaves": 33, "leaf_links": 2}, "FG104", "size.leaves", "leaves is 33, but there is room for 32"),
    (THREE, {**POD, "max_super_spines": 1}, "FG104", "size.super_spines", "super_spines is 2, but there is room for 1"),
    (THREE, {**POD, "pods": 3, "max_pods": 2}, "FG104", "size.pods", "pods is 3, but there is room for 2"),
    (THREE, {**POD, "pods": 65}, "FG104", "size.pods", "pods is 65, but there is room for 64"),
    (TWO, {**COUNTED, "nodes_installed": 5}, "FG104", "size.nodes_installed",
     "5 nodes are installed, but 4 can be attached"),
    (TWO, {"accelerators": 64, "nodes_installed": 9}, "FG104", "size.nodes_installed",
     "9 nodes are installed, but 8 can be attached"),
    (TWO, {"accelerators": 2048, "max_leaves": 63}, "FG104", "size.max_leaves",
     "the fabric takes 64 leaves, more than max_leaves keeps room for"),
    (TWO, {"accelerators": 2048, "max_spines": 31}, "FG104", "size.max_spines",
     "the fabric takes 32 spines, more than max_spines keeps room for"),
    (THREE, {"accelerators": 4096, "max_pods": 3}, "FG104", "size.max_pods",
     "the fabric takes 4 pods, more than max_pods keeps room for"),
    (THREE, {"accelerators": 4096, "max_super_spines": 1}, "FG104", "size.max_super_spines",
     "the fabric takes 2 super-spines, more than max_super_spines keeps room for"),
    (THREE, {"accelerators": 4096, "rails": 8, "max_leaves": 7, "tiers": 3}, "FG104", "size.rails",
     "a pod of three tiers has room for 7 leaves, fewer than the 8 of one scalable unit"),
]  # fmt: skip


@pytest.mark.parametrize(("boxes", "size", "code", "place", "message"), REFUSED)
def test_refused(boxes, size, code, place, message):
    with pytest.raises(RefusedError) as refused:
        shape(Size(**size), boxes)
    first = refused.value.findings[0]
    assert (first.code, ".".join(map(str, first.path)), first.message) == (code, place, message)


def test_pods_of_a_wish_are_no_larger_than_max_leaves():
    found = shape(Size(accelerators=4096, max_leaves=16, max_pods=16), THREE)
    assert (found.pods, found.leaves, found.maxima.leaves) == (8, 16, 16)


def test_more_nodes_than_wished_for_may_be_installed_while_there_are_slots():
    assert shape(Size(accelerators=1016, nodes_installed=128), TWO).hosts == 128
