from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabricgen.theory import ecmp as e


@pytest.mark.parametrize(
    ("flows", "links", "most", "over", "idle", "none"),
    [
        (2, 2, 1.5, 1.50, 25, 0.5),
        (8, 8, 2.597, 2.60, 34, 0.0024),
        (16, 16, 3.078, 3.08, 36, 1e-6),
        (32, 8, 7.048, 1.76, 1.4, 0),
        (16, 4, 6.139, 1.53, 1.0, 0),
        (16, 18, 2.932, 3.30, 40, 2.6e-5),
        (1, 1, 1, 1, 0, 1),
        (1, 8, 1, 8, 87.5, 1),
    ],
)
def test_collisions(flows, links, most, over, idle, none):
    found = e.collisions(flows, links)
    assert found.expected_max == pytest.approx(most, abs=5e-4)
    assert found.over_mean == pytest.approx(over, abs=5e-3)
    assert 100 * found.idle == pytest.approx(idle, abs=0.5 if idle > 10 else 0.05)
    assert found.none == pytest.approx(none, rel=0.15)


@pytest.mark.parametrize(("queue_pairs", "over", "slowest"), [(1, 2.125, 0.471), (4, 1.535, 0.652)])
def test_queue_pairs_spread_a_flow(queue_pairs, over, slowest):
    found = e.collisions(4, 4, queue_pairs)
    assert found.over_mean == pytest.approx(over, abs=5e-4)
    assert found.slowest == pytest.approx(slowest, abs=5e-4)


def test_busy_links_of_a_large_fabric_carry_63_percent():
    assert 1 - e.collisions(1024, 1024).idle == pytest.approx(0.632, abs=5e-4)


def enumerated(balls: int, links: int) -> Fraction:
    """E[max] by counting how the last link's balls are chosen: exact, slow, another way than the code's."""

    def ways(left: int, bins: int, most: int) -> int:
        if bins == 0:
            return int(left == 0)
        return sum(comb(left, here) * ways(left - here, bins - 1, most) for here in range(min(left, most) + 1))

    return sum((1 - Fraction(ways(balls, links, most), links**balls) for most in range(balls)), Fraction(0))


@settings(deadline=None)  # other work may slow this machine down
@given(st.integers(1, 7), st.integers(1, 5))
def test_expected_max_is_exact(balls, links):
    assert e.expected_max(balls, links) == pytest.approx(float(enumerated(balls, links)), abs=1e-10)


@settings(deadline=None)  # other work may slow this machine down
@given(st.integers(1, 1024), st.integers(1, 1024))
def test_expected_max_stays_between_the_perfect_spread_and_all_on_one(balls, links):
    most = e.expected_max(balls, links)
    assert max(1.0, balls / links) - 1e-9 <= most <= balls + 1e-9


@settings(deadline=None)  # other work may slow this machine down
@given(st.integers(1, 200), st.integers(1, 100))
def test_more_flows_fill_more_and_more_links_fill_less(balls, links):
    assert e.expected_max(balls, links) <= e.expected_max(balls + 1, links) + 1e-9
    assert e.expected_max(balls, links) >= e.expected_max(balls, links + 1) - 1e-9


def test_nothing_to_spread_is_refused():
    with pytest.raises(ValueError, match=r"^0 flows of 1 queue pairs on 4 links: each must be 1 or more$"):
        e.collisions(0, 4)


@pytest.mark.parametrize(("first", "second", "used"), [(16, 16, 1), (4, 6, 3), (5, 6, 6), (8, 16, 2)])
def test_polarisation(first, second, used):
    assert e.reachable_uplinks(first, second) == used


@pytest.mark.parametrize(
    ("spines", "links", "lost", "unweighted", "weighted"),
    [
        (8, 4, 1, Fraction(3, 4), Fraction(31, 32)),
        (8, 1, 1, Fraction(7, 8), Fraction(7, 8)),
        (8, 4, 4, Fraction(7, 8), Fraction(7, 8)),
        (8, 4, 0, Fraction(1), Fraction(1)),
    ],
)
def test_capacity_after_a_lost_link(spines, links, lost, unweighted, weighted):
    assert e.after_link_loss(spines, links, lost) == e.Capacity(unweighted, weighted)


def test_capacity_after_a_lost_spine():
    assert e.after_spine_loss(16, 1) == Fraction(15, 16)


@pytest.mark.parametrize(
    ("links", "down", "short"),
    [
        ([[2, 2], [2, 2]], [4, 4], []),
        ([[3, 1], [1, 3]], [4, 4], [(0, 1, 2, 4), (1, 0, 2, 4)]),
        ([[2, 2], [2, 2], [2, 0]], [4, 4, 2], []),
        ([[1, 1], [1, 1]], [6, 2], []),
        ([[1, 1], [1, 1]], [3, 3], [(0, 1, 2, 3), (1, 0, 2, 3)]),
    ],
)
def test_blocked_pairs(links, down, short):
    assert sorted(e.blocked_pairs(links, down)) == short


def test_many_leaves_wired_alike_are_quick():
    assert not list(e.blocked_pairs([[1] * 64] * 4096, [64] * 4096))


def test_overfull_spines():
    assert e.overfull_spines([[2, 2, 1], [3, 1, 1]], ports=4) == (0,)


@pytest.mark.parametrize(
    ("spines", "kind"),
    [(31, e.Clos.BLOCKING), (32, e.Clos.REARRANGEABLE), (62, e.Clos.REARRANGEABLE), (63, e.Clos.STRICT)],
)
def test_clos_class(spines, kind):
    assert e.clos_class(spines, 32) is kind
