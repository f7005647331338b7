"""Reading `mkdocs.yml` without MkDocs."""

from __future__ import annotations

from pathlib import Path

import pytest

from okrsite.diagnostics import Where
from okrsite.errors import ConfigError
from okrsite.publish.project import Project, find_config, read_project


def project(folder: Path, text: str) -> Project:
    file = folder / "mkdocs.yml"
    file.write_text(text, encoding="utf-8")
    return read_project(file)


def uris(of: Project) -> list[str]:
    return [file.uri for file in of.documents()]


def test_tags_of_the_host_are_passed_over(tmp_path: Path) -> None:
    found = project(
        tmp_path,
        "site_name: A\nmarkdown_extensions:\n  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
        "      options: !!python/object/apply:some.thing {kwds: {a: 1}}\n"
        "watch: !relative $docs_dir\nplugins: [okrsite]\n",
    )
    assert (found.name, found.configured, found.options) == ("A", True, {})


def test_variables_of_the_environment_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKR_GRACE", "7")
    found = project(
        tmp_path,
        "site_name: !ENV [NOT_SET_AT_ALL, Harbour]\nsite_url: !ENV NOT_SET_AT_ALL\n"
        "plugins:\n  - okrsite: {grace: !ENV OKR_GRACE}\n",
    )
    assert (found.name, found.url, found.settings()[0].grace) == ("Harbour", None, 7)


def test_a_configuration_nested_beyond_reason_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nested deeper than 50 levels"):
        project(tmp_path, "extra: " + "[" * 50_000)


def test_settings_that_are_no_keys_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="holds no settings"):
        project(tmp_path, "plugins:\n  - okrsite: hello\n")


def test_what_is_inherited_is_merged(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("site_name: Base\ndocs_dir: words\nplugins:\n  okrsite:\n    gracious: 3\n")
    found = project(tmp_path, "INHERIT: base.yml\nsite_name: Own\n")
    assert (found.name, found.docs_dir) == ("Own", tmp_path / "words")
    assert found.settings()[1][0].where == Where("base.yml", 5, 5)


def test_inheriting_in_a_circle_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="inherits from itself"):
        project(tmp_path, "INHERIT: mkdocs.yml\n")


@pytest.mark.parametrize(
    "plugins",
    [
        "plugins:\n  - search\n  - okrsite:\n      grace: soon\n",
        "plugins:\n  search: {}\n  okrsite:\n      grace: soon\n",
    ],
)
def test_a_fault_is_at_the_line_of_its_key(tmp_path: Path, plugins: str) -> None:
    (fault,) = project(tmp_path, plugins).settings()[1]
    assert (fault.name, fault.where.line, fault.where.column) == ("invalid-setting", 4, 7)


def test_a_nested_fault_is_at_its_own_line(tmp_path: Path) -> None:
    (fault,) = project(tmp_path, "plugins:\n- okrsite:\n    cycles:\n      fiscal_year_start: 13\n").settings()[1]
    assert (fault.where.line, fault.where.column) == (4, 7)


def test_two_named_cycles_never_share_an_address(tmp_path: Path) -> None:
    named = "      named:\n        Big Launch: [2026-02-01, 2026-04-15]\n        big-launch: [2026-05-01, 2026-06-30]\n"
    settings, (fault,) = project(tmp_path, f"plugins:\n- okrsite:\n    cycles:\n{named}").settings()
    assert (fault.name, fault.severity, fault.where) == ("invalid-setting", "error", Where("mkdocs.yml", 4, 7))
    assert "`Big Launch` and `big-launch`" in fault.message
    assert fault.hint == "Correct `cycles.named` in the configuration."
    assert settings.named_cycles == {}


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    found = project(tmp_path, "plugins:\n- okrsite:\n    grace: soon\n    cadence: daily\n    rot: 1\n")
    assert [fault.where.line for fault in found.settings()[1]] == [3, 4, 5]


def test_the_repository_is_the_hosts_unless_ours_is_named(tmp_path: Path) -> None:
    assert project(tmp_path, "repo_url: https://a.example\n").settings()[0].repository.url == "https://a.example"
    own = "repo_url: https://a.example\nplugins: [{okrsite: {repository: {url: https://b.example}}}]\n"
    assert project(tmp_path, own).settings()[0].repository.url == "https://b.example"


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("edit_uri: edit/main/docs/\n", "edit/main/"),
        ("edit_uri: edit/main/okr/content\ndocs_dir: content\n", "edit/main/okr/"),
        ("edit_uri: edit/main/\n", None),
        ("edit_uri: edit/main/mydocs/\n", None),
        ("edit_uri: ''\n", ""),
        ("", None),
    ],
)
def test_what_the_host_edits_is_cut_off_before_the_folder_of_documents(tmp_path: Path, text: str, edit: str) -> None:
    assert project(tmp_path, f"repo_url: https://a.example\n{text}").settings()[0].repository.edit == edit


@pytest.mark.parametrize("text", ["a: [", "- a list\n", "a: 1\n a: 2\n", "[" * 2000, "\x00"])
def test_a_broken_file_is_a_matter_of_configuration(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match=r"mkdocs\.yml"):
        project(tmp_path, text)


def test_an_empty_file_has_the_defaults(tmp_path: Path) -> None:
    found = project(tmp_path, "")
    assert (found.docs_dir, found.site_dir, found.configured) == (tmp_path / "docs", tmp_path / "site", False)


def test_a_missing_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match=r"`mkdocs\.yml`"):
        find_config(None)


def test_documents_are_those_that_the_host_publishes(tmp_path: Path) -> None:
    for name in ("a.md", "README.md", "index.md", "b/README.md", ".hidden.md", "templates/t.md", "c.txt", "b/x.mkd"):
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).write_text("x")
    assert uris(project(tmp_path, "")) == ["a.md", "index.md", "b/README.md", "b/x.mkd"]


def test_patterns_leave_documents_out(tmp_path: Path) -> None:
    for name in ("a.md", "draft.md", "old/a.md", "old/kept.md", ".nav.md"):
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).write_text("x")
    found = project(tmp_path, "exclude_docs: |\n  old/*\n  !kept.md\n  !.nav.md\ndraft_docs: draft.md\n")
    assert sorted(uris(found)) == [".nav.md", "a.md", "old/kept.md"]


def test_a_missing_folder_of_documents_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="`docs` does not exist"):
        list(project(tmp_path, "").documents())
