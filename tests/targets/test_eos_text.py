"""What eAPI is told of a configuration keeps its context, and what it says is read as it's meant."""

from itertools import pairwise
from pathlib import Path

import pytest

from fabricgen.targets.drivers import eos_text
from fabricgen.targets.drivers.eos_text import spoken

TESTS = Path(__file__).parents[1]
RENDERED = sorted([*TESTS.glob("platforms/golden/eos/*.cfg"), *TESTS.glob("cases/eos-*/expected/6-files/*/*.cfg")])

ALL = pytest.mark.parametrize("path", RENDERED, ids=lambda path: str(path.relative_to(TESTS)))


@pytest.mark.parametrize(
    ("text", "told"),
    {
        "blank and comment lines aren't told": ("! a\n!\n\nhostname a\nend\n", ["hostname a"]),
        "a block that ends the text needs no exit": ("interface E1\n   mtu 9214\n", ["interface E1", "mtu 9214"]),
        "back one level": (
            "interface E1\n   mtu 9214\n!\nip routing\n",
            ["interface E1", "mtu 9214", "exit", "ip routing"],
        ),
        "back two levels": (
            "interface E1\n   uc-tx-queue 3\n      random-detect ecn count\nip routing\n",
            ["interface E1", "uc-tx-queue 3", "random-detect ecn count", "exit", "exit", "ip routing"],
        ),
        "blocks that stand side by side": (
            "router bgp 1\n   address-family ipv4\n      a\n   !\n   address-family ipv6\n      b\n",
            ["router bgp 1", "address-family ipv4", "a", "exit", "address-family ipv6", "b"],
        ),
        "four blanks, where EOS has them": (
            "platform trident mmu queue profile L\n    ingress headroom 1\n!\nhostname a\n",
            ["platform trident mmu queue profile L", "ingress headroom 1", "exit", "hostname a"],
        ),
        "a banner keeps its blanks and exclamation marks": (
            "banner login\n  a\n! b\n\nEOF\nhostname a\n",
            [{"cmd": "banner login", "input": "  a\n! b\n"}, "hostname a"],
        ),
        "a certificate and its key": (
            "management api http-commands\n   protocol https certificate\nC\nEOF\nK\nEOF\n   no shutdown\n",
            [
                "management api http-commands",
                {"cmd": "protocol https certificate", "input": "C\nEOF\nK"},
                "no shutdown",
            ],
        ),
        "comments of a block are one command, also at the very end": (
            "router bgp 1\n   !! a\n   !!  b\n   vrf A\n      !! c\n",
            ["router bgp 1", {"cmd": "comment", "input": "a\n b"}, "vrf A", {"cmd": "comment", "input": "c"}],
        ),
    }.values(),
)
def test_what_is_told(text, told):
    assert spoken(text) == told


def paths(text):
    """Each line with the lines above it that it stands in, by indentation."""
    stack = []
    for line in text.splitlines():
        word, depth = line.strip(), len(line) - len(line.lstrip())
        if word and not word.startswith("!") and word != "end":
            stack = [(above, over) for above, over in stack if above < depth]
            yield (*(over for _, over in stack), word)
            stack.append((depth, word))


def kind(opener):
    """`interface Ethernet1/1` opens the same mode as any interface."""
    return " ".join(opener.split()[:2]) if opener.startswith(("router", "management", "qos")) else opener.split()[0]


def words_by_mode(texts):
    """In which mode which first words may stand, learnt from the configurations themselves."""
    known = {}
    for text in texts:
        for path in paths(text):
            known.setdefault(tuple(map(kind, path[:-1])), set()).add(path[-1].split()[0])
    return known


def understood(commands, known):
    """As a box reads them that takes a command in the innermost mode that knows its first word."""
    stack = []
    for command in commands:
        if command == "exit":
            stack.pop()
            continue
        while stack and command.split()[0] not in known.get(tuple(map(kind, stack)), ()):
            stack.pop()
        yield (*stack, command)
        if (*map(kind, stack), kind(command)) in known:
            stack.append(command)


@pytest.fixture(scope="module")
def known():
    return words_by_mode(path.read_text() for path in RENDERED)


@pytest.mark.parametrize(
    "path", RENDERED, ids=lambda path: f"{path.parts[-5 if 'cases' in path.parts else -3]}-{path.stem}"
)
def test_a_rendered_configuration_keeps_its_context(path, known):
    text = path.read_text()
    assert list(understood(spoken(text), known)) == list(paths(text))


@ALL
def test_without_exit_a_line_can_be_taken_by_the_wrong_block(path, known):
    """What NAPALM's own driver sends; the reason why ours says `exit`."""
    text = path.read_text()
    without = [command for command in spoken(text) if command != "exit"]
    assert list(understood(without, known)) != list(paths(text))


def test_the_rendered_configurations_are_there():
    assert len(RENDERED) > 5
    assert any("uc-tx-queue" in path.read_text() for path in RENDERED)


def test_no_block_without_lines_takes_what_follows(known):
    """`exit` is told by indentation, so a block with nothing in it is left by the word of the next line alone."""
    for path in RENDERED:
        lines = [line for line in path.read_text().splitlines() if line.strip() and not line.strip().startswith("!")]
        for line, after in pairwise(lines):
            mode = (kind(line),)
            if line[0] != " " and after[0] != " " and mode in known:
                assert after.split()[0] not in known[mode] or kind(after) == kind(line), f"{path}: {line} / {after}"


OLD_FORM = {"sessions": {"a": {"state": "pendingCommitTimer", "commitBy": 1739835851.8}, "b": {"state": "pending"}}}
NEW_FORM = {
    "sessions": {"a": {"state": "committed"}, "b": {"state": "pending"}},
    "commitTimerSessionName": "a",
    "commitTimerExpireTime": 1739835851.8,
}


@pytest.mark.parametrize("answer", [OLD_FORM, NEW_FORM], ids=["up to 4.31", "from 4.32 on"])
def test_which_session_waits(answer):
    assert eos_text.waiting_sessions(answer) == ["a"]
    assert eos_text.open_sessions(answer) == ["b"]


@pytest.mark.parametrize(
    "answer",
    [{"sessions": {}}, {"sessions": {"a": {"state": "completed"}}}, {"sessions": {}, "commitTimerSessionName": ""}],
)
def test_no_session_waits(answer):
    assert eos_text.waiting_sessions(answer) == []


ROUTES = {
    "10.0.0.1/32": {"hardwareProgrammed": True, "vias": [{"interface": "Ethernet2/1"}, {"interface": "Ethernet1/1"}]},
    "10.0.0.2/32": {"hardwareProgrammed": False, "kernelProgrammed": True, "vias": [{"interface": "Ethernet1/1"}]},
    "10.0.0.3/32": {"kernelProgrammed": True, "vias": [{"interface": "Ethernet1/1"}]},
    "10.0.0.4/32": {"hardwareProgrammed": True, "vias": [{"nexthopAddr": "10.9.0.1"}]},
}


@pytest.mark.parametrize("answer", [{"vrfs": {"default": {"routes": ROUTES}}}, {"routes": ROUTES}])
def test_a_route_that_the_hardware_has_not_taken_does_not_forward(answer):
    assert eos_text.ports_by_prefix(answer) == {
        "10.0.0.1/32": ["Ethernet1/1", "Ethernet2/1"],
        "10.0.0.3/32": ["Ethernet1/1"],
        "10.0.0.4/32": [],
    }
