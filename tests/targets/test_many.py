"""Two hundred switches at once, in one process: each has its own certificate to check, session to hold and timer."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from fabricgen.targets.drivers.eos import EosDriver
from tests.fakes import eapi
from tests.fakes.box import Box

SWITCHES, THREADS = 200, 24
CONFIG = "hostname {name}\ninterface Ethernet1/1\n   mtu {mtu}\n"
STEPS = ["open", "load", "compare", "commit", "confirm"]


def fleet(stack, count):
    """Boxes that run, and where each is reached; until the stack is closed."""
    boxes = [Box(name, CONFIG.format(name=name, mtu=9214)) for name in map("leaf-{:03}".format, range(count))]
    return [(box, stack.enter_context(eapi.serve(box, f"127.0.0.{1 + at % 250}"))) for at, box in enumerate(boxes)]


def pushed(box, served):
    driver = EosDriver(served.host, box.username, box.password, optional_args={"port": served.port, "ca": served.ca})
    driver.open()
    try:
        driver.load_replace_candidate(config=CONFIG.format(name=box.name, mtu=9000))
        difference = driver.compare_config()
        driver.commit_config(revert_in=600)
        waited = driver.has_pending_commit()
        driver.confirm_commit()
    finally:
        driver.close()
    return difference, waited


@pytest.mark.slow
def test_two_hundred_switches_end_on_the_new_configuration():
    with ExitStack() as stack, ThreadPoolExecutor(THREADS) as pool:
        served = fleet(stack, SWITCHES)
        outcomes = list(pool.map(pushed, *zip(*served, strict=True)))
    assert outcomes == [("-mtu 9214\n+mtu 9000", True)] * SWITCHES
    for box, _ in served:
        assert eapi.lines(box.running) == eapi.lines(CONFIG.format(name=box.name, mtu=9000))
        assert box.running == box.startup
        assert box.pending() is None
        assert [step for step in box.steps if step != "read"] == STEPS
