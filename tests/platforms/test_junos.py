"""Juniper Junos: golden files, what the text has to keep to, and the terms that the templates use.

FABRICGEN_GOLDEN=rewrite writes the golden files anew; the difference is then for a reviewer to read.
"""

import re
from dataclasses import replace

import pytest

from fabricgen.fabric import Slot
from fabricgen.hardware import breakout, model, models, port_slots, speeds
from fabricgen.platforms import junos_terms as terms
from fabricgen.platforms.junos import JUNOS
from fabricgen.targets.drivers.junos import JunosDriver
from tests.platforms import goldens
from tests.platforms.junos_devices import (
    DEEP_SPINE,
    DEVICES,
    HOST,
    LEAF,
    SPINE,
    SYSTEM,
    TRUNK_LEAF,
    UNNUMBERED,
)
from tests.platforms.junos_yang import lines

GOLDEN = goldens.FOLDER / "junos"
ALL = pytest.mark.parametrize("device", DEVICES.values(), ids=DEVICES)


def rendered(device):
    (text,) = goldens.rendered("junos", device).values()
    return text


def below(found, *path):
    """The statements inside a block, heads as they stand."""
    for head in path:
        (found,) = [line.below for line in found if " ".join(line.words) == head]
    return [" ".join(line.words) for line in found]


def block(device, *path):
    return below(lines(rendered(device)), *path)


@pytest.mark.parametrize("name", DEVICES)
def test_golden(name, update):
    text, file = rendered(DEVICES[name]), GOLDEN / f"{name}.conf"
    if update:
        goldens.write(file, text)
    assert file.read_text() == text


def test_every_golden_file_has_a_device():
    assert {path.stem for path in GOLDEN.iterdir()} == set(DEVICES)


def heads(found, path=()):
    for line in found:
        yield (*path, " ".join(line.words))
        if line.below is not None:
            yield from heads(line.below, (*path, " ".join(line.words)))


@ALL
def test_no_statement_stands_twice(device):
    found = list(heads(lines(rendered(device))))
    assert len(found) == len(set(found))


@ALL
def test_no_block_is_empty(device):
    """Junos warns that a statement has no contents, and leaves it out."""
    assert re.findall(r"^.*\{\n\s*\}", rendered(device), re.MULTILINE) == []


@ALL
def test_indentation_is_four_blanks_a_level(device):
    depth = 0
    for row in rendered(device).splitlines():
        depth -= row.strip() == "}"
        assert len(row) - len(row.lstrip()) == (0 if row.startswith("##") else 4 * depth), row
        depth += row.endswith("{")
    assert depth == 0


@ALL
def test_lines_are_printable_ascii_without_trailing_blanks(device):
    assert [line for line in rendered(device).splitlines() if not re.fullmatch(r"([ -~]*[!-~])", line)] == []


@ALL
def test_the_driver_takes_it_for_text_with_braces(device):
    assert JunosDriver("leaf", "admin", "")._detect_config_format(rendered(device)) == "text"


@ALL
def test_every_name_that_is_used_is_defined_and_every_defined_one_used(device):
    text = rendered(device)
    for defined, used in (
        (r"policy-statement (\S+)", r"(?:export|import) (\S+);"),
        (r"^    community (\S+) members", r"community (?:add )?(WENT\S+);"),
        (r"as-list (\S+) members", r"peer-as-list (\S+);"),
        (r"^        class (\S+) queue-num", r"forwarding-class (\S+) (?:\{|scheduler)"),
        (r"^        dscp (\S+) \{", r"dscp ([A-Z]+);"),
        (r"forwarding-class \S+ scheduler (\S+);", r"^        (\S+-400g-\S+|\S+-800g-\S+) \{\n +(?:transmit|priority)"),
        (r"^        (\S+) \{\n +interpolate", r"drop-profile (\S+);"),
        (
            r"^        (\S+) \{\n(?: +pfc-watchdog \{\n(?:.*;\n)+ +\}\n)? +input",
            r"congestion-notification-profile (\S+);",
        ),
        (r"^        (\S+) \{\n +forwarding-class", r"scheduler-map (\S+);"),
        (r"l3-interface irb\.(\d+);", r"^        unit (1\d\d) \{"),
    ):
        assert set(re.findall(defined, text, re.MULTILINE)) == set(re.findall(used, text, re.MULTILINE)), defined


@ALL
def test_every_code_point_has_one_class(device):
    words = re.findall(r"code-points (.*);", rendered(device))
    found = [int(word, 2) for row in words for word in row.strip("[ ]").split()]
    expected = sorted(dscp for row in device.lossless.classes for dscp in row.dscps)
    assert sorted(found) == expected
    assert expected == list(range(64)) or device is UNNUMBERED


