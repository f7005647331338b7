"""Bars: each case that a key result can be in has a picture and words of its own."""

from __future__ import annotations

from datetime import date

from contexts import row_of

from okrsite.compute.scorecard import Status
from okrsite.views.bars import score_bar, shared_scale
from okrsite.views.parts import Bar, Segment

METRIC = """
key_result: Signed contracts
baseline: 10
target: 20
checkins:
  2026-08-10: {value}
"""


def kinds(bar: Bar) -> list[str]:
    return [segment.kind for segment in bar.segments]


def test_a_value_on_the_way_fills_the_track_up_to_its_share() -> None:
    bar = row_of(METRIC.format(value=13)).bar
    assert bar.segments == (Segment("track", "0%", "100%"), Segment("fill", "0%", "30%"))
    assert (bar.arrow, bar.start_edge, bar.expected, bar.start, bar.end) == ("", "solid", "34.24%", "10", "20")


def test_moving_away_shows_an_arrow_before_the_start_and_fakes_no_length() -> None:
    for value in (9, -500):
        row = row_of(METRIC.format(value=value))
        assert (row.bar.arrow, row.bar.tip) == ("before", "-4%")
        assert row.bar.segments[1] == Segment("fill", "-4%", "4%")
    assert row.way == "−5100\u2009%"


def test_past_the_target_the_bar_is_full_and_points_beyond() -> None:
    row = row_of(METRIC.format(value=23))
    assert (row.bar.arrow, row.bar.tip, row.way) == ("beyond", "103%", "130\u2009%")


def test_no_reading_is_an_outline_and_not_an_empty_bar() -> None:
    row = row_of("key_result: Signed contracts\nbaseline: 10\ntarget: 20")
    assert kinds(row.bar) == ["gap"]
    assert row.bar.expected == "34.24%"
    assert (row.now, row.way, row.seen.text) == ("–", "no reading", "never")


def test_an_assumed_start_is_dashed_and_said() -> None:
    row = row_of("key_result: Interviews\ntarget: 20 interviews\ncheckins:\n  2026-08-10: 12 interviews")
    assert (row.bar.start_edge, row.bar.start) == ("dashed", "from an assumed 0")
    assert row.why is not None
    assert "assumed 0" in str(row.why)


def test_a_target_that_was_met_and_lost_keeps_a_mark_at_the_highest_point() -> None:
    row = row_of(METRIC.replace("  2026-08-10: {value}", "  2026-08-03: 21\n  2026-08-10: 17"))
    assert row.bar.highest == "100%"
    assert row.remark == "It was met on 3 August and fell back."


def test_a_level_is_drawn_period_by_period_over_the_whole_cycle() -> None:
    row = row_of("""
        key_result: Up
        maintain: ">= 99%"
        checkins:
          2026-07-03: 99.5%
          2026-07-10: 98%
          2026-07-24: 99.9%
        """)
    assert kinds(row.bar) == ["fill", "late", "late", "fill"] + ["track"] * 10
    assert (row.way, row.bar.expected, row.bar.start, row.bar.end) == ("2 of 4 weeks", "70%", "1 July", "30 September")


def test_milestones_are_as_wide_as_their_weight_and_late_ones_hollow() -> None:
    row = row_of("""
        key_result: Ship
        milestones:
          - name: Draft
            done: 2026-07-10
          - name: Review
            due: 2026-08-01
          - name: Launch
            weight: 2
        """)
    assert kinds(row.bar) == ["fill", "late", "track"]
    assert [segment.width for segment in row.bar.segments] == ["24%", "24%", "49%"]
    assert (row.now, row.bar.start, row.bar.end) == ("1 of 3", "Draft done", "Review is next")


RANGE = """
key_result: Load
start: 20
target: [30, 40]
checkins:
  2026-08-10: {value}
"""


def test_a_range_fills_towards_its_nearer_bound() -> None:
    assert row_of(RANGE.format(value=25)).bar.segments[1].width == "50%"
    inside = row_of(RANGE.format(value=34)).bar
    assert (inside.segments[1].width, inside.arrow, inside.end) == ("100%", "", "30 to 40")


def test_beyond_the_far_bound_of_a_range_the_fill_turns_back() -> None:
    bar = row_of(RANGE.format(value=43)).bar
    assert kinds(bar) == ["track", "fill", "late"]
    assert (bar.segments[1].width, bar.arrow, bar.tip) == ("70%", "back", "70%")
    assert row_of(RANGE.format(value=70)).bar.arrow == "before"


def test_yes_or_no_is_one_segment() -> None:
    undone, done = row_of("key_result: Signed\ndone: false"), row_of("key_result: Signed\ndone: 2026-08-01")
    assert (kinds(undone.bar), undone.now) == (["track"], "not yet")
    assert (kinds(done.bar), done.now) == (["fill"], "done")


def test_what_is_cancelled_is_an_outline_without_an_expected_tick() -> None:
    row = row_of(METRIC.format(value=13) + "cancelled:\n  date: 2026-08-12\n  reason: Replaced by a report")
    assert (kinds(row.bar), row.bar.expected, row.now, row.way) == (["gap"], "", "–", "cancelled")
    assert (row.remark, row.seen.more) == ("Replaced by a report", "not counted")


def test_a_key_result_without_reading_in_a_closed_cycle_is_still_no_empty_bar() -> None:
    row = row_of("key_result: Signed contracts\nbaseline: 10\ntarget: 20", date(2026, 12, 1))
    assert kinds(row.bar) == ["gap"]
    assert row.way == "no reading, counts 0"


def test_every_bar_says_in_words_what_it_shows() -> None:
    label = row_of(METRIC.format(value=13)).bar.label
    assert label == "Signed contracts: 13, 30\u2009% of the way; expected today 34\u2009%; at risk"


def test_an_unknown_score_is_an_outline() -> None:
    bar = score_bar("Data", None, None, None)
    assert (kinds(bar), bar.label, bar.tone) == (["gap"], "Data: nothing measured yet", "no_data")


def test_the_head_names_the_expected_tick_only_where_most_rows_share_it() -> None:
    def bar(expected: str) -> Bar:
        return Bar(Status.ON_TRACK.value, "", (), expected=expected)

    assert shared_scale([bar("34%")] * 3 + [bar("70%")]).expected == "34%"
    assert shared_scale([bar("34%"), bar("70%")]).expected == ""
    assert shared_scale([bar("3%")]).expected == ""
    assert shared_scale([]).expected == ""
