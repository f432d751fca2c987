"""fabricgen verify, where nothing is there to be verified: what it says, and its exit status."""

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from fabricgen.cli.verify import command
from fabricgen.findings import Finding, Severity
from fabricgen.views.verify import sampled, summary

LAB = Path(__file__).parents[2] / "inventories/lab"


def verify(*words, env=None):
    return CliRunner().invoke(command, [*words], standalone_mode=False, env=env or {})


@pytest.fixture
def page(tmp_path):
    """The lab under a name that no lab has."""
    text = (LAB / "intent.yml").read_text()
    assert "\nname: lab\n" in text
    (tmp_path / "intent.yml").write_text(text.replace("\nname: lab\n", "\nname: nowhere\n"))
    return str(tmp_path)


def test_a_name_that_no_switch_has(page):
    done = verify(page, "--only", "leaf-9*")
    assert done.return_value == 1
    assert done.stderr.startswith("error[FG010] there is no device called leaf-9* here\nhelp: ")


def test_a_page_with_errors(tmp_path):
    (tmp_path / "intent.yml").write_text("kind: fat-tree\n")
    done = verify(str(tmp_path))
    assert done.return_value == 1
    assert done.stderr.startswith("error[FG008] ")


def test_credentials_that_others_can_read(page, tmp_path):
    file = tmp_path / "login.yml"
    file.write_text("username: admin\n")
    file.chmod(0o644)
    done = verify(page, "--credentials", str(file))
    assert done.return_value == 1
    assert f"{file} can be read or written by others (mode 0644)" in done.stderr


def test_switches_that_are_not_there(page):
    """The others would still be told; here there are none."""
    done = verify(page, "--only", "leaf-*", "--transport", "local", "--format", "json")
    found = json.loads(done.stdout)["findings"]
    assert [finding["code"] for finding in found] == ["FG901"] * 4
    assert found[0]["message"].startswith("leaf-p00-00 (198.18.0.2) can't be reached: no connection to 198.18.0.2: ")
    assert done.return_value == 3


def test_ctrl_c_does_not_wait_for_a_switch_that_owes_its_answer(page, tmp_path):
    """One that takes the connection and says nothing more: it would be waited for for a minute."""
    login = tmp_path / "login.yml"
    with socket.create_server(("127.0.0.1", 0)) as silent:
        login.write_text(
            "username: admin\npassword: plain:secret\n"
            f"devices: {{leaf-p00-00: {{host: 127.0.0.1, port: {silent.getsockname()[1]}}}}}\n"
        )
        login.chmod(0o600)
        words = ("verify", page, "--only", "leaf-p00-00", "--credentials", str(login))
        process = subprocess.Popen([sys.executable, "-m", "fabricgen", *words], stderr=subprocess.PIPE, text=True)
        connection, _ = silent.accept()
        with connection:
            assert connection.recv(64).startswith(b"SSH-2.0-")
            time.sleep(1)  # until the main thread waits, too
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (130, "interrupted\n")


def test_the_last_line_of_text(page):
    done = verify(page, "--only", "leaf-p00-00", "--transport", "local")
    assert done.stdout == "nowhere: 0 switches verified, 1 not reached, 1 error\n"


WARNING = Finding("FG915", "forwarding isn't read on iosxr", severity=Severity.WARNING)
SUMMARIES = {
    "lab: 6 switches verified, no findings": (6, 0, (), ""),
    "lab: 1 switch verified, 1 warning": (1, 0, (WARNING,), ""),
    "lab: 1,000 switches verified, paths to 8 of 20,480 switches compared, no findings": (
        1000,
        0,
        (),
        sampled(8, 20_480),
    ),
}


@pytest.mark.parametrize(("line", "given"), SUMMARIES.items())
def test_summaries(line, given):
    assert summary("lab", *given) == line


def test_paths_to_all_switches_are_nothing_to_mention():
    assert sampled(6, 6) == ""
