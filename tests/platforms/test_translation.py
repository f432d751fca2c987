"""Communities at a border: golden files of every platform that translates them, and the platforms' words and parsers.

`pytest tests/platforms/test_translation.py --update` rewrites the golden files; read the difference.
"""

import json
import re
from dataclasses import replace

import pytest

from fabricgen.platforms import PLATFORMS
from tests.platforms import eos_words, goldens
from tests.platforms import translation_devices as devices
from tests.platforms.judges import QFX, junos_models, needs_junos_models, refused
from tests.platforms.junos_yang import UnknownError, walk
from tests.platforms.test_steering import routing

GOLDEN = goldens.FOLDER / "translation"
CASES = goldens.cases(devices.TABLES)
every = pytest.mark.parametrize(("platform", "name"), CASES)
lines = pytest.mark.parametrize(("platform", "name"), [case for case in CASES if case[0] not in ("junos", "srlinux")])
"""Those whose policies are route-maps."""


def border(platform, name):
    """The lines about the border, which are all that the other golden files of gateways don't have."""
    text = routing(platform, devices.TABLES[platform][name])
    plain = replace(devices.TABLES[platform][name])
    sessions = tuple(wan._replace(translation=None) for wan in plain.steering.sessions)
    before = routing(platform, replace(plain, steering=replace(plain.steering, sessions=sessions)))
    return text, before


@every
def test_golden(platform, name, update):
    file = GOLDEN / platform / f"{name}.txt"
    text, _ = border(platform, name)
    if update:
        goldens.write(file, text)
    assert file.read_text() == text


def test_every_golden_file_has_a_device():
    found = {str(file.relative_to(GOLDEN)) for file in GOLDEN.glob("*/*")}
    assert found == {f"{one}/{name}.txt" for one, name in CASES}


def test_every_platform_that_says_it_can_is_here():
    able = {name for name, platform in PLATFORMS.items() if not platform.capabilities.no_translation}
    assert able == set(devices.TABLES)


@lines
def test_only_what_meets_the_wan_is_different(platform, name):
    text, before = border(platform, name)
    changed = set(text.splitlines()) ^ set(before.splitlines())
    assert [line for line in changed if re.match(r"(ip |bgp |route-map )", line) and "WAN-" not in line] == []


@lines
def test_every_mark_is_matched_and_set(platform, name):
    """Agreed marks are both looked for and handed out; those of tiers beyond are set on the way in alone."""
    text, _ = border(platform, name)
    marks = devices.LARGE if name == "large" else devices.STANDARD
    for mark in marks[:3]:
        assert len(re.findall(rf"-list .*permit {mark}$", text, re.MULTILINE)) == 1
        assert len(re.findall(rf"^ +set .*community.*\b{mark}\b", text, re.MULTILINE)) >= 1
    for mark in marks[3:]:
        assert len(re.findall(rf"\b{mark}\b", text)) == 1


@lines
def test_nothing_passes_the_border_with_marks_of_before(platform, name):
    """Each entry of both directions says what becomes of large and of standard communities; none adds to them."""
    text, _ = border(platform, name)
    entries = re.findall(r"^route-map (?:FROM|TO)-WAN-\S+ permit \d+\n(?: .*\n)+", text, re.MULTILINE)
    assert len(entries) == 3 + 2 + 4
    for entry in entries:
        assert len(re.findall(r"^ +set community ", entry, re.MULTILINE)) == 1
        assert len(re.findall(r"^ +set large-community ", entry, re.MULTILINE)) == 1
        assert "additive" not in entry


