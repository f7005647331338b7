"""A new check-in as a document: it reads as one, whatever is filled in."""

from __future__ import annotations

import re
from datetime import date

import pytest

from okrsite.model.key_result import KeyResultType
from okrsite.views.checkindraft import BARE, EMPTY, FULL, PLAIN, checkin_draft, place

DAY = date(2026, 8, 14)
BOAT = """\
---
okr: checkin
team: crew
date: 2026-08-03
readings:
  A-1.speed: "40"
---
"""


def filled(text: str) -> str:
    """The draft with a value in each of its readings."""
    return re.sub(r"^  # (\S+:)", r"  \1 55", text, flags=re.MULTILINE)


@pytest.fixture
def documents(goal, result):
    steps = '      - id: .steps\n        key_result: Do it\n        milestones:\n          - name: "One"'
    gone = result("gone", {}, more="        cancelled:\n          date: 2026-07-20\n          reason: No more boats")
    titled = result("speed", {"2026-08-10": "50"}).replace("Raise speed", '"3: of #4 \\"boats\\"\\n okr: allow"')
    return {
        "crew/q3.md": goal("A-1", titled, result("calm", {}), steps, gone),
        "crew/q2.md": goal("A-0", result("past", {}), cycle="2026-Q2"),
        "crew/next.md": goal("A-2", result("later", {}), cycle="2026-Q4"),
    }


@pytest.mark.parametrize("detail", [FULL, PLAIN, BARE])
def test_what_is_filled_in_is_read(told, documents, detail):
    text = checkin_draft(told(documents), "crew", DAY, detail).text
    context = told({**documents, "new.md": filled(text)})
    read = [one for one in context.graph.checkins if one.uri == "new.md"]
    assert [(one.team, one.date, set(one.readings)) for one in read] == [("crew", DAY, {"A-1.speed", "A-1.calm"})]
    assert [(one.name, one.message) for one in context.findings if one.where.path.endswith("new.md")] == []
    assert context.card.key_results["A-1.calm"].current.text == "55"


@pytest.mark.parametrize("detail", [FULL, EMPTY])
def test_a_draft_in_which_nothing_is_filled_in_is_no_mistake_and_reads_nothing(told, documents, detail):
    text = checkin_draft(told(documents), "crew", DAY, detail).text
    context = told({**documents, "new.md": text})
    assert [one.name for one in context.findings if one.where.path.endswith("new.md")] == ["empty-check-in"]
    assert context.card.key_results["A-1.calm"].current is None
    assert context.card.key_results["A-1.calm"].last_checkin is None


def test_a_draft_names_what_runs_with_its_last_reading_and_nothing_else(told, documents):
    context = told(documents)
    text = checkin_draft(context, "crew", DAY).text
    assert "# A-1.calm: # Raise calm; wanted 100" in text
    assert "was 50 on 10 August; wanted 100" in text
    assert not re.search(r"A-0|A-2|\.steps|\.gone", text)
    assert context.graph.key_results["A-1.steps"].type is KeyResultType.MILESTONES


def test_less_room_takes_a_shorter_draft(told, documents):
    lengths = [len(checkin_draft(told(documents), "crew", DAY, detail).text) for detail in (FULL, PLAIN, BARE, EMPTY)]
    assert lengths == sorted(lengths, reverse=True)


def test_the_first_check_in_goes_below_the_teams_objectives(told, documents):
    assert place(told(documents), "crew", DAY) == "crew/checkins/2026-08-14-crew.md"


@pytest.mark.parametrize(
    ("latest", "wanted"),
    [
        ("log/2026-w32.md", "log/2026-w33.md"),
        ("log/crew-2026-W32.md", "log/crew-2026-W33.md"),
        ("log/2026-08-03.md", "log/2026-08-14.md"),
        ("log/boat.md", "log/2026-08-14-crew.md"),
    ],
)
def test_the_next_one_goes_beside_the_last_and_is_named_like_it(told, documents, latest, wanted):
    assert place(told({**documents, latest: BOAT}), "crew", DAY) == wanted


def test_a_place_is_never_taken_twice(told, documents):
    later = BOAT.replace("2026-08-03", "2026-08-10")
    week = {"log/2026-w33.md": later}
    assert place(told({**documents, **week}), "crew", DAY) == "log/2026-08-14.md"
    day = {**week, "log/2026-08-14.md": BOAT, "log/2026-08-14-crew.md": BOAT}
    assert place(told({**documents, **day}), "crew", DAY) == "log/2026-08-14-crew-2.md"
