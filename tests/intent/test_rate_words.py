"""Rates of the control plane as they are written, and what neighbours need of them."""

import pytest
from pydantic import ValidationError

from fabricgen.device.features.rates import Need, needs, rates
from fabricgen.intent.rates import ControlRates
from fabricgen.kinds import KINDS, blueprint
from fabricgen.kinds.load import Lock, remember
from tests.intent.test_policy_words import PAGE


def asked(**words):
    intent = KINDS["fat-tree"].model_validate(PAGE | words)
    return blueprint("fat-tree", intent, remember(Lock(), intent))


def test_nothing_asked_nothing_rendered():
    assert rates(asked().intent) is None
    assert rates(asked(control_rates={}).intent) is None


@pytest.mark.parametrize("rate", [9, 50_001, 2.5, True, "500 pps"])
def test_rates_that_no_platform_takes(rate):
    with pytest.raises(ValidationError):
        ControlRates.model_validate({"routing": rate})


@pytest.mark.parametrize(
    ("underlay", "protocols", "six"),
    [
        ({}, ("bgp", "bfd"), False),
        ({"bfd": None}, ("bgp",), False),
        ({"routing": "ospf"}, ("bfd", "ospf"), False),
        ({"links": "unnumbered", "link_pool": None}, ("bgp", "bfd"), True),
    ],
)
def test_protocols_are_those_of_the_underlay(underlay, protocols, six):
    found = rates(asked(underlay={**PAGE["underlay"], **underlay}, control_rates={"arp": 100}).intent)
    assert (found.protocols, found.six, found.arp, found.routing) == (protocols, six, 100, None)


def test_what_neighbours_send():
    """Four cables to each spine and leaf at most; 300 ms less a quarter is 225 ms, 3 s less a quarter 2.25 s."""
    plan = asked()
    leaf, spine = plan.fabric.tiers
    assert [*needs(plan.intent, spine)] == [
        Need("bgp", spine.ports, -(-spine.ports * 8 // 9)),
        Need("bfd", spine.ports, -(-spine.ports * 1000 // 225)),
    ]
    assert {need.sessions for need in needs(plan.intent, leaf)} == {leaf.ports - leaf.down}


def test_each_vrf_has_sessions_of_its_own_where_links_carry_all():
    vrfs = {"acme": {"id": 1, "leaves": ["leaf-p00-00"]}, "other": {"id": 2, "leaves": ["leaf-p00-01"]}}
    plan = asked(vrfs=vrfs, overlay={"kind": "vrf-lite"})
    spine = plan.fabric.tiers[-1]
    assert {need.sessions for need in needs(plan.intent, spine)} == {3 * spine.ports}
