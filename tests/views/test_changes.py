"""The change history of an objective (contract §1: revisions), from its log and from git."""

from __future__ import annotations

from datetime import date

from contexts import SETTINGS
from pasts import AUTHOR, past_of_versions

from okrsite.report import report
from okrsite.settings import Settings
from okrsite.source.read import SourceFile
from okrsite.views.changes import ChangeEntry, changes
from okrsite.views.context import Context

AS_OF = date(2026, 9, 29)
READ = ("checkins:", "  2026-07-06: 74%")
LOGGED = (
    "revisions:",
    "  - date: 2026-07-20",
    "    field: target",
    "    from: 90%",
    "    to: 85%",
    "    reason: The *pilot* misled us",
)


def goal(*lines: str, head: str = "", title: str = "Raise completion") -> str:
    own = "".join(f"    {line}\n" for line in (*lines, *READ))
    top = "---\nokr: objectives\nteam: onboarding\ncycle: 2026-Q3\nid: ONB-1\nobjective: A first hour to talk about\n"
    return f"{top}{head}key_results:\n  - id: .kr\n    key_result: {title}\n    baseline: 68%\n{own}---\n"


def context_of(*versions: tuple[str, str], as_of: date = AS_OF, settings: Settings = SETTINGS) -> Context:
    dated = [(date.fromisoformat(day), text) for day, text in versions]
    file = SourceFile("content/q3.md", "q3.md", versions[-1][1].encode())
    found = report([file], settings, as_of, past=past_of_versions("q3.md", dated))
    return Context(found.graph, found.card, settings, found.findings)


def entries(context: Context) -> list[ChangeEntry]:
    shown = changes(context, context.graph.objectives["ONB-1"])
    return [*shown.recent, *shown.earlier] if shown else []


def told(entry: ChangeEntry) -> list[tuple[str, str, str]]:
    return [(one.field, one.before, one.after) for one in entry.changed]


def test_a_target_that_a_commit_changed_is_told_with_its_day_commit_and_missing_reason() -> None:
    [entry] = entries(context_of(("2026-07-06", goal("target: 90%")), ("2026-07-20", goal("target: 85%"))))
    assert told(entry) == [("Target", "90%", "85%")]
    assert entry.day is not None and entry.day.iso == "2026-07-20"
    assert [ref.text for ref in entry.by] == ["commit 000000000", AUTHOR, "week 3 of 14"]
    assert entry.by[0].address == "https://git.example.org/okrs/commit/" + f"{1:040x}"
    assert entry.unlogged == "No reason logged." and entry.reasons == ()


def test_a_logged_revision_and_its_commit_are_one_entry_with_the_reason() -> None:
    [entry] = entries(context_of(("2026-07-06", goal("target: 90%")), ("2026-07-21", goal("target: 85%", *LOGGED))))
    assert told(entry) == [("Target", "90%", "85%")]
    assert [prose.text for prose in entry.reasons] == ["The *pilot* misled us"]
    assert entry.day is not None and entry.day.iso == "2026-07-20" and entry.unlogged == ""
    assert AUTHOR in [ref.text for ref in entry.by]


def test_one_logged_revision_may_stand_for_several_commits() -> None:
    versions = (("2026-07-06", "90%"), ("2026-07-14", "88%"), ("2026-07-21", "85%"))
    context = context_of(*((day, goal(f"target: {target}", *LOGGED)) for day, target in versions))
    [entry] = entries(context)
    assert told(entry) == [("Target", "90%", "85%")]
    assert not [finding for finding in context.findings if finding.name == "unlogged-revision"]


def test_a_log_without_git_is_shown_as_well() -> None:
    [entry] = entries(context_of(("2026-07-06", goal("target: 85%", *LOGGED))))
    assert told(entry) == [("Target", "90%", "85%")]
    assert [ref.text for ref in entry.by] == ["week 3 of 14"]


def test_the_score_of_that_day_is_told_before_and_after() -> None:
    [entry] = entries(context_of(("2026-07-06", goal("target: 88%")), ("2026-07-20", goal("target: 80%"))))
    assert entry.effect == "Score that day 0.30 → 0.50"


def test_later_changes_are_taken_back_before_the_score_of_a_day_is_told() -> None:
    versions = [("2026-07-06", "88%"), ("2026-07-20", "80%"), ("2026-07-27", "98%")]
    last, first = entries(context_of(*((day, goal(f"target: {target}")) for day, target in versions)))
    assert (first.effect, last.effect) == ("Score that day 0.30 → 0.50", "Score that day 0.50 → 0.20")


def test_a_range_that_was_changed_is_measured_by_both_its_ends() -> None:
    versions = (("2026-07-06", goal("target: [80%, 88%]")), ("2026-07-20", goal("target: [72%, 88%]")))
    [entry] = entries(context_of(*versions))
    assert told(entry) == [("Target", "80% to 88%", "72% to 88%")]
    assert entry.effect == "Score that day 0.50 → 1.00"


