"""What is rendered for NX-OS is taken by its driver as a candidate; after the commit there is no difference left."""

from pathlib import Path

import pytest

from fabricgen.targets.drivers.nxos import NxosDriver
from tests.fakes import nxapi
from tests.fakes.box import Box
from tests.targets.nxos_bench import OLD, VERSION, load, reached

GOLDEN = Path(__file__).parents[1] / "platforms" / "golden" / "nxos"


@pytest.mark.parametrize("place", sorted(GOLDEN.glob("*.cfg")), ids=lambda place: place.stem)
def test_a_rendered_file_is_pushed_and_then_makes_no_difference(place, tmp_path):
    switch = nxapi.Switch(Box("leaf-1", OLD))
    text = place.read_text()
    with reached(NxosDriver, switch, tmp_path) as driver:
        first = load(driver, text)
        assert switch.files["candidate_config.txt"] == f"!Command: Checkpoint cmd vdc 1\n{VERSION}\n{text}"
        driver.commit_config()
        assert load(driver, text) == ""
    assert f"hostname {place.stem}" in first.splitlines()
    assert "no mtu 9216" in first.splitlines()
