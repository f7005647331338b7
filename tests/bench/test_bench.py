"""The parts of the bench that build nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from bench import organisation, peers, plot, records, scenarios, tables, watch
from bench.measuring import BuildError, Figures, measured, middle
from bench.organisation import Size
from bench.scenarios import Row

SIZE = Size(25, 4)
BENCH = Path(__file__).parent


def figures(seconds: float) -> Figures:
    """What a build of so many seconds cost."""
    return Figures(seconds, seconds, 100.0, 10, 2_000_000, 1, 1000)


def entry(*rows: Row) -> records.Entry:
    """An entry of the history with these rows."""
    return records.entry(rows, {"okrsite": "0.1.0"}, ["hugo"])


def test_a_process_whose_name_has_brackets_and_spaces_is_read() -> None:
    assert watch.member("41 (tricky) name (2)) R 1 41 40 0 -1 " + "9 " * 15 + "250 1") == (40, 250)


def test_a_share_is_read_and_nothing_else_taken_for_it() -> None:
    assert watch.proportional("Rss: 10 kB\nPss_Dirty: 3 kB\nPss: 7 kB\n") == 7
    assert watch.proportional("Rss: 10 kB\n") is None


def test_memory_of_two_processes_is_added() -> None:
    hold = "import sys, time; held = bytearray(40_000_000); print(flush=True); time.sleep(60)"
    twice = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {hold!r}]); {hold}"
    with subprocess.Popen([sys.executable, "-c", twice], stdout=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        process.stdout.readline(), process.stdout.readline()
        found, together = watch.resident(process.pid), watch.together(process.pid, 0)
        os.killpg(process.pid, signal.SIGKILL)
    if watch.PROC.is_dir():
        assert len(found) == 2
        assert 78_000 < together <= sum(found.values())


def test_a_median_is_taken_of_each_figure() -> None:
    runs = [
        Figures(3.0, 1.0, 50.0, 7, 1, 2, 3),
        Figures(1.0, 2.0, 70.0, 7, 1, 2, 3),
        Figures(2.0, 9.0, 60.0, 7, 1, 2, 3),
    ]
    assert middle(runs) == Figures(2.0, 2.0, 60.0, 7, 1, 2, 3)


def test_what_a_build_writes_anew_is_counted_and_documents_are_not(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    for name in ("site/old.html", "docs/one.md"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text("old")
    write = "from pathlib import Path; Path('site/new.html').write_text('new!'); Path('docs/two.md').write_text('')"
    found = measured([sys.executable, "-c", write], folder)
    assert (found.files, found.size, found.written, found.written_size) == (2, 7, 1, 4)
    assert found.seconds > 0 and found.cpu > 0 and found.memory > 1


def test_a_build_that_fails_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    with pytest.raises(BuildError, match=r"^exit code 3: no theme$"):
        measured([sys.executable, "-c", "print('begun'); print('no theme'); raise SystemExit(3)"], tmp_path / "build")


def test_an_edit_changes_one_number_of_the_running_cycle() -> None:
    for run in range(30):
        ((path, text),) = scenarios.edited(SIZE, run)
        before = dict(organisation.files(SIZE))[path].splitlines()
        assert path.endswith("/2020-q4.md") and not path.startswith("company")
        assert sum(old != new for old, new in zip(before, text.splitlines(), strict=True)) == 1


def test_a_new_cycle_is_a_document_more_for_each_team_without_readings() -> None:
    documents = list(scenarios.begun(SIZE, 0))
    assert len(documents) == SIZE.teams
    assert not {path for path, _ in documents} & {path for path, _ in organisation.files(SIZE)}
    assert all("cycle: 2021-Q1" in text and "checkins" not in text for _, text in documents)


def test_a_missing_peer_is_named() -> None:
    nowhere = peers.Builder("nowhere", "material", module="no_such_module", program="no-such-program")
    found, missing = peers.seek([peers.OURS, peers.HUGO, nowhere], {"hugo": "/no/such/hugo"})
    assert [builder.builder.name for builder in found] == ["okrsite"]
    assert missing == ["hugo", "nowhere"]


def test_a_peer_is_used_where_it_is_said_to_be(tmp_path: Path) -> None:
    program = tmp_path / "hugo"
    program.write_text("#!/bin/sh\necho hugo v0.168.0-e27a+extended\n")
    program.chmod(0o755)
    ((found,), _) = peers.seek([peers.HUGO], {"hugo": str(program)})
    assert (found.command, found.version) == ((str(program), "--quiet"), "0.168.0")


def test_each_builder_has_a_project_and_hugo_its_own_name_for_a_start_page(tmp_path: Path) -> None:
    for builder in (peers.OURS, *peers.PEERS):
        folder = tmp_path / builder.name
        peers.prepare(builder, folder, SIZE.as_of)
        peers.put(builder, folder, organisation.files(Size(4, 1)))
        assert (folder / "docs" / builder.start).is_file()
        assert len(list(folder.glob("docs/*/2020-q1.md"))) == 4
    assert "as_of: 2020-11-14" in (tmp_path / "okrsite" / "mkdocs.yml").read_text()
    assert not (tmp_path / "hugo" / "docs" / "index.md").exists()


def test_history_comes_back_as_written_and_a_damaged_line_is_counted(tmp_path: Path) -> None:
    path, first = tmp_path / "new" / "history.jsonl", entry(Row(100, "okrsite", "cold", 1, figures(9.5)))
    records.append(path, first)
    with path.open("ab") as lines:
        lines.write(b'{"date": "2026-01-\xff\n[1]\n{}\n\n' + json.dumps({"rows": [{}]}).encode() + b"\n")
    records.append(path, first)
    assert records.read(path) == ([first, first], 4)
    assert records.read(tmp_path / "none.jsonl") == ([], 0)


def test_two_lines_of_history_are_drawn(tmp_path: Path) -> None:
    entries = [
        entry(Row(100, "okrsite", "cold", 1, figures(seconds)), Row(100, "plain", "cold", 1, figures(5.0)))
        for seconds in (9.0, 7.0)
    ]
    assert plot.series(entries, "okrsite", 100, "cold") == ([0, 1], [9.0, 7.0])
    assert plot.series(entries, "okrsite", 100, "warm") == ([], [])
    plot.draw(entries, tmp_path / "history.svg")
    assert "<svg" in (tmp_path / "history.svg").read_text()


def test_builds_are_compared_with_plain_and_hugo() -> None:
    rows = [
        Row(100, "okrsite", "cold", 1, figures(6.0)),
        Row(100, "plain", "cold", 1, figures(4.0)),
        Row(100, "okrsite", "edit", 1, figures(0.5)),
        Row(400, "okrsite", "cold", 1, figures(24.0)),
    ]
    said = tables.comparisons(rows)
    assert "100: cold 1.50 × plain's time" in said
    assert "100: edit 1/8.0 of plain's cold build" in said
    assert "100 to 400: okrsite grows with the power 1.00" in said
    assert len(tables.table(rows).splitlines()) == 5


def test_options_that_make_no_sense_are_told() -> None:
    for wrong in ("--size=3x2", "--size=12", "--peer=jekyll=/bin/true", "--peer=hugo"):
        done = subprocess.run([sys.executable, str(BENCH), wrong], capture_output=True, text=True)
        assert done.returncode == 2 and "write " in done.stderr, wrong