def test_early_and_late_changes_have_a_shape_and_a_word() -> None:
    versions = [("2026-07-06", "90%"), ("2026-07-20", "88%"), ("2026-08-28", "87%"), ("2026-09-21", "80%")]
    marks = [
        entry.mark and (entry.mark.key, entry.mark.word)
        for entry in entries(context_of(*((day, goal(f"target: {to}")) for day, to in versions)))
    ]
    assert marks == [("at_risk", "Late"), None, ("on_track", "Early")]


def test_wording_and_owners_are_told_without_a_verdict() -> None:
    versions = [
        ("2026-07-06", goal("target: 90%")),
        ("2026-09-21", goal("target: 90%", "owner: analyst", title="Lift completion")),
    ]
    [entry] = entries(context_of(*versions))
    assert told(entry) == [("Wording", "“Raise completion”", "“Lift completion”"), ("Owner", "nothing", "analyst")]
    assert entry.mark is None and entry.unlogged == "" and entry.effect == ""


def test_what_changed_as_a_draft_or_before_the_cycle_is_no_revision() -> None:
    draft = "state: draft\n"
    before = context_of(("2026-06-06", goal("target: 90%")), ("2026-06-30", goal("target: 85%")))
    drafted = context_of(("2026-07-06", goal("target: 90%", head=draft)), ("2026-07-20", goal("target: 85%")))
    assert entries(before) == entries(drafted) == []
    assert not {"unlogged-revision"} & {finding.name for finding in (*before.findings, *drafted.findings)}


def test_the_same_quantity_in_other_words_is_no_revision() -> None:
    assert entries(context_of(("2026-07-06", goal("target: 85%")), ("2026-07-20", goal("target: 85 %")))) == []


def test_a_change_after_the_day_is_not_known_yet() -> None:
    versions = (("2026-07-06", goal("target: 90%")), ("2026-07-20", goal("target: 85%")))
    assert entries(context_of(*versions, as_of=date(2026, 7, 19))) == []


def test_without_history_only_the_log_is_shown() -> None:
    settings = Settings(history="off")
    versions = (("2026-07-06", goal("target: 90%")), ("2026-07-20", goal("target: 85%")))
    assert entries(context_of(*versions, settings=settings)) == []


def test_a_change_that_was_taken_back_is_shown_and_no_finding() -> None:
    versions = [("2026-07-06", "90%"), ("2026-07-20", "85%"), ("2026-07-21", "90%")]
    context = context_of(*((day, goal(f"target: {target}")) for day, target in versions))
    assert len(entries(context)) == 2
    assert not [finding for finding in context.findings if finding.name == "unlogged-revision"]


def test_late_and_unlogged_changes_of_a_running_cycle_are_findings() -> None:
    versions = [("2026-07-06", "90%"), ("2026-09-21", "85%")]
    context = context_of(*((day, goal(f"target: {target}")) for day, target in versions))
    found = {finding.name: finding.message for finding in context.findings}
    assert found["unlogged-revision"].startswith("the target of `Raise completion` went from `90%` to `85%` in commit")
    assert "9 days before the end of 2026-Q3" in found["late-revision"]


def test_a_closed_cycle_has_no_findings_about_its_changes() -> None:
    versions = [("2026-07-06", "90%"), ("2026-09-21", "85%")]
    context = context_of(*((day, goal(f"target: {target}")) for day, target in versions), as_of=date(2026, 12, 1))
    assert not {"unlogged-revision", "late-revision"} & {finding.name for finding in context.findings}


def test_a_long_history_is_folded() -> None:
    versions = [(f"2026-07-{day:02}", goal(f"target: {day + 80}%")) for day in range(1, 11)]
    context = context_of(*versions)
    shown = changes(context, context.graph.objectives["ONB-1"])
    assert shown is not None and (len(shown.recent), len(shown.earlier)) == (6, 3)
    assert (shown.note, shown.earlier_words) == ("9 changes", "3 earlier changes")


def test_each_stretch_of_changes_without_a_reason_is_a_finding_of_its_own() -> None:
    versions = [
        ("2026-07-06", "95%"),
        ("2026-07-10", "90%"),
        ("2026-07-20", "85%"),
        ("2026-07-27", "80%"),
        ("2026-07-28", "75%"),
    ]
    context = context_of(*((day, goal(f"target: {target}", *LOGGED)) for day, target in versions))
    found = [finding.message for finding in context.findings if finding.name == "unlogged-revision"]
    assert {message.partition(" went ")[2].partition(" in ")[0] for message in found} == {
        "from `95%` to `90%`",
        "from `85%` to `75%`",
    }
