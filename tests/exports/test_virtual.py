"""What is left out for virtual switches goes with its whole block; what is renamed is a whole name."""

import pytest

from fabricgen.exports.kinds import CHIP, KINDS, QUEUES, SPEED
from fabricgen.exports.sonic_vs import panel_files
from fabricgen.exports.virtual import expanded, renamed, rule, trimmed

EOS = """\
hardware counter feature ecn out
!
platform trident mmu queue profile LOSSLESS
    ingress headroom 123190
!
qos profile host-400g
   qos trust dscp
   !
   uc-tx-queue 3
      random-detect ecn minimum-threshold 200 kbytes
!
interface Ethernet1/1
   mtu 9214
   speed 400g-8
   no switchport
   service-profile host-400g
   !
   uc-tx-queue 3
      random-detect ecn count
!
ip load-sharing trident 7
"""
LEFT = """\
!
!
!
interface Ethernet1/1
   mtu 9214
   no switchport
   !
!
"""


def test_blocks_go_whole_and_every_line_is_remembered():
    text, omitted = trimmed(EOS, KINDS["eos"].rules)
    assert text == LEFT
    assert [line.strip() for line, reason in omitted if reason == CHIP] == [
        "hardware counter feature ecn out",
        "platform trident mmu queue profile LOSSLESS",
        "ingress headroom 123190",
        "ip load-sharing trident 7",
    ]
    assert [line.strip() for line, reason in omitted if reason == SPEED] == ["speed 400g-8"]
    assert sum(reason == QUEUES for _, reason in omitted) == 8
    assert len(text.splitlines()) + len(omitted) == len(EOS.splitlines())


def test_without_rules_nothing_goes():
    assert trimmed(EOS, ()) == (EOS, ())


def test_a_line_goes_however_deep_it_stands():
    text, omitted = trimmed("a\n  b\n    c\n  d\ne\n", [rule("b", "why")])
    assert text == "a\n  d\ne\n"
    assert omitted == (("  b", "why"), ("    c", "why"))


@pytest.mark.parametrize(
    ("text", "names", "result"),
    [
        ("interface Ethernet1\n", {"Ethernet1": "Ethernet2", "Ethernet2": "Ethernet1"}, "interface Ethernet2\n"),
        ("Ethernet1 Ethernet11 Ethernet1/1", {"Ethernet1": "E"}, "E Ethernet11 Ethernet1/1"),
        ("et-0/0/1.0 et-0/0/10.0", {"et-0/0/1": "ge-0/0/0"}, "ge-0/0/0.0 et-0/0/10.0"),
        ("to spine:Ethernet1", {"Ethernet1": "E"}, "to spine:E"),
        ("as it was", {"same": "same"}, "as it was"),
    ],
)
def test_whole_names_are_replaced_at_once(text, names, result):
    assert renamed(text, names) == result


def test_only_what_containerlab_can_fill_in_is_handed_to_it():
    assert expanded("a <env:HASH> b <file:x/y> <command:pass z>") == "a ${HASH} b <file:x/y> <command:pass z>"


@pytest.mark.parametrize(
    ("platform", "port", "place", "inside", "link"),
    [
        ("eos", "Ethernet5/1", 4, "Ethernet5/1", "eth5_1"),
        ("eos", "Ethernet3/12/1", 4, "Ethernet3/12/1", "eth3_12_1"),
        ("eos", "Ethernet7", 0, "Ethernet7", "eth7"),
        ("frr", "swp9", 8, "swp9", "swp9"),
        ("sonic", "Ethernet8", 1, "Ethernet8", "eth2"),
        ("iosxr", "FourHundredGigE0/0/0/12", 3, "GigabitEthernet0/0/0/3", "Gi0-0-0-3"),
        ("nxos", "Ethernet1/5/2", 3, "Ethernet1/4", "Ethernet1/4"),
        ("junos", "et-0/0/5:2", 3, "ge-0/0/3", "ge-0/0/3"),
        ("srlinux", "ethernet-1/3", 3, "ethernet-1/3", "e1-3"),
        ("srlinux", "ethernet-1/3/2", 3, "ethernet-1/3/2", "e1-3-2"),
        ("cumulus", "swp5s1", 3, "swp4", "swp4"),
    ],
)
def test_ports_are_called_as_the_image_calls_them(platform, port, place, inside, link):
    kind = KINDS[platform]
    assert (kind.port(port, place), kind.link(port, place)) == (inside, link)
    assert len(kind.link("Ethernet18/36/1" if platform == "eos" else port, 127)) <= 15


def test_a_sonic_panel_has_the_lanes_of_its_ports():
    config = '{"PORT": {"Ethernet0": {"lanes": "0,1", "alias": "etp1", "index": "1", "speed": "100000"}}}'
    assert panel_files(config, {"Ethernet0": "eth1"}) == {
        "lanemap.ini": "eth1:0,1\n",
        "port_config.ini": "# name lanes alias index speed\nEthernet0 0,1 etp1 1 100000\n",
    }
