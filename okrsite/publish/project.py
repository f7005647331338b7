"""What `mkdocs.yml` says that concerns us, read without the host: folders, names and our own settings.

The host reads the same file its own way for everything else; here tags that only it understands are passed
over, so that `okrsite check` need not load it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from msgspec import Struct, field
from msgspec.structs import replace

from okrsite.diagnostics import Diagnostic, Where
from okrsite.errors import ConfigError
from okrsite.publish.files import is_markdown, markdown_files, markdown_places, shown
from okrsite.publish.yaml_tags import TolerantLoader
from okrsite.settings import Settings, read_settings

if TYPE_CHECKING:
    from okrsite.source.read import SourceFile

NAMES = ("mkdocs.yml", "mkdocs.yaml")
PLUGIN = "okrsite"
_DEPTH = 50


class Project(Struct, frozen=True):
    """A configuration file and what it says; `written` is all of it, `files` those it was read from.

    `options` is our own section and `places` where its keys stand, with dots between nested ones and an empty
    key for the section itself. `configured` tells whether the file names the plugin at all.
    """

    config_file: Path
    written: Mapping[str, Any]
    files: tuple[Path, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Where] = field(default_factory=dict)
    configured: bool = False

    @property
    def root(self) -> Path:
        """The folder of the configuration file; paths that people see are relative to it."""
        return self.config_file.parent

    @property
    def docs_dir(self) -> Path:
        """The folder of the documents."""
        return self._folder("docs_dir", "docs")

    @property
    def site_dir(self) -> Path:
        """The folder that the site is published to."""
        return self._folder("site_dir", "site")

    @property
    def custom_dir(self) -> Path | None:
        """The folder of the author's own templates, where there is one."""
        theme = self.written.get("theme")
        folder = theme.get("custom_dir") if isinstance(theme, dict) else None
        return Path(os.path.normpath(self.root / folder)) if isinstance(folder, str) else None

    @property
    def name(self) -> str:
        """The site's name."""
        return str(self.written.get("site_name") or "OKRs")

    @property
    def url(self) -> str | None:
        """The site's address, where it is known."""
        return _text(self.written.get("site_url"))

    def settings(self) -> tuple[Settings, tuple[Diagnostic, ...]]:
        """Our settings and what is wrong with them, each fault at the line of its key."""
        settings, faults = read_settings(self.options, self.place())
        url = _text(self.written.get("repo_url"))
        if url and not settings.repository.url:
            settings = replace(settings, repository=replace(settings.repository, url=url, edit=self._edit()))
        return settings, tuple(self.placed(fault, fault.subject) for fault in faults)

    def place(self, key: str | None = None) -> Where:
        """Where a key of our section stands; where the section itself does, if it has no such key."""
        return self.places.get(key or "") or self.places.get("") or Where(self.config_file.name)

    def placed(self, fault: Diagnostic, key: str | None) -> Diagnostic:
        """A fault at the place of a key."""
        return replace(fault, where=self.place(key))

    def documents(self) -> Iterator[SourceFile]:
        """Every Markdown file that the host would publish as a page; ConfigError without a folder of them."""
        return markdown_files(self._documents_folder(), self.root, self._excluded())

    def document_places(self) -> Iterator[str | SourceFile]:
        """The uri of each file that may be one of them, before it is read; ConfigError without a folder of them."""
        return markdown_places(self._documents_folder(), self.root, self._excluded())

    def publishes(self, uri: str) -> bool:
        """Whether the host would publish a file at a path below the folder of documents."""
        return is_markdown(uri) and not uri.startswith("../") and not self._excluded()(uri)

    def _documents_folder(self) -> Path:
        if not self.docs_dir.is_dir():
            message = f"the folder of documents `{shown(self.docs_dir, self.root)}` does not exist"
            raise ConfigError(message, f"Create it, or set `docs_dir` in {self.config_file.name}.")
        return self.docs_dir

    def _folder(self, key: str, usual: str) -> Path:
        return Path(os.path.normpath(self.root / str(self.written.get(key) or usual)))

    def _edit(self) -> str | None:
        """What the host puts before the path of a file to be edited, up to our folder; None where it does not say."""
        edit = self.written.get("edit_uri")
        if not isinstance(edit, str) or not edit:
            return edit if edit == "" else None
        docs = str(self.written.get("docs_dir") or "docs").strip("/")
        before = edit.strip("/").removesuffix(docs)
        return before if before != edit.strip("/") and before.endswith("/") else None

    def _excluded(self) -> Callable[[str], bool]:
        patterns = [str(self.written.get(key) or "") for key in ("exclude_docs", "draft_docs")]
        if not any(patterns):
            return lambda uri: uri.startswith(("templates/", ".")) or "/." in uri
        from pathspec.gitignore import GitIgnoreSpec

        excluded = GitIgnoreSpec.from_lines([".*", "/templates/", *patterns[0].splitlines()])
        drafts = GitIgnoreSpec.from_lines(patterns[1].splitlines())
        return lambda uri: excluded.match_file(uri) or drafts.match_file(uri)


