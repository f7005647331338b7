"""Every key of every kind is read with its place; an error costs only what it is about (contract §1)."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, cast

import pytest

from okrsite.diagnostics import Where
from okrsite.source.documents import (
    KINDS,
    CheckinDocument,
    ObjectivesDocument,
    RetrospectiveDocument,
    ReviewDocument,
    RoadmapDocument,
    StrategyDocument,
    TeamDocument,
)
from okrsite.source.entries import KeyResultEntry, ObjectiveEntry
from okrsite.source.keep import KeptMarks, from_json, to_json
from okrsite.source.read import Document, Read, SourceFile, read
from okrsite.source.shapes import all_models, slots

OfKr = Callable[[str], Read]
OfKind = Callable[..., Read]

EXAMPLE = """---
okr: objectives
team: onboarding
cycle: 2026-Q3
title: Our quarter
tags: [okr]
hide: [toc]
objectives:
  - id: ONB-2026Q3-1                # stable for ever
    objective: Make the first hour the one people talk about
    owner: onboarding-lead
    priority: P0
    supports: CO-2026Q3-2
    key_results:
      - id: .completion
        key_result: Raise onboarding completion
        baseline: 68%
        target: 85%
        checkins:
          2026-07-13: 70%
          2026-07-20:
            value: 73%
            confidence: 0.7
            note: The shorter form went live
        revisions:
          - date: 2026-07-20
            field: target
            from: 90%
            to: 85%
            reason: The pilot cohort was not typical
      - key_result: Cut time to first value
        baseline: 24 hours
        target: 15 minutes
        checkins:
          - {date: 2026-07-13, value: 9 hours}
          - date: 2026-07-20
            value: 8 hours
