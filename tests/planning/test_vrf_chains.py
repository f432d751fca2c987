"""Chains between VRFs, as they are told: who reaches whom through what, why a switch has a route, a port an address."""

from pathlib import Path

import pytest

from fabricgen.device import build
from fabricgen.device.reach import reached
from fabricgen.device.vrf_chains import handed, leaked, leaving
from fabricgen.device.why_chains import at_port, why_appliance, why_chains
from fabricgen.judge import judge
from fabricgen.views.show import reach_text

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tenants():
    return judge(ROOT / "inventories" / "tenants")


def test_reach_names_the_appliances_on_the_way(tenants):
    intent = tenants.inventory.intent
    told = reach_text(reached(intent, handed(intent))).splitlines()
    assert [line.split(None, 2) for line in told if "through" in line] == [
        ["gold", "10.200.0.0/17", "of shared, through fw-gold"],
        ["shared", "10.3.0.0/16", "of gold, through fw-gold"],
    ]


def test_what_passes_an_appliance_is_not_leaked(tenants):
    assert {(row.into, row.source) for row in leaked(tenants.inventory.intent)} == {
        ("acme", "shared"),
        ("shared", "acme"),
    }


def test_without_a_chain_to_the_wan_a_vrf_has_its_own_gateways(tenants):
    assert [leaving(tenants.inventory.intent, vrf) for vrf in (None, "gold", "acme")] == [None, "gold", "acme"]


def test_a_switch_tells_why_it_routes_through_an_appliance(tenants):
    about = tenants.plan.tiers[0]
    near, far = build(about, 2), build(about, 5)
    (here,), (there,) = (tuple(why_chains(about, switch, device)) for switch, device in ((2, near), (5, far)))
    assert here.value == "gold: 192.0.2.129; shared: 192.0.2.131"
    assert there.value == "learned by BGP"
    assert (
        here.reason
        == there.reason
        == ("packets from gold to storage pass through fw-gold, fw-gold at leaf-p00-02; from VRF to VRF: gold, shared")
    )
    port = next(port for port in near.ports if port.name == "Ethernet16/1")
    rows = {row.name: row.value for row in why_appliance(about, near, port, at_port(port))}
    assert rows == {
        "peer": "appliance:fw-gold",
        "address in shared": "192.0.2.130/31",
        "chains": "1",
        "otherwise": "drop",
    }
