"""Questions of a draft, answered by options or asked on a terminal."""

from __future__ import annotations

import sys

import click

from okrsite.authoring.drafts.conversation import Begun, Kind, Occasion, Question
from okrsite.cli.findings import printable
from okrsite.errors import OkrsiteError

_LISTED = 12


def is_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin is not None and sys.stdin.isatty()  # there is none where it was closed


def converse(kind: Kind, occasion: Occasion) -> Begun:
    """What comes of a conversation; a usage error that names every option that a script lacks."""
    missing: list[str] = []
    conversation = kind.begin(occasion)
    try:
        question = next(conversation)
        while True:
            question = conversation.send(_answer(question, occasion, missing))
    except StopIteration as done:
        begun: Begun = done.value
    except OkrsiteError:
        if not missing:
            raise
    if missing:
        options = ", ".join(f"'--{name}'" for name in dict.fromkeys(missing))
        raise click.UsageError(f"Missing option {options}; on a terminal `okrsite new {kind.name}` asks for it.")
    return begun


def _answer(question: Question, occasion: Occasion, missing: list[str]) -> str:
    given = occasion.given.get(question.option.replace("-", "_"))
    if isinstance(given, str) and given.strip():
        objection = question.objection(given)
        if objection:
            raise click.UsageError(f"--{question.option}: {objection}")
        return given.strip()
    if occasion.asking:
        return _prompted(question)
    if question.default is None and not question.optional:
        missing.append(question.option)
        return question.choices[0] if question.choices else "x"
    return question.default or ""


def _prompted(question: Question) -> str:
    """The answer of somebody at a terminal; asked again until it will do."""

    def read(answer: str) -> str:
        answer = answer.strip()
        choice = next((one for one in question.choices if one.lower() == answer.lower()), None)
        if question.choices and choice is None and answer:
            raise click.UsageError(f"`{printable(answer)}` is none of {', '.join(question.choices)}.")
        if not answer and not question.optional:
            raise click.UsageError("This has to be said.")
        objection = question.objection(answer) if answer else None
        if objection:
            raise click.UsageError(objection)
        return choice or answer

    listed = f" ({', '.join(question.choices)})" if 0 < len(question.choices) <= _LISTED else ""
    default = question.default or ("" if question.optional else None)
    text = printable(question.text) + printable(listed)
    answer: str = click.prompt(text, default, value_proc=read, show_default=bool(default), err=True)
    return answer
