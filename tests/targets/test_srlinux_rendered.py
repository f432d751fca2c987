"""What is rendered for SR Linux is loaded by its driver; the box keeps what is its own; then no difference is left."""

import json
from importlib import import_module
from pathlib import Path

import pytest

from fabricgen.targets.drivers.srlinux_own import OWN, completed
from tests.fakes import srl
from tests.fakes.box import Box
from tests.targets.srlinux_extra import with_extra

GOLDEN = Path(__file__).parents[1] / "platforms" / "golden" / "srlinux"
TENANTS = GOLDEN.parent / "overlay/srlinux"
PLACES = {place.stem: place for place in sorted(GOLDEN.glob("*.json"))} | {
    place.parent.name: place for place in sorted(TENANTS.glob("*/switch.json"))
}
everywhere = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
ACCESS = {
    "srl_nokia-acl:acl": {"acl-filter": [{"name": "cpm", "type": "ipv4"}]},
    "srl_nokia-system:system": {
        "control-plane-traffic": {"input": {"srl_nokia-acl:acl": {"acl-filter": [{"name": "cpm", "type": "ipv4"}]}}},
        "srl_nokia-tls:tls": {"server-profile": [{"name": "own", "certificate": "-----BEGIN"}]},
        "srl_nokia-json-rpc:json-rpc-server": {"admin-state": "enable"},
        "srl_nokia-ssh:ssh-server": [{"name": "mgmt", "admin-state": "enable"}],
        "srl_nokia-logging:logging": {"buffer": [{"buffer-name": "messages"}]},
        "srl_nokia-aaa:aaa": {"authentication": {"linuxadmin-user": {"password": "$y$j9T$x"}, "idle-timeout": 7200}},
    },
}
"""What a box has before the first push, in the form in which JSON-RPC shows it."""
STRAY = {"srl_nokia-system-banner:banner": {"login-banner": "old"}, "srl_nokia-system-name:name": {"host-name": "old"}}
RUNNING = {**ACCESS, "srl_nokia-system:system": {**ACCESS["srl_nokia-system:system"], **STRAY}}


def at(tree, path):
    """What a tree has at a path of OWN; None if nothing."""
    for name in path:
        found = [value for key, value in tree.items() if key.rpartition(":")[2] == name]
        if not found:
            return None
        (tree,) = found
    return tree


@with_extra
@everywhere
def test_a_rendered_file_is_pushed_and_then_makes_no_difference(place):
    box = Box("leaf-1", srl.written(RUNNING))
    with srl.serve(box) as served:
        driver = import_module("fabricgen.targets.drivers.srlinux").SrlinuxDriver
        live = driver("127.0.0.1", "admin", Box.password, 5, {"port": served.port, "ca": served.ca})
        live.open()
        live.load_replace_candidate(filename=str(place))
        first = live.compare_config()
        live.commit_config()
        live.load_replace_candidate(filename=str(place))
        assert live.compare_config() == ""
        live.close()
    assert '-       "login-banner": "old"' in first
    runs, wanted = json.loads(box.running), json.loads(place.read_text())
    assert f'+       "host-name": "{at(wanted, ("system", "name", "host-name"))}"' in first
    assert [path for path in OWN if at(runs, path) != (at(wanted, path) or at(RUNNING, path))] == []
    assert at(runs, ("system", "banner")) is None


@everywhere
def test_a_rendered_file_says_nothing_of_what_is_the_boxs_own(place):
    """But for the user admin, whose secret may be on the page."""
    tree = json.loads(place.read_text())
    assert {path[-1] for path in OWN if at(tree, path) is not None} <= {"admin-user"}


def test_what_the_candidate_says_counts():
    candidate = {"system": {"tls": {"server-profile": []}}}
    tree = json.loads(completed(json.dumps(candidate), RUNNING))
    assert at(tree, ("system", "tls")) == {"server-profile": []}
    assert at(tree, ("system", "ssh-server")) == [{"name": "mgmt", "admin-state": "enable"}]
    assert set(tree) == {"system", "srl_nokia-acl:acl"}


def test_other_servers_stay_beside_a_rendered_one():
    named = [{"name": "eda", "port": 57410}, {"name": "mgmt", "port": 57400, "tls-profile": "old"}]
    running = {"srl_nokia-system:system": {"srl_nokia-grpc:grpc-server": named}}
    candidate = {"srl_nokia-system:system": {"srl_nokia-grpc:grpc-server": [{"name": "mgmt", "tls-profile": "fabric"}]}}
    tree = json.loads(completed(json.dumps(candidate), running))
    assert at(tree, ("system", "grpc-server")) == [{"name": "mgmt", "tls-profile": "fabric"}, named[0]]


def test_access_lists_of_the_page_go_when_it_has_none_and_those_of_the_box_stay():
    cpm, ours = {"name": "cpm", "type": "ipv4", "entry": []}, {"name": "IN-acme", "type": "ipv4", "entry": []}
    guarded = [
        {"interface-id": "ethernet-1/1.0", "input": {"acl-filter": [{"name": "IN-acme", "type": "ipv4"}]}},
        {"interface-id": "mgmt0.0", "input": {"acl-filter": [{"name": "NOC", "type": "ipv4"}]}},
    ]
    running = {"srl_nokia-acl:acl": {"acl-filter": [cpm, ours], "interface": guarded, "policers": {"policer": []}}}
    assert json.loads(completed("{}", running)) == {
        "srl_nokia-acl:acl": {"acl-filter": [cpm], "interface": guarded[1:], "policers": {"policer": []}}
    }
    changed = {"name": "IN-acme", "type": "ipv4", "entry": [{"sequence-id": 10}]}
    candidate = {"srl_nokia-acl:acl": {"acl-filter": [changed], "interface": guarded[:1]}}
    tree = json.loads(completed(json.dumps(candidate), running))["srl_nokia-acl:acl"]
    assert (tree["acl-filter"], tree["interface"]) == ([changed, cpm], guarded)


def test_a_backup_comes_back_as_it_was():
    assert json.loads(completed(json.dumps(RUNNING), RUNNING)) == RUNNING


def test_nothing_is_made_up():
    assert json.loads(completed("{}", {"srl_nokia-system:system": STRAY})) == {}


@pytest.mark.parametrize("text", ["set / system name host-name x", '{"replaces": []}', "[1]"])
def test_other_forms_stay_as_they_are(text):
    assert completed(text, RUNNING) == text
