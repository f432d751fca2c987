"""PFC headroom: the bytes that still arrive on a port after it asked its peer to pause (IEEE 802.1Qbb).

On the wire these are: the largest frame that was just being sent (the pause waits behind it), the pause frame, two
cable lengths in flight, what the peer sends while it reacts, and its last frame. In the chip they take whole cells, so
a stream of small frames takes several times its own size. Three models of that match tables that vendors ship; "wire"
is the plain formula for chips without one. Nothing below the floor of the wire formula is ever given.

Units: bytes, metres, Gb/s, ns. Sources stand at each model.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from fabricgen.quantity import gbps_text

QUANTA = {1: 2, 10: 67, 25: 80, 40: 118, 50: 147, 100: 394, 200: 453, 400: 905, 800: 905}
"""Time to react to a pause, in quanta of 512 bits: IEEE 802.3 31B.3.7, as in SONiC's buffer_headroom_mellanox.lua."""
QUANTUM_BYTES = 64
PREAMBLE_AND_GAP = 20  # IEEE 802.3: 8 bytes of preamble and start delimiter, 12 of gap
PAUSE_FRAME = 84  # a frame of 64 bytes on the wire
JUMBO = 9216

FIBRE, COPPER = Fraction(5), Fraction(476, 100)
"""ns per metre: light in glass, signals in twinax."""


class UnknownSpeedError(ValueError):
    """No pause reaction time is published for the speed."""


@dataclass(frozen=True, slots=True)
class Headroom:
    """Of one lossless priority on one port.

    `xoff_bytes`: room above the pause threshold. Resume below `xon_bytes`, or `xon_offset_bytes` under the threshold.
    `floor_bytes`: what the wire alone brings. `assumption` says what the model takes for granted.
    """

    xoff_bytes: int
    xon_bytes: int
    xon_offset_bytes: int
    floor_bytes: int
    assumption: str


class Pattern(NamedTuple):
    """What lossless traffic looks like in the worst case: part of it in frames of 64 bytes, and its largest frame."""

    small: Fraction
    lossless_mtu: int


ALL_SMALL = Pattern(Fraction(1), 1024)  # behind the table of the SN5600 in sonic-net/sonic-buildimage, ACS-SN5600
HALF_SMALL = Pattern(Fraction(1, 2), 4096)  # behind that of its SKU Mellanox-SN5600-V256


def reaction_quanta(gbps: int) -> int:
    """Between the standard's speeds that of the next higher one. Raises `UnknownSpeedError` beyond them."""
    for known in sorted(QUANTA):
        if gbps <= known:
            return QUANTA[known]
    highest = gbps_text(max(QUANTA))
    raise UnknownSpeedError(
        f"no pause reaction time is published for {gbps_text(gbps)}: headroom is known up to {highest}"
    )


def _exact(metres: float) -> Fraction:
    """To the millimetre, so that 0.1 m is a tenth."""
    return Fraction(metres).limit_denominator(1000)


def floor_bytes(
    gbps: int, metres: float, mtu: int = JUMBO, ns_per_metre: Fraction = FIBRE, interface_ns: Fraction = Fraction(0)
) -> int:
    """MTU + 20 + 84 + 2 L v B + 64 Q + t B + MTU + 20, with B in bytes per ns: the least that any port may be given."""
    rate = Fraction(gbps, 8)
    frames = 2 * (mtu + PREAMBLE_AND_GAP) + PAUSE_FRAME
    in_flight = (2 * _exact(metres) * ns_per_metre + interface_ns) * rate
    return ceil(frames + in_flight + QUANTUM_BYTES * reaction_quanta(gbps))


def wire_xoff(gbps: int, metres: float, mtu: int = JUMBO, cell: int = 256) -> int:
    """The floor times cell / 84: each frame of 64 bytes (84 on the wire) takes a cell of its own.

    256 bytes is the largest cell that a vendor publishes (Spectrum-6: asic_table.j2 in sonic-buildimage).
    """
    return ceil(floor_bytes(gbps, metres, mtu) * max(Fraction(cell, PAUSE_FRAME), Fraction(1)))


class Spectrum(NamedTuple):
    """A generation of the chip. Cells and pipeline: platform/mellanox/asic_table.j2 in sonic-net/sonic-buildimage.

    `tile_ns`: from Spectrum-4 on; read off the table of the SN5600, all of whose rows the formula then gives exactly.
    A port of eight lanes has twice the pipeline: `wide_xon` from the speed `wide_gbps` on.
    """

    cell: int
    tile_ns: int
    xon: int
    wide_xon: int
    wide_gbps: int


SPECTRUM = {
    "spectrum1": Spectrum(96, 0, 19_456, 37_888, 400),
    "spectrum2": Spectrum(144, 0, 19_456, 37_888, 400),
    "spectrum3": Spectrum(144, 0, 19_456, 37_888, 400),
    "spectrum4": Spectrum(192, 120, 19_456, 38_912, 800),
    "spectrum5": Spectrum(192, 120, 19_456, 38_912, 800),
    "spectrum6": Spectrum(256, 120, 43_008, 84_992, 1600),
}


def spectrum_xoff(
    gbps: int,
    metres: float,
    mtu: int = JUMBO,
    chip: Spectrum = SPECTRUM["spectrum4"],
    pattern: Pattern = ALL_SMALL,
) -> int:
    """MTU + two cables at 0.198 m/ns + 819.2 of MAC and PHY + 64 Q + the tile, inflated by cells, in whole KiB.

    Source: cfgmgr/buffer_headroom_mellanox.lua in sonic-net/sonic-swss, with decimal Gb/s in place of its 1,024s.
    """
    rate = Fraction(gbps, 8)
    on_cable = 2 * _exact(metres) / Fraction(198, 1000) * rate
    delayed = mtu + on_cable + Fraction(8192, 10) + QUANTUM_BYTES * reaction_quanta(gbps) + chip.tile_ns * rate
    inflation = 1 - pattern.small + pattern.small * _cells_of_small_frames(chip.cell)
    return ceil((pattern.lossless_mtu + delayed * inflation) / 1024) * 1024


