"""Whatever a person writes: a fabric that holds together, or a refusal that says where and why; and what `validate`
passes, `render` writes.
"""

import tempfile
from collections import Counter
from pathlib import Path

import yaml
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from whole_pages import senseless_sizes, whole_pages

from fabricgen.device import build
from fabricgen.fabric import clos
from fabricgen.findings import RefusedError
from fabricgen.intent.size import Size
from fabricgen.judge import judge
from fabricgen.kinds.layout import Boxes, layout
from fabricgen.kinds.sizing import shape
from fabricgen.planning.wish import box
from fabricgen.render.run import Worker

PORTS_MAX = 200_000


def judged(page):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "intent.yml").write_text(yaml.safe_dump(page))
        return judge(Path(folder))


@settings(max_examples=60, deadline=None)
@given(whole_pages())
def test_what_validate_passes_render_writes(page):
    verdict = judged(page)
    assert all(finding.place for finding in verdict.findings)
    event("refused" if verdict.errors else page["hardware"]["leaf"]["platform"])
    assume(not verdict.errors)
    worker, fabric = Worker(verdict.blueprint, ()), verdict.blueprint.fabric
    artifacts = [each for switch in range(fabric.switches) for each in worker.artifacts(switch)]
    assert len({each.path for each in artifacts}) == len(artifacts)
    devices = {device.name: device for device in map(worker_build(worker), range(fabric.switches))}
    for device in devices.values():
        for neighbor in device.bgp.neighbors:
            _agree(devices, device, neighbor)
    assert max(Counter(addresses(devices.values())).values()) == 1


def worker_build(worker):
    def built(switch):
        return build(next(about for about in reversed(worker.tiers) if switch >= about.tier.first), switch)

    return built


def _agree(devices, device, neighbor):
    """Both ends of a link: the far ASN, one subnet, one speed, one MTU, the same priorities paused."""
    name, _, interface = neighbor.label.partition(":")
    far = devices[name]
    here = next(port for port in device.ports if port.name == neighbor.interface)
    there = next(port for port in far.ports if port.name == interface)
    assert neighbor.asn == far.bgp.asn
    assert (neighbor.address, neighbor.address6) == (_bare(there.address), _bare(there.address6))
    assert [_shared(*ends) for ends in zip(*(_profiles(device, here), _profiles(far, there)), strict=True)]
    near, other = device.profiles[here.profile], far.profiles[there.profile]
    assert (near.gbps, near.mtu, near.lossless_priorities) == (other.gbps, other.mtu, other.lossless_priorities)
