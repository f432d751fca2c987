"""The formulas alone give the worked examples of their sources; text and JSON are the same values."""

import json

import pytest

FLOOR = {
    "100G": (44_147, 47_522, 56_272, 81_272, 293_772),
    "400G": (77_976, 91_476, 126_476, 226_476, 1_076_476),
    "800G": (79_476, 106_476, 176_476, 376_476, 2_076_476),
}
LENGTHS = ("3 m", "30 m", "100m", "300 m", "2 km")
WIRE = [(speed, length, wire) for speed, row in FLOOR.items() for length, wire in zip(LENGTHS, row, strict=True)]


def answer(run, *words):
    told = run("calc", *words, "--format", "json")
    assert told.status == 0
    return json.loads(told.out)


def test_costs_of_two_halls(run):
    assert answer(run, "latency", "30 m", "10 km") == {
        "quantum_us": 0.05,
        "150_ns_costs": 3,
        "50_us_costs": 1000,
        "leaf_adds": 32768,
        "longest_path": 2000,
        "leaves_are_transit": "no",
    }


def test_costs_at_a_quantum(run):
    found = answer(run, "latency", "40 km", "1500 km", "203 us", "--quantum", "10 us", "--layers", "2")
    assert [found[f"{time}_costs"] for time in ("200_us", "203_us", "7.5_ms")] == [20, 20, 750]
    assert found["same_cost"] == "200 us and 203 us"
    assert answer(run, "latency", "1500 km", "--quantum", "100 ns")["leaves_are_transit"] == "yes"


def test_a_distance_that_nobody_can_read(run):
    told = run("calc", "latency", "far")
    assert told.status == 2
    assert '"far" is neither a length nor a time: write one, such as 40 km or 203 us' in told.err


@pytest.mark.parametrize(("speed", "length", "wire"), WIRE)
def test_headroom_on_the_wire(run, speed, length, wire):
    assert answer(run, "headroom", "--speed", speed, "--cable", length)["wire_bytes"] == wire


XOFF = [
    ("spectrum4", "100G", "5 m", 113_664),  # SN5600, pg_profile_lookup.ini
    ("spectrum4", "400G", "40 m", 283_648),
    ("spectrum4", "800G", "300 m", 1_150_976),
    ("tomahawk5", "800G", "40 m", 833_967),  # Z9864F: 833,536
    ("tomahawk5", "400G", "300 m", 839_107),  # Z9864F: 839,216
]


@pytest.mark.parametrize(("model", "speed", "length", "xoff"), XOFF)
def test_headroom_of_a_chip(run, model, speed, length, xoff):
    assert answer(run, "headroom", "--model", model, "--speed", speed, "--cable", length)["xoff_bytes"] == xoff


CELLS = {"wire": 256 / 84, "spectrum4": 3, "tomahawk5": 254 / 84, "jericho": 1.33}


@pytest.mark.parametrize(("model", "factor"), CELLS.items())
def test_cell_factor(run, model, factor):
    found = answer(run, "headroom", "--model", model, "--speed", "400G", "--cable", "30 m")
    assert found["cell_factor"] == pytest.approx(factor)


def test_headroom_of_a_whole_chip(run):
    words = ("--model", "tomahawk5", "--speed", "400G", "--cable", "100 m", "--ports", "128", "--buffer", "165 MB")
    found = answer(run, "headroom", *words)
    assert found["xoff_bytes"] == pytest.approx(536_700, rel=1e-3)
    assert found["needed_bytes"] == 128 * found["xoff_bytes"]
    assert round(found["share_percent"]) == 42
    assert round(answer(run, "headroom", *words, "--priorities", "2")["share_percent"]) == 83


DRAIN = [
    ("150 KB", "1500 KB", "400G", 3, 30),  # Cumulus, RoCE default
    ("1048576 B", "2097152 B", "400G", 20.97152, 41.94304),  # SONiC, stock
    ("131072 B", "262144 B", "400G", 2.62144, 5.24288),  # SONiC, Arista Tomahawk 5
    ("2 MB", "10 MB", "400G", 40, 200),  # SONiC, Arista Jericho 2
    ("150 KB", "3 MB", "100G", 12, 240),  # NX-OS
    ("5 KB", "200 KB", "40G", 1, 40),  # DCQCN paper
]


@pytest.mark.parametrize(("low", "high", "speed", "low_us", "high_us"), DRAIN)
def test_published_thresholds_as_time(run, low, high, speed, low_us, high_us):
    found = answer(run, "ecn", "--min", low, "--max", high, "--speed", speed)
    assert (found["min_drain_us"], found["max_drain_us"]) == (low_us, high_us)


def test_ecn_in_bytes_and_its_bounds(run):
    found = answer(
        run, "ecn", "--min", "4 us", "--max", "20us", "--speed", "400G", "--buffer", "166 MB", "--rtt", "8 us"
    )
    assert found == {
        "min_bytes": 200_000,
        "max_bytes": 1_000_000,
        "min_drain_us": 4,
        "max_drain_us": 20,
        "congested_queues_before_pfc": 165,
        "dctcp_min_bytes": 57_143,
    }


COLLISIONS = [
    (2, 2, 1.5, 1.50, 25, 0.5),
    (8, 8, 2.597, 2.60, 34, 0.0024),
    (16, 16, 3.078, 3.08, 36, 1e-6),
    (32, 8, 7.048, 1.76, 1.4, 0),
    (16, 4, 6.139, 1.53, 1.0, 0),
]


