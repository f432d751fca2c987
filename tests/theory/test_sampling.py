"""Flow samples: rates by hand, and how much rarer they have to be."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from fabricgen.theory.sampling import ROCE_FRAME, coarser, frame, samples


def test_a_full_port_by_hand():
    """400 Gb/s in frames of 4,158 bytes and 20 more on the wire: 11.97 million a second."""
    assert round(samples(400, ROCE_FRAME, 1)) == 11_967_449
    assert round(samples(400, ROCE_FRAME, 400_000), 1) == Fraction("29.9")


def test_frames_are_no_larger_than_the_fabric_lets_through():
    assert frame(9214) == ROCE_FRAME
    assert frame(1500) == 1518


def test_steps():
    assert [coarser([Fraction(load)], 1000) for load in (0, 1000, 1001, 2001, 5001, 10_001, 99_000)] == [
        1, 1, 2, 5, 10, 20, 100,
    ]  # fmt: skip


LOADS = st.lists(st.fractions(0, 10**7), max_size=5)


@given(LOADS, st.integers(1, 10**5))
def test_so_much_rarer_they_fit(loads, limit):
    factor = coarser(loads, limit)
    assert sum(loads, Fraction(0)) / factor <= limit


@given(LOADS, st.integers(1, 10**5))
def test_and_never_ten_times_rarer_than_needed(loads, limit):
    factor = coarser(loads, limit)
    assert factor == 1 or sum(loads, Fraction(0)) * 10 > factor * limit
