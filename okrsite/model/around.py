"""Which documents an edit in some of them may show in, or shows together with, told from their text.

Beside those that `near` finds these are all documents of the same teams and of the root team, all that speak of what
speaks of an edited one, and what any of these names. What is told of others, such as a sum over all cycles, has to be
known otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from okrsite.model.glance import Seen
from okrsite.model.mentions import Mentions
from okrsite.model.vicinity import MANY, Around
from okrsite.settings import Settings

EDITED = frozenset({"objectives", "checkin"})
"""The kinds of documents whose edits are told from those around them; other kinds bear on everything."""


def around(
    files: Sequence[Seen],
    edited: Sequence[Seen],
    before: Sequence[Seen],
    settings: Settings,
    day: date,
    known: Mentions,
) -> list[Seen] | None:
    """The files around some of them that were edited, in their order; None where these may be any.

    `before` is what the edited ones were. `known` are the words of files by number, `day` is that of the numbers.
    """
    wanted = [*edited, *before]
    if not edited:
        return []
    if len(edited) > MANY or not all(_is_plain(one, settings, day) for one in wanted):
        return None
    found = Around(files, settings, known, None)
    found.begin(wanted)
    found.follow()
    found.top()
    teams = {one.sketch.team for one in wanted}
    theirs = [one for one in files if one.sketch.team in teams or found.of_root(one)]
    chosen = {*found.found, *theirs}
    chosen.update(found.speaking_of(list(found.speaking_of(wanted))))
    chosen.update([other for one in chosen for other in found.named_in(one.text.front)])
    return [one for one in files if one in chosen]


def _is_plain(one: Seen, settings: Settings, day: date) -> bool:
    """Whether a document is of days that are not over, and says plainly whose it is and what it names; or is none."""
    sketch = one.sketch
    if not sketch.kind and not sketch.everywhere:
        return True
    late = timedelta(settings.grace)
    return sketch.kind in EDITED and not sketch.obscure and sketch.days is not None and sketch.days[1] + late >= day
