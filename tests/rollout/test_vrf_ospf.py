"""A fabric whose VRFs have OSPF of their own, over sub-interfaces: what is expected of it, and what is told."""

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from fabricgen.judge import planned
from fabricgen.kinds import load
from fabricgen.rollout.expected import ExpectedSession, expected, port_names
from fabricgen.rollout.observed import Heard, Note, Observed, SeenSession
from fabricgen.rollout.paths import routes
from fabricgen.rollout.scene import Look
from fabricgen.rollout.settled import settled
from fabricgen.rollout.surviving import looks_now
from fabricgen.rollout.verify import verify

PAGE = Path(__file__).parents[2] / "inventories/lab-ospf/intent.yml"
VRFS = """
overlay: {kind: vrf-lite}
vrfs:
  acme: {id: 1, leaves: [leaf-p00-00, leaf-p00-01], pool: 10.9.0.0/16}
  blue: {id: 2, leaves: [leaf-p00-02, leaf-p00-03], pool: 10.9.0.0/16}
"""
FULL, DOWN = (SeenSession(up, 0, 0, routing="ospf") for up in (True, False))
LEAF, SPINE = "leaf-p00-00", "spine-p00-00"
OWN = "leaf-p00-00 swp5 – spine-p00-00 swp1"
DEAD = "is dead: leaf-p00-00 swp5 is down and spine-p00-00 swp1 is down"


class Site(NamedTuple):
    tiers: object
    wanted: dict

    def healthy(self, name):
        wanted = self.wanted[name]
        return Observed(
            hostname=name,
            sessions=dict.fromkeys((session.key for session in wanted.sessions), FULL),
            neighbors={link.port: (Heard(link.peer, link.peer_port),) for link in wanted.links},
            mtus=dict(wanted.mtus),
            links=dict.fromkeys(wanted.mtus, True),
            forwarding={prefix: way.ports for prefix, way in wanted.ways.items()},
        )

    def with_sessions(self, name, changes):
        """By key; None takes one away."""
        healthy = self.healthy(name)
        changed = {**healthy.sessions, **changes}
        return replace(healthy, sessions={key: seen for key, seen in changed.items() if seen is not None})

    def looks(self, **observed):
        return [
            Look(self.wanted[name], observed.get(name.replace("-", "_"), self.healthy(name))) for name in self.wanted
        ]

    def told(self, looks):
        return [f"{finding.code} {finding.message}" for finding in verify(looks, port_names(self.tiers))]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("vrf-ospf")
    text = PAGE.read_text(encoding="utf-8")
    assert "\nhosts:\n" in text
    (folder / "intent.yml").write_text(text.replace("\nhosts:\n", f"{VRFS}\nhosts:\n"), encoding="utf-8")
    tiers = planned(load(folder)).tiers
    ways = routes(tiers)
    return Site(tiers, {name: expected(tiers, switch, ways) for switch, name in enumerate(tiers[0].names)})


def test_every_vrf_has_adjacencies_of_its_own(site):
    near, far = ("swp5", SPINE, "swp1"), ("swp6", "spine-p00-01", "swp1")
    assert site.wanted[LEAF].sessions == tuple(
        ExpectedSession(f"{ends[0]}{suffix}", *ends, 0, 0, (family,))
        for suffix, family, links in (
            ("", "ipv4", (near, far)),
            (".2001 in acme", "ipv4 acme", (near,)),
            (".2002 in blue", "ipv4 blue", (near,)),
            (".2001 in acme", "ipv4 acme", (far,)),
            (".2002 in blue", "ipv4 blue", (far,)),
        )
        for ends in links
    )
    assert len(site.wanted[SPINE].sessions) == 12  # 4 leaves, each in two VRFs and outside of them


def test_a_healthy_fabric_is_left_alone(site):
    assert site.told(site.looks()) == []


