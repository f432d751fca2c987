"""Arista EOS: golden files, a table of every command that may appear, and the terms that the templates use.

FABRICGEN_GOLDEN=rewrite writes the golden files anew; the difference is then for a reviewer to read.
"""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from netutils.config.parser import EOSConfigParser

from fabricgen.device.model import Headroom, TrafficClass
from fabricgen.fabric import Slot
from fabricgen.hardware import model, models
from fabricgen.platforms import eos_terms as terms
from fabricgen.platforms.eos import EOS
from fabricgen.platforms.order_terms import in_order
from tests.platforms import (
    chains_devices,
    crossings_devices,
    exits_devices,
    goldens,
    multihoming_devices,
    ospf_devices,
    overlay_devices,
    policies_devices,
    rates_devices,
    steering_devices,
    telemetry_devices,
    translation_devices,
    vrf_ospf_devices,
)
from tests.platforms.devices import LOSSLESS
from tests.platforms.eos_devices import CHASSIS, DEVICES, HOST, LEAF, SPINE, TRUNK_LEAF, UNNUMBERED
from tests.platforms.eos_words import COMMANDS, VALUES, commands, unknown
from tests.platforms.words import paths

GOLDEN = goldens.FOLDER / "eos"


def rendered(device):
    (text,) = goldens.rendered("eos", device).values()
    return text


def block(text, head):
    """The lines inside a top-level block."""
    return [path[-1] for path in commands(text) if path[0] == head and len(path) > 1]


@pytest.mark.parametrize("name", DEVICES)
def test_golden(name, update):
    text, file = rendered(DEVICES[name]), GOLDEN / f"{name}.cfg"
    if update:
        goldens.write(file, text)
    assert file.read_text() == text


def test_every_golden_file_has_a_device():
    assert {path.stem for path in GOLDEN.iterdir()} == set(DEVICES)


@pytest.mark.parametrize("device", DEVICES.values(), ids=DEVICES)
def test_every_command_is_a_known_one_in_its_place(device):
    assert unknown(rendered(device)) == []


def test_every_known_command_is_used():
    shown = (
        *DEVICES.values(),
        *telemetry_devices.EOS.values(),
        *ospf_devices.EOS.values(),
        *overlay_devices.EOS.values(),
        *multihoming_devices.EOS.values(),
        *vrf_ospf_devices.EOS.values(),
        *policies_devices.EOS.values(),
        *steering_devices.EOS.values(),
        *exits_devices.EOS.values(),
        *crossings_devices.EOS.values(),
        *translation_devices.TABLES["eos"].values(),
        *chains_devices.EOS.values(),
        *rates_devices.EOS.values(),
    )
    used = ["\n".join(path) for device in shown for path in commands(rendered(device))]
    assert [path for path in paths(COMMANDS, VALUES) if not any(re.fullmatch(path, line) for line in used)] == []


@pytest.mark.parametrize("device", DEVICES.values(), ids=DEVICES)
def test_another_parser_sees_the_same_tree(device):
    text = rendered(device)
    parsed = EOSConfigParser(text).config_lines
    assert [(*map(str.strip, line.parents), line.config_line.strip()) for line in parsed] == list(commands(text))


INVENTED = {
    "a keyword": ("priority-flow-control on", "priority-flow-control mode on"),
    "a value": ("speed 400g-4", "speed 400g-3"),
    "another place": ("router bgp", "router bfd"),
    "a negation": ("ip prefix-list PL-HOSTS", "no ip prefix-list PL-HOSTS"),
}


@pytest.mark.parametrize(("written", "invented"), INVENTED.values(), ids=INVENTED)
def test_an_invented_command_is_not_known(written, invented):
    text = rendered(LEAF).replace(written, invented)
    assert unknown(text)


@pytest.mark.parametrize("device", DEVICES.values(), ids=DEVICES)
def test_lines_are_printable_ascii_without_trailing_blanks(device):
    assert [line for line in rendered(device).splitlines() if not re.fullmatch(r"([ -~]*[!-~])", line)] == []


