"""SR Linux: golden files, and the laws that its box holds a configuration to.

`pytest tests/platforms/test_srlinux.py --update` rewrites the golden files; the difference is for a reviewer to read.
"""

import json
from dataclasses import replace

import pytest

from fabricgen.fabric import Slot
from fabricgen.hardware import model
from fabricgen.platforms.srlinux import port_name
from fabricgen.platforms.srlinux_buffers import PAUSED_PART, plan, plan_of
from fabricgen.platforms.srlinux_terms import frame, merged, rows
from tests.platforms import goldens
from tests.platforms.srlinux_devices import DEVICES, H5, LEAF, SPINE, TRUNK_LEAF, UNNUMBERED

GOLDEN = goldens.FOLDER / "srlinux"
everywhere = pytest.mark.parametrize("device", DEVICES.values(), ids=DEVICES)


def rendered(device):
    (text,) = goldens.rendered("srlinux", device).values()
    return text


def config(device):
    return json.loads(rendered(device))


def interfaces(tree):
    return {row["name"]: row for row in tree["srl_nokia-interfaces:interface"]}


def instances(tree):
    return {row["name"]: row for row in tree["srl_nokia-network-instance:network-instance"]}


def bgp(tree):
    return instances(tree)["default"]["protocols"]["srl_nokia-bgp:bgp"]


def qos(tree):
    return tree["srl_nokia-qos:qos"]


def subinterfaces(tree):
    return {f"{name}.{each['index']}" for name, row in interfaces(tree).items() for each in row.get("subinterface", ())}


