"""Cisco NX-OS: golden files, a table of every command that may appear, and the terms that the templates use.

FABRICGEN_GOLDEN=rewrite writes the golden files anew; the difference is then for a reviewer to read.
"""

import re
from dataclasses import replace

import pytest
from netutils.config.parser import NXOSConfigParser

from fabricgen.platforms import nxos_terms as terms
from fabricgen.platforms.nxos import NXOS
from tests.platforms import (
    chains_devices,
    cisco_overlay_devices,
    cisco_policies_devices,
    goldens,
    ospf_devices,
    steering_devices,
    telemetry_devices,
)
from tests.platforms.nxos_devices import DEVICES, LEAF, SPINE, TRUNK_LEAF, UNNUMBERED
from tests.platforms.nxos_words import COMMANDS, VALUES, commands, unknown
from tests.platforms.words import paths

GOLDEN = goldens.FOLDER / "nxos"
ALL = pytest.mark.parametrize("device", DEVICES.values(), ids=DEVICES)


def rendered(device):
    (text,) = goldens.rendered("nxos", device).values()
    return text


def block(text, *heads):
    """The lines right inside a block."""
    return [path[-1] for path in commands(text) if path[:-1] == heads]


@pytest.mark.parametrize("name", DEVICES)
def test_golden(name, update):
    text, file = rendered(DEVICES[name]), GOLDEN / f"{name}.cfg"
    if update:
        goldens.write(file, text)
    assert file.read_text() == text


def test_every_golden_file_has_a_device():
    assert {path.stem for path in GOLDEN.iterdir()} == set(DEVICES)


@ALL
def test_every_command_is_a_known_one_in_its_place(device):
    assert unknown(rendered(device)) == []


def test_every_known_command_is_used():
    laid = (
        ospf_devices.NXOS,
        telemetry_devices.NXOS,
        cisco_policies_devices.NXOS,
        steering_devices.NXOS,
        cisco_overlay_devices.NXOS,
        chains_devices.NXOS,
    )
    shown = (*DEVICES.values(), *(device for table in laid for device in table.values()))
    used = ["\n".join(path) for device in shown for path in commands(rendered(device))]
    assert [path for path in paths(COMMANDS, VALUES) if not any(re.fullmatch(path, line) for line in used)] == []


@ALL
def test_another_parser_sees_the_same_tree(device):
    text = rendered(device)
    parsed = NXOSConfigParser(text).config_lines
    assert [(*map(str.strip, line.parents), line.config_line.strip()) for line in parsed] == list(commands(text))


INVENTED = {
    "a keyword": ("priority-flow-control mode on", "priority-flow-control on"),
    "a value": ("drop-probability 7", "drop-probability 0"),
    "an MTU beyond what a port takes": ("mtu 9214", "mtu 9217"),
    "another place": ("  bestpath as-path", "bestpath as-path"),
    "a class that no queue has": ("c-out-8q-q7", "c-out-8q-q8"),
    "a class without its type": ("class type queuing c-out-8q-q7", "class c-out-8q-q7"),
    "the default class paused": (
        "class type network-qos c-8q-nq-default\n    mtu 9216",
        "class type network-qos c-8q-nq-default\n    pause pfc-cos 0",
    ),
    "a time where only on and off go": ("watch-dog-interval on", "watch-dog-interval 200"),
    "a hash seed of another make": ("ip load-sharing address", "hardware ecmp hash-seed"),
    "a negation": ("ip prefix-list PL-HOSTS", "no ip prefix-list PL-HOSTS"),
    "a BFD interval beyond a second": ("bfd interval 300", "bfd interval 1000"),
}


@pytest.mark.parametrize(("written", "invented"), INVENTED.values(), ids=INVENTED)
def test_an_invented_command_is_not_known(written, invented):
    text = rendered(LEAF)
    assert written in text
    assert unknown(text.replace(written, invented))


@ALL
def test_lines_are_printable_ascii_without_trailing_blanks(device):
    assert [line for line in rendered(device).splitlines() if line and not re.fullmatch(r"[ -~]*[!-~]", line)] == []


@ALL
def test_indentation_is_two_blanks_a_level_and_no_level_is_left_out(device):
    depth = 0
    for line in filter(None, rendered(device).splitlines()):
        blanks = len(line) - len(line.lstrip())
        assert blanks % 2 == 0
        assert blanks // 2 <= depth + 1, line
        depth = blanks // 2


