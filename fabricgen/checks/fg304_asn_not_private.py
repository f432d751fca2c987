"""An ASN is not private, or reserved.

A fabric's ASNs are nobody's registered ones: 64512 to 65534 and 4200000000 to 4294967294 are set aside for that.
65535 and 4294967295 are reserved, 23456 stands for "does not fit in two bytes". A registered number that leaks out of
the fabric makes its owner unreachable for you.

Bad::

    underlay: {asn: 64000-65535}

Good::

    underlay: {asn: 4200000000-4204194303}

Source: RFC 6996 (private use), RFC 7300 (last numbers), RFC 6793 (AS_TRANS).
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding
from fabricgen.theory.asn import all_private

CODE = "FG304"
HELP = "use 64512-65534 or 4200000000-4294967294 (RFC 6996)"


def check(page: Page) -> Iterator[Finding]:
    asn = page.intent.underlay.asn
    if not all_private(*asn):
        message = f"ASNs {asn.first} to {asn.last} are not all for private use"
        yield Finding(CODE, message, path=("underlay", "asn"), label="outside the private ranges", help=HELP)
    for row, exception in enumerate(page.intent.exceptions):
        if exception.asn is not None and not all_private(exception.asn, exception.asn):
            message = f"ASN {exception.asn} is not for private use"
            yield Finding(CODE, message, path=("exceptions", row, "asn"), label="outside the private ranges", help=HELP)
