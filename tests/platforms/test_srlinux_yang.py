"""Nokia's own YANG models accept what we render, with what the boxes say they have, and refuse what we would never.

The models are not kept here. Take nokia/srlinux-yang-models, tag v25.3.1, and name it in FABRICGEN_SRLINUX_YANG. In
FABRICGEN_SRLINUX_FEATURES name a folder of static/releases of srl-labs/yang-browser, with what each box lists: all that
is rendered for a box then has to be on its list.
"""

import json
import os
import shutil
from copy import deepcopy
from pathlib import Path

import pytest

from fabricgen.intent.ospf import BACKBONE
from fabricgen.judge import judge
from fabricgen.render.run import Worker
from fabricgen.render.yang import judged, listed
from fabricgen.render.yang.srlinux import prepared, schemas
from fabricgen.render.yang.yanglint import complaints
from tests.platforms.srlinux_devices import DEVICES, LEAF, SPINE, TRUNK_LEAF

GOLDEN = Path(__file__).parent / "golden" / "srlinux"
FEATURE_GOLDEN = {
    feature: Path(__file__).parent / "golden" / feature / "srlinux"
    for feature in ("ospf", "telemetry", "policies", "steering", "translation", "overlay", "vrf-ospf")
}
"""By feature, those beside the platform's own. All are of an H4, but those called `flat`, of an H2."""
PAGE = Path(__file__).parents[2] / "inventories" / "ixr-h5"
SOURCE = os.environ.get("FABRICGEN_SRLINUX_YANG", "")
FEATURES = os.environ.get("FABRICGEN_SRLINUX_FEATURES", "")
BOXES = {
    "nokia-7220-ixr-h2": "v25.3.1/platform_features/7220-IXR-H2.json",
    "nokia-7220-ixr-h4": "v25.3.1/platform_features/7220-IXR-H4.json",
    "nokia-7220-ixr-h5-64d": "v25.7.1/platform_features/7220-IXR-H5-64D.json",
}
"""Lists of what a box has begin, for each, with this release; the models are those of 25.3 all the same."""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SOURCE, reason="FABRICGEN_SRLINUX_YANG names no copy of nokia/srlinux-yang-models"),
    pytest.mark.skipif(not shutil.which("yanglint"), reason="yanglint is missing: apt-get install libyang2-tools"),
]
with_features = pytest.mark.skipif(
    not FEATURES, reason="FABRICGEN_SRLINUX_FEATURES names no copy of static/releases of srl-labs/yang-browser"
)


def features(model):
    return listed((Path(FEATURES) / BOXES[model]).read_text())


def files_of(feature):
    """By name; some features have a folder for each device."""
    places = [place for place in FEATURE_GOLDEN[feature].rglob("*") if place.is_file()]
    return {place.parent.name if place.stem == "switch" else place.stem: place for place in places}


def golden(device):
    return json.loads((GOLDEN / f"{device.name}.json").read_text())


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    return prepared(Path(SOURCE), folder, None)


def said(tree, ready, folder):
    """What yanglint has against a configuration; empty if nothing."""
    text = json.dumps(tree)
    data = folder / "config.json"
    data.write_text(text)
    return "".join(each.message for each in complaints(schemas(ready, [text], None), [data]))


def test_the_models_accept():
    told = judged(GOLDEN, [Path(SOURCE)])
    assert (told.configs, told.findings) == (len(DEVICES), ())


@with_features
@pytest.mark.parametrize("device", DEVICES.values(), ids=DEVICES)
def test_the_box_has_what_is_rendered_for_it(device, tmp_path):
    shutil.copy(GOLDEN / f"{device.name}.json", tmp_path)
    assert judged(tmp_path, [Path(SOURCE)], features(device.model)).findings == ()


@with_features
@pytest.mark.parametrize("feature", FEATURE_GOLDEN)
def test_the_box_has_what_each_feature_renders(feature, tmp_path):
    for box, flat in (("nokia-7220-ixr-h4", False), ("nokia-7220-ixr-h2", True)):
        folder = tmp_path / box
        folder.mkdir()
        files = {name: place for name, place in files_of(feature).items() if (name == "flat") is flat}
        for name, place in files.items():
            shutil.copy(place, folder / f"{name}.json")
        if files:
            told = judged(folder, [Path(SOURCE)], features(box))
            assert (told.configs, told.findings) == (len(files), ())


@pytest.mark.parametrize("feature", FEATURE_GOLDEN)
def test_the_models_accept_each_feature(feature, tmp_path):
    files = files_of(feature)
    for name, place in files.items():
        shutil.copy(place, tmp_path / f"{name}.json")
    told = judged(tmp_path, [Path(SOURCE)])
    assert (told.configs, told.findings) == (len(files), ())


