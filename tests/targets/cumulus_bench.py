"""CumulusDriver at a box that speaks NVUE, and a clock for its timer."""

from collections.abc import Iterator
from contextlib import contextmanager

from fabricgen.targets.drivers.cumulus import CumulusDriver
from tests.fakes import nvue
from tests.fakes.box import Box

OLD = nvue.written(
    {
        "interface": {"swp1": {"description": "old", "type": "swp"}, "swp2": {"link": {"mtu": 9216}, "type": "swp"}},
        "system": {"hostname": "leaf-1"},
    }
)
NEW = """
- header: {model: SN5600, nvue-api-version: nvue_v1}
- set:
    interface:
      swp1: {description: new one, ip: {address: {10.0.0.1/31: {}}}}
      swp2: {link: {mtu: 9216}}
    router: {bgp: {enable: on}}
    system: {hostname: leaf-1}
"""
DIFF = """\
- interface swp1 description old
+ interface swp1 description "new one"
+ interface swp1 ip address 10.0.0.1/31
+ router bgp enable on"""


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def made_box() -> Box:
    return Box("leaf-1", OLD, clock=Clock())


def wait(box: Box, seconds: float) -> None:
    """Let time pass for the box, and do what its timer does."""
    box.clock.now += seconds
    box.settle()


@contextmanager
def reached(box: Box, password=Box.password, **args) -> Iterator[CumulusDriver]:
    switch = args.pop("switch", None) or nvue.Switch(box, {"/system": {"hostname": box.name}})
    with nvue.serve(box, switch=switch) as served:
        live = connect(served, password, **args)
        try:
            live.open()
            yield live
        finally:
            live.close()


def connect(served, password=Box.password, **args) -> CumulusDriver:
    return CumulusDriver("127.0.0.1", "admin", password, 5, {"port": served.port, "ca": served.ca, **args})


def runs_new(box: Box) -> bool:
    return "new one" in box.running
