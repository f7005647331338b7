"""What files tell at a glance, kept by the digests of their bytes, so that a check reads only those that bear on it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import DecodeError, Struct, msgpack

from okrsite.model.cycle import CycleRules
from okrsite.model.glance import Seen, Sketch, seen, sketch, text_of
from okrsite.model.mentions import Mentions
from okrsite.publish.code import code_stamp
from okrsite.publish.listing import Listed
from okrsite.publish.packs import PackStore
from okrsite.settings import Settings

LIMIT = 256 * 1024 * 1024
"""The most bytes that are kept; 5,000 long documents take 16 MiB, anew when many changed."""
FEW = 50
"""So many files are looked at anew each time, as long as there are no more: that is quicker than to keep them."""


class _Kept(Struct, frozen=True):
    """Sketches by digest, in the order of the numbers that their texts have in `mentions`."""

    sketches: dict[str, Sketch]
    mentions: Mentions

    def __post_init__(self) -> None:
        """Refuse what does not fit together; ValueError."""
        if len(self.sketches) != self.mentions.count or any(len(one) % 4 for one in self.mentions.numbers.values()):
            raise ValueError


class Sketches:
    """What is known of files below the folder `cache`; what is damaged or foreign there counts as missing."""

    def __init__(self, cache: Path, settings: Settings) -> None:
        """Look for what is kept of files in whose cycles the `settings` hold."""
        self.rules = CycleRules(settings.fiscal_year_start, settings.named_cycles)
        self.store = PackStore(cache / "sketches", f"{code_stamp()} {sys.byteorder}", LIMIT, level=0)
        self._key = repr(self.rules)
        self._know(self._read() or _Kept({}, Mentions()))

    def _know(self, kept: _Kept) -> None:
        self._kept = kept
        self._numbers = {digest: number for number, digest in enumerate(kept.sketches)}

    @property
    def mentions(self) -> Mentions:
        """The words in the front matter of the files that are known, by number; they grow as files are seen."""
        return self._kept.mentions

    def seen(self, listed: Sequence[Listed]) -> list[Seen]:
        """Some files at a glance; those that are not known are read, and known from now on if they are many."""
        new = {one.digest: one for one in listed if one.digest not in self._numbers}
        if len(new) > FEW:
            self._keep(listed, new)
        return [self._seen(one) for one in listed]

    def _seen(self, one: Listed) -> Seen:
        known = self._kept.sketches.get(one.digest)
        if known:
            return Seen(one.path, known, lambda: one.file, self._numbers[one.digest])
        return seen(one.file, self.rules)

    def _keep(self, listed: Sequence[Listed], new: Mapping[str, Listed]) -> None:
        """Keep new files beside those that are known already, unless most of these are gone."""
        kept = self._kept
        if len(listed) - len(new) < len(kept.sketches) / 2:
            kept, new = _Kept({}, Mentions()), {one.digest: one for one in listed}
        sketches = dict(kept.sketches)

        def fronts() -> Iterator[bytes]:
            for digest, one in new.items():
                text = text_of(one.load())  # not the file that it holds: all of them together take much memory
                sketches[digest] = sketch(text, self.rules)
                yield text.front

        mentions = kept.mentions.with_more(fronts())
        self._know(_Kept(sketches, mentions))
        self.store.put(self._key, msgpack.encode(self._kept))
        self.store.trim()

    def _read(self) -> _Kept | None:
        try:
            return msgpack.decode(self.store.get(self._key) or b"", type=_Kept)
        except DecodeError:
            return None
