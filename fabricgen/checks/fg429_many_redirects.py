"""The chains of a page take more entries than a policy of a platform can have.

Bad::

    hosts: {attach: trunk, pool: 10.128.0.0/12}     # 32 leaves, and one prefix of a tier on each
    chains: [{from: tier-00, to: tier-01, through: [fw-a]}]     # 32 x 32 pairs, twice, on FRR, which takes 700

Good::

    chains: [{from: tier-00, to: wan, through: [fw-a]}]

What it means: the switch takes the first of them, and what the others are about passes without its appliance.

Source: what each platform's manual or parser says; FRRouting's pbr-map counts from 1 to 700.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan
from fabricgen.device.features.chains import load
from fabricgen.findings import Finding

CODE = "FG429"


def check(plan: Plan) -> Iterator[Finding]:
    for about in plan.tiers:
        most = plan.able(about).redirects_max
        if about.chains is None or not most:
            continue
        numbers = range(about.tier.first, about.tier.first + about.tier.count)
        masks = plan.able(about).redirect_masks
        needed = max(load(about.chains, about.tier, switch, masks=masks) for switch in numbers)
        if needed > most:
            message = f"the chains take {needed:,} entries on a {about.tier.role}, and {about.platform} has {most:,}"
            help_ = "name prefixes that cover more, or fewer ends"
            yield Finding(CODE, message, path=("chains",), help=help_)
