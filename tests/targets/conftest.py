"""One lab for all tests of the FRR driver."""

import os

import pytest

from fabricgen.lab import requirements
from fabricgen.lab.observe import wait_until
from tests.targets.frr_bench import TRANSPORTS, bench, restore


@pytest.fixture(scope="package")
def switch():
    """leaf1 of a fabric of two spines and two leaves, whose sessions are up."""
    if reasons := requirements():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("; ".join(reasons))
    with bench() as switch:
        driver = switch.driver()
        wait_until(driver.get_forwarding, lambda seen: seen.get("10.0.0.2/32") == ["swp1", "swp2"], 20)
        yield switch


@pytest.fixture(params=TRANSPORTS)
def driver(request, switch):
    """What a test leaves is taken back, so that each starts from the same text."""
    driver = switch.driver(request.param)
    driver.open()
    before = driver.get_backup()
    yield driver
    driver.close()
    restore(switch, before)
