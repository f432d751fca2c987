"""An EOS driver, ours or NAPALM's own, at a box that speaks eAPI."""

from contextlib import contextmanager

from fabricgen.targets.drivers.eos import EosDriver
from tests.fakes import eapi

OLD = """\
! Command: show running-config
! device: leaf-1 (fake, EOS-4.32.2F)
!
hostname leaf-1
!
interface Ethernet1/1
   mtu 9214
!
end
"""
NEW = OLD.replace("9214", "9000")
DIFF = "-mtu 9214\n+mtu 9000"


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@contextmanager
def reached(kind, served, **more):
    """Ours leaves the connection in order; NAPALM's own only where nothing was cut."""
    trusted = {"ca": served.ca} if kind is EosDriver else {}
    driver = kind(served.host, "admin", "secret", optional_args={"port": served.port, **trusted, **more})
    driver.open()
    yield driver
    driver.close()


def runs(box, text):
    return eapi.lines(box.running) == eapi.lines(text)


def load(driver, text=NEW):
    driver.load_replace_candidate(config=text)
    return driver.compare_config()
