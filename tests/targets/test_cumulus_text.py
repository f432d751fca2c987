"""NVUE configurations as text: read, refused, compared."""

import pytest

from fabricgen.targets.drivers.cumulus_text import UnreadableError, difference, tree_of


@pytest.mark.parametrize(
    "text",
    [
        "- set:\n    bgp: {enable: on, mac: 44:38:39:00:00:01, as: 65000}\n    10: {}\n",
        '{"bgp": {"enable": "on", "mac": "44:38:39:00:00:01", "as": 65000}, "10": {}}',
        '[{"header": {}}, {"set": {"bgp": {"enable": "on", "mac": "44:38:39:00:00:01", "as": 65000}, "10": {}}}]',
    ],
)
def test_three_ways_to_write_the_same(text):
    assert tree_of(text) == {"bgp": {"enable": "on", "mac": "44:38:39:00:00:01", "as": 65000}, "10": {}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [1", "it is neither YAML nor JSON: did not find expected ',' or ']', line 2"),
        ("just words", "it is neither a JSON object nor a list with `set`, as `nv config show` writes it"),
        ("- header: {}", "it has 0 `set` parts, and one is needed, with an object in it"),
        (
            "- unset: {a: {}}\n- set: {b: {}}",
            (
                "it has an `unset` part: NVUE takes set or unset at a time; give a complete `set`, or, to merge, an "
                "object with null in place of what is to go"
            ),
        ),
    ],
)
def test_what_is_no_configuration(text, words):
    with pytest.raises(UnreadableError) as refusal:
        tree_of(text)
    assert str(refusal.value) == words


def test_a_number_that_changes_stands_below_the_old_one():
    assert (
        difference({"mtu": 9216}, {"mtu": 1500, "text": "two\nlines"}) == '- mtu 9216\n+ mtu 1500\n+ text "two\\nlines"'
    )
