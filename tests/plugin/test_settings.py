"""Settings below the plugin's name: our own reader is the only one, and tells all faults with their lines."""

from __future__ import annotations

import pytest
from projects import CONFIG, Folder

from okrsite.errors import ConfigError

WRONG = CONFIG + "      grace: soon\n      cadense: weekly\n      rules: {ignore: [no-such-rule]}\n"


def test_mkdocs_tells_every_fault_with_its_line(harbour: Folder) -> None:
    done = harbour.write({"mkdocs.yml": WRONG}).mkdocs("build")
    assert done.returncode == 1
    said = " ".join(done.stderr.split())
    for part in ("mkdocs.yml:9:7: OKR902", "mkdocs.yml:10:7: OKR901", "Did you mean `cadence`?", "`no-such-rule`"):
        assert part in said, part


def test_the_host_refuses_a_faulty_configuration(harbour: Folder) -> None:
    with pytest.raises(ConfigError, match=r"mkdocs\.yml:9:7: OKR902"):
        harbour.write({"mkdocs.yml": WRONG}).build()


def test_a_configuration_without_the_plugin_is_refused(harbour: Folder) -> None:
    with pytest.raises(ConfigError, match="does not name the plugin"):
        harbour.write({"mkdocs.yml": CONFIG.partition("  - okrsite")[0]}).build()


def test_a_setting_of_later_is_a_note(harbour: Folder) -> None:
    outcome = harbour.write({"mkdocs.yml": CONFIG + "      inventories: []\n"}).build(strict=True)
    assert outcome.failure is None
    assert [finding.name for finding in outcome.findings if finding.code >= "OKR9"] == ["unknown-setting"]


def test_the_plugin_needs_no_settings(harbour: Folder) -> None:
    bare = CONFIG.partition("  - okrsite")[0] + "  - okrsite\n"
    assert harbour.write({"mkdocs.yml": bare}).build().failure is None


def test_plugins_may_be_a_mapping(harbour: Folder) -> None:
    mapping = CONFIG.replace("  - search\n  - okrsite:\n      as_of", "  search: {}\n  okrsite:\n      as_of")
    assert harbour.write({"mkdocs.yml": mapping}).build().failure is None
