"""Where a repository's web site lets people edit files, begin new ones, and look at commits."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, urlsplit

from msgspec import Struct

from okrsite.settings import Repository

LONGEST = 8000
"""How many bytes of an address every forge takes; GitHub's servers end at 8 kB."""

_INFIX = {"github": "", "gitlab": "-/"}
# Both forms read these from the address, and neither documents them. The path stands in the name, as GitHub drops the
# last folder of an address that has a name too.
_ASKED = {"github": ("filename", "value"), "gitlab": ("file_name", "content")}
_USUAL = Repository().branch
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_TREE = re.compile(r"(?:-/)?(?:edit|blob|tree|raw|src)/(.+)")


class Forge(Struct, frozen=True):
    """A repository on the web; `kind` is `github`, `gitlab` or empty for another one.

    `folder` is the project's in it; `base` is what a path from there is put behind where the host was told so, empty
    otherwise.
    """

    url: str = ""
    kind: str = ""
    branch: str = ""
    folder: str = ""
    base: str = ""

    def edit(self, path: str, line: int | None = None) -> str:
        """Where a file is edited, at a line where the forge can go there; empty where it can't be.

        >>> Forge("https://github.com/o/r", "github", "main").edit("docs/a b.md", 12)
        'https://github.com/o/r/edit/main/docs/a%20b.md#L12'
        >>> Forge("https://gitlab.com/o/r", "gitlab", "main").edit("docs/a.md", 12)
        'https://gitlab.com/o/r/-/edit/main/docs/a.md#L12'
        """
        if self.kind:
            file = self._file(path)
            anchor = f"#L{line}" if line else ""
            return f"{self._at('edit')}{quote(self.branch)}/{quote(file)}{anchor}" if file else ""
        return f"{self.base}{quote(path)}" if self.base and not path.startswith("../") else ""

    def new(self, path: str, text: str) -> str:
        """Where a new file is begun that holds a text; empty where that can't be, or the address is too long.

        >>> Forge("https://github.com/o/r", "github", "main").new("docs/log/a.md", "a: 1\\n")
        'https://github.com/o/r/new/main?filename=docs/log/a.md&value=a:%201%0A'
        """
        file = self._file(path)
        if not self.kind or not file:
            return ""
        named, holds = _ASKED[self.kind]
        asked = f"{named}={quote(file)}&{holds}={quote(text, safe='/:,()')}"
        address = f"{self._at('new')}{quote(self.branch)}?{asked}"
        return address if len(address) <= LONGEST else ""

    def commit(self, id: str) -> str:
        """Where a commit is shown."""
        return f"{self._at('commit')}{quote(id)}" if self.url else ""

    def _at(self, what: str) -> str:
        return f"{self.url}/{_INFIX.get(self.kind, '')}{what}/"

    def _file(self, path: str) -> str:
        """A path from the repository's root, empty for one that leaves it."""
        file = posixpath.normpath(posixpath.join(self.folder, path))
        return "" if file.startswith("../") else file


NOWHERE = Forge()
"""A repository that no browser can go to."""


def forge_of(repository: Repository, folder: str = "") -> Forge:
    """Return the forge of a repository; `folder` is where the project lies in it, with a slash behind.

    >>> forge_of(Repository("https://github.com/o/r/"), "handbook/").edit("docs/a.md")
    'https://github.com/o/r/edit/main/handbook/docs/a.md'
    >>> forge_of(Repository("https://git.example.org/o/r", edit="edit/main/")).base
    'https://git.example.org/o/r/edit/main/'
    """
    url = (repository.url or "").strip().rstrip("/")
    if not _WEB.match(url):
        return NOWHERE
    url = url.removesuffix(".git")
    kind = repository.kind or kind_of(url)
    edit = repository.edit
    if edit == "":
        return Forge(url)
    if not kind:
        return Forge(url, base=_joined(url, edit) if edit else "")
    told = _TREE.fullmatch(edit.strip("/")) if edit else None
    branch = repository.branch
    if told and branch == _USUAL:
        branch = told[1].removesuffix(f"/{folder.strip('/')}") if folder else told[1]
    return Forge(url, kind, branch, folder)


def kind_of(url: str) -> str:
    """Return what a repository's host is by its name; empty for one that doesn't say.

    >>> kind_of("https://gitlab.example.org/a/b"), kind_of("https://github.com/a/gitlab"), kind_of("https://x.org/")
    ('gitlab', 'github', '')
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return next((kind for kind in _INFIX if kind in host), "")


def _joined(url: str, edit: str) -> str:
    return edit if _WEB.match(edit) else f"{url}/{edit.lstrip('/')}"
