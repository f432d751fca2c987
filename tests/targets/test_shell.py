"""A shell on a box: on this machine, and over SSH to a server that runs what it is told."""

import subprocess

import paramiko
import pytest
from napalm.base.exceptions import (
    CommandTimeoutException,
    ConnectAuthError,
    ConnectionClosedException,
    ConnectionException,
)

from fabricgen.targets.shell import LocalShell, SshShell
from fabricgen.targets.trust import UntrustedError, fingerprint
from tests.fakes.box import Box, DroppedError
from tests.fakes.ssh import Talks, host_key, known_hosts, serve

BOX = Box("leaf1")
KEY = paramiko.ECDSAKey.generate()


def obey(command, channel):
    """What sshd does with a command, for the few kinds of commands here."""
    if command == "sh -c drop":
        raise DroppedError
    with (
        subprocess.Popen(("sh", "-c", command), stdin=-1, stdout=-1, stderr=-1) as process,
        channel.makefile("rb") as given,
    ):
        if "read" in command:  # it speaks before its input ends
            channel.sendall(process.stdout.readline())
            given.read()
        said, complained = process.communicate(None if "read" in command else given.read())
        channel.sendall(said)
        channel.sendall_stderr(complained)
        channel.send_exit_status(process.returncode)


@pytest.fixture(scope="module")
def port():
    with serve(BOX, Talks(run=obey), keys=(KEY,)) as port:
        yield port


@pytest.fixture
def trusted(tmp_path, port):
    return str(known_hosts(tmp_path / "known_hosts", "127.0.0.1", port))


@pytest.fixture(params=["local", "ssh"])
def shell(request, port, trusted):
    shells = {
        "local": LocalShell,
        "ssh": lambda: SshShell("127.0.0.1", "admin", "secret", port=port, known_hosts=trusted),
    }
    shell = shells[request.param]()
    shell.open()
    yield shell
    shell.close()


@pytest.mark.parametrize(
    ("command", "given", "expected"),
    [
        ("echo one; echo two >&2; exit 3", "", (3, "one\n", "two\n")),
        (("printf", "%s|", "a b", "$HOME", "it's"), "", (0, "a b|$HOME|it's|", "")),
        ("cat", "text é\n", (0, "text é\n", "")),
        (("sh", "-c", 'cat; echo "$1"', "sh", "word"), "in ", (0, "in word\n", "")),
        ("head -c 300000 /dev/zero | tr '\\0' x", "", (0, "x" * 300_000, "")),
    ],
)
def test_a_command_runs(shell, command, given, expected):
    assert shell.run(command, given) == expected


def test_a_held_command_sees_when_it_is_let_go(shell, tmp_path):
    mark = tmp_path / "let-go"
    held = shell.hold(f"echo ready; read nothing || touch {mark}")
    assert (held.said, mark.exists()) == ("ready", False)
    held.close()
    for _ in range(100):
        if mark.exists():
            break
        shell.run("sleep 0.02")
    assert mark.exists()


def test_a_slow_command_is_given_up(shell):
    with pytest.raises(CommandTimeoutException):
        shell.run("sleep 1", seconds=0.2)


def test_no_such_namespace():
    with pytest.raises(ConnectionException, match="`ip netns exec no-such-space true` failed: "):
        LocalShell("no-such-space").open()


def test_no_such_program():
    with pytest.raises(ConnectionClosedException, match="no-such-program can't start: No such file or directory"):
        LocalShell().run(("no-such-program",))


def test_a_key_instead_of_a_password(port, trusted, tmp_path):
    KEY.write_private_key_file(str(tmp_path / "key"))
    shell = SshShell("127.0.0.1", "admin", key_file=str(tmp_path / "key"), port=port, known_hosts=trusted)
    shell.open()
    assert shell.run("echo in").output == "in\n"
    shell.close()


@pytest.mark.parametrize("login", [{"password": "wrong"}, {"key_file": "other"}])
def test_a_refused_login(port, trusted, tmp_path, login):
    paramiko.ECDSAKey.generate().write_private_key_file(str(tmp_path / "other"))
    login = {name: str(tmp_path / value) if name == "key_file" else value for name, value in login.items()}
    shell = SshShell("127.0.0.1", "admin", **login, port=port, known_hosts=trusted)
    with pytest.raises(ConnectAuthError, match=rf"^127\.0\.0\.1 port {port} refuses the login of admin: "):
        shell.open()


