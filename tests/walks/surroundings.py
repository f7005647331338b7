"""Steps that change what is around the documents: configuration, theme, templates, git, the cache, the site."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import okrsite_theme
from walks.twins import CACHE, SITE
from walks.walk import Kind, Walk

_THEME = Path(okrsite_theme.__file__).parent
_KEPT = Path(".cache", "kept")
_PARTIALS = {
    "partials/copyright.html": "<p>Ours, {n}</p>\n",
    "partials/footer.html": '<footer class="md-footer">{n} {{{{ config.site_name }}}}</footer>\n',
    "main.html": '{{% extends "base.html" %}}\n{{% block announce %}}{n}, {{{{ page.title }}}}{{% endblock %}}\n',
    "404.html": "<h1>Lost {n}</h1>\n",
}


def setting(walk: Walk) -> Iterator[str]:
    """Another setting of ours."""
    random = walk.random
    key, value = random.choice(
        [
            *(
                ("audience", "public"),
                ("audience", "internal"),
                ("cadence", "weekly"),
                ("grace", random.randint(0, 40)),
            ),
            *(("history", "off"), ("history", "git"), ("root", random.choice(["crew", "company"]))),
            *(("bands", {"short": 0.3}), ("success", {"aspirational": 0.6}), ("pace", {"at_risk": 0.9})),
            *(
                ("paths", {"okr": "goals"}),
                ("paths", {}),
                ("categories", ["own"]),
                ("cycles", {"fiscal_year_start": 1}),
            ),
        ]
    )
    walk.configure(lambda _config, ours: ours.update({key: value}))
    yield f"{key} is {value}"


def rule(walk: Walk) -> Iterator[str]:
    """A rule is graver, or ignored."""
    name = walk.random.choice(["no-owner", "stale-check-in", "no-baseline", "orphan-objective", "derived-id"])
    severity = walk.random.choice(["note", "warning"])
    rules = walk.random.choice([{"ignore": [name]}, {"severity": {name: severity}}])
    walk.configure(lambda _config, ours: ours.update(rules=rules))
    yield f"rules are {rules}"


def config(walk: Walk) -> Iterator[str]:
    """Something of MkDocs' own is set, or no longer."""
    random, pages = walk.random, walk.pages()
    chosen: list[Any] = [{"Start": "index.md"}, {"Guide": random.sample(pages, 2)}, random.choice(pages)]
    key, value = random.choice(
        [
            *(("site_name", walk.phrase()), ("site_url", f"https://okr.test/{walk.new()}/"), ("site_url", None)),
            *(("use_directory_urls", False), ("use_directory_urls", True), ("nav", chosen), ("nav", None)),
            *(("repo_url", "https://github.com/harbour/okrs"), ("edit_uri", "edit/main/docs/"), ("edit_uri", "")),
            *(("copyright", walk.phrase()), ("extra_css", ["assets/own.css"]), ("site_description", walk.phrase())),
            *(("exclude_docs", "guide/reading.md\n"), ("exclude_docs", None), ("draft_docs", "crew/roadmap.md\n")),
            *(("markdown_extensions", ["admonition", {"toc": {"permalink": True}}]), ("markdown_extensions", [])),
            ("plugins", "tags"),
        ]
    )

    def change(whole: dict[str, Any], _ours: dict[str, Any]) -> None:
        if key == "plugins":
            whole[key] = [one for one in whole[key] if one != value] + [value] * (value not in whole[key])
        elif value is None:
            whole.pop(key, None)
        else:
            whole[key] = value

    walk.configure(change)
    yield f"{key} is {value!r}"


def theme(walk: Walk) -> Iterator[str]:
    """Another look."""
    key, value = walk.random.choice(
        [
            *(("palette", {"scheme": "slate", "primary": walk.colour()}), ("palette", {"primary": walk.colour()})),
            *(("language", "de"), ("language", "en"), ("icon", {"logo": "material/ferry"})),
            *(("features", ["navigation.tabs", "search.suggest"]), ("features", ["toc.integrate"])),
        ]
    )
    walk.configure(lambda whole, _ours: whole["theme"].update({key: value}))
    yield f"the theme's {key} is {value}"


def partial(walk: Walk) -> Iterator[str]:
    """A partial of Material's is the author's own, or no longer."""
    name = walk.random.choice(list(_PARTIALS))
    place = walk.root / "overrides" / name
    if place.exists() and walk.random.random() < 0.4:
        place.unlink()
        yield f"{name} is no longer the author's own"
        return
    _own(walk, name, _PARTIALS[name].format(n=walk.new()))
    yield f"{name} is the author's own"


