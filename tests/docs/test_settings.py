"""The page about the configuration names every setting with its default, and its examples are sound."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from okrsite.diagnostics import Where
from okrsite.settings import KEYS, PATHS, Settings, read_settings

WHERE = Where("mkdocs.yml")


def settings_in(page: Any) -> dict[str, tuple[str, str]]:
    """Default and meaning of each setting, by its name."""
    rows = [row for table in page.tables() if table.titles[0] == "Setting" for row in table.rows]
    assert len(rows) == len({row[0] for row in rows})
    return {row[0].strip("`"): (row[1].strip("`"), row[2]) for row in rows}


def test_the_guide_names_every_setting_and_no_other(guide: Callable[[str], Any]) -> None:
    assert set(settings_in(guide("configuration"))) == set(KEYS)


def test_defaults_are_those_of_the_guide(guide: Callable[[str], Any]) -> None:
    for key, (default, _) in settings_in(guide("configuration")).items():
        first, _, second = key.partition(".")
        value = yaml.safe_load(default)
        settings, faults = read_settings({first: {second: value}} if second else {first: value}, WHERE)
        assert not faults, key
        assert settings == Settings(), key


def test_every_folder_that_can_be_renamed_is_named(guide: Callable[[str], Any]) -> None:
    _, meaning = settings_in(guide("configuration"))["paths"]
    assert all(f"`{folder}`" in meaning for folder in PATHS)


def test_every_configuration_that_is_shown_is_sound(our_page: Any) -> None:
    for block in our_page.blocks():
        if block.info == "yaml" and not block.is_document and "okrsite:" in block.text:
            written = yaml.safe_load(block.text)
            for plugin in written["plugins"]:
                if isinstance(plugin, dict) and "okrsite" in plugin:
                    _, faults = read_settings(plugin["okrsite"], WHERE)
                    assert not faults, f"{our_page.name}:{block.line}: {faults}"
