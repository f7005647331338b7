"""What is kept of files tells the same as the files do; whatever is wrong with it counts as missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from msgspec import msgpack
from msgspec.structs import replace
from projects import CONFIG, DOCS, Folder

from okrsite.model.cycle import CycleRules
from okrsite.model.glance import Sketch, seen
from okrsite.model.vicinity import Narrow, near
from okrsite.publish import checking, sketches
from okrsite.publish.asked import Asked
from okrsite.publish.listing import Listed, given
from okrsite.publish.press import Press
from okrsite.publish.project import read_project
from okrsite.publish.sketches import Sketches
from okrsite.rules.titles import metric_name
from okrsite.settings import Settings
from okrsite.source.file import SourceFile

TEAMS = "abcdefg"
PLAN = """\
---
okr: objectives
team: {team}
cycle: 2026-Q{quarter}
objectives:
  - id: {id}
    objective: {title} leave on time
    owner: {team}-lead
    commitment: {commitment}
    state: {state}
{more}    key_results:
      - id: .first
        key_result: {title}
        owner: {team}-planner
        baseline: 0%
        target: 100%
        checkins:
          2026-0{month}-10: {value}%
---

{title}, as {told} knows.
"""
MORE = (
    "    supports: {other}\n",
    "    depends_on: [{other}.first]\n    acknowledged_by: {team}-lead\n",
    "    carried_from: {other}\n    aliases: [old-{id}]\n",
    "    acknowledged_by:\n      - Quay Lead\n",
    "",
)


@pytest.fixture(autouse=True)
def any_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few files are new, they are kept."""
    monkeypatch.setattr(sketches, "FEW", 0)


def plan(chance: Random, team: str, quarter: int) -> str:
    """The document of a team and a quarter, which may name another one's objective."""
    other = f"{chance.choice(TEAMS)}-{chance.randint(1, 3)}"
    own = {
        "team": team,
        "quarter": quarter,
        "id": chance.choice((*[f"{team}-{quarter}"] * 12, other, f"{team}-2026-Q{quarter}-1")),
        "other": other,
        "told": chance.choice((other, other, f"[[{other}]]", f"[[{team}-{quarter}.first]]")),
        "title": chance.choice(("Ferries", "Late ferries", "Quay lead's boats", "Größe der Boote")),
        "commitment": chance.choice(("aspirational", "aspirational", "committed")),
        "state": chance.choice(("agreed", "agreed", "agreed", "draft")),
        "month": 3 * quarter - 1,
        "value": chance.randint(0, 100),
    }
    return PLAN.format(**own, more=chance.choice((*MORE, "", "")).format(**own))


def plans(chance: Random) -> list[SourceFile]:
    raws = {f"docs/{team}/q{at}.md": plan(chance, team, at) for team in (*TEAMS, "company") for at in (1, 2, 3)}
    return [SourceFile(name, name, raw.encode()) for name, raw in raws.items()]


def edited(chance: Random, file: SourceFile) -> SourceFile:
    """Another document of the same team and quarter."""
    return replace(file, raw=plan(chance, file.path.split("/")[1], int(file.path[-4])).encode())


def listed(*raws: bytes) -> list[Listed]:
    return [given(SourceFile(f"{number}.md", f"{number}.md", raw)) for number, raw in enumerate(raws)]


def unread(file: Listed) -> Listed:
    def load() -> SourceFile:
        raise AssertionError

    return Listed(file.path, file.uri, file.digest, load)


def known(cache: Path, files: list[Listed]) -> list[int | None]:
    """The numbers that files had before they were seen."""
    kept = Sketches(cache, Settings())
    numbers = [kept._numbers.get(file.digest) for file in files]
    seen = kept.seen(files)
    assert all(one.number == number for one, number in zip(seen, numbers, strict=True) if None not in numbers)
    return numbers


@pytest.mark.parametrize("seed", range(12))
def test_near_is_the_same_by_what_is_kept(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(seed)
    files = plans(chance)
    Sketches(tmp_path, Settings()).seen([given(file) for file in files])
    files = [*files[:-4], *(edited(chance, file) for file in files[-4:])]
    monkeypatch.setattr(sketches, "FEW", 4)
    kept = Sketches(tmp_path, Settings())
    mixed, mentions = kept.seen([given(file) for file in files]), kept.mentions
    assert {one.number is None for one in mixed} == {True, False}
    fresh = [seen(file, CycleRules()) for file in files]
    for file in files:
        for narrow in (None, *(Narrow(metric_name, date(2026, month, 20)) for month in (4, 5, 7, 8))):
            asked = Asked((file.path,)).covers
            one = near(fresh, asked, Settings(), narrow)
            other = near(mixed, asked, Settings(), narrow, mentions)
            assert (one is None) == (other is None)
            if one and other:
                assert set(one.files) <= set(other.files) and one.close <= other.close
                assert (one.metrics, one.aims) == (other.metrics, other.aims)
                # Names of two words may bring a document too many.
                assert one == other or b"Quay Lead" in file.raw


@pytest.mark.parametrize("seed", range(8))
def test_what_a_check_finds_after_many_edits_is_what_is_there(folder: Folder, seed: int) -> None:
    chance = Random(seed)
    teams = {f"docs/teams/{name}.md": f"---\nokr: team\nid: {name}\n---\n" for name in (*TEAMS, "company")}
    files = plans(chance)
    folder.write({"mkdocs.yml": CONFIG, **teams, **{file.path: file.raw for file in files}})
    found = some = 0
    for edit in range(12):
        file = edited(chance, chance.choice(files))
        folder.write({file.path: file.raw})
        press = Press(read_project(folder.root / "mkdocs.yml"), date(2026, 4, 1) + timedelta(chance.randint(0, 240)))
        everything = press.report(press.project.documents()).findings
        for asked in (Asked((file.path,)), Asked((chance.choice(files).path,))):
            checked = checking.check(press, asked).findings
            assert checked == asked.among(everything), (edit, asked)
            found += len(checked)
            some += checking._some(press, [given(file) for file in press.project.documents()], asked) is not None
    assert found > 20 and some > 2


def test_what_is_known_is_not_read_again(tmp_path: Path) -> None:
    files = listed(b"one", b"two", b"one")
    assert known(tmp_path, files) == [None, None, None]
    assert known(tmp_path, [unread(file) for file in reversed(files)]) == [0, 1, 0]
    assert known(tmp_path, listed(b"three", b"one")) == [None, 0]
    assert known(tmp_path, listed(b"one", b"three", b"two")) == [0, 2, 1]


def test_a_few_files_are_looked_at_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sketches, "FEW", 2)
    assert known(tmp_path, listed(b"one", b"two")) == known(tmp_path, listed(b"one", b"two")) == [None, None]
    known(tmp_path, listed(b"one", b"two", b"three"))
    assert known(tmp_path, listed(b"one", b"two", b"four")) == [0, 1, None]


