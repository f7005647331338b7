"""Findings as they are shown: with a mark, their words, the place and the rule."""

from __future__ import annotations

import re

from msgspec import Struct

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.views.context import Context
from okrsite.views.parts import Bit, Paragraph, Ref, StatusMark
from okrsite.views.words import gettext as _

_CODE = re.compile(r"`([^`]+)`")
_MARKS = {
    Severity.ERROR: ("off_track", "Error"),
    Severity.WARNING: ("at_risk", "Warning"),
    Severity.NOTE: ("not_started", "Note"),
}


class Found(Struct, frozen=True):
    """One finding: what is wrong, how to mend it, where (with a link to edit it), and the rule that says so."""

    mark: StatusMark
    message: Paragraph
    hint: Paragraph
    place: Ref
    rule: Ref


def severity_mark(severity: Severity) -> StatusMark:
    """Return the mark of a severity: a shape that is known from statuses, with a word of its own."""
    key, word = _MARKS[severity]
    return StatusMark(key, _(word))


def words(text: str) -> Paragraph:
    """Return a message with what stands in backticks as code.

    >>> words("`owner` is missing")
    (Bit(text='owner', kind='code', base=''), Bit(text=' is missing', kind='', base=''))
    """
    pieces = _CODE.split(text)
    bits = (Bit(piece, "code" if at % 2 else "") for at, piece in enumerate(pieces))
    return tuple(bit for bit in bits if bit.text)


def found(context: Context, finding: Diagnostic) -> Found:
    """Return a finding as it is shown."""
    return Found(
        mark=severity_mark(finding.severity),
        message=words(sentence(finding.message)),
        hint=words(finding.hint or ""),
        place=place(context, finding),
        rule=Ref(f"{finding.code} {finding.name}", context.urls.rule(finding.code)),
    )


def place(context: Context, finding: Diagnostic) -> Ref:
    """Return the path and line of a finding, with a link to edit it there."""
    return Ref(f"{finding.where.path}:{finding.where.line}", context.edit(finding.where))


def sentence(message: str) -> str:
    """Return a message as a sentence of its own.

    >>> sentence("last check-in is old"), sentence("`x` is empty.")
    ('Last check-in is old.', '`x` is empty.')
    """
    text = message[:1].upper() + message[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."