@pytest.mark.parametrize("name", devices.TABLES["junos"])
def test_on_junos_every_route_through_the_border_loses_what_it_had(name):
    """Routes of the leaf itself have nothing before; all that is named is defined, and the other way round."""
    text, marks = routing("junos", devices.TABLES["junos"][name]), getattr(devices, name.upper())
    policies = re.findall(r"    policy-statement (\w+-WAN-\w+) \{\n(.*?)\n    \}\n", text, re.DOTALL)
    assert len(policies) == 4
    for _, policy in policies:
        for term in re.findall(r"        term (.*?)\n        \}", policy, re.DOTALL):
            own = "protocol direct" in term
            assert ("community delete ANY;" in term, "community delete ANY-LARGE;" in term) == (not own, not own)
            assert "community add" not in term.partition("community delete ANY;")[0]
    named = dict(re.findall(r"    community (\S+) members (.*);", text))
    used = set(re.findall(r"community (?:add |set |delete )?((?:WAN|ANY)\S*);", text))
    assert used == {each for each in named if each.startswith(("WAN", "ANY"))}
    large = "large:" if name == "large" else ""
    assert named["WAN-west-TELLS-open"] == f"[ {large}{marks[0]} {large}{marks[2]} ]"
    assert named["WAN-west-MARKED-frontier"] == f"{large}{marks[1]}"
    assert list(named) == sorted(named)


@pytest.mark.slow
@needs_junos_models
@pytest.mark.parametrize("name", devices.TABLES["junos"])
def test_junos_knows_every_statement_in_its_place(name):
    text, tree = routing("junos", devices.TABLES["junos"][name]), junos_models(QFX)
    assert [place for place in walk(text, tree).misplaced if "policy-options" in place or "bgp" in place] == []
    with pytest.raises(UnknownError, match="local-reference"):
        walk(text.replace("local-preference", "local-reference"), tree)


@pytest.mark.parametrize("name", devices.TABLES["srlinux"])
def test_on_srlinux_every_route_through_the_border_has_its_marks_replaced(name):
    """By sets that hold what was agreed and nothing else; routes of the leaf itself have none before."""
    marks = devices.LARGE if name == "large" else devices.STANDARD
    found = json.loads(routing("srlinux", devices.TABLES["srlinux"][name]))["srl_nokia-routing-policy:routing-policy"]
    sets = {each["name"]: each["member"] for each in found["community-set"]}
    policies = {each["name"]: each for each in found["policy"] if "-WAN-" in each["name"]}
    assert set(policies) == {f"{way}-WAN-{wan}" for way in ("FROM", "TO") for wan in ("east", "west")}
    said = {}
    for policy, each in policies.items():
        assert each["default-action"] == {"policy-result": "reject"}
        for statement in each["statement"]:
            own = statement["match"].get("protocol") == "srl_nokia-common:local"
            done = statement["action"].get("bgp", {}).get("communities", {})
            assert set(done) <= {"add"} if own else set(done) == {"replace"}
            said[policy, statement["name"]] = [mark for name in done.values() for mark in sets[name] if "[" not in mark]
    west = {name: marks for (policy, name), marks in said.items() if policy == "TO-WAN-west"}
    assert west["own-open"] == west["marked-open"] == [marks[0], marks[2]]
    assert west["own-frontier"] == west["marked-frontier"] == [marks[1], marks[2]]
    assert west["tiers"] == [marks[2]]
    east = {tuple(marks) for (policy, _), marks in said.items() if policy == "TO-WAN-east"}
    assert east == {()}
    known = devices.TABLES["srlinux"][name].steering
    avoid, came = known.ways[0].avoid, known.sessions[0].community
    heard = {name: marks for (policy, name), marks in said.items() if policy == "FROM-WAN-west"}
    assert heard["marked-avoid"] == [avoid]
    assert heard["marked-open"] == [came, marks[3]]
    assert heard["accepted"] == [came]


@pytest.mark.parametrize("name", devices.TABLES["eos"])
def test_eos_knows_every_command_in_its_place(name):
    assert eos_words.unknown(routing("eos", devices.TABLES["eos"][name])) == []


@pytest.mark.parametrize(("platform", "name"), [case for case in CASES if case[0] in ("frr", "sonic")])
def test_frr_parses_every_line(vtysh, platform, name, tmp_path):
    text = routing(platform, devices.TABLES[platform][name])
    foreign = ("frr version", "no fpm use", "fpm ")
    file = tmp_path / "frr.conf"
    file.write_text("".join(f"{line}\n" for line in text.splitlines() if not line.startswith(foreign)))
    assert refused(file) == []
    file.write_text(file.read_text().replace("set large-community none", "set huge-community none"))
    assert "huge-community" in "".join(refused(file))
