import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabricgen.theory import sizing as s


@pytest.mark.parametrize(
    ("radix", "ratio", "split"),
    [
        (64, Fraction(3), (48, 16, 0)),
        (64, Fraction(1), (32, 32, 0)),
        (36, Fraction(2), (24, 12, 0)),
        (48, Fraction(5, 3), (30, 18, 0)),
        (64, Fraction(4, 5), (28, 35, 1)),
        (64, Fraction(20, 21), (20, 21, 23)),
    ],
)
def test_port_split(radix, ratio, split):
    assert s.port_split(ratio, radix) == split


def test_a_ratio_of_too_large_numbers_is_refused():
    message = (
        "1,001 ports for a split of 501:500 asked for, but only 64 fit: "
        "take a ratio of smaller numbers, or take a leaf of larger radix"
    )
    with pytest.raises(s.SizeLimitError, match=f"^{re.escape(message)}$"):
        s.port_split(Fraction(501, 500), 64)


@pytest.mark.parametrize(
    ("radix", "ratio", "split"),
    [(64, Fraction(20, 21), (31, 33, 0)), (64, Fraction(3), (48, 16, 0)), (32, Fraction(7), (28, 4, 0))],
)
def test_nearest_split(radix, ratio, split):
    assert s.nearest_split(ratio, radix) == split


@given(st.integers(4, 512), st.fractions(Fraction(1, 4), 4))
def test_a_split_keeps_its_promise(radix, ratio):
    near = s.nearest_split(ratio, radix)
    assert near.down + near.up == radix
    assert Fraction(near.down, near.up) <= ratio
    if ratio.numerator + ratio.denominator <= radix:
        exact = s.port_split(ratio, radix)
        assert sum(exact) == radix
        assert Fraction(exact.down, exact.up) == ratio
        assert exact.unused < ratio.numerator + ratio.denominator


def test_oversubscription_of_the_hpn_tor():
    assert s.oversubscription(128, 200, 60, 400) == Fraction(16, 15)  # 1.067:1, Alibaba HPN, SIGCOMM 2024


# leaves, uplinks, spine radix, spines, links of each leaf to each spine
TWO_TIERS = [
    (20, 32, 64, 16, 2),
    (12, 48, 64, 12, 4),
    (8, 32, 64, 4, 8),  # H100 SuperPOD, 1 scalable unit
    (16, 32, 64, 8, 4),  # 2
    (24, 32, 64, 16, 2),  # 3
    (32, 32, 64, 16, 2),  # 4
    (8, 64, 128, 4, 16),  # B300 Ethernet, one plane of 1 scalable unit at 400G
    (64, 32, 64, 32, 1),
]


@pytest.mark.parametrize(("leaves", "up", "radix", "spines", "links"), TWO_TIERS)
def test_divisor_rule(leaves, up, radix, spines, links):
    assert s.spine_count(leaves, up, radix) == spines
    assert s.two_tier(leaves, up, radix) == s.TwoTier(leaves, spines, links)
    assert s.two_tier(leaves, up, radix).cables == leaves * up


def test_two_tiers_end_where_a_leaf_has_one_link_to_each_spine():
    assert s.spine_count(65, 32, 64) is None
    message = (
        "65 leaves in two tiers asked for, but only 64 fit: "
        "add a third tier, or split the fabric into planes, or take spines of larger radix"
    )
    with pytest.raises(s.SizeLimitError, match=f"^{re.escape(message)}$") as caught:
        s.two_tier(65, 32, 64)
    assert (caught.value.asked, caught.value.limit) == (65, 64)


