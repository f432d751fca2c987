"""Packet filters through the FRR driver on a real switch: loaded, compared, timed, taken back with the rest."""

import shutil

import pytest
from napalm.base.exceptions import ReplaceConfigException

from fabricgen.lab.command import run
from fabricgen.lab.observe import wait_until
from fabricgen.targets.drivers.frr_filters import complete, nothing, parts, whole
from tests.targets.frr_bench import BOX, changed, load_and_commit

pytestmark = pytest.mark.lab

FAMILIES = {"rules.v4": "iptables", "rules.v6": "ip6tables"}
BACKENDS = ("", "-legacy")
WEB = """\
*raw
:PREROUTING ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:IN-acme - [0:0]
-A PREROUTING -i swp1 -j IN-acme
-A IN-acme -d 10.200.0.0/24 -p tcp -m tcp --dport 443 -j RETURN
-A IN-acme -d 10.200.0.0/24 -j DROP
COMMIT
"""
WIDER = WEB.replace("--dport 443", "--dport 80:443")
ADDED = """\
 rules.v4
  *raw
+  :IN-acme - [0:0]
+  -A PREROUTING -i swp1 -j IN-acme
+  -A IN-acme -d 10.200.0.0/24 -p tcp -m tcp --dport 443 -j RETURN
+  -A IN-acme -d 10.200.0.0/24 -j DROP
"""


@pytest.fixture(autouse=True)
def clean(switch):
    """Each test begins and ends with a switch that filters nothing and that nobody has filtered by."""
    if not shutil.which("iptables-legacy-restore"):
        pytest.fail("iptables-legacy-restore is missing; install it with `apt-get install iptables`")
    yield
    for family, program in FAMILIES.items():
        for backend in BACKENDS if saved(switch, f"{program}-legacy") else BACKENDS[:1]:
            run(("ip", "netns", "exec", switch.space, f"{program}{backend}-restore"), nothing())
        (switch.state / family).unlink(missing_ok=True)


def saved(switch, program):
    return run(("ip", "netns", "exec", switch.space, f"{program}-save")).splitlines()


def rules(switch, family="rules.v4"):
    """As the kernel has them, by whichever of Debian's back ends."""
    lines = (line for backend in BACKENDS for line in saved(switch, f"{FAMILIES[family]}{backend}"))
    return [line for line in lines if line.startswith("-A")]


def written(text):
    return [line for line in text.splitlines() if line.startswith("-A")]


def test_filters_come_change_and_go(driver, switch):
    plain = driver.get_backup()
    driver.load_replace_candidate(config=whole(plain, {"rules.v4": WEB}))
    assert driver.compare_config() == ADDED
    driver.commit_config()
    assert rules(switch) == written(WEB)
    assert parts(driver.get_backup()) == (plain, {"rules.v4": complete(WEB)})
    driver.load_replace_candidate(config=whole(plain, {"rules.v4": WEB}))
    assert driver.compare_config() == ""
    driver.discard_config()
    load_and_commit(driver, whole(plain, {"rules.v4": WIDER}))
    assert rules(switch) == written(WIDER)
    driver.rollback()
    assert rules(switch) == written(WEB)
    driver.load_replace_candidate(config=plain)
    assert driver.compare_config() == ADDED.replace("+", "-")
    driver.commit_config()
    assert (rules(switch), driver.get_backup()) == ([], plain)


def test_both_families_and_frr_in_one_commit(driver, switch):
    plain = driver.get_backup()
    six = WEB.replace("10.200.0.0/24", "2001:db8::/64")
    load_and_commit(driver, whole(changed(plain), {"rules.v4": WEB, "rules.v6": six}))
    assert switch.startup == changed(plain)
    assert (rules(switch), rules(switch, "rules.v6")) == (written(WEB), written(six))
    driver.rollback()
    assert (driver.get_backup(), rules(switch), rules(switch, "rules.v6")) == (plain, [], [])


def test_a_filter_that_locks_everyone_out_goes_by_the_timer(driver, switch):
    plain = driver.get_backup()
    closed = (
        "*filter\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i swp9 -j DROP\nCOMMIT\n"
    )
    load_and_commit(driver, whole(plain, {"rules.v4": closed}), revert_in=2)
    other = switch.driver("local")
    other.open()
    assert wait_until(lambda: other.get_backup() == plain, bool, 15).reached
    assert rules(switch) == []
    other.load_replace_candidate(config=plain)
    assert other.compare_config() == ""
    other.close()


def test_a_rule_that_the_kernel_refuses(driver, switch):
    plain = driver.get_backup()
    with pytest.raises(ReplaceConfigException, match=rf"^{BOX}: iptables.*restore.*dportt"):
        driver.load_replace_candidate(config=whole(plain, {"rules.v4": WEB.replace("dport", "dportt")}))
    assert driver.get_backup() == plain


def test_rules_of_somebody_else_stay(driver, switch):
    """Also when a commit of ours was taken back meanwhile. They are where the elder back end keeps them."""
    run(("ip", "netns", "exec", switch.space, "iptables-legacy", "-A", "FORWARD", "-s", "192.0.2.1", "-j", "DROP"))
    plain, theirs = parts(driver.get_backup())
    assert written(theirs["rules.v4"]) == ["-A FORWARD -s 192.0.2.1/32 -j DROP"]
    load_and_commit(driver, whole(plain, {"rules.v4": WEB}), revert_in=60)
    assert rules(switch) == written(WEB)
    driver.rollback()
    assert rules(switch) == written(theirs["rules.v4"])
    driver.load_replace_candidate(config=plain)
    assert driver.compare_config() == ""
    driver.commit_config()
    assert rules(switch) == written(theirs["rules.v4"])
