"""One group of labels for each switch, as file_sd_configs takes them; promtool is the judge where it is installed."""

import json
import re
import shutil
import subprocess

import pytest

from fabricgen.exports.prometheus import target, targets
from fabricgen.fabric import names

LABEL = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")


@pytest.mark.parametrize("page", ["lab", "planes", "three tiers"])
def test_every_switch_is_a_target(read, page):
    what = read(page)
    groups = json.loads("".join(targets(what, None)))
    assert [group["labels"]["device"] for group in groups] == list(names(what.blueprint.fabric))
    addresses = [address for group in groups for address in group["targets"]]
    assert len(set(addresses)) == len(addresses) == len(groups)
    for group in groups:
        assert all(LABEL.fullmatch(name) and isinstance(value, str) for name, value in group["labels"].items())


def test_labels_say_where_a_switch_stands(read):
    first, *_ = json.loads("".join(targets(read("moe-a"), 6030)))
    assert first == {
        "targets": ["172.20.0.2:6030"],
        "labels": {
            "fabric": "moe-a", "device": "leaf-p00-00", "role": "leaf", "block": "p00", "platform": "eos",
            "model": "arista-7060x5-32qs", "asic": "tomahawk4-half",
        },
    }  # fmt: skip
    planes = json.loads("".join(targets(read("planes"), None)))
    assert {group["labels"]["plane"] for group in planes} == {"0", "1"}
    assert {group["labels"].get("rail") for group in planes if group["labels"]["role"] == "leaf"} == {"0", "1"}
    assert all("rail" not in group["labels"] for group in planes if group["labels"]["role"] != "leaf")


@pytest.mark.parametrize(
    ("address", "port", "told"),
    [
        ("192.0.2.1", None, "192.0.2.1"), ("192.0.2.1", 9339, "192.0.2.1:9339"),
        ("2001:db8::1", None, "2001:db8::1"), ("2001:db8::1", 9339, "[2001:db8::1]:9339"),
    ],
)  # fmt: skip
def test_an_address_is_told_from_its_port(address, port, told):
    assert target(address, port) == told


CONFIG = "scrape_configs: [{job_name: switches, file_sd_configs: [{files: [targets.json]}]}]\n"


@pytest.mark.skipif(not shutil.which("promtool"), reason="promtool isn't installed: apt-get install prometheus")
def test_promtool_takes_it(read, tmp_path):
    (tmp_path / "prometheus.yml").write_text(CONFIG)
    (tmp_path / "targets.json").write_text("".join(targets(read("planes"), 9339)))
    done = subprocess.run(
        ["promtool", "check", "config", "prometheus.yml"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (tmp_path / "targets.json").write_text('[{"targets": ["a"], "lables": {}}]')
    spoilt = subprocess.run(
        ["promtool", "check", "config", "prometheus.yml"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert spoilt.returncode != 0
