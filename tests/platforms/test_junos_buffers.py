"""How Junos shares out the buffer, and what thresholds become in whole percents."""

from dataclasses import replace

import pytest

from fabricgen.device.model import Headroom
from fabricgen.hardware import model
from fabricgen.platforms import junos_buffers as buffers
from tests.platforms.junos_devices import ECN_400, HOST, LEAF, QUEUES, SPINE, TRUNK_LEAF


def test_parts_of_the_buffer_add_up_to_the_whole_at_most():
    part = buffers.partitions(SPINE)
    assert part.lossless + part.headroom + part.lossy == 100
    assert part.egress_lossless + part.egress_lossy == 76


LIMITS = {
    "Tomahawk 5, lossless": ("juniper-qfx5240-64od", True, 67_838_079),
    "Tomahawk 5, lossy": ("juniper-qfx5240-64od", False, 5_782_000),
    "Tomahawk 3, lossless": ("juniper-qfx5220-32cd", True, 26_281_000),
    "unknown": ("juniper-qfx5130-32cd", True, None),
}


@pytest.mark.parametrize(("name", "lossless", "size"), LIMITS.values(), ids=LIMITS)
def test_what_one_queue_may_hold(name, lossless, size):
    """Alpha over one and alpha, of its part of 70 percent of the buffer."""
    found = buffers.queue_bytes(model(name), lossless=lossless)
    assert found is None if size is None else abs(found - size) < 10_000


LEVELS = {
    "whole percents": (20, 100, 1000, (2, 10)),
    "never from zero": (1, 100, 1000, (1, 10)),
    "never at once": (1, 2, 1000, (1, 2)),
    "never past the end": (995, 2000, 1000, (99, 100)),
}


@pytest.mark.parametrize(("start", "end", "full", "wanted"), LEVELS.values(), ids=LEVELS)
def test_levels(start, end, full, wanted):
    found = buffers.levels(start, end, full)
    assert (found.low, found.high) == wanted


@pytest.mark.parametrize(
    ("least", "lossless", "depth"), [(20.0, True, 10_000), (20.0, False, 2_000), (200.0, True, 20_000)]
)
def test_a_virtual_queue_is_deep_enough_for_pauses_and_fine_enough_for_marks(least, lossless, depth):
    assert buffers.depth_us(replace(ECN_400, min_us=least), lossless=lossless) == depth


def test_only_marked_queues_of_virtual_output_queues_have_a_depth():
    deep = replace(HOST, asic="express5")
    assert [buffers.depth(deep, queue) for queue in QUEUES] == [None, 10_000, None, None, None]
    assert [buffers.depth(HOST, queue) for queue in QUEUES] == [None] * 5


def test_headroom_is_the_worst_case_of_all_ports_in_use():
    wide = replace(LEAF, profiles=tuple(replace(each, headroom=Headroom(10_000_000, 0, 3)) for each in LEAF.profiles))
    assert buffers.partitions(wide).headroom == 29  # 4 x 10 MB of 140.4 MB
    shared = replace(wide, lossless=replace(LEAF.lossless, headroom_ratio=4.0))
    assert buffers.partitions(shared) == buffers.Partitions(82, 8, 10, 66, 10)
    assert buffers.partitions(TRUNK_LEAF) is None
