"""SR Linux spines over SONiC leaves: what is rendered for one end of a cable agrees with what is for the other, read
out of the files themselves.
"""

from functools import cache
from pathlib import Path

import orjson
import pytest

from fabricgen.fabric import names
from fabricgen.judge import judge
from fabricgen.render.run import Worker
from tests.platforms.test_sonic_cumulus import End, Link, Session, Switch, far, sonic_switch, subnet

PAGE = Path(__file__).parents[2] / "inventories" / "ixr-h5"
RS = "rs"
"""Reed-Solomon is the one FEC that a port of 400G can have (IEEE 802.3, clause 119): SR Linux doesn't ask."""


def named(rows, key="name"):
    return {row[key]: row for row in rows}


def srlinux_switch(tree):
    qos = tree["srl_nokia-qos:qos"]
    ports = {row["name"]: row for row in tree["srl_nokia-interfaces:interface"] if row["name"].startswith("ethernet")}
    queues = {row["name"]: row["queue-index"] for row in qos["queues"]["queue"]}
    classes = {
        row["name"]: queues[row["output"]["unicast-queue"]] for row in qos["forwarding-classes"]["forwarding-class"]
    }
    (policy,) = qos["classifiers"]["dscp-policy"]
    return Switch(
        {name: srlinux_end(tree, row) for name, row in ports.items()},
        {row["value"]: classes[row["forwarding-class"]] for row in policy["dscp"]},
        tree["srl_nokia-system:system"]["srl_nokia-load-balancing:load-balancing"]["hash-options"]["hash-seed"],
    )


def srlinux_end(tree, row):
    (below,) = row["subinterface"]
    (address,) = below["ipv4"]["address"]
    bgp = named(tree["srl_nokia-network-instance:network-instance"])["default"]["protocols"]["srl_nokia-bgp:bgp"]
    peer = named(bgp["neighbor"], "peer-address")[far(address["ip-prefix"])]
    group = named(bgp["group"], "group-name")[peer["peer-group"]]
    bfd = named(tree["srl_nokia-bfd:bfd"]["subinterface"], "id")[f"{row['name']}.0"]
    assert group["failure-detection"]["enable-bfd"]
    assert row["mtu"] == below["ip-mtu"] + 14
    return End(
        row["description"],
        Link(paused(tree["srl_nokia-qos:qos"], row["name"]), below["ip-mtu"],
             int(row["ethernet"]["port-speed"].rstrip("G")), RS, subnet(address["ip-prefix"])),
        Session(
            bgp["autonomous-system"],
            peer.get("peer-as") or group["peer-as"],
            (group["timers"]["keepalive-interval"], group["timers"]["hold-time"]),
            (bfd["desired-minimum-transmit-interval"] // 1000, bfd["detection-multiplier"]),
        ),
    )  # fmt: skip


def paused(qos, port):
    """Priorities that the port pauses and that pause it, which are the same, with the queue of the same number."""
    row = named(qos["interfaces"]["interface"], "interface-id")[port]
    assert row["pfc"]["pfc-enable"]
    profile = named(qos["pfc-mapping-profile"])[row["pfc"]["pfc-mapping-profile"]]
    sent = profile["received-traffic"]["unicast-mapping"]["pfc-queue"]
    heard = profile["received-pfc-pause-frames"]["queue"]
    queues, numbers = named(qos["queues"]["queue"]), named(qos["queues"]["pfc-queue"], "pfc-queue-name")
    pauses = {numbers[each["pfc-queue-name"]]["queue-index"]: each["pfc-pause-frame-priority"] for each in sent}
    stops = {queues[each["queue-name"]]["queue-index"]: each["pfc-pause-frame-priority"] for each in heard}
    assert all(each["enable-pfc"] for each in heard)
    assert pauses == stops == {number: number for number in pauses}
    return tuple(sorted(pauses))


def uplinks(tables):
    """Without the ports of hosts."""
    return {**tables, "PORT": {name: row for name, row in tables["PORT"].items() if ":eth" in row["description"]}}


@cache
def fabric():
    verdict = judge(PAGE)
    assert not verdict.errors
    worker = Worker(verdict.blueprint, ())
    return {name: switch(worker.artifacts(index)) for index, name in enumerate(names(verdict.blueprint.fabric))}


def switch(artifacts):
    files = {artifact.path.rpartition("/")[2]: artifact.data.decode() for artifact in artifacts}
    if "config_db.json" in files:
        return sonic_switch(uplinks(orjson.loads(files["config_db.json"])), files["frr.conf"])
    (text,) = files.values()
    return srlinux_switch(orjson.loads(text))


def cables():
    """Both ends of each cable, leaves first."""
    for name, leaf in fabric().items():
        for port, end in leaf.ends.items() if name.startswith("leaf") else ():
            other, _, there = end.faces.partition(":")
            yield f"{name}:{port}", end, fabric()[other].ends[there]


def test_there_are_as_many_cables_as_the_page_says():
    ends = list(cables())
    assert len(ends) == 16 * 64
    assert len({there.link.subnet for _, _, there in ends}) == len(ends)


def test_each_end_names_the_other():
    assert [label for label, _, there in cables() if there.faces != label] == []


def test_both_ends_have_the_same_link():
    assert [(label, here.link, there.link) for label, here, there in cables() if here.link != there.link] == []


def test_both_ends_have_the_same_session():
    wrong = [
        (label, here.session, there.session)
        for label, here, there in cables()
        if here.session != there.session._replace(own=there.session.far, far=there.session.own)
    ]
    assert wrong == []


def test_the_link_is_what_the_page_says():
    assert {end.link._replace(subnet="") for _, end, _ in cables()} == {Link((3,), 9214, 400, "rs", "")}
    assert {(end.session.timers, end.session.bfd) for _, end, _ in cables()} == {((3, 9), (300, 3))}


def test_a_code_point_is_of_the_same_class_everywhere():
    (classes,) = {tuple(sorted(switch.classes.items())) for switch in fabric().values()}
    assert dict(classes) == {**dict.fromkeys(range(64), 0), 26: 3, 34: 4, 48: 6, 56: 7}


def test_adjacent_tiers_hash_differently():
    seeds = {role: {box.seed for name, box in fabric().items() if name.startswith(role)} for role in ("leaf", "spine")}
    assert seeds == {"leaf": {0}, "spine": {22}}


@pytest.mark.parametrize(
    ("change", "kind"), [({"mtu": 9000}, "link"), ({"pfc": (4,)}, "link"), ({"far": 1}, "session")]
)
def test_a_disagreement_would_be_seen(change, kind):
    _, here, there = next(cables())
    part = getattr(here, kind)
    assert part._replace(**change) not in (getattr(there, kind), part)
