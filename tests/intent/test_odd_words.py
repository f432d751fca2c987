"""Words that could break out of their line, mean something else to a switch, or mean nothing: refused with their place,
and every message says why.
"""

import json
from pathlib import Path

import pytest
import yaml

from fabricgen.findings import RefusedError
from fabricgen.judge import judge

LAB = Path(__file__).resolve().parents[2] / "inventories/lab/intent.yml"
ODD = ["a\nb", "ab\n", "ab\r", "a\tb",
       "a\u2028b", "ab\u0085", "ab\x1b", "a;b", 'a"b', "a'b", "a`b", "a$b", "a{{7*7}}b", "a{%x%}b",
       "a<b>", "#ab", "a!b", "a\\b", "a|b", "a\u0661b", "aéb", "\u212a\u212a", "\ufeffab", "a" * 300, ""]  # fmt: skip
PLACES = [
    ("name",), ("hardware", "leaf", "model"), ("hardware", "leaf", "platform"), ("management", "domain"),
    ("management", "vrf"), ("exceptions", 0, "reason"), ("exceptions", 0, "select"), ("underlay", "password"),
]  # fmt: skip
TABLES = [("vrfs",), ("tiers",), ("classes",), ("management", "users")]
SECRETS = ["{}", "env:{}", "file:{}", "command:{}"]


def told(tmp_path, keys, value):
    """What the page of the lab says with this value in that place."""
    page = yaml.safe_load(LAB.read_text())
    page["exceptions"] = [{"select": "leaf-*", "reason": "a trial", "max_paths": 2}]
    part = page
    for key in keys[:-1]:
        part = part.setdefault(key, {}) if isinstance(part, dict) else part[key]
    part[keys[-1]] = value
    (tmp_path / "intent.yml").write_text(json.dumps(page))
    try:
        return judge(tmp_path).findings
    except RefusedError as refused:
        return refused.findings


@pytest.mark.parametrize("keys", PLACES, ids=lambda keys: ".".join(map(str, keys)))
def test_no_odd_word_passes(tmp_path, keys):
    passed = [odd for odd in ODD if not _refused(told(tmp_path, keys, odd))]
    assert passed == []


@pytest.mark.parametrize("keys", TABLES, ids=lambda keys: keys[-1])
def test_no_odd_name_passes(tmp_path, keys):
    row = {"secret": "env:X"} if keys[-1] == "users" else {}
    passed = [odd for odd in ODD if not _refused(told(tmp_path, (*keys, odd), row))]
    assert passed == []


@pytest.mark.parametrize("form", SECRETS)
def test_no_odd_secret_passes(tmp_path, form):
    passed = [
        odd for odd in ODD if not _refused(told(tmp_path, ("management", "users", "x", "secret"), form.format(odd)))
    ]
    assert passed == []


def _refused(findings):
    """With a place, by the reader or by a word's form, before any rule looks at it."""
    return any(finding.code in {"FG005", "FG009"} and finding.place for finding in findings)


