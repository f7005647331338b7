"""The pages of a built site: where they stand, what they are called, what leads to them."""

from __future__ import annotations

import json
import posixpath
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from projects import CONFIG, DOCS, OBJECTIVES, Folder

EVIL = '</title></h1><script>alert("x")</script>'


class Links(HTMLParser):
    """The links and ids of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "href" and tag in ("a", "link") and value:
                self.links.append(value)
            if name == "id" and value:
                self.ids.append(value)


def article(page: str) -> str:
    return page.partition("<article")[2].rpartition("</article>")[0]


def navigation(page: str) -> str:
    return page.partition('<div class="md-sidebar md-sidebar--primary"')[2].partition('data-md-type="toc"')[0]


def head(page: str) -> str:
    return page.partition("</head>")[0]


def test_every_kind_of_page_is_there(harbour: Folder) -> None:
    assert harbour.build().failure is None
    site = harbour.site()
    addresses = ("", "okr/crew-1/", "teams/", "teams/crew/", "cycles/", "cycles/2026-q3/", "archive/", "owners/")
    for address in (*addresses, "quality/", "quality/metrics/", "crew/2026-q3/", "crew/team/", "company/"):
        assert f"{address}index.html" in site, address
    assert "Every ferry leaves on time" in harbour.page("okr/crew-1/index.html")


def test_nothing_but_the_site_is_published(harbour: Folder) -> None:
    harbour.build()
    assert [name for name in harbour.site() if name.endswith((".py", ".typed", ".md"))] == []


@pytest.mark.parametrize("directory_urls", [True, False])
def test_every_link_leads_somewhere(harbour: Folder, directory_urls: bool) -> None:
    harbour.write({"mkdocs.yml": CONFIG + f"use_directory_urls: {directory_urls}\n", "docs/guide.md": "# Guide\n"})
    assert harbour.build() == harbour.build()
    site = harbour.site()
    pages = {name: Links(content.decode()) for name, content in site.items() if name.endswith(".html")}
    broken = []
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(urljoin(f"https://okr.test/{name}", link))
            if parts.netloc != "okr.test" or name == "404.html":
                continue
            path = unquote(parts.path).strip("/")
            target = path if path in site else f"{path}/index.html".lstrip("/")
            anchors = pages[target].ids if target in pages else []
            if target not in site or (parts.fragment and unquote(parts.fragment) not in anchors):
                broken.append((name, link))
    assert broken == []


@pytest.mark.parametrize("directory_urls", [True, False])
def test_an_address_without_a_page_leads_to_pages_there_are(harbour: Folder, directory_urls: bool) -> None:
    config = CONFIG + f"site_url: https://okr.test/goals/\nuse_directory_urls: {directory_urls}\n"
    harbour.write({"mkdocs.yml": config, "docs/guide.md": "# Guide\n"}).build()
    article = harbour.page("404.html").partition("<article")[2].partition("</article")[0]
    links = re.findall(r'href="(.*?)"', article)
    assert len(links) > 2
    for link in links:
        path = posixpath.normpath(unquote(link).removeprefix("/goals/"))
        assert (path if directory_urls is False else posixpath.normpath(f"{path}/index.html")) in harbour.site()


def test_addresses_of_key_results_and_aliases_lead_on_without_a_script(harbour: Folder) -> None:
    aliased = OBJECTIVES.replace("    objective: Every", "    aliases: [Old.Name]\n    objective: Every")
    harbour.write({"docs/crew/2026-q3.md": aliased}).build()
    page = harbour.page("okr/crew-1.punctual/index.html")
    assert '<meta http-equiv="refresh" content="0; url=../../okr/crew-1/#punctual">' in page
    assert '<link rel="canonical" href="../../okr/crew-1/">' in page
    assert "<script" not in page
    assert "url=../../okr/crew-1/" in harbour.page("okr/old.name/index.html")
    assert 'id="punctual"' in harbour.page("okr/crew-1/index.html")


def test_a_redirect_never_takes_an_authors_place(harbour: Folder) -> None:
    harbour.write({"docs/okr/crew-1.punctual.md": "# My own page\n"}).build()
    assert "My own page" in harbour.page("okr/crew-1.punctual/index.html")


def test_the_build_says_what_it_is_of(harbour: Folder) -> None:
    harbour.build()
    about = json.loads(harbour.page("build.json"))
    assert (about["as_of"], about["commit"], about["audience"]) == ("2026-08-14", None, "internal")


def test_pages_are_dated_by_the_numbers_day(harbour: Folder) -> None:
    harbour.write({"mkdocs.yml": CONFIG + "site_url: https://okr.test/\n", "docs/guide.md": "# Guide\n"}).build()
    dates = re.findall("<lastmod>(.*?)</lastmod>", harbour.page("sitemap.xml"))
    assert len(dates) > 10
    assert set(dates) == {"2026-08-14"}


def test_our_pages_stay_out_of_the_navigation(harbour: Folder) -> None:
    harbour.write({"docs/guide.md": "# Guide\n"}).build(strict=True)
    shown = navigation(harbour.page("okr/crew-1/index.html"))
    assert "Guide" in shown
    assert "Crew" not in shown
    assert "Every ferry" not in shown


def test_nav_places_our_pages_by_name(harbour: Folder) -> None:
    nav = "nav:\n  - Our cycles: cycles/index.md\n  - crew/team.md\n  - Guide: guide.md\n"
    harbour.write({"mkdocs.yml": CONFIG + nav, "docs/guide.md": "# Guide\n"})
    assert harbour.build(strict=True).complaints == ()
    shown = navigation(harbour.page("guide/index.html"))
    assert 'href="../cycles/"' in shown
    assert "Our cycles" in shown
    assert 'href="../crew/team/"' in shown


def test_an_authors_page_wins_and_shows_the_view_above_its_words(harbour: Folder) -> None:
    harbour.write({"docs/teams/crew.md": "---\ntitle: The crew at home\n---\nWe live by the water.\n"}).build()
    page = harbour.page("teams/crew/index.html")
    assert "<title>The crew at home - Harbour OKRs</title>" in page
    shown = article(page)
    assert 0 < shown.index('class="okr"') < shown.index("We live by the water.")


def test_an_own_index_replaces_the_dashboard(harbour: Folder) -> None:
    harbour.write({"docs/index.md": "# Welcome aboard\n"}).build()
    page = harbour.page("index.html")
    assert "Welcome aboard" in article(page)
    assert 'class="okr"' not in article(page)


def test_edit_leads_to_the_authors_file(harbour: Folder) -> None:
    theme = CONFIG.replace("  font: false", "  font: false\n  features: [content.action.edit]")
    repository = "repo_url: https://git.test/okrs\nedit_uri: edit/main/docs/\n"
    harbour.write({"mkdocs.yml": theme + repository}).build()
    for page in ("okr/crew-1/index.html", "crew/2026-q3/index.html"):
        assert 'href="https://git.test/okrs/edit/main/docs/crew/2026-q3.md"' in harbour.page(page), page
    assert 'href="https://git.test/okrs/edit/main/docs/crew/team.md"' in harbour.page("teams/crew/index.html")
    assert 'rel="edit"' not in harbour.page("cycles/2026-q3/index.html")


@pytest.mark.parametrize("key", ["objective: Every ferry leaves on time", "key_result: Departures within five minutes"])
def test_markup_in_a_name_shows_as_text(harbour: Folder, key: str) -> None:
    name = key.partition(":")[0]
    evil = OBJECTIVES.replace(key, f"{name}: '{EVIL}'")
    titled = DOCS["docs/crew/team.md"].replace("okr: team", f"okr: team\ntitle: '{EVIL}'\ndescription: '\"><b>'")
    harbour.write({"docs/crew/2026-q3.md": evil, "docs/crew/team.md": titled})
    assert harbour.build().failure is None
    for name, content in harbour.site().items():
        if name.endswith(".html"):
            assert "<script>alert" not in content.decode(), name
    page = harbour.page("crew/team/index.html")
    assert "<title>&lt;/title&gt;&lt;/h1&gt;&lt;script&gt;" in page
    assert 'name="description" content="&quot;&gt;&lt;b&gt;"' in head(page)


def test_an_objective_is_found_once_by_its_words(harbour: Folder) -> None:
    harbour.build()
    entries = json.loads(harbour.page("search/search_index.json"))["docs"]
    for words in ("Every ferry leaves on time", "Departures within five minutes"):
        found = [entry["location"] for entry in entries if words in entry["title"] + entry["text"]]
        assert {place.partition("#")[0] for place in found} == {"okr/crew-1/"}, words
    assert [e["location"] for e in entries if "The plan in prose" in e["text"]] == ["crew/2026-q3/"]


def test_a_users_template_goes_before_ours(harbour: Folder) -> None:
    own = CONFIG.replace("  font: false", "  font: false\n  custom_dir: own")
    template = '<div class="okr">Our own objective page: {{ view.title }}</div>'
    harbour.write({"mkdocs.yml": own, "own/okr/objective.html": template}).build()
    assert "Our own objective page" in harbour.page("okr/crew-1/index.html")


def test_a_template_that_fails_is_named(harbour: Folder) -> None:
    own = CONFIG.replace("  font: false", "  font: false\n  custom_dir: own")
    harbour.write({"mkdocs.yml": own, "own/okr/objective.html": "{{ view.title"})
    failure = harbour.build().failure
    assert failure is not None
    assert "objective.html" in failure


def test_addresses_can_have_other_names(harbour: Folder) -> None:
    harbour.write({"mkdocs.yml": CONFIG + "      paths: {okr: goals, api: data}\n"}).build()
    site = harbour.site()
    assert "goals/crew-1/index.html" in site
    assert "data/okrs.json" in site
    assert not any(name.startswith(("okr/", "api/")) for name in site)
