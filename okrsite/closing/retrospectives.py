"""The retrospective of a team: a draft where none is written, and what is added to one that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from okrsite.closing.scores import FinalScore
from okrsite.closing.team_close import TeamClose
from okrsite.model.graph import OkrGraph
from okrsite.model.naming import respelled
from okrsite.model.objective import Objective
from okrsite.source.drafting import comment, document, entry, item, one_line
from okrsite.source.splice import Value, insert
from okrsite.views import numbers

_THEMES = 6
_NOTES = 12
_QUESTIONS = ("leaking", "hidden", "doubted")


def retrospective_path(part: TeamClose) -> str:
    """Where the draft goes: named as the team's earlier ones are, else beside its objectives."""
    close = part.close
    earlier = [one for one in close.graph.retrospectives if one.team == part.team]
    for one in sorted(earlier, key=lambda one: close.graph.cycles[one.cycle].end, reverse=True):
        named = respelled(one.uri, one.cycle, close.cycle.id)
        if named:
            return named
    folder = part.objectives[0].uri.rpartition("/")[0]
    return f"{folder}/{close.cycle.slug}-retrospective.md".lstrip("/")


def draft(part: TeamClose, successors: dict[str, str]) -> bytes:
    """A retrospective to be written; `successors` are the ids under which missed objectives may go on."""
    told = (
        f"Drafted by `okrsite close` on {part.close.day}. Talk for two hours, write down what is true, and take out "
        "the comments."
    )
    lines = [
        *_begun(part, told),
        "",
        *comment("The final scores. To set one by hand, write another `score` and why."),
        *entry("scores", scores_value(part.scores())),
        *_carry_over(part, successors),
    ]
    return document(lines)


def early_draft(part: TeamClose) -> bytes:
    """A retrospective to be written before the cycle is closed, when nothing has its final score yet."""
    told = (
        f"Begun on {part.close.day}. Talk for two hours, write down what is true, and take out the comments. "
        f"`okrsite close {part.close.cycle.id}` adds the final scores, and what is to be decided."
    )
    return document(_begun(part, told))


def _begun(part: TeamClose, told: str) -> list[str]:
    """What both have: who, when, and what the check-ins of the cycle tell."""
    cycle = part.close.cycle.id
    return [
        *entry("okr", "retrospective"),
        *entry("title", f"{part.name}, {cycle} retrospective"),
        *entry("team", part.team),
        *entry("cycle", cycle),
        *entry("visibility", part.visibility),
        "",
        *comment(told),
        "",
        *_texts(
            part, "worked", "What worked? Your check-ins tell of these wins.", "What worked?", "A day in the harbour"
        ),
        "",
        *_texts(
            part, "failed", "What did not? Your check-ins tell of these challenges.", "What did not?", "A late date"
        ),
        "",
        *_lessons(part),
        "",
        *comment("What do you do about it in the next cycle?"),
        *_quoted(_ahead(part)),
        *comment("next: Ask each operator before a date is promised"),
    ]


def _texts(part: TeamClose, key: str, heading: str, without: str, example: str) -> list[str]:
    source = "wins" if key == "worked" else "challenges"
    lines: list[str] = []
    told: set[str] = set()
    for checkin in part.checkins():
        fresh = [text for text in getattr(checkin, source) if text not in told]
        told.update(fresh)
        if fresh:
            lines += [*comment(str(checkin.date), 2), *(line for text in fresh for line in item(text, 2))]
    if lines:
        return [*comment(heading), f"{key}:", *lines]
    return [*comment(without), *comment(f"{key}:"), f"#   - {example}"]


def _lessons(part: TeamClose) -> list[str]:
    themes, noted = _known_themes(part.close.graph), _doubts(part)
    known = f" Themes so far: {', '.join(themes)}." if themes else ""
    return [
        *comment(
            "What would you tell a team that starts tomorrow? A lesson changes what you do next, and its theme brings "
            f"together what several cycles taught.{known}"
        ),
        *comment("What you noted on the way may help:" if noted else ""),
        *_quoted(noted),
        "# lessons:",
        "#   - text: A start date belongs to those who do the starting, so ask them before the signature",
        "#     theme: Dependencies",
    ]


