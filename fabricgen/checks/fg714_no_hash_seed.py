"""A platform can't be told a hash seed, and the page gives it one.

Some systems tie the seed to the role of the switch or to its hardware. What the page says would then not be on the
switch.

Bad::

    hardware: {leaf: {model: nvidia-sn5600, platform: sonic}}     # where the platform says it can't
    forwarding: {hash: {seeds: {leaf: 7}}}

Good::

    forwarding: {}            # seeds left to the platform

Source: sonic-net/sonic-buildimage, switch.json.j2 (seed by device type); by platform in `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.device import Facts
from fabricgen.findings import Finding

CODE = "FG714"
WISH = Wish(
    CODE,
    "hash seed to set",
    lambda able: able.no_hash_seed,
    ("forwarding", "hash", "seeds"),
    "drop the seeds of these tiers",
)


def check(plan: Plan) -> Iterator[Finding]:
    hashing = plan.intent.forwarding.hash
    written = hashing.seeds.model_fields_set if "seeds" in hashing.model_fields_set else set[str]()
    yield from refusals(plan, [about for about in plan.tiers if about.tier.role.replace("-", "_") in written], WISH)
    for row, exception in enumerate(plan.intent.exceptions):
        if exception.seed is not None:
            wish = WISH._replace(path=("exceptions", row, "seed"), otherwise="drop the exception")
            yield from refusals(plan, _selected(plan, row), wish)


def _selected(plan: Plan, row: int) -> list[Facts]:
    """Tiers of which that exception sets the seed somewhere."""
    seed = plan.intent.exceptions[row].seed
    switches = [switch for switch, deviation in plan.tiers[0].deviations.items() if deviation.seed == seed]
    return [
        about
        for about in plan.tiers
        if any(about.tier.first <= switch < about.tier.first + about.tier.count for switch in switches)
    ]
