"""Access lists: golden files of every platform that has them, the platforms' own words, and judges that aren't ours.

`pytest tests/platforms/test_policies.py --update` rewrites the golden files; the difference is for a reviewer to read.
"""

import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from fabricgen.compare.difference import Line, Mark, difference
from fabricgen.compare.impacts import reasons, worst
from fabricgen.device.model import AccessList
from fabricgen.platforms import PLATFORMS
from fabricgen.targets.drivers.cumulus_text import tree_of
from tests.platforms import eos_words, goldens, nvue_words
from tests.platforms import policies_devices as devices
from tests.platforms.judges import EVOLVED, QFX, junos_models, needs_junos_models, needs_sonic_models
from tests.platforms.junos_yang import UnknownError, walk

GOLDEN = goldens.FOLDER / "policies"
SHOWN = {
    "eos": devices.EOS,
    "frr": devices.FRR,
    "sonic": devices.SONIC,
    "cumulus": devices.CUMULUS,
    "junos": devices.JUNOS,
    "srlinux": devices.SRLINUX,
}
CASES = goldens.cases(SHOWN)


def files(platform, device):
    """By name without the device's; on Linux the rules alone, the rest has golden files of its own."""
    made = goldens.rendered(platform, device)
    if platform == "frr":
        return {name: text for name, text in made.items() if name.startswith("rules")}
    first = Path(PLATFORMS[platform].files[0].path.format(device=device.name)).name
    return {Path(first).suffix: made[first]}


def rendered(platform, device):
    """The first file, which on all platforms but Linux has the lists."""
    return goldens.first(platform, device)


def bare(device):
    return replace(device, filters=None, system=replace(device.system, logins=()))


@pytest.mark.parametrize(("platform", "name"), CASES)
def test_golden(platform, name, update):
    for file, text in files(platform, SHOWN[platform][name]).items():
        path = GOLDEN / platform / (f"{name}{file}" if file.startswith(".") else f"{name}.{file}")
        if update:
            goldens.write(path, text)
        assert path.read_text() == text


def test_every_golden_file_has_a_device():
    assert {(path.parent.name, path.name.split(".")[0]) for path in GOLDEN.rglob("*.*")} == set(CASES)


@pytest.mark.parametrize(("platform", "name"), CASES)
def test_without_it_nothing_is_said(platform, name):
    texts = "".join(goldens.rendered(platform, bare(SHOWN[platform][name])).values())
    assert not re.search(r"IN-(?:acme|tier|training)|CONTROL-PLANE|MANAGEMENT\b|NEIGHBOURS|LOGINS|COMMIT", texts)


@pytest.mark.parametrize("name", devices.EOS)
def test_every_eos_command_is_known(name):
    assert eos_words.unknown(rendered("eos", devices.EOS[name])) == []


@pytest.mark.parametrize("name", devices.EOS)
def test_every_eos_list_that_is_named_exists_and_is_named(name):
    text = rendered("eos", devices.EOS[name])
    for word in ("ip", "ipv6"):
        defined = set(re.findall(rf"^{word} access-list (?:standard )?(\S+)$", text, re.MULTILINE))
        used = set(re.findall(rf"^ +{word} access-group (\S+)", text, re.MULTILINE))
        assert defined == used


@pytest.mark.parametrize("name", devices.CUMULUS)
def test_every_leaf_of_nvue_is_documented_and_in_order(name):
    tree = tree_of(rendered("cumulus", devices.CUMULUS[name]))
    assert nvue_words.undocumented(tree) == []
    assert nvue_words.unsorted(tree) == []


def test_cumulus_never_denies_all_to_its_control_plane():
    for device in devices.CUMULUS.values():
        for name, listed in tree_of(rendered("cumulus", device))["acl"].items():
            if name.startswith("CONTROL-PLANE"):
                assert all("match" in rule for rule in listed["rule"].values())


@pytest.mark.slow
@needs_sonic_models
@pytest.mark.parametrize("name", devices.SONIC)
def test_the_models_of_sonic_accept(name, sonic_complaints):
    assert sonic_complaints(orjson.loads(rendered("sonic", devices.SONIC[name]))) == ""


SPOILT = {
    "a flag that the type doesn't match": (("ACL_TABLE_TYPE", "FABRICGEN", "MATCHES"), ["SRC_IP"], "Must condition"),
    "a type that isn't there": (("ACL_TABLE", "IN-acme", "type"), "L3X", "Invalid"),
    "a port that isn't there": (("ACL_TABLE", "IN-acme", "ports"), ["Ethernet999"], "Invalid"),
    "too high a priority": (("ACL_RULE", "IN-acme|RULE_10", "PRIORITY"), "1000000", "range"),
    "an address without a length": (("ACL_RULE", "IN-acme|RULE_10", "DST_IP"), "10.200.0.0", "Unsatisfied pattern"),
    "an action that nobody knows": (("ACL_RULE", "IN-acme|RULE_10", "PACKET_ACTION"), "PASS", "enum"),
    "a list of the switch without a service": (("ACL_TABLE", "LOGINS", "services"), None, "Must condition"),
}


