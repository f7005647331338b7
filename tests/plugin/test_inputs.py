"""What a page is written from, as a digest: the same for equal views, another for any that differ."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct
from okrsite_mkdocs.driver.keeping import inputs_of

from okrsite.publish.press import Press
from okrsite.publish.project import read_project
from okrsite.publish.site import context_of, site_of
from okrsite.views.pages import pages

ROOT = Path(__file__).parents[2]


class One(Struct, frozen=True):
    name: str
    parts: tuple[object, ...] = ()


def test_equal_views_have_equal_digests_however_often_they_are_made() -> None:
    press = Press(read_project(ROOT / "mkdocs.yml"), date(2026, 8, 14))
    context = context_of(press.report(press.project.documents()), site_of(press))
    made = [inputs_of([page.address], [page.template, page.made()]) for page in pages(context)]
    again = context_of(press.report(press.project.documents()), site_of(press))
    assert made == [inputs_of([page.address], [page.template, page.made()]) for page in pages(again)]


def test_own_words_and_what_is_shown_are_told_apart() -> None:
    both = inputs_of(["words"], One("a"))
    assert inputs_of(["words"], One("b")).words == both.words
    assert inputs_of(["other"], One("a")).shown == both.shown
    assert inputs_of(["words"]).shown != both.shown
