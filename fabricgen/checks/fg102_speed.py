"""A link has a speed that one of its ends can't run.

A port runs at one of the speeds into which its cage can be broken out, and both ends of a cable run at the same one.
With planes, a NIC of 400G has one port of 200G in each of two planes.

Bad::

    hardware:
      leaf: {model: arista-7060x5-32qs, platform: eos}   # 400G cages
      uplink: 800G

Good::

    hardware:
      leaf: {model: arista-7060x5-32qs, platform: eos}
      uplink: 400G

Source: IEEE 802.3 port rates; the breakouts of each model are listed by `fabricgen hardware` with where they were
read.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding
from fabricgen.hardware import SpeedError, UnknownModelError, breakout, model
from fabricgen.intent.hardware import ROLES, Role
from fabricgen.theory.headroom import QUANTA

CODE = "FG102"


def check(page: Page) -> Iterator[Finding]:
    hardware, planes = page.intent.hardware, page.intent.size.planes
    if hardware.nic % planes == 0:
        yield from _lacking(page, "leaf", "nic", hardware.nic // planes)
    for role in ROLES:
        yield from _lacking(page, role, "uplink", hardware.uplink)
    yield from _unpaused(page)
    if hardware.nic % planes:
        message = f"a NIC of {hardware.nic}G can't be divided equally over {planes} planes"
        yield Finding(CODE, message, path=("size", "planes"), help="choose a number of planes that divides the speed")


def _lacking(page: Page, role: Role, word: str, gbps: int) -> Iterator[Finding]:
    switch = page.intent.hardware.role(role)
    try:
        if switch is not None:
            breakout(model(switch.model), gbps)
    except UnknownModelError:
        return  # told by whoever plans
    except SpeedError as error:
        yield Finding(
            CODE,
            f"the {role} {error.name} has no ports of {gbps}G",
            path=("hardware", word),
            label=f"it has {', '.join(f'{speed}G' for speed in error.allowed)}",
            help="choose one of these speeds, or a model that has this one: fabricgen hardware lists them",
        )


def _unpaused(page: Page) -> Iterator[Finding]:
    """Without a pause reaction time nobody knows how much headroom such a port needs."""
    if not any(row.lossless for row in page.intent.classes.values()):
        return
    fastest = max(QUANTA)
    hardware = page.intent.hardware
    for word, gbps in (("nic", hardware.nic // page.intent.size.planes), ("uplink", hardware.uplink)):
        if gbps > fastest:
            message = f"PFC needs headroom, and no pause reaction time is published for {gbps}G"
            help_ = "take a slower port, or make all classes lossy"
            yield Finding(CODE, message, path=("hardware", word), label=f"known up to {fastest}G", help=help_)
