"""What people install: everything is in the archives, and a site can be built with nothing else of ours."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest
from projects import Folder

ROOT = Path(__file__).parents[2]
SHELVES = {"okrsite": "okrsite", "plugins/okrsite_mkdocs": "okrsite_mkdocs", "theme/okrsite_theme": "okrsite_theme"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    out = tmp_path_factory.mktemp("dist")
    words = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def ours() -> set[str]:
    """Every file of ours, by its name in the wheel."""
    return {
        f"{name}/{file.relative_to(ROOT / shelf).as_posix()}"
        for shelf, name in SHELVES.items()
        for file in (ROOT / shelf).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def test_the_wheel_holds_every_file_and_nothing_else(archives: Path) -> None:
    (wheel,) = archives.glob("*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == ours()


def test_the_sdist_holds_templates_and_assets(archives: Path) -> None:
    (sdist,) = archives.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"pyproject.toml", "README.md", "LICENSE", "theme/okrsite_theme/assets/okr/okr.css"}
    assert wanted | {"theme/okrsite_theme/okr/objective.html", "plugins/okrsite_mkdocs/stub.md"} <= held


def test_a_site_is_built_with_what_is_installed(archives: Path, harbour: Folder, tmp_path: Path) -> None:
    (wheel,) = archives.glob("*.whl")
    place = tmp_path / "environment"
    python = place / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True)
    # Other distributions come from here, so that nothing has to be downloaded; ours comes from the wheel.
    own = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True, capture_output=True
    )
    shared = Path(own.stdout.decode().strip(), "shared.pth")
    shared.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    found = subprocess.run(
        [python, "-c", "import okrsite, okrsite_theme; print(okrsite.__file__, okrsite_theme.__file__)"],
        cwd=harbour.root,
        check=True,
        capture_output=True,
        text=True,
    )
    assert all(path.startswith(str(place)) for path in found.stdout.split())
    built = subprocess.run([place / "bin" / "okrsite", "build", "--strict"], cwd=harbour.root, capture_output=True)
    assert built.returncode == 0, built.stderr.decode()
    site = harbour.site()
    assert "assets/okr/okr.css" in site
    assert "Every ferry leaves on time" in harbour.page("okr/crew-1/index.html")
