"""Waves: whatever the fabric, everything changes once, and no pod ever has fewer uplinks than it may."""

from array import array
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import decide, page, sizes

from fabricgen.fabric import UNUSED, names
from fabricgen.kinds import blueprint, load
from fabricgen.rollout.waves import Options, Refusal, waves

INVENTORIES = Path(__file__).parent.parent.parent / "inventories"


def fabric_of(**size):
    return decide(page(size)).fabric


def fabric_at(name):
    found = load(INVENTORIES / name)
    return blueprint(found.kind, found.intent, found.lock).fabric


def everything(fabric):
    return range(fabric.switches)


def named(fabric, plan):
    by_number = names(fabric)
    return [(wave.name, [by_number[switch] for switch in wave.switches]) for wave in plan.waves]


def joined(fabric):
    """Every cable as (lower switch, upper switch), read from the fabric's own list and nothing else."""
    return [(fabric.end(lower).switch, fabric.end(upper).switch) for lower, upper in fabric.cables()]


def left(fabric, cables, gone):
    """(pod's uplinks, in service, built) with these switches down: counted cable by cable."""
    built, alive = Counter(), Counter()
    for lower, upper in cables:
        tier, place = fabric.tier_of(lower), fabric.position(lower)
        key = (tier.role, place.plane, place.block)
        built[key] += 1
        alive[key] += lower not in gone and upper not in gone
    return [(key, alive[key], count) for key, count in built.items()]


@st.composite
def cases(draw):
    """A fabric, some of its cables missing, some of its switches changed or down, and how much must stay."""
    fabric = decide(page(draw(sizes()))).fabric
    if draw(st.booleans()):
        missing = draw(st.sets(st.sampled_from(list(fabric.cables())), max_size=6))
        peer = array("i", fabric.peer)
        for lower, upper in missing:
            peer[lower] = peer[upper] = UNUSED
        fabric = replace(fabric, peer=peer)
    numbers = st.integers(0, fabric.switches - 1)
    changed = draw(st.one_of(st.just(list(everything(fabric))), st.lists(numbers, unique=True)))
    options = Options(draw(st.integers(1, 12)), frozenset(draw(st.sets(numbers, max_size=2))))
    return fabric, changed, draw(st.sampled_from([0, 25, 50, 62.5, 75, 90, 100])), options


@given(cases())
def test_every_switch_changes_once_and_no_pod_starves(case):
    fabric, changed, availability, options = case
    plan = waves(fabric, changed, availability, options)
    cables = joined(fabric)
    if plan.refusals:
        assert plan.waves == ()
        return
    assert sorted(switch for wave in plan.waves for switch in wave.switches) == sorted(changed)
    assert len({wave.name for wave in plan.waves}) == len(plan.waves)
    neighbours = {frozenset(pair) for pair in cables}
    before = {key: alive for key, alive, _ in left(fabric, cables, options.down)}
    for wave in plan.waves:
        assert 0 < len(wave.switches) <= options.max_wave
        assert not any(frozenset((one, other)) in neighbours for one in wave.switches for other in wave.switches)
        for key, alive, built in left(fabric, cables, options.down | set(wave.switches)):
            assert alive * 100 >= availability * built or alive == before[key]
    assert all(len(wave.switches) == 1 for wave in plan.waves[:1])


@given(cases())
def test_only_what_can_not_be_done_is_refused(case):
    fabric, changed, availability, options = case
    plan = waves(fabric, changed, availability, options)
    cables = joined(fabric)
    before = {key: alive for key, alive, _ in left(fabric, cables, options.down)}
    starving = {
        switch
        for switch in changed
        for key, alive, built in left(fabric, cables, options.down | {switch})
        if alive * 100 < availability * built and alive < before[key]
    }
    assert {switch for refusal in plan.refusals for switch in refusal.switches} == starving


def test_the_order_of_a_pod():
    fabric = fabric_of(spines=4, leaves=4)
    assert named(fabric, waves(fabric, everything(fabric), 50)) == [
        ("canary", ["spine-p00-00"]),
        ("spines 1", ["spine-p00-01", "spine-p00-02"]),
        ("spines 2", ["spine-p00-03"]),
        ("first leaf", ["leaf-p00-00"]),
        ("leaves 1", ["leaf-p00-01", "leaf-p00-02"]),
        ("leaves 2", ["leaf-p00-03"]),
    ]


