"""Credentials: who logs in where, from whom nothing can be read by others, and nothing is shown."""

import os
from pathlib import Path

import pytest

from fabricgen.findings import RefusedError
from fabricgen.targets.credentials import Login, load_credentials
from fabricgen.targets.secrets import Hidden, NoSecretError

PAGE = """\
username: netops
password: command:cat password.txt
key: keys/id_ed25519
known_hosts: known_hosts
devices:
  spine-*: {username: spines, port: 2222}
  "*-p00-00": {port: 2200}
  leaf-p00-00:
    host: leaf.example
    password: env:LEAF_PASSWORD
    unverified: true
"""


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    for name in [name for name in os.environ if name.startswith("FABRICGEN_")]:
        monkeypatch.delenv(name)


def write(folder, text, mode=0o600):
    file = folder / "credentials.yml"
    file.write_text(text)
    file.chmod(mode)
    return file


def told(file):
    with pytest.raises(RefusedError) as caught:
        load_credentials(file)
    return str(caught.value)


def test_a_file_says_who_logs_in_where(tmp_path):
    found = load_credentials(write(tmp_path, PAGE))
    shared = Login(
        username="netops",
        source=Hidden("command:cat password.txt"),
        key=str(tmp_path / "keys/id_ed25519"),
        known_hosts=str(tmp_path / "known_hosts"),
    )
    assert found.login("leaf-p01-00") == shared
    spine = found.login("spine-p00-00")
    assert (spine.username, spine.port, spine.source, spine.unverified) == ("spines", 2200, shared.source, False)
    leaf = found.login("leaf-p00-00")
    assert (leaf.username, leaf.host, leaf.port) == ("netops", "leaf.example", 2200)
    assert (leaf.source, leaf.unverified) == (Hidden("env:LEAF_PASSWORD"), True)
    assert found.unverified(["leaf-p00-00", "leaf-p01-00", "spine-p00-00"]) == ("leaf-p00-00",)
    assert found.lab is None


def test_a_lab_says_that_it_is_one(tmp_path):
    assert load_credentials(write(tmp_path, "username: root\nlab: k4\n")).lab == "k4"


def test_passwords_are_fetched_once_and_kept_hidden(tmp_path, monkeypatch):
    monkeypatch.setenv("LEAF_PASSWORD", "hunter2")
    page = PAGE.replace("cat password.txt", "sh -c 'echo x >> ran; echo secret-1'")
    found = load_credentials(write(tmp_path, page))
    devices = [f"leaf-p{number:02}-01" for number in range(9)]
    found.prepare([*devices, "leaf-p00-00"])
    assert found.password("leaf-p05-01") == Hidden("secret-1")
    assert (tmp_path / "ran").read_text() == "x\n"
    assert set(found.known()) == {Hidden("secret-1"), Hidden("hunter2")}
    assert not {"secret-1", "hunter2"} & set(f"{found!r} {found.purse!r}".replace("'", " ").split())


def test_a_password_that_can_not_be_had_is_told_once_for_all_its_devices(tmp_path):
    found = load_credentials(write(tmp_path, PAGE))
    with pytest.raises(RefusedError) as caught:
        found.prepare(["leaf-p00-00", "leaf-p01-00", "leaf-p02-00"])
    assert str(caught.value).splitlines() == [
        "error[FG013] no password for leaf-p00-00: the environment has no LEAF_PASSWORD",
        (
            "error[FG013] no password for leaf-p01-00 and 1 more: `cat password.txt` ended with status 1: "
            "cat: password.txt: No such file or directory"
        ),
    ]
    with pytest.raises(NoSecretError, match=r"^the environment has no LEAF_PASSWORD$"):
        found.password("leaf-p00-00")


def test_a_plain_password_is_allowed_where_nobody_else_can_read_it(tmp_path):
    found = load_credentials(write(tmp_path, 'username: admin\npassword: "plain:hunter2: the #1"\n'))
    assert found.password("any") == Hidden("hunter2: the #1")
    assert "hunter2" not in f"{found!r}{found.login('any')!r}"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o610])
def test_a_file_that_others_can_read_is_refused(tmp_path, mode):
    file = write(tmp_path, PAGE, mode)
    with pytest.raises(RefusedError) as caught:
        load_credentials(file)
    (finding,) = caught.value.findings
    assert finding.message == f"{file} can be read or written by others (mode {mode:04o})"
    assert finding.help == f"run `chmod 600 {file}`"


