"""One HTML file with everything in it: data, pictures, style and script. It asks nothing of any network."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from html import escape
from importlib.metadata import version
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

import orjson

from fabricgen.device import Facts, build
from fabricgen.device.facts import cable_metres
from fabricgen.device.model import Profile
from fabricgen.findings import Finding
from fabricgen.planning.plan import FabricPlan
from fabricgen.views import svg
from fabricgen.views.picture import EACH, group_picture, picture, pod_picture
from fabricgen.views.report import figures
from fabricgen.views.report.sheets import Sheet, blocks

ASSETS = Path(__file__).with_name("assets")
SCRIPTS = ("dom", "unpack", "fabric", "code", "listing", "lists", "places", "told", "main")
"""In this order: each uses what stands before it."""


class Content(NamedTuple):
    """What a page tells. `changes` are groups of devices that change alike, and against what; None leaves them out."""

    plan: FabricPlan
    tiers: tuple[Facts, ...]
    findings: Sequence[Finding]
    sheets: Sequence[Sheet]
    changes: dict[str, Any] | None = None


def page(content: Content) -> str:
    plan, fabric = content.plan, content.tiers[0].fabric
    script = "".join(_asset(f"{name}.js") for name in SCRIPTS)
    values = {
        "name": escape(plan.name),
        "about": escape(_about(plan)),
        "made": f"fabricgen {version('fabricgen')}. This page is complete: it loads nothing from any network.",
        "style": svg.themed(":root, .report .fabric") + _asset("style.css"),
        "digest": f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}",
        "overview": picture(fabric, plan.name, plan.layers),
        "pod": pod_picture(fabric, plan.layers),
        "group": group_picture(fabric) if len(fabric.tiers) > 2 else "",
        "summary": _json(summary(content)),
        "parcels": "\n".join(_parcels(content.sheets)),
        "script": script,
    }
    return Template(_asset("page.html")).substitute(values)


def _asset(name: str) -> str:
    return (ASSETS / name).read_text("utf-8")


def _json(value: object) -> str:
    """As it may stand inside a script element, which any < could end."""
    return orjson.dumps(value, default=tuple).decode().replace("<", "\\u003c")


def _parcels(sheets: Iterable[Sheet]) -> Iterable[str]:
    for number, sheet in enumerate(sheets):
        for name, data in (("ports", sheet.ports), ("files", sheet.files)):
            yield f'<script type="text/plain" id="{name}-{number}">{b64encode(data).decode()}</script>'


def _about(plan: FabricPlan) -> str:
    pods = f"{plan.pods:,} pod{'s'[: plan.pods != 1]}"
    return f"{plan.kind}, {plan.switches_total:,} switches in {pods}, {plan.accelerators:,} accelerators"


def summary(content: Content) -> dict[str, Any]:
    """What the page knows as soon as it is open."""
    plan, fabric, intent = content.plan, content.tiers[0].fabric, content.tiers[0].intent
    layers = [(0, "host"), *((tier.level, "up") for tier in fabric.tiers[:-1])]
    return {
        "name": plan.name,
        "planes": plan.planes,
        "zoom": _zoom(fabric.switches),
        "management_vrf": intent.management.vrf,
        "tiers": [_tier(about) for about in content.tiers],
        "exceptions": dict(_exceptions(content.tiers)),
        "lengths": [_metres(cable_metres(intent, level, facing)) for level, facing in layers],
        "blocks": blocks(fabric),
        "facts": [sheet.facts for sheet in content.sheets],
        "figures": [table.as_dict() for table in figures.tables(plan, content.tiers)],
        "findings": [_finding(finding) for finding in content.findings],
        "changes": content.changes,
    }


def _zoom(switches: int) -> str:
    each = "Choose a switch to see its ports and its configuration."
    return each if switches <= EACH else f"Choose a pod or a group to see its switches. {each}"


def _metres(length: float | None) -> str:
    return "" if length is None else f"{length:g} m"


def _tier(about: Facts) -> dict[str, Any]:
    slots = zip(about.port_names[about.tier.level], about.tier.slots, strict=True)
    return {
        "role": about.tier.role,
        "model": about.model.name,
        "platform": about.platform,
        "slots": [(name, slot.cage, slot.lane, slot.gbps) for name, slot in slots],
        "profiles": _profiles(about.profiles),
    }


def _profiles(profiles: Iterable[Profile]) -> list[dict[str, Any]]:
    return [{"facing": profile.facing, "words": figures.words(profile)} for profile in profiles]


def _exceptions(tiers: Iterable[Facts]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The switches whose ports aren't told what those of their tier are."""
    for about in tiers:
        last = about.tier.first + about.tier.count
        for switch in about.deviations:
            if about.tier.first <= switch < last and (device := build(about, switch)).profiles != about.profiles:
                yield device.name, _profiles(device.profiles)


def _finding(finding: Finding) -> dict[str, str]:
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "place": f"{place.file}:{place.line}:{place.column}" if place else "",
        "label": finding.label,
        "help": finding.help,
    }
