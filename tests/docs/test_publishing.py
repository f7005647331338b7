"""The recipes for continuous integration are sound YAML that runs our own commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml


def scripts(value: Any) -> list[str]:
    """Every command line in a recipe."""
    if isinstance(value, dict):
        found = [value[key] for key in ("run", "script") if key in value]
        lines = [line for one in found for line in ([one] if isinstance(one, str) else one)]
        return lines + [line for inner in value.values() for line in scripts(inner)]
    return [line for inner in value for line in scripts(inner)] if isinstance(value, list) else []


def recipes_of(guide: Callable[[str], Any]) -> list[Any]:
    return [block for block in guide("publishing").blocks() if block.info == "yaml"]


def test_recipes_check_and_publish(guide: Callable[[str], Any]) -> None:
    recipes = [block for block in recipes_of(guide) if block.section in ("GitHub", "GitLab")]
    assert [block.section for block in recipes] == ["GitHub", "GitLab"]
    for block in recipes:
        lines = scripts(yaml.safe_load(block.text))
        assert {"pip install okrsite", "okrsite check"} <= set(lines)
        assert any(line.startswith("okrsite build") for line in lines)


def test_recipes_build_by_today_when_they_are_scheduled(guide: Callable[[str], Any]) -> None:
    for block in recipes_of(guide):
        if block.section in ("GitHub", "GitLab"):
            assert "schedule" in block.text and "today" in block.text


def test_recipes_tell_what_a_pull_request_changes_with_all_of_the_history(guide: Callable[[str], Any]) -> None:
    recipes = [block for block in recipes_of(guide) if block.section == "What a pull request changes"]
    assert len(recipes) == 2
    for block in recipes:
        recipe = yaml.safe_load(block.text)
        assert any(line.startswith("okrsite diff") and "--format markdown" in line for line in scripts(recipe))
        assert "fetch-depth: 0" in block.text or "GIT_DEPTH: 0" in block.text
