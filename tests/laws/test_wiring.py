"""Cables: both ends name each other, nothing is plugged twice, and both ends of a link agree."""

from hypothesis import given, settings
from strategies import decide, devices, page, sizes


@settings(max_examples=100, deadline=None)
@given(sizes())
def test_both_ends_name_each_other(size):
    fabric = decide(page(size)).fabric
    joined = [port for port, peer in enumerate(fabric.peer) if peer >= 0]
    assert all(fabric.peer[fabric.peer[port]] == port for port in joined)
    assert 2 * sum(1 for _ in fabric.cables()) == len(joined)


@settings(max_examples=60, deadline=None)
@given(sizes())
def test_every_leaf_meets_every_spine_of_its_pod_alike(size):
    fabric = decide(page(size)).fabric
    leaf, spine = fabric.tiers[:2]
    met = {}
    for cable in fabric.cables():
        low, high = fabric.end(cable.lower), fabric.end(cable.upper)
        if low.tier is leaf:
            assert leaf.position(low.switch)[:2] == spine.position(high.switch)[:2]
            met[low.switch, high.switch] = met.get((low.switch, high.switch), 0) + 1
    assert set(met.values()) == {fabric.shape.leaf_links}
    assert len(met) == leaf.count * spine.per_block


@settings(max_examples=60, deadline=None)
@given(sizes())
def test_both_ends_of_a_session_agree(size):
    found = devices(decide(page(size)))
    sessions = {
        (device.bgp.asn, near.asn, _own(device, near), near.address)
        for device in found
        for near in device.bgp.neighbors
    }
    assert all((far, near, there, here) in sessions for near, far, here, there in sessions)


def _own(device, neighbor):
    return next(port.address for port in device.ports if port.name == neighbor.interface).split("/")[0]
