"""The page about commands names every command with every option, and no text names one that does not exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import click
import pytest

from okrsite.cli.main import COMMANDS, commands
from okrsite.cli.new import Drafts

CONTEXT = click.Context(commands, info_name="okrsite")
_NAMED = re.compile(r"(?<![\w/.-])okrsite +(?P<words>[a-z][^\n`]*)")
_OPTION = re.compile(r"(?<![\w-])(--?[a-z][a-z-]*)")


def command(name: str) -> click.Command:
    found = commands.get_command(CONTEXT, name)
    assert found
    return found


def params_of(one: click.Command) -> list[click.Option]:
    """The options of a command, or those of all commands below it."""
    below = (
        [one.get_command(CONTEXT, name) for name in one.list_commands(CONTEXT)] if isinstance(one, Drafts) else [one]
    )
    return [option for each in below if each for option in each.params if isinstance(option, click.Option)]


def options_of(one: click.Command) -> set[str]:
    return {spelled for option in params_of(one) for spelled in option.opts}


def options_in(tables: list[Any]) -> set[str]:
    cells = [row[0] for table in tables if table.titles[0] == "Option" for row in table.rows]
    assert len(cells) == len(set(cells))
    return {option for cell in cells for option in re.findall(r"`(--?[\w-]+)", cell)}


def test_every_command_has_a_section_and_every_section_a_command(guide: Callable[[str], Any]) -> None:
    headings = re.findall(r"^## okrsite (\w+)$", guide("commands").text, re.MULTILINE)
    assert headings == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_guide_names_every_option_and_no_other(name: str, guide: Callable[[str], Any]) -> None:
    tables = [table for table in guide("commands").tables() if table.section == f"okrsite {name}"]
    assert options_in(tables) == options_of(command(name))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_guide_names_every_word_that_an_option_takes(name: str, guide: Callable[[str], Any]) -> None:
    rows = {
        option: row[0]
        for table in guide("commands").tables()
        if table.section == f"okrsite {name}"
        for row in table.rows
        for option in re.findall(r"`(--[\w-]+)", row[0])
    }
    for option in params_of(command(name)):
        if isinstance(option.type, click.Choice):
            assert "/".join(option.type.choices) in rows[option.opts[-1]]


def test_options_of_the_command_itself_are_named(guide: Callable[[str], Any]) -> None:
    tables = [table for table in guide("commands").tables() if table.section == "Commands"]
    assert options_in(tables) == options_of(commands) | {"-h", "--help"}


def named_commands(page: Any) -> Iterator[tuple[str, set[str]]]:
    """Each command with its options, wherever the page names one in code."""
    code = [block.text for block in page.blocks() if block.info in ("console", "yaml", "sh")]
    code += re.findall(r"`(okrsite [^`]+)`", page.prose())
    for text in code:
        for found in _NAMED.finditer(text):
            name, *rest = found["words"].split()
            yield name, set(_OPTION.findall(" ".join(rest).split("#")[0]))


def test_no_text_names_a_command_or_an_option_that_does_not_exist(our_page: Any) -> None:
    for name, options in named_commands(our_page):
        assert name in COMMANDS, f"{our_page.name}: okrsite {name}"
        assert options <= options_of(command(name)) | {"-h", "--help"}, f"{our_page.name}: okrsite {name}"
