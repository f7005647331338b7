"""A check-in: the readings of all key results of a team on one day, with their story."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from datetime import date

from okrsite.authoring.checkins import refuse_text
from okrsite.authoring.drafts.asking import TEAM, ask_team
from okrsite.authoring.drafts.conversation import Begun, Conversation, Kind, Occasion, Option, Question
from okrsite.diagnostics import nearest
from okrsite.errors import OkrsiteError
from okrsite.model.key_result import KeyResult, KeyResultType
from okrsite.model.quantity import NotANumber, parse_quantity
from okrsite.source.drafting import comment, entry
from okrsite.source.emit import scalar
from okrsite.views.checkindraft import checkin_draft, running
from okrsite.views.context import Context
from okrsite.views.told import now_text, wanted_text

_HEALTHS = ("green", "amber", "red")
_TEXTS = {
    "wins": "What went well",
    "challenges": "What is hard",
    "needs": "What do you need from whom",
    "next": "What comes next",
}
_ANSWERS = {
    "moved": "Which number moved, by how much, and do you know why?",
    "shipped": "What did you ship that should move a number, and does it move yet?",
    "leaking": "Where do you lose people now who were not lost last week?",
    "hidden": "What do you see people do that the number hides?",
    "doubted": "Which target is plainly wrong by now, too easy or out of reach?",
}
_STEPWISE = (KeyResultType.MILESTONES, KeyResultType.BINARY)
DATE = Option("date", "Its day: a date or `today`.  [default: today]", "DATE")


def begin(occasion: Occasion) -> Conversation:
    """Ask for the readings of a team, and begin the document of its check-in."""
    context = occasion.context
    team = yield from ask_team(occasion)
    _refuse_second(context, team, occasion.day)
    known = {one.id.lower(): one for one in _key_results(context, team)}
    said = yield from _ask_readings(occasion, known)
    health = yield Question("health", "How does it go, as you see it", choices=_HEALTHS, optional=True)
    texts = {}
    for key, question in _TEXTS.items():
        texts[key] = yield Question(key, question, optional=True)
    draft = checkin_draft(context, team, occasion.day)
    return Begun(draft.uri, _filled(draft.text, said, health, texts).encode())


def _refuse_second(context: Context, team: str, day: date) -> None:
    for one in (*context.graph.checkins, *context.graph.empty_checkins):
        if (one.team, one.date) == (team, day):
            hint = "Write into it, or record single readings: `okrsite checkin KR VALUE`."
            raise OkrsiteError(f"there is a check-in of {day} already, `{one.where.path}`", hint)


def _key_results(context: Context, team: str) -> list[KeyResult]:
    own = [one for objective in running(context, team) for one in objective.key_results]
    return [one for one in own if one.type not in _STEPWISE and not context.card.key_results[one.id].cancelled]


def _ask_readings(occasion: Occasion, known: Mapping[str, KeyResult]) -> Generator[Question, str, dict[str, str]]:
    given = occasion.rows("reading")
    said = {}
    for name, value in given:
        meant = _meant(occasion.context, name, known)
        refuse_text(meant, value)
        said[meant.id] = value
    if given or not occasion.asking:
        return said
    for one in known.values():
        now = now_text(one, occasion.context.card.key_results[one.id])
        wanted = wanted_text(one)
        question = f"{one.title} (now {now}{f', wanted {wanted}' if wanted else ''}; Enter: no reading)"
        answer = yield Question("reading", question, optional=True, objection=_no_reading)
        if answer:
            said[one.id] = answer
    return said


def _no_reading(answer: str) -> str | None:
    parsed = parse_quantity(answer)
    return f"`{answer}` is no number. {parsed.hint or ''}".rstrip() if isinstance(parsed, NotANumber) else None


def _meant(context: Context, text: str, known: Mapping[str, KeyResult]) -> KeyResult:
    name = context.graph.names.get(text.lower())
    found = known.get(name.id.lower()) if name else None
    if found is None:
        close = nearest(text, [one.id for one in known.values()])
        hint = f"Did you mean `{close}`?" if close else f"It has {', '.join(f'`{one.id}`' for one in known.values())}."
        raise OkrsiteError(f"the team has no key result `{text}` that takes readings now", hint)
    return found


def _filled(text: str, said: Mapping[str, str], health: str, texts: Mapping[str, str]) -> str:
    """The draft with what is known filled in; what was read last stays behind a new reading."""
    lines = []
    for line in text.splitlines():
        key = line.strip().removesuffix(":")
        if line == "# health: green" and health:
            lines.append(f"health: {health}")
        elif texts.get(key):
            lines += entry(key, texts[key])
        else:
            lines.append(_with_reading(line, said))
    end = len(lines) - lines[::-1].index("---") - 1
    return "\n".join([*lines[:end], *_questions(), *lines[end:]]) + "\n"


def _questions() -> list[str]:
    """The five questions of a check-in, as comments."""
    asked = [f"#   {key}: # {question}" for key, question in _ANSWERS.items()]
    return [*comment("The five questions, for the fifteen minutes in which you meet:"), "# answers:", *asked]


def _with_reading(line: str, said: Mapping[str, str]) -> str:
    for id, value in said.items():
        head = f"  # {scalar(id)}:"
        if line.startswith(head):
            return f"  {scalar(id)}: {scalar(value)}{line[len(head) :]}"
    return line


KIND = Kind(
    "checkin",
    "a check-in of all key results of a team, with their last readings",
    (
        TEAM,
        DATE,
        Option("reading", "A reading. May be given more than once.", "KR VALUE", (), True, 2),
        Option("health", "How it goes, as you see it.", choices=_HEALTHS),
        Option("wins", "What went well."),
        Option("challenges", "What is hard."),
        Option("needs", "What you need from whom."),
        Option("next", "What comes next."),
    ),
    begin,
    of_past=True,
)
