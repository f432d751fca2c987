"""What is rendered for IOS-XR is loaded by its driver; after the commit there is no difference left."""

from pathlib import Path

import ncclient.transport.session
import pytest

from fabricgen.targets.drivers.iosxr import IosxrDriver
from tests.fakes import iosxr
from tests.fakes.box import Box

GOLDEN = Path(__file__).parents[1] / "platforms" / "golden" / "iosxr"
OLD = "hostname old\nlldp\n!\n"


@pytest.mark.parametrize("place", sorted(GOLDEN.glob("*.cfg")), ids=lambda place: place.stem)
def test_a_rendered_file_is_pushed_and_then_makes_no_difference(place, monkeypatch):
    monkeypatch.setattr(ncclient.transport.session, "TICK", 0.003)
    box = Box("leaf-1", OLD)
    text = place.read_text()
    with iosxr.serve(box) as port:
        driver = IosxrDriver("127.0.0.1", box.username, box.password, 10, {"port": port, "unverified": True})
        driver.open()
        driver.load_replace_candidate(config=text)
        first = driver.compare_config()
        driver.commit_config()
        assert box.running == text[text.index("hostname ") :].removesuffix("end\n")
        driver.load_replace_candidate(config=text)
        assert driver.compare_config() == ""
        driver.close()
    assert f"+  hostname {place.stem}" in first.splitlines()
    assert "-  hostname old" in first.splitlines()
