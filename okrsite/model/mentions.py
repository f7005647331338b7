"""In which texts an id stands, told from the words of all of them, so that none has to be read."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct, field

from okrsite.model.glance import WORD

# What no id can hold sets words apart; that takes a quarter of the time that a pattern does.
_APART = bytes(sign if chr(sign) in "abcdefghijklmnopqrstuvwxyz0123456789._-" else 32 for sign in range(256))


class Mentions(Struct, frozen=True, dict=True):
    """The words of `count` texts, with the numbers of those in which each stands; a number has four bytes."""

    count: int = 0
    numbers: dict[bytes, bytes] = field(default_factory=dict)

    def holding(self, sought: bytes) -> set[int]:
        """The numbers of the texts that hold an id, be it inside of a word; of anything else those that may hold it.

        >>> known = Mentions().with_more([b"supports: crew-1.punctual", b"crew", b"quay lead"])
        >>> known.holding(b"crew-1"), known.holding(b"ew"), known.holding(b"quay  lead"), known.holding(b"deck")
        ({0}, {0, 1}, {2}, set())
        """
        found = set(range(self.count))
        for piece in WORD.findall(sought):
            found &= self._with(piece)
        return found

    def with_more(self, texts: Iterable[bytes]) -> Mentions:
        """The same with some texts more, which get the next numbers; they are in small letters."""
        more: dict[bytes, array[int]] = defaultdict(lambda: array("I"))
        count = self.count
        for text in texts:
            for word in set(text.translate(_APART).split()):
                more[word].append(count)
            count += 1
        longer = {word: self.numbers.get(word, b"") + numbers.tobytes() for word, numbers in more.items()}
        return Mentions(count, self.numbers | longer)

    @cached_property
    def _words(self) -> bytes:
        return b"\n".join([b"", *self.numbers, b""])

    def _with(self, piece: bytes) -> set[int]:
        found: set[int] = set()
        words = self._words
        at = words.find(piece)
        while at >= 0 and len(found) < self.count:
            end = words.index(b"\n", at)
            word = words[words.rindex(b"\n", 0, at) + 1 : end]
            found.update(memoryview(self.numbers.get(word, b"")).cast("I"))
            at = words.find(piece, end)
        return found


NO_MENTIONS = Mentions()