@pytest.mark.parametrize("text", [None, "nonsense\n"])
def test_a_key_file_of_no_use(tmp_path, port, trusted, text):
    file = tmp_path / "key"
    if text is not None:
        file.write_text(text)
    shell = SshShell("127.0.0.1", "admin", key_file=str(file), port=port, known_hosts=trusted)
    with pytest.raises(ConnectAuthError, match=rf"^the key file {file} can't be used: "):
        shell.open()


def test_an_unknown_host_key(port, tmp_path):
    shell = SshShell("127.0.0.1", "admin", "secret", port=port, known_hosts=str(tmp_path / "none"))
    with pytest.raises(UntrustedError) as refusal:
        shell.open()
    assert f"the host key of [127.0.0.1]:{port} isn't in {tmp_path}/none: {fingerprint(host_key())}" in str(
        refusal.value
    )
    assert f"[127.0.0.1]:{port} {host_key().get_name()} {host_key().get_base64()}" in str(refusal.value)


def test_the_line_that_the_refusal_gives_opens_the_door(port, tmp_path):
    file = tmp_path / "known_hosts"
    shell = SshShell("127.0.0.1", "admin", "secret", port=port, known_hosts=str(file))
    with pytest.raises(UntrustedError) as refusal:
        shell.open()
    file.write_text(str(refusal.value).rpartition("add this line: ")[2] + "\n")
    shell.open()
    shell.close()


def test_another_host_key(port, tmp_path):
    other = paramiko.ECDSAKey.generate()
    file = known_hosts(tmp_path / "known_hosts", "127.0.0.1", port, other)
    shell = SshShell("127.0.0.1", "admin", "secret", port=port, known_hosts=str(file))
    expected = (
        f"shows another host key than {file} has for it: {fingerprint(host_key())} instead of {fingerprint(other)}"
    )
    with pytest.raises(UntrustedError) as refusal:
        shell.open()
    assert expected in str(refusal.value)


def test_unverified_takes_any_key(port):
    shell = SshShell("127.0.0.1", "admin", "secret", port=port, known_hosts="/nowhere", unverified=True)
    shell.open()
    assert shell.run("true").code == 0
    shell.close()


def test_nobody_listens():
    shell = SshShell("127.0.0.1", "admin", "secret", port=1, unverified=True)
    with pytest.raises(ConnectionException, match=r"^can't reach 127\.0\.0\.1 port 1 by SSH: "):
        shell.open()


def test_a_connection_that_is_cut(port, trusted):
    shell = SshShell("127.0.0.1", "admin", "secret", port=port, known_hosts=trusted)
    shell.open()
    with pytest.raises(ConnectionClosedException):
        shell.run("drop")
    with pytest.raises(ConnectionClosedException):
        shell.run("true")
    shell.close()
    shell.close()


def test_a_connection_that_ends_while_it_is_written_to(port, trusted, monkeypatch):
    """Which side notices first decides what paramiko raises: EOFError when it is the writer."""

    def cut(channel):
        channel.get_transport().close()
        raise EOFError

    monkeypatch.setattr(paramiko.Channel, "shutdown_write", cut)
    shell = SshShell("127.0.0.1", "admin", "secret", port=port, known_hosts=trusted)
    shell.open()
    with pytest.raises(ConnectionClosedException, match="the connection ended before the command did"):
        shell.run("cat")
    shell.close()


def test_a_held_command_whose_connection_ends(port, trusted, monkeypatch):
    def cut(_file):
        raise EOFError

    shell = SshShell("127.0.0.1", "admin", "secret", port=port, known_hosts=trusted)
    shell.open()
    monkeypatch.setattr(paramiko.channel.ChannelFile, "readline", cut)
    with pytest.raises(ConnectionClosedException, match=rf"^the connection to 127\.0\.0\.1 port {port} ended: "):
        shell.hold("cat")
    shell.close()


def test_nothing_runs_before_open():
    with pytest.raises(ConnectionClosedException, match="no connection to box: open it first, or again"):
        SshShell("box", "admin").run("true")


def test_secrets_stay_out_of_errors(port, trusted):
    shell = SshShell("127.0.0.1", "admin", "hush-hush", port=port, known_hosts=trusted)
    with pytest.raises(ConnectAuthError) as refusal:
        shell.open()
    assert "hush-hush" not in str(refusal.value)
