"""fabricgen lab, as far as it needs neither root nor FRR: usage, and what can't be a lab."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from fabricgen.cli.live.lab import Order, _lab

ROOT = Path(__file__).parents[2]
HEAVY = {"jinja2", "pydantic", "napalm", "rich", "yaml", "netaddr", "orjson", "cryptography"}
COMMANDS = ["", "up", "down", "status", "break", "break link", "break flap", "break swap", "break switch", "mend"]
ENDS = "give one SWITCH:PORT, such as leaf1:swp1, or two switches"
WHICH = "give an INVENTORY, the NAME of a lab, or --all"

MISUSED = {
    "no inventory": ("up", "Missing argument 'INVENTORY'."),
    "nothing to take down": ("down", WHICH),
    "too much to take down": ("down lab --all", WHICH),
    "one switch": ("break link leaf1", ENDS),
    "a port and a switch": ("break link leaf1:swp1 spine1", ENDS),
    "three switches": ("break flap leaf1 spine1 spine2", ENDS),
    "a way in that isn't there": ("up x --transport telnet", "'telnet' is not one of 'ssh', 'local'."),
}


@pytest.mark.parametrize("words", COMMANDS)
def test_help_imports_nothing_heavy(words):
    command = [sys.executable, "-X", "importtime", "-m", "fabricgen", "lab", *words.split(), "--help"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout[:21]) == (0, "Usage: fabricgen lab ")
    imported = {name.partition(".")[0] for name in re.findall(r"\| +(\S+)$", told.stderr, re.MULTILINE)}
    assert "click" in imported
    assert imported & HEAVY == set()


@pytest.mark.parametrize(("words", "message"), MISUSED.values(), ids=MISUSED)
def test_wrong_usage(run, words, message):
    told = run("lab", *words.split())
    assert (told.status, told.out) == (2, "")
    assert told.err.endswith(message)


def test_other_switches_than_frr(run):
    told = run("lab", "up", ROOT / "inventories" / "moe-a")
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith(
        "error[FG016] a lab runs frr, not eos: give those switches platform frr\nhelp: only FRR runs in a lab\n"
    )


def test_a_management_network_of_ipv6(run, tmp_path):
    text = (ROOT / "inventories/lab/intent.yml").read_text()
    (tmp_path / "intent.yml").write_text(text.replace("prefix: 198.18.0.0/24", "prefix: 2001:db8:5::/64"))
    told = run("lab", "up", tmp_path)
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith(
        "error[FG016] the management network of a lab is IPv4, and this one has 2001:db8:5::1\n"
        "help: with --transport local a lab needs no management network\n"
    )


@pytest.fixture
def secretive(tmp_path):
    """A page whose sessions have a password."""
    text = (ROOT / "inventories/lab/intent.yml").read_text()
    (tmp_path / "intent.yml").write_text(text.replace("  bfd:", '  password: "env:LAB_BGP_KEY"\n  bfd:'))
    return tmp_path


def test_the_secrets_of_a_lab_are_brought_as_by_a_push(secretive, monkeypatch):
    """Else its sessions would have the reference for a password, and the first verify would call that drift."""
    monkeypatch.setenv("LAB_BGP_KEY", "keyOfTheLab")
    (leaf, *_) = _lab(Order(secretive, "local", empty=False, wait=0)).switches
    assert " neighbor SPINES password keyOfTheLab\n" in leaf.files["frr.conf"]
    (leaf, *_) = _lab(Order(secretive, "local", empty=True, wait=0)).switches
    assert "password" not in leaf.files["frr.conf"]


def test_a_lab_whose_secrets_are_not_there(run, secretive, monkeypatch):
    monkeypatch.delenv("LAB_BGP_KEY", raising=False)
    told = run("lab", "up", secretive)
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith(
        "error[FG013] no secret for leaf-p00-00 and 5 more: the environment has no LAB_BGP_KEY\n"
    )


def test_an_inventory_that_is_not_sound(run, tmp_path):
    run("init", tmp_path, "--kind", "fat-tree")
    page = tmp_path / "intent.yml"
    page.write_text(page.read_text().replace("loopbacks: 10.0.0.0/24", "loopbacks: 10.0.0.0/30"))
    told = run("lab", "up", tmp_path)
    assert (told.status, told.out) == (1, "")
    assert "error[FG302]" in told.err


@pytest.mark.parametrize("words", ["down", "status", "mend"])
def test_a_lab_that_is_not_there(run, words):
    told = run("lab", words, "no-such-lab-at-all")
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith("error[FG010] there is no lab called no-such-lab-at-all\nhelp: ")


def test_a_drill_in_a_lab_that_is_not_up(run, tmp_path):
    run("init", tmp_path, "--kind", "fat-tree")
    page = tmp_path / "intent.yml"
    page.write_text(re.sub(r"^name: \S+", "name: never-started", page.read_text(), flags=re.MULTILINE))
    told = run("lab", "break", "switch", "leaf-p00-00", "--lab", tmp_path)
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith(
        "error[FG015] lab never-started isn't there\nhelp: fabricgen lab status tells what runs here\n"
    )
