"""A fabric that is as intended, and everything that can be wrong with it: the exact findings of each."""

from dataclasses import replace

import pytest

from fabricgen.findings import Severity
from fabricgen.rollout.drift import SHOWN_MAX, changed_lines, shown
from fabricgen.rollout.observed import Heard, Note
from fabricgen.rollout.scene import Drift, Look
from fabricgen.rollout.verify import verify
from tests.rollout.healthy import LEAF, PORTS, SPINE, WANTED, chain, seeing, session, told, up, world


def unreached(reason):
    return lambda look: Look(look.expected, trouble=reason)


DOWN = {"up": False}
DRIFTS = {SPINE: Drift("-c\n")}
WORLDS = {
    "all is well": ({}, []),
    "a switch is off": (
        {"spine_p00_01": unreached("no connection to 198.18.0.11: timed out")},
        ["FG901 spine-p00-01 (198.18.0.11) can't be reached: no connection to 198.18.0.11: timed out"],
    ),
    "a switch has no power": (
        {
            "spine_p00_01": unreached("timed out"),
            **{
                leaf.replace("-", "_"): chain(
                    seeing(neighbors={"swp10": None}, links={"swp10": False}),
                    session(WANTED[leaf].sessions[1].key, local_as=0, **DOWN),
                    seeing(forwarding=dict.fromkeys(WANTED[leaf].ways, ("swp9",))),
                )
                for leaf in WANTED
                if leaf.startswith("leaf")
            },
        },
        ["FG901 spine-p00-01 (198.18.0.11) can't be reached: timed out"],
    ),
    "a switch whose routing has died": (
        {
            "spine_p00_01": seeing(
                sessions=None, forwarding=dict.fromkeys(WANTED[SPINE].ways), neighbors=None, links=None,
                notes=(Note("BGP sessions", "no daemon"), Note("LLDP neighbours", "no daemon")),
            ),
            "leaf_p00_02": chain(
                seeing(neighbors={"swp10": None}, links={"swp10": False}, forwarding={"10.0.0.9/32": None}),
                session("10.64.0.18", **DOWN),
            ),
        },
        [
            "FG908 the cable leaf-p00-02 swp10 – spine-p00-01 swp3 is dead: leaf-p00-02 swp10 is down",
            "FG909 spine-p00-01 has 0 of 1 paths to 10.0.0.0/32, 10.128.0.0/28: none by swp1 to leaf-p00-00",
            "FG909 spine-p00-01 has 0 of 1 paths to 10.0.0.1/32, 10.128.0.16/28: none by swp2 to leaf-p00-01",
            "FG909 spine-p00-01 has 0 of 1 paths to 10.0.0.3/32, 10.128.0.48/28: none by swp4 to leaf-p00-03",
            "FG914 spine-p00-01 doesn't tell its BGP sessions, LLDP neighbours: no daemon",
        ],
    ),
    "two boxes are exchanged": (
        {"leaf_p00_02": seeing(hostname="leaf-p00-03", sessions={"10.64.0.16": None})},
        ["FG902 198.18.0.4 should be leaf-p00-02, and answers as leaf-p00-03"],
    ),
    "a session is down at both ends": (
        {"leaf_p00_02": session("10.64.0.18", **DOWN), "spine_p00_01": session("10.64.0.19", **DOWN)},
        ["FG903 the BGP session leaf-p00-02 swp10 – spine-p00-01 swp3 (neighbor 10.64.0.18) is down"],
    ),
    "a session isn't there": (
        {"leaf_p00_02": seeing(sessions={"10.64.0.18": None}), "spine_p00_01": session("10.64.0.19", **DOWN)},
        ["FG904 the BGP session leaf-p00-02 swp10 – spine-p00-01 swp3 (neighbor 10.64.0.18) isn't there"],
    ),
    "no session is there": (
        {"leaf_p00_02": seeing(sessions={"10.64.0.16": None, "10.64.0.18": None})},
        ["FG904 leaf-p00-02 has none of its 2 BGP sessions"],
    ),
    "a session too many": (
        {"leaf_p00_02": seeing(sessions={"203.0.113.9": up(64999, WANTED[LEAF].asn)})},
        ["FG905 leaf-p00-02 has a BGP session with 203.0.113.9, AS 64999, which isn't in the intent"],
    ),
    "the neighbour's AS number is wrong": (
        {
            "leaf_p00_02": session("10.64.0.18", remote_as=65001, **DOWN),
            "spine_p00_01": session("10.64.0.19", **DOWN),
        },
        [
            ("FG906 the BGP session leaf-p00-02 swp10 – spine-p00-01 swp3 (neighbor 10.64.0.18) is with AS 65001, "
            "not AS 4200002048")
        ],
    ),
    "the own AS number is wrong": (
        {
            "leaf_p00_02": chain(
                session("10.64.0.16", local_as=65002, **DOWN), session("10.64.0.18", local_as=65002, **DOWN)
            ),
            "spine_p00_00": session("10.64.0.17", **DOWN),
            "spine_p00_01": session("10.64.0.19", **DOWN),
        },
        ["FG906 leaf-p00-02 runs BGP as AS 65002, not AS 4200000002"],
    ),
    "two cables are swapped, and their sessions are down": (
        {
            "leaf_p00_02": chain(
                seeing(neighbors={"swp9": (Heard(SPINE, "swp3"),), "swp10": (Heard("spine-p00-00", "swp3"),)}),
                session("10.64.0.16", **DOWN),
                session("10.64.0.18", **DOWN),
            ),
            "spine_p00_00": chain(seeing(neighbors={"swp3": (Heard(LEAF, "swp10"),)}), session("10.64.0.17", **DOWN)),
            "spine_p00_01": chain(seeing(neighbors={"swp3": (Heard(LEAF, "swp9"),)}), session("10.64.0.19", **DOWN)),
        },
        ["FG907 leaf-p00-02 swp9 and swp10 are swapped"],
    ),
    "a link is cut, and all that follows from it": (
        {
            "leaf_p00_02": chain(
                seeing(neighbors={"swp10": None}, links={"swp10": False}),
                session("10.64.0.18", **DOWN),
                seeing(forwarding=dict.fromkeys(WANTED[LEAF].ways, ("swp9",))),
            ),
            "spine_p00_01": chain(
                seeing(neighbors={"swp3": None}, links={"swp3": False}),
                session("10.64.0.19", **DOWN),
                seeing(forwarding=dict.fromkeys(WANTED[LEAF].originated)),
            ),
            **{
                leaf: seeing(forwarding=dict.fromkeys(WANTED[LEAF].originated, ("swp9",)))
                for leaf in ("leaf_p00_00", "leaf_p00_01", "leaf_p00_03")
            },
        },
        [
            ("FG908 the cable leaf-p00-02 swp10 – spine-p00-01 swp3 is dead: "
            "leaf-p00-02 swp10 is down and spine-p00-01 swp3 is down")
        ],
    ),
    "LLDP doesn't run": (
        {"leaf_p00_02": seeing(neighbors={"swp9": None, "swp10": None})},
        ["FG908 leaf-p00-02 hears no neighbour by LLDP on any of its 2 cables"],
    ),
    "a next hop went stale": (
        {"leaf_p00_02": seeing(forwarding={"10.0.0.0/32": ("swp9",), "10.0.0.1/32": ("swp9",)})},
        [
            ("FG910 leaf-p00-02: spine-p00-01 is known to BGP but not used by swp10: "
            "1 of 2 paths to 10.0.0.0/32, 10.0.0.1/32")
        ],
    ),
    "a path is missing and nobody can say why": (
        {
            "leaf_p00_02": seeing(forwarding={"10.0.0.0/32": ("swp9",)}),
            "spine_p00_01": unreached("it is off"),
        },
        [
            "FG901 spine-p00-01 (198.18.0.11) can't be reached: it is off",
            "FG909 leaf-p00-02 has 1 of 2 paths to 10.0.0.0/32: none by swp10 to spine-p00-01",
        ],
    ),
    "a path too many": (
        {"leaf_p00_02": seeing(forwarding={"10.0.0.0/32": ("swp9", "swp10", "swp1")})},
        ["FG909 leaf-p00-02 has 3 paths to 10.0.0.0/32, and 2 are planned: swp1 is too many"],
    ),
    "a leaf whose hosts are all down announces them to nobody": (
        {
            "leaf_p00_02": seeing(links=dict.fromkeys(WANTED[LEAF].hosts, False)),
            **{
                name.replace("-", "_"): seeing(forwarding={"10.128.0.32/28": None})
                for name in WANTED
                if name != LEAF
            },
        },
        [],
    ),
    "a loopback is gone": (
        {name.replace("-", "_"): seeing(forwarding={"10.0.0.2/32": None}) for name in WANTED if name != LEAF},
        [
            "FG909 spine-p00-00 has 0 of 1 paths to 10.0.0.2/32: none by swp3 to leaf-p00-02",
            "FG909 spine-p00-01 has 0 of 1 paths to 10.0.0.2/32: none by swp3 to leaf-p00-02",
        ],
    ),
    "an MTU was changed": (
        {"leaf_p00_02": seeing(mtus={"swp9": 1500, "swp10": 1500, "swp1": 9000})},
        [
            "FG911 leaf-p00-02 swp1 has an MTU of 9000, not 9214",
            "FG911 leaf-p00-02 swp9, swp10 have an MTU of 1500, not 9214",
        ],
    ),
    "somebody was there": (
        {"leaf_p00_02": lambda look: replace(look, drift=Drift("-ip route 10.9.0.0/16 Null0\n"))},
        ["FG912 leaf-p00-02 runs another configuration than intended: 1 line would change"],
    ),
    "somebody was on many": (
        {
            name.replace("-", "_"): (lambda look: replace(look, drift=DRIFTS.get(look.device, Drift("-a\n+b\n"))))
            for name in WANTED
        },
        [
            (
                "FG912 leaf-p00-00, leaf-p00-01, leaf-p00-02 and 2 more run another configuration than intended: "
                "2 lines would change"
            ),
            "FG912 spine-p00-01 runs another configuration than intended: 1 line would change",
        ],
    ),
    "it can't be compared": (
        {"leaf_p00_02": lambda look: replace(look, drift=Drift(trouble="the lock is held by admin"))},
        ["FG914 leaf-p00-02 doesn't tell its difference from the intended configuration: the lock is held by admin"],
    ),
    "a getter fails": (
        {"leaf_p00_02": seeing(sessions=None, notes=(Note("BGP sessions", "KeyError: 'peers'"),))},
        ["FG914 leaf-p00-02 doesn't tell its BGP sessions: KeyError: 'peers'"],
    ),
    "a platform can't": (
        {
            name.replace("-", "_"): seeing(forwarding=None, notes=(Note("forwarding", ""),)) for name in WANTED
        },
        ["FG915 forwarding isn't read on frr"],
    ),
    "a port by another name": (
        {"leaf_p00_02": seeing(neighbors={"swp9": (Heard("spine-p00-00", "0c:42:a1:00:00:03"),)})},
        [
            ("FG915 spine-p00-00 calls a port 0c:42:a1:00:00:03 in LLDP, so only switches were compared on its cables, "
            "not ports")
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "messages"), WORLDS.values(), ids=WORLDS)
def test_findings(changes, messages):
    assert told(world(**changes)) == messages


def test_only_what_was_asked_is_judged():
    assert told([look for look in world() if look.device == LEAF]) == []


def test_what_is_not_read_is_no_error():
    looks = world(leaf_p00_02=seeing(forwarding=None, notes=(Note("forwarding", ""),)))
    (finding,) = verify(looks, PORTS)
    assert (finding.severity, finding.help) == (Severity.WARNING, "paths aren't checked")


def test_drift_shows_the_difference():
    looks = world(leaf_p00_02=lambda look: replace(look, drift=Drift("-a\n+b\n")))
    assert verify(looks, PORTS)[0].help == "-a\n+b"


DIFFS = {
    "unified": ("--- running\n+++ intended\n@@ -1 +1 @@\n-a\n+b\n c\n", 2),
    "headed": ("Lines To Delete\n===============\nrouter bgp 1\n no x\n", 3),
    "nothing but words": ("[edit system]\nhost-name a;\n}\n", 2),
}


@pytest.mark.parametrize(("diff", "lines"), DIFFS.values(), ids=DIFFS)
def test_changed_lines_are_counted(diff, lines):
    assert changed_lines(diff) == lines


def test_a_long_difference_is_cut():
    diff = "".join(f"+{number}\n" for number in range(SHOWN_MAX + 3))
    lines = shown(diff).splitlines()
    assert (len(lines), lines[-1]) == (SHOWN_MAX + 1, "… and 3 lines more")
