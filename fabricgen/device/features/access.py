"""Addresses as access lists see them: blocks with a mask that may have holes, joined where that loses nothing."""

from collections.abc import Iterable

from fabricgen.device.model import Block
from fabricgen.intent.words import Prefix

ANYWHERE = Block(0, 0, 32)
ANYWHERE6 = Block(0, 0, 128)


def block(prefix: Prefix) -> Block:
    return aligned(prefix.first, prefix.size, 32 if prefix.version == 4 else 128)


def aligned(first: int, size: int, bits: int = 32) -> Block:
    """`size` is a power of two that `first` is a multiple of."""
    return Block(first, (1 << bits) - size, bits)


def joined(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Two blocks that differ in the lowest bit of their mask are one; ascending."""
    left = set(blocks)
    while twins := [one for one in left if one.mask and not one.value & _lowest(one) and _twin(one) in left]:
        for one in twins:
            left -= {one, _twin(one)}
            left.add(Block(one.value, one.mask & ~_lowest(one), one.bits))
    return tuple(sorted(left, key=lambda found: (found.bits, found.value, found.mask)))


def _lowest(one: Block) -> int:
    return one.mask & -one.mask


def _twin(one: Block) -> Block:
    return one._replace(value=one.value | _lowest(one))


def meet(one: Block, other: Block) -> bool:
    """Whether an address can be in both."""
    return one.bits == other.bits and not (one.value ^ other.value) & one.mask & other.mask


def narrower(one: Block, other: Block) -> Block | None:
    """The addresses that are in both, None for none."""
    return Block(one.value | other.value, one.mask | other.mask, one.bits) if meet(one, other) else None


def contiguous(one: Block) -> bool:
    """Whether it is a prefix: the ones of its mask are all on the left."""
    return not (gap := (1 << one.bits) - 1 - one.mask) & (gap + 1)


def length(one: Block) -> int:
    """Of a prefix."""
    return one.mask.bit_count()
