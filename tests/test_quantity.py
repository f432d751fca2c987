import re
from collections.abc import Callable
from fractions import Fraction
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from fabricgen import quantity as q

READ: list[tuple[Callable[[object], float], str, float]] = [
    (q.parse_bytes, "9 MiB", 9_437_184),
    (q.parse_bytes, "150 KB", 150_000),
    (q.parse_bytes, "150 kB", 150_000),
    (q.parse_bytes, "64 KiB", 65_536),
    (q.parse_bytes, "1 MB", 1_000_000),
    (q.parse_bytes, "1.5 KB", 1_500),
    (q.parse_bytes, "166.1 MB", 166_100_000),
    (q.parse_bytes, "0 B", 0),
    (q.parse_gbps, "400G", 400),
    (q.parse_gbps, "800 Gb/s", 800),
    (q.parse_gbps, "100 Gbps", 100),
    (q.parse_gbps, "1.6T", 1_600),
    (q.parse_gbps, "51.2 Tb/s", 51_200),
    (q.parse_gbps, "10000M", 10),
    (q.parse_metres, "30 m", 30.0),
    (q.parse_metres, "2 km", 2000.0),
    (q.parse_metres, "0.5 m", 0.5),
    (q.parse_metres, " 50cm ", 0.5),
    (q.parse_microseconds, "2 us", 2.0),
    (q.parse_microseconds, "2 \u00b5s", 2.0),
    (q.parse_microseconds, "2 \u03bcs", 2.0),
    (q.parse_microseconds, "0.2 ms", 200.0),
    (q.parse_microseconds, "300 ns", 0.3),
    (q.parse_milliseconds, "300 ms", 300),
    (q.parse_milliseconds, "1 s", 1000),
    (q.parse_milliseconds, "200000 us", 200),
    (q.parse_milliseconds, "2 min", 120_000),
    (q.parse_watts, "1.2 kW", 1200.0),
    (q.parse_watts, "900 W", 900.0),
    (q.parse_percent, "60 %", 60.0),
    (q.parse_percent, "7.5%", 7.5),
    (q.parse_percent, "0 %", 0.0),
    (q.parse_percent, "100 %", 100.0),
]

REFUSED: list[tuple[Callable[[object], object], object, str]] = [
    (q.parse_metres, "30", '"30" has no unit: write 30 m'),
    (q.parse_metres, 30, '"30" has no unit: write 30 m'),
    (q.parse_metres, 0.5, '"0.5" has no unit: write 0.5 m'),
    (q.parse_gbps, 400, '"400" has no unit: write 400G'),
    (q.parse_percent, 60, '"60" has no unit: write 60 %'),
    (q.parse_microseconds, "2", '"2" has no unit: write 2 us'),
    (q.parse_milliseconds, 300, '"300" has no unit: write 300 ms'),
    (q.parse_watts, 900, '"900" has no unit: write 900 W'),
    (q.parse_bytes, 150, '"150" has no unit: write 150 B'),
    (q.parse_metres, "30 ft", '"30 ft" is not a length: write a number and m or km, such as 30 m'),
    (q.parse_metres, "-3 m", '"-3 m" is not a length: write a number and m or km, such as 30 m'),
    (q.parse_metres, "\u0663 m", '"\u0663 m" is not a length: write a number and m or km, such as 30 m'),
    (q.parse_metres, "30 m\nshutdown", '"30 m\nshutdown" is not a length: write a number and m or km, such as 30 m'),
    (q.parse_metres, True, '"true" is not a length: write a number and m or km, such as 30 m'),
    (q.parse_metres, None, '"null" is not a length: write a number and m or km, such as 30 m'),
    (q.parse_metres, ["3 m"], '"["3 m"]" is not a length: write a number and m or km, such as 30 m'),
    (q.parse_metres, "0 km", '"0 km" is zero: a length here is more than 0 m'),
    (q.parse_gbps, "400 GB", '"400 GB" is not a speed: write a number and G or T, such as 400G'),
    (q.parse_gbps, "100M", '"100M" is less than 1G: write a speed of 1G or more, such as 400G'),
    (q.parse_gbps, "2.5G", '"2.5G" is not a whole number of Gb/s: write one that is, such as 400G'),
    (
        q.parse_bytes,
        "9 mib",
        '"9 mib" is not a size in bytes: write a number and B, KB, MB, GB, KiB, MiB or GiB, such as 9 MiB',
    ),
    (q.parse_bytes, "1.5 B", '"1.5 B" is not a whole number of bytes: write one that is, such as 9 MiB'),
    (q.parse_microseconds, "0 us", '"0 us" is zero: a time here is more than 0 us'),
    (q.parse_milliseconds, "1.5 ms", '"1.5 ms" is not a whole number of ms: write one that is, such as 300 ms'),
    (q.parse_percent, "101 %", '"101 %" is more than 100 %: write 0 % to 100 %'),
    (q.parse_percent, "60", '"60" has no unit: write 60 %'),
    (q.Ratio.parse, "3", '"3" is not a ratio: write 3:1'),
    (q.Ratio.parse, 3, '"3" is not a ratio: write 3:1'),
    (q.Ratio.parse, "3:0", '"3:0" has a zero in it: both sides of a ratio are more than 0, such as 3:1'),
    (q.Ratio.parse, "3/1", '"3/1" is not a ratio: write down:up, such as 3:1 or 1:1.05'),
    (q.Ratio.parse, "3:\n1", '"3:\n1" is not a ratio: write down:up, such as 3:1 or 1:1.05'),
    (q.Ratio.parse, "1:-1", '"1:-1" is not a ratio: write down:up, such as 3:1 or 1:1.05'),
]

