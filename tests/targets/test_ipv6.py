"""Every driver at a switch with an IPv6 management address; who answers is checked there, too."""

import socket
from contextlib import ExitStack
from pathlib import Path

import pytest

from fabricgen.targets.connect import Endpoint, NotTrustedError, load_access, open_live
from tests.fakes import eapi, iosxr, junos, nvue, nxapi, srl, ssh
from tests.fakes.box import Box
from tests.targets import cumulus_bench, nxos_bench
from tests.targets.srlinux_extra import with_extra

HOST = "::1"
SRL = srl.written({"system": {"name": {"host-name": "leaf-1"}}})
SWITCHES = {
    "eos": (eapi, "hostname leaf-1\n"),
    "nxos": (nxapi, nxos_bench.OLD),
    "iosxr": (iosxr, "hostname leaf-1\n"),
    "junos": (junos, "system {\n    host-name leaf-1;\n}\n"),
    "cumulus": (nvue, cumulus_bench.OLD),
    "srlinux": (srl, SRL),
}
NAMES = [pytest.param(name, marks=with_extra) if name == "srlinux" else name for name in SWITCHES]


@pytest.fixture
def reach(tmp_path: Path):
    """An open connection to a switch of that platform; not `trusted`, nobody vouches for it."""
    try:
        socket.create_server((HOST, 0), family=socket.AF_INET6).close()
    except OSError as lacking:
        pytest.skip(f"this machine has no IPv6: {lacking}")
    with ExitStack() as stack:

        def reached(platform, *, trusted=True):
            server, running = SWITCHES[platform]
            served = stack.enter_context(server.serve(Box("leaf-1", running), HOST))
            port = served if isinstance(served, int) else served.port
            known = ssh.known_hosts(tmp_path / "known_hosts", HOST, port)
            if not trusted:
                known.write_text("")
            words = [f"username: {Box.username}", f"password: plain:{Box.password}", f"known_hosts: {known}"]
            words += [f"ca: {served.ca}"] if trusted and not isinstance(served, int) else []
            file = tmp_path / "credentials.yml"
            file.write_text("\n".join([*words, f'devices: {{leaf-1: {{host: "{HOST}", port: {port}}}}}\n']))
            file.chmod(0o600)
            live = open_live(Endpoint("leaf-1", HOST, platform, "lab"), load_access(file))
            stack.callback(live.close)
            return live

        yield reached


@pytest.mark.parametrize("platform", NAMES)
def test_it_is_reached(reach, platform):
    assert "leaf-1" in reach(platform).get_backup()


@pytest.mark.parametrize("platform", NAMES)
def test_it_has_to_prove_itself(reach, platform):
    with pytest.raises(NotTrustedError, match=r"leaf-1: (::1|\[::1\]:\d+|the host key of \[::1\]:\d+) .*SHA256"):
        reach(platform, trusted=False)
