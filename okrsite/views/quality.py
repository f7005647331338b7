"""What to mend: what is missing, how much there is, whom to remind, the rules met most, then each team's findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.views.coaching import TeamFindings, anchor, by_team, counted, team_findings, what_of
from okrsite.views.context import Context, kept
from okrsite.views.findings import Found, found, severity_mark
from okrsite.views.marks import foot
from okrsite.views.page import Deferred, Heading, Page
from okrsite.views.parts import Empty, Foot, Paragraph, Ref, Stat, StatusMark
from okrsite.views.reminders import Reminders, reminders
from okrsite.views.urls import slug
from okrsite.views.words import gettext as _
from okrsite.views.words import ngettext

UNREADABLE = "unreadable-document"
_MOST_UNREADABLE = 100
_MOST_NAMED = 12
_MOST_CALM = 60
_OFTEN = 5
_STATS = (
    (Severity.ERROR, "Errors", "each costs the value that it is about"),
    (Severity.WARNING, "Warnings", "a number may not say what is meant"),
    (Severity.NOTE, "Notes", "worth a thought"),
)

Groups = Mapping[str | None, Sequence[Diagnostic]]


class RuleFindings(Struct, frozen=True):
    """How often a rule found something, what that is, and in which teams; `more` says how many are not named."""

    anchor: str
    rule: Ref
    mark: StatusMark
    count: str
    what: Paragraph
    teams: tuple[Ref, ...]
    more: str


class QualityView(Struct, frozen=True):
    """The page of findings; `calm` are the teams without any."""

    eyebrow: tuple[Ref, ...]
    fact: str
    act: str
    missing: tuple[Found, ...]
    more_missing: str
    stats: tuple[Stat, ...]
    reminders: Reminders | None
    often: tuple[RuleFindings, ...]
    rules: tuple[RuleFindings, ...]
    rules_words: str
    teams: tuple[TeamFindings, ...]
    calm: tuple[Ref, ...]
    more_calm: str
    empty: Empty | None
    foot: Foot


def quality_pages(context: Context) -> Iterator[Page]:
    """Return the page of findings."""
    groups = _groups(context)
    yield Page(
        address=context.urls.quality(),
        title=_("What to mend"),
        description=_("What is missing or doubtful in what is written, and how to mend it."),
        template="quality.html",
        view=Deferred(partial(quality, context)),
        toc=tuple(
            Heading(anchor(team), context.team_name(team) if team else _("The site as a whole")) for team in groups
        ),
        searchable=False,
    )


def quality(context: Context) -> QualityView:
    """Return all findings: what can't be read, the sum of it, and each team's."""
    missing = [one for one in context.findings if one.name == UNREADABLE]
    groups = _groups(context)
    fact, act = _opening(context, len(missing), groups)
    rules = tuple(_rules(context, groups))
    calm = _calm(context, groups) if context.findings else ()
    return QualityView(
        eyebrow=(Ref(_("What to mend")), Ref(_("All metrics"), context.urls.metrics())),
        fact=fact,
        act=act,
        missing=tuple(found(context, one) for one in missing[:_MOST_UNREADABLE]),
        more_missing=_more(len(missing) - _MOST_UNREADABLE),
        stats=_stats(context, groups) if context.findings else (),
        reminders=reminders(context),
        often=rules[:_OFTEN],
        rules=rules[_OFTEN:],
        rules_words=ngettext("{n} more rule", "{n} more rules", len(rules) - _OFTEN) if rules[_OFTEN:] else "",
        teams=tuple(team_findings(context, groups)),
        calm=calm[:_MOST_CALM],
        more_calm=_more(len(calm) - _MOST_CALM),
        empty=None if context.findings else _nothing(),
        foot=foot(context),
    )


@kept
def _groups(context: Context) -> Groups:
    readable = (one for one in context.findings if one.name != UNREADABLE)
    return by_team(context, readable)


def _more(left: int) -> str:
    return _("and {n} more").format(n=left) if left > 0 else ""


def _opening(context: Context, missing: int, groups: Groups) -> tuple[str, str]:
    if not context.findings:
        return _("Nothing to mend."), ""
    fact = f"{counted(context.findings)}."
    if missing:
        return fact, ngettext(
            "{n} document can't be read and is missing from the site.",
            "{n} documents can't be read and are missing from the site.",
            missing,
        )
    team = next(iter(groups))
    if team is None or not _is_urgent(groups[team]):
        return fact, _("None of it is urgent.") if not any(map(_is_urgent, groups.values())) else ""
    return fact, _("{team} gains most: {count}.").format(team=context.team_name(team), count=counted(groups[team]))


def _is_urgent(findings: Iterable[Diagnostic]) -> bool:
    return any(one.severity is not Severity.NOTE for one in findings)


def _nothing() -> Empty:
    return Empty(_("Every document could be read, and no rule has anything to say."))


def _stats(context: Context, groups: Groups) -> tuple[Stat, ...]:
    counts = Counter(one.severity for one in context.findings)
    boxes = []
    for severity, name, meaning in _STATS:
        count = counts[severity]
        mark = StatusMark(severity_mark(severity).key, str(count)) if count else None
        boxes.append(Stat(_(name), value="0", status=mark, more=(Ref(_(meaning)),)))
    all = len(context.graph.teams)
    calm = all - len([team for team in groups if team in context.graph.teams])
    value = _("{n} of {all}").format(n=calm, all=all)
    return (*boxes, Stat(_("Nothing to mend"), value=value, more=(Ref(_("teams")),)))


def _calm(context: Context, groups: Groups) -> tuple[Ref, ...]:
    """The teams of which nothing was found, by name."""
    calm = [one for one in context.graph.teams.values() if one.id not in groups]
    return tuple(Ref(one.name, context.urls.team(one.id)) for one in sorted(calm, key=lambda one: one.name.casefold()))


def _rules(context: Context, groups: Groups) -> Iterator[RuleFindings]:
    """Return every rule that found something, those met most often first."""
    texts = {rule.code: rule for rule in context.rules}
    met: dict[str, Counter[str | None]] = defaultdict(Counter)
    first: dict[str, Diagnostic] = {}
    for team, own in groups.items():
        for one in own:
            met[one.code][team] += 1
            first.setdefault(one.code, one)
    for code, teams in sorted(met.items(), key=lambda entry: (-entry[1].total(), entry[0])):
        named = [_in_team(context, team, count) for team, count in teams.most_common(_MOST_NAMED)]
        yield RuleFindings(
            anchor=slug(code),
            rule=Ref(f"{code} {first[code].name}", context.urls.rule(code)),
            mark=severity_mark(first[code].severity),
            count=ngettext("{n} time", "{n} times", teams.total()),
            what=what_of(texts.get(code)),
            teams=tuple(named),
            more=_more(len(teams) - _MOST_NAMED),
        )


def _in_team(context: Context, team: str | None, count: int) -> Ref:
    name = context.team_name(team) if team else _("the site as a whole")
    return Ref(f"{name} {count}" if count > 1 else name, f"#{anchor(team)}")
