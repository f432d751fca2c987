from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabricgen.theory import headroom as h

FLOORS = {
    100: {3: 44_147, 30: 47_522, 100: 56_272, 300: 81_272, 2000: 293_772},
    400: {3: 77_976, 30: 91_476, 100: 126_476, 300: 226_476, 2000: 1_076_476},
    800: {3: 79_476, 30: 106_476, 100: 176_476, 300: 376_476, 2000: 2_076_476},
}
# pg_profile_lookup.ini of the SN5600 in sonic-net/sonic-buildimage: SKU ACS-SN5600, then SKU Mellanox-SN5600-V256
SPEEDS = (10, 25, 40, 50, 100, 200, 400, 800)
SN5600 = {
    5: (45_056, 48_128, 57_344, 63_488, 113_664, 131_072, 231_424, 257_024),
    40: (46_080, 52_224, 62_464, 69_632, 126_976, 157_696, 283_648, 362_496),
    300: (56_320, 76_800, 101_376, 118_784, 225_280, 355_328, 677_888, 1_150_976),
}
SN5600_V256 = {
    5: (33_792, 35_840, 41_984, 46_080, 79_872, 91_136, 157_696, 175_104),
    40: (34_816, 37_888, 45_056, 50_176, 88_064, 108_544, 192_512, 245_760),
    300: (40_960, 54_272, 71_680, 82_944, 153_600, 240_640, 455_680, 771_072),
}
# the same file of Dell-Z9864f-O64 (Tomahawk 5) and of Arista-7800R3A-36D2-D36 (Jericho 2)
Z9864F = [
    (400, 5, 393_192),
    (400, 40, 446_024),
    (400, 300, 839_216),
    (800, 5, 729_488),
    (800, 40, 835_406),
    (800, 300, 1_621_536),
]
R7800 = [
    (40, 300, 69_632),
    (100, 300, 110_592),
    (400, 300, 315_392),
    (40, 1000, 114_688),
    (100, 1000, 225_280),
    (400, 1000, 778_240),
    (40, 2000, 184_320),
    (100, 2000, 393_216),
    (400, 2000, 1_445_888),
    (40, 80_000, 5_369_856),
    (100, 80_000, 13_357_056),
    (400, 80_000, 53_305_344),
    (40, 120_000, 8_028_160),
    (100, 120_000, 20_004_864),
    (400, 120_000, 79_900_672),
]


def rows(table):
    return [(gbps, metres, xoff) for metres, line in table.items() for gbps, xoff in zip(SPEEDS, line, strict=True)]


@pytest.mark.parametrize(
    ("gbps", "metres", "floor"),
    [(gbps, metres, floor) for gbps, line in FLOORS.items() for metres, floor in line.items()],
)
def test_floor(gbps, metres, floor):
    assert h.floor_bytes(gbps, metres) == floor


@pytest.mark.parametrize(("gbps", "metres", "xoff"), rows(SN5600))
def test_spectrum4_gives_the_shipped_table_to_the_byte(gbps, metres, xoff):
    assert h.spectrum_xoff(gbps, metres) == xoff
    assert h.headroom("spectrum4", gbps, metres).xoff_bytes == xoff
    assert h.headroom("spectrum4", gbps, metres).xon_bytes == (38_912 if gbps == 800 else 19_456)


@pytest.mark.parametrize(("gbps", "metres", "xoff"), rows(SN5600_V256))
def test_spectrum4_gives_the_other_shipped_table_for_half_small_packets(gbps, metres, xoff):
    assert h.headroom("spectrum4", gbps, metres, pattern=h.HALF_SMALL).xoff_bytes == xoff


