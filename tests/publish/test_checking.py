"""A check of some documents finds what a check of everything finds there, though it reads less."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from random import Random
from zlib import crc32

import pytest
from msgspec.structs import replace
from projects import CONFIG, DOCS, OBJECTIVES, Folder

from okrsite.model import glance, vicinity
from okrsite.model.cycle import CycleRules
from okrsite.publish import checking
from okrsite.publish.asked import Asked
from okrsite.publish.listing import given
from okrsite.publish.press import Press
from okrsite.publish.project import read_project
from okrsite.rules.titles import metric_name
from okrsite.settings import Settings
from okrsite.source.file import SourceFile

ROOT = Path(__file__).parents[2]
Change = Callable[[bytes], bytes]


def without(key: str) -> Change:
    """Documents without the lines of a key."""
    return lambda raw: re.sub(rf"(?m)^ +{key}: .*\n".encode(), b"", raw)


TITLES = (
    b"Raise the share of boarded travellers to 80%",
    b"share of boarded TRAVELLERS",
    b"Median wait at the berth",
    b"Lower our median wait at the berth below 5 minutes",
    b"Bookings a week",
)
_TITLE = re.compile(rb"(?m)^( +(?:- )?)key_result: (.*)$")


def retitled(raw: bytes) -> bytes:
    """Documents whose key results have one of a few titles."""
    return _TITLE.sub(lambda one: one[1] + b"key_result: " + TITLES[crc32(one[2]) % len(TITLES)], raw)


def folded(raw: bytes) -> bytes:
    """Documents whose titles stand on lines of their own."""
    return _TITLE.sub(lambda one: one[1] + b"key_result: >-\n" + b" " * len(one[1]) + b"  " + one[2], raw)


DAMAGES: dict[str, Change] = {
    "as it is": lambda raw: raw,
    "with the same metrics": retitled,
    "with the same metrics, folded": lambda raw: folded(retitled(raw)),
    "without owners and baselines": lambda raw: without("owner")(without("baseline")(raw)),
    "with low targets": lambda raw: re.sub(rb"(?m)^( +target: \D*)\d+", rb"\g<1>1", raw),
}


def press_of(day: date | None = None) -> Press:
    return Press(read_project(ROOT / "mkdocs.yml"), day)


def some(press: Press, files: Sequence[SourceFile], path: str) -> object:
    found = checking._some(press, [given(file) for file in files], Asked((path,)))
    return found and found[0]


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
def test_some_of_the_example_is_found_as_all_of_it(damage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    press = press_of(date(2026, 8, 14))
    files = [replace(file, raw=DAMAGES[damage](file.raw)) for file in press.project.documents()]
    everything = press.report(files).findings
    found = 0
    planned = [file for file in files if file.path.endswith(("2026-q3.md", "2026-q4.md", "roadmap.md"))]
    for file in (*Random(damage).sample(files, 5), *Random(damage).sample(planned, 4)):
        nearby = some(press, files, file.path)
        if nearby is not None:
            assert nearby == Asked((file.path,)).among(everything), file.path
            found += 1
    assert found > 3


def seen(files: Sequence[SourceFile]) -> list[glance.Seen]:
    return [glance.seen(file, CycleRules()) for file in files]


def test_less_is_read_where_less_bears_on_it() -> None:
    files = [SourceFile(f"{team}/{part}.md", f"{team}/{part}.md", b"") for team in "abcd" for part in range(4)]
    files = [replace(file, raw=plan(file.path[0], int(file.path[2]))) for file in files]
    near = vicinity.near(seen(files), lambda path: path == "b/2.md", Settings())
    assert near is not None
    assert [file.path for file in near.files] == ["a/2.md", "b/2.md", "c/2.md", "d/2.md"]


def plan(team: str, quarter: int, more: str = "") -> bytes:
    text = OBJECTIVES.replace("crew\n", f"{team}\n").replace("2026-Q3", f"2026-Q{quarter + 1}")
    return (
        text.replace("CREW-1", f"{team.upper()}-{quarter}")
        .replace("    key_results:", f"{more}    key_results:")
        .encode()
    )


NARROW = vicinity.Narrow(metric_name, date(2026, 8, 14))


def narrowly(files: Sequence[SourceFile], path: str, day: date = NARROW.day) -> list[str]:
    """The paths of what is near a document once other teams are left out."""
    near = vicinity.near(seen(files), lambda one: one == path, Settings(), replace(NARROW, day=day))
    assert near is not None
    return [file.path for file in near.files]


def entitled(team: str, title: str, more: str = "") -> bytes:
    return plan(team, 2, more).replace(b"Departures within five minutes", title.encode())


def test_other_teams_are_left_out_unless_a_title_of_theirs_holds_the_words_of_a_metric() -> None:
    titles = {"a": "Queue at the gangway", "b": "Raise ferry bookings to 80%", "c": "Ferry bookings of islanders"}
    files = [SourceFile(f"{team}.md", f"{team}.md", entitled(team, title)) for team, title in titles.items()]
    assert narrowly(files, "a.md") == ["a.md"]
    assert narrowly(files, "b.md") == ["b.md", "c.md"]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (entitled("b", "Berths", "    context: &lt; \\n\n"), "an escape"),
        (plan("b", 1).replace(b"Departures within five minutes", b"Berths"), "a cycle that may be sealed"),
        (entitled("b", "Berths").replace(b"team: b", b"team: >-\n  b"), "a team on two lines"),
        (entitled("b", "Raise 50%"), "a metric without a name"),
    ],
)
def test_all_of_the_same_days_is_near_where_it_takes_more_to_leave_it_out(raw: bytes, why: str) -> None:
    sealable = why == "a cycle that may be sealed"
    files = [SourceFile("a.md", "a.md", plan("a", 1 if sealable else 2)), SourceFile("b.md", "b.md", raw)]
    assert narrowly(files, "b.md", date(2026, 7, 5) if sealable else NARROW.day) == ["a.md", "b.md"], why


def test_of_a_closed_cycle_that_document_is_near_which_bears_what_is_found_in_all_of_it() -> None:
    quarters = {"a": 0, "b": 1, "c": 1, "company": 0, "d": 0}
    files = [SourceFile(f"{team}.md", f"{team}.md", plan(team, quarter)) for team, quarter in quarters.items()]
    assert [narrowly(files, f"{team}.md") for team in "cd"] == [
        ["b.md", "c.md", "company.md"],
        ["b.md", "company.md", "d.md"],
    ]
    files[1] = SourceFile("b.md", "b.md", plan("company", 1))
    assert narrowly(files, "c.md") == ["b.md", "c.md"]


@pytest.mark.parametrize("bearer", ["", "cancelled", "committed", "draft"])
def test_what_the_last_closed_cycle_averages_is_found_where_it_stands(folder: Folder, bearer: str) -> None:
    more = {
        "cancelled": "    cancelled: {date: 2026-04-20, reason: Storm}\n",
        "committed": "    commitment: committed\n",
        "draft": "    state: draft\n",
    }
    first = plan("a", 1, more.get(bearer, ""))
    press = teams_of(folder, first, *(plan(team, 1) for team in "bcdefg"), plan("h", 0))
    told = [path for path in "abch" if "average-outside-ideal" in names_of_all(press, f"docs/{path}.md")]
    assert told == ["b" if bearer else "a"]


def names_of_all(press: Press, path: str) -> list[str]:
    """The names of the findings in a document, be they found in a part or in all."""
    found = checking.check(press, Asked((path,))).findings
    assert found == Asked((path,)).among(press.report(press.project.documents()).findings)
    return [one.name for one in found]


def teams_of(folder: Folder, *raws: bytes) -> Press:
    """A project with the documents `a.md`, `b.md` and so on, of teams that all have documents."""
    names = "abcdefgh"[: len(raws)]
    teams = {f"docs/teams/{name}.md": f"---\nokr: team\nid: {name}\n---\n" for name in (*names, "company")}
    plans = {f"docs/{name}.md": raw.decode() for name, raw in zip(names, raws, strict=True)}
    folder.write({"mkdocs.yml": CONFIG, **teams, **plans})
    return Press(read_project(folder.root / "mkdocs.yml"))


def names_of(press: Press, path: str) -> list[str]:
    """The names of the findings in a document, which are the same whether a part is read or all."""
    files = list(press.project.documents())
    found = checking._some(press, [given(file) for file in files], Asked((path,)))
    assert found is not None
    assert found[0] == Asked((path,)).among(press.report(files).findings)
    return [one.name for one in found[0]]


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Departures within five minutes", "Raise departures within five minutes to 90%"),
        ("Increase DEPARTURES within five minutes", "departures Within Five Minutes"),
        ("Cut the no-shows by 3 %", "Raise our no shows"),
        ("5x crossings", "Crossings of the X"),
        ("Größe der Flotte", "GRÖSSE DER FLOTTE"),
        ("'Raise the queue: at noon'", "queue, at noon"),
        ("Lower the queue at noon from 12% to 4%", '"Queue at noon" # by hand'),
    ],
)
def test_a_metric_of_another_team_is_found_in_other_words(folder: Folder, title: str, other: str) -> None:
    press = teams_of(folder, entitled("a", other), entitled("b", title), entitled("c", "Berths"))
    told = "same-metric" in names_of(press, "docs/b.md")
    assert told == (metric_name(title.strip("'")) == metric_name(other.partition(" #")[0].strip('"')))
    assert told or "X" in other
    files = list(press.project.documents())
    near = vicinity.near(seen(files), lambda path: path == "docs/b.md", press.settings, NARROW)
    assert near is not None and "docs/c.md" not in [file.path for file in near.files]


@pytest.mark.parametrize(
    "written",
    [
        "key_result: >-\n          Raise ferry\n          bookings",
        "key_result: Raise ferry\n          bookings",
        'key_result: "Raise ferry\n          bookings"',
        'key_result: "Raise \\x66erry bookings"',
        '"key_result": Ferry bookings',
        "key_result:\n          Ferry bookings",
    ],
)
def test_a_metric_is_found_however_its_title_is_written(folder: Folder, written: str) -> None:
    odd = plan("a", 2).replace(b"key_result: Departures within five minutes", written.encode())
    press = teams_of(folder, odd, entitled("b", "Lift ferry bookings"))
    assert "same-metric" in names_of(press, "docs/b.md")
    own = odd.replace(b": a\n", b": b\n").replace(b"A-2", b"B-2")
    assert "same-metric" in names_of(teams_of(folder, entitled("a", "Ferry bookings"), own), "docs/b.md")


SHORT = """\
---
okr: objectives
team: TEAM
cycle: 2026-Q3
objectives:
  - id: TEAM-1
    objective: Every ferry leaves on time
    key_results: KEY_RESULTS