@pytest.mark.parametrize("device", DEVICES.values(), ids=DEVICES)
def test_indentation_is_three_blanks_a_level(device):
    deep = [line for line in rendered(device).splitlines() if (len(line) - len(line.lstrip())) % 3]
    assert {line.split()[0] for line in deep} <= {"ingress"}
    assert rendered(device).endswith("!\nend\n")


@pytest.mark.parametrize("device", DEVICES.values(), ids=DEVICES)
def test_interfaces_stand_in_natural_order(device):
    found = re.findall(r"^interface (Ethernet.*)", rendered(device), re.MULTILINE)
    assert found == sorted(found, key=lambda name: [int(part) for part in name.removeprefix("Ethernet").split("/")])
    assert found == [port.name for port in device.ports]


@pytest.mark.parametrize("device", DEVICES.values(), ids=DEVICES)
def test_every_name_that_is_used_is_defined_and_every_defined_one_used(device):
    text = rendered(device)
    for defined, used in (
        (r"^qos profile (\S+)", r"service-profile (\S+)"),
        (r"^ip(?:v6)? prefix-list (\S+)", r"match ipv?6? address prefix-list (\S+)"),
        (r"^ip community-list (\S+)", r"match community (\S+)"),
        (r"^route-map (\S+) ", r"(?:connected route-map|neighbor \S+ route-map) (\S+)"),
        (r"neighbor (\S+) peer group$", r"neighbor (\S+) activate"),
        (r"^platform trident mmu queue profile (\S+)$", r"^platform trident mmu queue profile (\S+) apply"),
        (r"load-balance sand profile (\S+)$", r"^port-channel load-balance sand profile (\S+)"),
    ):
        assert set(re.findall(defined, text, re.MULTILINE)) == set(re.findall(used, text, re.MULTILINE)), defined


def test_what_is_left_out_stands_in_the_header_of_a_chassis_only():
    said = [line.removeprefix("! left out: ") for line in rendered(CHASSIS).splitlines() if "left out" in line]
    assert tuple(said) == EOS.left_out
    assert "left out" not in rendered(SPINE)


PORT_NAMES = {
    "one lane": ("linux-lab", Slot(65, 1, 1, 10), "Ethernet65"),
    "undivided": ("arista-7060x6-64pe", Slot(64, 1, 8, 800), "Ethernet64/1"),
    "second half": ("arista-7060x6-64pe", Slot(1, 5, 4, 400), "Ethernet1/5"),
    "last quarter": ("arista-7060x5-64s", Slot(7, 7, 2, 100), "Ethernet7/7"),
    "first card": ("arista-7804r4", Slot(36, 1, 8, 800), "Ethernet3/36/1"),
    "next card": ("arista-7804r4", Slot(37, 5, 4, 400), "Ethernet4/1/5"),
    "last card": ("arista-7816r4", Slot(576, 1, 8, 800), "Ethernet18/36/1"),
}


@pytest.mark.parametrize(("name", "slot", "port"), PORT_NAMES.values(), ids=PORT_NAMES)
def test_port_names(name, slot, port):
    assert EOS.port_name(model(name), slot) == port


EOS_MODELS = [entry for entry in models() if "eos" in entry.platforms]


@pytest.mark.parametrize("entry", EOS_MODELS, ids=lambda entry: entry.name)
def test_every_breakout_of_every_model_has_a_speed_word(entry):
    assert terms.CHIPS[entry.asic.family]
    for way in entry.fabric.breakouts:
        assert terms.speed(replace(HOST, gbps=way.gbps, lanes=way.lanes)) == f"{way.gbps}g-{way.lanes}"


@pytest.mark.parametrize(
    ("gbps", "lanes", "word"),
    [(10, 1, "10g"), (25, 1, "25g"), (40, 4, "40g-4"), (100, 1, "100g-1"), (800, 8, "800g-8")],
)
def test_speed(gbps, lanes, word):
    assert terms.speed(replace(HOST, gbps=gbps, lanes=lanes)) == word


@pytest.mark.parametrize(
    ("numbers", "text"),
    [((), "none"), ((7,), "7"), ((2, 3), "2-3"), ((2, *range(10, 42)), "2,10-41"), ((1, 3, 4, 9), "1,3-4,9")],
)
def test_spans(numbers, text):
    assert terms.spans(numbers) == text


