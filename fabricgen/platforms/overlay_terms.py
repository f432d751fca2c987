"""Values of an overlay as FRR writes them, for every network OS that has FRR inside."""

from fabricgen.device.model import Span

ADDRESS_BITS = 32


def lengths(span: Span) -> str:
    """What follows a prefix in a prefix-list; FRR drops bounds that say nothing."""
    length = int(span.prefix.partition("/")[2])
    least = f" ge {span.least}" if span.least > length else ""
    most = (
        f" le {span.most}"
        if span.most > max(length, span.least) or (span.least > length and span.most < ADDRESS_BITS)
        else ""
    )
    return f"{least}{most}"
