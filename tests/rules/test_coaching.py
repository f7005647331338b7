"""When the rules that coach speak, when they keep quiet, and that one cause has one finding."""

from __future__ import annotations

import time
from datetime import date
from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pasts import past_of_versions
from reports import AS_OF, reported

from okrsite.codes import CODES
from okrsite.diagnostics import Severity, Where
from okrsite.model.past import Past
from okrsite.report import report
from okrsite.rules import titles
from okrsite.rules.named import unknown_rules
from okrsite.settings import RuleSettings, Settings
from okrsite.source.read import SourceFile

TOLD = {"no-measurement", "number-of-key-results", "undocumented-team", "no-reading"}
"""What is said of the short documents of these tests anyway."""


def one(lines="", title="The wait", objective="Home in time", more="", cycle="2026-Q3", ends=("68%", "85%")):
    """A document with one objective that has one key result; `lines` and `more` are further keys of the two."""
    amounts = f"baseline: {ends[0]}\ntarget: {ends[1]}\n" if ends else ""
    part = f"key_result: {title}\nowner: crew-analyst\n{amounts}{lines}"
    return (
        f"okr: objectives\nteam: onboarding\ncycle: {cycle}\nobjectives:\n  - id: A-1\n    objective: {objective}\n"
        f"    owner: crew-lead\n{indent(more, '    ')}\n    key_results:\n      - id: .x\n{indent(part, '        ')}\n"
    )


def names(*texts, settings=None, as_of=AS_OF):
    return {found.name for found in reported(*texts, settings=settings, as_of=as_of).findings} - TOLD


def with_rules(**rules):
    return Settings(root="onboarding", rules=RuleSettings(**rules))


def many(count):
    head = "okr: objectives\nteam: onboarding\ncycle: 2026-Q3\nobjectives:\n"
    return head + "".join(
        f"  - id: A-{at}\n    objective: Aim {chr(64 + at)}\n    owner: crew-lead\n    key_results:\n      - id: .x\n"
        f"        key_result: Number {chr(64 + at)}\n        owner: a\n        baseline: 1\n        target: 2\n"
        for at in range(1, count + 1)
    )


class TestOneCauseHasOneFinding:
    @pytest.mark.parametrize(
        ("title", "told"),
        [
            ("Launch the dashboard", "output-as-result"),
            ("Improve retention", "vague-result"),
            ("The old desk", "no-kind"),
            ("Improve retention by 15%", "no-kind"),
        ],
    )
    def test_a_title_alone_is_told_in_the_words_that_say_most(self, title, told):
        assert names(one(title=title, ends=None)) == {told}

    def test_in_a_closed_cycle_it_simply_has_no_measure(self):
        assert names(one(title="Launch the dashboard", ends=None, cycle="2026-Q1")) == {"no-kind"}

    def test_a_yes_or_no_that_is_an_output_is_told_once(self):
        assert names(one("done: 2026-08-10", "Ship it all", ends=None)) == {"output-as-result"}

    @pytest.mark.parametrize("ends", [("68%", '"[85%]"'), ("68%", "[85%]"), ('"[68%]"', "85%"), ("____", "85%")])
    def test_a_blank_is_no_missing_number_besides(self, ends):
        assert names(one(ends=ends)) == {"unfilled-placeholder"}

    def test_a_list_of_owners_is_no_misread_text_besides(self):
        text = one().replace("owner: crew-lead", "owner: [crew-lead, sales-lead]")
        assert names(text) == {"several-owners"}

    def test_what_was_never_read_is_not_stale_besides(self):
        found = [finding.name for finding in reported(one()).findings]
        assert "no-reading" in found and "stale-check-in" not in found

    def test_a_check_in_without_a_value_keeps_it_fresh_and_is_no_reading(self):
        looked = one("checkins:\n  2026-08-10:\n    note: Nobody can read it yet")
        found = [finding.name for finding in reported(looked).findings]
        assert "no-reading" in found and "stale-check-in" not in found

    def test_an_objective_without_an_owner_is_told_once(self):
        text = one().replace("    owner: crew-lead\n", "").replace("        owner: crew-analyst\n", "")
        assert names(text) == {"no-owner"}


