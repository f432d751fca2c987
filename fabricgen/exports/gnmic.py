"""A collector's configuration: gnmic subscribes to what the page's gNMI servers have, and Prometheus scrapes gnmic.

Keys are those of gnmic's documentation (gnmic.openconfig.net, user guide). Logins and the authority of the switches'
certificates come from the environment, as gnmic reads them: GNMIC_USERNAME, GNMIC_PASSWORD, GNMIC_TLS_CA. Every value
is written as JSON, which is YAML that no reader can take for something else.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import orjson

from fabricgen.device.features.telemetry import asked_every
from fabricgen.exports.place import Piece
from fabricgen.exports.prometheus import labels, target
from fabricgen.exports.subject import NoExportError, Subject, Switch, switches
from fabricgen.intent import Intent

LISTEN = 9804
"""gnmic's own default for Prometheus."""
MISSED = 3
"""Intervals after which a value that came no more is forgotten."""
COUNTERS = "/interfaces/interface/state/counters"
SESSIONS = "/network-instances/network-instance/protocols/protocol/bgp/neighbors/neighbor/state"


class Paths(NamedTuple):
    """What to subscribe to: counters of ports, and BGP sessions. `port` is the platform's usual one, `target` that of a
    gNMI prefix.
    """

    port: int
    counters: str
    sessions: str | None
    encoding: str
    target: str | None = None


PATHS: Mapping[str, Paths] = {
    "eos": Paths(6030, COUNTERS, SESSIONS, "json"),
    "junos": Paths(32767, COUNTERS, SESSIONS, "json_ietf"),
    "nxos": Paths(50051, f"openconfig:{COUNTERS}", f"openconfig:{SESSIONS}", "json"),
    "srlinux": Paths(
        57400, "/interface[name=*]/statistics",
        "/network-instance[name=*]/protocols/bgp/neighbor[peer-address=*]/session-state", "json_ietf",
    ),
    "sonic": Paths(50051, "COUNTERS/Ethernet*", None, "json_ietf", "COUNTERS_DB"),
}  # fmt: skip
"""OpenConfig's models, Nokia's of 25.3, and SONiC's virtual path (sonic-net/SONiC, doc/system-telemetry), below which
those of PFC are, too.
"""


def collector(what: Subject) -> Iterator[Piece]:
    """gnmic.yaml and prometheus.yml."""
    intent = what.blueprint.intent
    if intent.telemetry.gnmi is None:
        raise NoExportError("there is nobody to ask: the page has no telemetry.gnmi")
    head = f"---\n# Made by fabricgen from the intent of {intent.name}.\n"
    yield Piece("gnmic.yaml", head + _block("subscriptions", subscriptions(what)) + _block("outputs", _outputs(intent)))
    yield Piece("gnmic.yaml", "targets:\n")
    for switch in switches(what):
        yield Piece("gnmic.yaml", _line(*asked(switch)))
    yield Piece("prometheus.yml", head + _block("global", {"scrape_interval": f"{asked_every(intent)}s"}))
    scraped = {"job_name": "gnmic", "static_configs": [{"targets": [f"localhost:{LISTEN}"]}]}
    yield Piece("prometheus.yml", f"scrape_configs:\n  - {_said(scraped)}\n")


def subscriptions(what: Subject) -> dict[str, Any]:
    """By name: those of each platform of the fabric."""
    every = f"{asked_every(what.blueprint.intent)}s"
    return {
        f"{platform}-{kind}": _subscription(path, every, PATHS[platform])
        for platform in sorted({about.platform for about in what.tiers})
        for kind, path in _kinds(what.blueprint.intent, platform)
    }


def _kinds(intent: Intent, platform: str) -> Iterator[tuple[str, str]]:
    paths = PATHS[platform]
    yield "counters", paths.counters
    if paths.sessions is not None and intent.underlay.routing == "bgp":
        yield "sessions", paths.sessions


def _subscription(path: str, every: str, paths: Paths) -> dict[str, Any]:
    told = {} if paths.target is None else {"target": paths.target}
    return {
        "paths": [path], **told, "mode": "stream", "stream-mode": "sample", "sample-interval": every,
        "encoding": paths.encoding,
    }  # fmt: skip


def _outputs(intent: Intent) -> dict[str, Any]:
    return {
        "prometheus": {
            "type": "prometheus", "listen": f":{LISTEN}", "path": "/metrics", "strings-as-labels": True,
            "expiration": f"{MISSED * asked_every(intent)}s",
        }
    }  # fmt: skip


def asked(switch: Switch) -> tuple[str, dict[str, Any]]:
    """A target: where its server listens, and what is asked of it."""
    about = switch.about
    gnmi = about.intent.telemetry.gnmi
    port = PATHS[about.platform].port if gnmi is None or gnmi.port is None else gnmi.port
    names = [f"{about.platform}-{kind}" for kind, _ in _kinds(about.intent, about.platform)]
    return target(switch.management, port), {
        "name": switch.name, "subscriptions": names, "event-tags": labels(switch),
    }  # fmt: skip


def _block(name: str, rows: Mapping[str, Any]) -> str:
    return f"{name}:\n" + "".join(_line(key, value) for key, value in rows.items())


def _line(key: str, value: Any) -> str:
    return f"  {_said(key)}: {_said(value)}\n"


def _said(value: Any) -> str:
    return orjson.dumps(value).decode()
