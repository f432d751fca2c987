"""Cisco IOS-XR: golden files, a table of every command that may appear, and the terms that the templates use.

FABRICGEN_GOLDEN=rewrite writes the golden files anew; the difference is then for a reviewer to read.
"""

import re
from dataclasses import replace
from typing import get_args, get_type_hints

import pytest

from fabricgen.device.model import System
from fabricgen.platforms import iosxr_terms as terms
from fabricgen.platforms.iosxr import IOSXR
from tests.platforms import (
    cisco_overlay_devices,
    cisco_policies_devices,
    crossings_devices,
    goldens,
    ospf_devices,
    rates_devices,
    telemetry_devices,
    vrf_ospf_devices,
)
from tests.platforms.iosxr_devices import BARE, BRAVE, CHASSIS, DEVICES, LEAF, SPINE
from tests.platforms.iosxr_words import COMMANDS, PATHS, VALUES, commands, unknown
from tests.platforms.words import paths

GOLDEN = goldens.FOLDER / "iosxr"
ALL = pytest.mark.parametrize("device", DEVICES.values(), ids=DEVICES)


def rendered(device):
    (text,) = goldens.rendered("iosxr", device).values()
    return text


def block(text, *heads):
    """The lines inside a block."""
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
        ospf_devices,
        telemetry_devices,
        cisco_policies_devices,
        cisco_overlay_devices,
        vrf_ospf_devices,
        rates_devices,
        crossings_devices,
    )
    shown = (*DEVICES.values(), *(device for table in laid for device in table.IOSXR.values()))
    used = ["\n".join(path) for device in shown for path in commands(rendered(device))]
    assert [path for path in paths(COMMANDS, VALUES) if not any(re.fullmatch(path, line) for line in used)] == []


INVENTED = {
    "a keyword": ("priority-flow-control mode on", "priority-flow-control on"),
    "a ratio": ("bandwidth remaining ratio 3", "bandwidth remaining ratio 64"),
    "a seed": ("algorithm adjust 11", "algorithm adjust 36"),
    "an MTU": ("mtu 9228", "mtu 9647"),
    "a level": ("priority level 1", "priority level 8"),
    "nine code points": ("match dscp cs6", "match dscp 1 2 3 4 5 6 7 8 9"),
    "another place": ("router bgp", "router isis"),
    "a negation": ("lldp", "no lldp"),
}


@pytest.mark.parametrize(("written", "invented"), INVENTED.values(), ids=INVENTED)
def test_an_invented_command_is_not_known(written, invented):
    assert written in rendered(LEAF)
    text = rendered(LEAF).replace(written, invented)
    assert unknown(text)


@ALL
def test_no_command_stands_twice(device):
    found = [path for path in commands(rendered(device)) if path[-1] != "endif" and not path[-1].startswith("end-")]
    assert len(found) == len(set(found))


@ALL
def test_lines_are_printable_ascii_without_trailing_blanks(device):
    assert [line for line in rendered(device).splitlines() if not re.fullmatch(r"([ -~]*[!-~])", line)] == []


@ALL
def test_every_block_is_closed_where_it_began(device):
    rows = [(len(line) - len(line.lstrip()), line.strip()) for line in rendered(device).splitlines()]
    for at, (depth, words) in enumerate(rows[:-1]):
        if rows[at + 1][0] > depth and not words.startswith("if "):
            closing = next(row for row in rows[at + 1 :] if row[0] <= depth)
            assert closing in {(depth, "!"), (depth, "end-policy"), (depth, "end-set")}, words


@ALL
def test_it_ends_as_the_router_shows_it(device):
    assert rendered(device).endswith("\nend\n")


@ALL
def test_every_name_that_is_used_is_defined_and_every_defined_one_used(device):
    text = rendered(device)
    for defined, used in (
        (r"^class-map match-any (\S+)", r"^ class ((?:DSCP-|TC)\S+)"),
        (r"^policy-map (\S+)", r"service-policy (?:input|output) (\S+)"),
        (r"^prefix-set (\S+)", r"destination in (\S+)"),
        (r"^community-set (\S+)", r"community matches-any (\S+)"),
        (r"^route-policy (\S+)$", r"route-policy (\S+)(?: in| out)$|connected route-policy (\S+)"),
        (r"^ neighbor-group (\S+)", r"use neighbor-group (\S+)"),
    ):
        names = {name for found in re.findall(used, text, re.MULTILINE) for name in only(found)}
        assert set(re.findall(defined, text, re.MULTILINE)) == names, defined


def only(found):
    return [found] if isinstance(found, str) else [name for name in found if name]


@ALL
def test_every_code_point_has_one_class(device):
    """Named ones, and the rest by class-default."""
    numbers = {name: dscp for dscp, name in terms.DSCP_NAMES.items()}
    words = " ".join(re.findall(r"match dscp (.*)", rendered(device))).split()
    found = [numbers.get(word) if word in numbers else int(word) for word in words]
    assert sorted(found) == sorted(dscp for row in device.lossless.classes if not row.default for dscp in row.dscps)
    assert len(found) == len(set(found))


