"""Names, units and buffers of IOS-XR, as its templates ask for them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabricgen.device.model import Queue, Watchdog
from fabricgen.fabric import Slot
from fabricgen.hardware import breakout, model, models, port_slots, speeds
from fabricgen.platforms import iosxr_buffers as buffers
from fabricgen.platforms import iosxr_terms as terms
from fabricgen.platforms.iosxr import IOSXR
from tests.platforms.iosxr_devices import BARE, CHASSIS, LEAF, SPINE, UP
from tests.platforms.test_iosxr import rendered

PORT_NAMES = {
    "undivided": ("cisco-8122-64eh", Slot(64, 1, 8, 800), "EightHundredGigE0/0/0/63"),
    "second half": ("cisco-8111-32eh", Slot(1, 5, 4, 400), "FourHundredGigE0/0/0/0/1"),
    "undivided 400G": ("cisco-8201-32fh", Slot(2, 1, 8, 400), "FourHundredGigE0/0/0/1"),
    "last quarter": ("cisco-8101-32fh", Slot(3, 7, 2, 100), "HundredGigE0/0/0/2/3"),
    "half of 400G": ("cisco-8101-32fh", Slot(3, 5, 4, 200), "TwoHundredGigE0/0/0/2/1"),
    "first card": ("cisco-8804", Slot(36, 1, 8, 800), "EightHundredGigE0/0/0/35"),
    "next card": ("cisco-8804", Slot(37, 5, 4, 400), "FourHundredGigE0/1/0/0/1"),
    "last card": ("cisco-8818", Slot(648, 1, 8, 800), "EightHundredGigE0/17/0/35"),
}


@pytest.mark.parametrize(("name", "slot", "port"), PORT_NAMES.values(), ids=PORT_NAMES)
def test_port_names(name, slot, port):
    assert IOSXR.port_name(model(name), slot) == port


CISCO = [(box.name, gbps) for box in models() if "iosxr" in box.platforms for gbps in speeds(box)]


@pytest.mark.parametrize(("name", "gbps"), CISCO)
def test_ports_of_every_model_have_names_of_their_own(name, gbps):
    box = model(name)
    names = [IOSXR.port_name(box, Slot(*slot, gbps)) for slot in port_slots(box, gbps)]
    assert len(set(names)) == len(names) == box.fabric.count * breakout(box, gbps).parts
    assert terms.parts(replace(UP, gbps=gbps), name) == breakout(box, gbps).parts


def test_a_cage_is_divided_once_however_many_of_its_ports_are_used():
    assert list(terms.cages(LEAF)) == [terms.Cage("Optics0/0/0/0", "4x100"), terms.Cage("Optics0/0/0/1", "4x100")]
    assert list(terms.cages(SPINE)) == []
    assert [cage.name for cage in terms.cages(CHASSIS)] == ["Optics0/0/0/0", "Optics0/3/0/35"]


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("10.0.0.1/31", "10.0.0.1 255.255.255.254"),
        ("10.0.0.1/32", "10.0.0.1 255.255.255.255"),
        ("172.20.0.2/22", "172.20.0.2 255.255.252.0"),
        ("2001:db8::1/127", "2001:db8::1/127"),
    ],
)
def test_masked(address, text):
    assert terms.masked(address) == text


def test_a_frame_has_a_header_and_the_default_is_hidden():
    assert terms.frame(UP) == 9228
    assert terms.frame(replace(UP, mtu=1500)) is None
    assert "mtu" not in rendered(BARE)


def test_code_points_have_their_names_and_lines_of_eight():
    assert terms.dscp_lines((48, 0, 46, 26, 3)) == ["default 3 af31 ef cs6"]
    assert terms.dscp_lines(range(10)) == ["default 1 2 3 4 5 6 7", "cs1 9"]


@given(st.sets(st.integers(0, 63), min_size=1))
def test_code_points_are_all_told_and_none_more(dscps):
    numbers = {name: str(dscp) for dscp, name in terms.DSCP_NAMES.items()}
    lines = [line.split() for line in terms.dscp_lines(tuple(dscps))]
    assert [int(numbers.get(word, word)) for line in lines for word in line] == sorted(dscps)
    assert all(len(line) <= 8 for line in lines)


def queue(number, share, *, strict=False):
    return Queue("x", number, strict=strict, share=share, lossless=False, ecn=None)


PORTIONS = {
    "in lowest terms": ([queue(0, 20), queue(3, 60), queue(4, 20)], {0: 1, 3: 3, 4: 1}),
    "strict ones have none": ([queue(0, 100), queue(7, 0, strict=True)], {0: 1}),
    "nothing is something": ([queue(0, 0), queue(3, 60)], {0: 1, 3: 60}),
    "as large as they get": ([queue(0, 1), queue(3, 99)], {0: 1, 3: 63}),
    "none": ([queue(7, 0, strict=True)], {}),
}


@pytest.mark.parametrize(("queues", "ratios"), PORTIONS.values(), ids=PORTIONS)
def test_portions(queues, ratios):
    assert terms.portions(queues) == ratios


@given(st.lists(st.integers(0, 100), min_size=1, max_size=8))
def test_ratios_are_in_range_and_in_the_order_of_the_shares(shares):
    ratios = terms.portions(queue(number, share) for number, share in enumerate(shares))
    assert all(1 <= ratio <= terms.RATIO_MAX for ratio in ratios.values())
    assert all(ratios[a] <= ratios[b] for a in ratios for b in ratios if shares[a] < shares[b])


WATCHDOGS = {
    "the default of a page": ((200, 400), terms.Watching(100, 2, 4)),
    "ten polls at most": ((2000, 4000), terms.Watching(200, 10, 20)),
    "no common poll": ((201, 400), None),
    "ends too late": ((200, 60_000), None),
    "as long as it gets": ((5000, 60_000), terms.Watching(625, 8, 96)),
}


@pytest.mark.parametrize(("times", "polls"), WATCHDOGS.values(), ids=WATCHDOGS)
def test_watching(times, polls):
    assert terms.watching(Watchdog(*times, 100, "drop")) == polls


@given(st.integers(200, 5000), st.integers(200, 60_000))
def test_what_the_watchdog_counts_is_what_was_asked_for(detection, restoration):
    polls = terms.watching(Watchdog(detection, restoration, 100, "drop"))
    if polls is not None:
        assert (polls.interval * polls.shutdown, polls.interval * polls.restore) == (detection, restoration)


def test_thresholds_are_in_the_order_in_which_a_queue_fills():
    for row in buffers.internal(LEAF) + buffers.internal(SPINE):
        assert row.mark_from < row.mark_all < row.pause
        assert buffers.PAUSE.holds(row.pause)
        assert buffers.HEADROOM.holds(row.headroom)
    assert buffers.internal(CHASSIS) == buffers.extended(LEAF) == []


def test_all_ports_have_the_headroom_of_the_neediest():
    need = max(profile.headroom.xoff_bytes for profile in LEAF.profiles)
    (row,) = buffers.internal(LEAF)
    assert need <= row.headroom < need + buffers.BUFFER
    short = tuple(replace(profile, headroom=None) for profile in LEAF.profiles)
    assert buffers.headroom_bytes(short) == buffers.HEADROOM.least


def test_without_marking_it_pauses_as_soon_as_it_can():
    assert buffers.pause_bytes(None) == buffers.PAUSE.least
    assert buffers.pause_us(None) == buffers.DEEP_PAUSE_US