@pytest.mark.parametrize(
    ("chip", "gbps", "xoff", "xon"),
    [
        ("spectrum1", 100, 1024 * 71, 19_456),
        ("spectrum3", 100, 1024 * 80, 19_456),
        ("spectrum3", 400, 1024 * 156, 37_888),
        ("spectrum4", 100, 1024 * 111, 19_456),
        ("spectrum6", 100, 1024 * 148, 43_008),
    ],
)
def test_each_spectrum_has_its_cell_and_pipeline(chip, gbps, xoff, xon):
    found = h.headroom(chip, gbps, 5)
    assert (found.xoff_bytes, found.xon_bytes) == (xoff, xon)


@pytest.mark.parametrize(
    ("gbps", "metres", "xoff"),
    [(800, 40, 833_967), (400, 300, 839_107), (400, 100, 536_726)],
)
def test_tomahawk5(gbps, metres, xoff):
    found = h.headroom("tomahawk5", gbps, metres)
    assert (found.xoff_bytes, found.xon_bytes, found.xon_offset_bytes) == (xoff, 0, 3556)


@pytest.mark.parametrize(("gbps", "metres", "shipped"), [*Z9864F, (800, 40, 833_536)])
def test_tomahawk5_is_close_to_the_shipped_table(gbps, metres, shipped):
    assert h.tomahawk5_xoff(gbps, metres) == pytest.approx(shipped, rel=0.01)


@pytest.mark.parametrize(("gbps", "metres", "shipped"), R7800)
def test_jericho_is_never_below_the_shipped_table(gbps, metres, shipped):
    assert shipped <= h.headroom("jericho2", gbps, metres).xoff_bytes <= shipped * 1.006


def test_jericho_takes_665_bytes_a_metre_at_400g():
    assert h.jericho_xoff(400, 12_000) - h.jericho_xoff(400, 2000) == pytest.approx(665 * 10_000, abs=4096)


@pytest.mark.parametrize(("gbps", "offset"), [(100, 363_506), (400, 1_454_025)])
def test_jericho_resumes_as_the_shipped_table_does(gbps, offset):
    found = h.headroom("jericho", gbps, 300)
    assert (found.xon_bytes, found.xon_offset_bytes) == (2560, offset)


@pytest.mark.parametrize(
    ("family", "gbps", "metres", "expected"),
    [
        ("Tomahawk 5", 800, 40, "tomahawk5"),
        ("Spectrum-4", 400, 40, "spectrum4"),
        ("spectrum", 100, 40, "spectrum1"),
        ("jericho2c+", 400, 300, "jericho"),
        ("silicon-one-g200", 400, 30, "wire"),
    ],
)
def test_a_family_is_found_however_it_is_spelled(family, gbps, metres, expected):
    assert h.headroom(family, gbps, metres) == h.headroom(expected, gbps, metres)


@pytest.mark.parametrize(
    ("cell", "xoff", "said"),
    [
        (254, 276_606, "all packets have 64 bytes and take 254 in the chip"),
        (256, 278_784, "all packets have 64 bytes and take 256 in the chip"),
        (64, 91_476, "all packets have 64 bytes and take 64 in the chip"),
    ],
)
def test_wire_times_the_cell_factor(cell, xoff, said):
    found = h.headroom("wire", 400, 30, cell=cell)
    assert found == h.Headroom(xoff, 0, 18_432, 91_476, said)


@pytest.mark.parametrize(
    ("family", "pattern", "said"),
    [
        ("spectrum4", h.ALL_SMALL, "100 % of packets have 64 bytes, the others 1024 at most"),
        ("spectrum4", h.HALF_SMALL, "50 % of packets have 64 bytes, the others 4096 at most"),
        ("tomahawk5", h.ALL_SMALL, "all packets have 64 bytes"),
        ("jericho", h.ALL_SMALL, "packets as the vendor's table has them"),
    ],
)
def test_the_assumption_is_told(family, pattern, said):
    assert h.headroom(family, 100, 30, pattern=pattern).assumption == said


FAMILIES = st.sampled_from(["tomahawk5", "jericho", "wire", *h.SPECTRUM])
LENGTHS = st.floats(0.1, 40_000)


