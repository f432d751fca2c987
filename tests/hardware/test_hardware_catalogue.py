"""The catalogue is whole: names, chips, figures with their sources, and nothing loaded before it is needed."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from fabricgen.hardware import (
    Balancing,
    Cages,
    Figure,
    SwitchModel,
    UnknownModelError,
    asics,
    model,
    models,
    sound,
)

PLATFORMS = {"eos", "sonic", "cumulus", "nxos", "iosxr", "junos", "srlinux", "frr"}
ALL = pytest.mark.parametrize("entry", models(), ids=lambda entry: entry.name)


def said(thing: object) -> Iterator[Figure | Balancing | Cages]:
    """Everything in a value that claims a source."""
    if isinstance(thing, Figure | Balancing | Cages):
        yield thing
    if is_dataclass(thing):
        for field in fields(thing):
            yield from said(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for item in thing:
            yield from said(item)


@ALL
def test_each_claim_has_a_source_and_a_confidence(entry: SwitchModel) -> None:
    claims = tuple(said(entry))
    assert claims
    assert all(claim.source.strip() and claim.confidence in {"A", "B", "C"} for claim in claims)
    assert entry.sources
    assert all(entry.sources)


@ALL
def test_each_model_is_consistent(entry: SwitchModel) -> None:
    assert entry.asic in asics()
    assert entry.platforms
    assert set(entry.platforms) <= PLATFORMS
    assert (entry.sonic is not None) == ("sonic" in entry.platforms)
    assert entry.virtual == (entry.asic.depth == "none")
    for cages in entry.cages:
        assert all(way.parts * way.lanes <= cages.lanes for way in cages.breakouts)
        assert cages.lane_gbps is None or all(way.gbps <= way.lanes * cages.lane_gbps for way in cages.breakouts)


@ALL
def test_a_chassis_has_as_many_cages_as_its_cards_together(entry: SwitchModel) -> None:
    if entry.chassis is not None:
        assert entry.fabric.count == entry.chassis.cards * entry.chassis.ports_per_card


def test_names_and_chips_are_unique() -> None:
    assert len({entry.name for entry in models()}) == len(models())
    assert len({chip.name for chip in asics()}) == len(asics())


def test_no_chip_is_without_a_switch() -> None:
    assert {entry.asic.name for entry in models()} == {chip.name for chip in asics()}


@pytest.mark.parametrize("chip", asics(), ids=lambda chip: chip.name)
def test_deep_buffers_are_not_mistaken_for_shallow(chip) -> None:
    size = chip.buffer_bytes
    if size is not None:
        assert (size.value >= 1_000_000_000) == (chip.depth == "deep")
    assert chip.headroom_model != "tomahawk5" or chip.family == "tomahawk5"
    assert chip.headroom_model != "spectrum4" or chip.family == "spectrum4"


@pytest.mark.parametrize(
    ("name", "chip", "depth", "platform"),
    [
        ("arista-7060x6-64pe", "tomahawk5", "shallow", "eos"),
        ("arista-7060x5-64s", "tomahawk4", "shallow", "eos"),
        ("arista-7816r4", "jericho3", "deep", "eos"),
        ("nvidia-sn5600", "spectrum4", "shallow", "cumulus"),
        ("nvidia-sn5400", "spectrum4", "shallow", "sonic"),
        ("dell-z9864f-on", "tomahawk5", "shallow", "sonic"),
        ("cisco-8111-32eh", "silicon-one-g100", "shallow", "iosxr"),
        ("cisco-8223-64eh", "silicon-one-p200", "deep", "iosxr"),
        ("cisco-n9332d-h2r", "cloudscale-h2r", "deep", "nxos"),
        ("juniper-ptx10002-36qdd", "express5", "deep", "junos"),
        ("nokia-7220-ixr-h5-64d", "tomahawk5", "shallow", "srlinux"),
        ("linux-lab", "linux", "none", "frr"),
    ],
)
def test_what_stands_in_the_catalogue(name: str, chip: str, depth: str, platform: str) -> None:
    entry = model(name)
    assert (entry.asic.name, entry.asic.depth) == (chip, depth)
    assert platform in entry.platforms


@pytest.mark.parametrize(
    ("name", "cell", "buffer", "ports"),
    [
        ("arista-7060x6-64pe", 254, 165_200_000, 320),
        ("arista-7060x6-64pe-b", 254, 165_335_712, 514),
        ("nokia-7220-ixr-h5-32d", 254, 80_424_520, None),
        ("juniper-qfx5230-64cd", 254, 113_143_792, None),
        ("nvidia-sn5600", 192, 158_229_504, 256),
        ("cisco-n9364e-sg2", None, None, None),
        ("arista-7816r4", None, None, None),
    ],
)
def test_sound_figures(name: str, cell: int | None, buffer: int | None, ports: int | None) -> None:
    chip = model(name).asic
    assert (sound(chip.cell_bytes), sound(chip.buffer_bytes), sound(chip.max_ports)) == (cell, buffer, ports)


@pytest.mark.parametrize(("confidence", "value"), [("A", 7), ("B", 7), ("C", None)])
def test_hearsay_decides_nothing(confidence, value: int | None) -> None:
    assert sound(Figure(7, "somebody said so", confidence)) == value


def test_hearsay_is_kept_for_the_reader() -> None:
    figure = model("cisco-n9364e-sg2").asic.buffer_bytes
    assert figure is not None
    assert (figure.value, figure.confidence) == (256_000_000, "C")
    assert sound(None) is None


@pytest.mark.parametrize(
    ("name", "per", "gbps", "can"),
    [
        ("arista-7060x6-64pe", "flowlet", 800, True),
        ("arista-7060x6-64pe", "packet", 400, True),
        ("nvidia-sn5600", "packet", 400, True),
        ("nvidia-sn5600", "packet", 800, False),
        ("nvidia-sn5600", "flowlet", 400, False),
        ("nvidia-sn4700", "packet", 400, False),
        ("arista-7808r4", "cell", 800, True),
        ("cisco-8223-64eh", "packet", 400, False),
        ("linux-lab", "flowlet", 400, False),
    ],
)
def test_balancing(name: str, per, gbps: int, can) -> None:
    assert model(name).asic.balances(per, gbps) is can


def test_balancing_by_hearsay_does_not_count() -> None:
    chip = model("arista-7060x6-64pe").asic
    rumoured = type(chip)(
        name="x", title="x", family="x", depth="shallow", dynamic_load_balancing=(Balancing("packet", "a rumour", "C"),)
    )
    assert not rumoured.balances("packet", 400)


@pytest.mark.parametrize(
    ("typo", "nearest", "message"),
    [
        (
            "arista-7060x6-64p",
            "arista-7060x6-64pe",
            "the hardware catalogue has no arista-7060x6-64p: did you mean arista-7060x6-64pe?",
        ),
        ("nvidia-sn560", "nvidia-sn5600", "the hardware catalogue has no nvidia-sn560: did you mean nvidia-sn5600?"),
        ("DELL-Z9864F", "dell-z9864f-on", "the hardware catalogue has no DELL-Z9864F: did you mean dell-z9864f-on?"),
        ("zzz", "", "the hardware catalogue has no zzz"),
    ],
)
def test_unknown_model_suggests_the_nearest(typo: str, nearest: str, message: str) -> None:
    with pytest.raises(UnknownModelError) as caught:
        model(typo)
    assert caught.value.nearest == nearest
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("name", "cage", "place"),
    [
        ("arista-7816r4", 1, (3, 1)),
        ("arista-7816r4", 36, (3, 36)),
        ("arista-7816r4", 37, (4, 1)),
        ("arista-7816r4", 576, (18, 36)),
        ("cisco-n9808", 288, (8, 36)),
        ("cisco-8804", 1, (0, 1)),
    ],
)
def test_where_a_cage_of_a_chassis_is(name: str, cage: int, place: tuple[int, int]) -> None:
    chassis = model(name).chassis
    assert chassis is not None
    assert chassis.place(cage) == place


def test_import_is_cheap() -> None:
    """CPU time, beyond what the standard library takes; the tables wait until a model is asked for."""
    script = """
import dataclasses, functools, re, sys, time, typing
start = time.process_time()
import fabricgen.hardware
print(int((time.process_time() - start) * 1e6), "fabricgen.hardware.tables" in sys.modules, "pydantic" in sys.modules)
"""
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True) for _ in range(3)
    ]
    words = [run.stdout.split() for run in runs]
    assert all(line[1:] == ["False", "False"] for line in words)
    assert min(int(line[0]) for line in words) < 25_000
