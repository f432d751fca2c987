from fractions import Fraction

import pytest

from fabricgen.theory import collectives as c


def test_12_gb_at_400g_take_a_quarter_of_a_second():
    assert c.transfer(12 * 10**9, 400) == pytest.approx(0.24)


def test_ring_all_reduce():
    assert c.ring_all_reduce(12 * 10**9, 8, 400) == pytest.approx(0.24 * 1.75)
    assert c.ring_all_reduce(12 * 10**9, 1, 400) == 0


@pytest.mark.parametrize(
    ("ranks", "per_leaf", "ratio", "share", "rate"),
    [
        (512, 64, Fraction(2), 0.877, 0.570),
        (512, 64, Fraction(1), 0.877, 1.0),
        (64, 64, Fraction(3), 0, 1.0),
    ],
)
def test_all_to_all(ranks, per_leaf, ratio, share, rate):
    assert float(c.leaving(ranks, per_leaf)) == pytest.approx(share, abs=5e-4)
    assert float(c.all_to_all_rate(ranks, per_leaf, ratio)) == pytest.approx(rate, abs=5e-4)


@pytest.mark.parametrize(("crossings", "load"), [(1, Fraction(1, 16)), (48, Fraction(3))])
def test_a_ring_laid_leaf_by_leaf_hardly_loads_the_uplinks(crossings, load):
    assert c.ring_uplink_load(16, crossings) == load