class TestWhatIsLeftAlone:
    @pytest.mark.parametrize(
        "title",
        [
            "Launch-day crash rate",
            "Release cadence",
            "Test coverage of the editor",
            "Build time of the site",
            "Shipments on time",
            "Weekly deliveries",
            "Open rate of letters",
            "Review turnaround",
            "Add 20 paying customers",
        ],
    )
    def test_nouns_that_look_like_work_are_none(self, title):
        assert titles.output_verb(title) is None

    @pytest.mark.parametrize(
        "owner", ["crew-lead", "head of research and development", "Lee, head of sales", "R&D-lead"]
    )
    def test_one_owner_is_one(self, owner):
        assert names(one().replace("owner: crew-lead", f"owner: {owner}")) == set()

    @pytest.mark.parametrize(
        "owner", ["a-lead, b-lead", "@ann @bob", "a-lead and b-lead", "ann; bob", "ann, bob, cleo"]
    )
    def test_several_are_several(self, owner):
        assert names(one().replace("owner: crew-lead", f'owner: "{owner}"')) == {"several-owners"}

    @pytest.mark.parametrize(
        "objective",
        [
            "Ship on any day, take it back in minutes",
            "Set up before lunch",
            "Be SOC 2 ready in 2026",
            "Open 24/7 in Q3",
            "Home by morning",
            "Make our analytics dashboard indispensable for marketing teams",
            "Make our API platform the preferred integration method for partners and customers",
            "Create the smoothest onboarding experience in our industry",
            "Improve the mornings of harbour masters",
            "B2B customers of tier-1 ports feel at home",
        ],
    )
    def test_objectives_that_aim_are_none_of_the_poor_ones(self, objective):
        assert names(one(objective=objective)) == set()

    @pytest.mark.parametrize(
        ("title", "ends"),
        [
            ("Net revenue retention", ("105%", "118%")),
            ("Churn", ("12% annually", "8% annually")),
            ("Retention after 30 days", ("22%", "35%")),
            ("Logo retention on Q2 renewals", ("90%", "100%")),
        ],
    )
    def test_a_window_may_be_said_anywhere(self, title, ends):
        assert names(one(title=title, ends=ends)) == set()

    @pytest.mark.parametrize("ends", [("+12", "+40"), ("−5", "9"), ("+2", "+9"), ("20", "45")])
    def test_a_net_promoter_score_that_may_be_one_is_none_of_answers(self, ends):
        assert names(one(title="New user NPS", ends=ends)) == set()

    @pytest.mark.parametrize(
        ("title", "ends"),
        [("NPS", ("7", "9")), ("NPS", ("40", "120")), ("Rating", ("3.8/5", "6/5")), ("Uptime", ("99%", "101%"))],
    )
    def test_values_that_a_scale_doesn_t_have_are_found(self, title, ends):
        assert names(one(title=title, ends=ends)) == {"impossible-scale"}

    def test_growth_may_exceed_a_hundred_per_cent(self):
        assert names(one("change: +150%", "Coverage of ports", ends=None)) == set()

    @pytest.mark.parametrize("days", ["2026-07-06 2026-07-20 2026-08-10", "2026-08-10 2026-07-20 2026-07-06"])
    def test_check_ins_may_stand_newest_first(self, days):
        lines = "".join(f"\n  {day}: 70%" for day in days.split())
        assert names(one(f"checkins:{lines}")) == set()

    def test_a_surge_at_the_end_is_no_jump_but_a_lost_point_is(self):
        surge = "checkins:\n  2026-07-06: 68%\n  2026-07-13: 69%\n  2026-07-20: 70%\n  2026-08-10: 76%"
        assert names(one(surge)) == set()
        assert names(one(surge.replace("70%", "7%"))) == {"jumping-value"}

    @pytest.mark.parametrize(("value", "meant"), [("0.705", "Did you mean `70.5%`? "), ("0.7%", ""), ("7%", "")])
    def test_a_share_among_percentages_is_asked_for_in_percent(self, value, meant):
        days = f"checkins:\n  2026-07-06: 68%\n  2026-07-13: 69%\n  2026-07-20: {value}\n  2026-08-10: 71%"
        hints = [found.hint for found in reported(one(days)).findings if found.name == "jumping-value"]
        assert hints == [f"{meant}Correct the value, or say in its `note` what happened."]

    def test_what_is_cancelled_or_closed_needs_no_coaching(self):
        weak = one(objective="Launch the redesign", title="Improve satisfaction by 5 %")
        assert names(weak) == {"feature-as-objective"}
        assert names(one(objective="Launch the redesign", more="cancelled: 2026-07-10")) == set()
        assert names(one(objective="Launch the redesign", cycle="2026-Q1")) <= {"unmeasured"}

    def test_drafts_are_coached_while_there_is_time(self):
        assert names(one(objective="Launch the redesign", more="state: draft")) == {"feature-as-objective"}


