"""The formulas' answers as figures whose names carry the unit, in the order in which they follow from each other."""

from math import ceil

from fabricgen.quantity import microseconds_text
from fabricgen.theory import asn as asns
from fabricgen.theory import ecmp, ecn, latency
from fabricgen.theory.headroom import PAUSE_FRAME, QUANTUM_BYTES, SPECTRUM, fit, headroom
from fabricgen.views.figures import Figure
from fabricgen.views.questions import AsnQuestion, EcmpQuestion, EcnQuestion, HeadroomQuestion, LatencyQuestion

Figures = dict[str, Figure]


def headroom_figures(ask: HeadroomQuestion) -> Figures:
    """Raises ValueError for a speed without a published reaction time."""
    found = headroom(ask["model"], ask["speed"], ask["cable"], ask["mtu"], cell=ask["cell"])
    needed = fit([(ask["ports"], found.xoff_bytes)], ask["priorities"], ask["buffer"] or 0)
    figures: Figures = {
        "wire_bytes": found.floor_bytes,
        "cell_factor": cell_factor(ask),
        "xoff_bytes": found.xoff_bytes,
        "xon_bytes": found.xon_bytes,
        "xon_offset_bytes": found.xon_offset_bytes,
        "assumption": found.assumption,
        "needed_bytes": needed.needed_bytes,
    }
    if ask["buffer"]:
        figures |= {"buffer_bytes": ask["buffer"], "share_percent": 100 * needed.share}
    return figures


def cell_factor(ask: HeadroomQuestion) -> float:
    """How much a stream of small frames grows in the chip's cells; the sources stand at the formulas."""
    factors = {
        "wire": max(ask["cell"] / PAUSE_FRAME, 1.0),
        "spectrum4": SPECTRUM["spectrum4"].cell / QUANTUM_BYTES,
        "tomahawk5": 254 / PAUSE_FRAME,
        "jericho": 1.33,
    }
    return factors[ask["model"]]


def ecn_figures(ask: EcnQuestion) -> Figures:
    speed = ask["speed"]
    low, high = (ecn.threshold_bytes(ask[name], speed) for name in ("min_us", "max_us"))
    figures: Figures = {
        "min_bytes": low,
        "max_bytes": high,
        "min_drain_us": ecn.drain_microseconds(low, speed),
        "max_drain_us": ecn.drain_microseconds(high, speed),
    }
    if ask["buffer"]:
        figures["congested_queues_before_pfc"] = ecn.congested_queues(ask["alpha"], ask["buffer"], high)
    if ask["rtt"]:
        figures["dctcp_min_bytes"] = ceil(ecn.dctcp_bound(speed, ask["rtt"]))
    return figures


def latency_figures(ask: LatencyQuestion) -> Figures:
    """The longest path goes up the longest link of each layer, and down."""
    links = sorted(set(ask["links_us"]))
    longest = 2 * ask["layers"] * links[-1]
    quantum = ask["quantum_us"] or latency.quantum(links, longest)
    figures: Figures = {"quantum_us": quantum}
    for us in links:
        figures[f"{microseconds_text(us).replace(' ', '_')}_costs"] = latency.cost(us, quantum).value
    apart = latency.merged(links, quantum)
    figures |= {"leaf_adds": latency.DETOUR, "longest_path": round(longest / quantum)}
    figures["leaves_are_transit"] = "yes" if longest / quantum >= latency.DETOUR else "no"
    if apart:
        figures["same_cost"] = ", ".join(" and ".join(map(microseconds_text, pair)) for pair in apart)
    return figures


def ecmp_figures(ask: EcmpQuestion) -> Figures:
    """Of whatever was asked about."""
    figures: Figures = {}
    if ask["flows"] is not None and ask["links"] is not None:
        figures |= _collisions(ask["flows"], ask["links"], ask["queue_pairs"])
    if ask["leaf_uplinks"] is not None and ask["spine_uplinks"] is not None:
        figures |= _polarisation(ask["leaf_uplinks"], ask["spine_uplinks"])
    if ask["spines"] is not None:
        figures |= _failures(ask["spines"], ask)
    return figures


def _collisions(flows: int, links: int, queue_pairs: int) -> Figures:
    found = ecmp.collisions(flows, links, queue_pairs)
    return {
        "expected_max_flows": found.expected_max,
        "over_mean_ratio": found.over_mean,
        "idle_links_percent": 100 * found.idle,
        "no_collision_probability": found.none,
        "slowest_flow_percent": 100 * found.slowest,
    }


def _polarisation(leaf: int, spine: int) -> Figures:
    """With the same hash and seed at both tiers."""
    used = ecmp.reachable_uplinks(leaf, spine)
    return {"spine_uplinks_used": used, "spine_uplinks_used_percent": 100 * used / spine}


def _failures(spines: int, ask: EcmpQuestion) -> Figures:
    left = ecmp.after_link_loss(spines, ask["parallel_links"], ask["failed_links"])
    return {
        "after_link_loss_unweighted_percent": float(100 * left.unweighted),
        "after_link_loss_weighted_percent": float(100 * left.weighted),
        "after_spine_loss_percent": float(100 * ecmp.after_spine_loss(spines, ask["failed_spines"])),
    }


def asn_figures(ask: AsnQuestion) -> Figures:
    """Raises ValueError for a position that the scheme has no number for."""
    scheme = asns.AsnScheme.four_byte(ask["first"])
    number = scheme.asn(ask["region"], ask["pod"], ask["role"], ask["index"])
    return {
        "asn": number,
        "range": str(asns.kind(number)),
        "first_asn": scheme.first,
        "last_asn": scheme.last,
        "numbers_per_pod": scheme.room(ask["role"]),
    }
