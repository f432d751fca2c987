"""Shallow super-spines under a profile for deep spines: as long as its thresholds fit there."""

from dataclasses import replace
from pathlib import Path

import pytest

from fabricgen.checks import fg709_buffer_depth
from fabricgen.checks.buffers import known_buffer
from fabricgen.judge import planned
from fabricgen.kinds import load

PAGE = Path(__file__).parents[2] / "inventories" / "training-region" / "intent.yml"


def marking(about, most):
    """The tier with that as the highest threshold of all its queues, in bytes."""
    profiles = tuple(
        replace(
            profile,
            queues=tuple(
                replace(queue, ecn=replace(queue.ecn, max_bytes=most)) if queue.ecn else queue
                for queue in profile.queues
            ),
        )
        for profile in about.profiles
    )
    return replace(about, profiles=profiles)


@pytest.mark.parametrize(("above", "told"), [(0, []), (1, ["super-spines"])])
def test_thresholds_fit_up_to_the_part_of_a_port(above, told):
    plan = planned(load(PAGE))
    leaf, spine, top = plan.tiers
    assert (plan.intent.lossless.buffers, spine.model.asic.depth, top.model.asic.depth) == ("deep", "deep", "shallow")
    part = known_buffer(top) // top.tier.ports
    changed = plan._replace(tiers=(leaf, spine, marking(top, part + above)))
    found = list(fg709_buffer_depth.check(changed))
    assert [finding.message.split()[1] for finding in found] == told