class TestHowMany:
    @pytest.mark.parametrize(
        ("count", "severity"), [(3, None), (4, Severity.WARNING), (5, Severity.WARNING), (6, Severity.ERROR)]
    )
    def test_more_than_three_objectives_are_a_warning_and_more_than_five_an_error(self, count, severity):
        found = [one.severity for one in reported(many(count)).findings if one.name == "too-many-objectives"]
        assert found == ([severity] if severity else [])

    def test_the_numbers_are_settings(self):
        generous = with_rules(settings={"too-many-objectives": {"warn_above": 6, "error_above": 99}})
        assert "too-many-objectives" not in names(many(6), settings=generous)
        strict = with_rules(settings={"OKR308": {"warn_above": 1}})
        assert "too-many-objectives" in names(many(2), settings=strict)
        (found,) = [one for one in reported(many(2), settings=strict).findings if one.name == "too-many-objectives"]
        assert found.where.line > 12  # the second objective, not the first

    def test_a_wrong_setting_is_told_and_the_usual_number_holds(self):
        where = Where("mkdocs.yml", 4)
        written = {"too-many-objectives": {"warn_over": 2, "error_above": "few"}, "no-owner": {"x": 1}}
        found = unknown_rules(RuleSettings(settings=written), where)
        assert [(one.name, one.message, one.hint) for one in found] == [
            (
                "unknown-setting",
                "the rule `too-many-objectives` has no setting `warn_over`",
                "Did you mean `warn_above`?",
            ),
            (
                "invalid-setting",
                "`error_above` of the rule `too-many-objectives` is `few`; expected a number of 0 or more",
                "Leave it out for 5.",
            ),
            ("unknown-setting", "the rule `no-owner` has no setting `x`", "Remove it."),
        ]
        assert "too-many-objectives" in names(many(4), settings=with_rules(settings=written))


class TestChoosing:
    WEAK = one(objective="Launch the redesign")

    def test_severity_ignore_and_select_hold_for_these_rules_too(self):
        graded = reported(self.WEAK, settings=with_rules(severity={"feature-as-objective": Severity.WARNING}))
        assert [one.severity for one in graded.findings if one.name == "feature-as-objective"] == ["warning"]
        assert names(self.WEAK, settings=with_rules(ignore=("OKR3",))) == set()
        assert names(self.WEAK, settings=with_rules(select=("OKR4",))) == set()
        assert names(self.WEAK, settings=with_rules(select=("OKR305",))) == {"feature-as-objective"}

    def test_a_finding_is_allowed_beside_the_text_with_a_reason(self):
        allowed = self.WEAK.replace("redesign\n", "redesign  # okr: allow feature-as-objective: a working title\n")
        assert names(allowed) == set()
        assert names(allowed.replace(": a working title", "")) == {"unexplained-allowance"}
        assert names(allowed.replace("Launch the", "Enjoy the")) == {"unused-allowance"}


class TestDays:
    AHEAD = one("checkins:\n  2026-08-10: 70%\n  2026-09-01: 75%")

    def found(self, past):
        file = SourceFile("content/0.md", "0.md", f"---\n{self.AHEAD}---\n".encode())
        return {
            finding.name for finding in report([file], Settings(root="onboarding"), AS_OF, past=past).findings
        } - TOLD

    def test_a_check_in_of_a_day_to_come_is_told(self):
        assert self.found(Past()) == {"future-check-in"}

    def test_looking_back_no_check_in_is_still_to_come(self):
        assert self.found(Past(day=date(2026, 9, 2))) == set()

    def test_a_check_in_document_of_a_day_to_come_is_told(self):
        checkin = "okr: checkin\nteam: onboarding\ndate: 2026-09-01\nreadings:\n  A-1.x: 75%\n"
        assert names(one("checkins:\n  2026-08-10: 70%"), checkin) == {"future-check-in"}


