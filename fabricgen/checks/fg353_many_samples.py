"""A switch would take more flow samples than reach its processor.

At line rate a port of G Gb/s sees G x 10^9 / 8 / (frame + 20) packets a second, and one in N of them is a sample. A
full switch adds up its ports. What is above the limit of its control plane is dropped there: the rates seen by the
collector are wrong then, most of all when the fabric is busy.

Bad::

    telemetry: {sflow: {collectors: [192.0.2.30], sampling: 4096}}     # 400G ports: 2,900 samples a second from each

Good::

    telemetry: {sflow: {collectors: [192.0.2.30]}}                     # 1 in 400,000 and rarer, by speed and ports

Source: sFlow version 5, section 4.2.2; hsflowd (sampling.bps_ratio) for the rates by speed; limits: SONiC copp_cfg.j2
(1,000 a second), Cumulus Linux guide, sFlow policer (16,384 a second).
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan, a, crowd
from fabricgen.device import Facts
from fabricgen.device.features.telemetry import load
from fabricgen.findings import Finding, Severity
from fabricgen.intent.telemetry import Sampling
from fabricgen.theory.sampling import coarser, frame

CODE = "FG353"


def check(plan: Plan) -> Iterator[Finding]:
    sflow = plan.intent.telemetry.sflow
    if sflow is None or (isinstance(sflow.sampling, Sampling) and not sflow.sampling.model_fields_set):
        return
    for about in plan.tiers:
        yield from _busy(plan, about)


def _busy(plan: Plan, about: Facts) -> Iterator[Finding]:
    down, up = (about.profiles[0].sampling, about.profiles[:2][-1].sampling)  # others are host ports put to another use
    full, limit = load(plan.intent, about.tier, (down, up)), plan.able(about).samples_max
    if full > limit:
        size = frame(plan.intent.mtu)
        yield Finding(
            CODE,
            f"{crowd([about])} would take {round(full):,} samples a second each, and {limit:,} reach the processor of "
            f"{a(about.model.name)} with {about.platform}",
            path=("telemetry", "sflow", "sampling"),
            label=f"{about.tier.ports} full ports, frames of {size:,} bytes",
            help=f"sample {coarser([full], limit)} times more rarely, or leave sampling out",
            severity=Severity.WARNING,
        )