def _known_themes(graph: OkrGraph) -> list[str]:
    counts = Counter(lesson.theme for one in graph.retrospectives for lesson in one.lessons if lesson.theme)
    return [theme for theme, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_THEMES]]


def _quoted(said: Sequence[str]) -> list[str]:
    return [line for text in said for line in comment(text)]


def _doubts(part: TeamClose) -> list[str]:
    said = [
        (one.date, f"{question}: {text}")
        for one in part.checkins()
        for question, text in one.answers
        if question in _QUESTIONS
    ]
    said += [(one.date, f"learned: {text}") for one in part.reviews() for text in one.learnings]
    return _dated([*_notes(part), *said])


def _notes(part: TeamClose) -> list[tuple[date, str]]:
    """What was noted beside the readings, the newest of it."""
    numbers_of = part.close.card.key_results
    points = [
        (point.reading, key_result.title)
        for objective in part.objectives
        for key_result in objective.key_results
        for point in numbers_of[key_result.id].points
    ]
    said = [(one.date, f"{title}, {one.text}: {one.note}") for one, title in points if one.note]
    return sorted(said, key=lambda pair: pair[0])[-_NOTES:]


def _ahead(part: TeamClose) -> list[str]:
    said = [(one.date, f"next: {text}") for one in part.checkins()[-2:] for text in one.next]
    said += [(one.date, f"next: {text}") for one in part.reviews()[-1:] for text in one.next]
    return _dated(said)


def _dated(said: Sequence[tuple[date, str]]) -> list[str]:
    return [f"{day}, {one_line(text)}" for day, text in sorted(said, key=lambda pair: pair[0])]


def scores_value(scores: Sequence[FinalScore]) -> dict[str, Value]:
    """Scores as they are written, by id."""
    return {one.id: {"score": one.score, "reason": one.reason} for one in scores}


def _carry_over(part: TeamClose, successors: dict[str, str]) -> list[str]:
    missed = part.missed()
    if not missed:
        return []
    lines = [
        "",
        *comment(
            "Decide about each: continue, change or drop, and why. `okrsite check` reminds you of those that are open. "
            "What goes on has a draft, `to`; take that out where you drop it."
        ),
        "carry_over:",
    ]
    for one in missed:
        ended = numbers.score(part.close.card.objectives[one.id].score)
        lines += [*comment(f"{one.title}: ended at {ended}", 2), *item(open_question(one, successors), 2)]
        lines += ["    # decision: continue", "    # reason: What we know now that we did not know then"]
    return lines


def open_question(objective: Objective, successors: dict[str, str]) -> dict[str, Value]:
    """An entry of `carry_over` that nobody has decided."""
    to = successors.get(objective.id)
    return {"id": objective.id, "to": to} if to else {"id": objective.id}


def completed(raw: bytes, part: TeamClose, successors: dict[str, str]) -> bytes:
    """A retrospective that is written, with what it lacks of final scores and of objectives to decide about.

    Raises SpliceRefused, whose hint has what to write by hand.
    """
    written = part.retrospective
    assert written is not None
    has = {id for id, _ in written.scores}
    lacking = [one for one in part.scores() if one.id not in has]
    keys = part.close.report.documents[written.uri].marks.children
    values = scores_value(lacking)
    if values and "scores" not in keys:
        raw = insert(raw, (), "scores", values)
    else:
        for id, value in values.items():
            raw = insert(raw, ("scores",), id, value)
    told = {one.id for one in written.carry_over}
    missed = [one for one in part.missed() if one.id not in told]
    questions: list[Value] = [open_question(one, successors) for one in missed]
    if questions and "carry_over" not in keys:
        return insert(raw, (), "carry_over", questions)
    for question in questions:
        raw = insert(raw, ("carry_over",), None, question)
    return raw
