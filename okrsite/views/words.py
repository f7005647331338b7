"""Every word that the site shows of its own passes through here, so that it can be translated.

The words never follow the machine's locale: a site has to come out the same everywhere.
"""

from __future__ import annotations

from gettext import NullTranslations

_TRANSLATIONS = NullTranslations()


def gettext(message: str) -> str:
    """Return `message` in the site's language."""
    return _TRANSLATIONS.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form for `number`, with `{n}` in it filled in.

    >>> ngettext("{n} key result", "{n} key results", 1), ngettext("{n} key result", "{n} key results", 4)
    ('1 key result', '4 key results')
    """
    return _TRANSLATIONS.ngettext(singular, plural, number).replace("{n}", str(number))


def listed(parts: list[str]) -> str:
    """Return words as a list in a sentence.

    >>> listed(["2 on track"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('2 on track', 'a and b', 'a, b and c')
    """
    if len(parts) < 2:
        return "".join(parts)
    return gettext("{all_but_last} and {last}").format(all_but_last=", ".join(parts[:-1]), last=parts[-1])