ACME = "swp5.2001 in acme"
TROUBLE = {
    "down at both ends": (
        {LEAF: {ACME: DOWN}, SPINE: {"swp1.2001 in acme": DOWN}},
        [f"FG903 the OSPF adjacency {OWN} (neighbor {ACME}) is down"],
    ),
    "in two VRFs": (
        {LEAF: {ACME: DOWN, "swp5.2002 in blue": DOWN}},
        [f"FG903 the OSPF adjacency {OWN} (neighbor {key}) is down" for key in (ACME, "swp5.2002 in blue")],
    ),
    "not there": (
        {LEAF: {ACME: None}, SPINE: {"swp1.2001 in acme": DOWN}},
        [f"FG904 the OSPF adjacency {OWN} (neighbor {ACME}) isn't there"],
    ),
    "not there in a VRF, and down outside of it": (
        {LEAF: {ACME: None, "swp5": DOWN}},
        [
            f"FG903 the OSPF adjacency {OWN} (neighbor swp5) is down",
            f"FG904 the OSPF adjacency {OWN} (neighbor {ACME}) isn't there",
        ],
    ),
    "too many": (
        {LEAF: {"swp1 in acme": FULL, "swp5.7 in red": DOWN}},
        [
            f"FG905 leaf-p00-00 has an OSPF adjacency by {key}, which isn't in the intent"
            for key in ("swp1 in acme", "swp5.7 in red")
        ],
    ),
}


@pytest.mark.parametrize(("changes", "findings"), TROUBLE.values(), ids=TROUBLE)
def test_trouble_in_a_vrf(site, changes, findings):
    observed = {name.replace("-", "_"): site.with_sessions(name, sessions) for name, sessions in changes.items()}
    assert site.told(site.looks(**observed)) == findings


def without(seen, port):
    """Its cable is cut: OSPF lists neither the port nor its sub-interfaces, or lists them as down."""
    return replace(
        seen,
        sessions={key: each for key, each in seen.sessions.items() if key.split()[0].split(".")[0] != port},
        neighbors={name: heard for name, heard in seen.neighbors.items() if name != port},
        links={**seen.links, port: False},
    )


def test_a_cut_cable_is_told_once_for_all_vrfs(site):
    cut = {"leaf_p00_00": without(site.healthy(LEAF), "swp5"), "spine_p00_00": without(site.healthy(SPINE), "swp1")}
    looks = looks_now(site.tiers, site.looks(**cut))
    calm = [
        replace(look, observed=replace(look.observed, forwarding={p: w.ports for p, w in look.expected.ways.items()}))
        for look in looks
    ]
    assert site.told(calm) == [f"FG908 the cable {OWN} {DEAD}"]


def test_the_ways_of_the_underlay_stay_when_a_vrf_loses_a_link(site):
    looks = site.looks(leaf_p00_00=site.with_sessions(LEAF, {ACME: DOWN}))
    assert looks_now(site.tiers, looks) == tuple(looks)
    outside = site.looks(leaf_p00_00=site.with_sessions(LEAF, {"swp5": DOWN}))
    assert looks_now(site.tiers, outside) != tuple(outside)


def test_a_push_waits_for_adjacencies_in_vrfs(site):
    before, wanted = site.healthy(LEAF), site.wanted[LEAF]
    after = site.with_sessions(LEAF, {ACME: DOWN, "swp6.2002 in blue": None})
    assert [finding.message for finding in settled(before, after, wanted, frozenset(), frozenset())] == [
        f"leaf-p00-00: the OSPF adjacency with {whom}, and was up before"
        for whom in (
            f"{SPINE} swp1 (neighbor {ACME}) is down",
            "spine-p00-01 swp1 (neighbor swp6.2002 in blue) isn't there",
        )
    ]


def test_of_a_new_vrf_the_adjacencies_to_switches_that_have_it_are_waited_for(site):
    new = {"swp5.2001 in acme": None, "swp6.2001 in acme": None}
    before, wanted = site.with_sessions(LEAF, new), site.wanted[LEAF]
    (finding,) = settled(before, before, wanted, frozenset({SPINE}), frozenset())
    assert finding.message == (
        f"leaf-p00-00: the OSPF adjacency with {SPINE} swp1 (neighbor {ACME}) isn't there, and {SPINE} runs what is "
        "intended"
    )


def test_what_a_driver_cannot_read_is_said(site):
    unread = replace(site.healthy(LEAF), sessions=None, notes=(Note("OSPF adjacencies", ""),))
    assert site.told(site.looks(leaf_p00_00=unread)) == ["FG915 OSPF adjacencies aren't read on frr"]
