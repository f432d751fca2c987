"""OSPF costs don't say what the latencies say.

A cost counts quanta: one-way latency / quantum, rounded, 1 at least and 65,535 at most. Below the quantum all links
cost 1; two latencies that round to the same cost count as equally far. At the other end a leaf adds 32,768 to its own
side of each link, so that no traffic passes through it: when the longest way up and down costs as much, a detour
through a leaf is shorter. Leave the quantum out, and fabricgen takes the largest that counts every latency exactly.

Bad::

    cabling: {host: 3 m, leaf-spine: 30 m, spine-super-spine: 40 km}   # 0.15 us and 200 us
    underlay: {routing: ospf, ospf: {quantum: 10 us}}

Good::

    cabling: {host: 3 m, leaf-spine: 30 m, spine-super-spine: 40 km}
    underlay: {routing: ospf, ospf: {quantum: 50 ns}}                  # 3 and 4,000

Source: RFC 2328, section C.3 (16 bits of interface cost); RFC 6987 (routers that aren't transit); 5 us for a
kilometre of fibre.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan, several
from fabricgen.device.features.latency import Latencies
from fabricgen.findings import Finding, Severity
from fabricgen.quantity import microseconds_text
from fabricgen.theory.latency import DETOUR, cost, least_round_quantum, merged

CODE = "FG404"
TOO_WIDE = "no quantum counts them and the longest way; write one latency for links that may count as equally far"
Path = tuple[str | int, ...]


def check(plan: Plan) -> Iterator[Finding]:
    known = plan.tiers[0].latencies
    if known is None or not known.told():
        return
    path: Path = ("underlay", "routing") if known.chosen else ("underlay", "ospf", "quantum")
    yield from _below(known, path)
    yield from _alike(known, path)
    yield from _detours(known, path)


def _below(known: Latencies, path: Path) -> Iterator[Finding]:
    low = [us for us in known.told() if cost(us, known.quantum_us).below_quantum]
    if low:
        which = several([microseconds_text(us) for us in low])
        yield Finding(
            CODE,
            f"below the quantum of {microseconds_text(known.quantum_us)} every link costs 1: {which}",
            path=path,
            label="below the quantum",
            help=TOO_WIDE if known.chosen else f"write {microseconds_text(low[0])} or less, or leave the quantum out",
            severity=Severity.WARNING,
        )


def _alike(known: Latencies, path: Path) -> Iterator[Finding]:
    for shorter, longer in merged(known.told(), known.quantum_us):
        both = f"{microseconds_text(shorter)} and {microseconds_text(longer)}"
        if not cost(longer, known.quantum_us).below_quantum:
            yield Finding(
                CODE,
                f"links of {both} cost the same, {cost(shorter, known.quantum_us).value:,}",
                path=path,
                label=f"a cost of 1 is {microseconds_text(known.quantum_us)}",
                help=TOO_WIDE
                if known.chosen
                else "take a smaller quantum, leave it out, or write one latency for both",
                severity=Severity.WARNING,
            )


def _detours(known: Latencies, path: Path) -> Iterator[Finding]:
    longest = known.longest_path_us / known.quantum_us
    if longest < DETOUR:
        return
    yield Finding(
        CODE,
        f"the longest way up and down costs {round(longest):,}, and a detour through a leaf {DETOUR:,}",
        path=path,
        label="leaves become transit",
        help=f"take a larger quantum: {microseconds_text(least_round_quantum(known.longest_path_us))} is enough",
    )
