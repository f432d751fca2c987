"""Chains of VRFs of any shape: a tenant passes its appliances in order, answers in reverse, others pass none.

Packets are walked by what switches are told alone: which VRF a link is in, and where its routes lead. What an appliance
does with a packet is its owner's: it sends it out by the other link, into the VRF that is next on the page.
"""

from ipaddress import ip_network

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import decide, devices, page

from fabricgen.device.vrf_chains import handed
from fabricgen.fabric import names

USER, OTHER, SERVICE = "10.16.0.0/12", "10.32.0.0/12", "10.208.0.0/13"
STEPS = st.lists(st.integers(0, 7), min_size=1, max_size=4)
"""A leaf for each appliance."""


def chained(places, kind, *, turned):
    """acme reaches the service through an appliance at each of these leaves, blue past all; pages may say it the other
    way round.
    """
    text = page({"leaves": 8, "spines": 1, "downlinks": 12, "nics_per_host": 4})
    leaves = [name for name in names(decide(text).fabric) if name.startswith("leaf")]
    text["overlay"] = {"kind": kind}
    text["underlay"] = {"loopbacks": "10.0.0.0/22", "link_pool": "10.64.0.0/20"}
    text["vrfs"] = {
        "acme": {"id": 3, "pool": USER, "reach": ["storage"], "leaves": [leaves[0]]},
        "blue": {"pool": OTHER, "reach": ["storage"], "leaves": [leaves[1]]},
        "shared": {"id": 9, "pool": "10.208.0.0/12", "leaves": [leaves[2]]},
    } | {f"gap-{number}": {} for number in range(len(places) - 1)}
    text["services"] = {"storage": {"vrf": "shared", "prefixes": [SERVICE]}}
    text.pop("tiers", None)
    text["appliances"] = {
        f"box-{number}": {
            "leaf": leaves[place],
            "port": f"swp{1 + 2 * number}",
            "address": f"192.168.0.{8 * number}/31",
            "outside": {"port": f"swp{2 + 2 * number}", "address": f"192.168.0.{8 * number + 4}/31"},
        }
        for number, place in enumerate(places)
    }
    through, gaps = list(text["appliances"]), [name for name in text["vrfs"] if name.startswith("gap")]
    ends = ("storage", "acme") if turned else ("acme", "storage")
    text["chains"] = [{"from": ends[0], "to": ends[1], "through": through, "between": gaps}]
    return text


class Walk:
    """What a fabric does with packets of VRFs."""

    def __init__(self, text, found):
        self.found = tuple(found)
        ends = ("shared", "acme") if text["chains"][0]["from"] == "storage" else ("acme", "shared")
        self.vrfs = (ends[0], *text["chains"][0]["between"], ends[1])
        self.links = {
            (link.tagged.vrf, far(link.tagged.address)): (device.name, link.appliance, link.port)
            for device in self.found
            for link in device.overlay.crossings
        }

    def passed(self, vrf, target):
        """Appliances on the way of a packet that is in this VRF, and the VRF that it ends in."""
        seen = []
        while len(seen) < 20:
            step = self.step(vrf, ip_network(target))
            if (vrf, step) not in self.links:
                return seen, step
            leaf, appliance, _ = self.links[vrf, step]
            seen.append(appliance)
            (vrf,) = {name for (name, _), row in self.links.items() if row[:2] == (leaf, appliance)} - {vrf}
        return seen, "round"

    def step(self, vrf, target):
        """The address of an appliance, the VRF where the target is, or None: no way."""
        here = [one for device in self.found for one in device.overlay.vrfs if one.name == vrf]
        hops = {route.hop for one in here for route in one.statics if inside(target, route.prefix)}
        taken = {leak.vrf for one in here for leak in one.leaks for span in leak.spans if inside(target, span.prefix)}
        own = {vrf for one in here for span in one.own if inside(target, span.prefix)}
        (only,) = hops | taken | own or {None}
        return only


def inside(target, prefix):
    return target.subnet_of(ip_network(prefix))


def far(address):
    head, last = address.split("/")[0].rsplit(".", 1)
    return f"{head}.{int(last) ^ 1}"


@settings(max_examples=60, deadline=None)
@given(STEPS, st.sampled_from(["evpn", "vrf-lite"]), st.booleans())
def test_packets_pass_what_the_page_says_and_answers_the_other_way_round(places, kind, turned):
    text = chained(places, kind, turned=turned)
    walk = Walk(text, devices(decide(text)))
    order = text["chains"][0]["through"][:: -1 if turned else 1]
    assert walk.passed("acme", "10.208.0.5/32") == (order, "shared")
    assert walk.passed("shared", "10.16.0.5/32") == (order[::-1], "acme")
    assert walk.passed("blue", "10.208.0.5/32") == ([], "shared")
    assert walk.passed("shared", "10.32.0.5/32") == ([], "blue")
    assert walk.passed("acme", "10.32.0.5/32") == ([], None)


@settings(max_examples=60, deadline=None)
@given(STEPS, st.sampled_from(["evpn", "vrf-lite"]), st.booleans())
def test_every_next_hop_is_at_a_link_of_the_same_leaf_in_the_same_vrf(places, kind, turned):
    for device in devices(decide(chained(places, kind, turned=turned))):
        ends = {(link.tagged.vrf, far(link.tagged.address)) for link in device.overlay.crossings}
        hops = {(vrf.name, route.hop) for vrf in device.overlay.vrfs for route in vrf.statics}
        assert hops == ends
        ports = {port.name: port for port in device.ports}
        assert all(ports[link.port].description == f"appliance:{link.appliance}" for link in device.overlay.crossings)
        assert all(ports[link.port].address is None for link in device.overlay.crossings)


@settings(max_examples=30, deadline=None)
@given(STEPS, st.booleans())
def test_questions_go_in_by_the_first_link_and_come_out_by_the_other(places, turned):
    text = chained(places, "evpn", turned=turned)
    walk = Walk(text, devices(decide(text)))
    wanted = set()
    for number, name in enumerate(text["chains"][0]["through"]):
        row = text["appliances"][name]
        wanted |= {(walk.vrfs[number], name, row["port"]), (walk.vrfs[number + 1], name, row["outside"]["port"])}
    assert {(vrf, *row[1:]) for (vrf, _), row in walk.links.items()} == wanted


def test_what_vrfs_hear_of_each_other_is_what_the_page_says():
    intent = decide(chained([3, 4], "evpn", turned=False)).intent
    told = {(row.into, row.source) for row in handed(intent)}
    both = {("acme", "shared"), ("shared", "acme"), ("blue", "shared"), ("shared", "blue")}
    assert told == both | {("gap-0", "acme"), ("gap-0", "shared")}
