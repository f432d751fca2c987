"""Two readings of PFC counters, and what they tell."""

from dataclasses import replace

import pytest

from fabricgen.rollout.rules.fg913_lossless_trouble import paused
from fabricgen.rollout.scene import Counted
from tests.rollout.healthy import LEAF, WANTED, told, world

LOSSLESS = replace(WANTED[LEAF], lossless=(3,))
COUNTS = {
    "quiet": ({"watchdog_3": 5, "pfc_rx_3": 100}, {"watchdog_3": 5, "pfc_rx_3": 200}, []),
    "the watchdog fired": (
        {"watchdog_3": 5},
        {"watchdog_3": 7},
        ["FG913 leaf-p00-02 swp1: the PFC watchdog of queue 3 fired 2 times in 10 s"],
    ),
    "the watchdog fired after a reset": (
        {"watchdog_3": 5},
        {"watchdog_3": 1},
        ["FG913 leaf-p00-02 swp1: the PFC watchdog of queue 3 fired once in 10 s"],
    ),
    "drops in a lossless queue": (
        {"dropped_3": 0, "dropped_0": 0},
        {"dropped_3": 1200, "dropped_0": 99},
        ["FG913 leaf-p00-02 swp1: 1,200 packets were dropped in lossless queue 3 in 10 s"],
    ),
    "a storm": (
        {"pfc_rx_3": 0},
        {"pfc_rx_3": 15_000},
        ["FG913 leaf-p00-02 swp1: 15,000 pause frames for priority 3 in 10 s keep it silent half of the time"],
    ),
    "pause where none belongs": (
        {"pfc_rx_5": 1},
        {"pfc_rx_5": 8},
        ["FG913 leaf-p00-02 swp1: pause came for priority 5, which isn't lossless here: 7 frames in 10 s"],
    ),
    "pause that we send": ({"pfc_tx_3": 0, "ecn_marked_3": 0}, {"pfc_tx_3": 90_000, "ecn_marked_3": 9}, []),
}


@pytest.mark.parametrize(("before", "after", "messages"), COUNTS.values(), ids=COUNTS)
def test_lossless_counters(before, after, messages):
    counted = Counted({"swp1": before}, {"swp1": after}, 10.0)
    looks = world(leaf_p00_02=lambda look: replace(look, expected=LOSSLESS, counted=counted))
    assert told(looks) == messages


def test_a_pause_frame_stops_a_port_of_100g_for_335_microseconds():
    """65,535 quanta of 512 bits at 100 Gb/s."""
    assert paused(1, 100) == pytest.approx(335.5e-6, rel=1e-3)
