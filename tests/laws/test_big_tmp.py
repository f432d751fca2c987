"""Whatever a person writes: a fabric that holds together, or a refusal that says where and why; and what `validate`
passes, `render` writes.
"""

import tempfile
from collections import Counter
from ipaddress import ip_interface
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
from fabricgen.kinds.fit import ports
from fabricgen.kinds.layout import Boxes, layout
from fabricgen.kinds.sizing import shape
from fabricgen.planning.wish import box
from fabricgen.render.run import Worker

PORTS_MAX = 200_000


def judged(page):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "intent.yml").write_text(yaml.safe_dump(page))
        return judge(Path(folder))


@settings(max_examples=700)
@given(whole_pages())
def test_what_validate_passes_render_writes(page):
    verdict = judged(page)
    assert all(finding.place for finding in verdict.findings)
    event("refused" if verdict.errors else page["hardware"]["leaf"]["platform"])
    assume(not verdict.errors)
    worker, switches = Worker(verdict.blueprint, ()), range(verdict.blueprint.fabric.switches)
    paths = [artifact.path for switch in switches for artifact in worker.artifacts(switch)]
    assert len(set(paths)) == len(paths)
    devices = {device.name: device for device in (built(worker, switch) for switch in switches)}
    assert max(Counter(addresses(devices.values())).values()) == 1
    assert not {device.management for device in devices.values()} & {worker.tiers[0].system.gateway}
    for device in devices.values():
        for neighbor in device.bgp.neighbors:
            agree(devices, device, neighbor)


def built(worker, switch):
    return build(next(about for about in reversed(worker.tiers) if switch >= about.tier.first), switch)


def addresses(devices):
    for device in devices:
        found = [device.management, device.loopback, device.loopback6, *(vlan.address for vlan in device.vlans)]
        found += [address for port in device.ports for address in (port.address, port.address6)]
        yield from (address for address in found if address is not None)


def agree(devices, device, neighbor):
    """Both ends of a link: the far ASN, one subnet, one speed, one MTU, the same priorities paused."""
    name, _, interface = neighbor.description.partition(":")
    far = devices[name]
    here = next(port for port in device.ports if port.name == neighbor.interface)
    there = next(port for port in far.ports if port.name == interface)
    assert neighbor.asn == far.bgp.asn
    for mine, theirs, told in (
        (here.address, there.address, neighbor.address),
        (here.address6, there.address6, neighbor.address6),
    ):
        assert told == (None if theirs is None else str(ip_interface(theirs).ip))
        assert theirs is None or ip_interface(mine).network == ip_interface(theirs).network
    near, other = device.profiles[here.profile], far.profiles[there.profile]
    assert (near.gbps, near.mtu, near.lossless_priorities) == (other.gbps, other.mtu, other.lossless_priorities)


@settings(max_examples=12000)
@given(senseless_sizes(), st.sampled_from([4, 8, 63, 64, 128]), st.booleans())
def test_a_size_is_refused_or_holds_together(words, radix, three):
    """Every cable joins two ports of one speed, and every host hangs on with all its NICs."""
    switch = box(radix, 400, 1)
    boxes = Boxes(switch, switch, switch if three else None, 400, 400)
    size = Size(**words)
    found, refusal = attempt(size, boxes)
    event("refused" if refusal else "built")
    assert all(finding.path and finding.message for finding in refusal)
    if not refusal:
        holds_together(found, size)


def attempt(size, boxes):
    try:
        found = shape(size, boxes)
        assume(ports(found) < PORTS_MAX)
        return clos(found, lambda role, down, up: layout(boxes.leaf, role, (400, 400), down, up)), ()
    except RefusedError as refused:
        return None, refused.findings


def holds_together(fabric, size):
    found = fabric.shape
    joined = [port for port, peer in enumerate(fabric.peer) if peer >= 0]
    assert all(fabric.peer[fabric.peer[port]] == port for port in joined)
    nics = [peer for peer in fabric.peer if peer < -1]
    assert len(nics) == len(set(nics)) == found.hosts * found.nics_per_host * found.planes
    assert found.hosts <= found.host_slots
    if size.accelerators and not size.nodes_installed:
        assert len(nics) >= size.accelerators * found.planes