def lists(value, path=""):
    """Every list of objects, with its path."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from lists(below, f"{path}/{key}")
    elif isinstance(value, list):
        if value and isinstance(value[0], dict):
            yield path, value
        for below in value:
            yield from lists(below, path)


def said(value, name):
    """All values of a leaf of that name."""
    if isinstance(value, dict):
        for key, below in value.items():
            if key == name:
                yield from below if isinstance(below, list) else [below]
            else:
                yield from said(below, name)
    elif isinstance(value, list):
        for below in value:
            yield from said(below, name)


@pytest.mark.parametrize("name", DEVICES)
def test_golden(name, update):
    text, file = rendered(DEVICES[name]), GOLDEN / f"{name}.json"
    if update:
        goldens.write(file, text)
    assert file.read_text() == text


def test_every_golden_file_has_a_device():
    assert {path.stem for path in GOLDEN.iterdir()} == set(DEVICES)


@everywhere
def test_it_is_written_as_a_backup_is(device):
    """Our driver sorts what the box runs and indents by two."""
    text = rendered(device)
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert text.isascii()


KEYS = {
    "interface": ("name", "interface-id", "interface-name"), "subinterface": ("index", "id"), "dscp": ("value",),
    "address": ("ip-prefix",), "afi-safi": ("afi-safi-name",), "group": ("group-name", "name"), "user": ("username",),
    "neighbor": ("peer-address",), "pfc-queue": ("pfc-queue-name",), "remote-server": ("host",), "server": ("address",),
    "scheduler": ("sequence",), "input": ("id",), "prefix": ("ip-prefix",), "route": ("prefix",), "nexthop": ("index",),
    "forwarding-complex": ("name",), "linecard": ("slot",), "facility": ("facility-name",),
    "role": ("rolename", "name"), "rule": ("path-reference",), "wred-slope": ("enable-ecn",),
    "queue": ("name", "queue-name"),
}  # fmt: skip


@everywhere
def test_no_entry_of_a_list_stands_twice(device):
    for path, entries in lists(config(device)):
        keys = KEYS.get(path.rpartition("/")[2].rpartition(":")[2], ("name",))
        (key,) = [key for key in keys if key in entries[0]]
        names = [entry[key] for entry in entries]
        assert len(names) == len(set(names)), path


@everywhere
def test_every_subinterface_that_is_named_exists(device):
    tree = config(device)
    bound = [row["name"] for each in instances(tree).values() for row in each.get("interface", ())]
    watched = [row["id"] for row in tree.get("srl_nokia-bfd:bfd", {}).get("subinterface", ())]
    found = [row["interface-name"] for row in bgp(tree).get("dynamic-neighbors", {}).get("interface", ())]
    assert {*bound, *watched, *found} <= subinterfaces(tree)


@everywhere
def test_every_subinterface_is_in_one_instance_but_gateways_in_two(device):
    tree = config(device)
    bound = [row["name"] for each in instances(tree).values() for row in each.get("interface", ())]
    for name in subinterfaces(tree):
        assert bound.count(name) == (2 if name.startswith("irb") else 1), name


@everywhere
def test_policies_and_sets_are_used_and_defined(device):
    tree = config(device)
    policy = tree["srl_nokia-routing-policy:routing-policy"]
    named = {row["name"] for row in policy["policy"]}
    assert {*said(bgp(tree), "import-policy"), *said(bgp(tree), "export-policy")} == named
    prefixes = {each["match"]["prefix"]["prefix-set"] for row in policy["policy"] for each in row.get("statement", ())
                if "prefix" in each["match"]}  # fmt: skip
    assert prefixes == {row["name"] for row in policy["prefix-set"]}
    marks = {*said(policy["policy"], "community-set"), *said(policy["policy"], "add")}
    assert marks == {row["name"] for row in policy.get("community-set", ())}


@everywhere
def test_every_neighbour_has_a_group_and_every_group_a_neighbour(device):
    whole = bgp(config(device))
    groups = {row["group-name"] for row in whole["group"]}
    assert set(said(whole, "peer-group")) == groups


@everywhere
def test_every_session_has_an_asn(device):
    """Its own, that of its group, or the one that may be found on its link."""
    whole = bgp(config(device))
    groups = {row["group-name"]: row.get("peer-as") for row in whole["group"]}
    numbered = [row.get("peer-as") or groups[row["peer-group"]] for row in whole.get("neighbor", ())]
    found = [row["allowed-peer-as"] for row in whole.get("dynamic-neighbors", {}).get("interface", ())]
    assert all(numbered)
    assert all(found)
    assert numbered or found


@everywhere
def test_queues_classes_and_profiles_are_used_and_defined(device):
    whole = qos(config(device))
    classes = {row.name for row in device.lossless.classes}
    assert {row["name"] for row in whole["queues"]["queue"]} == classes
    assert {row["name"] for row in whole["forwarding-classes"]["forwarding-class"]} == classes
    schedulers = whole["scheduler-policies"]["scheduler-policy"][0]["scheduler"]
    assert sorted(said(schedulers, "queue-name")) == sorted(classes)
    profiles = whole.get("buffer-management", {})
    marks = {row["name"] for row in profiles.get("queue-management-profile", ())}
    shares = {row["name"] for row in profiles.get("buffer-allocation-profile", ())}
    ports = whole["interfaces"]["interface"]
    assert set(said(ports, "queue-management-profile")) == marks
    assert {*said(ports, "buffer-allocation-profile"), *said(ports, "pfc-buffer-allocation-profile")} == shares
    pauses = {row["name"] for row in whole.get("pfc-mapping-profile", ())}
    assert set(said(ports, "pfc-mapping-profile")) == pauses


@everywhere
def test_every_code_point_has_a_class(device):
    (policy,) = qos(config(device))["classifiers"]["dscp-policy"]
    assert [row["value"] for row in policy["dscp"]] == list(range(64))


@everywhere
def test_every_port_is_served_and_every_subinterface_of_it_classified(device):
    tree = config(device)
    ports = {row["interface-id"]: row for row in qos(tree)["interfaces"]["interface"]}
    expected = {port.name for port in device.ports}
    expected |= {name for name in subinterfaces(tree) if name.startswith("ethernet")}
    assert set(ports) == expected
    assert all("classifiers" in row["input"] for name, row in ports.items() if "subinterface" in row["interface-ref"])


@everywhere
def test_a_marked_queue_has_a_size(device):
    """qos, queue-management-profile: cannot be configured without setting maximum burst size."""
    whole = qos(config(device))
    shares = {
        row["name"]: {each["queue-name"]: each["maximum-burst-size"] for each in row["queues"].get("queue", ())}
        for row in whole.get("buffer-management", {}).get("buffer-allocation-profile", ())
    }
    for port in whole["interfaces"]["interface"]:
        for queue in port.get("output", {}).get("queues", {}).get("queue", ()):
            assert shares[port["output"]["buffer-allocation-profile"]][queue["queue-name"]] > 0


@everywhere
def test_a_divided_cage_has_no_mtu_and_its_ports_no_speed(device):
    ports = interfaces(config(device))
    for name, row in ports.items():
        if "breakout-mode" in row:
            assert set(row) == {"name", "admin-state", "breakout-mode"}
            assert any(other.startswith(f"{name}/") for other in ports)
        if name.count("/") == 2:
            assert "breakout-mode" in ports[name.rpartition("/")[0]]
            assert "port-speed" not in row.get("ethernet", {})


@everywhere
def test_a_paused_port_doesnt_hear_plain_pause_frames(device):
    tree = config(device)
    ports = interfaces(tree)
    for row in qos(tree)["interfaces"]["interface"]:
        if row.get("pfc", {}).get("pfc-enable"):
            assert ports[row["interface-id"]]["ethernet"]["flow-control"] == {"receive": False}


def test_what_goes_down_is_marked_and_never_goes_up_again():
    policies = {row["name"]: row for row in config(SPINE)["srl_nokia-routing-policy:routing-policy"]["policy"]}
    assert policies["FROM-ABOVE"]["default-action"]["bgp"]["communities"] == {"add": "WENT-DOWN"}
    first, *rest = policies["TO-ABOVE"]["statement"]
    assert (first["match"]["bgp"]["community-set"], first["action"]["policy-result"]) == ("WENT-DOWN", "reject")
    assert all("bgp" not in each["action"] for each in rest)
    assert all(each["action"]["bgp"]["communities"]["add"] == "WENT-DOWN" for each in policies["TO-BELOW"]["statement"])


def test_the_aggregate_stands_for_the_links_of_a_leaf():
    def protocols(device):
        (policy,) = [row for row in config(device)["srl_nokia-routing-policy:routing-policy"]["policy"]
                     if row["name"] == "TO-ABOVE"]  # fmt: skip
        return [each["match"]["protocol"] for each in policy["statement"] if "protocol" in each["match"]]

    assert protocols(LEAF) == ["srl_nokia-common:aggregate", "srl_nokia-common:bgp"]
    assert protocols(TRUNK_LEAF) == ["srl_nokia-common:local", "srl_nokia-common:bgp"]
    (route,) = instances(config(LEAF))["default"]["srl_nokia-aggregate-routes:aggregate-routes"]["route"]
    assert route["prefix"] == LEAF.bgp.aggregate


def test_a_session_carries_the_family_of_its_addresses():
    groups = {row["group-name"]: row["afi-safi"] for row in bgp(config(SPINE))["group"]}
    states = {
        name: {row["afi-safi-name"].partition(":")[2]: row["admin-state"] for row in families}
        for name, families in groups.items()
    }
    four = {"ipv4-unicast": "enable", "ipv6-unicast": "disable"}
    six = {"ipv4-unicast": "disable", "ipv6-unicast": "enable"}
    assert states == {"LEAVES": four, "LEAVES-V6": six, "SUPER-SPINES": four, "SUPER-SPINES-V6": six}


def test_over_unnumbered_links_it_carries_both():
    tree = config(UNNUMBERED)
    (group,) = bgp(tree)["group"]
    assert [(row["afi-safi-name"], row["admin-state"]) for row in group["afi-safi"]] == [
        ("srl_nokia-common:ipv4-unicast", "enable"),
        ("srl_nokia-common:ipv6-unicast", "enable"),
    ]
    assert group["afi-safi"][0]["ipv4-unicast"] == {"advertise-ipv6-next-hops": True, "receive-ipv6-next-hops": True}
    assert instances(tree)["default"]["ip-forwarding"] == {"receive-ipv4-check": False}
    assert "neighbor" not in bgp(tree)


@pytest.mark.parametrize(
    ("name", "slot", "expected"),
    [
        ("nokia-7220-ixr-h4", Slot(1, 1, 8, 400), "ethernet-1/1"),
        ("nokia-7220-ixr-h4", Slot(64, 5, 4, 200), "ethernet-1/64/2"),
        ("nokia-7220-ixr-h4", Slot(2, 7, 2, 100), "ethernet-1/2/4"),
        ("nokia-7220-ixr-h3", Slot(1, 1, 8, 400), "ethernet-1/3"),
        ("nokia-7220-ixr-h2", Slot(128, 1, 4, 100), "ethernet-1/128"),
        ("nokia-7220-ixr-h5-64d", Slot(64, 5, 4, 400), "ethernet-1/64/2"),
    ],
)
def test_port_names(name, slot, expected):
    assert port_name(model(name), slot) == expected


def test_buffers_of_a_leaf():
    """64 ports of 400G on a Tomahawk 4 of 113,143,792 bytes: 64 x 96,520 bytes of headroom are 5.5 %."""
    box, (host, _) = model("nokia-7220-ixr-h4"), LEAF.profiles
    sizes = plan_of(box, [(64, host)], 1.0)
    assert sizes.reserve == 6
    free = 113_143_792 * 94 // 100
    assert sizes.pause_at == free * PAUSED_PART // 100 // 64
    assert sizes.lossless_queue == 113_143_792
    assert sizes.lossy_queue == free // 5


def test_shared_headroom_takes_less():
    box, (host, _) = model("nokia-7220-ixr-h4"), LEAF.profiles
    assert [plan_of(box, [(64, host)], ratio).reserve for ratio in (1, 2, 4)] == [6, 3, 2]


def test_ports_pause_before_their_buffer_is_full():
    for device in (LEAF, SPINE):
        sizes, buffer = plan(device), model(device.model).asic.buffer_bytes.value
        pausing = sum(len(device.profiles[port.profile].lossless_priorities) for port in device.ports)
        assert sizes.pause_at * pausing <= buffer * (100 - sizes.reserve) // 100


@pytest.mark.parametrize("device", [TRUNK_LEAF, H5], ids=lambda device: device.name)
def test_what_neither_pauses_nor_marks_needs_no_sizes(device):
    assert plan(device) is None
    assert "buffer-management" not in qos(config(device))


def test_a_quote_in_a_description_stays_in_it():
    assert interfaces(config(UNNUMBERED))["ethernet-1/1"]["description"] == 'a host with a "name"'


@pytest.mark.parametrize(("mtu", "expected"), [(9214, 9228), (1486, 1500), (1280, 1500)])
def test_the_mtu_of_a_port(mtu, expected):
    assert frame(replace(LEAF.profiles[0], mtu=mtu)) == expected


def test_every_cage_is_divided_once():
    ports = (*LEAF.ports, LEAF.ports[0]._replace(name="ethernet-1/2/1", cage=2))
    names = [row["name"] for row in config(replace(LEAF, ports=ports))["srl_nokia-interfaces:interface"]]
    assert names == ["mgmt0", "system0", "ethernet-1/1", "ethernet-1/2", *(port.name for port in ports)]


def test_sections_are_laid_over_one_another():
    one = '{"a": {"b": 1}, "list": [{"name": "x", "c": 1}]}'
    other = '{"a": {"d": 2}, "list": [{"name": "y"}, {"name": "x", "e": [3]}]}'
    assert json.loads(merged([one, other, "{}"])) == {
        "a": {"b": 1, "d": 2}, "list": [{"name": "x", "c": 1, "e": [3]}, {"name": "y"}],
    }  # fmt: skip


def test_commas_stand_between():
    assert rows("abc") == [("", "a"), (",", "b"), (",", "c")]
    assert rows("") == []
