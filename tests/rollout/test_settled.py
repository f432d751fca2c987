"""Whether a switch is as good after a change as before: every reason to go back, word by word."""

from dataclasses import replace

import pytest

from fabricgen.rollout.expected import Expected, ExpectedLink, ExpectedSession
from fabricgen.rollout.observed import Heard, Note, Observed, SeenSession
from fabricgen.rollout.settled import settled

LEAF, SPINE = 65_101, 65_001
UP, DOWN = SeenSession(True, SPINE, LEAF, 6), SeenSession(False, SPINE, LEAF)  # noqa: FBT003 - a tuple's field
OTHER_AS = SeenSession(True, 65_009, LEAF)  # noqa: FBT003 - as above
HEARD = {"swp9": (Heard("spine-00", "swp3"),), "swp10": (Heard("spine-01", "swp3"),)}
TABLE = {
    "10.0.0.1/32": ("swp9", "swp10"),
    "10.0.0.3/32": ("swp9", "swp10"),
    "10.0.0.8/32": ("swp9",),
    "192.0.2.0/24": ("eth0",),
}
PREFIXES = frozenset({"10.0.0.1/32", "10.0.0.3/32", "10.0.0.8/32", "10.0.0.9/32"})
EXPECTED = Expected(
    device="leaf-02",
    platform="frr",
    management="192.0.2.4",
    asn=LEAF,
    sessions=tuple(
        ExpectedSession(key, port, peer, "swp3", SPINE, LEAF, ("ipv4",))
        for key, port, peer in (("10.64.0.16", "swp9", "spine-00"), ("10.64.0.18", "swp10", "spine-01"))
    ),
    links=(ExpectedLink("swp9", "spine-00", "swp3"), ExpectedLink("swp10", "spine-01", "swp3")),
    hosts=(),
    mtus={},
    gbps={},
    lossless=(),
    originated=("10.0.0.2/32",),
    max_paths=4,
    ways={},
)
BEFORE = Observed(
    hostname="leaf-02",
    sessions={"10.64.0.16": UP, "10.64.0.18": UP},
    neighbors=HEARD,
    forwarding=TABLE,
)

