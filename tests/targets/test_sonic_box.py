"""The program that runs on a SONiC switch: rows of FRR, one change, its undoing, and the race at its end."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from fabricgen.targets.drivers import sonic_box
from fabricgen.targets.drivers.sonic_box import (
    AFTER,
    ARMED,
    BEFORE,
    FOLDER,
    FRR_CONF,
    PATCHED,
    PROGRAM,
    RESULT,
    Done,
    Machine,
)
from fabricgen.targets.drivers.sonic_frr import missing, rows, surplus, text_of, without
from fabricgen.targets.drivers.sonic_reach import PACKAGE, SHIPPED
from tests.fakes.box import Box
from tests.fakes.sonic_parts import stocked
from tests.fakes.sonic_switch import Sonic
from tests.targets.test_sonic_driver import OLD, WIDE

RUNNING = """frr version 10.5
hostname leaf-1
!
router bgp 65001
 neighbor A peer-group
 neighbor A remote-as 1
 !
 address-family ipv4 unicast
  neighbor A activate
 exit-address-family
exit
!
bfd
 profile P
  receive-interval 100
 exit
 !
exit
!
route-map M permit 10
 set local-preference 200
exit
!
end
"""
WANTED = """router bgp 65001
 neighbor A peer-group
 address-family ipv4 unicast
  maximum-paths 4
 exit-address-family
 address-family ipv6 unicast
  maximum-paths 4
 exit-address-family
exit
bfd
 profile P
 exit
