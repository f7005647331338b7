"""Which files of a site show an edit.

What a file shows is made as the documents around the edit were, and as they are. Only where the first is what stands in
the site is the second believed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property

from mkdocs.structure.files import File, Files
from msgspec import Struct
from msgspec.structs import replace

from okrsite.publish.edition import Edition, SiteFile
from okrsite.publish.last import BeyondError
from okrsite.publish.outcome import Mark
from okrsite.views.answers import about, digest
from okrsite.views.page import Page as View
from okrsite_mkdocs.driver.keeping import Keeper
from okrsite_mkdocs.driver.remembering import file_key, page_key, shown_of
from okrsite_mkdocs.marks import shown_by
from okrsite_mkdocs.pages import view_of
from okrsite_mkdocs.plugin import OkrPlugin


class Taken(Struct, frozen=True):
    """The edition before an edit, the uris of what was edited, and what makes both editions without sums."""

    before: Edition
    edited: Collection[str]
    without_sums: Callable[[], tuple[Edition, Edition]]


class Changed:
    """Which files of a site show an edit.

    `worded` are the paths of pages whose words may be others, `renamed` tells whether what is searched may be; `made`
    are bytes of data that were made to tell.
    """

    def __init__(self, plugin: OkrPlugin, taken: Taken, files: Files, keeper: Keeper) -> None:
        """Compare the plugin's edition with the one before the edit."""
        self._plugin, self._before, self._after, self._keeper = plugin, taken.before, plugin.edition, keeper
        self._edited, self._without_sums = taken.edited, taken.without_sums
        self._pages = files.documentation_pages()
        self.worded: set[str] = set()
        self.renamed = False
        self.made: dict[str, bytes] = {}

    def names(self, marks: Mapping[str, Collection[Mark]]) -> set[str]:
        """The paths of all files that show it, as `marks` do on pages by their address."""
        found = {*self._showing(), *self._beside()}
        return found | set(self._marked(marks, found))

    def _showing(self) -> Iterator[str]:
        """The paths of the pages whose words, or whose views, are not what they were."""
        for file in self._pages:
            before, after = view_of(self._before, file), self._plugin.views.get(file.src_uri)
            edited = file.src_uri in self._edited
            if before is not None and after is not None:
                renamed = replace(before, view=None) != replace(after, view=None)
                self.renamed = self.renamed or renamed
                if edited or renamed:
                    self.worded.add(file.dest_uri)
                if self._is_other(file, before, after, edited or renamed):
                    yield file.dest_uri
            elif before is not after:
                raise BeyondError
            elif edited:
                self.worded.add(file.dest_uri)
                yield file.dest_uri

    def _is_other(self, file: File, before: View, after: View, worded: bool) -> bool:
        memories, recorded = self._keeper.memories, self._keeper.record.files[file.dest_uri].inputs.shown
        key = page_key(after)
        if not worded and memories.told_alike(self._before, key, recorded, about(before), about(after)):
            return False
        was_shown = memories.was_shown(self._before, key, recorded, about(before))
        try:
            made, shown = memories.shown(after)
            then = recorded if was_shown else shown_of(before, before.made()).hex()
            if then not in (shown, recorded) and not worded:
                made, shown, then = self._combined(before, made, recorded)
        except LookupError:  # a sum names what is beyond these documents
            if worded or self._is_other_in_short(file):
                raise BeyondError(_more(file.dest_uri)) from None
            return False
        self._plugin.views[file.src_uri] = made
        return _is_other(file.dest_uri, recorded, then, shown, worded)

    def _combined(self, before: View, after: View, recorded: str) -> tuple[View, str, str]:
        """The page with the parts that an edit changed in the view that is recorded, and the digests of after and then.

        BeyondError where one of these parts was another one.
        """
        whole = self._keeper.memories.view(after, recorded)
        then, now = before.made(), after.made()
        if whole is None or type(then) is not type(now):
            raise BeyondError(_more(after.address))
        parts = {name: tuple(getattr(one, name) for one in (whole, then, now)) for name in whole.__struct_fields__}
        if any(was != told and was != new for told, was, new in parts.values()):
            raise BeyondError(_more(after.address))
        view = replace(whole, **{name: new for name, (_told, was, new) in parts.items() if was != new})
        return replace(after, view=view), shown_of(after, view).hex(), recorded

    def _is_other_in_short(self, file: File) -> bool:
        """Whether a page is another one as the documents around the edit alone tell it."""
        before, after = (view_of(edition, file) for edition in self._short)
        return before is None or after is None or before.made() != after.made()

    @cached_property
    def _short(self) -> tuple[Edition, Edition]:
        return self._without_sums()

    def _beside(self) -> Iterator[str]:
        """The paths of the other files whose bytes are not what they were."""
        before = {file.name: file for file in self._before.files()}
        after = {file.name: file for file in self._after.files()}
        if before.keys() != after.keys():
            raise BeyondError("a file beside the pages is new or gone")
        for name in after.keys() & self._keeper.record.files.keys():
            then, now = before[name], after[name]
            if self._is_other_data(then, now) if now.asks else then.made() != now.made():
                yield name

    def _is_other_data(self, before: SiteFile, after: SiteFile) -> bool:
        name, memories = after.name, self._keeper.memories
        recorded = self._keeper.record.files[name].inputs.shown
        if memories.told_alike(self._before, file_key(name), recorded, name, name):
            return False
        was_shown = memories.was_shown(self._before, file_key(name), recorded, name)
        content, shown = memories.content(name, after.made)
        if content is not None:
            self.made[name] = content
        return _is_other(name, recorded, recorded if was_shown else digest(before.made()).hex(), shown)

    def _marked(self, marks: Mapping[str, Collection[Mark]], found: Collection[str]) -> Iterator[str]:
        """The paths of pages on which a mark stands for something that is not what it was."""
        at = {file.url: file.dest_uri for file in self._pages} if marks else {}
        for url, used in marks.items():
            then = [shown_by(self._before, one, url) for one in used]
            other = then != [shown_by(self._after, one, url) for one in used]
            if not other and at.get(url) not in found:
                continue
            if url not in at or then != [one.shown for one in used]:
                raise BeyondError(_more(url))
            self.worded.add(at[url])
            yield at[url]


def _is_other(name: str, recorded: str, then: str, now: str, anyway: bool = False) -> bool:
    """Whether a file has to be written, for it shows another thing now, or anyway.

    BeyondError where that is so, and what it would have shown before is not what is recorded.
    """
    other = anyway or then != now
    if other and then != recorded:
        raise BeyondError(_more(name))
    return other


def _more(name: str) -> str:
    return f"`{name}` shows more than the documents around the edit tell"
