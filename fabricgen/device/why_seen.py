"""Where each value of clock, telemetry and the control plane's rates comes from."""

from collections.abc import Iterator

from fabricgen.device.facts import Facts
from fabricgen.device.features.telemetry import asked_rates
from fabricgen.device.model import Clock, Device, Port, Profile, Telemetry
from fabricgen.device.why import Row

TRANSPORTS = {"ethernet": "Ethernet", "ipv4": "IPv4"}


def why_seen(about: Facts, device: Device) -> Iterator[Row]:
    if device.clock is not None:
        yield from _clock(about, device, device.clock)
    if device.telemetry is not None:
        yield from _telemetry(about, device.telemetry)
    if device.rates is not None:
        for name in ("routing", "arp", "other"):
            if (rate := getattr(device.rates, name)) is not None:
                yield Row(f"control_{name}_per_second", rate, "declared; more is dropped", ("control_rates", name))


def _clock(about: Facts, device: Device, clock: Clock) -> Iterator[Row]:
    asked = about.intent.clock
    usual = f"of the profile {clock.profile}"
    declared = asked is not None and asked.domain is not None
    yield Row(
        "clock_profile", clock.profile, f"boundary clock, over {TRANSPORTS[clock.transport]}", ("clock", "profile")
    )
    path = ("clock", "domain" if declared else "profile")
    yield Row("clock_domain", clock.domain, "declared" if declared else usual, path)
    for name in ("announce", "sync", "delay_request"):
        found = asked is not None and getattr(asked.intervals, name) is not None
        value, word = getattr(clock, name), name.replace("_", "-")
        reason = f"a message every 2^{value} s; {'declared' if found else usual}"
        yield Row(f"clock_{name}", value, reason, ("clock", "intervals", word) if found else ("clock", "profile"))
    yield Row("clock_from_ports", len(device.upstream), "grandmasters are behind these; others give time", ("clock",))


def _telemetry(about: Facts, seen: Telemetry) -> Iterator[Row]:
    asked, mode = about.intent.telemetry, about.intent.forwarding.mode
    usual = f"usual with {mode} forwarding"
    if seen.sflow is not None and asked.sflow is not None:
        there = ("telemetry", "sflow")
        yield Row("sflow_collectors", ", ".join(seen.sflow.collectors), "declared", (*there, "collectors"))
        yield _chosen("sflow_polling_seconds", seen.sflow.polling, asked.sflow.polling, usual, (*there, "polling"))
    if seen.gnmi is not None:
        port = seen.gnmi.port
        reason = "the platform's usual port" if port is None else "declared"
        yield Row("gnmi", "answered" if port is None else f"answered at {port}", reason, ("telemetry", "gnmi"))
    if seen.streaming is not None and asked.streaming is not None:
        there = ("telemetry", "streaming")
        yield Row("streaming_collectors", ", ".join(seen.streaming.collectors), "declared", (*there, "collectors"))
        yield _chosen(
            "streaming_interval_seconds", seen.streaming.interval, asked.streaming.interval, usual, (*there, "interval")
        )


def _chosen(name: str, value: int, declared: int | None, usual: str, path: tuple[str, ...]) -> Row:
    """`path` is where the page says it, if it does."""
    return Row(name, value, usual, path[:-1]) if declared is None else Row(name, value, "declared", path)


def why_sampled(about: Facts, device: Device, port: Port, profile: Profile) -> Iterator[Row]:
    """Of a port: its share of the samples, and whether it takes time."""
    if device.clock is not None:
        takes = port.name in device.upstream
        reason = "a grandmaster may be behind it" if takes else "no grandmaster is behind it"
        yield Row("time", "taken and given" if takes else "given", reason, ("clock", "sources"))
    if profile.sampling is None:
        return
    role = "host" if profile.facing == "host" else "uplink"
    there = ("telemetry", "sflow")
    if asked_rates(about.intent)[role] is not None:
        yield Row("sampled_one_in", profile.sampling, "declared", (*there, "sampling"))
    else:
        reason = "1,000 for each Gb/s, rarer where that is too much for the processor of a full switch"
        yield Row("sampled_one_in", profile.sampling, reason, there)
