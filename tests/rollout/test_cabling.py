"""Cables that lie elsewhere than planned, and the sentence that each makes."""

import pytest

from fabricgen.rollout.cabling import Ears, End, natural, survey
from fabricgen.rollout.expected import ExpectedLink
from fabricgen.rollout.observed import Heard

LEAVES, SPINES = ("leaf-p00-00", "leaf-p00-01", "leaf-p00-02"), ("spine-00", "spine-01")
PORTS = dict.fromkeys((*LEAVES, *SPINES), tuple(f"swp{number}" for number in range(1, 13)))
PLAN = {
    f"leaf-p00-{leaf:02} swp{5 + spine + 2 * link}": f"spine-{spine:02} swp{2 * leaf + link + 1}"
    for leaf in range(3)
    for spine in range(2)
    for link in range(2)
}
"""Two cables from each leaf to each spine: a leaf's swp5 and swp7 go to spine-00, swp6 and swp8 to spine-01."""


def end(text):
    return End(*text.split(" "))


def both_ways(cables):
    one_way = {end(near): end(far) for near, far in cables.items()}
    return one_way | {far: near for near, far in one_way.items()}


def listening(cables, down=(), blind=(), extra=None):
    """What every switch hears when the cables lie so. `extra` is what a port hears besides."""
    plan, laid = both_ways(PLAN), both_ways(cables)
    for device in PORTS:
        links = tuple(ExpectedLink(near.port, *far) for near, far in plan.items() if near.device == device)
        heard = {near.port: (Heard(*far),) for near, far in laid.items() if near.device == device}
        heard |= {end(port).port: told for port, told in (extra or {}).items() if end(port).device == device}
        up = {port: f"{device} {port}" not in down for port in PORTS[device]}
        yield Ears(device, links, None if device in blind else heard, None if device in blind else up)


def messages(troubles):
    return [trouble.message for trouble in troubles]


def laid(**moved):
    """The plan with some cables elsewhere; None takes one away."""
    return {near: far for near, far in (PLAN | moved).items() if far is not None}


def moved(changes):
    return laid(**changes)


