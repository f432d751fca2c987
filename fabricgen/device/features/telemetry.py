"""Flow samples, counters and their collectors, with defaults that follow how the fabric forwards.

Where each flow stays on the path that its hash picked, samples tell which flows share a link. Where switches move
traffic, a flow is on no link for long: samples of uplinks say less, counters more and sooner.
"""

from collections.abc import Mapping
from fractions import Fraction

from fabricgen.device.model import Gnmi, Sflow, Streaming, Telemetry
from fabricgen.fabric import Tier
from fabricgen.intent import Intent
from fabricgen.intent import telemetry as words
from fabricgen.intent.telemetry import RATE_MAX, Sampling
from fabricgen.theory.sampling import RULE_OF_THUMB, coarser, frame, samples

LIMIT = 1000
"""Samples a second that defaults keep to on a full switch: what SONiC lets through to its processor, the least of the
platforms that have a fixed limit (dockers/docker-orchagent's copp_cfg.j2, queue2_group1).
"""
POLLING = {"per-flow": 20, "adaptive": 10}
STREAMING = {"per-flow": 10, "adaptive": 5}
"""Seconds."""
RARER = {"per-flow": 1, "adaptive": 4}
"""How much rarer uplinks are sampled than host ports."""


def telemetry(intent: Intent) -> Telemetry | None:
    """None where the page asks for nothing."""
    asked, mode = intent.telemetry, intent.forwarding.mode
    if asked.sflow is None and asked.gnmi is None and asked.streaming is None:
        return None
    return Telemetry(
        sflow=None if asked.sflow is None else _sflow(asked.sflow, mode),
        gnmi=None if asked.gnmi is None else Gnmi(asked.gnmi.certificate, asked.gnmi.port),
        streaming=None if asked.streaming is None else _streaming(asked.streaming, mode),
    )


def _sflow(asked: words.Sflow, mode: str) -> Sflow:
    return Sflow(asked.collectors, asked.port, _seconds(asked.polling, POLLING[mode]))


def _streaming(asked: words.Streaming, mode: str) -> Streaming:
    interval = _seconds(asked.interval, STREAMING[mode])
    return Streaming(asked.collectors, asked.port, asked.certificate, interval)


def _seconds(milliseconds: int | None, usual: int) -> int:
    return usual if milliseconds is None else milliseconds // 1000


def asked_every(intent: Intent) -> int:
    """Seconds between the counters that collectors subscribe to."""
    gnmi, mode = intent.telemetry.gnmi, intent.forwarding.mode
    return _seconds(None if gnmi is None else gnmi.interval, STREAMING[mode])


def asked_rates(intent: Intent) -> Mapping[str, int | None]:
    """What the page says for ports to hosts and for those between switches."""
    sflow = intent.telemetry.sflow
    said = Sampling() if sflow is None else sflow.sampling
    if isinstance(said, int):
        return {"host": said, "uplink": said}
    return {"host": said.host, "uplink": said.uplink}


def rates(intent: Intent, tier: Tier) -> tuple[int | None, int | None]:
    """One packet in how many, on ports down and ports up of a switch; None without sFlow."""
    if intent.telemetry.sflow is None:
        return (None, None)
    asked, mode = asked_rates(intent), intent.forwarding.mode
    roles = ("host" if tier.level == 0 else "uplink", "uplink")
    speeds = (tier.slots[0].gbps, tier.slots[-1].gbps)
    counts = (tier.down, tier.ports - tier.down)
    usual = [
        gbps * RULE_OF_THUMB * (RARER[mode] if role == "uplink" else 1)
        for gbps, role in zip(speeds, roles, strict=True)
    ]
    open_ = [index for index, role in enumerate(roles) if asked[role] is None]
    loads = [counts[index] * _load(intent, speeds[index], usual[index]) for index in open_]
    factor = coarser(loads, LIMIT)
    down, up = (asked[role] or min(RATE_MAX, rate * factor) for role, rate in zip(roles, usual, strict=True))
    return (down, up)


def _load(intent: Intent, gbps: int, one_in: int) -> Fraction:
    return samples(gbps, frame(intent.mtu), one_in)


def load(intent: Intent, tier: Tier, sampled: tuple[int | None, int | None]) -> Fraction:
    """Samples a second of a switch whose ports are all full, at these rates down and up."""
    counts = (tier.down, tier.ports - tier.down)
    speeds = (tier.slots[0].gbps, tier.slots[-1].gbps)
    return sum(
        (count * _load(intent, gbps, rate) for count, gbps, rate in zip(counts, speeds, sampled, strict=True) if rate),
        Fraction(0),
    )