@given(FAMILIES, st.sampled_from(SPEEDS), LENGTHS, LENGTHS, st.integers(1500, 9500))
def test_a_longer_cable_never_needs_less_and_nothing_is_below_the_floor(family, gbps, one, other, mtu):
    short, long = (h.headroom(family, gbps, metres, mtu) for metres in sorted((one, other)))
    assert short.xoff_bytes <= long.xoff_bytes
    assert short.xoff_bytes >= short.floor_bytes == h.floor_bytes(gbps, min(one, other), mtu)


@given(FAMILIES, LENGTHS)
def test_a_faster_port_never_needs_less(family, metres):
    needed = [h.headroom(family, gbps, metres).xoff_bytes for gbps in SPEEDS]
    assert needed == sorted(needed)


@given(st.sampled_from(SPEEDS), LENGTHS)
def test_no_traffic_pattern_goes_below_the_floor(gbps, metres):
    found = h.headroom("spectrum4", gbps, metres, pattern=h.Pattern(Fraction(0), 64))
    assert found.xoff_bytes >= found.floor_bytes


@pytest.mark.parametrize(("gbps", "quanta"), [(1, 2), (10, 67), (56, 394), (100, 394), (400, 905), (800, 905)])
def test_reaction_time(gbps, quanta):
    assert h.reaction_quanta(gbps) == quanta


def test_a_speed_beyond_the_standard_is_refused():
    message = r"^no pause reaction time is published for 1\.6T: headroom is known up to 800G$"
    with pytest.raises(h.UnknownSpeedError, match=message):
        h.headroom("tomahawk5", 1600, 30)


def test_copper_and_interface_delay():
    assert h.floor_bytes(400, 100, ns_per_metre=h.COPPER) == 126_476 - 2 * 100 * 12
    assert h.floor_bytes(400, 100, interface_ns=Fraction(100)) == 126_476 + 5000


TABLE = [h.Row(400, 5, 393_192, 0, 3556), h.Row(400, 300, 839_216, 0, 3556), h.Row(800, 5, 79_000, 0, 3556)]


@pytest.mark.parametrize(
    ("gbps", "metres", "xoff", "said"),
    [
        (400, 3, 393_192, "the vendor's row for 5 m"),
        (400, 6, 839_216, "the vendor's row for 300 m"),
        (800, 5, 81_476, "the vendor's row for 5 m"),
    ],
)
def test_a_table_gives_the_next_longer_row_but_never_less_than_the_floor(gbps, metres, xoff, said):
    floor = h.floor_bytes(gbps, metres)
    assert h.looked_up(TABLE, gbps, metres) == h.Headroom(xoff, 0, 3556, floor, said)


def test_a_table_without_a_row_long_enough_has_no_answer():
    assert h.looked_up(TABLE, 400, 301) is None


TOMAHAWK5_POOL = 165_000_000


@pytest.mark.parametrize(("priorities", "megabytes", "percent", "fits"), [(1, 68.7, 42, True), (2, 137.4, 83, False)])
def test_tomahawk5_with_128_ports_at_100_m(priorities, megabytes, percent, fits):
    found = h.fit([(128, h.tomahawk5_xoff(400, 100))], priorities, TOMAHAWK5_POOL, shared_minimum=41_250_000)
    assert found.needed_bytes / 1e6 == pytest.approx(megabytes, abs=0.05)
    assert round(100 * found.share) == percent
    assert found.fits is fits


def test_shared_headroom_is_a_bet():
    dedicated = h.fit([(64, 700_000), (64, 530_000)], 2, TOMAHAWK5_POOL)
    assert dedicated == h.Fit(157_440_000, TOMAHAWK5_POOL, 0)
    shared = h.fit([(64, 700_000), (64, 530_000)], 2, TOMAHAWK5_POOL, ratio=Fraction(7))
    assert shared == replace(dedicated, needed_bytes=22_491_429)
