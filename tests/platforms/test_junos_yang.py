"""Juniper's own YANG models know every statement that we render, in its place, and none that we invent."""

from pathlib import Path

import pytest

from fabricgen.judge import judge
from fabricgen.render.run import Worker
from tests.platforms.judges import EVOLVED, QFX, junos_models, needs_junos_models
from tests.platforms.junos_devices import DEEP_SPINE, DEVICES
from tests.platforms.junos_yang import UnknownError, walk

GOLDEN = Path(__file__).parent / "golden" / "junos"
INVENTORY = Path(__file__).parents[2] / "inventories" / "ptx-qfx"
pytestmark = [pytest.mark.slow, needs_junos_models]


@pytest.fixture(scope="module")
def trees():
    return {QFX: junos_models(QFX), EVOLVED: junos_models(EVOLVED)}


def golden(name):
    return (GOLDEN / f"{name}.conf").read_text()


def test_there_are_models(trees):
    assert all(len(tree) > 20 for tree in trees.values())


@pytest.mark.parametrize("name", [name for name in DEVICES if name != DEEP_SPINE.name])
def test_a_qfx_knows_every_statement_in_its_place(trees, name):
    met = walk(golden(name), trees[QFX])
    assert met.misplaced == []
    assert met.statements > 150


def test_junos_evolved_on_ptx_knows_every_statement(trees):
    """Its order of system statements is another one; what a comparison ignores, one text serves both."""
    met = walk(golden(DEEP_SPINE.name), trees[EVOLVED])
    assert met.misplaced == ["system > syslog"]
    assert met.statements > 150


def test_every_switch_of_the_inventory_is_known(trees):
    blueprint = judge(INVENTORY).blueprint
    worker = Worker(blueprint, ())
    for tier, tree in zip(blueprint.fabric.tiers, (QFX, EVOLVED), strict=True):
        (artifact,) = worker.artifacts(tier.first + tier.count - 1)
        assert walk(artifact.data.decode(), trees[tree]).statements > 150


def test_buffer_partitions_are_not_for_ptx(trees):
    with pytest.raises(UnknownError, match="class-of-service > shared-buffer"):
        walk(golden("leaf-p00-00"), trees[EVOLVED])


INVENTED = {
    "a word": ("hold-time 9;", "holding-time 9;", "holding-time"),
    "a number as a word": ("multiplier 3;", "multiplier often;", "multiplier doesn't take often"),
    "a number out of range": ("pfc-priority 3;", "pfc-priority 8;", "pfc-priority doesn't take 8"),
    "a threshold out of range": ("dynamic-threshold 10;", "dynamic-threshold 11;", "dynamic-threshold doesn't take 11"),
    "an action": ("watchdog-action drop;", "watchdog-action alert;", "watchdog-action doesn't take alert"),
    "a rate": ("transmit-rate percent 60;", "transmit-rate percent 101;", "percent doesn't take 101"),
    "a value that is missing": ("router-id 10.0.0.1;", "router-id;", "router-id doesn't take nothing"),
    "a value too many": ("router-id 10.0.0.1;", "router-id 10.0.0.1 now;", "more than a value"),
    "a flag with a value": ("log-updown;", "log-updown yes;", "more than a value"),
    "another place": ("log-updown;", "root-login deny;", "root-login: not below it"),
    "a hierarchy": ("chassis {", "chassises {", "chassises"),
    "an action of a term": ("then reject;", "then refuse;", "refuse: no such word"),
    "a speed that is a block": ("speed 400g;", "speed {\n400g;\n}", "speed doesn't take nothing"),
    "a shape": ("log-updown;", "log-updown", "neither a statement nor a block"),
}


@pytest.mark.parametrize(("written", "invented", "reason"), INVENTED.values(), ids=INVENTED)
def test_the_models_refuse(trees, written, invented, reason):
    text = golden("spine-p00-00") if written == "chassis {" else golden("leaf-p00-00")
    assert written in text
    with pytest.raises(UnknownError, match=reason):
        walk(text.replace(written, invented, 1), trees[QFX])


def test_the_models_tell_the_order(trees):
    text = golden("leaf-p00-00").replace("    router-id 10.0.0.1;\n", "")
    moved = text.replace("    graceful-restart;\n", "    graceful-restart;\n    router-id 10.0.0.1;\n", 1)
    assert walk(moved, trees[QFX]).misplaced == ["routing-options > router-id"]