@given(st.sets(st.integers(1, 4094)))
def test_spans_say_the_same_numbers(numbers):
    text = terms.spans(tuple(sorted(numbers)))
    ends = [[int(end) for end in part.split("-")] for part in text.split(",") if part != "none"]
    assert [number for end in ends for number in range(end[0], end[-1] + 1)] == sorted(numbers)


def a_class(number, *dscps):
    return TrafficClass("x", number, dscps, lossless=False, strict=False, share=0, default=False)


DSCP_MAPS = {
    "all by default": ([a_class(3, *range(24, 32)), a_class(0, *range(8)), a_class(1, *range(8, 16))], []),
    "only what moves": ([a_class(3, 23, 24, 26, 32)], [("23 32", 3)]),
    "best effort is 1": ([a_class(0, 8, 15)], [("8 15", 1)]),
    "background is 0": ([a_class(1, 0)], [("0", 0)]),
    "by traffic class": ([a_class(0, 63), a_class(1, 62), a_class(7, 0)], [("62", 0), ("63", 1), ("0", 7)]),
    "numbers ascend": ([a_class(7, 9, 8, 10, 2)], [("2 8 9 10", 7)]),
}


@pytest.mark.parametrize(("classes", "rows"), DSCP_MAPS.values(), ids=DSCP_MAPS)
def test_dscp_map(classes, rows):
    assert terms.dscp_map(classes) == rows


