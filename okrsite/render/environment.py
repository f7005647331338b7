"""The Jinja environment of our templates: the usual one, its two hottest calls cut short.

A site has thousands of pages, each of some hundred calls of macros and a thousand texts to escape. What Jinja
does for every callable and for every object, plain macros and plain texts don't need.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping, Sequence
from itertools import repeat
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

_special = re.compile("[&<>\"']").search


def shown(value: object) -> str:
    """Return a value as HTML: markup as it is, everything else escaped.

    >>> shown(Markup("<b>")), shown("a < b"), shown(7)
    (Markup('<b>'), Markup('a &lt; b'), Markup('7'))
    """
    kind = type(value)
    if kind is Markup or (kind is str and not _special(value)):  # type: ignore[call-overload]
        return value  # type: ignore[return-value]  # a text in both cases
    return escape(value)


class _Context(Context):
    """A context that calls a macro straight away when it gets arguments by position and nothing else."""

    def call(
        self, called: Callable[..., Any], /, *args: Any, _loop_vars: Any = None, _block_vars: Any = None, **named: Any
    ) -> Any:
        if type(called) is Macro and not named:
            left = len(called.arguments) - len(args)
            if left >= 0 and not (called.caller or called.catch_kwargs or called.catch_varargs):
                return Markup(called._func(*args, *repeat(missing, left)) if left else called._func(*args))
        return super().call(called, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **named)


class _Template(Template):
    """A template whose expressions are escaped by `shown`."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        made = super().from_code(environment, code, globals, uptodate)
        made.root_render_func.__globals__["escape"] = shown
        return made


class _Environment(Environment):
    context_class = _Context
    template_class = _Template


def environment_for(folders: Sequence[Path]) -> Environment:
    """Return the environment of the templates in `folders`, the first of which wins; all output is escaped."""
    return _Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        auto_reload=False,
    )