@ALL
def test_a_priority_is_one_from_the_code_point_to_the_pause(device):
    """Code point, forwarding class, queue, PFC priority and the queue that a pause stops."""
    text = rendered(device)
    for number, priority in re.findall(r"queue-num (\d) no-loss pfc-priority (\d);", text):
        assert number == priority
        assert f"code-point {int(priority):03b} {{\n                        flow-control-queue {number};" in text
    paused = {int(word, 2) for word in re.findall(r"code-point ([01]{6}) ", text)}
    lossless = {priority for profile in device.profiles for priority in profile.lossless_priorities}
    assert paused == {dscp for row in device.lossless.classes if row.number in lossless for dscp in row.dscps}


@ALL
def test_a_cage_stands_before_its_parts_and_has_no_unit(device):
    found = next(line for line in lines(rendered(device)) if line.words == ["interfaces"]).below
    names = [line.words[0] for line in found if line.words[0].startswith("et-")]
    parts = [name for name in names if ":" in name]
    assert [name for name in names if name not in {part.split(":")[0] for part in parts}] == [
        port.name for port in device.ports
    ]
    assert all(names.index(part.split(":")[0]) < names.index(part) for part in parts)
    cages = {part.split(":")[0] for part in parts}
    assert all("unit" not in {row.words[0] for row in line.below} for line in found if line.words[0] in cages)


def test_deep_buffers_have_no_partitions_and_no_seed():
    text = rendered(DEEP_SPINE)
    for absent in ("shared-buffer", "dedicated-buffer", "hash-seed", "cable-length", "mru", "rstp", "ecmp-dlb"):
        assert absent not in text
    assert "buffer-size temporal 10000;" in text
    assert "fill-level [ 1 2 ];" in text


@pytest.mark.parametrize(("device", "second"), [(SPINE, "strict-high"), (DEEP_SPINE, "high")], ids=["qfx", "ptx"])
def test_of_strict_queues_a_ptx_has_one_that_is_strict_high(device, second):
    profile = device.profiles[0].name
    for name, word in (("control", "strict-high"), ("cnp", second)):
        assert f"priority {word}" in block(device, "class-of-service", "schedulers", f"{profile}-{name}")


def test_what_is_left_out_stands_in_the_header():
    for device, said in ((LEAF, terms.LEFT_OUT), (DEEP_SPINE, (*terms.LEFT_OUT, *terms.LEFT_OUT_PTX))):
        rows = [line.removeprefix("## left out: ") for line in rendered(device).splitlines() if "left out" in line]
        assert tuple(rows) == said


def test_root_has_the_secret_of_the_first_administrator_unless_there_is_one():
    assert terms.root_secret(SYSTEM.users) == "<env:FABRIC_ROOT_HASH>"
    assert terms.root_secret(SYSTEM.users[:1]) == "<env:FABRIC_ADMIN_HASH>"
    assert terms.root_secret(SYSTEM.users[2:]) is None
    assert "user root" not in rendered(LEAF)


def test_a_user_id_follows_from_the_name():
    found = dict(re.findall(r"user (\S+) \{\n +uid (\d+);", rendered(LEAF)))
    assert found == {"admin": "57511", "watcher": "12830"}
    assert all(terms.uid(f"u{number}") in range(2000, 64001) for number in range(1000))


PORT_NAMES = {
    "undivided": ("juniper-qfx5240-64od", Slot(64, 1, 8, 800), "et-0/0/63"),
    "first half": ("juniper-qfx5240-64od", Slot(1, 1, 4, 400), "et-0/0/0:0"),
    "second half": ("juniper-qfx5240-64od", Slot(1, 5, 4, 400), "et-0/0/0:1"),
    "last eighth": ("juniper-ptx10002-36qdd", Slot(36, 8, 1, 100), "et-0/0/35:7"),
    "undivided 400G": ("juniper-qfx5230-64cd", Slot(2, 1, 8, 400), "et-0/0/1"),
    "quarter of 400G": ("juniper-qfx5220-32cd", Slot(3, 3, 2, 100), "et-0/0/2:1"),
    "never divided": ("juniper-qfx5220-128c", Slot(128, 1, 4, 100), "et-0/0/127"),
}


@pytest.mark.parametrize(("name", "slot", "port"), PORT_NAMES.values(), ids=PORT_NAMES)
def test_port_names(name, slot, port):
    assert JUNOS.port_name(model(name), slot) == port


JUNIPER = [(box.name, gbps) for box in models() if "junos" in box.platforms for gbps in speeds(box)]
TAKEN = {10, 25, 40, 50, 100, 200, 400, 800}


