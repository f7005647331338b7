"""Plain text as Markdown that shows it as it is, whatever the site's Markdown knows beside the usual."""

from __future__ import annotations

import re

_ACTIVE = re.compile(
    r"`|\*(?=\S)|(?<=\S)\*|\\(?=[!-/:-@\[-`{-~])"
    r"|\[(?=\[|\^|[ xX]\])|(?<=\[)\[|\](?=[(\[:])|\{(?=[{%#:])|(?<=\{)\{"
)
_LINES = re.compile(r"(?<!_)_+(?!_)")
_OPENS = re.compile(r"(?m)^(\s*)(#|>|[-+*](?=[-+\s]|$)|!(?=!!)|\d+(?=[.)]\s))")
_RULED = re.compile(r"(?m)^(\s*)([=:?](?=[=?\s]|$))|(~)(?=~)")
_ENTITY = re.compile(r"&(?=#|\w+;)")


def escaped(text: str) -> str:
    r"""Plain text as Markdown that shows it as it is.

    >>> escaped("Grow *fast*, see <b> and snake_case"), escaped("{{ x }} [[ID]]")
    ('Grow \\*fast\\*, see &lt;b> and snake_case', '\\{\\{ x }} \\[\\[ID]]')
    >>> escaped("# 1"), escaped("1. go"), escaped("-5%"), escaped("&amp;")
    ('\\# 1', '1\\. go', '-5%', '&amp;amp;')
    """
    inner = _ENTITY.sub("&amp;", text).replace("<", "&lt;")
    inner = _ACTIVE.sub(lambda found: f"\\{found[0]}", inner)
    inner = _LINES.sub(_line, inner)
    inner = _OPENS.sub(lambda found: f"{found[1]}{_opening(found[2])}", inner)
    # A backslash before these would be shown.
    return _RULED.sub(lambda found: f"{found[1] or ''}&#{ord(found[2] or found[3])};", inner)


def _line(found: re.Match[str]) -> str:
    """Underscores, of which those are harmless that stand within a word or all by themselves."""
    before, behind = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    within = before.isalnum() and behind.isalnum()
    alone = not before.strip() and not behind.strip()
    return found[0] if within or alone else "\\_" * len(found[0])


def _opening(sign: str) -> str:
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"
