"""A share that remembers what it is a share of."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct


class Share(Struct, frozen=True):
    """`n` of `of` things, both 0 or more.

    >>> Share(3, 4).value, Share(0, 0).value
    (Fraction(3, 4), None)
    """

    n: int
    of: int

    @property
    def value(self) -> Fraction | None:
        """The share, 0 to 1; None of nothing, which is not 0."""
        return Fraction(self.n, self.of) if self.of else None

    @property
    def whole(self) -> bool:
        """Whether there is something, and all of it."""
        return 0 < self.of == self.n


NOTHING = Share(0, 0)


def together(shares: Iterable[Share]) -> Share:
    """Return several shares as one of all their things.

    >>> together([Share(1, 2), Share(2, 2)])
    Share(n=3, of=4)
    """
    found = list(shares)
    return Share(sum(one.n for one in found), sum(one.of for one in found))
