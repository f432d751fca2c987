"""What each network OS can do, and why not where it can't; drawn from the platforms' own values."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from fabricgen.device.capabilities import Capabilities
from fabricgen.hardware import SwitchModel
from fabricgen.platforms import Platform
from fabricgen.targets.drivers import DRIVERS
from fabricgen.views import drivers
from fabricgen.views.layout import columns, page

REASON = "no_"
"""How the fields begin that say why a feature is missing."""

ABSENT = "not in its files"


def reasons(able: Capabilities) -> dict[str, str]:
    """By feature; empty where the platform has it."""
    names = [field.name for field in fields(able) if field.name.startswith(REASON)]
    return {name.removeprefix(REASON): getattr(able, name) for name in names}


def as_dict(platform: Platform, models: Iterable[SwitchModel]) -> dict[str, object]:
    able = platform.capabilities
    return {
        "name": platform.name,
        "title": platform.title,
        "releases": platform.releases,
        "features": {name: {"supported": not reason, "reason": reason} for name, reason in reasons(able).items()},
        "max_paths": able.max_paths,
        "reserved_vlans": [list(block) for block in able.reserved_vlans],
        "watchdog_actions": list(able.watchdog_actions),
        "vrf_name_max_characters": able.vrf_name_max,
        "left_out": list(platform.left_out),
        "files": [file.path for file in platform.files],
        "models": [model.name for model in models if platform.name in model.platforms],
        "live": drivers.as_dict(DRIVERS[platform.name]),
    }


def table(platforms: Mapping[str, Platform]) -> str:
    """Features by platform, and under the table every no with its reason, and what isn't in the platform's files."""
    able = {name: reasons(platform.capabilities) for name, platform in platforms.items()}
    features = next(iter(able.values()))
    head = ("", *able)
    rows = [(_plain(feature), *(_mark(able[name][feature]) for name in able)) for feature in features]
    paths = ("max paths", *(str(platform.capabilities.max_paths) for platform in platforms.values()))
    notes = [(name, _plain(feature), reason) for name in able for feature, reason in able[name].items() if reason]
    return page([*columns([head, *rows, paths]), "", *(columns(notes) if notes else ()), *_left_out(platforms)])


def _left_out(platforms: Mapping[str, Platform]) -> Iterator[str]:
    lines = [(name, line) for name, platform in platforms.items() for line in platform.left_out]
    if lines:
        yield ""
        yield f"{ABSENT}:"
        yield from columns(lines)


def _mark(reason: str) -> str:
    return "no" if reason else "yes"


def _plain(name: str) -> str:
    return name.replace("_", " ")


def as_text(platform: Platform, models: Iterable[SwitchModel]) -> str:
    return page(_lines(platform, models))


def _lines(platform: Platform, models: Iterable[SwitchModel]) -> Iterator[str]:
    able = platform.capabilities
    yield f"{platform.name}  {platform.title}, {platform.releases}"
    yield ""
    yield from columns((_plain(name), _mark(reason), reason) for name, reason in reasons(able).items())
    yield ""
    yield from columns(
        [
            ("max paths", str(able.max_paths)),
            ("reserved VLANs", ", ".join(f"{first}-{last}" for first, last in able.reserved_vlans) or "none"),
            ("watchdog actions", ", ".join(able.watchdog_actions) or "none"),
            ("VRF names", f"{able.vrf_name_max} characters"),
            ("files", ", ".join(file.path.format(device="<device>") for file in platform.files)),
            ("models", ", ".join(model.name for model in models if platform.name in model.platforms) or "none"),
        ]
    )
    if platform.left_out:
        yield ""
        yield f"{ABSENT}:"
        yield from (f"  {line}" for line in platform.left_out)
    yield ""
    yield from drivers.lines(DRIVERS[platform.name])
