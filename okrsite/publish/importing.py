"""Importing files: what is known beside them, what would be written where, and writing it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from okrsite.errors import OkrsiteError
from okrsite.importers.columns import Asked
from okrsite.importers.found import Doubt, Found, FoundColumn
from okrsite.importers.readers import reader_for
from okrsite.importers.writing import Imported, NewDocument, Standing, Wish, origin, write_documents
from okrsite.publish.as_of import today
from okrsite.publish.drafts import write_new
from okrsite.publish.files import markdown_files, shown
from okrsite.publish.project import Project
from okrsite.report import report
from okrsite.settings import Settings
from okrsite.source.read import SourceFile

_MOST = 20_000_000

State = Literal["new", "same", "edited"]


class Target(Struct, frozen=True):
    """A document at its place: `shown` is its path as people see it, `state` what stands there now."""

    place: Path
    shown: str
    document: NewDocument
    state: State


class Plan(Struct, frozen=True):
    """What becomes of one file: its documents, the doubts about it, and why it can't be imported, if it can't.

    `columns` is what those of its tables were taken for.
    """

    source: str
    targets: tuple[Target, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    refusal: OkrsiteError | None = None
    columns: tuple[FoundColumn, ...] = ()

    @property
    def new(self) -> tuple[Target, ...]:
        """The documents that are not there yet."""
        return tuple(one for one in self.targets if one.state == "new")

    @property
    def edited(self) -> tuple[Target, ...]:
        """The documents in whose place something else stands."""
        return tuple(one for one in self.targets if one.state == "edited")


class Import(Struct):
    """Files to be imported into `folder`; paths that people see are relative to `root`.

    `team` and `cycle` are for what a file does not say, `columns` for what those of tables hold. `known` are the
    documents that are there already.
    """

    folder: Path
    root: Path
    settings: Settings = field(default_factory=Settings)
    team: str | None = None
    cycle: str | None = None
    known: Sequence[SourceFile] = ()
    columns: Sequence[Asked] = ()

    def plans(self, sources: Sequence[Path]) -> Iterator[Plan]:
        """What becomes of each file; nothing is written."""
        wish = self._wish(sources)
        taken: set[Path] = set()
        for source in sources:
            plan, imported = self._plan(source, wish, taken)
            if plan.edited and wish.standing:
                # What was written before the others were is no edit of it.
                alone, same = self._plan(source, replace(wish, standing=()), taken)
                plan, imported = (plan, imported) if alone.edited else (alone, same)
            if imported is not None:
                standing = (*wish.standing, *_placed(imported, plan))
                wish = replace(wish, ids=wish.ids | imported.ids, standing=standing)
                taken |= {target.place for target in plan.targets}
            yield plan

    def _wish(self, sources: Sequence[Path]) -> Wish:
        """What all files have in common: ids, teams and objectives of those documents that none of them became."""
        names = {_called(source) for source in sources}
        others = [file for file in self.known if not any(_came_from(file.raw, name) for name in names)]
        day = today()
        made = report(others, self.settings, day)
        teams = {team.id: team.name for team in made.graph.teams.values() if team.where is not None}
        standing = tuple(
            Standing(one.team, one.cycle, one.title, one.where.path, made.card.objectives[one.id].counted)
            for one in made.graph.objectives.values()
        )
        return Wish("", day, self.team, self.cycle, self.settings, frozenset(made.graph.names), teams, standing)

    def _plan(self, source: Path, wish: Wish, taken: set[Path]) -> tuple[Plan, Imported | None]:
        named = shown(source.absolute(), self.root)
        try:
            found = found_in(source, self.columns)
            imported = write_documents(found, replace(wish, source=_called(source)))
            targets = tuple(self._target(document, _called(source), taken) for document in imported.documents)
        except OkrsiteError as refusal:
            return Plan(named, refusal=refusal), None
        return Plan(named, targets, imported.doubts, columns=found.columns), imported

    def _target(self, document: NewDocument, source: str, taken: set[Path]) -> Target:
        """Where a document goes: to its name, or to one with a number where another text has it."""
        wanted = self.folder / document.name
        place, count = wanted, 1
        try:
            while place in taken or _is_foreign(place, document, source):
                count += 1
                place = wanted.with_name(f"{wanted.stem}-{count}{wanted.suffix}")
            return Target(place, shown(place, self.root), document, _state(place, document.raw))
        except OSError as error:
            message = f"`{shown(place, self.root)}` can't be written: {error.strerror or error}"
            raise OkrsiteError(message, "Name the team with `--team ID`, or another folder with `-o`.") from error


def _called(source: Path) -> str:
    """The name of a file as it can be written down, whatever bytes it has on the disk."""
    return source.name.encode("utf-8", "replace").decode("utf-8")


def _placed(imported: Imported, plan: Plan) -> Iterator[Standing]:
    """The objectives of an import, with the places that their documents go to."""
    places = {target.document.name: target.shown for target in plan.targets}
    return (replace(one, path=places[one.path]) for one in imported.objectives)


def found_in(source: Path, columns: Sequence[Asked] = ()) -> Found:
    """What a file holds, `columns` of its tables meaning what somebody said; OkrsiteError where it can't be read."""
    reader = reader_for(source.name, columns)
    try:
        if source.stat().st_size > _MOST:
            raise OkrsiteError(f"`{source.name}` is larger than 20 MB", "Import the part of it that holds the OKRs.")
        raw = source.read_bytes()
    except OSError as error:
        raise OkrsiteError(f"`{source.name}` can't be read: {error.strerror or error}") from error
    return reader(raw, source.name)


def known_documents(project: Project | None, folder: Path, root: Path) -> list[SourceFile]:
    """The Markdown files of the project, and those in the folder of the import."""
    found = list(project.documents()) if project else []
    inside = project is not None and folder.is_relative_to(project.docs_dir)
    if not inside and folder.is_dir():
        found += markdown_files(folder, root, lambda uri: uri.startswith(".") or "/." in uri)
    return found


def write_plan(plan: Plan) -> None:
    """Write the new documents of a plan; those that are there stay untouched.

    Raises OkrsiteError where one can't be written.
    """
    for target in plan.new:
        write_new(target.place, target.shown, target.document.raw.decode("utf-8"))


def _state(place: Path, raw: bytes) -> State:
    if not place.exists():
        return "new"
    return "same" if place.is_file() and place.read_bytes().replace(b"\r\n", b"\n") == raw else "edited"


def _is_foreign(place: Path, document: NewDocument, source: str) -> bool:
    """Whether something stands at a place that came from elsewhere."""
    if not place.exists():
        return False
    if not place.is_file():
        return True
    raw = place.read_bytes()
    return raw != document.raw and not _came_from(raw, source)


def _came_from(raw: bytes, source: str) -> bool:
    """Whether a document was imported from a file of this name."""
    return "\n".join(origin(source)).encode() in raw.replace(b"\r\n", b"\n")


def total(plans: Iterable[Plan]) -> tuple[int, int]:
    """How many objectives and key results some plans hold."""
    documents = [target.document for plan in plans for target in plan.targets]
    return sum(one.objectives for one in documents), sum(one.key_results for one in documents)
