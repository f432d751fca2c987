"""SONiC's port rows, against lines of port_config.ini and platform.json in sonic-net/sonic-buildimage."""

import pytest

from fabricgen.hardware import SonicBox, SwitchModel, model, models, port_slots, speeds
from fabricgen.hardware.sonic import ModeError, SonicPort, sonic_extra, sonic_port


def box(name: str) -> SonicBox:
    found = model(name).sonic
    assert found is not None
    return found


def row(port: SonicPort) -> tuple[str, str, str, int, int, int, str | None]:
    lanes = ",".join(map(str, port.lanes))
    return port.name, lanes, port.alias, port.panel_index, port.speed, port.subport, port.fec


@pytest.mark.parametrize(
    ("name", "gbps", "nth", "expected"),
    [
        ("nvidia-sn5600", 800, 0, ("Ethernet0", "0,1,2,3,4,5,6,7", "etp1", 1, 800_000, 0, "rs")),
        ("nvidia-sn5600", 800, 63, ("Ethernet504", "504,505,506,507,508,509,510,511", "etp64", 64, 800_000, 0, "rs")),
        ("nvidia-sn5600", 400, 125, ("Ethernet500", "500,501,502,503", "etp63b", 63, 400_000, 2, "rs")),
        ("nvidia-sn5600", 200, 255, ("Ethernet510", "510,511", "etp64d", 64, 200_000, 4, "rs")),
        ("nvidia-sn5600", 25, 1, ("Ethernet2", "2,3", "etp1b", 1, 25_000, 2, None)),
        ("nvidia-sn5400", 400, 63, ("Ethernet504", "504,505,506,507,508,509,510,511", "etp64", 64, 400_000, 0, "rs")),
        ("dell-z9864f-on", 800, 1, ("Ethernet8", "17,18,19,20,21,22,23,24", "etp2", 2, 800_000, 0, "rs")),
        ("dell-z9864f-on", 800, 63, ("Ethernet504", "481,482,483,484,485,486,487,488", "etp64", 64, 800_000, 0, "rs")),
        ("dell-z9864f-on", 400, 3, ("Ethernet12", "21,22,23,24", "etp2b", 2, 400_000, 2, "rs")),
        ("arista-7060x6-64pe", 200, 4, ("Ethernet8", "1,2", "etp2a", 2, 200_000, 1, "rs")),
        ("arista-7060x6-64pe-b", 100, 7, ("Ethernet7", "24", "etp1h", 1, 100_000, 8, "rs")),
        ("arista-7060x6-32pe", 400, 1, ("Ethernet4", "389,390,391,392", "Ethernet1/5", 1, 400_000, 2, "rs")),
        ("ufispace-s9321-64e", 400, 1, ("Ethernet4", "53,54,55,56", "Eth0/2(Port0)", 0, 400_000, 2, "rs")),
        ("celestica-ds3000", 100, 31, ("Ethernet124", "125,126,127,128", "Eth32/1", 32, 100_000, 0, None)),
        ("nokia-7220-ixr-h4", 200, 21, ("Ethernet84", "253,254,255,256", "Ethernet11/5", 11, 200_000, 2, "rs")),
    ],
)  # fmt: skip
def test_rows(name: str, gbps: int, nth: int, expected: tuple[object, ...]) -> None:
    assert row(sonic_port(box(name), port_slots(model(name), gbps)[nth], gbps)) == expected


@pytest.mark.parametrize(
    ("name", "gbps", "cage", "mode"),
    [
        ("nvidia-sn5600", 800, "Ethernet0", "1x800G[400G,200G,100G,50G,40G,25G,10G]"),
        ("nvidia-sn5600", 400, "Ethernet0", "2x400G[200G,100G,50G,40G,25G,10G]"),
        ("nvidia-sn5600", 200, "Ethernet0", "4x200G[100G,50G,25G,10G]"),
        ("nvidia-sn5600", 100, "Ethernet0", "4x200G[100G,50G,25G,10G]"),
        ("nvidia-sn5400", 400, "Ethernet0", "1x400G[200G,100G,50G,40G,25G,10G]"),
        ("nvidia-sn5400", 100, "Ethernet0", "4x100G[50G,25G,10G]"),
        ("dell-z9864f-on", 800, "Ethernet0", "1x800G"),
        ("dell-z9864f-on", 400, "Ethernet0", "2x400G(8)"),
        ("dell-z9864f-on", 200, "Ethernet0", "4x200G"),
        ("dell-z9864f-on", 100, "Ethernet0", "4x100G(8)"),
        ("arista-7060x6-64pe", 800, "Ethernet0", "1x800G[400G]"),
        ("ufispace-s9321-64e", 100, "Ethernet0", "4x200G[100G]"),
    ],
)
def test_breakout_modes_are_spelled_as_in_platform_json(name: str, gbps: int, cage: str, mode: str) -> None:
    for slot in port_slots(model(name), gbps)[:1]:
        port = sonic_port(box(name), slot, gbps)
        assert (port.cage, port.mode) == (cage, mode)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nvidia-sn5600", [("Ethernet512", "512", "etp65", 65, 25_000, 0, None)]),
        (
            "dell-z9864f-on",
            [
                ("Ethernet512", "515", "etp65", 65, 25_000, 0, None),
                ("Ethernet513", "516", "etp66", 66, 25_000, 0, None),
            ],
        ),
        (
            "arista-7060x6-32pe",
            [
                ("Ethernet256", "513", "Ethernet33", 33, 10_000, 0, None),
                ("Ethernet257", "515", "Ethernet34", 34, 10_000, 0, None),
            ],
        ),
    ],
)
def test_ports_beside_the_fabric(name: str, expected: list[tuple[object, ...]]) -> None:
    assert [row(sonic_extra(extra)) for extra in box(name).extras] == expected


@pytest.mark.parametrize("entry", [entry for entry in models() if entry.sonic], ids=lambda entry: entry.name)
def test_no_lane_alias_or_name_twice(entry: SwitchModel) -> None:
    sonic = entry.sonic
    assert sonic is not None
    assert len(sonic.lanes) == entry.fabric.count
    assert sonic.cage_lanes == entry.fabric.lanes
    base = 0 if sonic.vendor == "mellanox" else 1
    assert all(lane % sonic.cage_lanes == base for lane in sonic.lanes)
    fastest = speeds(entry)[0]
    ports = [sonic_port(sonic, slot, fastest) for slot in port_slots(entry, fastest)]
    ports += [sonic_extra(extra) for extra in sonic.extras]
    lanes = [lane for port in ports for lane in port.lanes]
    assert len(lanes) == len(set(lanes))
    assert len({port.name for port in ports}) == len({port.alias for port in ports}) == len(ports)


def test_a_missing_mode_is_refused_with_those_there_are() -> None:
    with pytest.raises(ModeError) as caught:
        sonic_port(box("arista-7060x6-64de"), port_slots(model("arista-7060x6-64de"), 100)[0], 100)
    assert str(caught.value) == (
        "SONiC on Arista-7060X6-64DE has no breakout into ports of 100G on 2 lanes, "
        "only 1x800G[400G], 1x400G, 2x400G, 4x200G"
    )
    assert caught.value.modes == ("1x800G[400G]", "1x400G", "2x400G", "4x200G")


def test_a_garbled_mode_is_named() -> None:
    garbled = box("nvidia-sn5600")._replace(modes=("800G",))
    with pytest.raises(ValueError, match="'800G' is not a SONiC breakout mode"):
        sonic_port(garbled, port_slots(model("nvidia-sn5600"), 800)[0], 800)
