"""What a page passes with is rendered: every model of a platform, at every speed, near and far."""

from pathlib import Path

import pytest
import yaml

from fabricgen.hardware import model, models, port_slots, speeds
from fabricgen.hardware.sonic import ModeError, breakout_mode
from fabricgen.judge import judge
from fabricgen.platforms import PLATFORMS
from fabricgen.render.run import Worker

FABRIC_GBPS = 100  # slower ports are for management
BOXES = [
    (platform, box.name, gbps)
    for platform in PLATFORMS
    for box in models()
    if platform in box.platforms
    for gbps in speeds(box) or (100,)
    if FABRIC_GBPS <= gbps <= 800
]


def page(folder, platform, name, gbps, metres):
    switch = {"model": name, "platform": platform}
    size = {"leaves": 2, "spines": 2, "downlinks": 8, "nics_per_host": 8, "max_leaves": 4, "max_spines": 2}
    text = {
        "kind": "fat-tree",
        "name": "case",
        "size": size,
        "hardware": {"leaf": switch, "spine": switch, "nic": f"{gbps}G", "uplink": f"{gbps}G"},
        "cabling": {"host": "3 m", "leaf-spine": f"{metres} m"},
        "underlay": {"loopbacks": "10.0.0.0/24", "link_pool": "10.64.0.0/24"},
        "lossless": {"watchdog": {"action": PLATFORMS[platform].capabilities.watchdog_actions[0]}},
        "management": {"prefix": "192.0.2.0/24"},
    }
    file = Path(folder) / "intent.yml"
    file.write_text(yaml.safe_dump(text), encoding="utf-8")
    return file


@pytest.mark.parametrize(("platform", "name", "gbps"), BOXES)
def test_what_passes_is_rendered(platform, name, gbps, tmp_path):
    verdict = judge(page(tmp_path, platform, name, gbps, 30))
    if verdict.errors:
        assert {finding.code for finding in verdict.findings} & {"FG717"}
        return
    worker = Worker(verdict.blueprint, ())
    main, *_ = worker.artifacts(0)
    assert len(main.data) > 1000


SONIC = [(name, gbps) for platform, name, gbps in BOXES if platform == "sonic"]


@pytest.mark.parametrize(("name", "gbps"), SONIC)
@pytest.mark.parametrize("metres", [5, 300, 400, 1000, 2000])
def test_sonic_refuses_what_its_tables_lack(name, gbps, metres, tmp_path):
    found = judge(page(tmp_path, "sonic", name, gbps, metres)).findings
    told = {finding.path for finding in found if finding.code == "FG717"}
    paused = model(name).sonic.paused
    assert (("hardware", "leaf", "model") in told) == (not paused.gbps)
    lacking = bool(paused.gbps) and gbps not in paused.gbps
    assert (("hardware", "uplink") in told) == (lacking or not has_mode(name, gbps))
    beyond = bool(paused.gbps) and not lacking and rounded(metres) > paused.metres[-1]
    assert (("cabling", "leaf-spine") in told) == beyond


def rounded(metres):
    return 500 if metres == 400 else metres


def has_mode(name, gbps):
    slots = {slot.lanes for slot in port_slots(model(name), gbps)}
    try:
        breakout_mode(model(name).sonic, *slots, gbps)
    except ModeError:
        return False
    return True


def test_there_is_something_to_try():
    assert len(SONIC) > 20
    assert all(port_slots(model(name), gbps) for name, gbps in SONIC)
