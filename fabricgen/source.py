"""A page of YAML as plain values, with the line and column of each.

YAML readers disagree on words: stock YAML 1.1 makes `65000:1` the number 3900001, `no` false and `010` eight. Here only
true, false, null, ~, decimal and 0x integers, and decimals are more than text. What can hide something from a reviewer
(tags, merge keys, second documents, invisible characters) is refused.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from fabricgen.findings import Finding, Place, RefusedError
from fabricgen.source_text import FILE_MAX, cleaned, lines_of
from fabricgen.source_tree import Node, Reading, Span
from fabricgen.source_words import syntax

Path_ = tuple[str | int, ...]
