"""Rates of the control plane: golden files of every platform that has them, and the platforms' own words.

`pytest tests/platforms/test_rates.py --update` rewrites the golden files; the difference is for a reviewer to read.
"""

import re
import subprocess
from dataclasses import replace

import orjson
import pytest

from fabricgen.targets.drivers.cumulus_text import tree_of
from tests.platforms import eos_words, goldens, iosxr_words, nvue_words
from tests.platforms import rates_devices as devices
from tests.platforms.iosxr_yang import UnknownError as UnknownLine
from tests.platforms.iosxr_yang import walk as walk_iosxr
from tests.platforms.iosxr_yang import written
from tests.platforms.judges import (
    EVOLVED,
    QFX,
    iosxr_models,
    junos_models,
    needs_iosxr_models,
    needs_junos_models,
    needs_sonic_models,
)
from tests.platforms.junos_yang import UnknownError, walk

GOLDEN = goldens.FOLDER / "rates"
SHOWN = {
    "eos": devices.EOS,
    "sonic": devices.SONIC,
    "cumulus": devices.CUMULUS,
    "junos": devices.JUNOS,
    "iosxr": devices.IOSXR,
    "frr": devices.FRR,
}
CASES = goldens.cases(SHOWN)
PLACES = {
    "eos": r"^policy-map type copp .*?^!$",
    "iosxr": r"^lpts .*?^!$",
    "junos": r"^    ddos-protection \{.*?^    \}$",
    "cumulus": r"^ {8}policer:.*?(?=^ {6}\w)",
}


def rendered(platform, device):
    """The file that rates are in, all of it."""
    if platform == "frr":
        found = goldens.rendered(platform, device)
        return "".join(found.get(name, "") for name in ("rules.v4", "rules.v6"))
    return goldens.first(platform, device)


def said(platform, device):
    """What is there because of the rates."""
    text = rendered(platform, device)
    if platform == "sonic":
        row = orjson.loads(text)
        return orjson.dumps({table: row.get(table) for table in ("COPP_GROUP", "COPP_TRAP")}, option=2).decode() + "\n"
    return text if platform == "frr" else "\n".join(re.findall(PLACES[platform], text, re.MULTILINE | re.DOTALL)) + "\n"


@pytest.mark.parametrize(("platform", "name"), CASES)
def test_golden(platform, name, update):
    text = said(platform, SHOWN[platform][name])
    path = GOLDEN / platform / f"{name}.txt"
    if update:
        goldens.write(path, text)
    assert path.read_text() == text


def test_every_golden_file_has_a_device():
    assert {(path.parent.name, path.stem) for path in GOLDEN.rglob("*.*")} == set(CASES)


@pytest.mark.parametrize(("platform", "name"), CASES)
def test_rates_change_nothing_else(platform, name):
    """Without its own lines, and only without them, the text is that of a switch with the rates of the factory."""
    device = SHOWN[platform][name]
    text, plain = rendered(platform, device), rendered(platform, replace(device, rates=None))
    lines = set(said(platform, device).splitlines())
    assert text != plain
    if platform not in ("sonic", "frr"):
        assert [line for line in text.splitlines() if line not in lines] == [
            line for line in plain.splitlines() if line not in lines
        ]


@pytest.mark.parametrize("name", devices.EOS)
def test_every_eos_command_is_known(name):
    assert eos_words.unknown(rendered("eos", devices.EOS[name])) == []


def test_eos_hides_what_is_usual():
    text = said("eos", devices.EOS["ospf"])
    assert "class copp-system-arp\n      bandwidth pps 10000\n" in text
    assert "class copp-system-OspfIsis\n      shape pps 5000\n   !" in text


@pytest.mark.parametrize("name", devices.IOSXR)
def test_every_iosxr_command_is_known(name):
    text = rendered("iosxr", devices.IOSXR[name])
    assert iosxr_words.unknown(text) == []


@pytest.mark.slow
@needs_iosxr_models
@pytest.mark.parametrize("name", devices.IOSXR)
def test_the_models_of_iosxr_know_every_line(name):
    text, known = rendered("iosxr", devices.IOSXR[name]), iosxr_models()
    assert walk_iosxr(text, known) == written(text)
    for right, wrong in (("bfd known rate", "bfd heard rate"), ("bfd known rate ", "bfd known rate 4294967")):
        with pytest.raises(UnknownLine):
            walk_iosxr(text.replace(right, wrong), known)


@pytest.mark.parametrize("name", devices.CUMULUS)
def test_every_leaf_of_nvue_is_documented_and_in_order(name):
    tree = tree_of(rendered("cumulus", devices.CUMULUS[name]))
    assert nvue_words.undocumented(tree) == []
    assert nvue_words.unsorted(tree) == []


@pytest.mark.slow
@needs_sonic_models
@pytest.mark.parametrize("name", devices.SONIC)
def test_the_models_of_sonic_accept(name, sonic_complaints):
    config = orjson.loads(rendered("sonic", devices.SONIC[name]))
    assert sonic_complaints(config) == ""
    config["COPP_GROUP"]["queue1_group1"]["cbs"] = "1"
    assert "cbs must be greater" in sonic_complaints(config)


@pytest.mark.slow
@needs_junos_models
@pytest.mark.parametrize(("name", "root"), [("leaf", QFX), ("deep", EVOLVED)])
def test_junos_knows_every_statement(name, root):
    text = rendered("junos", devices.JUNOS[name])
    met = walk(text, junos_models(root))
    assert [place for place in met.misplaced if "ddos" in place] == []
    for right, wrong in (("bandwidth 4000", "bandwidth 100001"), ("bfdv6 {", "bfdv7 {")):
        with pytest.raises(UnknownError):
            walk(text.replace(right, wrong), junos_models(root))


def table(text):
    """Chains and rules of the table `filter`, as iptables-save has them."""
    return re.findall(r"^(?:-A .+|:[A-Z-]+)", text.split("*filter")[1], re.MULTILINE)


@pytest.mark.parametrize("name", devices.FRR)
def test_iptables_takes_the_rules_and_shows_them_as_they_are_written(name):
    """In a network namespace of its own."""
    programs = {"rules.v4": "iptables-legacy", "rules.v6": "ip6tables-legacy"}
    found = {file: text for file, text in goldens.rendered("frr", devices.FRR[name]).items() if "hashlimit" in text}
    assert found
    for file, text in found.items():
        script = f"{programs[file]}-restore && {programs[file]}-save -t filter"
        shown = subprocess.run(
            ("unshare", "-rn", "sh", "-c", script), input=text, capture_output=True, text=True, check=False
        )
        if "Operation not permitted" in shown.stderr or "not found" in shown.stderr:
            pytest.skip("no network namespace, or no iptables, here")
        assert shown.returncode == 0, shown.stderr
        assert table(shown.stdout) == table(text)