def find_config(asked: str | None) -> Path:
    """The configuration file that was asked for, or the usual one here; ConfigError where there is none."""
    for name in (asked,) if asked else NAMES:
        if Path(name).is_file():
            return Path(name).absolute()
    message = f"there is no configuration file `{asked or NAMES[0]}`"
    hint = "Go to the folder that holds it, name it with `--config-file`, or begin with `okrsite init`."
    raise ConfigError(message, hint)


def read_project(config_file: Path) -> Project:
    """The project of a configuration file; ConfigError where that cannot be read."""
    config_file = config_file.absolute()
    written, nodes = _load(config_file, ())
    project = Project(config_file, written, tuple(nodes))
    for file, node in nodes.items():
        section = _section(node)
        if section is not None:
            places = dict(_places(shown(file, config_file.parent), *section))
            options = _options(written.get("plugins"))
            return replace(project, options=options, places=places, configured=True)
    return project


def _load(file: Path, inheriting: tuple[Path, ...]) -> tuple[dict[str, Any], dict[Path, yaml.Node]]:
    """The merged values and the nodes of a file and those it inherits from, its own first."""
    if file in inheriting:
        raise ConfigError(f"`{file.name}` inherits from itself", "Remove one `INHERIT`.")
    node, written = _parse(file)
    parent = written.pop("INHERIT", None)
    if parent is None:
        return written, {file: node}
    values, nodes = _load(Path(os.path.normpath(file.parent / str(parent))), (*inheriting, file))
    return _merged(values, written), {file: node, **nodes}


def _parse(file: Path) -> tuple[yaml.Node, dict[str, Any]]:
    try:
        raw = file.read_bytes()
        _guard(raw)
        loader = TolerantLoader(raw)
        node = loader.get_single_node()
        written = loader.construct_document(node) if node else {}
    except (OSError, yaml.YAMLError, ValueError, RecursionError) as error:
        raise ConfigError(_complaint(file, error), "Correct the file; it has to be valid YAML.") from None
    if not isinstance(written, dict):
        raise ConfigError(f"`{file.name}` holds no keys with values", "See the guide for an example.")
    return node or yaml.MappingNode("tag:yaml.org,2002:map", []), written


def _guard(raw: bytes) -> None:
    """Refuse what is nested so deep that reading it would end the interpreter; RecursionError."""
    depth = 0
    for event in yaml.parse(raw, Loader=TolerantLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEPTH:
            raise RecursionError(f"it is nested deeper than {_DEPTH} levels")


def _complaint(file: Path, error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return f"`{file.name}` cannot be read: {getattr(error, 'strerror', None) or error}"
    return f"`{file.name}` cannot be read: {getattr(error, 'problem', error)} at line {mark.line + 1}"


def _merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(parent)
    for key, value in child.items():
        known = merged.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            merged[key] = _merged(known, value)
        else:
            merged[key] = value
    return merged


def _options(plugins: Any) -> Mapping[str, Any]:
    sections = plugins if isinstance(plugins, dict) else {}
    for entry in plugins if isinstance(plugins, list) else ():
        if isinstance(entry, dict) and PLUGIN in entry:
            sections = entry
    options = sections.get(PLUGIN)
    if options is not None and not isinstance(options, dict):
        raise ConfigError(
            f"`{PLUGIN}` in the configuration holds no settings", "Write them as keys below it, or nothing."
        )
    return options or {}


def _section(node: yaml.Node) -> tuple[yaml.Node, yaml.Node] | None:
    """The nodes of the plugin's name and of its options in a configuration file's `plugins`."""
    for key, plugins in _pairs(node):
        if key.value == "plugins":
            for entry in [plugins] if isinstance(plugins, yaml.MappingNode) else plugins.value:
                if getattr(entry, "value", None) == PLUGIN:
                    return entry, entry
                for name, options in _pairs(entry):
                    if name.value == PLUGIN:
                        return name, options
    return None


def _places(path: str, name: yaml.Node, options: yaml.Node) -> Iterator[tuple[str, Where]]:
    yield "", Where(path, name.start_mark.line + 1, name.start_mark.column + 1)
    for key, value in _pairs(options):
        yield str(key.value), Where(path, key.start_mark.line + 1, key.start_mark.column + 1)
        for inner, _ in _pairs(value):
            place = Where(path, inner.start_mark.line + 1, inner.start_mark.column + 1)
            yield f"{key.value}.{inner.value}", place


def _pairs(node: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    return node.value if isinstance(node, yaml.MappingNode) else []


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
