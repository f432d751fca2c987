"""Addresses, ASNs, VLANs and identifiers, by position arithmetic; a lock file for what has no position."""

from fabricgen.allocation.allocation import Allocation, Numbering, Pool
from fabricgen.allocation.lock import Lock

__all__ = ["Allocation", "Lock", "Numbering", "Pool"]
