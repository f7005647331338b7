"""The page of a rule: what it means, why, and how to mend what it finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from okrsite.views.context import Context
from okrsite.views.findings import severity_mark, words
from okrsite.views.marks import foot
from okrsite.views.page import Found, Heading, Page
from okrsite.views.parts import Foot, Paragraph, Ref, StatusMark
from okrsite.views.provenance import from_none
from okrsite.views.ruletext import RuleText
from okrsite.views.urls import slug
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext


class RuleView(Struct, frozen=True):
    """A rule's page; `bad` and `good` are examples as YAML, empty without; `settings` has one a paragraph."""

    eyebrow: tuple[Ref, ...]
    mark: StatusMark
    what: str
    why: tuple[Paragraph, ...]
    bad: str
    good: str
    settings: tuple[Paragraph, ...]
    here: Ref
    foot: Foot


def rule_pages(context: Context) -> Iterator[Page]:
    """Return the page of every rule."""
    counts = Counter(one.code for one in context.findings)
    for rule in context.rules:
        view = rule_view(context, rule, counts[rule.code])
        yield Page(
            address=context.urls.rule(rule.code),
            title=f"{rule.code} {rule.name}",
            description=rule.what.splitlines()[0] if rule.what else rule.name,
            template="rule.html",
            view=view,
            toc=_headings(view),
            found=(Found("", f"{rule.code} {rule.name}", f"{rule.what} {rule.why}"),),
        )


def _headings(view: RuleView) -> tuple[Heading, ...]:
    parts = (
        (view.why, "why", _("Why")),
        (view.bad, "bad", _("What it finds")),
        (view.good, "good", _("Mended")),
        (view.settings, "settings", _("Settings")),
    )
    return tuple(Heading(anchor, title) for shown, anchor, title in parts if shown)


def rule_view(context: Context, rule: RuleText, count: int) -> RuleView:
    """Return the page of a rule that found something `count` times."""
    times = ngettext("It finds {n} place in this site.", "It finds {n} places in this site.", count)
    place = f"{context.urls.quality()}#{slug(rule.code)}"
    return RuleView(
        eyebrow=(Ref(rule.code), Ref(rule.name), Ref(_("What to mend"), context.urls.quality())),
        mark=severity_mark(rule.severity),
        what=" ".join(rule.what.split()),
        why=tuple(words(" ".join(part.split())) for part in rule.why.split("\n\n") if part.strip()),
        bad=rule.bad.rstrip(),
        good=rule.good.rstrip(),
        settings=tuple(words(line) for line in rule.settings.splitlines() if line.strip()),
        here=Ref(times, place) if count else Ref(_("It finds nothing in this site.")),
        foot=foot(context, origin=from_none(context)),
    )
