"""A review: the numbers of its day, the challenges since the last one, and room to write."""

from __future__ import annotations

from okrsite.authoring.drafts.asking import CYCLE, TEAM, ask_team
from okrsite.authoring.drafts.conversation import Begun, Conversation, Kind, Occasion, Option, Question
from okrsite.diagnostics import nearest
from okrsite.errors import OkrsiteError
from okrsite.model.cycle import Cycle, CycleRules, parse_cycle
from okrsite.source.drafting import printable
from okrsite.views.context import Context
from okrsite.views.review import reviewed_cycle
from okrsite.views.reviewdraft import review_draft

_KINDS = ("monthly", "mid-cycle")


def begin(occasion: Occasion) -> Conversation:
    """Ask for a team and a kind, and begin its review of the day."""
    context = occasion.context
    team = yield from ask_team(occasion)
    kind = yield Question("kind", "Which review", "monthly", _KINDS)
    usual = reviewed_cycle(context, team, occasion.day)
    answer = yield Question("cycle", "Cycle", usual.id if usual else None, optional=True)
    cycle = _cycle(context, answer) if answer else usual
    if cycle is None:
        message = f"no cycle with objectives holds {occasion.day.isoformat()}"
        raise OkrsiteError(message, "Name the cycle with `--cycle`, or another day with `--date`.")
    draft = review_draft(context, team, cycle, occasion.day, kind)
    return Begun(draft.uri, draft.text.encode())


def _cycle(context: Context, text: str) -> Cycle:
    settings = context.settings
    found = parse_cycle(text, CycleRules(settings.fiscal_year_start, settings.named_cycles))
    if found and found.id in context.graph.cycles:
        return context.graph.cycles[found.id]
    close = nearest(text, context.graph.cycles)
    hint = f"Did you mean `{close}`?" if close else "Name a cycle that has objectives, such as 2026-Q3."
    raise OkrsiteError(f"no document speaks of a cycle `{printable(text)}`", hint)


KIND = Kind(
    "review",
    "a review, with the numbers of its day",
    (
        TEAM,
        Option("kind", "The kind of review.  [default: monthly]", choices=_KINDS),
        Option("date", "Its day: a date or `today`.  [default: the as-of day]", "DATE"),
        CYCLE,
    ),
    begin,
    of_numbers=True,
)