@given(st.lists(st.integers(0, 7), min_size=64, max_size=64))
def test_default_and_written_map_together_are_the_class_table(priorities):
    classes = [a_class(number, *(dscp for dscp in range(64) if priorities[dscp] == number)) for number in range(8)]
    written = {int(dscp): row.traffic_class for row in terms.dscp_map(classes) for dscp in row.dscps.split()}
    default = {dscp: terms.DEFAULT_TRAFFIC_CLASS[dscp // 8] for dscp in range(64)}
    assert {**default, **written} == {dscp: terms.traffic_class(priorities[dscp]) for dscp in range(64)}
    assert all(default[dscp] != number for dscp, number in written.items())


def test_every_priority_has_a_queue_of_its_own():
    assert [terms.traffic_class(priority) for priority in range(8)] == [1, 0, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(("count", "text"), [(200_000, "200 kbytes"), (12_500, "12500 bytes"), (1_000, "1 kbytes")])
def test_size(count, text):
    assert terms.size(count) == text


@pytest.mark.parametrize(("ms", "text"), [(200, "0.2"), (5000, "5"), (5, "0.005"), (60_000, "60"), (1250, "1.25")])
def test_seconds(ms, text):
    assert terms.seconds(ms) == text


@pytest.mark.parametrize(("percent", "whole"), [(0.1, 1), (10.0, 10), (99.6, 100)])
def test_probability(percent, whole):
    assert terms.probability(percent) == whole


def test_addresses_stand_in_the_order_of_numbers():
    given = ["192.0.2.10", "2001:db8::10", "2001:db8::9", "192.0.2.9"]
    assert in_order(given) == ["192.0.2.9", "192.0.2.10", "2001:db8::9", "2001:db8::10"]


@pytest.mark.parametrize(
    ("ports", "vlans", "text"),
    [(194, (), "1006 1199"), (195, (), "1006 4094"), (195, TRUNK_LEAF.vlans, "1006 1199")],
)
def test_internal_vlans_suffice_for_all_routed_ports(ports, vlans, text):
    assert terms.internal_vlans(replace(LEAF, ports=LEAF.ports[:1] * ports, vlans=vlans)) == text


@pytest.mark.parametrize(
    ("device", "tagged"), [(crossings_devices.EOS["leaf-lite"], 2 * 4 + 5), (exits_devices.EOS["leaf-evpn"], 1)]
)
def test_each_sub_interface_takes_an_internal_vlan(device, tagged):
    narrow, wide = (replace(device, ports=device.ports[:1] * (194 - tagged + more), vlans=()) for more in (0, 1))
    assert (terms.internal_vlans(narrow), terms.internal_vlans(wide)) == ("1006 1199", "1006 4094")


def lossless(device, ratio=1.0, **changed):
    profiles = tuple(replace(profile, **changed) for profile in device.profiles)
    return replace(device, profiles=profiles, lossless=replace(LOSSLESS, headroom_ratio=ratio))


BUFFERS = {
    "the neediest port": (LEAF, terms.Buffers(123_190, None)),
    "two host ports and two uplinks at 4:1": (lossless(LEAF, 4.0), terms.Buffers(123_190, 109_855)),
    "two priorities": (lossless(LEAF, 2.0, lossless_priorities=(3, 4)), terms.Buffers(123_190, 439_420)),
    "rounded up": (lossless(SPINE, 2.0, headroom=Headroom(101, 0, 3)), terms.Buffers(101, 152)),
    "nothing to protect": (lossless(LEAF, 2.0, lossless_priorities=()), None),
    "length of cables unknown": (lossless(LEAF, headroom=None), None),
    "virtual output queues": (CHASSIS, None),
}


@pytest.mark.parametrize(("device", "wanted"), BUFFERS.values(), ids=BUFFERS)
def test_buffers(device, wanted):
    assert terms.buffers(device) == wanted


def test_flowlets_are_moved_where_the_chip_can():
    assert terms.balancing(TRUNK_LEAF) == terms.Balancing(11, dynamic=True, queue_pair=False)
    assert terms.balancing(CHASSIS) == terms.Balancing(None, dynamic=False, queue_pair=True)
    assert terms.balancing(LEAF) == terms.Balancing(11, dynamic=False, queue_pair=False)


def test_what_a_chip_can_not_do_has_a_reason():
    assert EOS.capabilities.on(model("arista-7060x6-64pe")) == EOS.capabilities
    chassis = EOS.capabilities.on(model("arista-7804r4"))
    assert chassis.no_queue_pair_hash == ""
    assert chassis.no_hash_seed == "no public source shows how EOS sets a hash seed on 7800R4"
    assert chassis.no_shared_headroom
    assert chassis.no_per_packet == EOS.capabilities.no_per_packet


@pytest.mark.parametrize("action", EOS.capabilities.watchdog_actions)
def test_every_watchdog_action_on_offer_has_a_word(action):
    assert terms.watchdog_action(action) in {"drop", "notify-only"}


def test_routes_that_came_from_above_never_go_up_again():
    text = rendered(SPINE)
    assert block(text, "route-map TO-ABOVE deny 10") == ["match community CL-WENT-DOWN"]
    assert block(text, "route-map FROM-ABOVE permit 10") == ["set community 65000:911 additive"]
    down = [path for path in commands(text) if path[0].startswith("route-map TO-BELOW") and len(path) > 1]
    assert sum(path[1].startswith("set community 65000:911") for path in down) == 3
    assert "neighbor LEAVES send-community" in block(text, f"router bgp {SPINE.bgp.asn}")


def test_without_a_mark_no_community_is_sent():
    assert "community" not in rendered(LEAF)


def test_unnumbered_sessions_carry_both_families():
    sessions = block(rendered(UNNUMBERED), f"router bgp {UNNUMBERED.bgp.asn}")
    assert sessions.count("neighbor SPINES activate") == 2
    assert "neighbor SPINES next-hop address-family ipv6 originate" in sessions
    assert "neighbor interface Ethernet32/1 peer-group SPINES remote-as 4200002049" in sessions


def test_ipv6_loopbacks_need_sessions_that_carry_ipv6():
    plain = tuple(neighbor._replace(address6=None) for neighbor in SPINE.bgp.neighbors)
    text = rendered(replace(SPINE, bgp=replace(SPINE.bgp, neighbors=plain)))
    assert "address-family ipv6" not in text
    assert "-V6 activate" not in text


def test_an_mtu_of_1500_is_hidden():
    flat = replace(LEAF, profiles=tuple(replace(profile, mtu=1500) for profile in LEAF.profiles))
    assert "mtu 9214" in rendered(LEAF)
    assert "mtu" not in rendered(flat).replace("mmu", "")
