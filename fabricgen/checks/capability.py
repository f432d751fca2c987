"""How a rule refuses what a platform can't do: which switches, which feature, why, and the nearest thing that works."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from fabricgen.checks.plan import Plan, a, crowd
from fabricgen.device import Facts
from fabricgen.device.capabilities import Capabilities
from fabricgen.findings import Finding
from fabricgen.hardware import SwitchModel, models


class Wish(NamedTuple):
    """`reason` is why a platform lacks the feature, empty where it has it; `otherwise` does without the feature."""

    code: str
    feature: str
    reason: Callable[[Capabilities], str]
    path: tuple[str | int, ...]
    otherwise: str


def refusals(plan: Plan, tiers: Iterable[Facts], wish: Wish) -> Iterator[Finding]:
    """One finding for each platform and reason."""
    unable: dict[tuple[str, str], list[Facts]] = {}
    for about in tiers:
        if reason := wish.reason(plan.able(about)):
            unable.setdefault((about.platform, reason), []).append(about)
    for (platform, reason), crowded in unable.items():
        yield Finding(
            wish.code,
            f"{crowd(crowded)} run {platform}, which has no {wish.feature}",
            path=wish.path,
            label=reason,
            help=f"{_nearest(plan, crowded[0], wish)}{wish.otherwise}",
        )


def _nearest(plan: Plan, about: Facts, wish: Wish) -> str:
    here = [name for name in _able(plan, about.model, wish) if name in about.model.platforms]
    if here:
        return f"{' or '.join(here)} on the same {about.model.name} has it; or "
    boxes = ((box, _able(plan, box, wish)) for box in models() if not box.virtual)
    other = next(((box, able) for box, able in boxes if set(able) & set(box.platforms)), None)
    if other is None:
        return ""
    box, able = other
    return f"{next(name for name in able if name in box.platforms)} has it, on {a(box.name)} for example; or "


def _able(plan: Plan, box: SwitchModel, wish: Wish) -> list[str]:
    """The platforms that have the feature: in general and on a chip like that box's, or on that very box."""
    known = plan.capabilities.items()
    return [name for name, able in known if _has(able, box, wish)]


def _has(able: Capabilities, box: SwitchModel, wish: Wish) -> bool:
    general = not wish.reason(able) or box.name in dict(able.by_model)
    return general and not wish.reason(able.on(box))