---
"""


@pytest.mark.parametrize(
    "written",
    ["\n      - Ferry bookings", "[Ferry bookings]", "Ferry bookings", "\n      - {key_result: Ferry bookings}"],
)
def test_a_short_key_result_may_have_any_metric(written: str) -> None:
    text = SHORT.replace("TEAM", "a").replace("KEY_RESULTS", written)
    files = [
        SourceFile("a.md", "a.md", text.encode()),
        SourceFile("b.md", "b.md", entitled("b", "Lift ferry bookings")),
    ]
    assert narrowly(files, "b.md") == ["a.md", "b.md"]


def test_a_title_that_was_not_told_brings_all_of_the_same_days(folder: Folder) -> None:
    short = SHORT.replace("TEAM", "b").replace(
        "KEY_RESULTS", "\n      - id: .one\n        key_result: >-\n          Cut\n"
    )
    short = short.rstrip("-\n") + "\n          ferry bookings\n        baseline: 1%\n        target: 9%\n---\n"
    press = teams_of(folder, entitled("a", "Ferry bookings"), short.encode())
    assert "same-metric" in names_of(press, "docs/b.md")


def test_what_has_no_id_is_found_by_the_one_that_it_gets(folder: Folder) -> None:
    bare = plan("a", 2).replace(b"  - id: A-2\n    objective", b"  - objective")
    named = entitled("d", "Berths", "    depends_on: [a-2026-Q3-2]\n")
    press = teams_of(folder, bare, entitled("b", "Queues"), bare.replace(b"Every ferry", b"Each boat"), named)
    names_of(press, "docs/d.md")
    taken = entitled("b", "Berths").replace(b"B-2", b"a-2026-Q3-1")
    press = teams_of(folder, bare, taken)
    assert "derived-id" in names_of(press, "docs/a.md")


def test_the_root_needs_no_aims_of_the_same_days_for_others_to_be_orphans(folder: Folder) -> None:
    press = teams_of(folder, plan("company", 0), entitled("b", "Berths"), entitled("c", "Queues"))
    assert "orphan-objective" in names_of(press, "docs/b.md")
    empty = plan("company", 2).partition(b"objectives:\n")[0] + b"---\n"
    press = teams_of(folder, empty, entitled("b", "Berths"), plan("company", 0))
    assert "orphan-objective" in names_of(press, "docs/b.md")


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_what_nobody_supports_is_found_where_the_root_team_is_checked(folder: Folder, quarter: int) -> None:
    aims = plan("company", quarter).replace(b"  - id: COMPANY", b"  - id: COMPANY-X\n    objective: X\n  - id: COMPANY")
    press = teams_of(folder, entitled("a", "Berths"), aims)
    assert ("unsupported" in names_of_all(press, "docs/b.md")) == (quarter == 2)
    supporting = entitled("a", "Berths", f"    supports: COMPANY-{quarter}\n")
    press = teams_of(folder, supporting, aims, entitled("c", "Queues"))
    told = [one.subject for one in checking.check(press, Asked(("docs/b.md",))).findings if one.name == "unsupported"]
    assert told == (["COMPANY-X", "COMPANY-2.punctual"] if quarter == 2 else [])
    names_of_all(press, "docs/b.md")
    raws = {"a.md": supporting, "b.md": aims, "c.md": entitled("c", "Queues")}
    assert narrowly([SourceFile(path, path, raw) for path, raw in raws.items()], "b.md") == ["a.md", "b.md"]


@pytest.mark.parametrize("rule", ["too-safe", "OKR11"])
def test_what_is_allowed_and_may_be_found_elsewhere_is_judged_by_all(folder: Folder, rule: str) -> None:
    allowing = entitled("b", "Berths").replace(
        b"    owner: crew-lead", f"    owner: x  # okr: allow {rule}: so".encode()
    )
    press = teams_of(folder, entitled("a", "Queues"), allowing)
    assert some(press, list(press.project.documents()), "docs/b.md") is None


def test_where_no_document_is_asked_about_all_is_read(harbour: Folder) -> None:
    press = Press(read_project(harbour.root / "mkdocs.yml"))
    assert some(press, list(press.project.documents()), "seals/2020-q3.yml") is None


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("supports", "    supports: A-0\n"),
        ("a key result of it", "    depends_on: [a-0.punctual]\n"),
        ("carried from", "    carried_from: A-0\n"),
    ],
)
def test_what_a_document_names_is_read_from_other_cycles_too(name: str, line: str) -> None:
    other, origin = plan("a", 0, "    supports: C-1\n"), plan("c", 1)
    files = [
        SourceFile(path, path, raw) for path, raw in (("a.md", other), ("b.md", plan("b", 3, line)), ("c.md", origin))
    ]
    near = vicinity.near(seen(files), lambda path: path == "b.md", Settings())
    assert near is not None and len(near.files) == 3
    near = vicinity.near(seen(files), lambda path: path == "c.md", Settings())
    assert near is not None and "a.md" in [file.path for file in near.files]


def test_who_agreed_is_looked_for_in_what_they_own() -> None:
    agreed = plan("b", 3, "    acknowledged_by:\n      - Quay Lead  # she said\n      - 'deck-lead'\n")
    leads = (("a", b"quay lead"), ("c", b"deck-lead"), ("d", b"crew-lead"))
    owned = [plan(team, 0).replace(b"crew-lead", name) for team, name in leads]
    paths = ["quay.md", "deck.md", "crew.md", "b.md"]
    files = [SourceFile(path, path, raw) for path, raw in zip(paths, [*owned, agreed], strict=True)]
    near = vicinity.near(seen(files), lambda path: path == "b.md", Settings())
    assert near is not None and [file.path for file in near.files] == ["quay.md", "deck.md", "b.md"]


def test_a_file_tells_its_kind_team_and_days_at_a_glance() -> None:
    lines = [b"\xef\xbb\xbf---", b"teams: x", b"okr: 'Objectives'  # so", b'team: "Crew"', b"cycle: Q3 2026", b"---"]
    text = b"\r\n".join([*lines, b"cycle: 2020"])
    one = glance.seen(SourceFile("a.md", "a.md", text), CycleRules()).sketch
    assert (one.kind, one.team, one.days) == ("objectives", "crew", (date(2026, 7, 1), date(2026, 9, 30)))
    lost = glance.seen(SourceFile("a.md", "a.md", b"---\nokr: objectives\ncycle: soon\n---\n"), CycleRules()).sketch
    assert lost.everywhere and lost.days is None
    assert not glance.seen(SourceFile("a.md", "a.md", b"# A page\n"), CycleRules()).sketch.everywhere


def test_what_can_only_be_told_from_everything_is_read_whole(harbour: Folder) -> None:
    press = Press(read_project(harbour.root / "mkdocs.yml"))
    files = list(press.project.documents())
    for path in ("docs/company.md", "docs/crew/team.md"):
        assert vicinity.near(seen(files), lambda one, path=path: one == path, press.settings) is None  # type: ignore[misc]
    lost = OBJECTIVES.replace("    owner: crew-lead", "    owner: crew-lead\n    supports: NOWHERE-1")
    harbour.write({"docs/crew/2026-q3.md": lost})
    assert some(press, list(press.project.documents()), "docs/crew/2026-q3.md") is None


def test_the_first_of_two_documents_with_one_id_is_right_wherever_it_is(folder: Folder) -> None:
    twice = {"docs/a.md": plan("crew", 0).decode(), "docs/b.md": plan("crew", 0).decode().replace("Q1", "Q3")}
    folder.write({**DOCS, "mkdocs.yml": CONFIG, **twice})
    press = Press(read_project(folder.root / "mkdocs.yml"))
    for path, count in (("docs/a.md", 0), ("docs/b.md", 1)):
        found = checking.check(press, Asked((path,))).findings
        assert sum(one.name == "duplicate-id" for one in found) == count


def test_an_ordinary_page_is_read_alone(harbour: Folder) -> None:
    harbour.write({"docs/page.md": "# A page\n", "docs/marked.md": "See [[CREW-9]].\n"})
    press = Press(read_project(harbour.root / "mkdocs.yml"))
    files = list(press.project.documents())
    near = vicinity.near(seen(files), lambda path: path == "docs/page.md", press.settings)
    assert near is not None and "docs/marked.md" not in [file.path for file in near.files]
    assert [one.name for one in checking.check(press, Asked(("docs/marked.md",))).findings] == ["unknown-reference"]