def template(walk: Walk) -> Iterator[str]:
    """A template of ours is the author's own."""
    names = [path.relative_to(_THEME).as_posix() for path in sorted(_THEME.rglob("*.html"))]
    fitting = [name for name in names if "/" in name and 'class="' in (_THEME / name).read_text(encoding="utf-8")]
    name = walk.random.choice(fitting)
    text = (_THEME / name).read_text(encoding="utf-8")
    _own(walk, name, text.replace('class="', f'data-own="{walk.new()}" class="', 1))
    yield f"{name} is the author's own"


def _own(walk: Walk, name: str, text: str) -> None:
    walk.write({f"overrides/{name}": text})
    walk.configure(lambda whole, _ours: whole["theme"].update(custom_dir="overrides"))


def failing(walk: Walk) -> Iterator[str]:
    """The build fails and the last site stands; then what was wrong is mended."""
    name, text = walk.random.choice(
        [
            ("overrides/okr/team.html", "{% if %}"),
            ("overrides/partials/okr/foot.html", "{% macro foot(it) %}{{ it.nothing.at_all }}{% endmacro %}"),
            ("overrides/main.html", '{% extends "nowhere.html" %}'),
            ("docs/secret.md", "---\nokr: team\nid: secret\nvisibility: internal\n---\n"),
            ("mkdocs.yml", (walk.root / "mkdocs.yml").read_text(encoding="utf-8") + "no_setting: [\n"),
            ("mkdocs.yml", (walk.root / "mkdocs.yml").read_text(encoding="utf-8").replace("cadence:", "cadance:")),
        ]
    )
    place, config = walk.root / name, (walk.root / "mkdocs.yml").read_bytes()
    before = place.read_bytes() if place.exists() else None
    if name.startswith("overrides/"):
        _own(walk, name.removeprefix("overrides/"), text)
    else:
        walk.write({name: text})
    yield f"{name} is broken"
    if before is None:
        place.unlink()
    else:
        place.write_bytes(before)
    walk.write({"mkdocs.yml": config})
    yield f"{name} is mended"


def options(walk: Walk) -> Iterator[str]:
    """A build for somebody else, then one with `--strict`, which fails on any warning."""
    walk.audience = walk.random.choice([None, "public", "confidential"])
    yield f"--audience is {walk.audience}"
    walk.strict = True
    yield "--strict"
    walk.strict = False


def nothing(_walk: Walk) -> Iterator[str]:
    """Nothing changes."""
    yield "nothing changed"


def commit(walk: Walk) -> Iterator[str]:
    """What is there is committed."""
    walk.commit()
    yield "all is committed"


def branch(walk: Walk) -> Iterator[str]:
    """Another branch, from a commit of before, and back."""
    walk.commit()
    back = walk.git("rev-list", "--max-count=8", "HEAD").split()
    walk.git("checkout", "-q", "-f", "--detach", walk.random.choice(back[1:]))
    walk.write({"docs/crew/side.md": f"---\nokr: team\nid: side\nname: {walk.quoted()}\nparent: crew\n---\n"})
    walk.commit()
    yield "on a branch of before"
    walk.git("checkout", "-q", "-f", "main")
    yield "back on the main branch"


def site(walk: Walk) -> Iterator[str]:
    """The last site is gone, or somebody has changed it."""
    built = walk.root / SITE
    files = sorted(path for path in built.rglob("*.html") if path.is_file())
    how = (
        walk.random.choice(["is gone", "lost a page", "has another page", "has a changed page"]) if files else "is gone"
    )
    if how == "is gone":
        shutil.rmtree(built, ignore_errors=True)
    elif how == "lost a page":
        walk.random.choice(files).unlink()
    elif how == "has another page":
        (built / "foreign.html").write_text("<p>Foreign</p>", encoding="utf-8")
    else:
        with walk.random.choice(files).open("a", encoding="utf-8") as page:
            page.write("<p>Foreign</p>")
    yield f"the last site {how}"


def restored(walk: Walk) -> Iterator[str]:
    """The site is gone and the cache is one of before, as continuous integration restores it."""
    kept, cache = walk.root / _KEPT, walk.root / CACHE
    if not kept.exists() and cache.is_dir():
        shutil.copytree(cache, kept)
        yield "the cache is kept for later"
        return
    shutil.rmtree(cache, ignore_errors=True)
    if kept.exists():
        kept.rename(cache)
    shutil.rmtree(walk.root / SITE, ignore_errors=True)
    yield "the site is gone and the cache is the one of before"


KINDS: tuple[Kind, ...] = (
    *(setting, rule, config, theme, partial, template, failing, options, nothing, commit, branch),
    *(site, restored),
)
