"""Findings as coaching: a team's together, the worst first, by rule; each with why it matters and how to mend it."""

from __future__ import annotations

import posixpath
import re
import shlex
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.model.chronicle import CheckIn, Retrospective, Review
from okrsite.model.initiative import Initiative
from okrsite.model.objective import Objective
from okrsite.views.context import Context, kept
from okrsite.views.findings import place, sentence, severity_mark, words
from okrsite.views.parts import Paragraph, Ref, StatusMark
from okrsite.views.ruletext import RuleText
from okrsite.views.urls import slug
from okrsite.views.words import gettext as _
from okrsite.views.words import listed, ngettext

MOST_SHOWN = 1000
"""How many findings the page shows at most, unless there are very many teams."""

_MOST_OF_A_TEAM, _LEAST_OF_A_TEAM = 60, 5
_OPEN_GROUPS, _OPEN_FINDINGS = 3, 4
_MOST_NAMED = 3
_SENTENCE = re.compile(r"(?<=[.!?])\s")
_GRAVITY = {severity: rank for rank, severity in enumerate(Severity)}
_COUNTED = {
    Severity.ERROR: ("{n} error", "{n} errors"),
    Severity.WARNING: ("{n} warning", "{n} warnings"),
    Severity.NOTE: ("{n} note", "{n} notes"),
}


class Mend(Struct, frozen=True):
    """One place to mend: what is found, how to mend it, the place with a link to edit it, what it is about."""

    message: Paragraph
    hint: Paragraph
    place: Ref
    about: Ref | None


class RuleGroup(Struct, frozen=True):
    """What one rule found in a team's documents and why that matters; `hint` is set where all have the same."""

    mark: StatusMark
    rule: Ref
    what: Paragraph
    why: Paragraph
    hint: Paragraph
    findings: tuple[Mend, ...]
    more: tuple[Mend, ...]
    more_words: str


class TeamFindings(Struct, frozen=True):
    """The findings of one team's documents, those of the most urgent rules open; `rest` is not shown here at all."""

    anchor: str
    name: Ref
    title: str
    count: str
    groups: tuple[RuleGroup, ...]
    more: tuple[RuleGroup, ...]
    more_words: str
    rest: Paragraph


def counted(findings: Iterable[Diagnostic]) -> str:
    """Return how many findings there are of each severity, as words."""
    counts = Counter(one.severity for one in findings)
    return listed([ngettext(*forms, counts[severity]) for severity, forms in _COUNTED.items() if counts[severity]])


def what_of(rule: RuleText | None) -> Paragraph:
    """Return in one sentence what a rule finds."""
    return words(" ".join(rule.what.split())) if rule else ()


def why_of(rule: RuleText | None) -> Paragraph:
    """Return in one sentence why a rule matters, which is the first one that its page gives for it."""
    first = " ".join(rule.why.split("\n\n")[0].split()) if rule else ""
    return words(_SENTENCE.split(first)[0]) if first else ()


def by_team(context: Context, findings: Iterable[Diagnostic]) -> dict[str | None, list[Diagnostic]]:
    """Return findings by the team whose document they are in, None for the site as a whole, worst team first.

    A team's own are the worst first too; what belongs to no team comes last.
    """
    owners = team_of_paths(context)
    groups: dict[str | None, list[Diagnostic]] = defaultdict(list)
    for one in findings:
        groups[owners.get(one.where.path)].append(one)
    for own in groups.values():
        own.sort(key=lambda one: (_GRAVITY[one.severity], one.code, one.where.path, one.where.line))
    return {team: groups[team] for team in sorted(groups, key=lambda team: _urgency(context, team, groups[team]))}


