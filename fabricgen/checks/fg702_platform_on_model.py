"""A network OS doesn't run on that switch.

Bad::

    hardware: {leaf: {model: nvidia-sn5600, platform: eos}}

Good::

    hardware: {leaf: {model: nvidia-sn5600, platform: sonic}}

What it means: the configuration would be right for another box.

Source: device folders of sonic-net/sonic-buildimage and the vendors' own systems; by model in `fabricgen hardware`.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page, a
from fabricgen.findings import Finding
from fabricgen.hardware import SwitchModel, UnknownModelError, model, models
from fabricgen.intent.hardware import ROLES, Role

CODE = "FG702"


def check(page: Page) -> Iterator[Finding]:
    for role in ROLES:
        box, switch = _box(page, role), page.intent.hardware.role(role)
        if box and switch and switch.platform in page.capabilities and switch.platform not in box.platforms:
            yield Finding(
                CODE,
                f"{a(box.name)} doesn't run {switch.platform}",
                path=("hardware", role, "platform"),
                label=f"it runs {' and '.join(box.platforms)}",
                help=_ways_out(page, box, switch.platform),
            )


def _box(page: Page, role: Role) -> SwitchModel | None:
    switch = page.intent.hardware.role(role)
    try:
        return model(switch.model) if switch else None
    except UnknownModelError:
        return None  # told by whoever plans


def _ways_out(page: Page, box: SwitchModel, platform: str) -> str:
    ours = [name for name in box.platforms if name in page.capabilities]
    other = next((each.name for each in models() if platform in each.platforms), None)
    ways = [f"write platform: {name}" for name in ours]
    if other:
        ways.append(f"take a model that runs {platform}, {a(other)} for example")
    return ", or ".join(ways) or "take another model and platform: fabricgen hardware lists both"
