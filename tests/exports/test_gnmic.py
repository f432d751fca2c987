"""What gnmic subscribes to, and Prometheus scrapes; promtool is the judge of the latter where it is installed."""

import re
import shutil
import subprocess
from dataclasses import replace

import pytest
import yaml

from fabricgen.device.model import Gnmi, Telemetry
from fabricgen.exports.gnmic import LISTEN, PATHS, collector
from fabricgen.exports.subject import NoExportError
from fabricgen.fabric import names
from fabricgen.platforms import PLATFORMS
from fabricgen.render.press import Press
from fabricgen.render.templates import environment
from tests.platforms import eos_devices, junos_devices, nxos_devices, sonic_devices, srlinux_devices

PAGE = """
kind: fat-tree
name: seen
size: {{leaves: 4, spines: 2, downlinks: 8, nics_per_host: 2, max_leaves: 8, max_spines: 4}}
hardware:
  leaf: {{model: {model}, platform: {platform}}}
  spine: {{model: arista-7060x6-64pe, platform: eos}}
  nic: 400G
  uplink: 400G
cabling: {{host: 3 m, leaf-spine: 30 m}}
underlay: {{loopbacks: 10.0.0.0/24, link_pool: 10.64.0.0/24{underlay}}}
management: {{prefix: 192.0.2.0/24, users: {{admin: {{secret: "env:HASH"}}}}}}
mtu: 9100
telemetry: {{gnmi: {{certificate: fabric{gnmi}}}}}
"""
MODELS = {"eos": "arista-7060x6-64pe", "sonic": "nvidia-sn5600"}
TARGET = {"name", "subscriptions", "event-tags"}
SUBSCRIPTION = {"paths", "target", "mode", "stream-mode", "sample-interval", "encoding"}
"""Of gnmic's own (openconfig/gnmic, types/target.go and types/subscription.go), the keys that are written."""
DEVICES = {
    "eos": eos_devices.LEAF, "junos": junos_devices.LEAF, "nxos": nxos_devices.LEAF, "sonic": sonic_devices.LEAF,
    "srlinux": srlinux_devices.LEAF,
}  # fmt: skip


@pytest.fixture
def written(read, tmp_path):
    def made(platform="eos", underlay="", gnmi=""):
        page = tmp_path / "intent.yml"
        page.write_text(PAGE.format(model=MODELS[platform], platform=platform, underlay=underlay, gnmi=gnmi))
        what = read(page)
        texts = {}
        for piece in collector(what):
            texts[piece.path] = texts.get(piece.path, "") + piece.text
        return what, {path: yaml.safe_load(text) for path, text in texts.items()}, texts

    return made


def test_every_switch_is_asked_for_what_its_platform_has(written):
    what, files, _ = written("sonic")
    config = files["gnmic.yaml"]
    assert [row["name"] for row in config["targets"].values()] == list(names(what.blueprint.fabric))
    assert {tuple(row["subscriptions"]) for row in config["targets"].values()} == {
        ("sonic-counters",), ("eos-counters", "eos-sessions"),
    }  # fmt: skip
    assert config["subscriptions"].keys() == {"sonic-counters", "eos-counters", "eos-sessions"}
    assert config["subscriptions"]["sonic-counters"]["target"] == "COUNTERS_DB"
    assert {port.rpartition(":")[2] for port in config["targets"]} == {"50051", "6030"}
    for row in config["targets"].values():
        assert row.keys() == TARGET
    for row in config["subscriptions"].values():
        assert row.keys() <= SUBSCRIPTION


@pytest.mark.parametrize(
    ("gnmi", "underlay", "every", "port"),
    [("", "", "10s", "6030"), (", interval: 30 s, port: 57400", ", routing: ospf", "30s", "57400")],
)
def test_interval_and_port_are_the_page_s(written, gnmi, underlay, every, port):
    _, files, _ = written(gnmi=gnmi, underlay=underlay)
    config = files["gnmic.yaml"]
    assert {row["sample-interval"] for row in config["subscriptions"].values()} == {every}
    assert files["prometheus.yml"]["global"] == {"scrape_interval": every}
    assert {address.rpartition(":")[2] for address in config["targets"]} == {port}
    assert ("eos-sessions" in config["subscriptions"]) == ("ospf" not in underlay)
    assert files["prometheus.yml"]["scrape_configs"][0]["static_configs"] == [{"targets": [f"localhost:{LISTEN}"]}]
    assert config["outputs"]["prometheus"]["listen"] == f":{LISTEN}"


def test_every_platform_that_answers_can_be_asked():
    assert {name for name, platform in PLATFORMS.items() if not platform.capabilities.no_gnmi} == PATHS.keys()


@pytest.mark.parametrize("platform", PATHS)
def test_the_usual_port_is_that_of_the_files(platform):
    """Named there, the usual port changes nothing, or nothing but a line that says it."""
    press, name = Press(environment()), PLATFORMS[platform]
    asked = [
        press.artifacts(replace(DEVICES[platform], telemetry=Telemetry(None, Gnmi("fabric", port), None)), name, "")[0]
        for port in (None, PATHS[platform].port)
    ]
    usual, named = (artifact.data.decode() for artifact in asked)
    extra = set(named.splitlines()) - set(usual.splitlines())
    assert all(re.fullmatch(rf"\s*(?:grpc )?port {PATHS[platform].port}", line) for line in extra)


def test_nobody_to_ask(read):
    with pytest.raises(NoExportError, match=r"telemetry\.gnmi"):
        list(collector(read("lab")))


@pytest.mark.skipif(not shutil.which("promtool"), reason="promtool isn't installed: apt-get install prometheus")
def test_promtool_takes_it(written, tmp_path):
    _, _, texts = written()
    (tmp_path / "prometheus.yml").write_text(texts["prometheus.yml"])
    done = subprocess.run(
        ("promtool", "check", "config", tmp_path / "prometheus.yml"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
