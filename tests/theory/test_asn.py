import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabricgen.theory.asn import ROLES, AsnError, AsnScheme, Kind, all_private, kind

WIDE = AsnScheme.four_byte()
SMALL = AsnScheme.compact(64_512, max_leaves=32, last=65_534)


@pytest.mark.parametrize(
    ("scheme", "position", "asn"),
    [
        (WIDE, (0, 0, "leaf", 0), 4_200_000_000),
        (WIDE, (1, 3, "leaf", 17), 4_204_218_897),
        (WIDE, (0, 0, "spine", 0), 4_200_002_048),
        (WIDE, (0, 0, "super-spine", 0), 4_200_004_096),
        (WIDE, (15, 511, "super-spine", 4095), 4_267_108_863),
        (SMALL, (0, 0, "leaf", 31), 64_543),
        (SMALL, (0, 0, "spine", 0), 64_544),
        (SMALL, (0, 0, "super-spine", 0), 64_545),
        (SMALL, (0, 1, "leaf", 0), 64_546),
    ],
)
def test_a_position_has_one_number(scheme, position, asn):
    assert scheme.asn(*position) == asn


@pytest.mark.parametrize(
    ("scheme", "position", "message"),
    [
        (
            WIDE,
            (0, 0, "leaf", 2048),
            "leaf 2048 has no AS number: the scheme holds 2048 per pod; spread them over more pods",
        ),
        (WIDE, (0, 512, "leaf", 0), "pod 512 has no AS number: the scheme holds 512 pods per region; add a region"),
        (WIDE, (0, -1, "leaf", 0), "positions count from 0: region 0, pod -1, leaf 0"),
        (
            AsnScheme.four_byte(4_200_000_000, 4_204_194_303),
            (1, 0, "leaf", 0),
            (
                "leaf 0 of pod 0 in region 1 would get AS 4204194304, "
                "beyond the pool 4200000000-4204194303: widen the pool"
            ),
        ),
        (
            SMALL,
            (0, 0, "spine", 1),
            "spine 1 has no AS number: the scheme holds 1 per pod; take a pool of 4,194,304 numbers or more",
        ),
        (
            SMALL,
            (1, 0, "leaf", 0),
            "region 1 has no AS number: a pool this small holds one region; give each its own pool",
        ),
        (
            SMALL,
            (0, 31, "leaf", 0),
            "leaf 0 of pod 31 in region 0 would get AS 65566, beyond the pool 64512-65534: widen the pool",
        ),
    ],
)
def test_a_position_beyond_the_scheme_is_refused(scheme, position, message):
    with pytest.raises(AsnError, match=f"^{re.escape(message)}$"):
        scheme.asn(*position)


@pytest.mark.parametrize(
    ("first", "last", "scheme"),
    [
        (4_200_000_000, 4_204_194_303, AsnScheme.four_byte(4_200_000_000, 4_204_194_303)),
        (4_200_000_000, 4_204_194_302, AsnScheme.compact(4_200_000_000, 32, 4_204_194_302)),
        (64_512, 65_534, SMALL),
    ],
)
def test_the_scheme_follows_from_the_pool(first, last, scheme):
    assert AsnScheme.fitting(first, last, max_leaves=32) == scheme


POSITIONS = st.tuples(st.integers(0, 15), st.integers(0, 511), st.sampled_from(ROLES), st.integers(0, 2047))


@given(POSITIONS, POSITIONS)
def test_two_positions_never_share_a_number(one, other):
    assert (WIDE.asn(*one) == WIDE.asn(*other)) == (one == other)


@given(POSITIONS)
def test_every_number_of_the_wide_scheme_is_private(position):
    assert kind(WIDE.asn(*position)) is Kind.PRIVATE


@pytest.mark.parametrize(
    ("asn", "expected"),
    [
        (0, Kind.RESERVED),
        (1, Kind.PUBLIC),
        (23_456, Kind.TRANS),
        (64_496, Kind.DOCUMENTATION),
        (64_511, Kind.DOCUMENTATION),
        (64_512, Kind.PRIVATE),
        (65_534, Kind.PRIVATE),
        (65_535, Kind.RESERVED),
        (65_536, Kind.DOCUMENTATION),
        (65_552, Kind.RESERVED),
        (131_072, Kind.PUBLIC),
        (4_199_999_999, Kind.PUBLIC),
        (4_200_000_000, Kind.PRIVATE),
        (4_294_967_294, Kind.PRIVATE),
        (4_294_967_295, Kind.RESERVED),
    ],
)
def test_kinds_of_numbers(asn, expected):
    assert kind(asn) is expected


def test_a_number_beyond_32_bits_is_refused():
    with pytest.raises(AsnError, match=r"^4294967296 is not an AS number: they go from 0 to 4294967295$"):
        kind(1 << 32)


@pytest.mark.parametrize(
    ("first", "last", "private"),
    [
        (64_512, 65_534, True),
        (64_512, 65_535, False),
        (4_200_000_000, 4_294_967_294, True),
        (65_000, 4_200_000_000, False),
    ],
)
def test_a_pool_must_be_private_as_a_whole(first, last, private):
    assert all_private(first, last) is private
