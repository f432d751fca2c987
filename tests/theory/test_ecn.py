import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabricgen.theory import ecn

# Published thresholds and the time they stand for: DCQCN paper, HPCC paper at 25G and 400G, Cumulus RoCE, NX-OS,
# SONiC's stock profile, SONiC on Tomahawk 5, SONiC on Jericho 2
DRAIN_TIMES = [
    (5_000, 40, 1.0),
    (200_000, 40, 40.0),
    (100_000, 25, 32.0),
    (1_600_000, 400, 32.0),
    (400_000, 25, 128.0),
    (150_000, 400, 3.0),
    (1_500_000, 400, 30.0),
    (150_000, 100, 12.0),
    (950_000, 100, 76.0),
    (3_000_000, 100, 240.0),
    (1_048_576, 400, 20.97152),
    (2_097_152, 400, 41.94304),
    (131_072, 400, 2.62144),
    (262_144, 400, 5.24288),
    (2_000_000, 400, 40.0),
    (10_000_000, 400, 200.0),
]


@pytest.mark.parametrize(("queued", "gbps", "microseconds"), DRAIN_TIMES)
def test_bytes_and_time_say_the_same(queued, gbps, microseconds):
    assert ecn.drain_microseconds(queued, gbps) == pytest.approx(microseconds, abs=1e-9)
    assert ecn.threshold_bytes(microseconds, gbps) == queued


@given(st.integers(0, 10**9), st.sampled_from([10, 25, 40, 100, 200, 400, 800, 1600]))
def test_time_and_back_loses_no_byte(queued, gbps):
    assert ecn.threshold_bytes(ecn.drain_microseconds(queued, gbps), gbps) == queued


@pytest.mark.parametrize(("logarithm", "expected"), [(-2, 0.25), (0, 1), (2, 4)])
def test_sonic_writes_the_logarithm(logarithm, expected):
    assert ecn.alpha(logarithm) == expected


@pytest.mark.parametrize(
    ("alpha", "shared", "queues", "threshold"),
    [(1 / 8, 80e6, 4, 6_666_666.667), (1 / 32, 80e6, 4, 2_222_222.222), (1, 80e6, 0, 80e6)],
)
def test_dynamic_threshold(alpha, shared, queues, threshold):
    assert ecn.dynamic_threshold(alpha, shared, queues) == pytest.approx(threshold, abs=1e-3)


def test_congested_queues():
    assert ecn.congested_queues(alpha=1, shared=166e6, kmax=1e6) == 165


@given(st.floats(1 / 128, 8), st.floats(1e6, 1e9), st.floats(1e4, 1e6))
def test_at_n_star_the_pause_threshold_is_kmax(alpha, shared, kmax):
    queues = ecn.congested_queues(alpha, shared, kmax)
    assert ecn.dynamic_threshold(alpha, shared, queues) == pytest.approx(kmax)


def test_dctcp_bound():
    assert round(ecn.dctcp_bound(400, 8)) == 57_143


# The paper's own switch: 12 MB, 32 ports of 40G, 22.4 KB in flight, beta 8
def test_dcqcn_bounds_of_the_paper():
    assert ecn.dcqcn_pfc_bound(12e6, 32, 22_400) == pytest.approx(24_475)
    assert ecn.dcqcn_ecn_bound(12e6, 32, 22_400, beta=8) == pytest.approx(21_755.6, abs=0.1)
