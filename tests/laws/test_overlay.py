"""Overlays of any shape: growth renumbers nothing, identifiers are unique, nobody gets what nobody declared."""

from copy import deepcopy
from ipaddress import ip_network
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import decide, devices, growths, page, sizes

from fabricgen.device.reach import declared, reached
from fabricgen.device.vrf_chains import handed
from fabricgen.fabric import names

USERS = ("acme", "blue", "gold")


def rented(text, kind, trunk):
    """The page with three customers, the last two of which have the same pool, and a service for the first two."""
    found = deepcopy(text)
    found["overlay"] = {"kind": kind}
    found["underlay"] = {"loopbacks": "10.0.0.0/22", "link_pool": "10.64.0.0/20"}
    found["vrfs"] = {
        "acme": {"id": 3, "pool": "10.16.0.0/12", "reach": ["storage"], "leaves": ["leaf-*0"]},
        "blue": {"pool": "10.32.0.0/12", "reach": {"storage": ["10.32.0.0/14"]}, "leaves": ["leaf-*1"]},
        "gold": {"pool": "10.32.0.0/12", "leaves": ["leaf-*2"]},
        "shared": {"id": 9, "pool": "10.208.0.0/12", "leaves": ["leaf-*3"]},
    } | found.get("vrfs", {})
    found["services"] = {"storage": {"vrf": "shared", "prefixes": ["10.208.0.0/13"]}}
    if trunk:
        found["hosts"] = {"attach": "trunk"}
        wide = {"stretch": "10.96.0.0/24"} if kind == "evpn" else {}
        found["tiers"] = {
            "acme-wide": {"id": 1, "vrf": "acme"} | wide,
            "gold-wide": {"id": 2, "vrf": "gold"} | wide,
            "blue-near": {"vrf": "blue"},
            "disks": {"id": 4, "vrf": "shared"},
        } | {name: tier | {"vrf": "gold"} for name, tier in found.get("tiers", {}).items()}
    else:
        found.pop("tiers", None)
    return found


SHAPES = (st.sampled_from(["evpn", "vrf-lite"]), st.booleans())


def identifiers(blueprint):
    found = {}
    for device in devices(blueprint):
        overlay = device.overlay
        found[device.name] = (overlay.vtep, overlay.router_mac)
        found |= {
            (device.name, vrf.name): (vrf.id, vrf.vlan, vrf.vni, vrf.distinguisher, vrf.target) for vrf in overlay.vrfs
        }
        found |= {(device.name, segment.vlan): segment for segment in overlay.segments}
        found |= {(device.name, port.name): (port.address, port.vrf) for port in device.ports}
    return found


@settings(max_examples=60, deadline=None)
@given(growths(), *SHAPES)
def test_growth_renumbers_nothing(pages, kind, trunk):
    first = decide(rented(pages[0], kind, trunk))
    old, new = identifiers(first), identifiers(decide(rented(pages[1], kind, trunk), first.lock))
    assert {thing: new.get(thing) for thing in old} == old


@settings(max_examples=60, deadline=None)
@given(sizes(), *SHAPES)
def test_identifiers_are_those_of_one_thing(size, kind, trunk):
    found = [device.overlay for device in devices(decide(rented(page(size), kind, trunk)))]
    rows = [row for overlay in found for row in (*overlay.vrfs, *overlay.segments)]
    known = [row.distinguisher for row in rows]
    assert len(set(known)) == len(known)
    assert len({row.vni for row in rows}) == len({row.target for row in rows})
    by_vni = {row.vni: getattr(row, "name", row.vlan) for row in rows}
    assert all(by_vni[row.vni] == getattr(row, "name", row.vlan) for row in rows)
    macs = [overlay.router_mac for overlay in found if overlay.router_mac]
    assert len(set(macs)) == len(macs)


IDS = st.lists(st.integers(1, 2000), min_size=1, max_size=4, unique=True)


def doubled(size, ids):
    """The page with hosts on its first two leaves, by id, and nothing else at their ports."""
    text = rented(page({**size, "nodes_installed": 1}), "evpn", trunk=True)
    leaves = [name for name in names(decide(text).fabric) if name.startswith("leaf")]
    first, second = leaves[-2:]
    text["multihomed"] = {
        f"host-{number}": {
            "id": number,
            "ports": [f"{first}:swp{at + 3}", f"{second}:swp{at + 3}"],
            "tier": "acme-wide",
        }
        for at, number in enumerate(ids)
    }
    return text


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 8), IDS)
def test_leaves_say_the_same_of_a_host_and_of_no_two(leaves, ids):
    found = {}
    for device in devices(decide(doubled({"leaves": leaves, "spines": 1}, ids))):
        for bundle in device.bundles:
            found.setdefault(bundle.name, set()).add(bundle._replace(ports=()))
    assert {name: len(seen) for name, seen in found.items()} == {f"host-{number}": 1 for number in ids}
    rows = [row for seen in found.values() for row in seen]
    assert [len({getattr(row, word) for row in rows}) for word in ("number", "mac", "identifier")] == [len(ids)] * 3


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 8), IDS, st.data())
def test_a_host_that_comes_or_goes_renumbers_no_other(leaves, ids, data):
    size = {"leaves": leaves, "spines": 1}
    page_ = doubled(size, ids)
    left = data.draw(st.sets(st.sampled_from(sorted(page_["multihomed"])), min_size=1))
    fewer = {**page_, "multihomed": {name: page_["multihomed"][name] for name in sorted(left)}}
    whole, part = (
        [(device.name, row) for device in devices(decide(text)) for row in device.bundles] for text in (page_, fewer)
    )
    assert part == [(name, row) for name, row in whole if row.name in left]


