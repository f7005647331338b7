"""What to mend: findings by team and document, as coaching; what is missing from the site comes first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.model.chronicle import CheckIn, Retrospective, Review
from okrsite.model.initiative import Initiative
from okrsite.model.objective import Objective
from okrsite.views.context import Context
from okrsite.views.findings import Found, found, severity_mark
from okrsite.views.marks import foot
from okrsite.views.page import Heading, Page
from okrsite.views.parts import Empty, Foot, Ref, StatusMark
from okrsite.views.urls import slug
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

UNREADABLE = "unreadable-document"
MOST_SHOWN = 1000
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class DocumentFindings:
    """The findings of one document; `page` leads to its page, plain where it has none."""

    page: Ref
    findings: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class TeamFindings:
    """The findings of one team's documents."""

    anchor: str
    name: str
    count: str
    documents: tuple[DocumentFindings, ...]


@dataclass(frozen=True, slots=True)
class RuleFindings:
    """How often a rule found something, and what about; `more` says how many are not named."""

    anchor: str
    rule: Ref
    mark: StatusMark
    count: str
    about: tuple[Ref, ...]
    more: str


@dataclass(frozen=True, slots=True)
class QualityView:
    """The page of findings."""

    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    missing: tuple[Found, ...]
    rules: tuple[RuleFindings, ...]
    teams: tuple[TeamFindings, ...]
    left_out: str
    empty: Empty | None
    foot: Foot


def quality_pages(context: Context) -> Iterator[Page]:
    """Return the page of findings."""
    view = quality(context)
    yield Page(
        address=context.urls.quality(),
        title=_("What to mend"),
        description=_("What is missing or doubtful in what is written, and how to mend it."),
        template="quality.html",
        view=view,
        toc=tuple(Heading(team.anchor, team.name) for team in view.teams),
        searchable=False,
    )


def quality(context: Context) -> QualityView:
    """Return all findings: unreadable documents, then counts by rule, then each by team and document."""
    missing = [one for one in context.findings if one.name == UNREADABLE]
    others = [one for one in context.findings if one.name != UNREADABLE]
    fact, act = _opening(context.findings, len(missing))
    left = len(others) - MOST_SHOWN
    return QualityView(
        eyebrow=(Ref(_("What to mend")),),
        fact=fact,
        act=act,
        missing=tuple(found(context, one) for one in missing),
        rules=tuple(_rules(context, others)),
        teams=tuple(_teams(context, others[:MOST_SHOWN])),
        left_out=_("{n} more are not shown here; `okrsite check` lists them all.").format(n=left) if left > 0 else "",
        empty=None if context.findings else _nothing(),
        foot=foot(context),
    )


def _opening(findings: Sequence[Diagnostic], missing: int) -> tuple[str, str]:
    counts = Counter(one.severity for one in findings)
    kinds = (
        (Severity.ERROR, "{n} error", "{n} errors"),
        (Severity.WARNING, "{n} warning", "{n} warnings"),
        (Severity.NOTE, "{n} note", "{n} notes"),
    )
    parts = [ngettext(one, many, counts[severity]) for severity, one, many in kinds if counts[severity]]
    if not parts:
        return _("Nothing to mend."), ""
    act = _("An error costs only the value it is about; everything else is published.")
    if missing:
        act = ngettext(
            "{n} document can't be read and is missing from the site.",
            "{n} documents can't be read and are missing from the site.",
            missing,
        )
    return f"{', '.join(parts)}.", act


def _nothing() -> Empty:
    return Empty(_("Every document could be read, and no rule has anything to say."))


def _rules(context: Context, findings: Iterable[Diagnostic]) -> Iterator[RuleFindings]:
    groups: dict[str, list[Diagnostic]] = defaultdict(list)
    for one in findings:
        groups[one.code].append(one)
    for code, own in sorted(groups.items()):
        about = dict.fromkeys(_about(context, one) for one in own)
        left = len(about) - _MOST_NAMED
        yield RuleFindings(
            anchor=slug(code),
            rule=Ref(f"{code} {own[0].name}", context.urls.rule(code)),
            mark=severity_mark(own[0].severity),
            count=ngettext("{n} time", "{n} times", len(own)),
            about=tuple(about)[:_MOST_NAMED],
            more=_("and {n} more").format(n=left) if left > 0 else "",
        )


def _about(context: Context, finding: Diagnostic) -> Ref:
    """Return what a finding is about: an objective or key result by its title, else its document."""
    address = context.address(finding.subject) if finding.subject else ""
    if finding.subject and address:
        return Ref(context.title(finding.subject), address)
    uri = context.uri(finding.where)
    return Ref(finding.where.path, context.urls.document(uri) if uri else "")


def _teams(context: Context, findings: Iterable[Diagnostic]) -> Iterator[TeamFindings]:
    owners = _team_of_paths(context)
    groups: dict[str | None, dict[str, list[Diagnostic]]] = defaultdict(lambda: defaultdict(list))
    for one in findings:
        groups[owners.get(one.where.path)][one.where.path].append(one)
    named = {team: context.team_name(team) if team else _("The site as a whole") for team in groups}
    for team in sorted(groups, key=lambda team: (team is None, named[team].casefold(), team or "")):
        documents = groups[team]
        total = sum(len(own) for own in documents.values())
        yield TeamFindings(
            anchor=f"team-{slug(team)}" if team else "site",
            name=named[team],
            count=ngettext("{n} finding", "{n} findings", total),
            documents=tuple(_document(context, path, own) for path, own in sorted(documents.items())),
        )


def _document(context: Context, path: str, findings: Iterable[Diagnostic]) -> DocumentFindings:
    uri = next((context.uri(one.where) for one in findings), "")
    page = Ref(path, context.urls.document(uri) if uri else "")
    return DocumentFindings(page, tuple(found(context, one) for one in findings))


def _team_of_paths(context: Context) -> dict[str, str]:
    """Return whose each document is, by its path."""
    graph = context.graph
    written: tuple[Objective | Initiative | CheckIn | Review | Retrospective, ...] = (
        *graph.objectives.values(),
        *graph.initiatives.values(),
        *graph.checkins,
        *graph.reviews,
        *graph.retrospectives,
    )
    owners = {one.where.path: one.team for one in written}
    owners.update((team.where.path, team.id) for team in graph.teams.values() if team.where)
    return owners
