"""What is looked up is what each two rows held against each other would give; and how often rows are looked at."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import page

from fabricgen.checks import policies
from fabricgen.checks.policies import Decided, decided
from fabricgen.device.features.latency import latencies
from fabricgen.device.reach import both, meeting
from fabricgen.fabric import Fabric
from fabricgen.fabric.names import names
from fabricgen.intent.policies import ANY, OUTSIDE_VRFS, Traffic
from fabricgen.intent.words import Prefix, prefix_of
from fabricgen.kinds import KINDS, blueprint
from fabricgen.kinds.load import Lock, remember

ENDS = ("any", "default", "acme", "tier-00", "tier-01", "10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "10.2.0.0/24")
TRAFFIC = ("all", "tcp", "icmp", "tcp/443", "tcp/400-500", "udp/443", "udp/1-443")
LINE = st.tuples(
    st.sampled_from(ENDS),
    st.sampled_from(ENDS),
    st.lists(st.sampled_from(TRAFFIC), min_size=1, max_size=3, unique=True),
)
BLOCKS = ("10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "10.1.2.128/25", "10.2.0.0/16", "2001:db8::/48", "2001:db8::/64")


def page_of(lines):
    words = {
        "vrfs": {"acme": {"id": 1}},
        "tiers": {"tier-00": {"id": 0, "vrf": "acme"}, "tier-01": {"id": 1}},
        "policies": [{"from": source, "to": target, "deny": traffic} for source, target, traffic in lines],
    }
    return KINDS["fat-tree"].model_validate(page({"leaves": 2, "spines": 1}) | words)


def within(intent, inner, outer):
    """Whether all of `inner` is part of `outer`, by what the page says."""
    if outer in (ANY, inner):
        return True
    if "/" in inner and "/" in outer:
        return prefix_of(outer).covers(prefix_of(inner))
    return inner in intent.tiers and (intent.tiers[inner].vrf or OUTSIDE_VRFS) == outer


def above(intent, index):
    """By the definition: the first earlier policy that takes in all of it."""
    mine = intent.policies[index]
    return [
        next(
            (
                number
                for number, other in enumerate(intent.policies[:index])
                if within(intent, mine.from_, other.from_)
                and within(intent, mine.to, other.to)
                and any(wide.covers(traffic) for wide in other.traffic)
            ),
            None,
        )
        for traffic in mine.traffic
    ]


@given(st.lists(LINE, max_size=12))
def test_the_first_policy_that_fits_decides(lines):
    intent = page_of(lines)
    by_definition = {index: above(intent, index) for index in range(len(lines))}
    assert list(decided(intent)) == [
        Decided(index, intent.policies[index], {number: intent.policies[number] for number in found})
        for index, found in by_definition.items()
        if None not in found
    ]


@given(st.lists(st.sampled_from(BLOCKS), max_size=12))
def test_prefixes_that_meet(texts):
    blocks = [prefix_of(text) for text in texts]
    pairs = combinations(range(len(blocks)), 2)
    assert meeting(blocks) == [(one, other) for one, other in pairs if both(blocks[one], blocks[other]) is not None]


def counted(monkeypatch, where, name):
    """Calls of it from now on."""
    calls, real = [], getattr(where, name)
    monkeypatch.setattr(where, name, lambda *words: calls.append(words) or real(*words))
    return calls


def test_ends_of_policies_are_looked_at_once(monkeypatch):
    lines = [(f"10.{i >> 8}.{i & 255}.0/24", "any", [f"tcp/{1 + i}"]) for i in range(1_000)]
    intent = page_of(lines)
    reads, compared = counted(monkeypatch, policies, "prefix_of"), counted(monkeypatch, Traffic, "covers")
    assert list(decided(intent)) == []
    assert len(reads) <= 2 * len(lines)
    assert len(compared) == 0


def test_prefixes_are_held_against_those_around_them_alone(monkeypatch):
    blocks = [prefix_of(f"10.{i >> 8}.{i & 255}.0/24") for i in range(1_000)]
    compared = counted(monkeypatch, Prefix, "covers")
    assert meeting(blocks) == []
    assert len(compared) < 2 * len(blocks)


SELECTS = ("*", "leaf-*", "spine-*", "super-*", "leaf-p00-00", "leaf-p01-*", "spine-p00-01", "super-spine-*1", "none")


@pytest.fixture(scope="module")
def fabric():
    size = {"pods": 2, "leaves": 3, "spines": 2, "super_spines": 2}
    intent = KINDS["fat-tree"].model_validate(page(size))
    return blueprint("fat-tree", intent, remember(Lock(), intent)).fabric


def apart(fabric, selects):
    words = page({"pods": 2, "leaves": 3, "spines": 2, "super_spines": 2})
    links = [{"between": [*both], "length": "1 km"} for both in selects]
    words["underlay"] |= {"routing": "ospf", "ospf": {"links": links}}
    return latencies(KINDS["fat-tree"].model_validate(words), fabric, names(fabric))


@given(selects=st.tuples(st.sampled_from(SELECTS), st.sampled_from(SELECTS)))
def test_links_of_a_layer_are_those_of_its_cables(fabric, selects):
    found = apart(fabric, [selects])
    ends = [(fabric.end(cable.lower), fabric.end(cable.upper)) for cable in fabric.cables()]
    for level in range(len(found.layers)):
        fitting = (found.pairs[0].fits(one.switch, two.switch) for one, two in ends if one.tier.level == level)
        assert found.in_layer(fabric, level, found.pairs[0]) == any(fitting)


def test_a_link_is_looked_for_where_fewer_switches_are_meant(fabric, monkeypatch):
    found = apart(fabric, [("leaf-p00-00", "*"), ("leaf-p00-01", "*")])
    assert found.pairs[0].others is found.pairs[1].others
    asked = counted(monkeypatch, Fabric, "ports")
    assert not found.in_layer(fabric, 1, found.pairs[0])
    assert asked == []
