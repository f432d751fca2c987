"""A platform has a name that we don't know.

The platform is the network OS of a switch: it decides how the configuration is spelled.

Bad::

    hardware: {leaf: {model: arista-7060x6-64pe, platform: eoss}}

Good::

    hardware: {leaf: {model: arista-7060x6-64pe, platform: eos}}

Source: `fabricgen platforms` lists them, with the releases that they were written for.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding, nearest
from fabricgen.intent.hardware import ROLES

CODE = "FG701"


def check(page: Page) -> Iterator[Finding]:
    for role in ROLES:
        switch = page.intent.hardware.role(role)
        if switch is not None and switch.platform not in page.capabilities:
            yield Finding(
                CODE,
                f"{switch.platform} is no platform of ours",
                path=("hardware", role, "platform"),
                label=nearest(switch.platform, page.capabilities),
                help=f"write one of {', '.join(page.capabilities)}",
            )