SWAPS = {
    "nothing is wrong": ({}, []),
    "two cables of a leaf": (
        {"leaf-p00-02 swp5": "spine-01 swp5", "leaf-p00-02 swp6": "spine-00 swp5"},
        ["leaf-p00-02 swp5 and swp6 are swapped"],
    ),
    "two cables of a spine": (
        {"leaf-p00-00 swp5": "spine-00 swp3", "leaf-p00-01 swp5": "spine-00 swp1"},
        ["spine-00 swp1 and swp3 are swapped"],
    ),
    "two parallel cables": (
        {"leaf-p00-02 swp5": "spine-00 swp6", "leaf-p00-02 swp7": "spine-00 swp5"},
        ["leaf-p00-02 swp5 and swp7 are swapped, or else spine-00 swp5 and swp6 at the other end"],
    ),
    "two cables without a common switch": (
        {"leaf-p00-00 swp5": "spine-01 swp3", "leaf-p00-01 swp6": "spine-00 swp1"},
        [
            ("the cables leaf-p00-00 swp5 – spine-00 swp1 and leaf-p00-01 swp6 – spine-01 swp3 are crossed: "
            "leaf-p00-00 swp5 goes to spine-01 swp3, leaf-p00-01 swp6 to spine-00 swp1")
        ],
    ),
    "leaf to leaf and spine to spine": (
        {"leaf-p00-00 swp5": "leaf-p00-01 swp6", "leaf-p00-01 swp6": None, "spine-00 swp1": "spine-01 swp3"},
        [
            ("the cables leaf-p00-00 swp5 – spine-00 swp1 and spine-01 swp3 – leaf-p00-01 swp6 are crossed: "
            "leaf-p00-00 swp5 goes to leaf-p00-01 swp6, spine-01 swp3 to spine-00 swp1")
        ],
    ),
    "two swaps": (
        {
            "leaf-p00-02 swp5": "spine-01 swp5", "leaf-p00-02 swp6": "spine-00 swp5",
            "leaf-p00-00 swp7": "spine-01 swp2", "leaf-p00-00 swp8": "spine-00 swp2",
        },
        ["leaf-p00-00 swp7 and swp8 are swapped", "leaf-p00-02 swp5 and swp6 are swapped"],
    ),
    "another port of the right spine": (
        {"leaf-p00-02 swp5": "spine-00 swp7"},
        ["leaf-p00-02 swp5 is cabled to spine-00 swp7, not swp5"],
    ),
    "another port of the right leaf": (
        {"leaf-p00-02 swp5": None, "leaf-p00-02 swp9": "spine-00 swp5"},
        ["spine-00 swp5 is cabled to leaf-p00-02 swp9, not swp5"],
    ),
    "another switch": (
        {"leaf-p00-02 swp5": "spine-01 swp9"},
        ["leaf-p00-02 swp5 is cabled to spine-01 swp9, not to spine-00 swp5"],
    ),
    "a stranger": (
        {"leaf-p00-02 swp5": "core-router Eth7"},
        ["leaf-p00-02 swp5 is cabled to core-router Eth7, not to spine-00 swp5"],
    ),
    "three cables in a ring": (
        {
            "leaf-p00-00 swp5": "spine-00 swp3",
            "leaf-p00-01 swp5": "spine-00 swp5",
            "leaf-p00-02 swp5": "spine-00 swp1",
        },
        [
            "leaf-p00-00 swp5 is cabled to spine-00 swp3, not swp1",
            "leaf-p00-01 swp5 is cabled to spine-00 swp5, not swp3",
            "leaf-p00-02 swp5 is cabled to spine-00 swp1, not swp5",
        ],
    ),
    "a cable too many": (
        {"leaf-p00-00 swp1": "leaf-p00-01 swp1"},
        ["leaf-p00-00 swp1 is cabled to leaf-p00-01 swp1, where nothing is planned"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "sentences"), SWAPS.values(), ids=SWAPS)
def test_misplaced_cables(changes, sentences):
    found = survey(list(listening(moved(changes))), PORTS)
    assert messages(found.misplaced) == sentences
    assert (found.silent, found.nameless) == ((), ())


@pytest.mark.parametrize("blind", [LEAVES, SPINES])
def test_one_side_is_enough_to_see_a_swap(blind):
    changes = {"leaf-p00-02 swp5": "spine-01 swp5", "leaf-p00-02 swp6": "spine-00 swp5"}
    found = survey(list(listening(moved(changes), blind=blind)), PORTS)
    assert messages(found.misplaced) == ["leaf-p00-02 swp5 and swp6 are swapped"]


def test_a_swap_says_which_plugs_to_exchange_and_which_sessions_it_explains():
    changes = {"leaf-p00-02 swp5": "spine-01 swp5", "leaf-p00-02 swp6": "spine-00 swp5"}
    (swap,) = survey(list(listening(moved(changes))), PORTS).misplaced
    assert swap.help == (
        "exchange the two plugs: leaf-p00-02 swp5 goes to spine-01 swp5, leaf-p00-02 swp6 to spine-00 swp5"
    )
    assert set(map(str, swap.ends)) == {"leaf-p00-02 swp5", "leaf-p00-02 swp6", "spine-00 swp5", "spine-01 swp5"}


ALL_OF_LEAF_2 = {near: None for near in PLAN if near.startswith("leaf-p00-02")}
SILENCE = {
    "unplugged, both ends see it": (
        {"leaf-p00-02 swp5": None},
        ("leaf-p00-02 swp5", "spine-00 swp5"),
        ["the cable leaf-p00-02 swp5 – spine-00 swp5 is dead: leaf-p00-02 swp5 is down and spine-00 swp5 is down"],
    ),
    "down at one end": (
        {"leaf-p00-02 swp5": None},
        ("spine-00 swp5",),
        ["the cable leaf-p00-02 swp5 – spine-00 swp5 is dead: spine-00 swp5 is down"],
    ),
    "up and silent": (
        {"leaf-p00-02 swp5": None},
        (),
        ["leaf-p00-02 swp5 hears nobody by LLDP; spine-00 swp5 should be there"],
    ),
    "a switch without LLDP": (
        ALL_OF_LEAF_2,
        (),
        ["leaf-p00-02 hears no neighbour by LLDP on any of its 4 cables"],
    ),
}


@pytest.mark.parametrize(("changes", "down", "sentences"), SILENCE.values(), ids=SILENCE)
def test_silent_cables(changes, down, sentences):
    found = survey(list(listening(moved(changes), down)), PORTS)
    assert messages(found.silent) == sentences
    assert found.misplaced == ()
    assert {str(explained) for trouble in found.silent for explained in trouble.ends} == (
        {"leaf-p00-02 swp5", "spine-00 swp5"} if down else set()
    )


ALL_PORTS = tuple(ALL_OF_LEAF_2)


@pytest.mark.parametrize(
    ("down", "sentence"),
    [
        (ALL_PORTS, "all 4 cables of leaf-p00-02 are dead: its ports are down"),
        (
            ALL_PORTS[:3],
            "leaf-p00-02 hears no neighbour by LLDP on any of its 4 cables; 3 of its ports are down",
        ),
    ],
)
def test_a_switch_without_cables(down, sentence):
    found = survey(list(listening(moved(ALL_OF_LEAF_2), down)), PORTS)
    assert messages(found.silent) == [sentence]
    assert {str(explained) for explained in found.silent[0].ends} == set(down)


def test_heard_from_one_end_only():
    ears = [each._replace(heard=each.heard | {"swp5": ()}) if each.device == "leaf-p00-02" else each
            for each in listening(PLAN)]  # fmt: skip
    assert messages(survey(ears, PORTS).silent) == [
        "leaf-p00-02 swp5 hears nobody by LLDP, while spine-00 swp5 hears it"
    ]


def test_a_port_that_the_box_lacks():
    ears = [
        each._replace(up={port: True for port in each.up if port != "swp5"}) if each.device == "leaf-p00-02" else each
        for each in listening(moved({"leaf-p00-02 swp5": None}))
    ]
    assert messages(survey(ears, PORTS).silent) == [
        "the cable leaf-p00-02 swp5 – spine-00 swp5 is dead: leaf-p00-02 has no port swp5"
    ]


def test_of_several_neighbours_the_planned_one_counts():
    extra = {"leaf-p00-02 swp5": (Heard("phone", "1"), Heard("spine-00", "swp5"))}
    found = survey(list(listening(PLAN, extra=extra)), PORTS)
    assert (found.misplaced, found.silent) == ((), ())


def test_hosts_may_speak_where_hosts_belong():
    extra = {"leaf-p00-02 swp1": (Heard("gpu-0417", "ens1"),)}
    assert survey(list(listening(PLAN, extra=extra)), PORTS).misplaced == ()


def test_port_names_that_nobody_knows():
    """As of a box that sends MAC addresses or aliases: the switch is compared, and that is said."""
    extra = {"leaf-p00-02 swp5": (Heard("spine-00", "etp5"),)}
    found = survey(list(listening(PLAN, extra=extra)), PORTS)
    assert found.misplaced == ()
    assert messages(found.nameless) == [
        "spine-00 calls a port etp5 in LLDP, so only switches were compared on its cables, not ports"
    ]


def test_only_some_switches_were_asked():
    asked = [each for each in listening(moved({"leaf-p00-02 swp5": "spine-00 swp7"})) if each.device == "leaf-p00-02"]
    assert messages(survey(asked, PORTS).misplaced) == ["leaf-p00-02 swp5 is cabled to spine-00 swp7, not swp5"]


@pytest.mark.parametrize(
    "ports", [["swp9", "swp10"], ["Ethernet4", "Ethernet12"], ["Ethernet9/1", "Ethernet10/1", "Ethernet10/2"]]
)
def test_ports_are_in_panel_order(ports):
    assert sorted(ports, key=natural) == ports
