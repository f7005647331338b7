"""A check of some documents finds what a check of everything finds there, though it reads less."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from projects import CONFIG, DOCS, OBJECTIVES, Folder

from okrsite.model import vicinity
from okrsite.model.cycle import CycleRules
from okrsite.publish import checking
from okrsite.publish.asked import Asked
from okrsite.publish.press import Press
from okrsite.publish.project import read_project
from okrsite.settings import Settings
from okrsite.source.file import SourceFile

ROOT = Path(__file__).parents[2]
Change = Callable[[bytes], bytes]


def without(key: str) -> Change:
    """Documents without the lines of a key."""
    return lambda raw: re.sub(rf"(?m)^ +{key}: .*\n".encode(), b"", raw)


DAMAGES: dict[str, Change] = {
    "as it is": lambda raw: raw,
    "without owners and baselines": lambda raw: without("owner")(without("baseline")(raw)),
    "with low targets": lambda raw: re.sub(rb"(?m)^( +target: \D*)\d+", rb"\g<1>1", raw),
}


def press_of(day: date | None = None) -> Press:
    return Press(read_project(ROOT / "mkdocs.yml"), day)


def some(press: Press, files: Sequence[SourceFile], path: str) -> object:
    found = checking._some(press, files, Asked((path,)))
    return found and found[0]


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
def test_some_of_the_example_is_found_as_all_of_it(damage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    press = press_of(date(2026, 8, 14))
    files = [replace(file, raw=DAMAGES[damage](file.raw)) for file in press.project.documents()]
    everything = press.report(files).findings
    found = 0
    for file in Random(damage).sample(files, 6):
        nearby = some(press, files, file.path)
        if nearby is not None:
            assert nearby == Asked((file.path,)).among(everything), file.path
            found += 1
    assert found > 1


def test_less_is_read_where_less_bears_on_it() -> None:
    files = [SourceFile(f"{team}/{part}.md", f"{team}/{part}.md", b"") for team in "abcd" for part in range(4)]
    files = [replace(file, raw=plan(file.path[0], int(file.path[2]))) for file in files]
    near = vicinity.near(files, lambda path: path == "b/2.md", Settings())
    assert near is not None
    assert [file.path for file in near.files] == ["a/2.md", "b/2.md", "c/2.md", "d/2.md"]


def plan(team: str, quarter: int, more: str = "") -> bytes:
    text = OBJECTIVES.replace("crew\n", f"{team}\n").replace("2026-Q3", f"2026-Q{quarter + 1}")
    return (
        text.replace("CREW-1", f"{team.upper()}-{quarter}")
        .replace("    key_results:", f"{more}    key_results:")
        .encode()
    )


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
    near = vicinity.near(files, lambda path: path == "b.md", Settings())
    assert near is not None and len(near.files) == 3
    near = vicinity.near(files, lambda path: path == "c.md", Settings())
    assert near is not None and "a.md" in [file.path for file in near.files]


def test_who_agreed_is_looked_for_in_what_they_own() -> None:
    agreed = plan("b", 3, "    acknowledged_by:\n      - Quay Lead  # she said\n      - 'deck-lead'\n")
    leads = (("a", b"quay lead"), ("c", b"deck-lead"), ("d", b"crew-lead"))
    owned = [plan(team, 0).replace(b"crew-lead", name) for team, name in leads]
    paths = ["quay.md", "deck.md", "crew.md", "b.md"]
    files = [SourceFile(path, path, raw) for path, raw in zip(paths, [*owned, agreed], strict=True)]
    near = vicinity.near(files, lambda path: path == "b.md", Settings())
    assert near is not None and [file.path for file in near.files] == ["quay.md", "deck.md", "b.md"]


def test_a_file_tells_its_kind_team_and_days_at_a_glance() -> None:
    lines = [b"\xef\xbb\xbf---", b"teams: x", b"okr: 'Objectives'  # so", b'team: "Crew"', b"cycle: Q3 2026", b"---"]
    text = b"\r\n".join([*lines, b"cycle: 2020"])
    one = vicinity.sketch(SourceFile("a.md", "a.md", text), CycleRules())
    assert (one.kind, one.team, one.days) == ("objectives", "crew", (date(2026, 7, 1), date(2026, 9, 30)))
    lost = vicinity.sketch(SourceFile("a.md", "a.md", b"---\nokr: objectives\ncycle: soon\n---\n"), CycleRules())
    assert lost.everywhere and lost.days is None
    assert not vicinity.sketch(SourceFile("a.md", "a.md", b"# A page\n"), CycleRules()).everywhere


def test_what_can_only_be_told_from_everything_is_read_whole(harbour: Folder) -> None:
    press = Press(read_project(harbour.root / "mkdocs.yml"))
    files = list(press.project.documents())
    for path in ("docs/company.md", "docs/crew/team.md"):
        assert vicinity.near(files, lambda one, path=path: one == path, press.settings) is None  # type: ignore[misc]
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
    near = vicinity.near(files, lambda path: path == "docs/page.md", press.settings)
    assert near is not None and "docs/marked.md" not in [file.path for file in near.files]
    assert [one.name for one in checking.check(press, Asked(("docs/marked.md",))).findings] == ["unknown-reference"]