@pytest.mark.slow
@needs_sonic_models
@pytest.mark.parametrize(("path", "value", "said"), SPOILT.values(), ids=SPOILT)
def test_the_models_of_sonic_refuse(path, value, said, sonic_complaints):
    """The judge isn't asleep."""
    config = orjson.loads(rendered("sonic", devices.SONIC["routed"]))
    table, row, field = path
    if value is None:
        del config[table][row][field]
    else:
        config[table][row][field] = value
    assert said in sonic_complaints(config)


def test_sonic_serves_rules_in_the_order_of_their_numbers():
    rules = orjson.loads(rendered("sonic", devices.SONIC["routed"]))["ACL_RULE"]
    mine = {int(name.split("_")[1]): int(row["PRIORITY"]) for name, row in rules.items() if name.startswith("IN-")}
    assert sorted(mine) == sorted(mine, key=mine.get, reverse=True)
    assert len(set(mine.values())) == len(mine)


@pytest.mark.slow
@needs_junos_models
@pytest.mark.parametrize(
    ("name", "root"), [("routed", QFX), ("trunk", QFX), ("logins", QFX), ("closed", QFX), ("deep", EVOLVED)]
)
def test_junos_knows_every_statement(name, root):
    met = walk(rendered("junos", devices.JUNOS[name]), junos_models(root))
    assert met.misplaced == ([] if root == QFX else ["system > syslog"])


@pytest.mark.slow
@needs_junos_models
@pytest.mark.parametrize(
    ("word", "instead"),
    [
        ("tcp-established;", "established;"),
        ("then discard;", "then drop;"),
        ("input IN-acme;", "ingress IN-acme;"),
        ("next-header icmp6;", "protocols icmp6;"),
        ("destination-address {", "dest-address {"),
    ],
)
def test_junos_refuses_what_we_would_never_say(word, instead):
    text = rendered("junos", devices.JUNOS["routed"])
    assert word in text
    with pytest.raises(UnknownError):
        walk(text.replace(word, instead), junos_models(QFX))


@pytest.mark.parametrize("name", devices.JUNOS)
def test_every_junos_filter_that_is_named_exists_and_is_named(name):
    text = rendered("junos", devices.JUNOS[name])
    defined = set(re.findall(r"^        filter (\S+) \{$", text, re.MULTILINE))
    assert defined == set(re.findall(r"^ +input (\S+);$", text, re.MULTILINE))


def needed(*programs):
    """In CI a machine without them is a failure; on a desk it is a skip that says what to install."""
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        reason = f"{', '.join(missing)} missing; install it with `apt-get install iptables`"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


def by_table(text):
    """The lines of each table, without counters and remarks; tables come in the kernel's own order."""
    found = {}
    for line in text.splitlines():
        if line.startswith("*"):
            table = found.setdefault(line, [])
        elif line[:1] in ":-":
            table.append(re.sub(r"\[\d+:\d+\]$", "", line))
    return found


BACKENDS = [(kind, six) for kind in ("legacy", "nft") for six in ("", "6")]


@pytest.mark.lab
@pytest.mark.parametrize("name", devices.FRR)
@pytest.mark.parametrize(("kind", "six"), BACKENDS, ids=[f"ip{six}tables-{kind}" for kind, six in BACKENDS])
def test_linux_takes_the_rules_and_shows_them_back(kind, six, name):
    """Both of Debian's packet filters, each in a network namespace of its own."""
    program = f"ip{six}tables-{kind}"
    needed(f"{program}-restore")
    text = files("frr", devices.FRR[name]).get("rules.v6" if six else "rules.v4", "")
    command = ("unshare", "--net", "sh", "-c", f"{program}-restore && {program}-save")
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    shown = by_table(done.stdout)
    assert {table: shown.get(table) for table in by_table(text)} == by_table(text)


@pytest.mark.lab
def test_linux_refuses_what_it_does_not_know():
    needed("iptables-nft-restore")
    text = files("frr", devices.FRR["routed"])["rules.v4"].replace("--dport", "--destport", 1)
    done = subprocess.run(
        ("unshare", "--net", "iptables-nft-restore"), input=text, capture_output=True, text=True, check=False
    )
    assert done.returncode
    assert "--destport" in done.stderr


def test_the_longest_name_fits_into_a_chain():
    """28 characters: iptables(8)."""
    longest = f"IN-{'x' * 24}"
    device = replace(
        devices.FRR["routed"],
        filters=replace(devices.FRR["routed"].filters, lists=(AccessList(longest, ()),), hosts=longest),
    )
    chains = re.findall(r"^:(\S+) ", files("frr", device)["rules.v4"], re.MULTILINE)
    assert longest in chains
    assert max(map(len, chains)) <= 28


@pytest.mark.parametrize(("platform", "name"), CASES)
def test_what_it_does_to_traffic(platform, name):
    """Lists that come, and logins that are limited, are never called hitless where they may drop a packet."""
    device = SHOWN[platform][name]
    before, after = files(platform, bare(device)), files(platform, device)
    found = {}
    for file in after:
        syntax = next(one.syntax for one in PLATFORMS[platform].files if one.path.endswith(file))
        lines = difference(before.get(file, ""), after[file], syntax)
        if len(PLATFORMS[platform].files) > 1:
            head = file if platform == "frr" else "config_db.json"
            lines = [Line(Mark.KEPT, 0, head), *(line._replace(depth=line.depth + 1) for line in lines)]
        found |= {worst(reasons(lines, platform)): file}
    assert set(found) == {"traffic-affecting"}