FIRST = "leaf-02: the BGP session with spine-00 swp3 (neighbor 10.64.0.16)"
CASES = {
    "nothing changed": ({}, {}, (), []),
    "a session that was up is down": (
        {},
        {"sessions": {"10.64.0.16": DOWN, "10.64.0.18": UP}},
        (),
        [f"{FIRST} is down, and was up before"],
    ),
    "a session that was up is gone": (
        {},
        {"sessions": {"10.64.0.18": UP}},
        (),
        [f"{FIRST} isn't there, and was up before"],
    ),
    "a session that was down may stay down": (
        {"sessions": {"10.64.0.16": DOWN, "10.64.0.18": UP}},
        {"sessions": {"10.64.0.16": DOWN, "10.64.0.18": UP}},
        (),
        [],
    ),
    "also when its peer is ready: this change didn't break it": (
        {"sessions": {"10.64.0.16": DOWN, "10.64.0.18": UP}},
        {"sessions": {"10.64.0.16": DOWN, "10.64.0.18": UP}},
        ("spine-00",),
        [],
    ),
    "a session that had another AS number, with a peer that is ready": (
        {"sessions": {"10.64.0.16": OTHER_AS, "10.64.0.18": UP}},
        {"sessions": {"10.64.0.16": DOWN, "10.64.0.18": UP}},
        ("spine-00",),
        [f"{FIRST} is down, and spine-00 runs what is intended"],
    ),
    "a session whose AS number changes may go, with its next hop": (
        {"sessions": {"10.64.0.16": OTHER_AS, "10.64.0.18": UP}},
        {"sessions": {"10.64.0.16": DOWN, "10.64.0.18": UP}, "forwarding": dict.fromkeys(TABLE, ("swp10",))},
        (),
        [],
    ),
    "but not with the last session": (
        {"sessions": {"10.64.0.16": OTHER_AS, "10.64.0.18": OTHER_AS}},
        {"sessions": {"10.64.0.16": DOWN, "10.64.0.18": DOWN}, "forwarding": {}},
        (),
        ["leaf-02 is cut off: of 2 BGP sessions that were up none is left"],
    ),
    "the last session may go when another comes": (
        {"sessions": {"203.0.113.9": UP}},
        {"sessions": {"10.64.0.16": UP}},
        (),
        [],
    ),
    "a session that the intent drops may go, with its next hop": (
        {"sessions": {"10.64.0.16": UP, "10.64.0.18": UP, "203.0.113.9": UP}},
        {"forwarding": {**TABLE, "10.0.0.1/32": ("swp10",)}},
        (),
        [],
    ),
    "but not with two": (
        {
            "sessions": {"10.64.0.16": UP, "10.64.0.18": UP, "203.0.113.9": UP},
            "forwarding": {**TABLE, "10.0.0.1/32": ("swp9", "swp10", "swp11")},
        },
        {"forwarding": {**TABLE, "10.0.0.1/32": ("swp10",)}},
        (),
        ["leaf-02 has 1 of 3 paths to 10.0.0.1/32"],
    ),
    "nor with one of the fabric's, where the session was in a VRF": (
        {"sessions": {"10.64.0.16": UP, "10.64.0.18": UP, "10.64.0.16 in acme": UP}},
        {"forwarding": {**TABLE, "10.0.0.1/32": ("swp10",)}},
        (),
        ["leaf-02 has 1 of 2 paths to 10.0.0.1/32"],
    ),
    "a prefix is narrower": (
        {},
        {"forwarding": {**TABLE, "10.0.0.1/32": ("swp9",), "10.0.0.3/32": ("swp9",)}},
        (),
        ["leaf-02 has 1 of 2 paths to 10.0.0.1/32, 10.0.0.3/32"],
    ),
    "prefixes are lost": (
        {},
        {"forwarding": {"10.0.0.3/32": ("swp9", "swp10")}},
        (),
        ["leaf-02 has none of 2 paths to 10.0.0.1/32", "leaf-02 lost 10.0.0.8/32"],
    ),
    "a prefix that isn't the fabric's may go": (
        {},
        {"forwarding": {prefix: ports for prefix, ports in TABLE.items() if prefix != "192.0.2.0/24"}},
        (),
        [],
    ),
    "a prefix by another port is as good": (
        {},
        {"forwarding": {**TABLE, "10.0.0.8/32": ("swp10",)}},
        (),
        [],
    ),
    "a neighbour is silent": (
        {},
        {"neighbors": {"swp10": HEARD["swp10"]}},
        (),
        ["leaf-02 swp9 hears nobody by LLDP; spine-00 swp3 should be there"],
    ),
    "a neighbour is another": (
        {},
        {"neighbors": HEARD | {"swp9": (Heard("spine-01", "swp4"),)}},
        (),
        ["leaf-02 swp9 hears spine-01 swp4 by LLDP; spine-00 swp3 should be there"],
    ),
    "a neighbour that wasn't heard before": ({"neighbors": {"swp10": HEARD["swp10"]}}, {}, (), []),
    "a neighbour that calls its port otherwise": (
        {"neighbors": HEARD | {"swp9": (Heard("spine-00", "etp3"),)}},
        {"neighbors": HEARD | {"swp9": (Heard("spine-00", "etp3"),)}},
        (),
        [],
    ),
    "sessions can't be read any more": (
        {},
        {"sessions": None, "notes": (Note("BGP sessions", "KeyError: 'peers'"),)},
        (),
        ["leaf-02 doesn't tell its BGP sessions: KeyError: 'peers'"],
    ),
    "forwarding and neighbours can't be read any more": (
        {},
        {"forwarding": None, "neighbors": None},
        (),
        [
            "leaf-02 doesn't tell its LLDP neighbours: it was not read",
            "leaf-02 doesn't tell its forwarding: it was not read",
        ],
    ),
    "forwarding was never read": ({"forwarding": None}, {"forwarding": None}, (), []),
    "from nothing": (
        {"sessions": {}, "neighbors": {}, "forwarding": {}},
        {"sessions": {"10.64.0.16": DOWN, "10.64.0.18": DOWN}, "forwarding": {}},
        (),
        [],
    ),
    "from nothing, with a ready spine": (
        {"sessions": {}, "neighbors": {}, "forwarding": {}},
        {"sessions": {"10.64.0.16": DOWN, "10.64.0.18": DOWN}, "forwarding": {}},
        ("spine-00",),
        [f"{FIRST} is down, and spine-00 runs what is intended"],
    ),
}


@pytest.mark.parametrize(("before", "after", "ready", "messages"), CASES.values(), ids=CASES)
def test_settled(before, after, ready, messages):
    found = settled(replace(BEFORE, **before), replace(BEFORE, **after), EXPECTED, frozenset(ready), PREFIXES)
    assert [finding.message for finding in found] == messages
    assert {finding.code for finding in found} <= {"FG916"}


def test_what_was_never_readable_is_not_passed_off_as_good():
    """Without its sessions nobody knows whether a switch is well."""
    blind = Observed(notes=(Note("BGP sessions", ""),))
    found = settled(blind, blind, EXPECTED, frozenset(), PREFIXES)
    assert [finding.message for finding in found] == ["leaf-02 doesn't tell its BGP sessions: it was not read"]
