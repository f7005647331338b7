"""The command `okrsite`: a table of commands, each loaded only when it is used."""

from __future__ import annotations

import atexit
import gc
import os
import re
import sys
import threading
from importlib import import_module
from keyword import iskeyword
from typing import Any, NoReturn

import click

from okrsite import __version__
from okrsite.errors import OkrsiteError

COMMANDS = {
    "init": "Make a new repository that builds, checks and publishes at once.",
    "build": "Build the site; a failed build leaves the last good one as it was.",
    "serve": "Serve the site on this machine and rebuild it at every change.",
    "check": "List every finding in the documents, with its line and a hint.",
    "rules": "Say what a rule means, why, and how to mend what it finds.",
    "status": "Show the state of play in the terminal.",
    "checkin": "Record a reading: one line in the file where it belongs, and nothing else changed.",
    "close": "Close a cycle: final scores, retrospectives to write, drafts of what goes on, and the seal.",
    "new": "Begin a document with what is known already: an objective, a check-in, a review, and more.",
    "import": "Turn files in which people keep their OKRs into documents.",
    "diff": "Tell what a change does: targets moved first, then scores, statuses and findings.",
    "export": "Write all data of all cycles.",
}
"""Each command with what it does; it lives in the module of its name."""

_NO_TEXT = re.compile("[\ud800-\udfff]")  # bytes of an argument that are no UTF-8 arrive as these


class Commands(click.Group):
    """A group that knows its commands by name before it loads any of them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; one that is no text can only be the name of a file that is there."""
        for word in args:
            if _NO_TEXT.search(word) and not os.path.lexists(word):
                raise click.UsageError(f"`{_NO_TEXT.sub(chr(0xFFFD), word)}` is no text in UTF-8.", ctx)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, loaded now."""
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = import_module(f"okrsite.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table without loading anything."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; a near miss is suggested."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from okrsite.diagnostics import nearest

            close = nearest(args[0], COMMANDS)
            hint = f" Did you mean `{close}`?" if close else ""
            raise click.UsageError(f"there is no command `{args[0]}`.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what cannot be done ends in a sentence."""
        try:
            return super().invoke(ctx)
        except OkrsiteError as error:
            _tell(error)
            ctx.exit(error.exit_code)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def commands() -> None:
    """Publish objectives and key results from Markdown files in git."""


def _tell(error: OkrsiteError) -> None:
    """Write the sentence and the hint to standard error."""
    click.secho("okrsite: ", fg="red", bold=True, nl=False, err=True)
    click.echo(_harmless(error.message), err=True)
    if error.hint:
        click.echo(f"hint: {_harmless(error.hint)}", err=True)


def _harmless(text: str) -> str:
    """A sentence, or lines of them, without anything that a terminal would take for a command."""
    from okrsite.cli.findings import printable

    return "\n".join(printable(line) for line in text.split("\n"))


def main() -> None:
    """Run the command line."""
    gc.disable()  # nearly all that a command makes stays until its end; `serve` turns it on again
    try:
        commands(prog_name="okrsite")
    except SystemExit as leaving:
        _leave(leaving)
    except OSError as error:
        if error.filename is not None:
            raise
        _tell(OkrsiteError(f"the output cannot be written: {error.strerror}"))
        os._exit(OkrsiteError.exit_code)


def _leave(leaving: SystemExit) -> NoReturn:
    """End at once where all is written: giving back each object first takes a sixth of a short command."""
    if not isinstance(leaving.code, int) or threading.active_count() > 1:
        raise leaving
    atexit._run_exitfuncs()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        raise leaving from None  # Python knows what to say of a stream that can't be written
    os._exit(leaving.code)
