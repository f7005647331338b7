"""`[[ID]]` in an author's page: a link with title and state."""

from __future__ import annotations

from msgspec import Struct

from okrsite.views import numbers
from okrsite.views.context import Context
from okrsite.views.marks import status_mark
from okrsite.views.parts import Ref, StatusMark
from okrsite.views.words import gettext as _

TEMPLATE = "mention.html"


class MentionView(Struct, frozen=True):
    """A link to an objective, key result, initiative or pillar.

    `state` and `score` are empty where it has none; `own` are words that the author chose. An unknown id has no
    address and stands as it was written.
    """

    link: Ref
    state: StatusMark | None
    score: str
    own: bool
    known: bool


def mention(context: Context, id: str, words: str | None = None) -> MentionView:
    """Return the link that `[[id]]` or `[[id|words]]` means; ids and aliases know no case."""
    name = context.graph.names.get(id.lower())
    if name is None:
        written = f"[[{id}|{words}]]" if words else f"[[{id}]]"
        return MentionView(Ref(written), StatusMark("off_track", _("unknown id")), "", False, False)
    text = " ".join(words.split()) if words else context.title(name.id)
    reckoned = context.numbers(name.id)
    score = numbers.score(reckoned.score) if reckoned and reckoned.score is not None else ""
    state = status_mark(reckoned.status) if reckoned else None
    return MentionView(Ref(text, context.address(name.id)), state, score, bool(words), True)
