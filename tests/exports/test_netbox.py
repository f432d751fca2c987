"""Every word in a file for NetBox refers to a row that an earlier file has made: that is what an import trips over."""

import csv
import ipaddress
import re

import pytest

from fabricgen.exports import netbox_columns as files
from fabricgen.exports.media import MEDIA
from fabricgen.exports.netbox import tables
from fabricgen.exports.netbox_ports import NAMES, interface_type
from fabricgen.platforms import PLATFORMS

SLUG = re.compile(r"[-a-z0-9_]{1,100}")
PAGES = ["lab", "planes", "trunk", "existing", "three tiers", "moe-a"]
POINTS = (
    (files.TYPES, "manufacturer", files.MANUFACTURERS, "name"),
    (files.ASNS, "rir", files.RIRS, "name"),
    (files.VLANS, "group", files.GROUPS, "name"),
    (files.PREFIXES, "vrf", files.VRFS, "name"),
    (files.PREFIXES, "vlan_group", files.GROUPS, "name"),
    (files.PREFIXES, "vlan", files.VLANS, "vid"),
    (files.DEVICES, "role", files.ROLES, "name"),
    (files.DEVICES, "manufacturer", files.MANUFACTURERS, "name"),
    (files.DEVICES, "device_type", files.TYPES, "model"),
    (files.DEVICES, "platform", files.PLATFORMS, "name"),
    (files.DEVICES, "site", files.SITES, "name"),
    (files.INTERFACES, "device", files.DEVICES, "name"),
    (files.INTERFACES, "vlan_group", files.GROUPS, "name"),
    (files.INTERFACES, "vrf.name", files.VRFS, "name"),
    (files.ADDRESSES, "vrf", files.VRFS, "name"),
    (files.CABLES, "side_a_device", files.DEVICES, "name"),
    (files.CABLES, "side_b_device", files.DEVICES, "name"),
)


def loaded(what):
    texts = {}
    for path, text in tables(what):
        texts[path] = texts.get(path, "") + text
    return {path: [*csv.DictReader(text.splitlines())] for path, text in texts.items()}


@pytest.fixture(scope="module", params=PAGES)
def page(request):
    return request.param


@pytest.fixture
def made(read, page):
    what = read(page)
    return what, loaded(what)


def test_files_have_their_columns_and_stand_in_order(made):
    _what, found = made
    assert list(found) == sorted(found)
    for path, rows in found.items():
        assert rows, path
        for row in rows:
            assert tuple(row) == files.COLUMNS[path], path
            assert None not in row.values(), path


def test_netbox_finds_out_by_itself_what_parts_the_columns(made):
    """It asks Python's Sniffer, with these four to choose from, unless the user says what it is."""
    what, found = made
    texts = {}
    for path, text in tables(what):
        texts[path] = texts.get(path, "") + text
    for path, text in texts.items():
        try:
            dialect = csv.Sniffer().sniff(text.strip(), delimiters=",;|\t")
        except csv.Error:
            dialect = csv.excel
        head, *rows = csv.reader(text.strip().splitlines(), dialect=dialect)
        assert [dict(zip(head, row, strict=True)) for row in rows] == found[path], path


def test_what_a_row_refers_to_is_there_before(made):
    _what, found = made
    for path, column, before, key in POINTS:
        told = {row[column] for row in found.get(path, ()) if row[column]}
        assert told <= {row[key] for row in found.get(before, ())}, (path, column)
        assert before < path


def test_what_must_be_unique_is(made):
    _what, found = made
    keys = {
        files.TYPES: ("model",), files.ASNS: ("asn",), files.VRFS: ("name",), files.VLANS: ("vid",),
        files.PREFIXES: ("vrf", "prefix"), files.DEVICES: ("name",), files.INTERFACES: ("device", "name"),
        files.ADDRESSES: ("vrf", "address"), files.CABLES: ("label",),
    }  # fmt: skip
    for path, columns in keys.items():
        told = [tuple(row[column] for column in columns) for row in found.get(path, ())]
        assert len(set(told)) == len(told), path
    slugs = [(path, row["slug"]) for path, rows in found.items() for row in rows if "slug" in row]
    assert len(set(slugs)) == len(slugs)
    assert all(SLUG.fullmatch(slug) for _, slug in slugs)


