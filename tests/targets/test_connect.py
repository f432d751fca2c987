"""A connection, or one sentence why there is none: which device, what happened, what to do; and nothing secret."""

import socket
import sys
from contextlib import contextmanager
from dataclasses import replace
from types import ModuleType

import pytest

from fabricgen.findings import RefusedError
from fabricgen.targets.connect import (
    Access,
    ConnectError,
    Endpoint,
    LoginRefusedError,
    NoCredentialsError,
    NoDriverError,
    NotTrustedError,
    UnreachableError,
    load_access,
    open_live,
    optional_args,
    prepared,
)
from fabricgen.targets.drivers import DRIVERS
from fabricgen.targets.trust import certificate_fingerprint
from tests.fakes import https, ssh
from tests.fakes.box import Box, Faults

PASSWORD = "correct-horse"


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    for name in ("CREDENTIALS", "USERNAME", "PASSWORD", "PASSWORD_COMMAND", "SSH_KEY", "KNOWN_HOSTS", "CA"):
        monkeypatch.delenv(f"FABRICGEN_{name}", raising=False)


def access(folder, *, transport="ssh", **words):
    given = {"username": "admin", "password": f"plain:{PASSWORD}", "known_hosts": "known"} | words
    file = folder / "credentials.yml"
    file.write_text("".join(f"{name}: {value}\n" for name, value in given.items() if value is not None))
    file.chmod(0o600)
    return load_access(file, transport)


def at(port, platform="frr", **more):
    devices = f"{{leaf: {{port: {port}" + "".join(f", {name}: {value}" for name, value in more.items()) + "}}"
    return Endpoint("leaf", "127.0.0.1", platform, "lab"), devices


@contextmanager
def ssh_box(**faults):
    box = Box("leaf", password=PASSWORD, faults=Faults(**faults))
    talks = ssh.Talks(run=ssh.answering(lambda command: "0\n" if command == "id -u" else ""))
    with ssh.serve(box, talks) as port:
        yield port


@contextmanager
def eapi_box(**faults):
    box = Box("leaf", password=PASSWORD, faults=Faults(**faults))
    with https.serve(https.authorised(box, lambda _request: https.Response(b"{}"))) as served:
        yield served


def refused(endpoint, how, kind):
    with pytest.raises(ConnectError) as caught:
        open_live(endpoint, how)
    assert type(caught.value) is kind
    assert caught.value.device == "leaf"
    assert PASSWORD not in str(caught.value)
    assert caught.value.__cause__ is None or kind is NoDriverError
    return str(caught.value)


def test_a_switch_that_is_known_and_lets_us_in_is_opened(tmp_path):
    with ssh_box() as port:
        ssh.known_hosts(tmp_path / "known", "127.0.0.1", port)
        endpoint, devices = at(port)
        live = open_live(endpoint, access(tmp_path, devices=devices))
        assert live.is_alive() == {"is_alive": True}
        live.close()


def test_a_host_key_that_nobody_knows_stops_before_the_password(tmp_path):
    with ssh_box() as port:
        endpoint, devices = at(port)
        said = refused(endpoint, access(tmp_path, devices=devices), NotTrustedError)
    assert said.startswith(
        f"leaf: the host key of [127.0.0.1]:{port} isn't in {tmp_path}/known: ecdsa-sha2-nistp256 SHA"
    )


def test_the_opt_out_opens_it_and_is_listed(tmp_path):
    with ssh_box() as port:
        endpoint, devices = at(port, unverified="true")
        how = access(tmp_path, devices=devices)
        assert how.unverified(["leaf", "spine"]) == ("leaf",)
        open_live(endpoint, how).close()


def test_a_login_that_is_refused(tmp_path):
    with ssh_box(refuse_login=True) as port:
        ssh.known_hosts(tmp_path / "known", "127.0.0.1", port)
        endpoint, devices = at(port)
        said = refused(endpoint, access(tmp_path, devices=devices), LoginRefusedError)
    assert said == (
        f"leaf: the login of admin is refused: 127.0.0.1 port {port} refuses the login of admin: Authentication "
        "failed; check the user, and its password or key"
    )