@given(st.integers(1, 600), st.integers(1, 128), st.integers(1, 512))
def test_the_divisor_rule_is_even_fits_and_is_the_smallest(leaves, up, radix):
    spines = s.spine_count(leaves, up, radix)
    if spines is None:
        assert leaves > radix
        return
    assert up % spines == 0
    assert leaves * (up // spines) <= radix
    assert not [fewer for fewer in range(1, spines) if up % fewer == 0 and leaves * up // fewer <= radix]


@pytest.mark.parametrize(
    ("radix", "two", "three"),
    [
        (64, 2_048, 65_536),
        (128, 8_192, 524_288),
        (144, 10_368, 746_496),
        (256, 32_768, 4_194_304),
    ],
)
def test_limits_of_non_blocking_fabrics(radix, two, three):
    assert s.two_tier_limit(radix // 2, radix) == two
    assert s.three_tier_limit(radix // 2, radix) == three


def test_limits_grow_with_oversubscription():
    assert s.two_tier_limit(48, 64) == 64 * 64 * 3 // 4


@pytest.mark.parametrize(("hosts", "tiers"), [(2_048, 2), (2_049, 3), (65_536, 3)])
def test_tiers_needed(hosts, tiers):
    assert s.tiers_needed(hosts, 32, 64) == tiers


def test_100_000_gpus_are_too_many_for_radix_64():
    message = (
        "100,000 host ports in three tiers of radix 64 asked for, but only 65,536 fit: "
        "take switches of larger radix, or split the fabric into planes, or add a fourth tier"
    )
    with pytest.raises(s.SizeLimitError, match=f"^{re.escape(message)}$"):
        s.tiers_needed(100_000, 32, 64)


def test_three_tiers_of_the_b200_superpod():
    found = s.three_tier(leaves=128, up=32, spine_radix=64, core_radix=64)
    assert found == s.ThreeTier(4, 32, 128, 32, 1, 2, 16)
    assert (found.leaves, found.spines, found.cores) == (128, 128, 64)
    assert (found.leaf_cables, found.core_cables) == (4_096, 4_096)


@pytest.mark.parametrize(
    ("leaves", "up", "in_pod", "expected"),
    [
        (2_048, 32, None, (64, 32, 2_048, 32, 1, 32, 1)),  # as large as radix 64 goes
        (96, 16, None, (3, 32, 96, 16, 1, 2, 16)),  # 3:1 at the leaf, 16 spines to a pod
        (64, 32, 16, (4, 16, 64, 16, 2, 2, 16)),  # smaller pods: two links from each leaf to each spine
        (10, 32, None, (1, 10, 10, 16, 2, 1, 20)),
    ],
)
def test_three_tiers(leaves, up, in_pod, expected):
    assert s.three_tier(leaves, up, 64, 64, in_pod) == s.ThreeTier(*expected)


@pytest.mark.parametrize(
    ("leaves", "in_pod", "message"),
    [
        (
            64,
            33,
            "33 leaves in a pod asked for, but only 32 fit: make pods smaller, or take spines of larger radix",
        ),
        (
            2_049,
            None,
            (
                "65 pods asked for, but only 64 fit: "
                "take switches of larger radix, or split the fabric into planes, or add a fourth tier"
            ),
        ),
    ],
)
def test_three_tiers_end(leaves, in_pod, message):
    with pytest.raises(s.SizeLimitError, match=f"^{re.escape(message)}$"):
        s.three_tier(leaves, 32, 64, 64, in_pod)


@given(st.integers(1, 2_000), st.sampled_from([8, 16, 24, 32]), st.integers(1, 32))
def test_three_tiers_fit_their_switches(leaves, up, in_pod):
    found = s.three_tier(leaves, up, 64, 2_048, in_pod)
    down = found.leaves_per_pod * found.leaf_links
    assert found.spines_per_pod * found.leaf_links == up
    assert found.cores_per_group * found.core_links == down <= 32
    assert found.pods * found.core_links <= 2_048
    assert found.pods * found.leaves_per_pod >= leaves > (found.pods - 1) * found.leaves_per_pod


@pytest.mark.parametrize(
    ("k", "hosts", "switches", "cables", "paths"),
    [(4, 16, 20, 16, 4), (8, 128, 80, 128, 16), (32, 8_192, 1_280, 8_192, 256), (128, 524_288, 20_480, 524_288, 4_096)],
)
def test_fat_tree(k, hosts, switches, cables, paths):
    found = s.fat_tree(k)
    assert (found.hosts, found.switches, found.cables, found.paths) == (hosts, switches, cables, paths)


def test_an_odd_fat_tree_is_refused():
    message = "7 ports can't be halved: a k-ary fat-tree takes switches with an even number of ports"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        s.fat_tree(7)


# slots, installed, extra ports, units, leaves, spines, host cables, leaf-spine cables: H100 SuperPOD, Network Fabrics,
# table 4, where the fabric manager takes four ports
RAIL_PODS = [
    (32, 31, 4, 1, 8, 4, 252, 256),
    (64, 63, 4, 2, 16, 8, 508, 512),
    (96, 95, 4, 3, 24, 16, 764, 768),
    (128, 127, 4, 4, 32, 16, 1_020, 1_024),
    (128, None, 0, 4, 32, 16, 1_024, 1_024),
]


@pytest.mark.parametrize(("slots", "installed", "extra", "units", "leaves", "spines", "hosts", "cables"), RAIL_PODS)
def test_rail_pods(slots, installed, extra, units, leaves, spines, hosts, cables):
    found = s.rail_pods(slots, 32, 32, 64, installed=installed, extra=extra)
    assert (found.units, found.clos.leaves, found.clos.spines) == (units, leaves, spines)
    assert (found.host_cables, found.clos.cables) == (hosts, cables)


@pytest.mark.parametrize(("installed", "extra", "asked"), [(33, 0, 264), (32, 1, 257)])
def test_more_than_the_slots_is_refused(installed, extra, asked):
    message = f"^{asked} leaf ports asked for, but only 256 fit: declare more slots, or install fewer nodes$"
    with pytest.raises(s.SizeLimitError, match=message):
        s.rail_pods(32, 32, 32, 64, installed=installed, extra=extra)


def test_two_planes_of_the_b300_ethernet_superpod():
    unit = s.rail_pods(64, 64, 64, 128)
    assert unit.host_cables == 512
    assert s.planes(unit.clos, 2, links_per_cable=2) == s.Planes(2, 16, 8, 1_024, 512)


def test_dual_tor():
    assert s.dual_tor(nics=1_000, down=128) == s.TwoTor(tors=16, host_links=2_000)
