"""What the seed texts warn of, and the rule that finds it: each in an example, beside one that it leaves alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import dedent, indent

import pytest
from msgspec import Struct
from pasts import past_of_versions
from reports import AS_OF

from okrsite.codes import CODES
from okrsite.report import report
from okrsite.settings import Settings
from okrsite.source.read import SourceFile

GOOD = """\
key_result: Raise onboarding completion
owner: onboarding-analyst
measurement: Share of new accounts that finish setup in 14 days
baseline: 68%
target: 85%
checkins:
  2026-08-10: 74%"""
UNREAD = GOOD.partition("\ncheckins")[0]


class Warned(Struct, frozen=True):
    """A row of the list."""

    text: str
    place: str
    rule: str


def warned() -> Iterator[Warned]:
    """Every row."""
    lines = (Path(__file__).parent / "warnings.tsv").read_text("utf-8").splitlines()
    return (Warned(*line.split("\t")) for line in lines[1:])


def kr(text: str) -> str:
    """One key result of an otherwise sound objective."""
    return objective(text)


def objective(*parts: str, title: str = "Make the first hour the one people talk about", more: str = "") -> str:
    """A document with one objective."""
    return goals(goal(1, *(parts or (GOOD, GOOD.replace("completion", "calls"))), title=title, more=more))


def goals(*entries: str, team: str = "onboarding", cycle: str = "2026-Q3") -> str:
    """A document of a team and cycle."""
    return f"okr: objectives\nteam: {team}\ncycle: {cycle}\nobjectives:\n" + "\n".join(entries)


def goal(number: int, *parts: str, title: str = "", more: str = "", id: str = "ONB") -> str:
    """One objective of a document."""
    head = f"- id: {id}-{number}\n  objective: {title or f'People tell others of it, part {chr(64 + number)}'}\n"
    owner = "" if "owner:" in more or "unowned" in more else "  owner: onboarding-lead\n"
    own = indent(dedent(more.replace("unowned", "")).strip(), "  ")
    listed = "".join(f"    - id: .k{at}\n{indent(dedent(part).strip(), '      ')}\n" for at, part in enumerate(parts))
    return f"{head}{owner}{own}\n" + (f"  key_results:\n{listed}" if parts else "")


def closed(*scores: int) -> str:
    """Objectives of a closed cycle with these scores in per cent."""
    parts = (
        f"key_result: Part {score}\nbaseline: 0%\ntarget: 100%\ncheckins:\n  2026-06-29: {score}%" for score in scores
    )
    return goals(*(goal(at, part) for at, part in enumerate(parts, 1)), cycle="2026-Q2")


def with_(line: str, old: str = "owner: onboarding-analyst") -> str:
    """The sound key result with another line in the place of one."""
    return kr(GOOD.replace(old, line))


def roadmap(*lines: str) -> str:
    """A roadmap with one item."""
    keys = "".join(f"    {line}\n" for line in lines)
    return f"okr: roadmap\nteam: onboarding\ncycle: 2026-Q3\ninitiatives:\n  - id: I-1\n    name: A tour\n{keys}"


def revised(day: str, reason: str = "reason: The pilot was not typical", after: str = "85%") -> str:
    """The sound key result with a logged revision."""
    log = f"revisions:\n  - date: {day}\n    field: target\n    from: 90%\n    to: {after}\n    {reason}".rstrip()
    return kr(f"{GOOD}\n{log}")


def titled(title: str) -> str:
    """The sound objective with another title."""
    return objective(title=title)


def scored(reason: str) -> str:
    """An objective of a closed cycle with a score by hand."""
    part = "key_result: Part\nbaseline: 0%\ntarget: 100%\ncheckins:\n  2026-06-29: 50%"
    return goals(goal(1, part, more=f"score: 0.9\n{reason}"), cycle="2026-Q2")


COMPANY = goals(goal(1, GOOD.replace("Raise onboarding", "Season's"), id="CO"))
OTHER = goals(goal(1, GOOD.replace("onboarding completion", "answers"), more="supports: CO-1", id="OTH"), team="other")
SAME = goals(goal(1, GOOD, more="supports: CO-1", id="OTH"), team="other")
SIX = [goal(at, GOOD.replace("onboarding completion", f"part {at}")) for at in range(1, 7)]
USERS = "key_result: Users\nbaseline: 12,000\ntarget: 18,000\ncheckins:\n  2026-08-10: 14,500"
NPS = "key_result: {}\nowner: a\nmeasurement: Survey\nbaseline: {}\ntarget: {}\ncheckins:\n  2026-08-10: {}"
WINDOW = GOOD.replace("Raise onboarding completion", "Raise retention of accounts").replace(" in 14 days", "")
CATEGORIES = [f"{GOOD.replace('onboarding completion', f'part {at}')}\ncategory: {{}}" for at in range(3)]
SUPPORTED = goals(goal(1, GOOD.replace("completion", "calls"), more="supports: CO-1.k0", id="OTH"), team="other")
BAD_FIGURES = "  2026-07-06: 69%\n  2026-07-13: 70%\n  2026-07-20: {}\n  2026-07-27: 72%"
COUNT = "key_result: {}\nowner: a\nmeasurement: Notes\nbaseline: 5\ntarget: 20\ncheckins:\n  2026-08-10: 12"

Example = tuple[str, ...]
EXAMPLES: dict[str, tuple[Example, Example]] = {
    "progress that was worked out by hand is wrong": (
        (kr(f"{USERS}\nstated_progress: 58%"),),
        (kr(f"{USERS}\nstated_progress: 42%"),),
    ),
    "an objective names who owns it": ((objective(more="unowned"),), (objective(),)),
    "an objective is qualitative, without a number": (
        (titled("Reach 18,000 users"),),
        (titled("People come back by themselves"),),
    ),
    "objectives are no list of tasks and no description of a project": (
        (titled("Deliver core platform features"),),
        (titled("Deliver what planners ask for before they ask"),),
    ),
    "not more than three to five objectives": ((goals(*SIX[:4]),), (goals(*SIX[:3]),)),
    "no vague language in an objective": (
        (titled("Significantly improve user engagement and product stickiness"),),
        (titled("Improve the mornings of harbour masters"),),
    ),
    "a key result has its baseline": ((with_("", "baseline: 68%"),), (kr(GOOD),)),
    "a key result has a target that is a number": ((with_("target: Feature released", "target: 85%"),), (kr(GOOD),)),
    "a key result says how it is measured": (
        (with_("", "measurement: Share of new accounts that finish setup in 14 days"),),
        (kr(GOOD),),
    ),
    "an activity is not an outcome": (
        (kr("key_result: Create an automated weekly dashboard\nowner: a\ndone: false"),),
        (kr(GOOD),),
    ),
    "targets are not so easy that success is certain": ((closed(100, 100),), (closed(100, 70),)),
    "not too many key results": (
        (objective(*(GOOD.replace("onboarding completion", f"part {at}") for at in range(6))),),
        (objective(*(GOOD.replace("onboarding completion", f"part {at}") for at in range(4))),),
    ),
    "no opinions without a measure": (
        (kr(NPS.format("Average user rating", "3.8", "4.5", "4.2")),),
        (kr(NPS.format("Average user rating", "3.8/5", "4.5/5", "4.2/5")),),
    ),
    "an average of 0.6 to 0.7 is ideal": ((closed(90, 95, 80, 85, 90),), (closed(60, 65, 70, 60, 75),)),
    "a full score is rare, and the target perhaps too easy": ((closed(100, 100, 100),), (closed(100, 100, 60),)),
    "the lines of the worksheet are there to be filled in": (
        (with_("target: _____________", "target: 85%"),),
        (kr(GOOD),),
    ),
    "a date in double braces was never put in": (
        (with_('owner: "{{ owner }}"'),),
        (with_("owner: braces-lead"),),
    ),
    "signs that were encoded twice": (
        (titled("Donâ€™t make people wait"),),
        (titled("Don’t make people wait"),),
    ),
    "the objectives of few align with those of the many": (
        (COMPANY, goals(goal(1, GOOD.replace("completion", "calls"), id="OTH"), team="other")),
        (COMPANY, OTHER),
    ),
    "lessons are written down with the score": ((scored(""),), (scored("score_reason: The last week was lost"),)),
    "a net promoter score of nine": (
        (kr("key_result: Achieve a net promoter score of 9 or higher\nowner: a\ntarget: at least 9"),),
        (kr(NPS.format("New user NPS", "+12", "+40", "+20")),),
    ),
    "a key result is a number with a target, not a sentence": (
        (kr("key_result: Daily active users rise by 20%"),),
        (kr(GOOD),),
    ),
    "an objective of words that fit everywhere": (
        (titled("Increase user engagement and retention"),),
        (titled("Increase the joy of coming back on a Monday"),),
    ),
    "progress is looked at regularly": (
        (with_("2026-07-06: 74%", "2026-08-10: 74%"),),
        (kr(GOOD),),
    ),
    "what a team does contributes to the whole": (
        (COMPANY, SAME.replace("CO-1", "ONB-9").replace("supports: ONB-9", "")),
        (COMPANY, SUPPORTED),
    ),
    "launching a redesign is an output, not an objective": (
        (titled("Launch user profile redesign"),),
        (titled("Make our platform the go-to solution for first-time investors"),),
    ),
    "improving the experience is too vague": (
        (titled("Improve user experience"),),
        (titled("Transform onboarding into a delightful, confidence-building experience"),),
    ),
    "an objective is not mixed with its solution": (
        (titled("Increase engagement by optimizing the onboarding flow"),),
        (titled("Home by morning, with time to spare"),),
    ),
    "two to five key results": ((objective(GOOD),), (objective(),)),
    "three categories of key results": (
        (objective(*(part.format("usage") for part in CATEGORIES)),),
        (
            objective(
                *(part.format(name) for part, name in zip(CATEGORIES, ("usage", "business", "usage"), strict=True))
            ),
        ),
    ),
    "launching something by a date is no key result": (
        (kr("key_result: Launch redesigned user profile by end of Q2\nowner: a\ndone: false"),),
        (kr(GOOD.replace("Raise onboarding completion", "Launch-day crash rate of the profile")),),
    ),
    "what is completed is not achieved to a degree": (
        (kr("key_result: The old desk stands empty\nowner: a\ndone: false"),),
        (kr(GOOD),),
    ),
    "too many objectives dilute the focus": ((goals(*SIX),), (goals(*SIX[:2]),)),
    "resources are shared out by 70, 20 and 10 per cent": ((roadmap("effort: lots"),), (roadmap("effort: 20%"),)),
    "OKRs are not forgotten until the quarter ends": (
        (with_("2026-07-13: 70%", "2026-08-10: 74%"),),
        (with_("2026-08-03: 70%", "2026-08-10: 74%"),),
    ),
    "teams don't work on the same in isolation": (
        (objective(), SAME.replace("CO-1", "ONB-1")),
        (objective(), OTHER.replace("CO-1", "ONB-1")),
    ),
    "teams that depend on each other agree": (
        (objective(), OTHER.replace("supports: CO-1", "depends_on: ONB-1")),
        (objective(), OTHER.replace("supports: CO-1", "depends_on: ONB-1\n  acknowledged_by: onboarding-lead")),
    ),
    "teams don't wait for each other in a circle": (
        (objective(more="depends_on: OTH-1"), OTHER.replace("supports: CO-1", "depends_on: ONB-1")),
        (objective(more="depends_on: OTH-1"), OTHER.replace("supports: CO-1", "")),
    ),
    "numbers can be measured before they are promised": ((kr(UNREAD),), (kr(GOOD),)),
    "a proxy stands for something": (
        (with_("proxy: yes\nowner: a"),),
        (with_("proxy: Trust in the product\nowner: a"),),
    ),
    "initiatives name the key results that they move": (
        (objective(), roadmap("state: planned")),
        (objective(), roadmap("moves: ONB-1.k0")),
    ),
    "estimates of impact add up to the target": (
        (objective(), roadmap("moves:", "  - kr: ONB-1.k0", "    impact: +2%")),
        (objective(), roadmap("moves:", "  - kr: ONB-1.k0", "    impact: +17%")),
    ),
    "initiatives follow from OKRs, so each key result has one": (
        (objective(), roadmap("moves: ONB-1.k0")),
        (objective(GOOD), roadmap("moves: ONB-1.k0")),
    ),
    "figures are actual ones, entered as they become available": (
        (kr(f"{GOOD}\n  2026-09-21: 80%"),),
        (kr(f"{GOOD}\n  2026-08-14: 80%"),),
    ),
    "scores rest on what was achieved, not on a feeling": (
        (kr(f"{GOOD.replace('74%', '69%')}\nhealth: green"),),
        (kr(f"{GOOD}\nhealth: green"),),
    ),
    "a roadmap item in a costume": (
        (kr("key_result: Ship the new onboarding\nowner: a"),),
        (kr(GOOD.replace("Raise onboarding completion", "Shipments that arrive on time")),),
    ),
    "a number that the team produces by its own effort": (
        (kr(COUNT.format("Conduct 20+ user interviews")),),
        (kr(COUNT.format("Users who finish the tour")),),
    ),
    "improving retention without a baseline is a wish": (
        (kr("key_result: Improve retention\nowner: a"),),
        (kr(WINDOW),),
    ),
    "retention takes a cohort and a window": (
        (kr(WINDOW),),
        (kr(WINDOW.replace("retention", "day-30 retention")),),
    ),
    "one window, not several averaged": (
        (kr(f"{WINDOW.replace('retention', '30-day retention')}\nwindow: 7 days"),),
        (kr(f"{WINDOW.replace('retention', '30-day retention')}\nwindow: 30 days"),),
    ),
    "six objectives at once, all around 40 per cent": ((closed(40, 38, 42, 41, 39, 44),), (closed(75, 74),)),
    "who hits everything set it too low": ((closed(100, 100),), (closed(72, 68),)),
    "do we know why it moved this week": (
        (kr(f"{UNREAD}\ncheckins:\n{BAD_FIGURES.format('7.1%')}"),),
        (kr(f"{UNREAD}\ncheckins:\n{BAD_FIGURES.format('{value: 7.1%, note: The survey broke}')}"),),
    ),
    "a target is revised out loud, with the reason logged": ((revised("2026-07-20", ""),), (revised("2026-07-20"),)),
    "a target is not revised in week twelve": (
        (revised("2026-07-28").replace("2026-Q3", "2026-07").replace("2026-08-10: 74%", "2026-07-20: 74%"),),
        (revised("2026-07-20"),),
    ),
    "a key result keeps its from-number and its to-number": (
        (revised("2026-07-20", after="850 accounts"),),
        (revised("2026-07-20"),),
    ),
    "a skeleton with its blanks in brackets": (
        (kr('key_result: "Improve [retention metric, e.g. day-30] from [22%] to [35%]"\nowner: a'),),
        (kr(GOOD),),
    ),
    "one named owner, not a committee": (
        (with_("owner: onboarding-lead, growth-lead"),),
        (with_("owner: research and development lead"),),
    ),
    "one directly responsible for each key result": ((with_(""),), (kr(GOOD),)),
    "the headline metric is not counted twice": (
        (objective(GOOD, GOOD.replace("Raise onboarding", "Onboarding")),),
        (objective(GOOD, f"{GOOD.replace('Raise onboarding', 'Onboarding')}\ncohort: Large accounts"),),
    ),
    "the curve of check-ins can be trusted": (
        (kr(f"{UNREAD}\ncheckins:\n  2026-07-06: 69%\n  2026-08-10: 70%\n  2026-07-20: 71%"),),
        (kr(f"{UNREAD}\ncheckins:\n  2026-08-10: 71%\n  2026-07-20: 70%\n  2026-07-06: 69%"),),
    ),
    "not improving satisfaction, but a score by how much": (
        (kr("key_result: Improve user satisfaction\nowner: a"),),
        (kr(NPS.format("Improve the user satisfaction score", "3.8/5", "4.5/5", "4.2/5")),),
    ),
    "launching a feature is no objective": (
        (titled("Successfully launch a new feature that meets customer needs"),),
        (titled("Ship on any day, take it back in minutes"),),
    ),
    "an objective with nothing below its key results": ((goals(goal(1)),), (objective(),)),
    "everybody knows which key results are theirs": ((with_(""),), (with_("owner: onboarding-writer"),)),
}
IN_GIT = {"a target is not changed in silence"}


def codes_in(documents: Example) -> set[str]:
    """The codes that are found in documents."""
    files = [
        SourceFile(f"content/{at}.md", f"{at}.md", f"---\n{text.strip()}\n---\n".encode())
        for at, text in enumerate(documents)
    ]
    return {finding.code for finding in report(files, Settings(root="onboarding"), AS_OF).findings}


CHECKED = [one for one in warned() if one.rule in {code for code, _ in CODES.values()} and one.text not in IN_GIT]


@pytest.mark.parametrize("one", CHECKED, ids=lambda one: one.text)
def test_what_a_seed_text_warns_of_is_found_and_what_it_praises_is_not(one: Warned) -> None:
    bad, good = EXAMPLES[one.text]
    assert one.rule in codes_in(bad)
    assert one.rule not in codes_in(good)


def test_examples_of_what_is_praised_have_no_errors() -> None:
    wrong = {code for code, severity in CODES.values() if severity == "error"}
    for text, (_, good) in EXAMPLES.items():
        assert not codes_in(good) & wrong, text


@pytest.mark.parametrize(
    "reason", ["", "    revisions:\n      - {date: 2026-07-20, field: target, from: 90%, reason: So}\n"]
)
def test_a_target_that_a_commit_changed_in_silence_is_found(reason: str) -> None:
    before = f"---\n{kr(GOOD.replace('85%', '90%'))}\n---\n"
    after = f"---\n{revised('2026-07-20') if reason else kr(GOOD)}\n---\n"
    past = past_of_versions("0.md", [(date(2026, 7, 6), before), (date(2026, 7, 20), after)])
    made = report([SourceFile("content/0.md", "0.md", after.encode())], Settings(root="onboarding"), AS_OF, past=past)
    (one,) = [one for one in warned() if one.text in IN_GIT]
    assert (one.rule in {finding.code for finding in made.findings}) is not bool(reason)


def test_the_list_holds_what_can_be_checked_and_says_why_the_rest_can_t_be() -> None:
    rows = list(warned())
    assert len({row.text for row in rows}) == len(rows) >= 40
    assert len(CHECKED) >= 40
    for row in rows:
        known = row.text in EXAMPLES or row.text in IN_GIT
        assert known or (row.rule.startswith("not checkable: ") and len(row.rule) > 35), row.text
        assert row.place[:3] in ("000", "001", "002", "003", "004"), row.text
    assert set(EXAMPLES) <= {row.text for row in CHECKED}