@ALL
def test_blocks_have_one_empty_line_between_them(device):
    text = rendered(device)
    assert "\n\n\n" not in text
    assert text.endswith("\n")


@ALL
def test_no_line_stands_twice(device):
    found = [path for path in commands(rendered(device)) if path[0] != "vlan 1"]
    assert len(found) == len(set(found))


@ALL
def test_interfaces_stand_in_natural_order(device):
    found = re.findall(r"^interface (Ethernet.*)", rendered(device), re.MULTILINE)
    assert found == sorted(found, key=lambda name: [int(part) for part in name.removeprefix("Ethernet").split("/")])
    assert found == [port.name for port in device.ports]


@ALL
def test_every_name_that_is_used_is_defined_and_every_defined_one_used(device):
    text = rendered(device)
    for defined, used in (
        (r"^class-map type qos match-any (\S+)", r"^  class (CLASS\S+)"),
        (r"^policy-map type qos (\S+)", r"service-policy type qos input (\S+)"),
        (r"^policy-map type network-qos (\S+)", r"service-policy type network-qos (\S+)"),
        (r"^policy-map type queuing (\S+)", r"service-policy type queuing output (\S+)"),
        (r"^ip(?:v6)? prefix-list (\S+)", r"match ipv?6? address prefix-list (\S+)"),
        (r"^ip community-list standard (\S+)", r"match community (\S+)"),
        (r"^route-map (\S+) ", r"  (?:redistribute direct )?route-map (\S+)"),
        (r"template peer (\S+)", r"inherit peer (\S+)"),
        (r"^vrf context (\S+)", r"(?:vrf member|use-vrf|context) (\S+)"),
        (r"^vlan (\d\d+)$", r"^interface Vlan(\d\d+)"),
    ):
        assert set(re.findall(defined, text, re.MULTILINE)) == set(re.findall(used, text, re.MULTILINE)), defined


FEATURES = {
    "bgp": r"^router bgp", "bfd": r"^    bfd$", "interface-vlan": r"^interface Vlan", "nxapi": r"^nxapi",
}  # fmt: skip


@ALL
@pytest.mark.parametrize(("feature", "line"), FEATURES.items())
def test_a_feature_is_on_exactly_where_its_lines_are_and_stands_before_them(device, feature, line):
    text = rendered(device)
    on, used = text.find(f"feature {feature}\n"), re.search(line, text, re.MULTILINE)
    assert (on >= 0) == bool(used)
    assert used is None or on < used.start()


@ALL
def test_what_wipes_a_port_stands_before_what_it_would_wipe(device):
    for port in device.ports:
        inside = block(rendered(device), f"interface {port.name}")
        kinds = [next((rank for rank, start in enumerate(RANKS) if row.startswith(start)), None) for row in inside]
        assert None not in kinds
        assert kinds == sorted(kinds), inside


RANKS = (
    "description", "no switchport", "switchport mode", "switchport trunk", "spanning-tree", "mtu", "vrf member",
    ("no ip", "ip", "no ipv6", "ipv6"), "priority-flow-control", "service-policy type qos",
    "service-policy type queuing", "no shutdown",
)  # fmt: skip
"""A VRF takes the addresses away, a layer the VRF (Cisco, Interfaces guide)."""


@ALL
def test_a_code_point_is_of_one_class(device):
    found = {}
    for path in commands(rendered(device)):
        if path[-1].startswith("match dscp "):
            for part in path[-1].removeprefix("match dscp ").split(","):
                first, _, last = part.partition("-")
                for dscp in range(int(first), int(last or first) + 1):
                    assert found.setdefault(dscp, path[0].split()[-1]) == path[0].split()[-1]
    groups = {
        path[1].removeprefix("class "): int(path[2].split()[-1])
        for path in commands(rendered(device))
        if path[0] == "policy-map type qos CLASSES" and len(path) == 3
    }
    numbers = {dscp: groups[found.get(dscp, "class-default")] for dscp in range(64)}
    group = terms.groups(device.lossless.classes)
    assert numbers == {dscp: group[row.number] for row in device.lossless.classes for dscp in range(64)
                       if dscp in row.dscps or (row.default and dscp not in found)}  # fmt: skip


