"""Whatever is begun among the documents of the example is without errors, and stands where its team has the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from okrsite.authoring.drafts import KINDS
from okrsite.authoring.drafts.conversation import Begun, Kind, Occasion
from okrsite.diagnostics import Severity
from okrsite.report import Report, report
from okrsite.settings import Settings
from okrsite.source.read import SourceFile
from okrsite.views.context import Context

CONTENT = Path(__file__).parents[2] / "content"
PLACES = {
    "onboarding": {
        "objective": "teams/onboarding/2026-q3.md",
        "team": "teams/newcomers/index.md",
        "roadmap": "teams/onboarding/roadmap-2026-q3.md",
        "checkin": "teams/onboarding/checkins/2026-08-14.md",
        "review": "reviews/2026-08-14-onboarding.md",
        "retrospective": "teams/onboarding/2026-q3-retrospective.md",
    },
    "marketing": {
        "objective": "teams/marketing/2026-q3.md",
        "team": "teams/newcomers/index.md",
        "roadmap": "teams/marketing/roadmap-2026-q3.md",
        "checkin": "teams/marketing/checkins/2026-08-14-marketing.md",
        "review": "reviews/2026-08-14-marketing.md",
        "retrospective": "teams/marketing/2026-q3-retrospective.md",
    },
}


def begun(kind: Kind, example: Report, given: dict[str, object]) -> Begun:
    """What a script gets."""
    context = Context(example.graph, example.card, example.settings, example.findings)
    occasion = Occasion(
        context,
        example,
        example.as_of,
        given,
        False,
        lambda uri: (CONTENT / uri).read_bytes(),
        lambda uri: (CONTENT / uri).exists(),
    )
    conversation = kind.begin(occasion)
    try:
        question = next(conversation)
        while True:
            answer = occasion.given.get(question.option) or question.default
            assert isinstance(answer, str) or question.optional, question
            question = conversation.send(answer if isinstance(answer, str) else "")
    except StopIteration as done:
        found: Begun = done.value
        return found


@pytest.mark.parametrize("team", PLACES)
def test_all_kinds_are_begun_without_an_error_at_their_places(example: Report, team: str) -> None:
    given: dict[str, object] = {"team": team, "objective": "People are glad", "name": "Newcomers"}
    drafts = {name: begun(kind, example, given) for name, kind in KINDS.items()}
    assert {name: draft.uri for name, draft in drafts.items()} == PLACES[team]
    files = {path.relative_to(CONTENT).as_posix(): path.read_bytes() for path in sorted(CONTENT.rglob("*.md"))} | {
        draft.uri: draft.raw for draft in drafts.values()
    }
    found = report([SourceFile(f"content/{uri}", uri, raw) for uri, raw in files.items()], Settings(), example.as_of)
    before = {one.message for one in example.findings}
    errors = [one for one in found.findings if one.severity is Severity.ERROR and one.message not in before]
    assert not errors
    assert len(found.documents) == len(example.documents) + len(set(PLACES[team].values()) - set(example.documents))
