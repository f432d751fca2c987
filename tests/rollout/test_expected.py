"""What a switch should say, against pages whose answers can be worked out by hand."""

import itertools
from pathlib import Path

import pytest
from strategies import decide, page

from fabricgen.device import facts
from fabricgen.judge import planned
from fabricgen.kinds import load
from fabricgen.platforms import PLATFORMS
from fabricgen.rollout.expected import ExpectedLink, ExpectedSession, expected
from fabricgen.rollout.paths import SAMPLE_MIN, WORK_MAX, Graph, destinations, routes, towards

GOOD = Path(__file__).parents[1] / "checks/good"
LAB = Path(__file__).parents[2] / "inventories/lab"


def tiers_of(text):
    decided = decide(text)
    port_name = {name: platform.port_name for name, platform in PLATFORMS.items()}
    return facts(decided.intent, decided.fabric, decided.allocation, decided.lock, port_name)


def told(tiers, name):
    return expected(tiers, tiers[0].names.index(name), routes(tiers))


def widths(tiers, name):
    """By the switch that announces, of its loopback."""
    found = told(tiers, name)
    return {way.origin: found.width(way) for prefix, way in found.ways.items() if prefix.endswith("/32")}


def test_a_leaf_of_the_lab():
    leaf = told(planned(load(LAB)).tiers, "leaf-p00-02")
    assert (leaf.device, leaf.platform, leaf.management) == ("leaf-p00-02", "frr", "198.18.0.4")
    assert leaf.links == (ExpectedLink("swp9", "spine-p00-00", "swp3"), ExpectedLink("swp10", "spine-p00-01", "swp3"))
    assert leaf.sessions == (
        ExpectedSession("10.64.0.16", "swp9", "spine-p00-00", "swp3", leaf.sessions[0].remote_as, leaf.asn, ("ipv4",)),
        ExpectedSession("10.64.0.18", "swp10", "spine-p00-01", "swp3", leaf.sessions[0].remote_as, leaf.asn, ("ipv4",)),
    )
    assert leaf.hosts == tuple(f"swp{number}" for number in range(1, 9))
    assert leaf.mtus == {f"swp{number}": 9214 for number in range(1, 11)}
    assert leaf.originated == ("10.0.0.2/32", "10.128.0.32/28")
    spines = {"10.0.0.8/32": 1, "10.0.0.9/32": 1}
    others = {f"10.0.0.{number}/32": 2 for number in (0, 1, 3)} | {f"10.128.0.{16 * n}/28": 2 for n in (0, 1, 3)}
    assert leaf.widths == spines | others


def test_unnumbered_sessions_are_known_by_their_port():
    tiers = planned(load(GOOD / "unnumbered.yml")).tiers
    found = told(tiers, tiers[0].names[0])
    assert [session.key for session in found.sessions] == [link.port for link in found.links]
    assert {session.families for session in found.sessions} <= {("ipv4",), ("ipv4", "ipv6")}


def test_ipv6_links_have_sessions_of_their_own():
    found = told(tiers_of(page({"leaves": 2, "spines": 1})), "leaf-p00-00")
    assert [(session.key, session.families) for session in found.sessions] == [
        ("10.64.0.0", ("ipv4",)),
        ("2001:db8:1::", ("ipv6",)),
    ]


@pytest.mark.parametrize("spine_asns", ["shared", "unique"])
def test_two_tiers(spine_asns):
    """A spine never hears of its sibling: by loop detection, or because leaves send nothing up that came down."""
    text = page({"leaves": 3, "spines": 2, "leaf_links": 2})
    text["underlay"]["spine_asns"] = spine_asns
    tiers = tiers_of(text)
    assert widths(tiers, "leaf-p00-00") == {
        "leaf-p00-01": 4,
        "leaf-p00-02": 4,
        "spine-p00-00": 2,
        "spine-p00-01": 2,
    }
    assert widths(tiers, "spine-p00-00") == {"leaf-p00-00": 2, "leaf-p00-01": 2, "leaf-p00-02": 2}


THREE = {"leaves": 2, "spines": 2, "pods": 2, "super_spines": 2}