---
# Body
"""


def document(result: Read) -> Document:
    assert result.document is not None, result.diagnostics
    return result.document


def objectives(result: Read) -> tuple[ObjectiveEntry, ...]:
    content = document(result).content
    assert isinstance(content, ObjectivesDocument)
    return content.objectives


def key_result(result: Read) -> KeyResultEntry:
    return objectives(result)[0].key_results[0]


def names(result: Read) -> list[tuple[str, int]]:
    return [(found.name, found.where.line) for found in result.diagnostics]


def test_the_contracts_example_is_read_without_findings() -> None:
    result = read(SourceFile("docs/a.md", "a.md", EXAMPLE.encode()))
    assert result.diagnostics == ()
    first, second = objectives(result)[0].key_results
    assert [(entry.date, entry.value) for entry in first.checkins] == [
        (date(2026, 7, 13), "70%"),
        (date(2026, 7, 20), "73%"),
    ]
    assert (first.checkins[1].confidence, first.checkins[1].note) == (Decimal("0.7"), "The shorter form went live")
    assert (first.revisions[0].from_, first.revisions[0].to) == ("90%", "85%")
    assert [entry.value for entry in second.checkins] == ["9 hours", "8 hours"]


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("team",), (3, 1), (3, 7)),
        (("objectives",), (8, 1), (9, 3)),
        (("objectives", 0), (9, 5), (9, 5)),
        (("objectives", 0, "id"), (9, 5), (9, 9)),
        (("objectives", 0, "key_results", 1, "target"), (33, 9), (33, 17)),
        (("objectives", 0, "key_results", 0, "checkins", 0), (20, 11), (20, 23)),
        (("objectives", 0, "key_results", 0, "checkins", 1, "date"), (21, 11), (21, 11)),
        (("objectives", 0, "key_results", 0, "checkins", 1, "note"), (24, 13), (24, 19)),
        (("objectives", 0, "key_results", 0, "revisions", 0, "from"), (28, 13), (28, 19)),
        (("objectives", 0, "key_results", 1, "checkins", 0, "value"), (35, 32), (35, 39)),
        (("objectives", 0, "key_results", 1, "checkins", 1), (36, 13), (36, 13)),
        (("objectives", 0, "key_results", 1, "owner"), (31, 9), (31, 9)),
        (("objectives", 7, "owner"), (8, 1), (9, 3)),
    ],
)
def test_every_key_has_its_place(path: tuple[str | int, ...], key: tuple[int, int], value: tuple[int, int]) -> None:
    read_out = document(read(SourceFile("docs/a.md", "a.md", EXAMPLE.encode())))
    assert read_out.where(*path) == Where("docs/a.md", *key)
    assert read_out.where(*path, value=True) == Where("docs/a.md", *value)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_places_and_content_do_not_depend_on_line_ends_or_bom(end: str, bom: str) -> None:
    plain = document(read(SourceFile("docs/a.md", "a.md", EXAMPLE.encode())))
    other = document(read(SourceFile("docs/a.md", "a.md", (bom + EXAMPLE.replace("\n", end)).encode())))
    path = ("objectives", 0, "key_results", 0, "checkins", 1, "note")
    assert other.content == plain.content
    assert other.where(*path) == plain.where(*path)
    place = other.marks.find(*path).value
    assert other.text[place.start : place.end] == "The shorter form went live"
    assert (other.body, other.body_line) == ("# Body\n", 39)


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_line_separators_of_unicode_end_no_line(separator: str) -> None:
    raw = f"---\nokr: team\nid: a\nmission: one{separator}two: \ue000\nlead: x\n---\n".encode()
    read_out = document(read(SourceFile("a.md", "a.md", raw)))
    assert isinstance(read_out.content, TeamDocument)
    assert read_out.content.mission == f"one{separator}two: \ue000"
    assert read_out.where("lead").line == 5


def test_the_page_keeps_its_own_keys_and_its_digest() -> None:
    read_out = document(read(SourceFile("docs/a.md", "a.md", EXAMPLE.encode())))
    assert read_out.title == "Our quarter"
    assert read_out.page_keys == {"title": "Our quarter", "tags": ["okr"], "hide": ["toc"]}
    assert read_out.digest == sha256(EXAMPLE.encode()).hexdigest()


def test_values_of_the_page_are_read_as_yaml_means_them(of_kind: OfKind) -> None:
    read_out = document(of_kind("team", "search: {exclude: true, boost: 2}\ndate: 2026-01-01\nicon: 'no'\nstatus: ~"))
    assert read_out.page_keys == {
        "search": {"exclude": True, "boost": 2},
        "date": "2026-01-01",
        "icon": "no",
        "status": None,
    }


def test_a_single_objective_at_the_top_is_one_entry(of_kind: OfKind) -> None:
    result = of_kind("objectives", "objective: X\nowner: a\nvisibility: internal\nkey_results:\n  - Just a title")
    content = document(result).content
    assert isinstance(content, ObjectivesDocument)
    [objective] = content.objectives
    assert (objective.objective, objective.owner, objective.visibility) == ("X", "a", "internal")
    assert content.visibility == "internal"
    assert objective.key_results[0].key_result == "Just a title"
    assert document(result).where("objectives", 0, "owner").line == 6
    assert document(result).where("objectives", 0, "key_results", 0).line == 9
    assert result.diagnostics == ()


def test_keys_of_an_objective_beside_a_list_are_errors(of_kind: OfKind) -> None:
    result = of_kind("objectives", "objectives:\n  - objective: X\nowner: a")
    assert names(result) == [("unknown-key", 7)]
    assert objectives(result)[0].owner is None


def test_a_document_of_objectives_without_any_says_so(of_kind: OfKind) -> None:
    assert names(of_kind("objectives", "x-a: 1")) == [("missing-key", 2)]
    assert names(of_kind("objectives", "objectives: []")) == []


def test_all_kinds_are_read(of_kind: OfKind) -> None:
    team = document(
        of_kind("team", "name: A\nparent: b\nmission: M\nstructure: Cross-Functional\ncadence: Weekly\nlinks: http://x")
    ).content
    assert isinstance(team, TeamDocument)
    assert (team.id, team.structure, team.cadence, team.links[0].url) == ("a", "cross-functional", "weekly", "http://x")
    strategy = document(of_kind("strategy", "vision: V\nhorizon: 2028\npillars:\n  - {id: TRUST, name: T}")).content
    assert isinstance(strategy, StrategyDocument)
    assert (strategy.horizon, strategy.pillars[0].id) == ("2028", "TRUST")
    roadmap = document(
        of_kind(
            "roadmap",
            "initiatives:\n  - id: I-1\n    state: in-progress\n    from: 2026-07-01\n    effort: 20%\n"
            "    moves:\n      - {kr: A.b, impact: +5}\n      - C\n    releases: [R1]\n    focus: primary",
        )
    ).content
    assert isinstance(roadmap, RoadmapDocument)
    [initiative] = roadmap.initiatives
    assert (initiative.state, initiative.from_, initiative.effort) == ("in progress", date(2026, 7, 1), "20%")
    assert [(move.kr, move.impact) for move in initiative.moves] == [("A.b", "+5"), ("C", None)]
    assert initiative.releases[0].name == "R1"
    checkin = document(
        of_kind("checkin", "health: 🟡\nreadings:\n  A: 5\n  B: {value: 6, confidence: 7/10}\nanswers:\n  moved: x")
    ).content
    assert isinstance(checkin, CheckinDocument)
    assert (checkin.health, checkin.date) == ("amber", date(2026, 7, 13))
    assert [(entry.kr, entry.value, entry.confidence) for entry in checkin.readings] == [
        ("A", "5", None),
        ("B", "6", Decimal("0.7")),
    ]
    assert checkin.answers is not None
    assert checkin.answers.moved == ("x",)
    review = document(of_kind("review", "kind: mid-cycle\nlearnings: one\nadjustments: [a, b]")).content
    assert isinstance(review, ReviewDocument)
    assert (review.kind, review.learnings, review.adjustments) == ("mid-cycle", ("one",), ("a", "b"))
    retrospective = document(
        of_kind(
            "retrospective",
            "worked: one\nlessons:\n  - plain\n  - {text: t, theme: h}\n"
            "scores:\n  A: 70%\n  B: {score: 0.4, reason: r}\ncarry_over:\n  - {id: A, decision: continue, to: B}",
        )
    ).content
    assert isinstance(retrospective, RetrospectiveDocument)
    assert [(lesson.text, lesson.theme) for lesson in retrospective.lessons] == [("plain", None), ("t", "h")]
    assert [(entry.id, entry.score) for entry in retrospective.scores] == [("A", Decimal("0.7")), ("B", Decimal("0.4"))]
    assert retrospective.carry_over[0].decision == "continue"


CONTRACT = {
    "team": "id name parent lead champion mission structure cadence links",
    "strategy": "vision horizon pillars",
    "objectives": "team cycle cadence objectives",
    "roadmap": "team cycle initiatives",
    "checkin": "team date health readings wins challenges needs next answers revisions",
    "review": "team date cycle kind learnings adjustments next",
    "retrospective": "team cycle worked failed lessons next scores carry_over",
    "ObjectiveEntry": "id objective context owner stakeholders state priority commitment category supports depends_on"
    " acknowledged_by shared_with weight health cancelled score score_reason carried_from visibility aliases cadence"
    " links key_results",
    "KeyResultEntry": "id key_result owner category measurement window cohort proxy leading baseline start target"
    " change maintain milestones done current checkins confidence revisions stated_progress supports depends_on"
    " shared_with weight health cancelled score score_reason carried_from visibility aliases links",
    "InitiativeEntry": "id name owner state from until effort focus links supports moves enables releases visibility"
    " aliases",
    "CheckinEntry": "date value confidence note health",
    "MilestoneEntry": "name weight due done",
    "RevisionEntry": "kr date field from to reason",
    "AnswersEntry": "moved shipped leaking hidden doubted",
}


def test_the_models_know_the_contracts_keys_and_no_others() -> None:
    by_name = {model.__name__: model for model in all_models()}
    for name, keys in CONTRACT.items():
        model = KINDS.get(name) or by_name[name]
        common = "okr visibility aliases " if name in KINDS else ""
        assert set(slots(model)) == set((common + keys).split()), name


@pytest.mark.parametrize(
    ("text", "expected"), [("0.7", "0.7"), ("70%", "0.7"), ("70 %", "0.7"), ("7/10", "0.7"), ("1", "1"), ("0", "0")]
)
def test_confidence_is_a_share(of_kr: OfKr, text: str, expected: str) -> None:
    assert key_result(of_kr(f"confidence: {text}")).confidence == Decimal(expected)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("confidence: 7", "invalid-share"),
        ("confidence: 0,7", "invalid-share"),
        ("score: good", "invalid-share"),
        ("weight: -1", "invalid-weight"),
        ("weight: nan", "invalid-weight"),
        (f"weight: {'1' * 5000}", "invalid-weight"),
        ("health: grey", "unknown-choice"),
        ("visibility: secret", "unknown-choice"),
        ("id: ONB 1", "invalid-id"),
        ("id: -x", "invalid-id"),
        ("aliases: [A, B C]", "invalid-id"),
        ("owner:\n  - a\n  - b", "wrong-shape"),
        ("owner:\n  name: a", "wrong-shape"),
        ("target: [1, 2, 3]", "wrong-shape"),
        ("revisions:\n  date: 2026-01-01", "wrong-shape"),
        ("cancelled:\n  reason: x", "missing-key"),
        ("checkins:\n  2026-02-30: 5", "impossible-date"),
        ("checkins:\n  13.07.2026: 5", "wrong-shape"),
        ("checkins:\n  - value: 5", "missing-key"),
        ("checkins: 5", "missing-key"),
        ("checkins: [5]", "missing-key"),
        ("checkins:\n  2026-07-13: {valeu: 5}", "unknown-key"),
        ("milestones:\n  - {name: a, done: perhaps}", "wrong-shape"),
        ("done: 2026-13-01", "impossible-date"),
        ("ownr: a", "unknown-key"),
        ("colour: red", "unknown-key"),
        ("faults: [a]", "unknown-key"),
    ],
)
def test_a_fault_is_one_error_at_its_line_and_the_rest_stands(of_kr: OfKr, line: str, name: str) -> None:
    result = of_kr(f"baseline: 1\n{line}\ncurrent: 3")
    assert [found.name for found in result.diagnostics] == [name]
    assert result.diagnostics[0].severity == "error"
    assert 10 <= result.diagnostics[0].where.line <= 12
    assert result.diagnostics[0].hint
    entry = key_result(result)
    assert (entry.key_result, entry.baseline, entry.current) == ("K", "1", "3")


def test_findings_never_hide_each_other(of_kr: OfKr) -> None:
    result = of_kr(
        "confidence: 7\nweight: x\nchekins: 1\nhealth: grey\ncheckins:\n  2026-02-30: 5\n  2026-07-13:\n"
        "    value: 5\n    confidence: 9\n  x: 3\n  2026-07-20: 6\nmilestones: {a: b}\ntarget:\n  a: b"
    )
    assert names(result) == [
        ("invalid-share", 9),
        ("invalid-weight", 10),
        ("unknown-key", 11),
        ("unknown-choice", 12),
        ("impossible-date", 14),
        ("invalid-share", 17),
        ("wrong-shape", 18),
        ("wrong-shape", 20),
        ("wrong-shape", 22),
    ]
    assert [entry.value for entry in key_result(result).checkins] == ["5", "6"]
    path = ("objectives", 0, "key_results", 0, "checkins")
    assert [document(result).where(*path, index).line for index in (0, 1)] == [15, 19]


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        ("target:\n  a: b", ("target",)),
        ("baseline: [a, b]\nchange:\n  - 1\n  - 2", ("change",)),
        ("milestones:\n  - {name: a, weight: x}\n  - name: b", ("milestones",)),
        ("milestones:\n  - name: a\n    done: perhaps", ("milestones",)),
        ("done: perhaps", ("done",)),
        ("checkins:\n  2026-02-30: 5\ntarget: 5", ()),
        ("weight: x\nscore: y\nconfidence: z\nowner:\n  - a\n  - b", ()),
    ],
)
def test_a_key_result_says_which_part_of_its_definition_was_lost(
    of_kr: OfKr, lines: str, faults: tuple[str, ...]
) -> None:
    assert key_result(of_kr(lines)).faults == faults


@pytest.mark.parametrize("keys", ["scores: good", "scores: [0.4]", "scores:\n  - high"])
def test_scores_without_their_ids_are_told_and_left_out(of_kind: OfKind, keys: str) -> None:
    result = of_kind("retrospective", keys)
    assert {found.name for found in result.diagnostics} == {"missing-key"}
    assert result.document


@pytest.mark.parametrize("keys", ["readings: 5", "readings: [1, 2]"])
def test_readings_without_their_key_results_are_told(of_kind: OfKind, keys: str) -> None:
    result = of_kind("checkin", keys)
    assert result.diagnostics[0].message.endswith("stands without its `kr`")


def test_a_mistyped_key_names_the_one_that_was_meant(of_kr: OfKr) -> None:
    [found] = of_kr("basline: 5").diagnostics
    assert found.message == "`basline` is no known key here"
    assert found.hint == "Did you mean `baseline`?"


def test_keys_at_the_top_are_errors_only_near_a_known_one(of_kind: OfKind) -> None:
    result = of_kind("team", "nmae: x\nfoo: 1\ntitle: T\ntags: [a]\nhide: [toc]\nx-any: {a: [b]}\nmy_plugin: {a: 1}")
    assert [(found.name, found.severity) for found in result.diagnostics] == [
        ("unknown-key", "error"),
        ("foreign-key", "note"),
        ("foreign-key", "note"),
    ]


def test_keys_that_begin_with_x_are_ignored_anywhere(of_kr: OfKr) -> None:
    result = of_kr("x-a: b\ncheckins:\n  2026-07-13: {value: 5, x-b: {c: d}}\n  x-c: 5\nx-d:\n  - {1: 2}")
    assert [entry.value for entry in key_result(result).checkins] == ["5"]
    assert result.diagnostics == ()


def test_entries_may_be_plain_texts(of_kr: OfKr) -> None:
    entry = key_result(
        of_kr("milestones: [Beta, GA]\ncancelled: 2026-08-01\nlinks:\n  - http://a\nleading: Signups\nsupports: A")
    )
    assert entry.milestones is not None
    assert [milestone.name for milestone in entry.milestones] == ["Beta", "GA"]
    assert entry.cancelled is not None
    assert entry.cancelled.date == date(2026, 8, 1)
    assert entry.links[0].url == "http://a"
    assert entry.leading[0].name == "Signups"
    assert entry.supports == ("A",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("true", True), ("Yes", True), ("no", False), ("FALSE", False), ("2026-07-13", date(2026, 7, 13))],
)
def test_done_is_a_day_or_yes_or_no(of_kr: OfKr, text: str, expected: bool | date) -> None:
    assert key_result(of_kr(f"done: {text}")).done == expected


def test_milestones_that_are_there_but_empty_are_told_from_none(of_kr: OfKr) -> None:
    assert key_result(of_kr("milestones: []")).milestones == ()
    assert key_result(of_kr("owner: a")).milestones is None


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_document_without_anything_says_what_it_needs(kind: str) -> None:
    result = read(SourceFile("a.md", "a.md", f"---\nokr: {kind}\n---\n".encode()))
    assert result.kind == "document"
    needed = list(KINDS[kind].needed) + (["objectives"] if kind == "objectives" else [])
    assert sorted(found.message for found in result.diagnostics) == sorted(f"`{key}` is missing" for key in needed)


def test_markup_and_long_values_stand_in_messages_on_one_line(of_kr: OfKr) -> None:
    [found] = of_kr(f"confidence: '<b>{'x' * 500}\n\n  y'").diagnostics
    assert "\n" not in found.message
    assert len(found.message) < 160


@pytest.mark.parametrize("text", [EXAMPLE, "# page", "---\nokr: team\n", "---\nokr: team\nnmae: x\n---\nbody\r\n"])
def test_what_was_read_comes_back_from_json(text: str) -> None:
    file = SourceFile("docs/a.md", "a.md", text.encode())
    kept, once = from_json(to_json(read(file)), file), read(file)
    assert kept == once
    assert once == kept


def test_kept_places_are_found_as_noted_ones() -> None:
    file = SourceFile("docs/a.md", "a.md", EXAMPLE.encode())
    noted = document(read(file)).marks
    kept = document(from_json(to_json(read(file)), file)).marks
    paths = [("objectives", 0, "key_results", 0, "target"), ("objectives", 0), ("objectives", 7, "x"), ("none",), ()]
    for path in paths:
        assert (kept.find(*path).value, kept.find(*path).key) == (noted.find(*path).value, noted.find(*path).key)
        assert (kept.at(*path) is None) == (noted.at(*path) is None)
        for value in (True, False):
            assert kept.start(*path, value=value) == noted.start(*path, value=value)


def test_places_below_a_key_are_told_from_there_as_by_whole_paths() -> None:
    whole = document(read(SourceFile("docs/a.md", "a.md", EXAMPLE.encode())))
    for within in (("objectives", 0, "key_results", 0), ("objectives", 0), ("objectives", 7), ("none", 3), ()):
        for below in (("target",), ("checkins", 0), ("nothing", 1), ()):
            for value in (True, False):
                told = whole.spot(*within).where(*below, value=value)
                assert told == whole.where(*within, *below, value=value)


def test_the_places_of_few_documents_are_open_at_once() -> None:
    files = [SourceFile(f"docs/{n}.md", f"{n}.md", EXAMPLE.encode()) for n in range(40)]
    places = [document(from_json(to_json(read(file)), file)).marks for file in files]
    gc.collect()
    before = sum(type(one) is list for one in gc.get_objects())
    starts = {one.start("objectives", 0) for one in places}
    gc.collect()
    opened = sum(type(one) is list for one in gc.get_objects()) - before
    of_one = _lists(cast(KeptMarks, places[0]).told())
    assert len(starts) == 1
    assert of_one > 10
    assert opened < 20 * of_one


def _lists(places: Any) -> int:
    """How many lists places as JSON are made of."""
    inner = places[2] if len(places) > 2 else []
    return 1 + sum(map(_lists, inner.values() if isinstance(inner, dict) else (one for _, one in inner)))


def test_allowances_speak_of_their_line_or_of_the_next_key() -> None:
    text = (
        "---\nokr: objectives\nteam: a\ncycle: c\n# okr: allow one, two: because\nobjectives:\n- objective: X\n"
        "  owner: a # okr: allow three\n\n  # okr: allow four:\n  # another comment\n\n  key_results:\n"
        "    - key_result: K # okr: allow no\n  health: red\nvisibility: public\nx-a: 'b # okr: allow never: x'\n---\n"
    )
    found = document(read(SourceFile("a.md", "a.md", text.encode()))).allowances
    assert [(one.line, one.names, one.reason, one.own_line, one.first, one.last) for one in found] == [
        (5, ("one", "two"), "because", True, 6, 15),
        (8, ("three",), "", False, 8, 8),
        (10, ("four",), "", True, 13, 14),
        (14, ("no",), "", False, 14, 14),
    ]
    assert found[0].covers(15)
    assert not found[0].covers(16)


BODY = """# Close

