"""How many entries access lists take in different styles of isolation: the figures that `plan` counts, side by side."""

from collections.abc import Iterator, Mapping
from typing import Any

from docs.generate.markdown import table
from fabricgen.device import facts
from fabricgen.kinds import KINDS, blueprint
from fabricgen.kinds.load import Lock, remember
from fabricgen.planning.access import styles
from fabricgen.platforms import PORT_NAMES

COUNTS = (2, 4, 8, 16, 32)
"""Parties: tiers in a VLAN each, or customers in a VRF each."""
ASKED: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "nothing is shared": (),
    "all may ask a service": ({"from": "any", "to": "storage", "allow": ["tcp/443"]},),
}
PAGE: Mapping[str, Any] = {
    "kind": "fat-tree",
    "name": "counted",
    "size": {"leaves": 4, "spines": 2, "downlinks": 8, "nics_per_host": 2, "max_leaves": 8, "max_spines": 4},
    "hardware": {
        "leaf": {"model": "arista-7060x6-64pe", "platform": "eos"},
        "spine": {"model": "arista-7060x6-64pe", "platform": "eos"},
        "nic": "400G",
        "uplink": "400G",
    },
    "cabling": {"host": "3 m", "leaf-spine": "30 m"},
    "underlay": {"loopbacks": "10.0.0.0/24", "link_pool": "10.64.0.0/24"},
    "hosts": {"attach": "trunk", "pool": "10.128.0.0/16", "subnet": 27},
    "management": {"prefix": "192.0.2.0/24"},
    "vrfs": {"shared": {"id": 1}},
    "services": {"storage": {"vrf": "shared", "prefixes": ["10.200.0.0/24"]}},
    "segments": "tiers",
}


def lines() -> Iterator[str]:
    """A table for each set of policies: entries on a leaf, by style."""
    for title, policies in ASKED.items():
        counted = [(number, _entries(number, policies)) for number in COUNTS]
        yield from table((title, *counted[0][1]), [(str(number), *found.values()) for number, found in counted])


def _entries(parties: int, policies: tuple[Mapping[str, Any], ...]) -> dict[str, str]:
    """On one leaf, by style. Where nothing is shared, there is no service."""
    tiers = {f"tier-{number:02}": {"id": number} for number in range(parties)}
    words = PAGE if policies else {**PAGE, "services": {}, "vrfs": {}}
    intent = KINDS["fat-tree"].model_validate({**words, "tiers": tiers, "policies": list(policies)})
    decided = blueprint("fat-tree", intent, remember(Lock(), intent))
    known = facts(decided.intent, decided.fabric, decided.allocation, decided.lock, PORT_NAMES)
    return {style.name: f"{style.per_switch:,}" for style in styles(known)}
