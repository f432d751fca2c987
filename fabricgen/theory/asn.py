"""AS numbers from position alone, so that no switch ever changes its number because another one came or went.

One formula: first + region * region_stride + pod * pod_stride + offset of the role + index.
The shape is that of RFC 7938: one number per leaf, one shared by the spines of a pod, one shared by the super-spines.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Self

Role = Literal["leaf", "spine", "super-spine"]
ROLES: tuple[Role, ...] = ("leaf", "spine", "super-spine")

PRIVATE_16 = range(64_512, 65_535)  # RFC 6996: 64512 to 65534
PRIVATE_32 = range(4_200_000_000, 4_294_967_295)  # RFC 6996: 4200000000 to 4294967294
AS_TRANS = 23_456  # RFC 4893, now 6793: stands for a 4-byte number where only two bytes fit
RESERVED = (range(1), range(65_535, 65_536), range(65_552, 131_072), range(4_294_967_295, 4_294_967_296))
"""0: RFC 7607; the last number of each size: RFC 7300; the rest: IANA."""
DOCUMENTATION = (range(64_496, 64_512), range(65_536, 65_552))  # RFC 5398

REGION_STRIDE, POD_STRIDE, ROLE_STRIDE = 1 << 22, 1 << 13, 1 << 11  # region, pod and role in bits 22, 13 and 11


class AsnError(ValueError):
    """A position that the scheme or its pool has no number for."""


class Kind(StrEnum):
    PUBLIC = "public"
    PRIVATE = "private"
    RESERVED = "reserved"
    TRANS = "AS_TRANS"
    DOCUMENTATION = "documentation"


def kind(asn: int) -> Kind:
    """What the number may be used for. Raises `AsnError` beyond 32 bits."""
    if not 0 <= asn < 1 << 32:
        raise AsnError(f"{asn} is not an AS number: they go from 0 to 4294967295")
    if asn in PRIVATE_16 or asn in PRIVATE_32:
        return Kind.PRIVATE
    if asn == AS_TRANS:
        return Kind.TRANS
    if any(asn in block for block in RESERVED):
        return Kind.RESERVED
    return Kind.DOCUMENTATION if any(asn in block for block in DOCUMENTATION) else Kind.PUBLIC


def all_private(first: int, last: int) -> bool:
    """True when every number of the range may be used inside a fabric."""
    return any(first in block and last in block for block in (PRIVATE_16, PRIVATE_32))


def span(first: int, last: int, region: int) -> tuple[int, int]:
    """The numbers of a pool that one region deals out: of the wide scheme its stride, of the compact one all."""
    if last - first + 1 < REGION_STRIDE:
        return first, last
    start = first + region * REGION_STRIDE
    return start, min(start + REGION_STRIDE - 1, last)


@dataclass(frozen=True, slots=True)
class AsnScheme:
    """`role_offset`: leaf, spine, super-spine, ascending. `last`: end of the pool. Region stride 0: one region only."""

    first: int
    region_stride: int
    pod_stride: int
    role_offset: tuple[int, int, int]
    last: int = PRIVATE_32[-1]

    @classmethod
    def four_byte(cls, first: int = PRIVATE_32[0], last: int = PRIVATE_32[-1]) -> Self:
        """512 pods per region; per pod 2,048 leaves, 2,048 spines, 4,096 super-spines; 16 regions end at 4267108863."""
        return cls(first, REGION_STRIDE, POD_STRIDE, (0, ROLE_STRIDE, 2 * ROLE_STRIDE), last)

    @classmethod
    def compact(cls, first: int, max_leaves: int, last: int = PRIVATE_32[-1]) -> Self:
        """For small pools: a pod takes its leaves, one number for its spines and one for super-spines. One region."""
        return cls(first, 0, max_leaves + 2, (0, max_leaves, max_leaves + 1), last)

    @classmethod
    def fitting(cls, first: int, last: int, max_leaves: int) -> Self:
        """The wide scheme where the pool holds a whole region of it, else the compact one."""
        wide = last - first + 1 >= REGION_STRIDE
        return cls.four_byte(first, last) if wide else cls.compact(first, max_leaves, last)

    def room(self, role: Role) -> int:
        """Numbers that a pod has for a role."""
        at = ROLES.index(role)
        ends = (*self.role_offset[1:], self.pod_stride)
        return ends[at] - self.role_offset[at]

    def asn(self, region: int, pod: int, role: Role, index: int) -> int:
        """All positions count from 0. Raises `AsnError` with the limit that was passed."""
        self._within(region, pod, role, index)
        offset = self.role_offset[ROLES.index(role)]
        number = self.first + region * self.region_stride + pod * self.pod_stride + offset + index
        if number > self.last:
            place = f"{role} {index} of pod {pod} in region {region}"
            raise AsnError(f"{place} would get AS {number}, beyond the pool {self.first}-{self.last}: widen the pool")
        return number

    def _within(self, region: int, pod: int, role: Role, index: int) -> None:
        if min(region, pod, index) < 0:
            raise AsnError(f"positions count from 0: region {region}, pod {pod}, {role} {index}")
        if index >= (room := self.room(role)):
            way = "spread them over more pods" if self.region_stride else "take a pool of 4,194,304 numbers or more"
            raise AsnError(f"{role} {index} has no AS number: the scheme holds {room} per pod; {way}")
        if region and not self.region_stride:
            raise AsnError(
                f"region {region} has no AS number: a pool this small holds one region; give each its own pool"
            )
        if self.region_stride and pod >= (pods := self.region_stride // self.pod_stride):
            raise AsnError(f"pod {pod} has no AS number: the scheme holds {pods} pods per region; add a region")
