"""Retrospectives and the archive."""

from __future__ import annotations

from okrsite.views.archive import archive, archive_pages
from okrsite.views.lessons import split_claim
from okrsite.views.retrospective import retrospective_pages

RETROSPECTIVE = """\
---
okr: retrospective
title: {title}
team: crew
cycle: 2026-Q2
worked: Watching the quay for `five` mornings
failed: [We counted late]
lessons:
  - text: Count on the day. A month late is too late.
    theme: Measuring
  - text: Ask the captain first.
    theme: measuring
scores:
  A-1.speed:
    score: 0.5
    reason: Nobody could use it yet
carry_over:
  - id: A-1
    decision: continue
    to: B-1
    reason: Half way
---
"""


def spring(told, goal, result, title="Crew, 2026-Q2"):
    return told(
        {
            "a.md": goal("A-1", result("speed", {"2026-06-20": "65"}), cycle="2026-Q2"),
            "b.md": goal("B-1", result("calm", {"2026-08-12": "60"})),
            "c.md": goal("C-1", result("queue", {"2026-06-20": "80"}), team="desk", cycle="2026-Q2"),
            "r.md": RETROSPECTIVE.format(title=title),
        }
    )


def page(context, address="cycles/2026-q2/crew/"):
    return next(one for one in retrospective_pages(context) if one.address == address)


def test_a_hand_set_score_stands_beside_the_computed_one_with_its_reason(told, goal, result):
    view = page(spring(told, goal, result)).made()
    row = view.results[0].table.rows[0]
    assert (row.cells[4].text, row.cells[5].text) == ("0.50", "set by hand, computed 0.65")
    words = "".join(bit.text for bit in view.results[0].why.paragraphs[0])
    assert words.startswith("Raise speed: computed 0.650, set to 0.50")
    assert words.endswith("“Nobody could use it yet”")


def test_the_opening_says_how_the_team_closed(told, goal, result):
    view = page(spring(told, goal, result)).made()
    assert view.fact == "Crew closed at 0.50, below the ideal."
    assert view.act == "The one objective did not reach success."


def test_a_title_that_is_a_sentence_comes_first(told, goal, result):
    view = page(spring(told, goal, result, "Setup got shorter, not yet easy.")).made()
    assert (view.fact, view.act) == ("Setup got shorter, not yet easy.", "Crew closed at 0.50, below the ideal.")


def test_lessons_lead_to_the_others_of_their_theme(told, goal, result):
    first = page(spring(told, goal, result)).made().lessons[0]
    assert first.theme.text == "Measuring, 1 more lesson"
    assert first.theme.address == "archive/themes/measuring/"
    assert (first.claim.text, first.evidence.text) == ("Count on the day.", "A month late is too late.")


def test_what_was_carried_over_says_where_it_went(told, goal, result):
    carried = page(spring(told, goal, result)).made().carried[0]
    assert (carried.decision, carried.what.text, carried.to.address) == ("Continue", "Title of A-1", "okr/b-1/")


def test_a_team_that_wrote_nothing_has_a_page_that_says_so(told, goal, result, shown):
    found = page(spring(told, goal, result), "cycles/2026-q2/desk/")
    assert found.made().empty.missing == "Desk has not written a retrospective of 2026-Q2 yet."
    assert "okr-empty" in shown("retrospective.html", found.made(), found.address)


def test_the_contents_name_every_part_that_is_there(told, goal, result, shown):
    found = page(spring(told, goal, result))
    html = shown("retrospective.html", found.made(), found.address)
    assert [heading.id for heading in found.toc] == ["results", "worked", "failed", "lessons", "next"]
    assert all(f'id="{heading.id}"' in html for heading in found.toc)
    assert "<code>five</code>" in html and "style=" not in html


def test_open_cycles_have_no_retrospective_pages(told, goal, result):
    addresses = [one.address for one in retrospective_pages(spring(told, goal, result))]
    assert addresses == ["cycles/2026-q2/crew/", "cycles/2026-q2/desk/"]


def test_the_archive_joins_spellings_of_a_theme(told, goal, result):
    view = archive(spring(told, goal, result))
    assert view.fact == "1 closed cycle taught 2 lessons."
    assert [(theme.link.text, theme.text) for theme in view.themes.shown] == [("Measuring", "2 lessons")]
    assert [one.text for one in view.cycles[0].told] == ["0.50, 2 lessons", "0.80, no retrospective yet"]


def test_the_archive_has_a_place_for_every_theme(told, goal, result, shown):
    found = next(iter(archive_pages(spring(told, goal, result))))
    html = shown("archive.html", found.made(), found.address)
    assert all(f'id="{heading.id}"' in html for heading in found.toc)


def test_an_empty_archive_says_what_comes(told):
    assert archive(told({})).empty is not None


def test_markup_is_never_cut_in_two():
    assert split_claim("Never *split. This* one. Please") == ("Never *split. This* one.", "Please")
