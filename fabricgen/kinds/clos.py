"""From an intent to everything decided: what both kinds of Clos fabric have in common."""

from functools import partial
from typing import NamedTuple

from fabricgen.allocation import Allocation, Lock, Numbering, Pool
from fabricgen.fabric import Fabric, Role, Shape, Slot, clos
from fabricgen.findings import Finding, RefusedError
from fabricgen.hardware import UnknownModelError, model
from fabricgen.intent import Intent
from fabricgen.intent.hardware import ROLES, Hardware
from fabricgen.intent.words import Prefix
from fabricgen.kinds.layout import Boxes, layout
from fabricgen.kinds.sizing import shape
from fabricgen.theory.asn import AsnScheme


class Blueprint(NamedTuple):
    """All that is decided about a fabric, small enough to be handed to another process."""

    kind: str
    intent: Intent
    fabric: Fabric
    allocation: Allocation
    lock: Lock


def blueprint(kind: str, intent: Intent, lock: Lock) -> Blueprint:
    """Raises `RefusedError` with the limit and the ways out when the fabric can't be built."""
    _known_models(intent.hardware)
    boxes = _boxes(intent.hardware, intent.size.planes)
    proportions = shape(intent.size, boxes)
    fabric = clos(proportions, partial(_role_layout, boxes))
    return Blueprint(kind, intent, fabric, allocate(intent, proportions), lock)


def _known_models(hardware: Hardware) -> None:
    findings = tuple(_unknown(role, hardware) for role in ROLES if not _known(role, hardware))
    if findings:
        raise RefusedError(findings)


def _known(role: Role, hardware: Hardware) -> bool:
    switch = hardware.role(role)
    try:
        return switch is None or model(switch.model) is not None
    except UnknownModelError:
        return False


def _unknown(role: Role, hardware: Hardware) -> Finding:
    switch = hardware.role(role)
    name = switch.model if switch else ""
    try:
        model(name)
    except UnknownModelError as error:
        return Finding(
            "FG009", f"the hardware catalogue has no {name}", path=("hardware", role, "model"),
            label=f"nearest: {error.nearest}" if error.nearest else "", help="fabricgen hardware lists all models",
        )  # fmt: skip
    raise AssertionError(name)


def _boxes(hardware: Hardware, planes: int) -> Boxes:
    top = hardware.super_spine
    return Boxes(
        model(hardware.leaf.model),
        model(hardware.spine.model),
        model(top.model) if top else None,
        hardware.nic // planes,
        hardware.uplink,
    )


def _role_layout(boxes: Boxes, role: Role, down: int, up: int) -> tuple[Slot, ...]:
    box = boxes.role(role)
    if box is None:
        raise RefusedError((Finding("FG008", f"hardware.{role} is missing", path=("hardware",)),))
    return layout(box, role, boxes.speeds(role), down, up)


def allocate(intent: Intent, proportions: Shape) -> Allocation:
    underlay, hosts = intent.underlay, intent.hosts
    six = underlay.ipv6
    return Allocation(
        numbering=Numbering(proportions.maxima, proportions.downlinks),
        region=intent.region,
        loopbacks=_pool(underlay.loopbacks),
        links=_pool(underlay.link_pool) if underlay.link_pool and underlay.links == "/31" else None,
        loopbacks6=_pool(six.loopbacks) if six else None,
        links6=_pool(six.links) if six and six.links and underlay.links == "/31" else None,
        hosts=_pool(hosts.pool) if hosts.pool else None,
        subnet=hosts.subnet,
        management=_pool(intent.management.prefix),
        asns=AsnScheme.fitting(underlay.asn.first, underlay.asn.last, proportions.maxima.leaves),
        spine_asns_unique=underlay.spine_asns == "unique",
        vlan_base=hosts.vlan_base,
    )


def _pool(prefix: Prefix) -> Pool:
    return Pool(prefix.first, prefix.size, 32 if prefix.version == 4 else 128)
