import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabricgen.theory.communities import CommunityError, Function, large, local_preference, standard


def test_standard():
    found = standard(region=1, action=Function.PREFER_GATEWAY, gateway=4, tier=9)
    assert (found.value, str(found)) == (10_377, "64600:10377")


def test_large():
    assert str(large(4_200_000_000, Function.TIER, 9)) == "4200000000:1:9"


FIELDS = st.tuples(st.integers(0, 7), st.sampled_from(Function), st.integers(0, 31), st.integers(0, 31))


@given(FIELDS, FIELDS)
def test_no_two_meanings_share_a_standard_community(one, other):
    assert (standard(*one) == standard(*other)) == (one == other)
    assert standard(*one).value < 1 << 16


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"region": 8}, "region 8 does not fit a community: 0 to 7"),
        ({"gateway": 32}, "gateway 32 does not fit a community: 0 to 31"),
        ({"tier": -1}, "tier -1 does not fit a community: 0 to 31"),
        (
            {"asn": 4_200_000_000},
            "AS 4200000000 does not fit a standard community: take one below 65535, or large communities",
        ),
        ({"asn": 65_535}, "AS 65535 does not fit a standard community: take one below 65535, or large communities"),
    ],
)
def test_what_does_not_fit_is_refused(fields, message):
    fitting = {"region": 1, "action": Function.TIER, "gateway": 1, "tier": 1}
    with pytest.raises(CommunityError, match=f"^{re.escape(message)}$"):
        standard(**{**fitting, **fields})


@pytest.mark.parametrize(
    ("asn", "value", "message"),
    [
        (1 << 32, 0, "AS number 4294967296 does not fit a community: 0 to 4294967295"),
        (64_512, -1, "value -1 does not fit a community: 0 to 4294967295"),
    ],
)
def test_what_does_not_fit_a_large_one_is_refused(asn, value, message):
    with pytest.raises(CommunityError, match=f"^{message}$"):
        large(asn, Function.REGION, value)


@pytest.mark.parametrize(("rank", "preference"), [(0, 200), (1, 190), (2, 180), (9, 110)])
def test_local_preference_falls_by_rank(rank, preference):
    assert local_preference(rank) == preference


def test_a_list_of_gateways_ends_above_the_default_preference():
    with pytest.raises(CommunityError, match=r"^rank 10 does not fit a community: 0 to 9$"):
        local_preference(10)
