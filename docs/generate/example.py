"""One small fabric, judged and rendered on any platform: what the pages about features are made of."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import yaml

from fabricgen.compare.difference import Line, difference
from fabricgen.device import build
from fabricgen.findings import Finding
from fabricgen.hardware import models
from fabricgen.judge import Verdict, judge
from fabricgen.kinds.load import FILE
from fabricgen.platforms import PLATFORMS, File, Section
from fabricgen.render.press import Artifact, Press
from fabricgen.render.run import Worker
from fabricgen.render.templates import environment

Page = Mapping[str, Any]

SOURCE = Path(__file__).with_name("features.yml")
DEVICE = "leaf-p00-00"
SPEEDS = ("400G", "100G")
"""Tried in this order."""


class Refused(NamedTuple):
    findings: tuple[Finding, ...]


class Shown(NamedTuple):
    """Lines by file; and what the judge has to say though it lets the page pass."""

    files: Mapping[str, tuple[Line, ...]]
    notes: tuple[Finding, ...]


@cache
def source() -> Mapping[str, Any]:
    """What the pages show, by `example`, `sections` and `features`."""
    found: Mapping[str, Any] = yaml.safe_load(SOURCE.read_text())
    return found


def laid_over(base: Any, more: Any) -> Any:
    """Mappings key by key, but classes, tiers and VRFs as a whole: those tables are one thing."""
    if not (isinstance(base, Mapping) and isinstance(more, Mapping)):
        return more
    whole = ("classes", "tiers", "vrfs")
    return {
        **base,
        **{key: value if key in whole else laid_over(base.get(key), value) for key, value in more.items()},
    }


def on(platform: str, page: Page) -> Page:
    """Raises LookupError when no model of the catalogue can be the example on that platform."""
    name, speed = _hardware(platform)
    whole = {**_watched(platform, page), "hardware": _written(platform, name, speed)}
    if "clock" in page:
        sources = dict.fromkeys(page["clock"]["sources"], _first_port(platform))
        whole["clock"] = {**page["clock"], "sources": sources}
    if "gateways" in page:
        port = _first_port(platform)
        whole["gateways"] = {name: {**gateway, "port": port} for name, gateway in page["gateways"].items()}
    if "appliances" in page:
        whole["appliances"] = {name: _linked(platform, row) for name, row in page["appliances"].items()}
    if "multihomed" in page:
        whole["multihomed"] = {name: _plugged(platform, row) for name, row in page["multihomed"].items()}
    return whole


def _linked(platform: str, appliance: Page) -> Page:
    """By its first link to the first port of its leaf, by the second to the next."""
    first, second = _first_ports(platform)
    outside = {"outside": {**appliance["outside"], "port": second}} if "outside" in appliance else {}
    return {**appliance, "port": first, **outside}


def _plugged(platform: str, host: Page) -> Page:
    """At the first port of each of its leaves."""
    return {**host, "ports": [f"{plug.partition(':')[0]}:{_first_port(platform)}" for plug in host["ports"]]}


def shown(platform: str, page: Page, without: Page) -> Refused | Shown:
    """What the first leaf gets on `page` and wouldn't get on the other one."""
    verdict = _judged(platform, page)
    if verdict.errors:
        return Refused(tuple(finding for finding in verdict.findings if finding.severity.value == "error"))
    after, before = _texts(verdict), _texts(_judged(platform, without))
    syntax = {name(file.path): file.syntax for file in PLATFORMS[platform].files}
    found = {name: difference(before.get(name, ""), text, syntax[name]) for name, text in after.items()}
    return Shown({name: lines for name, lines in found.items() if lines}, verdict.findings)


def sections(platform: str, page: Page) -> Iterator[tuple[File, Section, str]]:
    """What each makes of the first leaf."""
    whole = PLATFORMS[platform]
    rows = [(file, section) for file in whole.files for section in file.sections]
    apart = replace(whole, files=tuple(File(str(number), (section,)) for number, (_, section) in enumerate(rows)))
    device = build(Worker(_sound(_judged(platform, page)), ()).tiers[0], 0)
    for (file, section), artifact in zip(rows, Press(environment()).artifacts(device, apart, ""), strict=True):
        yield file, section, artifact.data.decode()


def _first_port(platform: str) -> str:
    return _first_ports(platform)[0]


@cache
def _first_ports(platform: str) -> tuple[str, str]:
    """As the platform calls them."""
    first, second, *_ = Worker(_sound(_judged(platform, source()["example"])), ()).tiers[0].port_names[0]
    return first, second


@cache
def _hardware(platform: str) -> tuple[str, str]:
    for speed in SPEEDS:
        for box in models():
            if platform not in box.platforms:
                continue
            wanted = {**_watched(platform, source()["example"]), "hardware": _written(platform, box.name, speed)}
            if not _judge(wanted).errors:
                return box.name, speed
    raise LookupError(f"no model in the catalogue can be the example on {platform}")


def _watched(platform: str, page: Page) -> Page:
    """Where nothing is said of it, with a watchdog that does what the platform's can do."""
    actions = PLATFORMS[platform].capabilities.watchdog_actions
    return page if "drop" in actions else laid_over({"lossless": {"watchdog": {"action": actions[0]}}}, page)


def _written(platform: str, model: str, speed: str) -> Page:
    switch = {"model": model, "platform": platform}
    return {"leaf": switch, "spine": dict(switch), "nic": speed, "uplink": speed}


def _judged(platform: str, page: Page) -> Verdict:
    return _judge(on(platform, page))


def _judge(page: Page) -> Verdict:
    with TemporaryDirectory() as folder:
        (Path(folder) / FILE).write_text(yaml.safe_dump(dict(page), sort_keys=False))
        return judge(Path(folder))


def _sound(verdict: Verdict) -> Any:
    if verdict.blueprint is None:
        raise LookupError("; ".join(finding.message for finding in verdict.findings))
    return verdict.blueprint


def _texts(verdict: Verdict) -> Mapping[str, str]:
    artifacts: tuple[Artifact, ...] = Worker(_sound(verdict), ()).artifacts(0)
    return {artifact.path.partition("/")[2].replace(DEVICE, "device"): artifact.data.decode() for artifact in artifacts}


def name(path: str) -> str:
    return path.format(device="device")