@ALL
def test_a_lossless_priority_is_paused_by_its_class_and_on_its_ports(device):
    text = rendered(device)
    paused = {
        (name, int(cos))
        for name, cos in re.findall(r"network-qos c-8q-nq(\S+)\n    mtu 9216\n    pause pfc-cos (\d)", text)
    }
    wanted = {priority for profile in device.profiles for priority in profile.lossless_priorities}
    assert paused == {(str(priority), priority) for priority in wanted}
    for port in device.ports:
        inside = block(text, f"interface {port.name}")
        profile = device.profiles[port.profile]
        assert ("priority-flow-control mode on" in inside) == bool(profile.lossless_priorities)
        assert ("priority-flow-control watch-dog-interval on" in inside) == profile.watchdog


@ALL
def test_every_policy_places_all_eight_queues(device):
    for path in commands(rendered(device)):
        if len(path) == 1 and path[0].startswith("policy-map type queuing"):
            names = block(rendered(device), path[0])
            assert names == [f"class type queuing c-out-8q-q{name}" for name in (7, 6, 5, 4, 3, 2, 1, "-default")]


def test_what_is_left_out_stands_in_the_header():
    for device in (LEAF, SPINE):
        said = [row.removeprefix("! left out: ") for row in rendered(device).splitlines() if "left out" in row]
        assert tuple(said) == (terms.LEFT_OUT if device is LEAF else NXOS.left_out)


def test_ports_of_another_speed_name_their_policy():
    text = rendered(TRUNK_LEAF)
    assert "service-policy type queuing output QUEUES-400G" in block(text, "interface Ethernet1/31")
    assert "service-policy type queuing output QUEUES-200G" in block(text, "system qos")


def test_routes_that_came_from_above_never_go_up_again():
    text = rendered(SPINE)
    for name in ("TO-ABOVE", "TO-ABOVE-V6"):
        assert block(text, f"route-map {name} deny 10") == ["match community CL-WENT-DOWN"]
    assert block(text, "route-map FROM-ABOVE permit 10") == ["set community 65000:911 additive"]
    down = [path for path in commands(text) if path[0].startswith("route-map TO-BELOW") and len(path) > 1]
    assert sum(path[1] == "set community 65000:911 additive" for path in down) == 3
    assert "send-community" in block(text, f"router bgp {SPINE.bgp.asn}", "template peer LEAVES", FOUR)
    assert "community" not in rendered(LEAF)


FOUR, SIX = "address-family ipv4 unicast", "address-family ipv6 unicast"


def test_a_family_that_is_numbered_has_templates_of_its_own():
    router = f"router bgp {SPINE.bgp.asn}"
    text = rendered(SPINE)
    assert FOUR in block(text, router, "template peer LEAVES")
    assert SIX not in block(text, router, "template peer LEAVES")
    assert SIX in block(text, router, "template peer LEAVES-V6")
    assert "inherit peer LEAVES-V6" in block(text, router, "neighbor 2001:db8:1::9")


def test_unnumbered_sessions_carry_both_families():
    router = f"router bgp {UNNUMBERED.bgp.asn}"
    text = rendered(UNNUMBERED)
    assert {FOUR, SIX} <= set(block(text, router, "template peer SPINES"))
    assert block(text, router, "neighbor Ethernet1/32") == [
        "inherit peer SPINES", "remote-as 4200002049", "description spine-p02-01:Ethernet1/1/1",
    ]  # fmt: skip


def test_ipv6_loopbacks_need_sessions_that_carry_ipv6():
    plain = tuple(neighbor._replace(address6=None) for neighbor in SPINE.bgp.neighbors)
    text = rendered(replace(SPINE, bgp=replace(SPINE.bgp, neighbors=plain)))
    assert SIX not in text
    assert "template peer LEAVES-V6" not in text


def test_what_is_so_by_default_is_hidden():
    inside = block(rendered(TRUNK_LEAF), f"router bgp {TRUNK_LEAF.bgp.asn}", "template peer SPINES")
    assert not [row for row in inside if row.startswith("timers")]
    assert "graceful-restart" not in rendered(TRUNK_LEAF)
    assert "maximum-paths" not in rendered(UNNUMBERED)
    assert not [row for row in block(rendered(UNNUMBERED), "interface Ethernet1/1") if row.startswith("mtu")]