def _cells_of_small_frames(cell: int) -> Fraction:
    """Below two small frames to a cell the worst frame is one byte longer than a cell."""
    return Fraction(cell, 64) if cell > 128 else Fraction(2 * cell, 1 + cell)


def tomahawk5_xoff(gbps: int, metres: float, mtu: int = JUMBO) -> int:
    """254/84 (2 MTU + 768 + B (2166 + 10 L)): cells of 254 bytes, a fixed delay of 2166 ns.

    Fitted to the table of Dell's Z9864F (sonic-buildimage, Dell-Z9864f-O64): within 0.2 % at 400G and 800G.
    """
    rate = Fraction(gbps, 8)
    return round(Fraction(254, 84) * (2 * mtu + 768 + rate * (2166 + 10 * _exact(metres))))


def jericho_xoff(gbps: int, metres: float, mtu: int = JUMBO) -> int:
    """1.33 (2 MTU + 11,500 + B (1130 + 10 L)), in pages of 4 KiB: deep buffers, 665 bytes per metre at 400G.

    Fitted to Arista's 7800R3A table (sonic-buildimage, Arista-7800R3A-36D2-D36): never below, at most 0.6 % above.
    """
    rate = Fraction(gbps, 8)
    exact = Fraction(133, 100) * (2 * mtu + 11_500 + rate * (1130 + 10 * _exact(metres)))
    return ceil(exact / 4096) * 4096


def headroom(
    family: str, gbps: int, metres: float, mtu: int = JUMBO, pattern: Pattern = ALL_SMALL, cell: int = 256
) -> Headroom:
    """The model follows from the ASIC family: tomahawk5, spectrum to spectrum6, jericho and its kin; else "wire".

    `pattern` is for Spectrum, `cell` for "wire"; the other models have them built in.
    """
    found = _modelled(_plain(family), gbps, metres, mtu, pattern, cell)
    return replace(found, xoff_bytes=max(found.xoff_bytes, found.floor_bytes))


def _plain(family: str) -> str:
    """Tomahawk 5, tomahawk-5 and tomahawk5 are the same; plain Spectrum is the first."""
    name = "".join(letter for letter in family.lower() if letter.isalnum())
    return "spectrum1" if name == "spectrum" else name


def _modelled(family: str, gbps: int, metres: float, mtu: int, pattern: Pattern, cell: int) -> Headroom:
    floor = floor_bytes(gbps, metres, mtu)
    if chip := SPECTRUM.get(family):
        xon = chip.wide_xon if gbps >= chip.wide_gbps else chip.xon
        said = f"{round(100 * pattern.small)} % of packets have 64 bytes, the others {pattern.lossless_mtu} at most"
        return Headroom(spectrum_xoff(gbps, metres, mtu, chip, pattern), xon, 0, floor, said)
    if family == "tomahawk5":
        return Headroom(tomahawk5_xoff(gbps, metres, mtu), 0, 14 * 254, floor, "all packets have 64 bytes")
    if family.startswith("jericho"):
        offset = int(gbps * _JERICHO_OFFSET)
        return Headroom(jericho_xoff(gbps, metres, mtu), 2560, offset, floor, "packets as the vendor's table has them")
    said = f"all packets have 64 bytes and take {cell} in the chip"
    return Headroom(wire_xoff(gbps, metres, mtu, cell), 0, 2 * mtu, floor, said)


_JERICHO_OFFSET = Fraction(1_454_025, 400)  # bytes per Gb/s: the 7800R3A's table, 29 us at line rate
# "wire" resumes two frames below the threshold, as the DCQCN paper does (Zhu et al., SIGCOMM 2015, section 4).


class Row(NamedTuple):
    """A line of a vendor's lookup table."""

    gbps: int
    metres: float
    xoff_bytes: int
    xon_bytes: int
    xon_offset_bytes: int


def looked_up(table: Iterable[Row], gbps: int, metres: float, mtu: int = JUMBO) -> Headroom | None:
    """From a vendor's table the shortest row that is long enough, never below the floor; None when no row is."""
    rows = sorted(row for row in table if row.gbps == gbps and row.metres >= metres)
    if not rows:
        return None
    row, floor = rows[0], floor_bytes(gbps, metres, mtu)
    said = f"the vendor's row for {row.metres:g} m"
    return Headroom(max(row.xoff_bytes, floor), row.xon_bytes, row.xon_offset_bytes, floor, said)


@dataclass(frozen=True, slots=True)
class Fit:
    """Headroom that all ports need together, against what the chip has for it."""

    needed_bytes: int
    chip_bytes: int
    shared_minimum: int

    @property
    def fits(self) -> bool:
        return self.needed_bytes <= self.chip_bytes - self.shared_minimum

    @property
    def share(self) -> float:
        """Part of the chip that headroom takes."""
        return self.needed_bytes / self.chip_bytes


def fit(
    ports: Iterable[tuple[int, int]],
    priorities: int,
    chip_bytes: int,
    shared_minimum: int = 0,
    ratio: Fraction = Fraction(1),
) -> Fit:
    """`ports`: pairs of how many and their xoff. `ratio` above 1 is a shared headroom pool: a bet, not all pause."""
    dedicated = sum(count * xoff for count, xoff in ports) * priorities
    return Fit(ceil(dedicated / ratio), chip_bytes, shared_minimum)
