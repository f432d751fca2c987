"""An NX-OS driver, ours or NAPALM's own, at a box that speaks NX-API and SSH."""

import os
from contextlib import contextmanager

from napalm.nxos import NXOSDriver

from fabricgen.targets.drivers import nxos_text
from fabricgen.targets.drivers.nxos import NxosDriver
from tests.fakes import nxapi, ssh

VERSION = "version 10.3(4a) Bios:version 01.09"
OLD = f"{VERSION}\nhostname leaf-1\n\ninterface Ethernet1/1\n  no shutdown\n  mtu 9216\n"
NEW = "hostname leaf-1\ninterface Ethernet1/1\n  no shutdown\n  mtu 9000\n"
DIFF = "no mtu 9216\n  mtu 9000"
OWN = f"127.1.{os.getpid() >> 8 & 255}.{os.getpid() & 255}"
"""NAPALM's driver knows no port for SSH but 22, and tests run side by side: an address for each process."""
HOSTS = {NXOSDriver: OWN, NxosDriver: "127.0.0.202"}


@contextmanager
def reached(kind, switch, folder, **more):
    with nxapi.serve_switch(switch, HOSTS[kind], ssh_port=22 if kind is NXOSDriver else 0) as served:
        driver = made(kind, served, folder, **more)
        driver.open()
        try:
            yield driver
        finally:
            driver.close()
            if kind is NXOSDriver and (left := getattr(driver, "_netmiko_device", None)):
                left.disconnect()  # NAPALM forgets it


def made(kind, served, folder, **more):
    args = {"port": served.port}
    if kind is NxosDriver:
        known = ssh.known_hosts(folder / "known_hosts", served.host, served.ssh_port)
        args |= {"ca": served.ca, "known_hosts": str(known), "ssh_port": served.ssh_port, **more}
    return kind(served.host, "admin", "secret", optional_args=args)


def load(driver, text=NEW):
    """NAPALM's own wants what ours makes of it."""
    text = text if isinstance(driver, NxosDriver) else nxos_text.checkpointed(text, OLD)
    driver.load_replace_candidate(config=text)
    return driver.compare_config()


def placed(driver, switch):
    """As after a load, without the half second that netmiko takes for each."""
    switch.files["candidate_config.txt"] = nxos_text.checkpointed(NEW, OLD)
    driver.loaded = driver.replace = True
    return driver.compare_config()


def runs(box, text):
    return nxapi.lines(box.running) == nxapi.lines(text)