def team_findings(context: Context, groups: Mapping[str | None, Sequence[Diagnostic]]) -> Iterator[TeamFindings]:
    """Return each team's findings as they are shown."""
    rules = {rule.code: rule for rule in context.rules}
    limit = min(_MOST_OF_A_TEAM, max(_LEAST_OF_A_TEAM, MOST_SHOWN // max(len(groups), 1)))
    whose = {one.where.path: team for team, own in groups.items() for one in own}
    for team, own in groups.items():
        shown = own[:limit]
        made = [_group(context, rules, found) for found in _by_rule(shown)]
        left = len(own) - len(shown)
        title = context.team_name(team) if team else _("The site as a whole")
        yield TeamFindings(
            anchor=anchor(team),
            name=Ref(title, context.urls.team(team) if team and team in context.graph.teams else ""),
            title=title,
            count=counted(own),
            groups=tuple(made[:_OPEN_GROUPS]),
            more=tuple(made[_OPEN_GROUPS:]),
            more_words=_kinds(sum(len(one.findings) + len(one.more) for one in made[_OPEN_GROUPS:])),
            rest=_rest(left, command(team, whose)) if left > 0 else (),
        )


def anchor(team: str | None) -> str:
    """Return the place of a team's findings on the page."""
    return f"team-{slug(team)}" if team else "site"


def command(team: str | None, whose: Mapping[str, str | None]) -> str:
    """Return the command that lists a team's findings and as few others as can be; `whose` are all paths with some.

    >>> command("crew", {"docs/crew/a.md": "crew", "docs/crew/b c.md": "crew", "docs/desk.md": "desk"})
    'okrsite check docs/crew'
    >>> command("crew", {"docs/a.md": "crew", "docs/b c.md": "crew", "docs/desk.md": "desk"})
    "okrsite check docs/a.md 'docs/b c.md'"
    """
    paths = sorted(path for path, other in whose.items() if other == team)
    folder = posixpath.commonpath(paths) if len(paths) > 1 else ""
    if folder and not any(other != team and path.startswith(f"{folder}/") for path, other in whose.items()):
        paths = [folder]
    named = paths if len(paths) <= _MOST_NAMED else []
    return " ".join(["okrsite check", *map(shlex.quote, named)])


def _kinds(count: int) -> str:
    return ngettext("{n} more of another kind", "{n} more of other kinds", count) if count else ""


def _rest(left: int, listing: str) -> Paragraph:
    return words(_("{n} more are not shown here; `{command}` lists them all.").format(n=left, command=listing))


def _urgency(context: Context, team: str | None, findings: Sequence[Diagnostic]) -> tuple[object, ...]:
    counts = Counter(one.severity for one in findings)
    name = context.team_name(team) if team else ""
    return (team is None, *(-counts[severity] for severity in Severity), name.casefold(), team or "")


def _by_rule(findings: Iterable[Diagnostic]) -> Iterator[list[Diagnostic]]:
    groups: dict[tuple[Severity, str], list[Diagnostic]] = defaultdict(list)
    for one in findings:
        groups[one.severity, one.code].append(one)
    yield from groups.values()


def _group(context: Context, rules: Mapping[str, RuleText], findings: Sequence[Diagnostic]) -> RuleGroup:
    first = findings[0]
    rule = rules.get(first.code)
    hints = {one.hint or "" for one in findings}
    same = hints.pop() if len(hints) == 1 else None
    mends = [_mend(context, one, hinted=same is None) for one in findings]
    left = len(mends) - _OPEN_FINDINGS
    return RuleGroup(
        mark=severity_mark(first.severity),
        rule=Ref(first.name, context.urls.rule(first.code)),
        what=what_of(rule),
        why=why_of(rule),
        hint=words(same or ""),
        findings=tuple(mends[:_OPEN_FINDINGS]),
        more=tuple(mends[_OPEN_FINDINGS:]),
        more_words=ngettext("{n} more place", "{n} more places", left) if left > 0 else "",
    )


def _mend(context: Context, finding: Diagnostic, *, hinted: bool) -> Mend:
    address = context.address(finding.subject) if finding.subject else ""
    return Mend(
        message=words(sentence(finding.message)),
        hint=words(finding.hint or "") if hinted else (),
        place=place(context, finding),
        about=Ref(finding.subject, address) if finding.subject and address else None,
    )


@kept
def team_of_paths(context: Context) -> dict[str, str]:
    """Return whose each document is, by its path."""
    graph = context.graph
    written: tuple[Objective | Initiative | CheckIn | Review | Retrospective, ...] = (
        *graph.objectives.values(),
        *graph.initiatives.values(),
        *graph.checkins,
        *graph.empty_checkins,
        *graph.reviews,
        *graph.retrospectives,
    )
    owners = {one.where.path: one.team for one in written}
    owners.update((team.where.path, team.id) for team in graph.teams.values() if team.where)
    return owners
