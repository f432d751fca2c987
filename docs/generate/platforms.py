"""docs/platforms/README.md: what each platform can do, why not where it can't, and how its switches are pushed to."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from docs.generate.markdown import page, table
from fabricgen.device.capabilities import Capabilities
from fabricgen.hardware import models
from fabricgen.platforms import PLATFORMS, Platform
from fabricgen.targets.driver import Driver, Timer
from fabricgen.targets.drivers import DRIVERS
from fabricgen.views.platforms import as_dict, reasons

FOLDER = Path(__file__).resolve().parents[1] / "platforms"
PLAIN = {
    "adaptive": "adaptive routing",
    "per_packet": "adaptive routing, packet by packet",
    "unnumbered": "unnumbered links",
    "hash_seed": "hash seed",
    "queue_pair_hash": "hash on the RoCE queue pair",
    "shared_headroom": "shared headroom",
    "vlans": "VLANs",
    "vrfs": "VRFs",
    "password": "BGP session keys",
    "syslog_tls": "syslog over TLS",
}
Values = Mapping[str, Mapping[str, object]]


def pages() -> dict[str, str]:
    return {"platforms/README.md": page("Platforms", _lines())}


def _lines() -> Iterator[str]:
    yield "What is rendered for which network OS, what is refused and why, and how its switches are pushed to."
    yield (
        "`fabricgen platforms` says the same. What each rests on, and what nobody has checked, stands on its own page "
        "and in [verification](../verification.md)."
    )
    yield ""
    yield "## What can be rendered"
    yield ""
    yield from _rendered()
    yield "## Why not"
    yield ""
    yield from _reasons()
    yield "## What isn't in the files"
    yield ""
    for platform in PLATFORMS.values():
        yield from (f"- **{platform.title}**: {line}" for line in platform.left_out)
    yield ""
    yield "## How a push goes"
    yield ""
    yield from push_table()
    yield from push_notes()


def _rendered() -> Iterator[str]:
    values = {name: as_dict(platform, models()) for name, platform in PLATFORMS.items()}
    features = reasons(next(iter(PLATFORMS.values())).capabilities)
    rows = [
        (PLAIN.get(word, word.replace("_", " ")), *(_able(each, word) for each in PLATFORMS.values()))
        for word in features
    ]
    rows += [
        ("equal paths", *(f"{value['max_paths']}" for value in values.values())),
        ("VLANs it keeps for itself", *(_vlans(platform) for platform in PLATFORMS.values())),
        ("what a watchdog may do", *(_joined(value["watchdog_actions"]) for value in values.values())),
        ("characters of a VRF name", *(f"{value['vrf_name_max_characters']}" for value in values.values())),
        ("files of a switch", *(_joined(value["files"]).replace("{device}", "NAME") for value in values.values())),
        ("models", *(_joined(value["models"]) for value in values.values())),
    ]
    yield from table(("", *(_titled(platform) for platform in PLATFORMS.values())), rows)


def _titled(platform: Platform) -> str:
    """With a link to its page where somebody wrote one."""
    page_of = f"{platform.name}.md"
    name = f"[{platform.title}]({page_of})" if (FOLDER / page_of).exists() else platform.title
    return f"{name}, {platform.releases}"


def _able(platform: Platform, word: str) -> str:
    """On chips and models that can do more or less than most."""
    able = platform.capabilities
    most = "no" if reasons(able)[word] else "yes"
    other = [name for name, on in _elsewhere(able) if bool(reasons(on)[word]) != bool(reasons(able)[word])]
    return f"{most}; {'no' if most == 'yes' else 'yes'} on {', '.join(other)}" if other else most


def _elsewhere(able: Capabilities) -> tuple[tuple[str, Capabilities], ...]:
    """By chip family and by model."""
    return (*able.by_family, *able.by_model)


def _vlans(platform: Platform) -> str:
    return (
        ", ".join(
            str(first) if first == last else f"{first} to {last}"
            for first, last in platform.capabilities.reserved_vlans
        )
        or "none"
    )


def _joined(words: object) -> str:
    return ", ".join(f"`{word}`" for word in words) or "none"  # type: ignore[attr-defined]


def _reasons() -> Iterator[str]:
    rows = [
        (platform.title + (f", {family}" if family else ""), PLAIN.get(word, word), reason)
        for platform in PLATFORMS.values()
        for family, able in (("", platform.capabilities), *_elsewhere(platform.capabilities))
        for word, reason in reasons(able).items()
        if reason and (not family or reason != reasons(platform.capabilities)[word])
    ]
    yield from table(("platform", "feature", "reason"), rows)


def push_table() -> Iterator[str]:
    """Also on the page about operations."""
    head = (
        "platform",
        "over",
        "goes back by itself",
        "confirmed by",
        "a refused line shows at",
        "drain",
        "forwarding read",
        "lossless counters",
    )
    yield from table(head, (_driver(driver) for driver in DRIVERS.values()))


def _driver(driver: Driver) -> tuple[str, ...]:
    timer = driver.timer
    return (
        driver.platform,
        f"{driver.protocol} {driver.port}",
        f"**no**: {timer}"
        if isinstance(timer, str)
        else "yes"
        if timer.unit == 1
        else f"yes, in steps of {timer.unit} s",
        timer.confirm.value if isinstance(timer, Timer) else "—",
        driver.refuses_at.value,
        f"no: {driver.drain}" if isinstance(driver.drain, str) else "yes",
        "yes" if driver.forwarding else "no",
        "yes" if driver.lossless else "no",
    )


def push_notes() -> Iterator[str]:
    for driver in DRIVERS.values():
        files = f"Pushed: {', '.join(f'`{name}`' for name in driver.pushed)}. " if driver.pushed else ""
        yield f"- **{driver.platform}**: {files}{'; '.join(driver.notes)}."
    yield ""
