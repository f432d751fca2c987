"""Growth renumbers nothing: whatever stood before has the same name, ports, addresses and numbers after."""

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import decide, devices, growths, page


def values(blueprint):
    """Every number of the fabric by the thing that bears it."""
    found = {}
    for device in devices(blueprint):
        own = (device.management, device.loopback, device.loopback6, device.bgp.asn, device.bgp.aggregate, device.ecmp)
        found[device.name] = own
        found |= {(device.name, port.name): port for port in device.ports}
        found |= {(device.name, "session", near.interface): near for near in device.bgp.neighbors}
        found |= {(device.name, "vlan", vlan.name): vlan for vlan in device.vlans}
        found |= {(device.name, "vrf", vrf.name): vrf for vrf in device.vrfs}
    return found


@settings(max_examples=150, deadline=None)
@given(growths())
def test_growth_renumbers_nothing(pages):
    before, after = pages
    first = decide(before)
    old, new = values(first), values(decide(after, first.lock))
    assert {thing: new.get(thing) for thing in old} == old


@settings(max_examples=60, deadline=None)
@given(growths(), st.sampled_from([{}, {"quantum": "10 ns"}]), st.sampled_from(["leaf-*", "leaf-p00-00", "leaf-*0"]))
def test_growth_changes_no_cost(pages, words, near):
    """Ports bear their costs; with the quantum that fabricgen chooses, too, as long as no new latency is declared."""
    links = [{"between": [near, "spine-*0"], "length": "10 m"}]
    underlay = {
        "routing": "ospf",
        "loopbacks": "10.0.0.0/22",
        "link_pool": "10.64.0.0/20",
        "ospf": words | {"links": links},
    }
    first = decide(pages[0] | {"underlay": underlay})
    old, new = values(first), values(decide(pages[1] | {"underlay": underlay}, first.lock))
    assert {thing: new.get(thing) for thing in old} == old
    assert any(port.ospf.neighbor for thing, port in old.items() if len(thing) == 2 and thing[1].startswith("swp"))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 1024), st.integers(1, 500), st.sampled_from([None, 2]))
def test_a_wish_that_grows_inside_its_maxima_renumbers_nothing(accelerators, more, rails):
    """Boxes of 32 ports: a pod holds 256 accelerators, four pods 1,024."""
    old, new = (values(decide(wish(min(count, 1024), rails))) for count in (accelerators, accelerators + more))
    assert {thing: new.get(thing) for thing in old} == old


def wish(accelerators, rails):
    box = {"model": "arista-7060x5-32qs", "platform": "eos"}
    hardware = {**dict.fromkeys(("leaf", "spine", "super-spine"), box), "nic": "400G", "uplink": "400G"}
    size = {"accelerators": accelerators, "nics_per_host": 2, "tiers": 3, "max_pods": 4, "rails": rails}
    return page({}, hardware=hardware) | {"size": size}


@settings(max_examples=60, deadline=None)
@given(growths())
def test_no_two_things_share_an_address(pages):
    found = devices(decide(pages[1]))
    addresses = [port.address for device in found for port in device.ports if port.address]
    addresses += [port.address6 for device in found for port in device.ports if port.address6]
    addresses += [device.loopback for device in found] + [device.management for device in found]
    assert len(addresses) == len(set(addresses))
