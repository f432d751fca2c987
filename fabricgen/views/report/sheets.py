"""Every switch's ports and files, pod by pod: rendered, packed and compressed by as many processes as there are."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from gzip import compress
from itertools import chain
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from threading import Thread
from typing import NamedTuple

import orjson

from fabricgen.device import Device, build
from fabricgen.fabric import Fabric
from fabricgen.kinds import Blueprint
from fabricgen.platforms import PLATFORMS
from fabricgen.render.run import Worker, folder
from fabricgen.views.report.pack import Group, pack


class Block(NamedTuple):
    """The switches of a tier in one plane of a pod, or in a group: `size` of them from number `first`."""

    level: int
    plane: int
    block: int
    first: int
    size: int


class Sheet(NamedTuple):
    """What the page has of a block: the facts that its lists show at once, and two compressed parcels."""

    facts: list[Group]
    ports: bytes
    files: bytes


class Job(NamedTuple):
    blueprint: Blueprint
    templates: tuple[Path, ...]


def blocks(fabric: Fabric) -> tuple[Block, ...]:
    """In order of the switches' numbers."""
    return tuple(
        Block(tier.level, plane, block, tier.first + (plane * tier.blocks + block) * tier.per_block, tier.per_block)
        for tier in fabric.tiers
        for plane in range(tier.planes)
        for block in range(tier.blocks)
    )


def sheets(job: Job, jobs: int) -> Iterator[Sheet]:
    """One for each block. Raises `RefusedError` when a template fails."""
    found = blocks(job.blueprint.fabric)
    if jobs == 1 or len(found) == 1:
        worker = Worker(*job)
        yield from (sheet(worker, block) for block in found)
        return
    with ProcessPoolExecutor(jobs, get_context("fork"), _enlist, (job,)) as pool:
        try:
            yield from pool.map(_work, found, chunksize=2)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def sheet(worker: Worker, block: Block) -> Sheet:
    switches = range(block.first, block.first + block.size)
    about = worker.tiers[block.level]
    devices = [build(about, switch) for switch in switches]
    made = [{artifact.path: artifact.data.decode() for artifact in worker.artifacts(switch)} for switch in switches]
    rows = list(zip(devices, made, strict=True))
    paths = (f"{folder(about, block.first)}/{file.path}" for file in PLATFORMS[about.platform].files)
    columns = ((path, [held.get(path.format(device=each.name), "") for each, held in rows]) for path in paths)
    files = [{"path": path, "texts": pack(texts)} for path, texts in columns if any(texts)]
    asns = (about.asns[switch] for switch in switches)
    facts = pack([_facts(device, asn) for device, asn in zip(devices, asns, strict=True)])
    return Sheet(facts, _parcel(pack([_ports(device) for device in devices])), _parcel(files))


def _facts(device: Device, asn: int) -> str:
    return "\t".join((device.name, str(asn), device.loopback, device.loopback6 or "", device.management))


def _ports(device: Device) -> str:
    """A line for each port in use, and for each VLAN's gateway."""
    wired = (
        (port.name, device.profiles[port.profile].facing, port.description, port.address, port.address6, port.vrf)
        for port in device.ports
    )
    gateways = ((f"VLAN {vlan.id}", "vlan", vlan.name, vlan.address, None, vlan.vrf) for vlan in device.vlans)
    return "\n".join("\t".join(cell or "" for cell in row) for row in chain(wired, gateways))


def _parcel(value: object) -> bytes:
    """The same bytes at any hour."""
    return compress(orjson.dumps(value, default=tuple), 6, mtime=0)


_workers: list[Worker] = []
"""One, per process: an executor's initializer has no other way to leave something behind for its work."""


def _enlist(job: Job) -> None:
    """A worker leaves Ctrl-C to its parent, and doesn't outlive it."""
    signal(SIGINT, SIG_IGN)
    Thread(target=_follow, daemon=True).start()
    _workers[:] = [Worker(*job)]


def _follow() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work(block: Block) -> Sheet:
    return sheet(_workers[0], block)