@settings(max_examples=60, deadline=None)
@given(sizes())
def test_loopback_sessions_have_two_ends(size):
    """Each with the other's address and AS number, one for each pair of neighbours."""
    text = rented(page(size), "evpn", trunk=False)
    text["overlay"]["sessions"] = "loopbacks"
    found = {device.bgp.router_id: device for device in devices(decide(text))}
    ends = [(own, peer.address, peer.asn) for own, device in found.items() for peer in device.overlay.peers]
    assert len(set(ends)) == len(ends)
    assert all(asn == found[far].bgp.asn for _, far, asn in ends)
    assert {(own, far) for own, far, _ in ends} == {(far, own) for own, far, _ in ends}
    near = {
        (own, neighbor.description.partition(":")[0])
        for own, device in found.items()
        for neighbor in device.bgp.neighbors
    }
    assert {(own, found[far].name) for own, far, _ in ends} == near


@settings(max_examples=60, deadline=None)
@given(sizes(), *SHAPES)
def test_a_leaf_announces_what_its_ports_are_in_and_nothing_twice(size, kind, trunk):
    """Each address towards a host lies in one announced prefix of its own VRF."""
    for device in devices(decide(rented(page(size), kind, trunk))):
        local = {vrf.name: [ip_network(span.prefix) for span in vrf.local] for vrf in device.overlay.vrfs}
        near = [(port.vrf, port.address) for port in device.ports if port.vrf and port.address]
        near += [(vlan.vrf, vlan.address) for vlan in device.vlans]
        for vrf, address in near:
            network = ip_network(address, strict=False)
            assert sum(network.subnet_of(block) for block in local[vrf]) == 1
        for blocks in local.values():
            assert not any(one.overlaps(other) for one, other in combinations(blocks, 2))


@settings(max_examples=60, deadline=None)
@given(sizes(), *SHAPES)
def test_nothing_is_taken_that_is_not_declared(size, kind, trunk):
    """What switches are told against what the page says, prefix by prefix."""
    blueprint = decide(rented(page(size), kind, trunk))
    intent = blueprint.intent
    rows = handed(intent)
    assert all(declared(row, rows) for row in reached(intent, rows))
    allowed = {
        ("acme", "shared"): ["10.208.0.0/13"],
        ("blue", "shared"): ["10.208.0.0/13"],
        ("shared", "acme"): ["10.16.0.0/12", "10.96.0.0/24"],
        ("shared", "blue"): ["10.32.0.0/14"],
    }
    for device in devices(blueprint):
        for vrf in device.overlay.vrfs:
            for leak in vrf.leaks:
                for span in (*leak.spans, *leak.near, *leak.onward):
                    inside = ip_network(span.prefix)
                    assert any(inside.subnet_of(ip_network(each)) for each in allowed[vrf.name, leak.vrf])
                assert set(leak.onward) <= set(leak.near)


@settings(max_examples=60, deadline=None)
@given(sizes(), *SHAPES)
def test_who_shares_a_service_has_its_vrf_beside_it(size, kind, trunk):
    """Where routes go from VRF to VRF inside a switch, both have to be there."""
    for device in devices(decide(rented(page(size), kind, trunk))):
        here = {vrf.name for vrf in device.overlay.vrfs}
        if device.role == "leaf" and here & {"acme", "blue"}:
            assert "shared" in here
        for vrf in device.overlay.vrfs:
            assert {leak.vrf for leak in vrf.taken} <= here


@settings(max_examples=40, deadline=None)
@given(sizes(), st.booleans())
def test_each_vrf_has_the_ospf_of_the_underlay(size, trunk):
    """The same links at the same cost, and of the hosts those of the VRF; each instance by a number of its own."""
    text = rented(page(size), "vrf-lite", trunk)
    text["underlay"]["routing"] = "ospf"
    text["cabling"] = {"host": "3 m", "leaf-spine": "30 m", "spine-super-spine": "2 km"}
    for device in devices(decide(text)):
        underlay, *tenants = device.ospf_instances
        links = {name: port for name, port in underlay.ports if port.neighbor}
        assert [each.vrf for each in tenants] == [vrf.name for vrf in device.overlay.by_vlan]
        assert len({each.number for each in device.ospf_instances}) == len(tenants) + 1
        for each in tenants:
            tagged = {name.removesuffix(f".{each.number}"): port for name, port in each.ports if port.neighbor}
            assert tagged == links
        quiet = [name for each in device.ospf_instances for name, port in each.ports if not port.neighbor]
        assert sorted(quiet) == sorted(port.name for port in device.ports if port.name not in links and port.address)
