"""ASNs end before the maxima do, or every switch has one: nothing in between."""

from itertools import product

import pytest
from strategies import decide, page

from fabricgen.checks import unreached

POOLS = ["64512-64520", "64512-65534", "4200000000-4200000999", "4200000000-4204194303", "4200000000-4294967294"]
SIZES = [
    {"leaves": 2, "spines": 2},
    {"leaves": 2, "spines": 2, "planes": 2, "rails": 2},
    {"leaves": 2, "spines": 2, "pods": 2, "super_spines": 2},
    {"leaves": 2, "spines": 2, "pods": 2, "super_spines": 2, "max_pods": 100, "planes": 8, "rails": 2},
    {"leaves": 2, "spines": 2, "pods": 2, "super_spines": 2, "max_spines": 3000},
    {"leaves": 2, "spines": 2, "pods": 2, "super_spines": 2, "max_spines": 100, "max_super_spines": 100},
]


def decided(size, pool, spines, region):
    text = page(size, region=region)
    text["underlay"] |= {"asn": pool, "spine_asns": spines}
    return decide(text)


def asns(blueprint):
    for tier in blueprint.fabric.tiers:
        for switch in range(tier.first, tier.first + tier.count):
            yield blueprint.allocation.asn(tier.role, tier.position(switch))


@pytest.mark.parametrize(("size", "pool", "spines", "region"), [*product(SIZES, POOLS, ["shared", "unique"], [0, 1])])
def test_what_is_reached_has_a_number(size, pool, spines, region):
    blueprint = decided(size, pool, spines, region)
    told = unreached(blueprint)
    assert [finding.code for finding in told] == ["FG302"] * len(told)
    if not told:
        first, last = map(int, pool.split("-"))
        assert all(first <= asn <= last for asn in asns(blueprint))


TOLD = [
    ({"leaves": 2, "spines": 2}, POOLS[1], "unique", 0, "spine 5 has no AS number: the scheme holds 1 per pod"),
    (SIZES[3], POOLS[3], "shared", 0, "pod 799 has no AS number: the scheme holds 512 pods per region"),
    (SIZES[4], POOLS[3], "unique", 0, "spine 2999 has no AS number: the scheme holds 2048 per pod"),
    (SIZES[5], POOLS[3], "unique", 0, "super-spine 9999 has no AS number: the scheme holds 4096 per pod"),
    (SIZES[0], POOLS[1], "shared", 1, "region 1 has no AS number: a pool this small holds one region"),
    (SIZES[0], POOLS[3], "shared", 1, "leaf 11 of pod 0 in region 1 would get AS 4204194315, beyond the pool"),
]


@pytest.mark.parametrize(("size", "pool", "spines", "region", "words"), TOLD)
def test_which_limit_was_passed(size, pool, spines, region, words):
    (finding,) = unreached(decided(size, pool, spines, region))
    assert words in finding.message