def test_the_models_accept_the_spines_of_the_inventory(tmp_path):
    verdict = judge(PAGE)
    worker = Worker(verdict.blueprint, ())
    roles = [tier.role for tier in verdict.blueprint.fabric.tiers for _ in range(tier.count)]
    spines = [index for index, role in enumerate(roles) if role == "spine"]
    for index in (spines[0], spines[-1]):
        (artifact,) = worker.artifacts(index)
        (tmp_path / Path(artifact.path).name).write_bytes(artifact.data)
    on = features("nokia-7220-ixr-h4") if FEATURES else None
    assert judged(tmp_path, [Path(SOURCE)], on).findings == ()


def at(tree, *path):
    """What is there; entries of lists are found by the value of their first key."""
    for step in path:
        tree = tree[step] if isinstance(tree, dict) else next(row for row in tree if step in row.values())
    return tree


def without(tree, *path):
    copy = deepcopy(tree)
    *way, last = path
    below = at(copy, *way)
    if isinstance(below, dict):
        del below[last]
    else:
        below.remove(next(row for row in below if last in row.values()))
    return copy


def having(tree, value, *path):
    copy = deepcopy(tree)
    *way, last = path
    at(copy, *way)[last] = value
    return copy


LEAF_TREE, SPINE_TREE, TRUNK_TREE = golden(LEAF), golden(SPINE), golden(TRUNK_LEAF)
PORTS, NETINST, QOS = (
    "srl_nokia-interfaces:interface",
    "srl_nokia-network-instance:network-instance",
    "srl_nokia-qos:qos",
)
BGP = (NETINST, "default", "protocols", "srl_nokia-bgp:bgp")
OSPF_TREE = json.loads((FEATURE_GOLDEN["ospf"] / "leaf.json").read_text())
WATCHED_TREE = json.loads((FEATURE_GOLDEN["telemetry"] / "leaf.json").read_text())
LISTS_TREE = json.loads((FEATURE_GOLDEN["policies"] / "routed.json").read_text())
TENANTS_TREE = json.loads((FEATURE_GOLDEN["overlay"] / "leaf-lite/switch.json").read_text())
TAGGED = (PORTS, "ethernet-1/63", "subinterface")
BARE = {"encap": {"untagged": {}}}
ACL = "srl_nokia-acl:acl"
IN_ACME = (ACL, "acl-filter", "IN-acme")
POLICY = "srl_nokia-routing-policy:routing-policy"
BORDER_TREE = json.loads((FEATURE_GOLDEN["steering"] / "leaf.txt").read_text())
FROM_WAN = (POLICY, "policy", "FROM-WAN-east", "statement", "accepted", "action", "bgp")
TO_WAN = (POLICY, "policy", "TO-WAN-east", "statement", "tiers", "action", "bgp", "as-path", "prepend")
SFLOW = ("srl_nokia-system:system", "srl_nokia-sflow:sflow")
OSPF = (NETINST, "default", "protocols", "srl_nokia-ospf:ospf", "instance", "FABRIC")
OSPF_LINK = (*OSPF, "area", BACKBONE, "interface", "ethernet-1/63.0")
BUFFERS = (QOS, "buffer-management")
PAUSES = {"receive": True}
SCHEDULERS = (QOS, "scheduler-policies", "scheduler-policy", "FABRIC", "scheduler")
REFUSED = {
    "a word that nobody knows": (having(LEAF_TREE, "red", PORTS, "ethernet-1/63", "colour"), 'Node "colour" not found'),
    "too long a frame": (having(LEAF_TREE, 9501, PORTS, "ethernet-1/63", "mtu"), 'Unsatisfied range - value "9501"'),
    "too short a frame": (having(LEAF_TREE, 1450, PORTS, "ethernet-1/63", "mtu"), "minimum mtu is 1500"),
    "an MTU on a divided cage": (having(LEAF_TREE, 9000, PORTS, "ethernet-1/1", "mtu"), "mtu not configurable when"),
    "a speed that there isn't": (
        having(LEAF_TREE, "300G", PORTS, "ethernet-1/63", "ethernet", "port-speed"), 'Invalid enumeration value "300G"',
    ),
    "a subinterface that isn't there": (
        without(LEAF_TREE, PORTS, "ethernet-1/63", "subinterface"), "Invalid leafref value",
    ),
    "a tag without tagging": (
        without(TRUNK_TREE, PORTS, "ethernet-1/1/1", "srl_nokia-interfaces-vlans:vlan-tagging"),
        "vlan-id only configurable if vlan-tagging enabled",
    ),
    "packets without a tag beside the tags of VRFs": (
        having(TENANTS_TREE, BARE, *TAGGED, 0, "srl_nokia-interfaces-vlans:vlan"),
        "untagged only allowed with type bridged",
    ),
    "the tag of a VRF without tagging": (
        without(TENANTS_TREE, *TAGGED[:2], "srl_nokia-interfaces-vlans:vlan-tagging"),
        "vlan-id only configurable if vlan-tagging enabled",
    ),
    "a link of a VRF that isn't there": (without(TENANTS_TREE, *TAGGED, 2001), "Invalid leafref value"),
    "a class for a link of a VRF that isn't there": (
        having(TENANTS_TREE, "FABRICX", QOS, "interfaces", "interface", "ethernet-1/63.2001", "input", "classifiers",
               "dscp-policy"),
        'Invalid leafref value "FABRICX"',
    ),
    "an export policy of a VRF that isn't there": (
        without(TENANTS_TREE, POLICY, "policy", "NEAR-acme"), 'Invalid leafref value "NEAR-acme"',
    ),
    "an MTU of packets on a bridged port": (
        having(TRUNK_TREE, 9000, PORTS, "ethernet-1/1/1", "subinterface", 132, "ip-mtu"),
        "ip-mtu not allowed with type bridged",
    ),
    "a group that isn't there": (without(LEAF_TREE, *BGP, "group", "SPINES"), 'Invalid leafref value "SPINES"'),
    "an export policy that isn't there": (without(LEAF_TREE, POLICY, "policy", "TO-ABOVE"), "Invalid leafref value"),
    "a prefix-set that isn't there": (without(LEAF_TREE, POLICY, "prefix-set", "HOSTS"), "Invalid leafref value"),
    "a mark that isn't there": (without(SPINE_TREE, POLICY, "community-set"), 'Invalid leafref value "WENT-DOWN"'),
    "two paths too many": (
        having(LEAF_TREE, 257, *BGP, "afi-safi", "srl_nokia-common:ipv4-unicast", "multipath", "ebgp", "maximum-paths"),
        'value "257" is out of the allowed range',
    ),
    "a timer that BFD doesn't have": (
        having(LEAF_TREE, 300, "srl_nokia-bfd:bfd", "subinterface", "ethernet-1/63.0", "required-minimum-receive"),
        'value "300" is out of the allowed range',
    ),
    "a code point beyond 63": (
        having(LEAF_TREE, 64, QOS, "classifiers", "dscp-policy", "FABRIC", "dscp", 63, "value"), "Invalid ",
    ),
    "a class that isn't there": (
        without(LEAF_TREE, QOS, "forwarding-classes", "forwarding-class", "cnp"), 'Invalid leafref value "cnp"',
    ),
    "a queue beyond the eighth": (
        having(LEAF_TREE, 12, QOS, "queues", "queue", "cnp", "queue-index"), 'value "12" is out of the allowed range',
    ),
    "strict priority where shares belong": (
        having(LEAF_TREE, "strict", *SCHEDULERS, 1, "priority"),
        "scheduler with sequence 0 must be strict priority",
    ),
    "a marked queue without a size": (
        without(LEAF_TREE, *BUFFERS, "buffer-allocation-profile", "up-400g", "queues", "queue"),
        "cannot be configured without setting maximum burst size",
    ),
    "thresholds in two units": (
        having(LEAF_TREE, 10, *BUFFERS, "queue-management-profile", "rdma-400g", "wred", "wred-slope", "all",
               "min-threshold-percent"),
        "percentage and absolute values cannot be configured together",
    ),
    "PFC beside plain pauses": (
        having(LEAF_TREE, PAUSES, PORTS, "ethernet-1/63", "ethernet", "flow-control"),
        "pfc and ethernet flow-control are mutually exclusive",
    ),
    "a watchdog that is too patient": (
        having(LEAF_TREE, 1501, QOS, "pfc-mapping-profile", "pause-3", "received-pfc-pause-frames", "deadlock",
               "detection-timer"),
        'value "1501" is out of the allowed range',
    ),
    "another OSPF": (having(OSPF_TREE, "srl_nokia-ospf-types:ospf-v9", *OSPF, "version"), "Invalid "),
    "more ways than OSPF takes": (
        having(OSPF_TREE, 65, *OSPF, "max-ecmp-paths"), 'value "65" is out of the allowed range',
    ),
    "a cost beyond 16 bits": (having(OSPF_TREE, 65536, *OSPF_LINK, "metric"), 'Value "65536" is out of'),
    "a link of another kind": (having(OSPF_TREE, "p2p", *OSPF_LINK, "interface-type"), 'enumeration value "p2p"'),
    "a neighbour given up after one hello": (
        having(OSPF_TREE, 5, *OSPF_LINK, "dead-interval"), "must be at least twice the hello-interval",
    ),
    "samples too rare": (having(WATCHED_TREE, 2_000_001, *SFLOW, "sample-rate"), 'value "2000001" is out of'),
    "samples from nowhere": (without(WATCHED_TREE, *SFLOW, "source-address"), "Should have source-address configured"),
    "samples by an instance that isn't there": (
        having(WATCHED_TREE, "acme2", *SFLOW, "collector", 1, "network-instance"), 'Invalid leafref value "acme2"',
    ),
    "samples of a divided cage": (
        having(WATCHED_TREE, {"admin-state": "enable"}, PORTS, "ethernet-1/1", "sflow"),
        "not supported when breakout-mode is enabled",
    ),
    "a service that gRPC hasn't": (
        having(WATCHED_TREE, ["srl_nokia-grpc:gnmy"], *SFLOW[:1], "srl_nokia-grpc:grpc-server", "mgmt", "services"),
        "Invalid ",
    ),
    "a protocol that nobody knows": (
        having(LISTS_TREE, "tcpx", *IN_ACME, "entry", 10, "match", "ipv4", "protocol"), "Invalid ",
    ),
    "ports of no protocol": (
        without(LISTS_TREE, *IN_ACME, "entry", 10, "match", "ipv4", "protocol"), "must be TCP or UDP to use port value",
    ),
    "an entry beyond the last": (
        having(LISTS_TREE, 65_536, *IN_ACME, "entry", 10, "sequence-id"), 'value "65536" is out of',
    ),
    "an unknown action": (having(LISTS_TREE, {"deny": {}}, *IN_ACME, "entry", 10, "action"), '"deny" not found'),
    "flags in other words": (
        having(LISTS_TREE, "established", *IN_ACME, "entry", 70, "match", "transport", "tcp-flags"), "pattern",
    ),
    "a prefix beside a mask": (
        having(LISTS_TREE, {"prefix": "10.0.0.0/8", "address": "10.0.0.0", "mask": "0.255.255.255"}, *IN_ACME,
               "entry", 50, "match", "ipv4", "destination-ip"),
        "must be empty",
    ),
    "a mask without an address": (
        having(LISTS_TREE, {"mask": "0.255.255.255"}, *IN_ACME, "entry", 50, "match", "ipv4", "destination-ip"),
        "An address must be configured to use with the mask",
    ),
    "a list that isn't there": (without(LISTS_TREE, *IN_ACME), 'Invalid leafref value "ipv4"'),
    "a list of another version": (
        having(LISTS_TREE, "ipv6", ACL, "interface", "mgmt0.0", "input", "acl-filter", "MANAGEMENT", "type"),
        'Invalid leafref value "ipv6"',
    ),
    "a list at a subinterface that isn't there": (
        having(LISTS_TREE, 7, ACL, "interface", "mgmt0.0", "interface-ref", "subinterface"), "Invalid leafref value",
    ),
    "a gateway's mark that isn't there": (
        without(BORDER_TREE, POLICY, "community-set", "PREFER-east"), 'Invalid leafref value "PREFER-east"',
    ),
    "a mark in words of Junos": (
        having(BORDER_TREE, ["large:1:0"], POLICY, "community-set", "AVOID", "member"), "Invalid ",
    ),
    "marks that are added and replaced": (
        having(BORDER_TREE, {"add": "TIERS", "replace": "WAN-east"}, *FROM_WAN, "communities"), "ust condition",
    ),
    "too long a path": (having(BORDER_TREE, 51, *TO_WAN, "repeat-n"), 'value "51" is out of'),
    "communities of no kind": (
        having(BORDER_TREE, ["huge"], *BGP, "group", "WAN-east", "afi-safi", "srl_nokia-common:ipv4-unicast",
               "send-community-type"),
        "Invalid enumeration",
    ),
    "a role that isn't there": (
        without(LEAF_TREE, "srl_nokia-system:system", "srl_nokia-aaa:aaa", "authorization"),
        'Invalid leafref value "operator"',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("tree", "reason"), REFUSED.values(), ids=REFUSED)
def test_the_models_refuse(ready, tree, reason, tmp_path):
    assert reason in said(tree, ready, tmp_path)


@with_features
@pytest.mark.parametrize(
    ("box", "word"),
    [
        ("nokia-7220-ixr-h2", 'Node "breakout-mode" not found as a child of "interface" node'),
        ("nokia-7220-ixr-h5-64d", 'Invalid enumeration value "200G"'),
    ],
)
def test_another_box_hasnt_what_is_rendered_for_this_one(box, word, tmp_path):
    shutil.copy(GOLDEN / f"{LEAF.name}.json", tmp_path)
    (finding,) = judged(tmp_path, [Path(SOURCE)], features(box)).findings
    assert (finding.code, finding.message) == ("FG815", word)
