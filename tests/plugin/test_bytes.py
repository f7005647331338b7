"""The same input makes the same bytes: whoever builds, wherever and whenever."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import CONFIG, DOCS, Folder, tree

from okrsite.publish.shared import WORTH_IT

PAGES = {"mkdocs.yml": CONFIG + "site_url: https://okr.test/\n", "docs/guide.md": "# Guide\n\nWords.\n"}

LATER = """
import datetime, sys, time
from mkdocs import utils
from okrsite.publish import as_of

class Tomorrow(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.now(tz) + datetime.timedelta(days=1, hours=3)

utils.datetime = as_of.datetime = Tomorrow
clock = time.time
time.time = lambda: clock() + 97200
from mkdocs.__main__ import cli
cli(["build", "-q"])
"""


def test_mkdocs_and_okrsite_write_the_same(harbour: Folder) -> None:
    harbour.write(PAGES)
    first = harbour.okrsite("build", "--site-dir", "ours")
    second = harbour.mkdocs("build", "--strict")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert tree(harbour.root / "ours") == harbour.site()


def test_pages_written_by_several_processes_are_the_same(harbour: Folder) -> None:
    objectives = (
        f"  - id: MANY-{n}\n    objective: Aim {n}\n    owner: a-lead\n    key_results:\n"
        f"      - {{id: .kr, key_result: Reach {n}, owner: a-lead, baseline: 0, target: 100, current: {n}}}\n"
        for n in range(WORTH_IT)
    )
    harbour.write(
        {
            **PAGES,
            "docs/many.md": "---\nokr: objectives\nteam: company\ncycle: 2026-Q3\nobjectives:\n"
            + "".join(objectives)
            + "---\n",
        }
    )
    ours, theirs = harbour.okrsite("build", "--site-dir", "ours"), harbour.mkdocs("build")
    assert (ours.returncode, theirs.returncode) == (0, 0), ours.stderr + theirs.stderr
    assert tree(harbour.root / "ours") == harbour.site()
    assert len(harbour.site()) > 2 * WORTH_IT


def test_a_warm_cache_changes_nothing(harbour: Folder) -> None:
    harbour.write(PAGES).build()
    cold = harbour.site()
    assert (harbour.root / ".cache" / "okrsite").is_dir()
    harbour.build()
    assert harbour.site() == cold


@pytest.mark.slow
@pytest.mark.parametrize("place", ["elsewhere", "with space/and ünïcode"])
def test_folder_zone_locale_and_clock_change_nothing(harbour: Folder, tmp_path: Path, place: str) -> None:
    harbour.write(PAGES).build()
    other = Folder(tmp_path / place, {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"})
    other.write({**DOCS, **PAGES})
    done = other.run_code(LATER)
    assert done.returncode == 0, done.stderr
    assert other.site() == harbour.site()


def test_nothing_is_loaded_from_elsewhere(harbour: Folder) -> None:
    harbour.write({"docs/guide.md": "# Guide\n"}).build()
    for name, content in harbour.site().items():
        if name.endswith(".html"):
            page = content.decode()
            for tag in ('src="http', '<link rel="stylesheet" href="http', "<style", 'style="'):
                assert tag not in page.partition('<div class="okr"')[2], (name, tag)
            assert 'src="http' not in page, name