@ALL
def test_a_traffic_class_is_one_from_the_code_point_to_the_queue(device):
    text = rendered(device)
    for row in device.lossless.classes:
        said = block(text, "policy-map CLASSIFY", "class class-default" if row.default else f"class DSCP-{row.name}")
        assert said == ([f"set traffic-class {row.number}"] if row.number or not row.default else [])
    for profile in device.profiles:
        classes = block(text, f"policy-map QUEUES-{profile.name}")
        expected = [f"class TC{queue.number}" for queue in profile.queues if queue.number]
        assert [head for head in classes if head.startswith("class TC")] == sorted(expected, reverse=True)
        assert classes[-2:] == ["class class-default", "end-policy-map"]


@ALL
def test_what_pauses_is_what_the_ports_say(device):
    text = rendered(device)
    said = {int(number) for number in re.findall(r"^ buffer-\w+ traffic-class (\d)", text, re.MULTILINE)}
    assert said == {number for profile in device.profiles for number in profile.lossless_priorities}
    for port in device.ports:
        lines = block(text, f"interface {port.name}")
        profile = device.profiles[port.profile]
        assert ("priority-flow-control mode on" in lines) == bool(profile.lossless_priorities)
        assert ("priority-flow-control watchdog mode off" in lines) == (
            bool(profile.lossless_priorities) and not profile.watchdog
        )


def test_on_chip_buffers_say_when_to_mark_where_they_say_when_to_pause():
    text = rendered(LEAF)
    (line,) = block(text, "hw-module profile priority-flow-control location 0/RP0/CPU0")
    pause, mark = line.split(" ecn ")
    assert pause == "buffer-internal traffic-class 3 pause-threshold 1111296 headroom 301440"
    assert mark == "200000 max-threshold 1000000 probability-percentage 10"
    assert block(text, "policy-map QUEUES-up-400g", "class TC3") == ["bandwidth remaining ratio 3", "random-detect ecn"]


def test_every_card_with_memory_beside_its_chips_says_when_to_pause():
    text = rendered(CHASSIS)
    for card in range(4):
        assert block(text, f"hw-module profile priority-flow-control location 0/{card}/CPU0") == [
            "buffer-extended traffic-class 3 pause-threshold 10001 us",
            "buffer-extended traffic-class 5 pause-threshold 5000 us",
        ]
    assert block(text, "policy-map QUEUES-down-400g", "class TC3")[1:] == [
        "queue-limit 20002 us", "random-detect 400 us 9001 us", "random-detect ecn",
    ]  # fmt: skip


def test_no_watchdog_is_said_too():
    assert "\npriority-flow-control watchdog mode off\n" in rendered(BRAVE)
    assert "priority-flow-control" not in rendered(BARE)


def test_what_is_left_out_stands_in_the_header():
    for device in DEVICES.values():
        rows = [line.removeprefix("!! left out: ") for line in rendered(device).splitlines() if "left out" in line]
        assert tuple(rows) == terms.left_out(device)
    assert terms.left_out(CHASSIS) == IOSXR.left_out


def test_routes_that_came_from_above_never_go_up_again():
    text = rendered(SPINE)
    for policy in ("TO-ABOVE", "TO-ABOVE-V6"):
        body = block(text, f"route-policy {policy}")
        assert body[0] == "if community matches-any WENT-DOWN then"
        assert block(text, f"route-policy {policy}", body[0]) == ["drop"]
    for policy in ("TO-BELOW", "TO-BELOW-V6"):
        head, _ = block(text, f"route-policy {policy}")
        assert block(text, f"route-policy {policy}", head) == ["set community (65000:911) additive", "pass"]
    assert block(text, "route-policy FROM-ABOVE") == ["set community (65000:911) additive", "pass"]
    assert "community" not in rendered(LEAF)


def test_every_session_has_a_policy_each_way():
    """Without one, IOS-XR passes nothing to or from an eBGP neighbour."""
    for device in DEVICES.values():
        text, bgp = rendered(device), f"router bgp {device.bgp.asn}"
        for group in re.findall(r"^ neighbor-group (\S+)", text, re.MULTILINE):
            family = "ipv6" if group.endswith("-V6") else "ipv4"
            said = block(text, bgp, f"neighbor-group {group}", f"address-family {family} unicast")
            assert [line.split()[-1] for line in said if line.startswith("route-policy")] == ["in", "out"]


def test_hosts_of_a_leaf_leave_it_as_one_prefix():
    assert "aggregate-address 10.128.0.0/26 summary-only" in block(
        rendered(LEAF), f"router bgp {LEAF.bgp.asn}", "address-family ipv4 unicast"
    )


@pytest.mark.parametrize("name", get_args(get_type_hints(System)["severity"]))
def test_every_severity_of_a_page_has_a_word(name):
    device = replace(LEAF, system=replace(LEAF.system, severity=name))
    assert PATHS.fullmatch(f"logging 192.0.2.20 vrf mgmt severity {terms.severity(name)}")
    assert f"logging 192.0.2.20 vrf mgmt severity {terms.severity(name)}\n" in rendered(device)


def test_one_path_is_the_hidden_default():
    assert "maximum-paths" not in rendered(BARE)
    assert rendered(SPINE).count("maximum-paths ebgp 64") == 2


def test_what_can_not_be_done_has_a_reason():
    able = IOSXR.capabilities
    for reason in (able.no_adaptive, able.no_per_packet, able.no_unnumbered, able.no_queue_pair_hash, able.no_vlans):
        assert reason
    assert able.no_hash_seed == able.no_vrfs == able.no_password == ""
    assert able.watchdog_actions == ("drop",)
