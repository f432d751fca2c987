"""Marks and ranks of gateways: growth moves none of them, and what is drained is told by its own leaf alone."""

from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import decide, devices, growths, page, sizes

GATEWAYS = ("east", "west", "north")


def left(text, leaves, drained=()):
    """The page with up to three gateways, each at the last host port of a leaf, in the order of `leaves`."""
    found = deepcopy(text)
    names = GATEWAYS[: len(leaves)]
    found["gateways"] = {
        name: {
            "id": 5 * number + 1,
            "leaf": leaf,
            "port": f"swp{8 - number}",
            "asn": 65_010 + number,
            "address": f"203.0.113.{2 * number}/31",
            "drained": name in drained,
        }
        for number, (name, leaf) in enumerate(zip(names, leaves, strict=True))
    }
    found["hosts"] = {"attach": "trunk", "pool": "10.128.0.0/12"}
    found.setdefault("tiers", {"small": {}, "large": {"id": 9}})
    for tier in found["tiers"].values():
        tier["gateways"] = list(names)
    return found


def first_leaves(text):
    return [device.name for device in devices(decide(text)) if device.role == "leaf"]


@st.composite
def steered(draw):
    text = page(draw(sizes()))
    leaves = draw(st.lists(st.sampled_from(first_leaves(text)), min_size=1, max_size=3))
    return text, leaves, draw(st.sampled_from(GATEWAYS[: len(leaves)]))


@settings(max_examples=60, deadline=None)
@given(steered())
def test_draining_a_gateway_changes_its_leaf_and_no_other_switch(drawn):
    text, leaves, name = drawn
    before = devices(decide(left(text, leaves)))
    after = devices(decide(left(text, leaves, drained=(name,))))
    changed = {one.name for one, other in zip(before, after, strict=True) if one != other}
    assert changed == {leaves[GATEWAYS.index(name)]}


@settings(max_examples=60, deadline=None)
@given(steered())
def test_a_drained_gateway_is_the_last_choice_in_both_directions(drawn):
    text, leaves, name = drawn
    found = devices(decide(left(text, leaves, drained=(name,))))
    sessions = {wan.name: wan for device in found for wan in device.steering.sessions}
    assert set(sessions) == set(GATEWAYS[: len(leaves)])
    longest = {2: 3, 3: 5}[len({device.role for device in found})]
    for other in sessions.values():
        if other.name != name:
            assert sessions[name].preference < 100 < other.preference
            assert sessions[name].prepend > other.prepend + longest - 1


@settings(max_examples=60, deadline=None)
@given(steered())
def test_all_switches_mean_the_same_by_a_mark(drawn):
    text, leaves, name = drawn
    found = devices(decide(left(text, leaves, drained=(name,))))
    assert len({device.steering.ways for device in found}) == 1
    marks = [mark for way in found[0].steering.ways for mark in (way.prefer, way.avoid)]
    marks += [origin.community for origin in found[0].steering.origins]
    assert len(set(marks)) == len(marks)
    assert {wan.community for device in found for wan in device.steering.sessions} <= set(marks)


@settings(max_examples=60, deadline=None)
@given(growths())
def test_growth_moves_no_mark_no_rank_and_no_prefix(pages):
    before, after = pages
    leaf = first_leaves(before)[0]
    first = decide(left(before, [leaf, leaf]))
    old = {device.name: device for device in devices(first)}
    new = {device.name: device for device in devices(decide(left(after, [leaf, leaf]), first.lock))}
    for name, device in old.items():
        grown = new[name].steering
        assert set(device.steering.origins) <= set(grown.origins)
        assert (grown.ways, grown.large) == (device.steering.ways, device.steering.large)
        assert grown.sessions == device.steering.sessions


def test_without_gateways_no_switch_knows_of_any():
    found = devices(decide(page({"leaves": 2, "spines": 2})))
    assert {(device.steering, len(device.profiles)) for device in found} == {(None, 2), (None, 1)}


def apart(text, leaves, drained=(), kind="evpn"):
    """The same page with a VRF for each tier, each of which has the gateways in another order."""
    found = left(text, leaves, drained)
    names = list(GATEWAYS[: len(leaves)])
    found["overlay"] = {"kind": kind}
    found["vrfs"] = {f"tenant-{name}": {} for name in found["tiers"]}
    for row, (name, tier) in enumerate(found["tiers"].items()):
        tier.update(vrf=f"tenant-{name}", gateways=names if row % 2 else names[::-1])
    return found


@settings(max_examples=40, deadline=None)
@given(steered(), st.sampled_from(("evpn", "vrf-lite")))
def test_a_drain_in_vrfs_changes_one_leaf_and_each_vrf_keeps_its_own_order(drawn, kind):
    text, leaves, name = drawn
    before = devices(decide(apart(text, leaves, kind=kind)))
    after = devices(decide(apart(text, leaves, drained=(name,), kind=kind)))
    assert {one.name for one, other in zip(before, after, strict=True) if one != other} == {
        leaves[GATEWAYS.index(name)]
    }
    for device in before:
        assert (device.steering.sessions, device.steering.ways, device.steering.origins) == ((), (), ())
        for row, exits in enumerate(sorted(device.steering.exits, key=lambda one: one.vrf != "tenant-small")):
            names = list(GATEWAYS[: len(leaves)])
            assert [way.name for way in exits.ways] in (names, names[::-1]), row
            assert [way.preference for way in exits.ways] == [200, 190, 180][: len(leaves)]


@settings(max_examples=40, deadline=None)
@given(steered())
def test_sub_interfaces_at_a_gateway_differ_by_tag_and_stay_in_their_vrf(drawn):
    text, leaves, _ = drawn
    for device in devices(decide(apart(text, leaves))):
        tagged = [wan.tagged for wan in device.steering.everywhere]
        places = [(wan.port, wan.tagged.vlan) for wan in device.steering.everywhere]
        assert len(set(places)) == len(places)
        assert {one.vrf for one in tagged} <= {vrf.name for vrf in device.vrfs}
        assert all(port.address is None for port in device.ports if port.description.startswith("wan:"))