class TestRevisions:
    def revised(self, **keys):
        lines = "".join(f"    {key}: {value}\n" for key, value in keys.items())
        return one(f"revisions:\n  -{lines[3:]}checkins:\n  2026-08-10: 70%")

    def test_a_field_that_is_none_is_told_with_the_nearest(self):
        text = self.revised(date="2026-07-10", field="targt", reason="Said so")
        (found,) = [one for one in reported(text).findings if one.name == "unknown-choice"]
        assert (found.severity, found.hint) == (Severity.WARNING, "Did you mean `target`?")
        assert names(self.revised(date="2026-07-10", field="Key result", reason="Said so")) == set()

    def test_another_unit_seen_in_git_is_told_too(self):
        before, after = (f"---\n{one(ends=ends)}---\n" for ends in (("60%", "85%"), ("600 ports", "850 ports")))
        past = past_of_versions("0.md", [(date(2026, 7, 6), before), (date(2026, 7, 20), after)])
        made = report(
            [SourceFile("content/0.md", "0.md", after.encode())], Settings(root="onboarding"), AS_OF, past=past
        )
        assert "changed-unit" in {finding.name for finding in made.findings}


def linked(**depends):
    """Teams whose objectives depend on each other: A on B as `a="B-1"`."""
    documents = []
    for team, on in depends.items():
        text = one().replace("team: onboarding", f"team: {team}").replace("A-1", f"{team.upper()}-1")
        line = f"    depends_on: {on}\n    acknowledged_by: somebody\n    key_results:" if on else "    key_results:"
        documents.append(text.replace("    key_results:", line))
    return documents


class TestCircles:
    def test_a_circle_is_told_once_with_its_way(self):
        found = [one for one in reported(*linked(a="B-1", b="C-1.x", c="A-1")).findings if "circular" in one.name]
        assert [one.message for one in found] == [
            "`depends_on` runs in a circle: `C-1` → `A-1` → `B-1` → `C-1.x` → `C-1`"
        ]
        assert found[0].severity == Severity.ERROR

    def test_a_way_that_ends_is_none(self):
        assert not [one for one in reported(*linked(a="B-1", b="C-1", c="")).findings if "circular" in one.name]

    def test_two_circles_are_two_findings(self):
        made = reported(*linked(a="B-1", b="A-1", c="D-1", d="C-1"))
        assert len([one for one in made.findings if one.name == "circular-dependency"]) == 2


class TestGarbledText:
    def test_it_is_told_once_a_document_at_the_first_place(self):
        (found,) = [one for one in reported(one(objective="CafÃ© â€“ naÃ¯ve")).findings if one.name == "garbled-text"]
        assert found.message == "`Ã©` stands for `é`, encoded twice, and so are 2 more"
        assert (found.where.line, found.where.column) == (7, 19)

    def test_a_garbled_sign_of_health_is_taken_as_meant_and_told_once(self):
        made = reported(one("health: ðŸŸ¢\ncheckins:\n  2026-08-10: 84%"))
        assert made.graph.key_results["A-1.x"].health == "green"
        assert {finding.name for finding in made.findings} - TOLD == {"garbled-text"}

    def test_the_body_of_a_document_counts(self):
        assert "garbled-text" in names(f"---\n{one()}---\n\nDonâ€™t.\n")


@given(st.text(max_size=60))
def test_no_title_stops_a_rule(text):
    for read in (titles.output_verb, titles.wish_verb, titles.feature_in, titles.solution_in, titles.number_in):
        read(text)
    titles.vague_in(text)
    titles.counts_work(text)
    assert isinstance(titles.metric_name(text), str)


@pytest.mark.parametrize(
    "text", ["1," * 200_000, "a " * 200_000, "{{" * 100_000, "[a " * 100_000, "by ab" * 90_000, "Ã" * 200_000]
)
def test_a_long_text_takes_no_long_time(text):
    start = time.process_time()
    reported(one(f'measurement: "{text}"', title=f'"Retention {text}"', objective=f'"{text}"'))
    assert time.process_time() - start < 5


