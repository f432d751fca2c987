"""Stretched VLANs on Junos: one MAC-VRF with all of them, as Juniper's validated designs have it on the QFX5130."""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.device import Device, Facts
from fabricgen.device.model import Segment
from fabricgen.device.objection import Objection

BUNDLES_MAX = 480
"""Port channels of a QFX are ae0 to ae479 (Junos, aggregated-devices ethernet device-count)."""


class Bridged(NamedTuple):
    """The instance is what a VLAN 0 would be: no tier has it. `segments` by VLAN."""

    distinguisher: str
    target: str
    interfaces: tuple[str, ...]
    segments: dict[int, Segment]


def bridged(device: Device) -> Bridged | None:
    """None where no VLAN is stretched."""
    if device.overlay is None or not device.overlay.segments:
        return None
    first = device.overlay.segments[0]
    trunks = [f"{port.name}.0" for port in device.ports if device.profiles[port.profile].vlans]
    return Bridged(
        _less(first.distinguisher, first.vlan),
        _less(first.target, first.vlan),
        (*trunks, *(f"ae{bundle.number}.0" for bundle in device.bundles)),
        {segment.vlan: segment for segment in device.overlay.segments},
    )


def _less(identifier: str, vlan: int) -> str:
    head, _, number = identifier.rpartition(":")
    return f"{head}:{int(number) - vlan}"


def own_segment(identifier: str) -> str:
    """Type 0, and otherwise the same octets: Juniper's designs write no other type (RFC 7432, section 5)."""
    return f"00{identifier[2:]}"


def objections(about: Facts) -> Iterator[Objection]:
    intent, stretched = about.intent, [name for name, tier in about.intent.tiers.items() if tier.stretch]
    if about.tier.level or not stretched or about.overlay is None or not about.overlay.evpn:
        return
    for name, tier in intent.tiers.items():
        if tier.stretch is None:
            yield Objection(
                f"the VLANs of a trunk are in one MAC-VRF, and no public source shows one there that isn't stretched: "
                f"{name}",
                ("tiers", name),
                f"{stretched[0]} is stretched",
                "stretch all tiers, or none",
            )
    for name, host in intent.multihomed.items():
        if host.id >= BUNDLES_MAX:
            yield Objection(
                f"{name} would be at ae{host.id}, and the last one is ae{BUNDLES_MAX - 1}",
                ("multihomed", name, "id"),
                f"at most {BUNDLES_MAX - 1}",
                "give it a lower id",
            )
    if intent.multihomed and intent.telemetry.sflow is not None:
        yield Objection(
            "no public source shows flow samples of ports that are one of several",
            ("telemetry", "sflow"),
            "hosts on several leaves",
            "drop sflow, or plug each host into one leaf",
        )
