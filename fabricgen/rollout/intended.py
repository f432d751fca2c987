"""What each device shall run, ready to be loaded by its driver."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from fabricgen.device import Device, build
from fabricgen.render.run import Worker
from fabricgen.rollout.change import digest
from fabricgen.targets.driver import Driver
from fabricgen.targets.drivers import DRIVERS


class Intended(NamedTuple):
    """`candidate` bears references such as <env:NAME> where secrets belong."""

    switch: int
    device: Device
    candidate: str

    @property
    def name(self) -> str:
        return self.device.name

    @property
    def driver(self) -> Driver:
        return DRIVERS[self.device.platform]

    @property
    def digest(self) -> str:
        return digest(self.candidate)


def intended(worker: Worker, switches: Iterable[int]) -> Iterator[Intended]:
    for switch in switches:
        about = next(about for about in reversed(worker.tiers) if switch >= about.tier.first)
        device = build(about, switch)
        yield Intended(switch, device, _candidate(worker, switch, DRIVERS[device.platform]))


def candidate(driver: Driver, files: Mapping[str, bytes]) -> str:
    """What is loaded, of the files of a device by name."""
    pushed = {name: data for name, data in files.items() if not driver.pushed or name in driver.pushed}
    return driver.candidate({name: data.decode() for name, data in pushed.items()})


def _candidate(worker: Worker, switch: int, driver: Driver) -> str:
    return candidate(driver, {PurePosixPath(item.path).name: item.data for item in worker.artifacts(switch)})