def test_every_rule_that_is_no_error_may_be_made_one_or_a_note():
    settable = {name for name, (_, severity) in CODES.items() if severity != Severity.ERROR}
    assert not unknown_rules(RuleSettings(severity=dict.fromkeys(settable, Severity.NOTE)), Where("mkdocs.yml"))


CHECKIN = "okr: checkin\nteam: onboarding\ndate: 2026-08-10\n"


class TestWordsForANumber:
    @pytest.mark.parametrize("ends", [("68%", "85%"), ("68", "> 85"), ("68%", "[70%, 85%]")])
    def test_a_reading_in_words_is_told_where_it_stands(self, ends):
        made = reported(one("checkins:\n  2026-08-10: seventy", ends=ends))
        (found,) = [found for found in made.findings if found.name == "reading-without-number"]
        assert (found.where.line, found.where.column) == (17, 11)
        assert found.message == "`seventy` of 2026-08-10 of `The wait` holds no number, so it is no reading"

    def test_the_hint_has_a_value_of_its_kind(self):
        made = reported(one("checkins:\n  2026-08-10: seventy", ends=("4 hours", "< 2 hours")))
        hints = [found.hint for found in made.findings if found.name == "reading-without-number"]
        assert hints == ["Write the number that was measured, such as `4 hours`; words go in the check-in's `note`."]

    def test_a_check_in_document_and_the_current_value_are_read_likewise(self):
        assert names(one(), f"{CHECKIN}readings:\n  A-1.x: lots\n") == {"reading-without-number"}
        assert "reading-without-number" in names(one("current: lots"))

    @pytest.mark.parametrize(
        "value", ["4,5%", "30-40", "3 hours", "____", "TBD", "'-'", "n/a", "70% or so", "{note: on leave}"]
    )
    def test_what_others_tell_and_what_says_that_there_is_none_is_left_alone(self, value):
        assert "reading-without-number" not in names(one(f"checkins:\n  2026-08-10: {value}"))

    def test_steps_have_no_numbers(self):
        assert names(one("done: false\ncheckins:\n  2026-08-10: nearly", ends=None)) <= {"yes-or-no"}

    def test_a_closed_cycle_is_left_alone(self):
        text = one("checkins:\n  2026-02-10: seventy", cycle="2026-Q1")
        assert "reading-without-number" not in names(text)


class TestEmptyCheckIns:
    @pytest.mark.parametrize(
        "more", ["", "readings:\n", "readings:\n  A-1.x:\n", "wins:\nneeds: []\n", "answers:\n  moved:\n", "health:\n"]
    )
    def test_a_check_in_that_says_nothing_is_none(self, more):
        made = reported(one(), CHECKIN + more)
        assert "empty-check-in" in {found.name for found in made.findings}
        assert made.graph.checkins == () and [found.uri for found in made.graph.empty_checkins] == ["1.md"]
        assert made.graph.key_results["A-1.x"].readings == ()
        assert all(group.last_checkin is None for group in made.card.teams.values())

    @pytest.mark.parametrize(
        "more",
        ["readings:\n  A-1.x: 70%\n", "readings:\n  A-1.x: {confidence: 0.5}\n", "health: red\n", "wins: [Rain]\n"],
    )
    def test_one_that_says_anything_is_one(self, more):
        made = reported(one(), CHECKIN + more)
        assert len(made.graph.checkins) == 1 and made.graph.empty_checkins == ()

    def test_a_key_result_with_nothing_behind_it_is_not_read(self):
        made = reported(one(), f"{CHECKIN}health: red\nreadings:\n  A-1.x:\n")
        assert made.graph.checkins[0].readings == () and made.graph.key_results["A-1.x"].readings == ()

    def test_prose_below_it_counts_and_headings_do_not(self):
        prose = "---\nokr: checkin\nteam: onboarding\ndate: 2026-08-10\n---\n# Week 33\n"
        assert len(reported(one(), prose).graph.empty_checkins) == 1
        assert len(reported(one(), f"{prose}\nWe were on leave.\n").graph.checkins) == 1
