"""Differences as a reader sees them: parents shown, order ignored or kept."""

import json

import pytest

from fabricgen.compare.difference import difference
from fabricgen.platforms.syntax import EOS, FRR, IOSXR, JSON, JUNOS, LINES, NVUE, NXOS, QUEUES, SRLINUX, STANZAS
from fabricgen.views.diff_words import drawn

EOS_BEFORE = """\
! device: leaf-p00-00
hostname leaf
!
interface Ethernet1/1
   description host
   mtu 9214
   !
   uc-tx-queue 3
      random-detect ecn count
!
router bgp 65001
   neighbor 10.0.0.1 peer group SPINES
   neighbor 10.0.0.3 peer group SPINES
   !
   address-family ipv4
      neighbor SPINES activate
!
end
"""
ACL = "ip access-list A\n   permit ip any host 10.0.0.1\n   deny ip any any\n"
TABLE = {
    "heads are shown": (
        EOS, EOS_BEFORE, EOS_BEFORE.replace("ecn count", "drop"),
        """\
  interface Ethernet1/1
     uc-tx-queue 3
-       random-detect ecn count
+       random-detect drop""",
    ),
    "comments say nothing": (EOS, EOS_BEFORE, EOS_BEFORE.replace("! device: leaf-p00-00", "! made otherwise"), ""),
    "order of neighbours means nothing": (
        EOS, EOS_BEFORE,
        EOS_BEFORE.replace("10.0.0.1 peer", "10.0.0.X peer").replace("10.0.0.3 peer", "10.0.0.1 peer").replace(
            "10.0.0.X peer", "10.0.0.3 peer"),
        "",
    ),
    "what comes stands where it belongs": (
        EOS, EOS_BEFORE,
        EOS_BEFORE.replace("   !\n   address", "   neighbor 10.0.0.5 peer group SPINES\n   !\n   address"),
        """\
  router bgp 65001
+    neighbor 10.0.0.5 peer group SPINES""",
    ),
    "a block that goes": (
        EOS, EOS_BEFORE + "vlan 7\n   name x\n", EOS_BEFORE,
        """\
- vlan 7
-    name x""",
    ),
    "the order of access lists counts": (
        EOS, ACL, "ip access-list A\n   deny ip any any\n   permit ip any host 10.0.0.1\n",
        """\
  ip access-list A
+    deny ip any any  (place 1)
-    deny ip any any  (place 2)""",
    ),
    "numbered entries have their place already": (
        EOS, "ip access-list A\n   10 permit x\n   20 deny y\n", "ip access-list A\n   20 deny y\n   10 permit x\n", "",
    ),
    "blocks of FRR that end with exit": (
        FRR, "router bgp 1\n address-family ipv4 unicast\n  neighbor A activate\n exit-address-family\nexit\n!\nend\n",
        "router bgp 1\n !\n address-family ipv4 unicast\n  neighbor B activate\n exit-address-family\nexit\n",
        """\
  router bgp 1
     address-family ipv4 unicast
-       neighbor A activate
+       neighbor B activate""",
    ),
    "lists of FRR without numbers": (
        FRR, "access-list A permit 1\naccess-list A deny 2\n", "access-list A deny 2\naccess-list A permit 1\n",
        """\
+ access-list A deny 2  (place 1)
- access-list A deny 2  (place 2)""",
    ),
    "a row of SONiC": (
        JSON, json.dumps({"PORT": {"Ethernet0": {"mtu": "9214", "fec": "rs"}}, "LLDP": {}}),
        json.dumps({"LLDP": {}, "PORT": {"Ethernet0": {"fec": "rs", "mtu": "9100"}}}),
        """\
  "PORT"
     "Ethernet0"
-       "mtu": "9214"
+       "mtu": "9100\"""",
    ),
    "an array keeps its order": (
        JSON, '{"a": [1, 2]}', '{"a": [2, 1]}',
        """\
  "a"
+    - 2  (place 1)
-    - 2  (place 2)""",
    ),
    "objects with a key of their own don't": (
        JSON, '{"interface": [{"name": "e1", "mtu": 1}, {"name": "e2", "mtu": 2}]}',
        '{"interface": [{"name": "e2", "mtu": 3}, {"name": "e1", "mtu": 1}]}',
        """\
  "interface"
     name "e2"
-       "mtu": 2
+       "mtu": 3""",
    ),
    "true is not 1": (JSON, '{"a": true}', '{"a": 1}', '- "a": true\n+ "a": 1'),
    "braces": (
        JUNOS,
        "/* x */\ninterfaces {\n    et-0/0/0 {\n        mtu 9000;\n        unit 0;\n    }\n}\n",
        "interfaces {\n    et-0/0/0 {\n        unit 0;\n        mtu 9100;\n    }\n}\n",
        """\
  interfaces
     et-0/0/0
-       mtu 9000
+       mtu 9100""",
    ),
    "YAML": (
        NVUE,
        "- set:\n    interface:\n      swp1: {link: {mtu: 9216, state: on}}\n",
        "- set:\n    interface:\n      swp1: {link: {state: on, mtu: 9000}}\n",
        """\
  -
     set
        interface
           swp1
              link
-                mtu: 9216
+                mtu: 9000""",
    ),
    "stanzas": (
        STANZAS, "auto swp1\niface swp1\n    mtu 9214\n", "auto swp1\niface swp1\n    mtu 9100\n",
        """\
  iface swp1
-    mtu 9214
+    mtu 9100""",
    ),
    "plain lines have an order": (
        LINES, "# made by x\na\nb\n", "b\na\n",
        """\
+ b  (place 1)
- b  (place 2)""",
    ),
    "queues of a port stand apart from those of others": (
        QUEUES, "qdisc add dev a x\nqdisc add dev b x\nqdisc add dev b y\n",
        "qdisc add dev b y\nqdisc add dev b x\nqdisc add dev a x\nqdisc add dev c x\nclass add dev c y\n",
        """\
+ qdisc add dev b y  (place 1)
- qdisc add dev b y  (place 2)
+ qdisc add dev c x
+ class add dev c y""",
    ),
    "what isn't JSON is read as lines": (JSON, "{", "{ x", "- {  (place 1)\n+ { x  (place 1)"),
    "a route-policy is a program": (
        IOSXR, "route-policy A\n  pass\n  drop\nend-policy\n!\nhostname x\n",
        "hostname x\nroute-policy A\n  drop\n  pass\nend-policy\n!\n",
        """\
  route-policy A
+    drop  (place 1)
-    drop  (place 2)""",
    ),
    "terms of Junos are served in their order": (
        JUNOS,
        ("policy-options {\n    policy-statement A {\n        term X {\n            then accept;\n        }\n"
        "        term Y {\n            then reject;\n        }\n    }\n}\n"),
        ("policy-options {\n    policy-statement A {\n        term Y {\n            then reject;\n        }\n"
        "        term X {\n            then accept;\n        }\n    }\n}\n"),
        """\
  policy-options
     policy-statement A
+       term Y  (place 1)
+          then reject
-       term Y  (place 2)
-          then reject""",
    ),
    "classes of a policy-map are served in their order": (
        NXOS, "policy-map type qos A\n  class X\n    set qos-group 1\n  class Y\n",
        "policy-map type qos A\n  class X\n    set qos-group 2\n  class Y\n",
        """\
  policy-map type qos A
     class X
-       set qos-group 1
+       set qos-group 2""",
    ),
    "statements of SR Linux are served in their order": (
        SRLINUX, '{"policy": [{"name": "A", "statement": [{"name": "1", "x": 1}, {"name": "2", "x": 2}]}]}',
        '{"policy": [{"name": "A", "statement": [{"name": "2", "x": 2}, {"name": "1", "x": 1}]}]}',
        """\
  "policy"
     name "A"
        "statement"
+          name "2"  (place 1)
+             "name": "2"
+             "x": 2
-          name "2"  (place 2)
-             "name": "2"
-             "x": 2""",
    ),
    "a file that comes": (LINES, "", "a\n", "+ a"),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_difference(name):
    syntax, before, after, expected = TABLE[name]
    assert "\n".join(map(drawn, difference(before, after, syntax))) == expected
