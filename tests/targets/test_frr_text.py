"""What FRR's texts say: refusals, differences, merges, unknown names."""

import pytest

from fabricgen.targets.drivers.frr_text import delta, merged, refused, replies, undefined, unknown_names

RUNNING = """\
hostname leaf1
!
interface swp1
 description spine1:swp1
 ip address 10.1.1.3/31
exit
!
router bgp 65001
 neighbor FABRIC peer-group
 neighbor FABRIC remote-as external
 neighbor 10.1.1.2 peer-group FABRIC
 neighbor 10.1.1.2 description spine1
 !
 address-family ipv4 unicast
  neighbor FABRIC activate
  neighbor FABRIC route-map OUT out
 exit-address-family
exit
!
route-map OUT permit 10
 match ip address prefix-list P
exit
!
ip prefix-list P seq 5 permit 10.0.0.0/8
!
end
"""

NOTHING_TO_DO = "2026-11-21 11:42:32,213  INFO: Loading Config object from vtysh show running\n"

TESTED = """
Lines To Delete
===============
interface swp1
 no description spine1:swp1
router bgp 65001
 address-family ipv4 unicast
  no maximum-paths 64
router bgp 65001
 bgp default ipv4-unicast
no router ospf

Lines To Add
============
interface swp1
 description hello
router bgp 65001
 address-family ipv4 unicast
  maximum-paths 32
router bgp 65002
router bgp 65002
 bgp router-id 10.0.0.1
no ip forwarding
"""

TOLD = """\
 interface swp1
- description spine1:swp1
+ description hello
 router bgp 65001
  address-family ipv4 unicast
-  maximum-paths 64
+  maximum-paths 32
- no bgp default ipv4-unicast
-router ospf
+router bgp 65002
+ bgp router-id 10.0.0.1
+no ip forwarding
"""

RELOAD_LOG = """\
2026-11-21 11:42:32,100  INFO: /x/reload-JJX7OZ.txt content
['router bgp 65001\\n neighbor 10.1.1.4 peer-group NOBODY\\n']
line 2: Failure to communicate[13] to bgpd, line:  neighbor 10.1.1.4 peer-group NOBODY

2026-11-21 11:42:32,213 \x1b[91mWARNING\x1b[0m: frr-reload.py failed due to
vtysh (exec file) exited with status 13
line 8: Failure to communicate[13] to bgpd, line:  neighbor 10.1.1.4 peer-group NOBODY
2026-11-21 11:42:33,213 \x1b[91m  ERROR\x1b[0m: "router bgp 1 -- no x" we failed to remove this command
The route-map 'X' does not exist.
% Configure the peer-group first
% Configure the peer-group first
"""


@pytest.mark.parametrize(("said", "told"), [("", ""), (NOTHING_TO_DO, ""), (TESTED, TOLD)])
def test_a_difference(said, told):
    assert delta(said) == told


def test_a_difference_that_only_deletes():
    assert delta("\nLines To Delete\n===============\nno router ospf\n") == "-router ospf\n"


def test_a_difference_that_only_adds():
    assert delta("\nLines To Add\n============\ninterface swp1\n shutdown\n") == " interface swp1\n+ shutdown\n"


def test_what_a_reload_was_refused():
    assert replies(RELOAD_LOG) == (
        "Failure to communicate[13] to bgpd, line:  neighbor 10.1.1.4 peer-group NOBODY",
        "% Configure the peer-group first",
        '"router bgp 1 -- no x" we failed to remove this command',
    )


def test_a_reload_that_says_nothing_we_know_is_quoted():
    assert replies("Traceback\n  File\nKeyError: 'x'\n") == ("Traceback", "  File", "KeyError: 'x'")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", ()),
        (
            "line 4: % Unknown command[25]:  description spine1:swp1\n\n",
            ("line 4: % Unknown command[25]:  description spine1:swp1",),
        ),
        ("line 5: % Ambiguous command\n", ("line 5: % Ambiguous command: ip address 10.1.1.3/31",)),
        ("line 99: % Unknown command\n% Late\n", ("line 99: % Unknown command", "% Late")),
    ],
)
def test_a_refusal(said, told):
    assert refused(said, RUNNING) == told


@pytest.mark.parametrize(
    ("fragment", "gone", "come"),
    [
        ("", [], []),
        ("!\nend\n", [], ["!"]),
        (
            "router bgp 65001\n bgp graceful-shutdown\nexit\n",
            [],
            ["router bgp 65001", " bgp graceful-shutdown", "exit"],
        ),
        (
            "router bgp 65001\n no neighbor 10.1.1.2 description\nexit\n",
            [" neighbor 10.1.1.2 description spine1"],
            ["router bgp 65001", "exit"],
        ),
        ("no ip prefix-list P\n", ["ip prefix-list P seq 5 permit 10.0.0.0/8"], []),
        ("no bgp nothing\n", [], ["no bgp nothing"]),
        (
            "no interface swp1\n",
            ["interface swp1", " description spine1:swp1", " ip address 10.1.1.3/31"],
            [],
        ),
        (
            "router bgp 65001\n address-family ipv4 unicast\n  no neighbor FABRIC activate\n",
            ["  neighbor FABRIC activate"],
            ["router bgp 65001", " address-family ipv4 unicast"],
        ),
    ],
)
def test_a_merge(fragment, gone, come):
    kept = [line for line in RUNNING.splitlines() if line not in gone]
    assert merged(RUNNING, fragment).splitlines() == [*kept[:-1], *come, "end"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", ()),
        (
            "10.1.1.2 peer-group FABRIC",
            "10.1.1.2 peer-group SPINES",
            ("line 11: neighbor 10.1.1.2 peer-group SPINES: this configuration has no peer-group SPINES",),
        ),
        (
            "10.1.1.2 peer-group FABRIC",
            "swp1 interface peer-group SPINES",
            ("line 11: neighbor swp1 interface peer-group SPINES: this configuration has no peer-group SPINES",),
        ),
        (
            "FABRIC activate",
            "300.1.1.1 activate",
            ("line 15: neighbor 300.1.1.1 activate: this configuration has no neighbor 300.1.1.1",),
        ),
        (
            "route-map OUT out",
            "route-map AWAY out",
            ("line 16: neighbor FABRIC route-map AWAY out: this configuration has no route-map AWAY",),
        ),
        (
            "match ip address prefix-list P",
            "match ip address prefix-list Q",
            ("line 21: match ip address prefix-list Q: this configuration has no prefix-list Q",),
        ),
        (
            " neighbor 10.1.1.2 description spine1",
            " bgp listen range 10.0.0.0/8 peer-group L",
            ("line 12: bgp listen range 10.0.0.0/8 peer-group L: this configuration has no peer-group L",),
        ),
        (" description spine1:swp1", " description says route-map X and prefix-list Y", ()),
    ],
)
def test_names_that_nothing_defines(old, new, told):
    assert unknown_names(RUNNING.replace(old, new), RUNNING) == told


def test_a_name_that_was_unknown_before_is_no_news():
    running = RUNNING.replace("route-map OUT out", "route-map AWAY out")
    assert [use.name for use in undefined(running)] == ["AWAY"]
    assert unknown_names(running, running) == ()
