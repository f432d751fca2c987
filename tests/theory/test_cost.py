from fractions import Fraction

import pytest

from fabricgen.theory.cost import PerHost, break_even_share, per_host, saving


@pytest.mark.parametrize(
    ("tiers", "ratio", "ports", "cables"),
    [
        (2, Fraction(1), Fraction(3), Fraction(2)),
        (2, Fraction(3), Fraction(5, 3), Fraction(4, 3)),
        (3, Fraction(1), Fraction(5), Fraction(3)),
        (3, Fraction(3), Fraction(7, 3), Fraction(5, 3)),
    ],
)
def test_per_host(tiers, ratio, ports, cables):
    assert per_host(tiers, ratio) == PerHost(ports, cables)


@pytest.mark.parametrize(("tiers", "ports", "cables"), [(2, 44, 33), (3, 53, 44)])
def test_percent_saved_at_3_to_1(tiers, ports, cables):
    found = saving(tiers, Fraction(3))
    assert (round(100 * found.ports), round(100 * found.cables)) == (ports, cables)


@pytest.mark.parametrize(("performance", "percent"), [(0.83, 49), (0.58, 120)])
def test_break_even(performance, percent):
    assert round(100 * break_even_share(performance, saving=0.35)) == percent