def test_a_file_of_somebody_else_is_refused(tmp_path, monkeypatch):
    file = write(tmp_path, PAGE)
    monkeypatch.setattr(os, "geteuid", lambda: file.stat().st_uid + 1)
    assert told(file) == f"error[FG013] {file} belongs to somebody else"


def test_a_file_that_is_not_there(tmp_path):
    assert told(tmp_path / "none.yml") == (
        f"error[FG001] {tmp_path}/none.yml:1:1: can't read the file: no such file or directory"
    )


WRONG = [
    ("usrname: admin\n", "FG006] {file}:1:1: there is no key 'usrname' on the page"),
    ("username: 7\n", "FG007] {file}:1:11: username: expected text, got the number 7"),
    ("username: a b\n", "FG009] {file}:1:11: username: the text 'a b' has a form that is not allowed"),
    ("username: a\npassword: hunter2\n", "FG009] {file}:2:11: this password can't be used as it stands"),
    ("username: a\npassword: 4711\n", "FG007] {file}:2:11: this password can't be used as it stands"),
    ("username: a\npassword: 0815\n", "FG002] {file}:2:11: this password can't be used as it stands"),
    ("username: a\npassword: [hunter2]\n", "FG007] {file}:2:11: this password can't be used as it stands"),
    ("username: a\npassword: 'plain:hunter2\n", "FG001] {file}:2:11: this quote is not closed"),
    (
        "username: a\ndevices: {leaf-*: {unverified: true}}\n",
        (
            "FG009] {file}:2:32: unverified needs the exact name of a device, not the pattern leaf-*: "
            "trust is given up for one device at a time"
        ),
    ),
    (
        "username: a\ndevices: {'leaf-?': {host: 192.0.2.1}}\n",
        "FG009] {file}:2:28: host needs the exact name of a device, not the pattern leaf-?: two can't share it",
    ),
    ("username: a\ndevices: {x: {port: 0}}\n", "FG009] {file}:2:21: port: the number 0 is out of range"),
    ("username: a\nlab: No_Name\n", "FG009] {file}:2:6: lab: the text 'No_Name' has a form that is not allowed"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_mistakes_are_told_with_their_place_and_never_with_the_line(tmp_path, text, message):
    file = write(tmp_path, text)
    with pytest.raises(RefusedError) as caught:
        load_credentials(file)
    (finding,) = caught.value.findings
    assert str(finding) == f"error[{message.format(file=file)}"
    assert finding.place is None
    said = f"{finding} {finding.help} {finding.label}"
    assert not [word for word in ("hunter2", "4711", "0815") if word in said]


def test_the_environment_comes_second(tmp_path, monkeypatch):
    monkeypatch.setenv("FABRICGEN_USERNAME", "env-user")
    monkeypatch.setenv("FABRICGEN_PASSWORD", "env-password")
    monkeypatch.setenv("FABRICGEN_SSH_KEY", "/keys/id")
    monkeypatch.setenv("FABRICGEN_KNOWN_HOSTS", "~/known")
    monkeypatch.setenv("FABRICGEN_CA", "/ca.pem")
    found = load_credentials(None)
    assert found.login("any") == Login(
        username="env-user",
        source=Hidden("plain:env-password"),
        key="/keys/id",
        known_hosts=str(Path("~/known").expanduser()),
        ca="/ca.pem",
    )
    assert found.password("any") == Hidden("env-password")
    assert found.origin == "the environment"
    assert load_credentials(write(tmp_path, PAGE)).login("x").username == "netops"


def test_the_environment_may_name_the_file_or_a_command(tmp_path, monkeypatch):
    monkeypatch.setenv("FABRICGEN_PASSWORD_COMMAND", "printf %s-%s a b")
    assert load_credentials(None).password("any") == Hidden("a-b")
    monkeypatch.setenv("FABRICGEN_CREDENTIALS", str(write(tmp_path, PAGE)))
    assert load_credentials(None).login("any").username == "netops"


def test_two_passwords_in_the_environment_are_one_too_many(monkeypatch):
    monkeypatch.setenv("FABRICGEN_PASSWORD", "hunter2")
    monkeypatch.setenv("FABRICGEN_PASSWORD_COMMAND", "pass show it")
    assert told(None) == "error[FG013] FABRICGEN_PASSWORD and FABRICGEN_PASSWORD_COMMAND are both set"


def test_an_empty_environment_says_nothing():
    found = load_credentials(None)
    assert found.login("any") == Login()
    assert found.password("any") is None
