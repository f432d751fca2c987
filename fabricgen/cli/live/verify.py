"""The body of fabricgen verify."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.live.ground import Site, access_to, selected, site, told
from fabricgen.cli.live.stop import asking
from fabricgen.cli.options import Call
from fabricgen.cli.tell import tell
from fabricgen.findings import Severity
from fabricgen.rollout.asking import Question, ask_all
from fabricgen.rollout.expected import expected, port_names
from fabricgen.rollout.paths import Routes, routes
from fabricgen.rollout.scene import Look
from fabricgen.rollout.surviving import looks_now
from fabricgen.rollout.tasks import gathered
from fabricgen.rollout.verify import verify as judge
from fabricgen.targets.connect import open_live
from fabricgen.views.verify import sampled, summary


def verify(inventory: Path, call: Call, interval: float, form: str) -> int:
    here = site(inventory)
    ways = routes(here.worker.tiers)
    asked = list(_questions(here, selected(here.names, call.only), ways, call, interval))
    with asking(call.threads) as executor:
        looks = ask_all(asked, executor)
    return _told(here, looks, len(ways), form)


def _questions(here: Site, devices: Sequence[str], ways: Routes, call: Call, interval: float) -> Iterator[Question]:
    access = access_to(devices, call)
    wanted = here.wanted(devices)
    with told():
        secrets = gathered(((each.name, each.candidate) for each in wanted), here.folder, access)
    for each in wanted:
        resolved = secrets.resolve(each.candidate)
        reach = partial(open_live, here.endpoint(each.switch), access)
        yield Question(expected(here.worker.tiers, each.switch, ways), reach, resolved.text, resolved.mask, interval)


def _told(here: Site, looks: tuple[Look, ...], destinations: int, form: str) -> int:
    findings = judge(looks_now(here.worker.tiers, looks), port_names(here.worker.tiers))
    tell(findings, form)
    unreached = sum(look.observed is None for look in looks)
    if form == "text":
        sample = sampled(destinations, len(here.names))
        click.echo(summary(here.fabric, len(looks), unreached, findings, sample))
    if unreached:
        return ExitCode.TARGET
    return ExitCode.FINDINGS if any(each.severity is Severity.ERROR for each in findings) else ExitCode.CLEAN
