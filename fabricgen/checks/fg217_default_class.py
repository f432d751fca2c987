"""Traffic that nobody classified is lossless, or served first.

The class without a DSCP takes all that no other names: backups, logins, whatever a host sends by mistake. Lossless,
it can pause the fabric; strict, it starves every class below.

Bad::

    other: {priority: 0, lossless: true, share: 20 %}

Good::

    other: {priority: 0, share: 20 %}

Source: RFC 4594, section 3.1: the default class is best effort.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG217"


def check(page: Page) -> Iterator[Finding]:
    for name, row in page.intent.classes.items():
        for word, odd in (("lossless", row.lossless), ("strict", row.strict)):
            if odd and not row.dscp:
                yield Finding(
                    CODE,
                    f"{name} takes all traffic that no other class names, and is {word}",
                    path=("classes", name, word),
                    label="no dscp",
                    help=f"drop {word}, or name the DSCPs of this class",
                )