exit
no ip forwarding
"""


def test_rows_know_where_they_stand() -> None:
    assert rows(RUNNING) == [
        ("router bgp 65001",),
        ("router bgp 65001", "neighbor A peer-group"),
        ("router bgp 65001", "neighbor A remote-as 1"),
        ("router bgp 65001", "address-family ipv4 unicast", "neighbor A activate"),
        ("bfd",),
        ("bfd", "profile P"),
        ("bfd", "profile P", "receive-interval 100"),
        ("route-map M permit 10",),
        ("route-map M permit 10", "set local-preference 200"),
    ]


def test_what_comes() -> None:
    assert text_of(missing(rows(RUNNING), rows(WANTED))) == (
        "router bgp 65001\naddress-family ipv4 unicast\nmaximum-paths 4\nexit-address-family\n"
        "address-family ipv6 unicast\nmaximum-paths 4\nexit-address-family\nexit\nno ip forwarding\n"
    )


def test_what_goes() -> None:
    """The lines of a block from its end, a whole block at once, a profile as a whole."""
    assert text_of([without(row) for row in surplus(rows(RUNNING), rows(WANTED))]) == (
        "router bgp 65001\naddress-family ipv4 unicast\nno neighbor A activate\nexit-address-family\n"
        "no neighbor A remote-as 1\nexit\nbfd\nno profile P\nexit\nno route-map M permit 10\n"
    )


def test_a_no_goes_without_it() -> None:
    assert without(("no ip forwarding",)) == ("ip forwarding",)


# One change


class Broken(Sonic):
    """Says no to some commands, by how they begin; `asked` are all of them."""

    def __init__(self, *refused: str) -> None:
        super().__init__(Box("leaf-1", stocked(OLD)))
        self.refused, self.asked, self.active = refused, list[str](), ""

    def run(self, *words: str) -> Done:
        command = " ".join(words)
        self.asked.append(command)
        if command.startswith(self.refused):
            return Done(1, f"no {words[1]}\n")
        if command == self.active:
            return Done(0, "active\n")
        if words[:2] == ("config", "reload"):
            self.box.running = self.box.startup
            return Done(0, "")
        return super().run(*words)


def changing(*refused: str) -> Broken:
    switch = Broken(*refused)
    switch.files[f"{FOLDER}/s.conf"] = WIDE
    switch.files[f"{FOLDER}/s.json"] = '[{"op": "remove", "path": "/NTP_SERVER"}]'
    return switch


def done(switch: Broken, verb: str = "apply", *words: str) -> str:
    """What the result says; "" is good."""
    code = sonic_box.main(switch, verb, "token", *words)
    owner, _, said = switch.files[RESULT].partition("\n")
    assert owner == "token"
    assert code == bool(said)
    return said


def test_the_timer_stands_before_anything_changes() -> None:
    switch = changing()
    assert done(switch, "apply", "s", "60") == ""
    commands = [command.split(" python3", 1)[0] for command in switch.asked if "vtysh" not in command]
    start = "systemd-run --quiet --unit={} --on-active={} --timer-property=AccuracySec=1s --working-directory=" + FOLDER
    assert commands == [
        "config checkpoint fabricgen",
        start.format("fabricgen-guard", 960),
        f"config apply-patch {FOLDER}/s.json",
        start.format("fabricgen-revert", 60),
        "systemctl stop fabricgen-guard.timer",
    ]
    assert switch.timers == {"fabricgen-revert.timer"}
    assert switch.files[AFTER] == WIDE
    assert switch.files[FRR_CONF] == switch.files[BEFORE]


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        ("config checkpoint", "no checkpoint"),
        ("systemd-run --quiet --unit=fabricgen-guard", "no --quiet"),
        ("config apply-patch", "no apply-patch"),
        ("systemd-run --quiet --unit=fabricgen-revert", "no --quiet"),
        ("docker exec bgp vtysh -f", "no exec"),
    ],
)
def test_a_change_that_fails_leaves_nothing(refused: str, words: str) -> None:
    switch = changing(refused)
    said = done(switch, "apply", "s", "60")
    assert said.startswith(words)
    assert switch.box.running == switch.box.startup == stocked(OLD)
    assert ARMED not in switch.files
    assert not switch.timers


def test_what_cannot_be_saved_is_undone() -> None:
    switch = changing("config save")
    assert done(switch, "apply", "s", "0") == "no save"
    assert switch.box.running == switch.box.startup == stocked(OLD)
    assert switch.files[FRR_CONF] == switch.files[BEFORE]


def test_what_cannot_be_saved_at_the_end_is_undone() -> None:
    switch = changing("config save")
    assert done(switch, "apply", "s", "60") == ""
    assert done(switch, "confirm") == "no save"
    assert switch.box.running == switch.box.startup == stocked(OLD)
    assert switch.files[FRR_CONF] == switch.files[BEFORE]


def test_the_timer_goes_off() -> None:
    switch = changing()
    assert done(switch, "apply", "s", "60") == ""
    assert switch.box.running != stocked(OLD)
    sonic_box.main(switch, "revert")
    assert switch.box.running == switch.box.startup == stocked(OLD)
    assert "systemctl stop fabricgen-change.service" in switch.asked
    assert done(switch, "confirm").startswith("no commit waits there to be confirmed")


def test_the_timer_goes_off_too_late() -> None:
    switch = changing()
    done(switch, "apply", "s", "60")
    assert done(switch, "confirm") == ""
    after = switch.box.running
    sonic_box.main(switch, "revert")
    assert switch.box.running == switch.box.startup == after != stocked(OLD)


def test_a_rollback_that_is_refused_becomes_a_reload() -> None:
    switch = changing("config rollback")
    done(switch, "apply", "s", "60")
    assert done(switch, "rollback") == ""
    assert "config reload -y -f /etc/sonic/checkpoints/fabricgen.cp.json" in switch.asked
    assert switch.box.running == stocked(OLD)


def test_routing_that_is_refused_starts_anew() -> None:
    switch = changing()
    done(switch, "apply", "s", "60")
    switch.refused = ("docker exec bgp vtysh -f",)
    assert done(switch, "rollback") == ""
    assert "systemctl restart bgp" in switch.asked
    assert switch.box.running == stocked(OLD)


def test_a_rollback_in_the_middle_stops_the_change() -> None:
    switch = changing()
    switch.arm("fabricgen-guard", 960)
    switch.files |= {ARMED: "", PATCHED: "", BEFORE: switch.routing}
    switch.run("config", "checkpoint", "fabricgen")
    switch.run("config", "apply-patch", f"{FOLDER}/s.json")
    assert done(switch, "rollback") == ""
    assert "systemctl stop fabricgen-change.service" in switch.asked
    assert switch.box.running == stocked(OLD)
    assert not switch.timers


def test_a_rollback_at_the_very_beginning_comes_too_early() -> None:
    switch = changing()
    switch.active = "systemctl is-active fabricgen-change.service"
    switch.files[BEFORE] = WIDE
    assert done(switch, "rollback") == "a change is under way there; ask again when it has ended"
    assert switch.box.running == stocked(OLD)


def test_what_never_comes_back_is_said() -> None:
    switch = changing()
    done(switch, "apply", "s", "60")
    switch.refused = ("config rollback", "config reload", "docker exec bgp vtysh -f", "systemctl restart")
    said = done(switch, "rollback").splitlines()
    assert [line for line in said if line] == ["no rollback", "no reload", "no exec"]


def test_only_routing_changes() -> None:
    switch = changing()
    del switch.files[f"{FOLDER}/s.json"]
    assert done(switch, "apply", "s", "0") == ""
    assert PATCHED not in switch.files
    assert not [command for command in switch.asked if command.startswith("config apply-patch")]


# The box itself


def test_files_of_a_box(tmp_path: Path) -> None:
    box, path = Machine(), str(tmp_path / "folder" / "file")
    box.write(path, "one")
    assert Path(path).stat().st_mode & 0o777 == 0o600
    Path(path).chmod(0o640)
    box.write(path, "two")
    assert box.read(path) == "two"
    assert Path(path).stat().st_mode & 0o777 == 0o640
    assert box.move(path, f"{path}2")
    assert not box.move(path, f"{path}2")
    assert box.exists(f"{path}2")
    box.remove(f"{path}2")
    box.remove(f"{path}2")
    assert not box.exists(f"{path}2")


def test_commands_of_a_box() -> None:
    assert Machine().run("sh", "-c", "echo out; echo err >&2; exit 3") == Done(3, "out\nerr\n")


def test_it_runs_where_nothing_else_is(tmp_path: Path) -> None:
    """As `systemd-run` starts it; nothing is armed here, so it has nothing to do."""
    source = Path(sonic_box.__file__).parent
    package = tmp_path / PACKAGE
    package.mkdir(parents=True)
    for name in SHIPPED:
        text = (source / name).read_text()
        ast.parse(text, feature_version=(3, 9))
        (package / name).write_text(text)
    start = [sys.executable, "-S", "-m", PROGRAM]
    subprocess.run([*start, "revert"], cwd=tmp_path, check=True, timeout=10)
    assert (
        b"KeyError: 'dance'" in subprocess.run([*start, "dance"], cwd=tmp_path, check=False, capture_output=True).stderr
    )
