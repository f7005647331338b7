"""Which configurations let a build of nothing new be skipped."""

from __future__ import annotations

from typing import Any

import pytest
from okrsite_mkdocs.repeatable import repeats

PLAIN = {"theme": {"name": "material"}, "plugins": ["search", {"okrsite": {}}]}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"plugins": {"search": {}, "okrsite": {}, "material/tags": {}}},
        {"markdown_extensions": ["toc", {"pymdownx.highlight": {"linenums": True}}, "markdown.extensions.tables"]},
        {"markdown_extensions": {"pymdownx.emoji": {"index": "name:material.extensions.emoji.twemoji"}}},
        {
            "markdown_extensions": [
                {"toc": {"slugify": ["object/apply:pymdownx.slugs.slugify", {"kwds": {"case": "lower"}}]}}
            ]
        },
    ],
)
def test_what_reads_only_files_that_we_know_repeats(more: dict[str, Any]) -> None:
    assert repeats({**PLAIN, **more})


@pytest.mark.parametrize(
    "more",
    [
        {"plugins": ["search", "okrsite", "macros"]},
        {"plugins": ["okrsite", {"git-revision-date-localized": {}}]},
        {"markdown_extensions": ["pymdownx.snippets"]},
        {"markdown_extensions": ["somebodys.extension"]},
        {"markdown_extensions": [{"pymdownx.superfences": {"format": "name:mine.fence"}}]},
        {"markdown_extensions": [{"toc": {"slugify": ["object/apply:mine.slugify", {"kwds": {}}]}}]},
        {"markdown_extensions": [{"pymdownx.emoji": {"options": {"custom_icons": ["icons"]}}}]},
        {"plugins": ["okrsite", {"search": {"jieba_dict": "words.txt"}}]},
        {"hooks": ["hook.py"]},
        {"theme": "readthedocs"},
    ],
)
def test_anything_else_is_built_each_time(more: dict[str, Any]) -> None:
    assert not repeats({**PLAIN, **more})
