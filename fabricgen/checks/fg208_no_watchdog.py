"""PFC runs without a watchdog, or with one that gives up too early.

One broken NIC that sends pauses without end stops its leaf, then the spines, then everything. The watchdog sees a
queue that has been paused too long and takes it out of PFC until the storm is over. It must stay out at least as long
as it took to see the storm.

Bad::

    lossless: {watchdog: null}

Good::

    lossless: {watchdog: {detection: 200 ms, restoration: 400 ms, action: drop}}

Source: Guo et al., RDMA over Commodity Ethernet at Scale, SIGCOMM 2016, section 4.3; sonic-net/SONiC, PFC watchdog
design.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG208"


def check(page: Page) -> Iterator[Finding]:
    watchdog = page.intent.lossless.watchdog
    protected = [name for name, row in page.intent.classes.items() if row.lossless]
    if not protected:
        return
    if watchdog is None:
        message = f"PFC protects {' and '.join(protected)}, and no watchdog ends a pause storm"
        help_ = "drop this line: the default watchdog is 200 ms and 400 ms"
        yield Finding(CODE, message, path=("lossless", "watchdog"), label="one NIC can stop the fabric", help=help_)
    elif watchdog.restoration < watchdog.detection:
        message = (
            f"the watchdog takes {watchdog.detection} ms to see a storm and stays away for {watchdog.restoration} ms"
        )
        path = ("lossless", "watchdog", "restoration")
        yield Finding(CODE, message, path=path, label=f"at least {watchdog.detection} ms", help="make it twice as long")