WRITTEN: list[tuple[Callable[[Any], str], float, str]] = [
    (q.bytes_text, 0, "0 B"),
    (q.bytes_text, 9_437_184, "9 MiB"),
    (q.bytes_text, 150_000, "150 KB"),
    (q.bytes_text, 833_967, "833967 B"),
    (q.gbps_text, 400, "400G"),
    (q.gbps_text, 1600, "1.6T"),
    (q.gbps_text, 1000, "1T"),
    (q.metres_text, 30.0, "30 m"),
    (q.metres_text, 0.5, "0.5 m"),
    (q.metres_text, 2000, "2 km"),
    (q.metres_text, 1500.5, "1.5005 km"),
    (q.microseconds_text, 0.3, "300 ns"),
    (q.microseconds_text, 2.0, "2 us"),
    (q.microseconds_text, 1500.0, "1.5 ms"),
    (q.milliseconds_text, 300, "300 ms"),
    (q.milliseconds_text, 1000, "1 s"),
    (q.watts_text, 900.0, "900 W"),
    (q.watts_text, 1200.0, "1.2 kW"),
    (q.percent_text, 7.5, "7.5 %"),
    (q.percent_text, 100.0, "100 %"),
]


@pytest.mark.parametrize(("parse", "text", "amount"), READ)
def test_text_becomes_a_number_in_the_base_unit(parse, text, amount):
    found = parse(text)
    assert found == amount
    assert type(found) is type(amount)


@pytest.mark.parametrize(("parse", "value", "message"), REFUSED)
def test_what_is_refused_is_told_in_the_users_words(parse, value, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse(value)


@pytest.mark.parametrize(("write", "amount", "text"), WRITTEN)
def test_numbers_become_short_text(write, amount, text):
    assert write(amount) == text


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("3:1", Fraction(3)),
        ("1:1.05", Fraction(20, 21)),
        ("0.8:1", Fraction(4, 5)),
        ("6 : 2", Fraction(3)),
    ],
)
def test_a_ratio_is_exact_and_keeps_its_text(text, fraction):
    ratio = q.Ratio.parse(text)
    assert (ratio.fraction, str(ratio), f"{ratio}") == (fraction, text, text)
    assert ratio.value == float(fraction)
    assert q.Ratio.parse(ratio) is ratio


WHOLE = st.integers(1, 10**15)
REAL = st.floats(1e-6, 1e12, allow_nan=False)


@pytest.mark.parametrize(
    ("write", "parse", "amounts"),
    [
        (q.bytes_text, q.parse_bytes, WHOLE),
        (q.gbps_text, q.parse_gbps, WHOLE),
        (q.milliseconds_text, q.parse_milliseconds, WHOLE),
        (q.metres_text, q.parse_metres, REAL),
        (q.microseconds_text, q.parse_microseconds, REAL),
        (q.watts_text, q.parse_watts, REAL),
        (q.percent_text, q.parse_percent, st.floats(1e-6, 100)),
    ],
)
def test_text_and_back_loses_nothing(write, parse, amounts):
    @given(amounts)
    def law(amount):
        assert parse(write(amount)) == amount

    law()


class Page(BaseModel):
    buffer: q.Bytes
    speed: q.Gbps
    cable: q.Metres
    mark: q.Microseconds
    poll: Annotated[q.Milliseconds, Field(ge=200)]
    power: q.Watts
    share: q.Percent
    split: q.Ratio = q.Ratio.parse("1:1")


PAGE = """{"buffer": "64 KiB", "speed": "400G", "cable": "30 m", "mark": "2 us", "poll": "300 ms", "power": "900 W",
           "share": "60 %", "split": "3:1"}"""


def test_a_page_holds_plain_numbers_and_is_written_back_as_text():
    page = Page.model_validate_json(PAGE, strict=True)
    assert (page.buffer, page.speed, page.cable, page.mark) == (65_536, 400, 30.0, 2.0)
    assert (page.poll, page.power, page.share, page.split.fraction) == (300, 900.0, 60.0, 3)
    assert Page.model_validate_json(page.model_dump_json(), strict=True) == page
    assert '"buffer":"64 KiB","speed":"400G"' in page.model_dump_json()


def test_a_bound_on_a_field_still_holds():
    with pytest.raises(ValidationError, match="greater than or equal to 200"):
        TypeAdapter(Annotated[q.Milliseconds, Field(ge=200)]).validate_python("100 ms")


@pytest.mark.parametrize("name", list(Page.model_fields))
def test_the_schema_accepts_its_own_examples_and_nothing_bare(name):
    schema = Page.model_json_schema()["properties"][name]
    assert schema["type"] == "string"
    assert schema["description"]
    assert all(re.search(schema["pattern"], example) for example in schema["examples"])
    assert not re.search(schema["pattern"], "30")


def test_the_schema_shows_a_default_as_people_write_it():
    assert Page.model_json_schema()["properties"]["split"]["default"] == "1:1"