def test_three_tiers():
    tiers = tiers_of(page(THREE))
    assert widths(tiers, "leaf-p00-00") == {
        "leaf-p00-01": 2,  # through its own spines
        "leaf-p01-00": 2,
        "leaf-p01-01": 2,
        "spine-p00-00": 1,
        "spine-p00-01": 1,
        "spine-p01-00": 1,  # only the spine of the same group leads there
        "spine-p01-01": 1,
        "super-g00-00": 1,
        "super-g00-01": 1,
        "super-g01-00": 1,
        "super-g01-01": 1,
    }
    assert widths(tiers, "super-g00-00") == {
        "leaf-p00-00": 1, "leaf-p00-01": 1, "leaf-p01-00": 1, "leaf-p01-01": 1, "spine-p00-00": 1, "spine-p01-00": 1,
    }  # fmt: skip
    assert widths(tiers, "spine-p00-00")["leaf-p01-00"] == 2


def test_max_paths_limits_the_width():
    text = page({"leaves": 2, "spines": 4})
    text["underlay"]["max_paths"] = 3
    assert widths(tiers_of(text), "leaf-p00-00")["leaf-p00-01"] == 3


def test_cables_as_they_lie_decide():
    """In the irregular file one leaf has more cables to one spine than to another."""
    tiers = planned(load(GOOD / "irregular.yml")).tiers
    for switch, name in enumerate(tiers[0].names[: tiers[0].tier.count]):
        found = expected(tiers, switch, routes(tiers))
        to_spine = {way.origin: len(way.ports) for way in found.ways.values() if way.origin.startswith("spine")}
        cables = [link.peer for link in found.links]
        assert to_spine == {spine: cables.count(spine) for spine in cables}, name


GRAPH = Graph(
    levels=(range(2), range(2, 4), range(4, 5)),
    above=((2, 3), (3,), (4,), (4,), ()),
    asns=(10, 11, 20, 20, 30),
    forgiving=frozenset(),
)
"""Leaf 1 hangs on spine 3 alone; both spines hang on super-spine 4."""


def test_a_spine_of_the_same_asn_refuses_the_way_round():
    assert dict(towards(GRAPH, 1)) == {3: (1,), 4: (3,), 0: (3,)}


def test_a_spine_of_its_own_asn_takes_the_way_round():
    """It passes it on too, but a leaf prefers the shorter way."""
    graph = GRAPH._replace(asns=(10, 11, 20, 21, 30))
    assert dict(towards(graph, 1)) == {3: (1,), 4: (3,), 2: (4,), 0: (3,)}


def test_a_forgiving_spine_takes_the_way_round():
    assert dict(towards(GRAPH._replace(forgiving=frozenset({2})), 1))[2] == (4,)


def test_where_a_tie_decides_nothing_is_expected():
    """The super-spine hears of leaf 0 from two spines and passes on one: which, nobody knows; spine 2 may refuse it."""
    graph = Graph(
        levels=(range(2), range(2, 5), range(5, 6)),
        above=((3, 4), (2,), (5,), (5,), (5,), ()),
        asns=(10, 11, 20, 20, 21, 30),
        forgiving=frozenset(),
    )
    assert dict(towards(graph, 0)) == {3: (0,), 4: (0,), 5: (3, 4)}


def test_every_destination_of_a_small_fabric():
    assert list(destinations(GRAPH)) == [0, 1, 2, 3, 4]


def test_a_sample_of_the_destinations_of_a_large_one():
    cables = 64
    above = tuple(tuple(range(cables)) for _ in range(10_000))
    sample = list(destinations(Graph((), above, (), frozenset())))
    assert len(sample) >= SAMPLE_MIN
    assert len(sample) * cables * len(above) <= max(WORK_MAX, SAMPLE_MIN * cables * len(above))
    assert sample[0] == 0
    assert len({b - a for a, b in itertools.pairwise(sample)}) == 1


def test_without_routes_no_ways_are_expected():
    assert expected(planned(load(LAB)).tiers, 0, {}).ways == {}