def test_nobody_listens(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    endpoint, devices = at(port)
    said = refused(endpoint, access(tmp_path, devices=devices), UnreachableError)
    assert said.startswith(f"leaf: no connection to 127.0.0.1: can't reach 127.0.0.1 port {port} by SSH: ")
    assert said.endswith("; check that it is up, and the way to its management")


def test_a_certificate_that_nobody_vouches_for(tmp_path):
    with eapi_box() as served:
        endpoint, devices = at(served.port, "eos")
        said = refused(endpoint, access(tmp_path, devices=devices), NotTrustedError)
        assert certificate_fingerprint("127.0.0.1", served.port) in said
    assert said.startswith(
        f"leaf: 127.0.0.1 port {served.port} shows a certificate that isn't vouched for by the author"
    )


def test_https_refuses_the_password(tmp_path):
    with eapi_box(refuse_login=True) as served:
        endpoint, devices = at(served.port, "eos")
        said = refused(endpoint, access(tmp_path, ca=served.ca, devices=devices), LoginRefusedError)
    assert said.startswith("leaf: the login of admin is refused: ")


WAYS = "give one by --credentials FILE or by FABRICGEN_USERNAME and FABRICGEN_PASSWORD (docs/credentials.md)"


@pytest.mark.parametrize(
    ("platform", "words", "message"),
    [
        ("frr", {"username": None}, f"leaf: nobody is to log in: {{file}} has no user name; {WAYS}"),
        ("eos", {"password": None}, f"leaf: it is reached by HTTPS, which needs a password; {WAYS}"),
        ("frr", {"password": "env:NOT_SET"}, "leaf: the password can't be had: the environment has no NOT_SET"),
    ],
)
def test_no_credentials(tmp_path, platform, words, message):
    endpoint, _ = at(1, platform)
    said = refused(endpoint, access(tmp_path, **words), NoCredentialsError)
    assert said == message.format(file=tmp_path / "credentials.yml")


def test_a_driver_whose_library_is_missing(tmp_path, monkeypatch):
    driver = replace(DRIVERS["eos"], source="napalm_of_nobody.driver:Driver")
    monkeypatch.setattr("fabricgen.targets.connect.DRIVERS", {"eos": driver})
    endpoint, _ = at(1, "eos")
    assert refused(endpoint, access(tmp_path), NoDriverError) == (
        "leaf: the driver for eos needs the Python package napalm-of-nobody, which isn't installed here; "
        "run `pip install napalm-of-nobody`"
    )


def test_what_a_driver_says_is_masked(tmp_path, monkeypatch):
    class Talkative:
        def __init__(self, **_given):
            self.closed = False

        def open(self):
            raise RuntimeError(f"POST https://admin:{PASSWORD}@127.0.0.1/ failed;\n  key 7 082245")

        def close(self):
            raise RuntimeError("and closing fails too")

    module = ModuleType("talkative")
    module.Talkative = Talkative
    monkeypatch.setitem(sys.modules, "talkative", module)
    driver = replace(DRIVERS["frr"], source="talkative:Talkative")
    monkeypatch.setattr("fabricgen.targets.connect.DRIVERS", {"frr": driver})
    endpoint, _ = at(1)
    assert refused(endpoint, access(tmp_path), UnreachableError) == (
        "leaf: no connection to 127.0.0.1: POST https://admin:<***>@127.0.0.1/ failed; key 7 <***>; "
        "check that it is up, and the way to its management"
    )


def given_to(folder, platform, **words):
    endpoint = Endpoint("leaf", "192.0.2.1", platform, "lab")
    how = access(folder, **words)
    return optional_args(endpoint, how, how.credentials.login("leaf"), DRIVERS[platform])


def test_what_a_driver_is_given(tmp_path):
    known = {"known_hosts": f"{tmp_path}/known"}
    assert given_to(tmp_path, "eos", ca="ca.pem") == {"port": 443, "ca": f"{tmp_path}/ca.pem", **known}
    assert given_to(tmp_path, "junos", key="id") == {"port": 830, "key_file": f"{tmp_path}/id", **known}
    assert given_to(tmp_path, "frr") == {"port": 22, "transport": "ssh", **known}
    assert given_to(tmp_path, "frr", devices="{leaf: {port: 2222, unverified: true}}") == {
        "port": 2222,
        "transport": "ssh",
        "unverified": True,
    }


def test_the_switches_of_a_lab_live_in_namespaces(tmp_path):
    space = {"port": 22, "namespace": "fabricgen_k4_leaf", "known_hosts": f"{tmp_path}/known"}
    assert given_to(tmp_path, "frr", lab="k4") == {"transport": "ssh", **space}
    local = given_to(tmp_path, "frr", transport="local")
    assert local == {"transport": "local", **space, "namespace": "fabricgen_lab_leaf"}


def test_local_needs_no_credentials(tmp_path):
    how = Access(load_access(None).credentials, "local")
    how.prepare(["leaf"])
    live = prepared(Endpoint("leaf", "192.0.2.1", "frr", "lab"), how)
    assert (live.username, live.password) == ("", "")


def test_local_is_for_labs(tmp_path):
    endpoint, _ = at(1, "eos")
    assert refused(endpoint, access(tmp_path, transport="local"), UnreachableError) == (
        "leaf: --transport local reaches the frr switches of a lab on this machine, and it runs eos; "
        "leave the option out"
    )


def test_passwords_are_had_before_anything_begins(tmp_path):
    with pytest.raises(RefusedError, match=r"no password for leaf and 1 more: the environment has no NOT_SET$"):
        access(tmp_path, password="env:NOT_SET").prepare(["leaf", "spine"])
