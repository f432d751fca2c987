"""What platforms can do and what hardware there is: text and JSON say the same, every no has its reason."""

import json
from dataclasses import fields, replace

import pytest

from fabricgen.device.capabilities import Capabilities
from fabricgen.hardware import logical_ports, models
from fabricgen.platforms import PLATFORMS
from fabricgen.platforms.platform import File, Platform
from fabricgen.targets.drivers import DRIVERS
from fabricgen.views.platforms import table

ABLE = Capabilities("able", **{each.name: "" for each in fields(Capabilities) if each.name.startswith("no_")})
DEMO = Platform("able", "Able OS", "1.0", (File("{device}.cfg", ()),), (), str, ABLE)
POOR = replace(DEMO, name="poor", capabilities=replace(ABLE, no_vlans="it routes only", max_paths=8))


def test_the_table_and_its_reasons():
    """A row for each capability, whatever their number; then the reasons."""
    lines = [" ".join(line.split()) for line in table({"able": DEMO, "poor": POOR}).splitlines()]
    head, *rows = lines[: lines.index("")]
    wishes = [each.name for each in fields(Capabilities) if each.name.startswith("no_")]
    assert head == "able poor"
    assert len(rows) == len(wishes) + 1
    assert {"adaptive yes yes", "queue pair hash yes yes", "vlans yes no", "max paths 128 8"} < set(rows)
    assert lines[lines.index("") + 1 :] == ["poor vlans it routes only"]


def test_all_platforms(run):
    listed = json.loads(run("platforms", "--format", "json").out)
    assert [row["name"] for row in listed] == list(PLATFORMS)
    lines = run("platforms").out.splitlines()
    assert lines[0].split() == list(PLATFORMS)
    for row in listed:
        for feature, state in row["features"].items():
            assert state["supported"] == (state["reason"] == "")
            if state["reason"]:
                assert any(line.startswith(row["name"]) and line.endswith(state["reason"]) for line in lines), feature
        left_out = lines[lines.index("not in its files:") + 1 :]
        absent = [line.split(maxsplit=1) for line in left_out[: left_out.index("")]]
        assert [line for name, line in absent if name == row["name"]] == row["left_out"]


def test_what_a_push_can_do(run):
    lines = run("platforms").out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("pushing "))
    rows = {line.split()[0]: line for line in lines[at + 1 : at + 1 + len(DRIVERS)]}
    assert list(rows) == list(DRIVERS)
    assert " ".join(rows["frr"].split()) == "frr ssh 22 after seconds any session load yes yes no"
    assert rows["nxos"].split()[3:5] == ["no", "-"]
    reasons = [line.split(maxsplit=1) for line in lines[at + len(DRIVERS) + 2 :]]
    for driver in DRIVERS.values():
        for reason in (driver.timer, driver.drain):
            if isinstance(reason, str):
                assert any(name == driver.platform and text.endswith(reason) for name, text in reasons)


@pytest.mark.parametrize("name", PLATFORMS)
def test_one_platform(run, name):
    told = run("platforms", name)
    values = json.loads(run("platforms", name, "--format", "json").out)
    assert told.out.startswith(f"{name}  {PLATFORMS[name].title}, {PLATFORMS[name].releases}\n")
    assert values["models"] == [model.name for model in models() if name in model.platforms]
    for line in (*values["left_out"], *(state["reason"] for state in values["features"].values())):
        assert line in told.out


def test_an_unknown_platform(run):
    told = run("platforms", "eso")
    assert (told.status, told.out) == (1, "")
    names = ", ".join(PLATFORMS)
    assert told.err.startswith(f"error[FG010] there is no platform eso\nhelp: did you mean eos? there are {names}\n")


def test_all_hardware(run):
    listed = json.loads(run("hardware", "--format", "json").out)
    assert [row["name"] for row in listed] == [model.name for model in models()]
    lines = run("hardware").out.splitlines()
    assert lines[0].split() == ["model", "chip", "buffers", "platforms", "ports"]
    assert [line.split()[0] for line in lines[1:]] == [model.name for model in models()]


@pytest.mark.parametrize("model", models(), ids=lambda model: model.name)
def test_one_model(run, model):
    values = json.loads(run("hardware", model.name, "--format", "json").out)
    for gbps, ports in values["ports_by_gbps"].items():
        assert ports == logical_ports(model, int(gbps)) > 0
    told = run("hardware", model.name).out
    assert told.startswith(f"{model.name}  {model.vendor} {model.title}\n")
    figures = [values["asic"][name] for name in ("cell_bytes", "buffer_bytes", "ecmp_width", "max_ports")]
    for figure in figures:
        if figure is not None:
            assert f"{figure['value']:,}" in told
            assert figure["source"] in told
            assert figure["confidence"] in "ABC"


def test_radix_and_sources_of_a_model(run):
    values = json.loads(run("hardware", "arista-7060x6-64pe", "--format", "json").out)
    assert values["ports_by_gbps"] == {"800": 64, "400": 128, "200": 256, "100": 256}
    assert values["asic"]["cell_bytes"]["value"] == 254
    lines = run("hardware", "arista-7060x6-64pe").out.splitlines()
    row = next(line for line in lines if line.startswith("ports of 400G"))
    assert row.split()[3:] == ["128", "A", "sonic-net/sonic-buildimage,", "device/arista/x86_64-arista_7060x6_64pe"]


def test_an_unknown_model(run):
    told = run("hardware", "arista-7060x6-64pf")
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith(
        "error[FG010] the hardware catalogue has no arista-7060x6-64pf\n"
        "help: did you mean arista-7060x6-64pe? fabricgen hardware lists all models\n"
    )
