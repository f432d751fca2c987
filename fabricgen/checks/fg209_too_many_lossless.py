"""More priorities are lossless than the chip is known to carry.

Each lossless priority takes headroom on each port and a priority group of the chip. Public configurations of most
chips use two.

Bad::

    classes:
      rdma:    {dscp: 26, priority: 3, lossless: true, share: 30 %}
      storage: {dscp: 18, priority: 2, lossless: true, share: 30 %}
      backup:  {dscp: 10, priority: 1, lossless: true, share: 20 %}
      other:   {share: 20 %}

Good::

    classes:
      rdma:    {dscp: 26, priority: 3, lossless: true, share: 60 %}
      storage: {dscp: 18, priority: 2, lossless: true, share: 20 %}
      other:   {share: 20 %}

Source: sonic-net/sonic-buildimage, qos_config.j2: priorities 3 and 4; others by chip in `fabricgen hardware`.
"""

from collections.abc import Iterator

from fabricgen.checks.buffers import priorities
from fabricgen.checks.plan import PLURAL, Plan, a
from fabricgen.findings import Finding
from fabricgen.hardware import sound

CODE = "FG209"


def check(plan: Plan) -> Iterator[Finding]:
    found: dict[str, list[str]] = {}
    for about in plan.tiers:
        most, wanted = sound(about.model.asic.lossless_priorities), priorities(about)
        if most is not None and wanted > most:
            message = f"{wanted} lossless priorities, and {a(about.model.name)} takes {most}"
            found.setdefault(message, []).append(PLURAL[about.tier.role])
    for message, roles in found.items():
        help_ = "make a class lossy: ECN alone keeps its losses rare"
        yield Finding(CODE, f"{' and '.join(roles)} have {message}", path=("classes",), help=help_)