@pytest.mark.parametrize(("flows", "links", "most", "over", "idle", "none"), COLLISIONS)
def test_collisions(run, flows, links, most, over, idle, none):
    found = answer(run, "ecmp", "--flows", flows, "--links", links)
    assert found["expected_max_flows"] == pytest.approx(most, abs=5e-4)
    assert found["over_mean_ratio"] == pytest.approx(over, abs=6e-3)
    assert found["idle_links_percent"] == pytest.approx(idle, abs=0.5)
    assert found["no_collision_probability"] == pytest.approx(none, abs=2e-4)


@pytest.mark.parametrize(("pairs", "over"), [(1, 2.13), (4, 1.53)])
def test_more_queue_pairs_spread_better(run, pairs, over):
    found = answer(run, "ecmp", "--flows", 4, "--links", 4, "--queue-pairs", pairs)
    assert found["over_mean_ratio"] == pytest.approx(over, abs=6e-3)


def test_the_slowest_flow_waits_for_the_fullest_link(run):
    found = answer(run, "ecmp", "--flows", 16, "--links", 16)
    assert found["slowest_flow_percent"] == pytest.approx(100 / found["expected_max_flows"])


@pytest.mark.parametrize(("leaf", "spine", "used"), [(16, 16, 1), (4, 6, 3)])
def test_polarisation(run, leaf, spine, used):
    found = answer(run, "ecmp", "--leaf-uplinks", leaf, "--spine-uplinks", spine)
    assert found == {"spine_uplinks_used": used, "spine_uplinks_used_percent": 100 * used / spine}


def test_what_failures_leave(run):
    assert answer(run, "ecmp", "--spines", 8, "--parallel-links", 4) == {
        "after_link_loss_unweighted_percent": 75,
        "after_link_loss_weighted_percent": 96.875,
        "after_spine_loss_percent": 87.5,
    }
    assert answer(run, "ecmp", "--spines", 8)["after_link_loss_unweighted_percent"] == 87.5


def test_as_numbers(run):
    assert answer(run, "asn", "--region", 1, "--pod", 3, "--role", "leaf", "--index", 17) == {
        "asn": 4_204_218_897,
        "range": "private",
        "first_asn": 4_200_000_000,
        "last_asn": 4_294_967_294,
        "numbers_per_pod": 2048,
    }
    highest = answer(run, "asn", "--region", 15, "--pod", 511, "--role", "super-spine", "--index", 2047)
    assert highest["asn"] == 4_267_108_863 - 2048


def test_text_is_the_same_values(run):
    told = run("calc", "headroom", "--speed", "400G", "--cable", "30 m", "--model", "tomahawk5", "--buffer", "165 MB")
    assert told.out == (
        "wire         91,476 B\n"
        "cell factor  3.0238\n"
        "xoff         430,893 B\n"
        "xon          0 B\n"
        "xon offset   3,556 B\n"
        "assumption   all packets have 64 bytes\n"
        "needed       430,893 B\n"
        "buffer       165,000,000 B\n"
        "share        0.26115 %\n"
    )
    assert run("calc", "asn", "--index", "5").out == (
        "asn              4200000005\n"
        "range            private\n"
        "first asn        4200000000\n"
        "last asn         4294967294\n"
        "numbers per pod  2,048\n"
    )


WRONG = {
    "no unit": (
        ("headroom", "--speed", "400G", "--cable", "30"),
        "Invalid value for '--cable': \"30\" has no unit: write 30 m",
    ),
    "no published reaction time": (
        ("headroom", "--speed", "1.6T", "--cable", "30 m"),
        "no pause reaction time is published for 1.6T: headroom is known up to 800G",
    ),
    "an unknown chip": (
        ("headroom", "--speed", "400G", "--cable", "30 m", "--model", "trident"),
        "Invalid value for '--model': 'trident' is not one of 'wire', 'spectrum4', 'tomahawk5', 'jericho'.",
    ),
    "neither time nor size": (
        ("ecn", "--min", "4", "--max", "20 us", "--speed", "400G"),
        "Invalid value for '--min': \"4\" is neither a time nor a size: write one, such as 4 us or 150 KB",
    ),
    "thresholds the wrong way round": (
        ("ecn", "--min", "20 us", "--max", "150 KB", "--speed", "400G"),
        "--min is above --max: marking grows from min to max; swap the two",
    ),
    "half a question": (("ecmp", "--flows", "3"), "--flows and --links go together: give both"),
    "no question": (
        ("ecmp",),
        "give --flows and --links, --leaf-uplinks and --spine-uplinks, or --spines",
    ),
    "more failed than there is": (
        ("ecmp", "--spines", "2", "--failed-spines", "3"),
        "more has failed than there is: --failed-links of --parallel-links, --failed-spines of --spines",
    ),
    "no room for the position": (
        ("asn", "--index", "2048"),
        "leaf 2048 has no AS number: the scheme holds 2048 per pod; spread them over more pods",
    ),
}


@pytest.mark.parametrize(("words", "message"), WRONG.values(), ids=WRONG)
def test_wrong_usage(run, words, message):
    told = run("calc", *words)
    assert (told.status, told.err) == (2, message)
