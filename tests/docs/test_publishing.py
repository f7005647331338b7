"""The recipes for continuous integration are what their hosts take, and run our own commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

VENDORED = files("check_jsonschema") / "builtin_schemas" / "vendor"


def schema(name: str) -> Any:
    """The schema of a host's own kind of file, from SchemaStore."""
    return json.loads((VENDORED / f"{name}.json").read_text("utf-8"))


def scripts(value: Any) -> list[str]:
    """Every command line in a recipe."""
    if isinstance(value, dict):
        found = [value[key] for key in ("run", "script") if key in value]
        lines = [line for one in found for line in ([one] if isinstance(one, str) else one)]
        return lines + [line for inner in value.values() for line in scripts(inner)]
    return [line for inner in value for line in scripts(inner)] if isinstance(value, list) else []


def recipes_of(guide: Callable[[str], Any], *sections: str) -> list[Any]:
    return [block for block in guide("publishing").blocks() if block.info == "yaml" and block.section in sections]


def is_workflow(block: Any) -> bool:
    return "jobs:" in block.text


@pytest.mark.parametrize(
    ("section", "host"), [("GitHub", is_workflow), ("GitLab", lambda block: not is_workflow(block))]
)
def test_recipes_stand_below_their_host(guide: Callable[[str], Any], section: str, host: Callable[[Any], bool]) -> None:
    assert all(host(block) for block in recipes_of(guide, section))


def test_recipes_fit_the_schemas_of_their_hosts(guide: Callable[[str], Any]) -> None:
    recipes = recipes_of(guide, "GitHub", "GitLab", "What a pull request changes")
    assert [is_workflow(block) for block in recipes] == [True, True, False, True, False]
    for block in recipes:
        recipe = {"on" if key is True else key: value for key, value in yaml.safe_load(block.text).items()}
        name = "github-workflows" if is_workflow(block) else "gitlab-ci"
        jsonschema.validators.validator_for(schema(name))(schema(name)).validate(recipe)


@pytest.mark.parametrize(("name", "host"), [("github", "github-workflows"), ("gitlab", "gitlab-ci")])
def test_what_init_writes_fits_the_schema_of_its_host(name: str, host: str) -> None:
    text = (files("okrsite.authoring.starter") / "files" / "ci" / f"{name}.yml").read_text("utf-8")
    recipe = {"on" if key is True else key: value for key, value in yaml.safe_load(text).items()}
    jsonschema.validators.validator_for(schema(host))(schema(host)).validate(recipe)


def test_recipes_check_and_publish(guide: Callable[[str], Any]) -> None:
    for section in ("GitHub", "GitLab"):
        lines = scripts(yaml.safe_load(recipes_of(guide, section)[0].text))
        assert "pip install okrsite" in lines
        assert any(line.startswith(f"okrsite check --format {section.lower()}") for line in lines)
        assert any(line.startswith("okrsite build") for line in lines)


def test_a_report_of_findings_is_kept_though_the_check_fails(guide: Callable[[str], Any]) -> None:
    scan = yaml.safe_load(recipes_of(guide, "GitHub")[1].text)["jobs"]["scan"]["steps"]
    (upload,) = [step for step in scan if "upload-sarif" in step.get("uses", "")]
    assert upload["if"] == "always()"
    assert f"okrsite check --format sarif > {upload['with']['sarif_file']}" in scripts(scan)
    check = yaml.safe_load(recipes_of(guide, "GitLab")[0].text)["check"]
    assert check["artifacts"]["when"] == "always"
    assert check["script"][1].endswith(f"> {check['artifacts']['reports']['codequality']}")


def test_recipes_build_by_today_when_they_are_scheduled(guide: Callable[[str], Any]) -> None:
    for section in ("GitHub", "GitLab"):
        text = recipes_of(guide, section)[0].text
        assert "schedule" in text and "today" in text


def test_recipes_tell_what_a_pull_request_changes_with_all_of_the_history(guide: Callable[[str], Any]) -> None:
    recipes = recipes_of(guide, "What a pull request changes")
    assert len(recipes) == 2
    for block in recipes:
        recipe = yaml.safe_load(block.text)
        assert any(line.startswith("okrsite diff") and "--format markdown" in line for line in scripts(recipe))
        assert "fetch-depth: 0" in block.text or "GIT_DEPTH: 0" in block.text


def test_hooks_in_the_guide_are_those_that_we_ship(guide: Callable[[str], Any], own_manifest: list[Any]) -> None:
    (block,) = [block for block in guide("checking").blocks() if block.section == "Before a commit"]
    (repository,) = yaml.safe_load(block.text)["repos"]
    shipped = {hook["id"]: hook for hook in own_manifest}
    for hook in repository["hooks"]:
        same = {key: hook[key] for key in ("name", "entry", "language", "require_serial")}
        assert same == {key: shipped[hook["id"]][key] for key in same}
    assert len(repository["hooks"]) == len(shipped)


@pytest.fixture
def own_manifest() -> list[Any]:
    """The hooks in our manifest."""
    return list(yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text("utf-8")))
