"""A fabric of two halls that runs OSPF by latency: what is expected of it, what is seen, and how it is drained."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import decide, page, sizes

from fabricgen.device import build, facts
from fabricgen.judge import planned
from fabricgen.kinds import load
from fabricgen.platforms import PLATFORMS
from fabricgen.rollout.diary import Diary, nobody
from fabricgen.rollout.expected import ExpectedLink, ExpectedSession, expected, port_names
from fabricgen.rollout.journal import Entry, writing
from fabricgen.rollout.observed import Heard, Observed, SeenSession, observe
from fabricgen.rollout.paths import routes
from fabricgen.rollout.scene import Look
from fabricgen.rollout.settled import settled
from fabricgen.rollout.steps import State
from fabricgen.rollout.surviving import looks_now
from fabricgen.rollout.verify import verify
from fabricgen.rollout.visit import Task, Times, visit
from fabricgen.targets.drivers import DRIVERS
from fabricgen.targets.secrets import Hidden
from tests.fakes.box import Box as FakeBox
from tests.rollout.memory import Memory

TIERS = planned(load(Path(__file__).parents[2] / "inventories/lab-ospf")).tiers
NAMES = TIERS[0].names
ROUTES = routes(TIERS)
WANTED = {name: expected(TIERS, switch, ROUTES) for switch, name in enumerate(NAMES)}
FULL, DOWN = (SeenSession(up, 0, 0, routing="ospf") for up in (True, False))


def healthy(name):
    wanted = WANTED[name]
    return Observed(
        hostname=name,
        version="8.4.4",
        sessions=dict.fromkeys((session.key for session in wanted.sessions), FULL),
        neighbors={link.port: (Heard(link.peer, link.peer_port),) for link in wanted.links},
        mtus=dict(wanted.mtus),
        links=dict.fromkeys(wanted.mtus, True),
        forwarding={prefix: way.ports for prefix, way in wanted.ways.items()},
    )


def told(**changes):
    looks = [Look(WANTED[name], replace(healthy(name), **changes.get(name.replace("-", "_"), {}))) for name in NAMES]
    return [(finding.code, finding.message) for finding in verify(looks, port_names(TIERS))]


def test_adjacencies_of_a_leaf():
    leaf = WANTED["leaf-p00-00"]
    assert leaf.sessions == (
        ExpectedSession("swp5", "swp5", "spine-p00-00", "swp1", 0, 0, ("ipv4",)),
        ExpectedSession("swp6", "swp6", "spine-p00-01", "swp1", 0, 0, ("ipv4",)),
    )
    assert leaf.links == (ExpectedLink("swp5", "spine-p00-00", "swp1"), ExpectedLink("swp6", "spine-p00-01", "swp1"))
    assert leaf.originated == ("10.0.0.0/32",)


def test_traffic_stays_in_the_hall_and_crosses_by_both_spines():
    ways = {way.origin: way.ports for way in WANTED["leaf-p00-00"].ways.values()}
    assert ways == {
        "leaf-p00-01": ("swp5",),
        "leaf-p00-02": ("swp5", "swp6"),
        "leaf-p00-03": ("swp5", "swp6"),
        "spine-p00-00": ("swp5",),
        "spine-p00-01": ("swp6",),
    }


def test_a_healthy_fabric_is_left_alone():
    assert told() == []


TROUBLE = {
    "down": (
        {"leaf_p00_00": {"sessions": {"swp5": DOWN, "swp6": FULL}}},
        [
            (
                "FG903",
                "the OSPF adjacency leaf-p00-00 swp5 – spine-p00-00 swp1 (neighbor swp5) is down",
            )
        ],
    ),
    "missing": (
        {"leaf_p00_00": {"sessions": {"swp5": FULL}}},
        [("FG904", "the OSPF adjacency leaf-p00-00 swp6 – spine-p00-01 swp1 (neighbor swp6) isn't there")],
    ),
    "none": ({"leaf_p00_00": {"sessions": {}}}, [("FG904", "leaf-p00-00 has none of its 2 OSPF adjacencies")]),
    "too many": (
        {"leaf_p00_00": {"sessions": {"swp5": FULL, "swp6": FULL, "swp1": FULL}}},
        [("FG905", "leaf-p00-00 has an OSPF adjacency by swp1, which isn't in the intent")],
    ),
}


@pytest.mark.parametrize(("changes", "findings"), TROUBLE.values(), ids=TROUBLE)
def test_trouble_with_adjacencies(changes, findings):
    assert told(**changes) == findings


def test_the_long_way_round_is_found():
    """A cost changed by hand: leaf 0 reaches its neighbour in the hall by the other one."""
    before = healthy("leaf-p00-00").forwarding
    changed = {**before, "10.0.0.1/32": ("swp6",)}
    assert told(leaf_p00_00={"forwarding": changed}) == [
        (
            "FG910",
            "leaf-p00-00: spine-p00-00 is known to OSPF but not used by swp5: 0 of 1 paths to 10.0.0.1/32",
        )
    ]


CUT = {
    "leaf_p00_00": {
        "sessions": {"swp6": FULL},
        "links": {**dict.fromkeys(WANTED["leaf-p00-00"].mtus, True), "swp5": False},
    },
    "spine_p00_00": {
        "sessions": dict.fromkeys(("swp2", "swp3", "swp4"), FULL),
        "links": {**dict.fromkeys(WANTED["spine-p00-00"].mtus, True), "swp1": False},
    },
}
"""The cable between leaf 0 and its near spine: OSPF lists no port that is down."""


def looks_after(changes):
    looks = [Look(WANTED[name], replace(healthy(name), **changes.get(name.replace("-", "_"), {}))) for name in NAMES]
    return looks_now(TIERS, looks)


def test_after_a_cut_the_ways_of_all_are_others():
    found = {look.device: look.expected.ways for look in looks_after(CUT)}
    assert {way.ports for way in found["leaf-p00-00"].values()} == {("swp6",)}
    for leaf in ("leaf-p00-01", "leaf-p00-02", "leaf-p00-03"):
        assert found[leaf]["10.0.0.0/32"].ports == ("swp6",)
        assert found[leaf]["10.0.0.8/32"].ports == ("swp5",)
    assert found["spine-p00-00"]["10.0.0.0/32"].ports == ("swp2", "swp3", "swp4")  # by any leaf: nothing else is left


def test_a_cut_is_told_once():
    changes = {name: dict(parts) for name, parts in CUT.items()}
    for look in looks_after(CUT):
        ways = {prefix: way.ports for prefix, way in look.expected.ways.items()}
        changes.setdefault(look.device.replace("-", "_"), {})["forwarding"] = ways
        if look.device in ("leaf-p00-00", "spine-p00-00"):
            port = "swp5" if look.device == "leaf-p00-00" else "swp1"
            heard = {each: seen for each, seen in healthy(look.device).neighbors.items() if each != port}
            changes[look.device.replace("-", "_")]["neighbors"] = heard
    dead = "the cable leaf-p00-00 swp5 – spine-p00-00 swp1 is dead: "
    both = "leaf-p00-00 swp5 is down and spine-p00-00 swp1 is down"
    findings = verify(looks_after(changes), port_names(TIERS))
    assert [(finding.code, finding.message) for finding in findings] == [("FG908", dead + both)]


def test_a_push_waits_for_adjacencies():
    before, wanted = healthy("leaf-p00-00"), WANTED["leaf-p00-00"]
    after = replace(before, sessions={"swp5": DOWN, "swp6": FULL})
    (finding,) = settled(before, after, wanted, frozenset(), frozenset())
    assert finding.message == (
        "leaf-p00-00: the OSPF adjacency with spine-p00-00 swp1 (neighbor swp5) is down, and was up before"
    )
    assert settled(before, before, wanted, frozenset(), frozenset()) == ()
    (finding,) = settled(before, replace(before, sessions=None), wanted, frozenset(), frozenset())
    assert finding.message == "leaf-p00-00 doesn't tell its OSPF adjacencies: it was not read"


class Box:
    """Says nothing but who its neighbours are."""

    def __init__(self, ospf, bgp):
        self.ospf, self.bgp = ospf, bgp

    def get_ospf_neighbors(self):
        return self.ospf

    def get_bgp_neighbors(self):
        return self.bgp

    def __getattr__(self, name):
        def unread():
            raise NotImplementedError(name)

        return unread


HEARD = {
    "global": {
        "swp5": [{"router_id": "10.0.0.8", "is_up": True}],
        "swp6": [],
        "swp7": [{"router_id": "x", "is_up": False}],
    },
    "acme": {"swp5.2001": [{"router_id": "10.0.0.8", "is_up": True}]},
}
PEER = {"is_up": True, "remote_as": 65001, "local_as": 65002, "address_family": {}}


def test_what_is_asked():
    adjacencies = {"swp5": FULL, "swp6": DOWN, "swp7": DOWN, "swp5.2001 in acme": FULL}
    session = SeenSession(up=True, remote_as=65001, local_as=65002)
    box = Box(HEARD, {"global": {"peers": {"10.64.0.0": PEER}}})
    assert observe(box, "ospf").sessions == adjacencies
    assert observe(box, "bgp").sessions == {"10.64.0.0": session}
    assert observe(box, None).sessions == {"10.64.0.0": session, **adjacencies}


def test_of_an_unknown_underlay_the_protocol_that_is_not_there_is_no_note():
    seen = observe(Box(HEARD, {"global": {"peers": {"10.64.0.0": {}}}}), None)
    assert set(seen.sessions) == {"swp5", "swp6", "swp7", "swp5.2001 in acme"}
    assert "BGP sessions" not in {note.what for note in seen.notes}


def test_words_that_drain():
    words = {name: driver.drain_ospf(0) for name, driver in DRIVERS.items() if callable(driver.drain_ospf)}
    assert words["frr"] == "router ospf\n max-metric router-lsa administrative\nexit\n"


class Drained(Memory):
    """Runs OSPF, and keeps what is merged into its configuration."""

    merged: ClassVar[list[str]] = []

    def load_merge_candidate(self, filename=None, config=None):
        self.merged.append(config)
        super().load_merge_candidate(filename, config)

    def get_ospf_neighbors(self):
        return HEARD


def fine(*_seen):
    return ()


def test_drained_by_the_highest_metric(tmp_path):
    box = FakeBox("leaf-p00-00", "old\n")
    reach = partial(Drained, box)
    work = Task(box.name, DRIVERS["frr"], Hidden("new\n"), reach, str, fine, drained=True, routing="ospf")
    with writing(tmp_path / "journal.db") as journal:
        run = journal.start("push", "here", "lab", "", "{}")
        journal.enlist(run, (Entry(box.name, 0, "frr", "192.0.2.1", "new\n", None),))
        outcome = visit(work, Diary(journal, run, box.name, nobody, str), Times(confirm=1, drain=0.0, pause=0.05))
    assert (outcome.state, box.running) == (State.NEW, "new\n")
    assert Drained.merged == ["router ospf\n max-metric router-lsa administrative\nexit\n"]


def over_ospf(size, latencies):
    text = page(size)
    text["underlay"] = {"routing": "ospf", "loopbacks": "10.0.0.0/12", "link_pool": "10.64.0.0/11"}
    text["underlay"]["ospf"] = {
        "latency": {"leaf-spine": "1 us", "spine-super-spine": "7 us"},
        "links": [{"between": list(ends), "latency": f"{us} us"} for ends, us in latencies],
    }
    decided = decide(text)
    port_name = {name: platform.port_name for name, platform in PLATFORMS.items()}
    return facts(decided.intent, decided.fabric, decided.allocation, decided.lock, port_name)


def costs_of(tiers):
    """Switch → neighbour → what the cheapest cable there costs, as the built devices have it."""
    numbers = {name: switch for switch, name in enumerate(tiers[0].names)}
    found = {switch: {} for switch in numbers.values()}
    for about in tiers:
        for switch in range(about.tier.first, about.tier.first + about.tier.count):
            for port in build(about, switch).ports:
                far = numbers.get(port.description.partition(":")[0])
                if far is not None:
                    found[switch][far] = min(port.ospf.cost, found[switch].get(far, port.ospf.cost))
    return found


def reach(switch, costs, distance):
    """Cost by neighbour of the ways that are known by now."""
    return {far: cost + distance[far] for far, cost in costs[switch].items() if far in distance}


def spoken(costs, destination):
    """Bellman-Ford: every switch asks its neighbours, in as many rounds as there are switches."""
    distance = {destination: 0}
    for _ in costs:
        for switch in costs.keys() - {destination}:
            if known := reach(switch, costs, distance):
                distance[switch] = min(known.values())
    ways = {switch: reach(switch, costs, distance) for switch in distance.keys() - {destination}}
    return {switch: tuple(sorted(far for far in way if way[far] == min(way.values()))) for switch, way in ways.items()}


LOWER = st.sampled_from(["leaf-*", "leaf-p*0-0*", "spine-*"])
UPPER = st.sampled_from(["spine-*0", "spine-*", "super-*"])


@settings(max_examples=30, deadline=None)
@given(sizes(), st.lists(st.tuples(st.tuples(LOWER, UPPER), st.integers(1, 40)), max_size=3))
def test_expected_ways_are_the_cheapest_by_what_devices_are_told(size, latencies):
    tiers = over_ospf(size, latencies)
    costs = costs_of(tiers)
    for destination, towards in list(routes(tiers).items())[:4]:
        assert towards == spoken(costs, destination)