def test_every_switch_interface_and_cable_is_there(made):
    what, found = made
    fabric = what.blueprint.fabric
    assert len(found[files.DEVICES]) == fabric.switches
    assert len(found[files.CABLES]) == sum(1 for _ in fabric.cables())
    interfaces = {(row["device"], row["name"]): row for row in found[files.INTERFACES]}
    used = {(row["device"], row["interface"]) for row in found[files.ADDRESSES]}
    assert used <= set(interfaces)
    ends = [(row[f"side_{side}_device"], row[f"side_{side}_name"]) for row in found[files.CABLES] for side in "ab"]
    assert len(set(ends)) == len(ends)
    assert all(interfaces[end]["mark_connected"] == "false" for end in ends)
    assert all(interfaces[end]["type"] != "virtual" for end in ends)
    hosts = [end for end, row in interfaces.items() if row["mark_connected"] == "true"]
    assert set(hosts).isdisjoint(ends)
    assert len(hosts) == sum(peer < -1 for peer in fabric.peer)


def test_each_switch_has_one_primary_address_on_its_management_port(made):
    _what, found = made
    primary = [row["device"] for row in found[files.ADDRESSES] if row["is_primary"] == "true"]
    assert primary == [row["name"] for row in found[files.DEVICES]]
    managed = {(row["device"], row["name"]) for row in found[files.INTERFACES] if row["mgmt_only"] == "true"}
    assert managed == {
        (row["device"], row["interface"]) for row in found[files.ADDRESSES] if row["is_primary"] == "true"
    }


def test_addresses_lie_in_prefixes_of_their_vrf(made):
    """Loopbacks and links belong to pools of the default VRF, gateways and management to the prefix of theirs."""
    _what, found = made
    pools = {}
    for row in found[files.PREFIXES]:
        pools.setdefault(row["vrf"], []).append(ipaddress.ip_network(row["prefix"]))
    for row in found[files.ADDRESSES]:
        address = ipaddress.ip_interface(row["address"]).ip
        assert any(address in pool for pool in pools[row["vrf"]]), row


def test_a_routed_port(read):
    found = loaded(read("moe-a"))
    ports = {(row["device"], row["name"]): row for row in found[files.INTERFACES]}
    assert ports["leaf-p00-00", "Ethernet1/1"] == {
        "device": "leaf-p00-00", "name": "Ethernet1/1", "type": "400gbase-vr4", "speed": "400000000", "enabled": "true",
        "mark_connected": "true", "mtu": "9214", "mgmt_only": "false", "description": "host-p00-00-00:nic0",
        "mode": "", "vlan_group": "", "tagged_vlans": "", "vrf.name": "acme",
    }  # fmt: skip
    assert found[files.CABLES][0] == {
        "side_a_device": "leaf-p00-00", "side_a_type": "dcim.interface", "side_a_name": "Ethernet25/1",
        "side_b_device": "spine-p00-00", "side_b_type": "dcim.interface", "side_b_name": "Ethernet1/1",
        "type": "mmf-om4", "status": "planned", "label": "L0", "length": "30", "length_unit": "m",
    }  # fmt: skip
    assert found[files.ADDRESSES][0] == {
        "address": "172.20.0.2/22", "vrf": "mgmt", "status": "active", "role": "", "device": "leaf-p00-00",
        "interface": "Management1", "is_primary": "true", "dns_name": "leaf-p00-00.moe-a.example",
    }  # fmt: skip
    assert files.VLANS not in found


def test_a_trunk_carries_the_vlans_of_the_fabric(read):
    found = loaded(read("trunk"))
    vids = [row["vid"] for row in found[files.VLANS]]
    trunks = [row for row in found[files.INTERFACES] if row["mode"] == "tagged"]
    assert trunks
    assert all(row["tagged_vlans"].split(",") == vids for row in trunks)
    assert all(row["mark_connected"] == "true" for row in trunks)


def test_cables_that_lie_are_connected(read):
    assert {row["status"] for row in loaded(read("existing"))[files.CABLES]} == {"connected"}


def test_unknown_types_are_other():
    """NetBox 4.6.8 has all our port types but these."""
    assert [each.name for each in MEDIA if interface_type(each) == "other"] == [
        "100GBASE-VR1", "400GBASE-LR4-6", "800GBASE-DR8-2",
    ]  # fmt: skip
    assert interface_type(None) == "other"


def test_every_platform_that_is_rendered_has_names_for_its_interfaces():
    assert set(PLATFORMS) <= set(NAMES)
