"""Switches in memory, asked over the same methods as live ones."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from fabricgen.rollout.asking import Question, ask, ask_all
from fabricgen.rollout.expected import originated
from fabricgen.rollout.observed import Note, SeenSession
from fabricgen.rollout.scene import Drift, Look
from fabricgen.targets.secrets import Hidden
from tests.rollout.healthy import LEAF, TIERS, WANTED, healthy, told


class Memory:
    """A switch in memory. What it answers is given; an exception is raised instead."""

    def __init__(self, name, running="a\n", **answers):
        wanted = WANTED[name]
        seen = healthy(name)
        self.candidate, self.running, self.closed = "", running, False
        families = {"ipv4": {"received_prefixes": 6, "accepted_prefixes": 6, "sent_prefixes": -1}}
        peers = {
            key: {"is_up": s.up, "remote_as": s.remote_as, "local_as": s.local_as, "address_family": families}
            for key, s in seen.sessions.items()
        }
        self.answers = {
            "get_facts": {"hostname": f"{name}.lab.example", "os_version": "8.4.4"},
            "get_interfaces": {port: {"mtu": mtu, "is_up": True} for port, mtu in wanted.mtus.items()},
            "get_bgp_neighbors": {"global": {"router_id": "", "peers": peers}},
            "get_lldp_neighbors": {
                port: [{"hostname": f"{heard.system}.lab.example", "port": heard.port} for heard in found]
                for port, found in seen.neighbors.items()
            },
            "get_forwarding": {prefix: list(ports) for prefix, ports in seen.forwarding.items()},
            "get_lossless_counters": NotImplementedError(),
        } | answers

    def __getattr__(self, name):
        if name not in self.__dict__.get("answers", ()):
            raise AttributeError(name)
        return lambda: self._answer(name)

    def _answer(self, name):
        answer = self.answers[name]
        if isinstance(answer, list):
            answer = answer.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def load_replace_candidate(self, filename=None, config=None):
        self.candidate = config

    def compare_config(self):
        return "" if self.candidate == self.running else f"-{self.running}+{self.candidate}"

    def discard_config(self):
        self.candidate = ""

    def close(self):
        self.closed = True


def question(live, candidate="a\n", **more):
    return Question(
        WANTED[LEAF], lambda: live, Hidden(candidate), lambda text: text.replace("hunter2", "<***>"), **more
    )


def test_a_healthy_switch_is_seen_as_it_is():
    live = Memory(LEAF)
    look = ask(question(live))
    seen = healthy(LEAF)
    assert look == Look(
        WANTED[LEAF], replace(seen, mtus=WANTED[LEAF].mtus, links=dict.fromkeys(WANTED[LEAF].mtus, True)), drift=Drift()
    )
    assert (live.closed, live.candidate) == (True, "")


def test_a_difference_is_masked():
    assert ask(question(Memory(LEAF), "password hunter2\n")).drift == Drift("-a\n+password <***>")


def test_a_switch_that_is_not_reached():
    def reach():
        raise ConnectionError(f"{LEAF}: nobody answers hunter2")

    look = ask(question(None)._replace(reach=reach))
    assert look == Look(WANTED[LEAF], trouble="nobody answers <***>")


def test_what_fails_is_a_note_and_the_rest_is_read():
    live = Memory(LEAF, get_bgp_neighbors=KeyError("hunter2"), get_forwarding=NotImplementedError())
    live.load_replace_candidate = None
    look = ask(question(live))
    assert look.observed.notes == (Note("BGP sessions", "KeyError: '<***>'"), Note("forwarding", ""))
    assert (look.observed.sessions, look.observed.forwarding) == (None, None)
    assert look.observed.neighbors == healthy(LEAF).neighbors
    assert look.drift == Drift(trouble="'NoneType' object is not callable")


def test_unread_lossless_counters_are_told_only_when_asked_for():
    assert told([ask(question(Memory(LEAF)))]) == []
    assert told([ask(question(Memory(LEAF), interval=0.01))]) == ["FG915 lossless counters aren't read on frr"]


def test_lossless_counters_are_read_twice():
    counters = [{"swp1": {"watchdog_3": 1}}, {"swp1": {"watchdog_3": 2}}]
    counted = ask(question(Memory(LEAF, get_lossless_counters=counters), interval=0.01)).counted
    assert (counted.before, counted.after) == ({"swp1": {"watchdog_3": 1}}, {"swp1": {"watchdog_3": 2}})


def test_many_are_asked_in_order():
    questions = [question(Memory(name))._replace(expected=WANTED[name]) for name in WANTED]
    with ThreadPoolExecutor(4) as executor:
        looks = ask_all(questions, executor)
    assert [look.device for look in looks] == list(WANTED)
    assert told(looks) == []


def test_what_a_switch_announces():
    assert originated(TIERS, 2) == ("10.0.0.2/32", "10.128.0.32/28")


def test_an_as_number_that_the_driver_lacks_is_0():
    peers = {"10.64.0.16": {"is_up": True, "remote_as": -1, "local_as": None, "address_family": {}}}
    seen = ask(question(Memory(LEAF, get_bgp_neighbors={"global": {"peers": peers}}))).observed.sessions
    assert seen == {"10.64.0.16": SeenSession(up=True, remote_as=0, local_as=0, received=0)}
    assert seen["10.64.0.16"].is_between(1, 2)
