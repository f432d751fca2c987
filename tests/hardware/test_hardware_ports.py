"""Radix at a speed, and where each port is on the front panel."""

import pytest

from fabricgen.hardware import SpeedError, SwitchModel, breakout, logical_ports, model, models, port_slots, speeds


@pytest.mark.parametrize(
    ("name", "radix"),
    [
        ("arista-7060x6-64pe", {800: 64, 400: 128, 200: 256, 100: 256}),
        ("arista-7060x6-64pe-b", {800: 64, 400: 128, 200: 256, 100: 512}),
        ("arista-7060x6-32pe", {800: 32, 400: 64, 200: 128, 100: 256}),
        ("arista-7060x5-64s", {400: 64, 200: 128, 100: 256}),
        ("arista-7060x5-32qs", {400: 32, 200: 64, 100: 128}),
        ("arista-7804r4", {800: 144, 400: 288}),
        ("arista-7808r4", {800: 288, 400: 576}),
        ("arista-7816r4", {800: 576, 400: 1152}),
        ("nvidia-sn5600", {800: 64, 400: 128, 200: 256, 100: 256, 50: 256, 25: 256, 10: 256}),
        ("nvidia-sn5400", {400: 64, 200: 128, 100: 256, 50: 256, 25: 256, 10: 256}),
        ("dell-z9864f-on", {800: 64, 400: 128, 200: 256, 100: 256}),
        ("celestica-ds3000", {100: 32}),
        ("cisco-8111-32eh", {800: 32, 400: 64}),
        ("cisco-n9364e-sg2", {800: 64, 400: 128, 100: 512}),
        ("juniper-qfx5240-64od", {800: 64, 400: 128, 200: 256, 100: 256}),
        ("juniper-ptx10002-36qdd", {800: 36, 400: 72, 100: 288}),
        ("nokia-7220-ixr-h4", {400: 64, 200: 128, 100: 256}),
    ],
)
def test_radix(name: str, radix: dict[int, int]) -> None:
    entry = model(name)
    assert {gbps: logical_ports(entry, gbps) for gbps in speeds(entry)} == radix


@pytest.mark.parametrize("gbps", [1, 10, 100, 400, 800, 1600])
def test_a_virtual_switch_has_ports_of_any_speed(gbps: int) -> None:
    lab = model("linux-lab")
    assert speeds(lab) == ()
    assert port_slots(lab, gbps) == tuple((cage, 1, 1) for cage in range(1, 129))


@pytest.mark.parametrize(
    ("name", "gbps", "first", "last"),
    [
        ("arista-7060x6-64pe", 800, [(1, 1, 8), (2, 1, 8)], (64, 1, 8)),
        ("arista-7060x6-64pe", 400, [(1, 1, 4), (1, 5, 4), (2, 1, 4)], (64, 5, 4)),
        ("arista-7060x6-64pe", 200, [(1, 1, 2), (1, 3, 2), (1, 5, 2), (1, 7, 2), (2, 1, 2)], (64, 7, 2)),
        ("arista-7060x6-64pe", 100, [(1, 1, 2), (1, 3, 2), (1, 5, 2), (1, 7, 2), (2, 1, 2)], (64, 7, 2)),
        ("arista-7060x6-64pe-b", 100, [(1, 1, 1), (1, 2, 1)], (64, 8, 1)),
        ("arista-7060x5-32qs", 200, [(1, 1, 2), (1, 3, 2), (2, 1, 2)], (32, 3, 2)),
        ("arista-7816r4", 400, [(1, 1, 4), (1, 5, 4)], (576, 5, 4)),
        ("nvidia-sn5600", 25, [(1, 1, 2), (1, 3, 2)], (64, 7, 2)),
    ],
)
def test_slots(name: str, gbps: int, first: list[tuple[int, int, int]], last: tuple[int, int, int]) -> None:
    slots = port_slots(model(name), gbps)
    assert list(slots[: len(first)]) == first
    assert slots[-1] == last


def test_part_counts_the_ports_of_a_cage() -> None:
    assert [slot.part for slot in port_slots(model("dell-z9864f-on"), 200)[:5]] == [1, 2, 3, 4, 1]


@pytest.mark.parametrize("entry", models(), ids=lambda entry: entry.name)
def test_slots_fill_the_cages_and_never_overlap(entry: SwitchModel) -> None:
    for gbps in speeds(entry):
        slots = port_slots(entry, gbps)
        used = [(slot.cage, slot.lane + offset) for slot in slots for offset in range(slot.lanes)]
        assert len(used) == len(set(used))
        assert max(lane for _, lane in used) <= entry.fabric.lanes
        assert {slot.cage for slot in slots} == set(range(1, entry.fabric.count + 1))
        assert list(slots) == sorted(slots)


@pytest.mark.parametrize(
    ("name", "gbps", "allowed", "message"),
    [
        (
            "arista-7808r4", 100, (800, 400),
            "arista-7808r4 has no ports of 100G: choose from 800G, 400G",
        ),
        (
            "nvidia-sn5400", 800, (400, 200, 100, 50, 25, 10),
            "nvidia-sn5400 has no ports of 800G: choose from 400G, 200G, 100G, 50G, 25G, 10G",
        ),
    ],
)  # fmt: skip
def test_a_missing_speed_is_refused_with_those_it_has(
    name: str, gbps: int, allowed: tuple[int, ...], message: str
) -> None:
    with pytest.raises(SpeedError) as caught:
        breakout(model(name), gbps)
    assert caught.value.allowed == allowed
    assert str(caught.value) == message
    assert port_slots(model(name), gbps) == ()
    assert logical_ports(model(name), gbps) == 0