## What worked

- Pairing with support
  every week
* Small steps

## Did not work:
We waited too long.

Far too long.

```
- no bullet
```

### Lessons learned
1. Ask earlier

## Next
- Ship

## Thanks
- Everybody
"""


def test_headings_of_a_retrospective_serve_as_keys(of_kind: OfKind) -> None:
    result = of_kind("retrospective", "next: From the front matter", BODY)
    content = document(result).content
    assert isinstance(content, RetrospectiveDocument)
    assert content.worked == ("Pairing with support every week", "Small steps")
    assert content.failed == ("We waited too long.", "Far too long.")
    assert [lesson.text for lesson in content.lessons] == ["Ask earlier"]
    assert content.next == ("From the front matter",)
    assert document(result).where("worked", 1).line == 13


@pytest.mark.parametrize(
    "text",
    [
        "okr: team\nid: .nan",
        "okr: strategy\npillars:\n  - id: .p",
        "okr: roadmap\nteam: crew\ninitiatives:\n  - id: .i\n    name: I",
        "okr: objectives\nteam: crew\ncycle: 2026-Q3\nobjectives:\n  - id: .o\n    objective: O",
    ],
)
def test_only_the_id_of_a_key_result_may_begin_with_a_dot(text: str) -> None:
    found = read(SourceFile("a.md", "a.md", f"---\n{text}\n---\n".encode())).diagnostics
    (fault,) = [one for one in found if one.name == "invalid-id"]
    assert "which begins with a dot" in fault.message
    assert fault.hint is not None and "key result" in fault.hint


def test_an_id_that_begins_with_a_dot_goes_on_behind_that_of_its_objective() -> None:
    text = "okr: objectives\nteam: crew\ncycle: 2026-Q3\nobjective: O\nkey_results:\n  - {id: .k, key_result: K}"
    assert read(SourceFile("a.md", "a.md", f"---\n{text}\n---\n".encode())).diagnostics == ()
