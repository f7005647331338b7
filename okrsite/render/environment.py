"""The Jinja environment of our templates: the usual one, its hottest calls cut short.

A site has thousands of pages, each of a dozen imports, some hundred calls of macros and a thousand texts to
escape. What Jinja does for every import, callable and object, our templates, macros and texts don't need.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping, Sequence
from functools import partial
from itertools import repeat
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from okrsite.render.compiled import Compiled

_special = re.compile("[&<>\"']").search
_COMPILED = Compiled()
# What Markup() does for a text, without asking whether it is one.
_markup = partial(str.__new__, Markup)


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
    """A context that calls our macros and words straight away when they get arguments by position only."""

    def call(self, called: Any, /, *args: Any, _loop_vars: Any = None, _block_vars: Any = None, **named: Any) -> Any:
        kind = type(called)
        if kind is Macro and not (named or called.caller or called.catch_kwargs or called.catch_varargs):
            left = len(called.arguments) - len(args)
            if left >= 0:
                return _markup(called._func(*args, *repeat(missing, left)) if left else called._func(*args))
        elif kind is FunctionType and not (named or hasattr(called, "jinja_pass_arg")):
            return called(*args)
        return super().call(called, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **named)


class _Template(Template):
    """A template whose expressions are escaped by `shown`, and which is the same wherever it is imported."""

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

    def _get_default_module(self, ctx: Context | None = None) -> Any:
        # All globals are the environment's, so none of `ctx` can be new to this template.
        return super()._get_default_module()


class _Environment(Environment):
    """An environment that looks for a template once."""

    context_class = _Context
    template_class = _Template

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._found: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        if isinstance(name, Template) or globals:
            return super().get_template(name, parent, globals)
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = super().get_template(name, parent)
        return found


def environment_for(folders: Sequence[Path]) -> Environment:
    """Return the environment of the templates in `folders`, the first of which wins; all output is escaped."""
    return _Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        bytecode_cache=_COMPILED,
        undefined=StrictUndefined,
        trim_blocks=True,
        auto_reload=False,
    )
