from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabricgen.theory import latency


@pytest.mark.parametrize(("kilometres", "one_way", "cost"), [(40, 200, 20), (1_500, 7_500, 750)])
def test_distance_becomes_cost(kilometres, one_way, cost):
    assert latency.fibre_us(kilometres) == one_way
    assert latency.cost(one_way, 10) == latency.Cost(cost, saturated=False, below_quantum=False)


@pytest.mark.parametrize(("metres", "quantum"), [((11, 30), 0.005), ((23, 46), 0.115), ((1.1, 3.3), 0.0055)])
def test_lengths_as_the_page_has_them_have_an_exact_quantum(metres, quantum):
    """11 m are 0.011 km, and 5 times that is less than 0.055 in floating point."""
    assert latency.exact_quantum([latency.fibre_us(length / 1000) for length in metres]) == quantum


@pytest.mark.parametrize(
    ("one_way", "quantum", "cost"),
    [
        (0, 10, latency.Cost(1, saturated=False, below_quantum=True)),
        (9, 10, latency.Cost(1, saturated=False, below_quantum=True)),
        (15, 10, latency.Cost(2, saturated=False, below_quantum=False)),
        (25, 10, latency.Cost(3, saturated=False, below_quantum=False)),
        (655_350, 10, latency.Cost(65_535, saturated=False, below_quantum=False)),
        (655_360, 10, latency.Cost(65_535, saturated=True, below_quantum=False)),
    ],
)
def test_cost_stays_in_16_bits(one_way, quantum, cost):
    assert latency.cost(one_way, quantum) == cost


def test_a_quantum_keeps_links_apart_or_not():
    assert latency.ordered(200, 210, 10)
    assert not latency.ordered(200, 201, 10)


@given(st.floats(1, 1e6))
def test_the_least_quantum_does_not_saturate(longest):
    assert not latency.cost(longest, latency.least_quantum(longest)).saturated


@pytest.mark.parametrize(
    ("latencies", "quantum"),
    [
        ((0.15, 50), 0.05),  # 30 m and 10 km: 3 and 1,000
        ((200, 7500), 100),  # 40 km and 1,500 km: 2 and 75
        ((200,), 200),
        ((12.31, 103.7), 0.01),
    ],
)
def test_the_quantum_counts_every_latency_exactly(latencies, quantum):
    assert latency.exact_quantum(latencies) == quantum
    assert latency.quantum(latencies, 2 * max(latencies)) == quantum
    costs = [latency.cost(us, quantum).value for us in latencies]
    assert [cost * quantum for cost in costs] == pytest.approx(list(latencies))


@pytest.mark.parametrize(
    ("least", "step"), [(0.1, 0.1), (0.11, 0.2), (0.3, 0.5), (6, 10), (1, 1), (51, 100), (2e-7, 2e-7)]
)
def test_round_quanta(least, step):
    assert latency.round_quantum(least) == step


MICROSECONDS = st.integers(1, 100_000_000).map(lambda nanoseconds: nanoseconds / 1000)


@given(st.sets(MICROSECONDS, min_size=1, max_size=6))
def test_no_way_through_a_leaf_is_shorter_than_the_longest_that_needs_none(latencies):
    longest = max(latencies)
    step = latency.quantum(latencies, 2 * longest)
    there_and_back = 2 * latency.cost(longest, step).value
    assert there_and_back <= latency.DETOUR
    assert latency.DETOUR + latency.cost(longest, step).value <= latency.COST_MAX


@given(st.sets(MICROSECONDS, min_size=2, max_size=4), st.data())
def test_an_exact_quantum_orders_ways_as_their_latencies(latencies, data):
    step = latency.exact_quantum(latencies)
    way = st.lists(st.sampled_from(sorted(latencies)), min_size=2, max_size=4)
    one, other = data.draw(way), data.draw(way)
    costs = [sum(round(us / step) for us in each) for each in (one, other)]
    exact = [sum(Decimal(repr(us)) for us in each) for each in (one, other)]
    assert (costs[0] < costs[1]) == (exact[0] < exact[1])
    assert (costs[0] == costs[1]) == (exact[0] == exact[1])


def test_latencies_that_one_cost_stands_for():
    assert latency.merged((200, 203, 220, 200), 10) == ((200, 203),)
