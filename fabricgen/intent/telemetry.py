"""What is to be seen of the fabric: flow samples, counters, logs. All of it leaves by the management port."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from fabricgen.intent.words import Addresses, Word, Words
from fabricgen.quantity import Milliseconds, milliseconds_text

SFLOW_PORT = 6343  # IANA service names, sflow
OTLP_PORT = 4317  # IANA service names, otlp
RATE_MAX = 16_777_215  # 24 bits, as much as any supported platform takes


def _interval(value: int) -> int:
    if value % 1000 or not 1000 <= value <= 300_000:
        raise ValueError(f'"{milliseconds_text(value)}" is no interval: write whole seconds, from 1 s to 300 s')
    return value


Facility = Literal["local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7"]
Port = Annotated[int, Field(ge=1, le=65535, strict=True)]
OneIn = Annotated[int, Field(ge=256, le=RATE_MAX, strict=True)]
Interval = Annotated[Milliseconds, AfterValidator(_interval)]
Collectors = Annotated[Addresses, Field(min_length=1)]


class Sampling(Words):
    """One in so many packets that come in. Left out, by speed: 1 in 1,000 for each Gb/s, rarer where that would be too
    much for the processor of a full switch.
    """

    host: OneIn | None = None
    """On ports to hosts."""
    uplink: OneIn | None = None
    """On ports between switches. Left out with adaptive forwarding, a quarter of the samples: flows are on no link for
    long, and each came in by a host port."""


class Sflow(Words):
    collectors: Collectors
    port: Port = SFLOW_PORT
    sampling: OneIn | Sampling = Sampling()
    polling: Interval | None = None
    """How often counters are sent, 5 s and up. Left out: 20 s, or 10 s with adaptive forwarding, where counters alone
    tell whether the links share the load."""


class Gnmi(Words):
    """The switch answers to subscriptions, which carry their own intervals; users log in as anywhere else. What
    `fabricgen export gnmic` writes subscribes to all of them.
    """

    certificate: Word
    """Name under which the switch's own certificate and key have been installed there: nothing is answered in the
    clear."""
    port: Port | None = None
    """Left out, the platform's usual one."""
    interval: Interval | None = None
    """How often a collector wants counters, for `fabricgen export gnmic`. Left out: 10 s, or 5 s with adaptive
    forwarding."""


class Streaming(Words):
    """The switch sends counters of ports and buffers by itself."""

    collectors: Collectors
    port: Port = OTLP_PORT
    certificate: Word
    """Name under which the certificate of the collectors' authority has been installed on the switch: nothing is sent
    in the clear."""
    interval: Interval | None = None
    """Left out: 10 s, or 5 s with adaptive forwarding."""


class Telemetry(Words):
    sflow: Sflow | None = None
    gnmi: Gnmi | None = None
    streaming: Streaming | None = None
    syslog: Literal["error", "warning", "notice", "info", "debug"] = "info"
    """From which severity on messages go to the servers under management.syslog (RFC 5424)."""
    syslog_facility: Facility | None = None
    """Which facility the messages bear there. Left out, the platform's own."""