def test_where_most_files_are_gone_they_are_forgotten(tmp_path: Path) -> None:
    known(tmp_path, listed(b"1", b"2", b"3", b"4", b"5"))
    known(tmp_path, listed(b"5", b"4", b"6"))
    assert known(tmp_path, listed(b"6", b"5", b"4")) == [2, 0, 1]
    assert known(tmp_path, listed(b"1")) == [None]


def test_other_spellings_of_cycles_and_other_versions_are_kept_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = listed(b"---\nokr: objectives\nteam: a\ncycle: FY2026-Q1\n---\n")
    known(tmp_path, files)
    april = Settings(fiscal_year_start=4)
    (one,) = Sketches(tmp_path, april).seen(files)
    assert one.sketch.days == (date(2025, 4, 1), date(2025, 6, 30))
    monkeypatch.setattr(sketches, "code_stamp", lambda: "another")
    assert known(tmp_path, files) == [None]


def test_damage_counts_as_missing(tmp_path: Path) -> None:
    files = listed(b"one", b"two")
    known(tmp_path, files)
    for pack in (tmp_path / "sketches").iterdir():
        whole = bytearray(pack.read_bytes())
        whole[len(whole) // 3] ^= 1
        pack.write_bytes(whole)
    assert known(tmp_path, files) == [None, None]
    assert known(tmp_path, files) == [0, 1]


SKETCH = Sketch("", "", None, frozenset(), b"", everywhere=False, obscure=True)
FOREIGN: dict[str, object] = {
    "nothing": None,
    "a list": [1],
    "another shape": {"sketches": {"a": 1}, "mentions": {}},
    "sketches without words": {"sketches": {"a": SKETCH}, "mentions": {}},
    "numbers of three bytes": {"sketches": {"a": SKETCH}, "mentions": {"count": 1, "numbers": {b"one": b"abc"}}},
    "days that are none": {"sketches": {"a": {"kind": "", "days": ["2026-02-30", ""]}}, "mentions": {"count": 1}},
}


def keep(cache: Path, body: bytes) -> None:
    kept = Sketches(cache, Settings())
    kept.store.put(kept._key, body)
    kept.store.flush()


@pytest.mark.parametrize("what", FOREIGN)
def test_what_others_wrote_counts_as_missing(tmp_path: Path, what: str) -> None:
    keep(tmp_path, msgpack.encode(FOREIGN[what]))
    keep(tmp_path, msgpack.encode(FOREIGN[what])[:-1])
    assert known(tmp_path, listed(b"one")) == [None]


def test_words_that_are_none_harm_nobody(tmp_path: Path) -> None:
    numbers = {b"a\nb": b"abcd", b"": b"abcd", b"b": b"\xff\xff\xff\xff"}
    keep(tmp_path, msgpack.encode({"sketches": {"a": SKETCH}, "mentions": {"count": 1, "numbers": numbers}}))
    mentions = Sketches(tmp_path, Settings()).mentions
    assert mentions.count == 1
    for sought in (b"a", b"b", b"a b"):
        assert 0 not in mentions.holding(sought)


def break_by_a_file(cache: Path) -> None:
    (cache / "sketches").write_text("no folder")


def break_by_a_right(cache: Path) -> None:
    cache.chmod(0o500)


@pytest.mark.parametrize("damage", [break_by_a_file, break_by_a_right])
def test_where_nothing_can_be_kept_files_are_read(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    damage(tmp_path)
    assert known(tmp_path, listed(b"one")) == [None]
    tmp_path.chmod(0o700)


def test_a_check_of_one_document_reads_no_other_team(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = DOCS["docs/crew/2026-q3.md"]
    others = {f"docs/{name}.md": raw.replace("crew", name).replace("CREW", name).replace("Q3", "Q1") for name in TEAMS}
    folder.write({"mkdocs.yml": CONFIG, **DOCS, **others})
    press = Press(read_project(folder.root / "mkdocs.yml"))
    files = [given(file) for file in press.project.documents()]
    asked = Asked(("docs/crew/2026-q3.md",))
    before = checking._some(press, files, asked)
    files = [unread(file) if file.uri.removesuffix(".md") in TEAMS else file for file in files]
    assert before is not None and checking._some(press, files, asked) == before
