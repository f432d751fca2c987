"""Packet filters in the text of an FRR switch: taken apart, completed, compared."""

from fabricgen.targets.drivers.frr_filters import CHAINS, complete, delta, nothing, parts, seen, whole

CONF = "frr version 8.4.4\n!\nend\n"
RULES = """\
*filter
:INPUT DROP [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
COMMIT
"""
TEXT = f"{CONF}!! rules.v4\n{RULES}"


def test_a_text_without_filters_is_frr_conf():
    assert parts(CONF) == (CONF, {})
    assert whole(CONF, {}) == CONF


def test_a_text_comes_apart_and_together():
    assert parts(TEXT) == (CONF, {"rules.v4": RULES})
    assert whole(*parts(TEXT)) == TEXT
    assert parts(f"{TEXT}!! rules.v6\n{RULES}").filters == {"rules.v4": RULES, "rules.v6": RULES}


def test_tables_that_nobody_mentions_let_all_through():
    filled = complete(RULES)
    assert filled.endswith(RULES)
    assert [line for line in filled.splitlines() if line.startswith("*")] == ["*raw", "*mangle", "*filter"]
    assert complete(filled) == filled
    assert nothing().count("ACCEPT") == sum(map(len, CHAINS.values()))


def test_what_the_box_says():
    assert seen(f"!! rules.v4\n{RULES}!! rules.v6\n{nothing()}!! ours rules.v4\n") == (
        {"rules.v4": RULES, "rules.v6": nothing()},
        frozenset({"rules.v4"}),
    )


def test_no_difference():
    assert delta({"rules.v4": complete(RULES)}, {"rules.v4": complete(RULES)}) == ""
    assert delta({"rules.v4": complete(RULES)}, {}) == ""
    assert delta({}, {"rules.v6": nothing()}) == ""


def test_a_difference_keeps_the_order():
    after = RULES.replace("-A INPUT -i lo -j ACCEPT\n", "").replace("COMMIT", "-A INPUT -i lo -j ACCEPT\nCOMMIT")
    assert delta({"rules.v4": RULES}, {"rules.v4": after}) == (
        " rules.v4\n"
        "  *filter\n"
        "+  -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
        "-  -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
    )
    assert delta({"rules.v4": RULES}, {"rules.v4": nothing()}) == (
        " rules.v4\n"
        "  *filter\n"
        "-  :INPUT DROP [0:0]\n"
        "+  :INPUT ACCEPT [0:0]\n"
        "-  -A INPUT -i lo -j ACCEPT\n"
        "-  -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
    )
