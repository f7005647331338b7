"""The same input makes the same bytes: whoever builds, wherever and whenever."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import CONFIG, DOCS, Folder, tree

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