@pytest.mark.parametrize(("name", "gbps"), JUNIPER)
def test_ports_of_every_model_have_names_of_their_own(name, gbps):
    box = model(name)
    slots = port_slots(box, gbps)
    names = [JUNOS.port_name(box, Slot(*slot, gbps)) for slot in slots]
    assert len(set(names)) == len(names) == box.fabric.count * breakout(box, gbps).parts
    assert gbps in TAKEN
    assert terms.parts(replace(HOST, gbps=gbps), name) == breakout(box, gbps).parts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("spine-p00-00:et-0/0/0:0", "spine-p00-00:et-0/0/0:0"),
        ("a host", '"a host"'),
        ("rack;4", '"rack;4"'),
        ("{", '"{"'),
    ],
)
def test_quoted(text, shown):
    assert terms.quoted(text) == shown


@pytest.mark.parametrize(("values", "text"), [((7,), "7"), ((2, 3), "[ 2 3 ]")])
def test_several(values, text):
    assert terms.several(values) == text


@pytest.mark.parametrize(("width", "step"), [(17, 32), (32, 32), (40, 64), (100, 128), (128, 128), (600, 512)])
def test_wide_enough(width, step):
    assert terms.wide_enough(width) == step


def test_a_frame_has_a_header_and_on_trunks_a_tag():
    assert terms.frame(HOST) == 9216
    assert terms.frame(TRUNK_LEAF.profiles[0]) == 9216
    assert terms.widest_frame(TRUNK_LEAF.vlans) == 9212


def test_what_chips_can_not_do_has_a_reason():
    able = JUNOS.capabilities
    assert able.on(model("juniper-qfx5240-64od")).no_unnumbered == ""
    assert able.on(model("juniper-qfx5230-64cd")).no_unnumbered.endswith("published for the QFX5240 only")
    assert (
        able.on(model("juniper-ptx10002-36qdd")).no_adaptive
        == able.on(model("juniper-ptx10002-36qdd")).no_per_packet
        != ""
    )
    assert able.on(model("juniper-ptx10002-36qdd")).no_hash_seed
    assert able.on(model("juniper-qfx5220-32cd")).no_adaptive == ""


def test_routes_that_came_from_above_never_go_up_again():
    assert block(SPINE, "policy-options", "policy-statement TO-ABOVE", "term went-down") == [
        "from community WENT-DOWN", "then reject",
    ]  # fmt: skip
    assert "community add WENT-DOWN" in block(SPINE, "policy-options", "policy-statement FROM-ABOVE", "then")
    for term in ("term loopbacks", "term hosts", "term loopbacks-v6"):
        assert "community add WENT-DOWN" in block(SPINE, "policy-options", "policy-statement TO-BELOW", term, "then")
    assert "community" not in rendered(LEAF)


def test_hosts_of_a_leaf_leave_it_as_one_prefix():
    way = ("policy-options", "policy-statement TO-ABOVE", "term hosts", "from")
    assert block(LEAF, *way)[0] == "protocol [ aggregate bgp ]"
    assert block(TRUNK_LEAF, *way)[0] == "protocol [ bgp direct ]"
    assert block(LEAF, "routing-options", "aggregate") == ["route 10.128.0.0/26"]


def test_sessions_of_a_family_have_a_group_of_their_own():
    groups = [head for head in block(SPINE, "protocols", "bgp") if head.startswith("group")]
    assert groups == ["group LEAVES", "group LEAVES-V6", "group SUPER-SPINES", "group SUPER-SPINES-V6"]
    assert [row for row in block(LEAF, "protocols", "bgp", "group SPINES") if row.startswith("neighbor")] == [
        "neighbor 10.64.0.8", "neighbor 10.64.0.10",
    ]  # fmt: skip


def test_a_vrf_has_its_ports_and_gateways():
    assert block(LEAF, "routing-instances", "acme") == ["instance-type virtual-router", "interface et-0/0/0:1.0"]
    assert block(LEAF, "routing-instances", "blue") == ["instance-type virtual-router"]
    assert block(TRUNK_LEAF, "routing-instances", "training")[1:] == ["interface irb.132"]


def test_unnumbered_sessions_are_discovered_and_carry_both_families():
    group = block(UNNUMBERED, "protocols", "bgp", "group SPINES")
    assert {"family inet", "family inet6", "dynamic-neighbor LINKS", "peer-as-list SPINES"} <= set(group)
    assert block(UNNUMBERED, "policy-options")[-1] == "as-list SPINES members [ 4200002048 4200002049 ]"


def test_the_watchdog_counts_polls():
    assert terms.watching(LEAF) == terms.Watching(poll=100, detection=2, recovery=400, action="drop")
    assert terms.watching(UNNUMBERED) is None


@pytest.mark.parametrize(
    ("device", "mode"), [(LEAF, None), (TRUNK_LEAF, "flowlet"), (SPINE, "per-packet"), (DEEP_SPINE, None)]
)
def test_balancing(device, mode):
    assert terms.balancing(device).mode == mode
