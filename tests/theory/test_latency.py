import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabricgen.theory import latency


@pytest.mark.parametrize(("kilometres", "one_way", "cost"), [(40, 200, 20), (1_500, 7_500, 750)])
def test_distance_becomes_cost(kilometres, one_way, cost):
    assert latency.fibre_us(kilometres) == one_way
    assert latency.cost(one_way, 10) == latency.Cost(cost, saturated=False, below_quantum=False)


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
