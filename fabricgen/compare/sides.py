"""The two things that are compared: what an inventory renders, or a folder that was rendered once."""

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from fabricgen.device import Facts
from fabricgen.findings import Finding, RefusedError
from fabricgen.judge import Verdict
from fabricgen.kinds import Blueprint
from fabricgen.platforms import PLATFORMS
from fabricgen.platforms.syntax import LINES, Syntax
from fabricgen.render.folder import MANIFEST, Row, rows_of
from fabricgen.render.run import Worker


class Plan(NamedTuple):
    """What an inventory would render. `templates` are searched before our own; forked processes share `worker`."""

    name: str
    blueprint: Blueprint
    templates: tuple[Path, ...]
    worker: Worker

    @property
    def tiers(self) -> tuple[Facts, ...]:
        return self.worker.tiers


class Saved(NamedTuple):
    """What was rendered once. `rows` are the manifest's, by device."""

    name: str
    folder: Path
    rows: Mapping[str, tuple[Row, ...]]


Side = Plan | Saved


class Held(NamedTuple):
    """What a side has of one device: its files, by their name without the device's."""

    platform: str
    files: Mapping[str, bytes]


Reader = Callable[[str], Held]


def plan(name: str, verdict: Verdict, shared: tuple[Path, ...] = ()) -> Plan:
    """Of a verdict without errors; `shared` are templates that take the place of our own."""
    if verdict.blueprint is None:
        raise AssertionError("a plan without errors has a blueprint")
    own = verdict.inventory.folder / "templates"
    folders = ((own,) if own.is_dir() else ()) + shared
    return Plan(name, verdict.blueprint, folders, Worker(verdict.blueprint, folders))


def saved(folder: Path) -> Saved:
    """Raises `RefusedError` when it isn't a complete folder of artefacts."""
    rows = rows_of(folder)
    if not rows:
        finding = Finding(
            "FG021", f"{folder} holds no artefacts: it has no {MANIFEST} that lists some",
            help="name a folder that `fabricgen render` finished, a revision as git:REV, or live",
        )  # fmt: skip
        raise RefusedError((finding,))
    by_device: dict[str, tuple[Row, ...]] = {}
    for row in rows:
        by_device[row.device] = (*by_device.get(row.device, ()), row)
    return Saved(str(folder), folder, by_device)


def devices(side: Side) -> tuple[str, ...]:
    return side.tiers[0].names if isinstance(side, Plan) else tuple(side.rows)


def roles(side: Side) -> dict[str, str]:
    """By device."""
    if isinstance(side, Saved):
        return {device: rows[0].role for device, rows in side.rows.items()}
    return {
        name: about.tier.role
        for about in side.tiers
        for name in about.names[about.tier.first : about.tier.first + about.tier.count]
    }


def reader(side: Side) -> Reader:
    """Made once per process. What it gives raises `RefusedError` for a template that fails or a file that's gone."""
    return _rendering(side) if isinstance(side, Plan) else lambda device: _read(side, device)


def _rendering(side: Plan) -> Reader:
    numbers = {name: switch for switch, name in enumerate(side.tiers[0].names)}

    def read(device: str) -> Held:
        artifacts = side.worker.artifacts(numbers[device])
        return Held(artifacts[0].platform, {label(item.path, device): item.data for item in artifacts})

    return read


def _read(side: Saved, device: str) -> Held:
    rows = side.rows[device]
    return Held(rows[0].platform, {label(row.path, device): _bytes(side.folder, row) for row in rows})


def _bytes(folder: Path, row: Row) -> bytes:
    try:
        return (folder / row.path).read_bytes()
    except OSError as error:
        finding = Finding(
            "FG021", f"{folder} is not complete: {row.path} can't be read: {error.strerror}",
            help="its manifest lists the file; render the folder again",
        )  # fmt: skip
        raise RefusedError((finding,)) from error


def label(path: str, device: str) -> str:
    """The name of a file, the same for all devices: .cfg, frr.conf."""
    return PurePosixPath(path).name.replace(device, "")


def syntax(platform: str, name: str) -> Syntax:
    """Of the file with that label; plain lines where nothing is known."""
    known = PLATFORMS.get(platform)
    files = known.files if known else ()
    return next((file.syntax for file in files if label(file.path, "{device}") == name), LINES)