def test_waves_spread_over_pods_and_keep_to_a_plane_and_a_rail():
    fabric = fabric_of(spines=4, leaves=4, rails=2, planes=2, pods=2, super_spines=2)
    found = named(fabric, waves(fabric, everything(fabric), 75))
    assert found[0] == ("canary", ["plane0-spine-p00-00"])
    assert found[1] == ("first super-spine", ["plane0-super-g00-00"])
    assert found[2] == ("super-spines 1", ["plane0-super-g01-00", "plane0-super-g02-00"])
    assert ("spines 1", ["plane0-spine-p00-01", "plane0-spine-p01-00"]) in found
    assert found[-1] == ("leaves 8", ["plane1-leaf-p00-s01-r1", "plane1-leaf-p01-s01-r1"])
    for _, members in found:
        assert len({name.split("-")[0] for name in members}) == 1
        assert len({name[-2:] for name in members if "leaf" in name}) <= 1


def test_reasons_are_sentences():
    fabric = fabric_of(spines=4, leaves=4, rails=2, planes=2)
    assert [wave.reason for wave in waves(fabric, everything(fabric), 75).waves][:2] == [
        "of all that change, its loss hurts least: it cuts off no host, and takes 25 % of the uplinks of 1 pod",
        "spines of plane 0, spread over the pods",
    ]
    assert "leaves of plane 1 and rail 1, spread over the pods" in [
        wave.reason for wave in waves(fabric, everything(fabric), 75).waves
    ]


def test_a_wave_is_no_larger_than_asked():
    fabric = fabric_of(spines=4, leaves=8)
    plan = waves(fabric, everything(fabric), 0, Options(max_wave=3))
    assert [len(wave.switches) for wave in plan.waves] == [1, 3, 1, 3, 3, 1]


def test_nothing_changed_is_no_wave():
    assert waves(fabric_of(spines=2, leaves=2), [], 75) == ((), ())


ADVICE = "give the pods more uplinks, bring back what is down, or lower `availability: {pod: … %}` in the intent"
REFUSALS = [
    (
        {"spines": 2, "leaves": 4},
        75,
        (),
        [
            Refusal(
                "pod p00 has 2 spines: with one down 50 % of its uplinks are left (4 of 8), availability asks for 75 %",
                ADVICE,
                (4, 5),
            )
        ],
    ),
    (
        {"spines": 4, "leaves": 4},
        75,
        (4,),
        [
            Refusal(
                "pod p00 has 12 of 16 uplinks in service already: with one more of its leaves down 56.2 % of its "
                "uplinks are left (9 of 16), availability asks for 75 %",
                ADVICE,
                (0, 1, 2, 3),
            ),
            Refusal(
                "pod p00 has 12 of 16 uplinks in service already: with one more of its spines down 50 % of its "
                "uplinks are left (8 of 16), availability asks for 75 %",
                ADVICE,
                (5, 6, 7),
            ),
        ],
    ),
    (
        {"spines": 1, "leaves": 4, "pods": 3, "super_spines": 2},
        60,
        (),
        [
            Refusal(
                "pod p00 has 1 spine: with one down 0 % of its uplinks are left (0 of 4), availability asks for 60 %; "
                "2 more pods alike",
                ADVICE,
                (12, 13, 14),
            ),
            Refusal(
                "pod p00 has 1 spine: with one down 0 % of its uplinks are left (0 of 2), availability asks for 60 %; "
                "2 more pods alike",
                ADVICE,
                (12, 13, 14),
            ),
            Refusal(
                "pod p00 has 2 super-spines: with one down 50 % of its uplinks are left (1 of 2), "
                "availability asks for 60 %; 2 more pods alike",
                ADVICE,
                (15, 16),
            ),
        ],
    ),
]


@pytest.mark.parametrize(("size", "availability", "down", "refusals"), REFUSALS)
def test_what_can_not_be_done_is_refused_in_figures(size, availability, down, refusals):
    fabric = fabric_of(**size)
    plan = waves(fabric, everything(fabric), availability, Options(down=frozenset(down)))
    assert plan.waves == ()
    assert list(plan.refusals) == refusals


def test_what_is_down_takes_nothing_more_down():
    fabric = fabric_of(spines=2, leaves=4)
    plan = waves(fabric, [4], 75, Options(down=frozenset({4})))
    assert named(fabric, plan) == [("canary", ["spine-p00-00"])]


def test_a_canary_is_one_that_answers():
    fabric = fabric_of(spines=4, leaves=4)
    plan = waves(fabric, [4, 5], 50, Options(down=frozenset({4})))
    assert named(fabric, plan) == [("canary", ["spine-p00-01"]), ("spines 1", ["spine-p00-00"])]


@pytest.mark.slow
def test_twenty_thousand_switches_in_order():
    fabric = fabric_at("k128")
    plan = waves(fabric, everything(fabric), 75)
    assert sorted(switch for wave in plan.waves for switch in wave.switches) == list(everything(fabric))
    assert [wave.name for wave in plan.waves[:3]] == ["canary", "first super-spine", "super-spines 1"]
    assert max(len(wave.switches) for wave in plan.waves) == 256
