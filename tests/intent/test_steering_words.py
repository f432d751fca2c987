"""Links to WAN routers, and what is accepted from them."""

import pytest
from pydantic import TypeAdapter, ValidationError

from fabricgen.intent.steering import DEFAULT_ROUTE, Accepted, LinkField
from fabricgen.intent.words import Dscp

LINK, ACCEPTED, MARK = TypeAdapter(LinkField), TypeAdapter(Accepted), TypeAdapter(Dscp)
ENDS = {
    "203.0.113.0/31": "203.0.113.1",
    "203.0.113.1/31": "203.0.113.0",
    "203.0.113.5/30": "203.0.113.6",
    "203.0.113.6/30": "203.0.113.5",
}


@pytest.mark.parametrize(("own", "far"), ENDS.items())
def test_the_router_has_the_other_end(own, far):
    link = LINK.validate_python(own)
    assert (link.text, link.far) == (own, far)


WRONG = {
    "203.0.113.4/30": "the network's or its broadcast address",
    "203.0.113.7/30": "the network's or its broadcast address",
    "203.0.113.1": "no end of a link",
    "203.0.113.1/24": "no end of a link",
    "2001:db8::1/127": "no end of a link",
    "203.0.113.999/31": "not an IP address",
    "127.0.0.1/31": "never leaves a machine",
}


@pytest.mark.parametrize(("text", "reason"), WRONG.items())
def test_what_is_no_link_is_told(text, reason):
    with pytest.raises(ValidationError, match=reason):
        LINK.validate_python(text)


def test_the_default_route_has_a_word():
    assert ACCEPTED.validate_python("default") == DEFAULT_ROUTE
    assert ACCEPTED.validate_python("198.51.100.0/24").length == 24
    with pytest.raises(ValidationError, match="IPv4"):
        ACCEPTED.validate_python("2001:db8::/32")


@pytest.mark.parametrize(("text", "dscp"), [("AF31", 26), ("cs6", 48), (0, 0), (63, 63)])
def test_a_class_has_one_dscp_on_the_link(text, dscp):
    assert MARK.validate_python(text) == dscp


@pytest.mark.parametrize("text", ["AF44", 64, -1, True, [26, 27], "26"])
def test_what_is_no_dscp_is_told(text):
    with pytest.raises(ValidationError, match="is not a DSCP: write 0 to 63, or a name such as AF41, CS6, EF"):
        MARK.validate_python(text)