NOT_AN_ADDRESS = [
    ("ntp.example.net", "'ntp.example.net' is not an IP address, such as 192.0.2.10"),
    ("192.0.2", "'192.0.2' is not an IP address, such as 192.0.2.10"),
    ("192.0.2.010", "'192.0.2.010' is not an IP address, such as 192.0.2.10"),
    ("192.0.2.1 ", "'192.0.2.1 ' is not an IP address, such as 192.0.2.10"),
    ("fe80::1%eth0", "'fe80::1%eth0' is not an IP address, such as 192.0.2.10"),
    ("0.0.0.9", "'0.0.0.9' can't be used: 0.0.0.0/8 means this network"),
    ("127.0.0.1", "'127.0.0.1' can't be used: 127.0.0.0/8 never leaves a machine"),
    ("224.0.1.1", "'224.0.1.1' can't be used: 224.0.0.0/4 is multicast"),
    ("255.255.255.255", "'255.255.255.255' can't be used: 240.0.0.0/4 is reserved"),
    ("::", "'::' can't be used: ::/8 is reserved"),
    ("fe80::1", "'fe80::1' can't be used: fe80::/10 is link-local"),
    ("ff02::1", "'ff02::1' can't be used: ff00::/8 is multicast"),
]
NO_PREFIX = [
    ("10.0.0.0", "'10.0.0.0' is not a prefix: write an address and a length, such as 10.0.0.0/16"),
    ("10.0.0.0/33", "'10.0.0.0/33' is not a prefix: write an address and a length, such as 10.0.0.0/16"),
    ("10.0.0.0/24 ", "'10.0.0.0/24 ' is not a prefix: write an address and a length, such as 10.0.0.0/16"),
    ("10.0.0.0/255.0.0.0", "'10.0.0.0/255.0.0.0' is not a prefix: write an address and a length, such as 10.0.0.0/16"),
    ("\u0661.0.0.0/8", "'\u0661.0.0.0/8' is not a prefix: write an address and a length, such as 10.0.0.0/16"),
    ("10.0.0.1/24", "'10.0.0.1/24' has bits set beyond its length: write 10.0.0.0/24"),
    ("0.0.0.0/0", "'0.0.0.0/0' can't be used: 0.0.0.0/8 means this network"),
    ("224.0.0.0/16", "'224.0.0.0/16' can't be used: 224.0.0.0/4 is multicast"),
    ("169.254.0.0/16", "'169.254.0.0/16' can't be used: 169.254.0.0/16 is link-local"),
    ("fe80::/64", "'fe80::/64' can't be used: fe80::/10 is link-local"),
]
EXCEPTION = {"select": "leaf-*", "reason": "a trial"}
MEANINGLESS = [
    (("management", "ntp"), ["192.0.2.1", "192.0.2.1"], "192.0.2.1 stands there twice: write it once"),
    (("management", "dns"), ["2001:DB8:0::1", "2001:db8::1"], "2001:db8::1 stands there twice: write it once"),
    (("classes",), {"ten": {"dscp": ["AF11", 10]}}, "10 stands there twice: write it once"),
    (("exceptions", 0), {**EXCEPTION, "lossless_priorities": [3, 3]}, "3 stands there twice: write it once"),
    (("exceptions", 0), EXCEPTION,
     "the exception changes nothing: give it mtu, lossless_priorities, seed, asn or max_paths"),
    (("vrfs",), {"default": {}}, "no VRF can be called 'default': switches mean something else by it"),
    (("vrfs",), {"all": {}}, "no VRF can be called 'all': switches mean something else by it"),
    (("underlay", "asn"), "\u0664\u0662-\u0664\u0663",
     "'\u0664\u0662-\u0664\u0663' is not a range: write first-last, such as 4200000000-4204194303"),
    (("underlay", "bfd"), "\u0663\u0660\u0660 ms x 3",
     "'\u0663\u0660\u0660 ms x 3' is not a BFD timer: write interval x multiplier, such as 300 ms x 3"),
    (("underlay", "bfd"), "300 ms x 3 ",
     "'300 ms x 3 ' is not a BFD timer: write interval x multiplier, such as 300 ms x 3"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "message"), NOT_AN_ADDRESS)
@pytest.mark.parametrize("word", ["dns", "ntp", "syslog"])
def test_not_an_address(tmp_path, word, value, message):
    assert [finding.message for finding in told(tmp_path, ("management", word), [value])] == [message]


@pytest.mark.parametrize(("value", "message"), NO_PREFIX)
def test_no_prefix(tmp_path, value, message):
    assert [finding.message for finding in told(tmp_path, ("underlay", "loopbacks"), value)] == [message]


@pytest.mark.parametrize(("keys", "value", "message"), MEANINGLESS)
def test_meaningless(tmp_path, keys, value, message):
    assert [finding.message for finding in told(tmp_path, keys, value)] == [message]


def test_priorities_of_an_exception_come_in_order(tmp_path):
    page = yaml.safe_load(LAB.read_text())
    page["exceptions"] = [{**EXCEPTION, "lossless_priorities": [4, 3]}]
    (tmp_path / "intent.yml").write_text(json.dumps(page))
    assert judge(tmp_path).inventory.intent.exceptions[0].lossless_priorities == (3, 4)
