"""hosts, groups and defaults for nornir; nornir itself is the judge where it is installed."""

import pytest
import yaml

from fabricgen.exports.nornir import NAMES, inventory
from fabricgen.fabric import names
from fabricgen.platforms import PLATFORMS


def files(what):
    found = {}
    for path, text in inventory(what):
        found[path] = found.get(path, "") + text
    return found


@pytest.mark.parametrize("page", ["lab", "planes", "three tiers", "moe-a"])
def test_every_switch_is_a_host_of_groups_that_are_there(read, page):
    what = read(page)
    loaded = {path: yaml.safe_load(text) for path, text in files(what).items()}
    assert list(loaded) == ["hosts.yaml", "groups.yaml", "defaults.yaml"]
    hosts, groups = loaded["hosts.yaml"], loaded["groups.yaml"]
    assert list(hosts) == list(names(what.blueprint.fabric))
    assert {group for host in hosts.values() for group in host["groups"]} == set(groups)
    assert loaded["defaults.yaml"] == {"data": {"fabric": what.blueprint.intent.name}}


def test_a_host_and_its_group(read):
    found = {path: yaml.safe_load(text) for path, text in files(read("moe-a")).items()}
    assert found["hosts.yaml"]["leaf-p00-03"] == {
        "hostname": "172.20.0.5", "groups": ["eos", "leaf"],
        "data": {
            "role": "leaf", "block": "p00", "model": "arista-7060x5-32qs", "asn": 4200000003, "loopback": "10.0.0.3"
        },
    }  # fmt: skip
    assert found["groups.yaml"]["eos"] == {
        "platform": "eos",
        "connection_options": {"netmiko": {"platform": "arista_eos"}, "napalm": {"platform": "eos"}},
    }
    planes = yaml.safe_load(files(read("planes"))["hosts.yaml"])
    data = planes["plane1-leaf-p00-s00-r1"]["data"]
    assert (data["plane"], data["rail"]) == (1, 1)


@pytest.mark.parametrize("page", ["lab", "moe-a", "training"])
def test_no_login_and_no_secret_goes_along(read, page):
    text = "".join(files(read(page)).values())
    for word in ("user", "password", "secret", "env:", "admin"):
        assert word not in text


def test_every_platform_that_is_rendered_has_its_names():
    assert set(PLATFORMS) <= set(NAMES)


def test_names_are_those_of_netmiko_and_napalm():
    """Both are here: NAPALM is a dependency, and brings netmiko."""
    import napalm  # noqa: PLC0415 - slow to import
    from netmiko.ssh_dispatcher import CLASS_MAPPER  # noqa: PLC0415 - slow to import

    for platform, known in NAMES.items():
        assert known.netmiko in CLASS_MAPPER, platform
        assert known.napalm in {*napalm.SUPPORTED_DRIVERS, "srlinux", None}, platform


def test_nornir_loads_and_filters_it(read, tmp_path):
    nornir = pytest.importorskip("nornir", reason="nornir isn't installed: pip install nornir")
    from nornir.core.filter import F  # noqa: PLC0415 - only where it is installed

    what = read("moe-a")
    for path, text in files(what).items():
        (tmp_path / path).write_text(text)
    keys = {"host_file": "hosts.yaml", "group_file": "groups.yaml", "defaults_file": "defaults.yaml"}
    loaded = nornir.InitNornir(
        inventory={
            "plugin": "SimpleInventory",
            "options": {key: str(tmp_path / name) for key, name in keys.items()},
        },
        logging={"enabled": False},
    )
    assert len(loaded.inventory.hosts) == what.blueprint.fabric.switches
    assert len(loaded.filter(F(groups__contains="spine")).inventory.hosts) == 8
    assert list(loaded.filter(loopback="10.0.0.3").inventory.hosts) == ["leaf-p00-03"]
    host = loaded.inventory.hosts["leaf-p00-03"]
    assert (host.hostname, host.platform, host["fabric"], host.username) == ("172.20.0.5", "eos", "moe-a", None)
    assert host.get_connection_parameters("netmiko").platform == "arista_eos"
    assert host.get_connection_parameters("napalm").platform == "eos"
