"""The rules about live switches: one per file, one code each, its docstring the documentation. In order of code."""

from collections.abc import Iterator
from types import ModuleType

from fabricgen.findings import Finding
from fabricgen.rollout.rules import (
    fg901_unreachable,
    fg902_another_switch,
    fg903_session_down,
    fg904_session_missing,
    fg905_session_unexpected,
    fg906_wrong_as,
    fg907_cable_misplaced,
    fg908_cable_silent,
    fg909_paths,
    fg910_stale_next_hop,
    fg911_mtu,
    fg912_drift,
    fg913_lossless_trouble,
    fg914_unread,
    fg915_not_read,
    fg916_not_settled,
)
from fabricgen.rollout.scene import Scene

SCENE_RULES: tuple[ModuleType, ...] = (
    fg901_unreachable,
    fg902_another_switch,
    fg903_session_down,
    fg904_session_missing,
    fg905_session_unexpected,
    fg906_wrong_as,
    fg907_cable_misplaced,
    fg908_cable_silent,
    fg909_paths,
    fg910_stale_next_hop,
    fg911_mtu,
    fg912_drift,
    fg913_lossless_trouble,
    fg914_unread,
    fg915_not_read,
)
"""`check(scene)`: what verify runs."""
LIVE_RULES: tuple[ModuleType, ...] = (*SCENE_RULES, fg916_not_settled)
"""All that can be explained. The last one is found by a push."""


def check_scene(scene: Scene) -> Iterator[Finding]:
    for rule in SCENE_RULES:
        yield from rule.check(scene)
