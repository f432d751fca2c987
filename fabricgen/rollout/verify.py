"""Live state against intent: looks in, findings out."""

from collections.abc import Mapping, Sequence

from fabricgen.findings import Finding
from fabricgen.rollout.rules import check_scene
from fabricgen.rollout.scene import Look, scene


def verify(looks: Sequence[Look], ports: Mapping[str, Sequence[str]]) -> tuple[Finding, ...]:
    """`looks` at the switches that were asked, lowest tier first; `ports` are all that the plan knows, by switch, in
    the same order.
    """
    return tuple(check_scene(scene(looks, ports)))
