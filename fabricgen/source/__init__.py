"""A page of YAML as plain values, with the line and column of each.

YAML readers disagree on words: those of YAML 1.1 make `65000:1` the number 3900001, `no` false and `010` eight. Here
only true, false, null, ~, decimal and 0x integers, and decimals are more than text. What could hide something from a
reviewer (tags, merge keys, second documents, invisible characters) is refused.
"""

from fabricgen.source.document import Document, page_order, parse, read, spelled, texts
from fabricgen.source.text import lines_of, visible

__all__ = ["Document", "lines_of", "page_order", "parse", "read", "spelled", "texts", "visible"]
