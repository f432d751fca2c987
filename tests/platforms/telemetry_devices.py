"""Switches with clock and telemetry, laid over those that the platforms have by hand."""

from dataclasses import replace

from fabricgen.device.model import Clock, Gnmi, Sflow, Streaming, Telemetry
from tests.platforms import (
    cumulus_devices,
    eos_devices,
    iosxr_devices,
    junos_devices,
    nxos_devices,
    sonic_devices,
    srlinux_devices,
)

TELECOM = Clock("g8275.1", 24, -3, 3, -4, -4, "ethernet")
MEDIA = Clock("aes67", 127, 0, 3, -3, -3, "ipv4")
SAMPLES = Sflow(("192.0.2.31", "192.0.2.30"), 6343, 20)
ASKED = Gnmi("fabric", None)
SENT = Streaming(("192.0.2.40",), 4317, "collectors", 10)


def seen(device, *rates, **asked):
    """The device with flow samples at these rates, by profile, and whatever else is asked for."""
    pairs = zip(device.profiles, rates, strict=True)
    return replace(device, profiles=tuple(replace(profile, sampling=rate) for profile, rate in pairs), **asked)


def watched(sflow=SAMPLES, gnmi=None, streaming=None):
    return Telemetry(sflow, gnmi, streaming)


LEAF, SPINE = eos_devices.LEAF, eos_devices.SPINE
EOS = {
    "leaf": seen(
        LEAF, 400_000, 1_600_000, telemetry=watched(gnmi=ASKED), clock=TELECOM,
        upstream=frozenset({"Ethernet2/1", "Ethernet31/1", "Ethernet32/1"}),
        system=replace(LEAF.system, severity="warning", facility="local6"),
    ),
    "spine": seen(
        SPINE, *[400_000] * len(SPINE.profiles), clock=MEDIA, upstream=frozenset({SPINE.ports[0].name}),
        telemetry=Telemetry(Sflow(("2001:db8::30",), 7343, 10), Gnmi("fabric", 57400), None),
    ),
    "secure": replace(
        LEAF, telemetry=watched(gnmi=ASKED), system=replace(LEAF.system, severity="warning", certificate="logs")
    ),
}  # fmt: skip
_SONIC = sonic_devices.LEAF
SONIC = {
    "leaf": seen(
        _SONIC, 400_000, 800_000, telemetry=watched(gnmi=ASKED), system=replace(_SONIC.system, severity="warning")
    ),
    "spine": seen(
        sonic_devices.SPINE,
        *[2_000_000] * len(sonic_devices.SPINE.profiles),
        telemetry=watched(replace(SAMPLES, port=7343)),
    ),
    "asked": replace(_SONIC, telemetry=watched(None, gnmi=Gnmi("fabric", 8080))),
}
_CUMULUS = cumulus_devices.LEAF
CUMULUS = {
    "leaf": seen(
        _CUMULUS, *[400_000] * len(_CUMULUS.profiles), telemetry=watched(streaming=SENT), clock=TELECOM,
        upstream=frozenset({_CUMULUS.ports[-1].name}), system=replace(_CUMULUS.system, severity="warning"),
    ),
    "spine": replace(
        cumulus_devices.SPINE, clock=MEDIA, upstream=frozenset({cumulus_devices.SPINE.ports[0].name}),
        telemetry=watched(None, streaming=Streaming(("192.0.2.41", "192.0.2.40"), 4317, "collectors", 5)),
    ),
}  # fmt: skip
_JUNOS = junos_devices.LEAF
JUNOS = {
    "leaf": seen(
        _JUNOS, 400_000, 1_600_000, telemetry=watched(gnmi=ASKED),
        system=replace(_JUNOS.system, severity="debug", facility="local6"),
    ),
    "deep": seen(
        junos_devices.DEEP_SPINE, *[2_000_000] * len(junos_devices.DEEP_SPINE.profiles),
        telemetry=watched(gnmi=Gnmi("fabric", 9339)),
    ),
}  # fmt: skip
_NXOS = nxos_devices.LEAF
NXOS = {
    "leaf": seen(
        _NXOS, 400_000, 1_600_000, telemetry=watched(Sflow(("192.0.2.30",), 7343, 10), gnmi=Gnmi("fabric", 57400)),
        system=replace(_NXOS.system, facility="local6"),
    ),
    "secure": replace(_NXOS, system=replace(_NXOS.system, facility="local6", certificate="fabric")),
    "usual": seen(_NXOS, 4096, 4096, telemetry=watched(Sflow(("192.0.2.30",), 6343, 20), gnmi=ASKED)),
}  # fmt: skip
_IOSXR = iosxr_devices.LEAF
IOSXR = {
    "leaf": seen(_IOSXR, 100_000, 262_144, telemetry=watched()),
    "deep": seen(
        iosxr_devices.CHASSIS, 262_144, telemetry=watched(Sflow(("2001:db8::30",), 7343, 10)),
        system=replace(iosxr_devices.CHASSIS.system, severity="warning", facility="local0"),
    ),
    "timed": replace(
        _IOSXR, model="cisco-8202-32fh-m", deep=True, lossless=iosxr_devices.CHASSIS.lossless, clock=TELECOM,
        profiles=tuple(
            replace(profile, queues=iosxr_devices.DEEP_QUEUES, lossless_priorities=(3, 5))
            for profile in _IOSXR.profiles
        ),
        upstream=frozenset({"HundredGigE0/0/0/1/0", "FourHundredGigE0/0/0/30", "FourHundredGigE0/0/0/31"}),
    ),
}  # fmt: skip
_SRLINUX = srlinux_devices.LEAF
SRLINUX = {
    "leaf": seen(
        _SRLINUX, 400_000, 1_600_000, telemetry=watched(gnmi=ASKED),
        system=replace(_SRLINUX.system, severity="warning", facility="local3"),
    ),
    "flat": seen(
        srlinux_devices.UNNUMBERED, 100_000, 200_000, telemetry=watched(Sflow(("192.0.2.30",), 7343, 20)),
    ),
    "asked": replace(_SRLINUX, telemetry=watched(None, gnmi=Gnmi("fabric", 57400))),
}  # fmt: skip
