"""Values of an overlay in the words that several network OSes share: FRR's, and Cisco's."""

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


def span_words(span: Span) -> str:
    """A prefix and which lengths in it are meant, as lists of NX-OS and IOS-XR have them."""
    length = int(span.prefix.partition("/")[2])
    if span.least == span.most:
        return span.prefix if span.least == length else f"{span.prefix} eq {span.least}"
    least = f" ge {span.least}" if span.least > length else ""
    return f"{span.prefix}{least} le {span.most}"
