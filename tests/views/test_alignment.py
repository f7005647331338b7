"""The alignment page: map, outline and data agree, the drawing is the same each time, nobody is lost."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import combinations, permutations

import pytest
from reports import example_report

from okrsite.export.data import Exporter
from okrsite.settings import Settings
from okrsite.views.alignment import alignment, alignment_pages
from okrsite.views.blocks import block, doubts
from okrsite.views.context import Context
from okrsite.views.map_graph import cycle_map, with_order
from okrsite.views.map_layout import opened_to, text_width
from okrsite.views.map_order import crossings
from okrsite.views.map_view import MOST_NODES, anchor, drawn, map_view
from okrsite.views.objective import objective_page


@pytest.fixture(scope="module")
def example():
    made = example_report()
    return Context(made.graph, made.card, Settings(), made.findings)


CYCLES = ("2025-Q3", "2025-Q4", "2026-Q1", "2026", "2026-Q2", "2026-Q3")


class Fragment(HTMLParser):
    """What stands in a rendered page: lines of the map, nodes of the map, and the outline's lines."""

    def __init__(self, text):
        super().__init__()
        self.drawn, self.nodes, self.nested, self.also, self.links = set(), [], set(), set(), {}
        self.names, self._items, self._here = set(), [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        self.names |= set(has)
        classes = (has.get("class") or "").split()
        if "okr-map__node" in classes:
            self._here = has["data-id"]
            self.nodes.append(self._here)
        if "okr-map__link" in classes:
            self.links[self._here] = has.get("xlink:href")
        if "data-child" in has and "okr-map__part" not in classes:
            self.drawn.add((has["data-child"], has["data-parent"]))
        if tag == "li":
            above = next((id for id in reversed(self._items) if id), None)
            self._items.append(has.get("data-id"))
            if above and self._items[-1] and "okr-outline__key_result" not in classes:
                self.nested.add((self._items[-1], above))
        if tag == "a" and (has.get("href") or "").startswith("#n-") and self._items and self._items[-1]:
            self.also.add((self._items[-1], has["href"][1:]))

    def handle_endtag(self, tag):
        if tag == "li":
            self._items.pop()


def exported(context, cycle, nodes):
    """The lines that the published data and the bets speak of, between the nodes of a map; a node for each id."""
    data = Exporter(context).everything()
    own = {part["id"]: one["id"] for one in data["objectives"] for part in one["key_results"]}

    def node(id):
        return id if id in nodes else own.get(id)

    pairs = set()
    for one in data["objectives"]:
        for goal in (one, *one["key_results"]):
            pairs |= {(one["id"], node(target)) for target in goal["supports"]}
    for bet in context.graph.initiatives.values():
        pairs |= {(bet.id, node(target)) for target in (*bet.supports, *bet.enables)}
    pairs |= {(bet["id"], node(move["kr"])) for bet in data["initiatives"] for move in bet["moves"]}
    return {(child, parent) for child, parent in pairs if child in nodes and parent in nodes and child != parent}


@pytest.mark.parametrize("cycle", CYCLES)
def test_outline_and_map_show_the_lines_of_the_data_and_no_other(example, shown, cycle):
    html = Fragment(shown("alignment.html", alignment(example, example.cycle(cycle))))
    parts = example.graph.key_results
    by_anchor = {anchor(id): id for id in html.nodes}

    def child(id):
        return parts[id].objective if id in parts else id

    listed = html.nested | {(id, by_anchor[place]) for id, place in html.also}
    wanted = exported(example, cycle, set(html.nodes))
    assert {(child(one), other) for one, other in html.drawn} == wanted
    assert {(child(one), other) for one, other in listed} == wanted


@pytest.mark.parametrize("cycle", CYCLES)
def test_every_objective_of_a_cycle_has_a_node_with_a_link(example, shown, cycle):
    html = Fragment(shown("alignment.html", alignment(example, example.cycle(cycle)), "alignment/"))
    assert len(html.nodes) == len(set(html.nodes))
    assert {one.id for one in example.index.of_cycle[cycle]} <= set(html.nodes)
    assert all(html.links.values())
    assert html.links["CO-2026-1" if cycle == "2026" else example.index.of_cycle[cycle][0].id].startswith("../okr/")


def test_the_same_objectives_give_the_same_picture(example):
    again = example_report()
    other = Context(again.graph, again.card, Settings(), again.findings)
    for cycle in example.graph.cycles.values():
        assert alignment(example, cycle) == alignment(other, cycle)


@pytest.mark.parametrize("cycle", CYCLES)
def test_no_exchange_of_neighbours_removes_a_crossing(example, cycle):
    made = drawn(example, cycle_map(example, example.cycle(cycle)))
    now = crossings(made.made, made.heights)
    for id, row in made.made.children.items():
        for at in range(len(row) - 1):
            swapped = [*row[:at], row[at + 1], row[at], *row[at + 2 :]]
            spots = made.made.spots
            if spots[row[at]].kind == spots[row[at + 1]].kind and spots[row[at]].inside == spots[row[at + 1]].inside:
                other = with_order(made.made, {**made.made.children, id: swapped})
                assert crossings(other, made.heights) >= now, (row[at], row[at + 1])


def test_no_order_of_the_pillars_crosses_less(example):
    made = drawn(example, cycle_map(example, example.cycle("2026-Q3")))
    now = crossings(made.made, made.heights)
    tops = made.made.children[""]
    pillars = [id for id in tops if id in example.graph.pillars]
    for order in permutations(pillars):
        row = [*order, *(id for id in tops if id not in pillars)]
        assert crossings(with_order(made.made, {**made.made.children, "": row}), made.heights) >= now


def everything_open(context, cycle):
    made = drawn(context, cycle_map(context, context.cycle(cycle)))
    last = len(made.made.heads) - 1
    whole = type(made)(made.made, made.cards, made.lines, made.heights, last, opened_to(made.made, last))
    return map_view(context, whole)


@pytest.mark.parametrize("cycle", CYCLES)
def test_no_node_lies_on_another_and_none_outside(example, cycle):
    view = everything_open(example, cycle)
    for one, other in combinations(view.boxes, 2):
        apart_x = one.x + one.width <= other.x or other.x + other.width <= one.x
        apart_y = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert apart_x or apart_y, (one.id, other.id)
    for box in view.boxes:
        assert box.x >= 0 and box.x + box.width <= view.width and 0 <= box.y <= view.height - box.height


@pytest.mark.parametrize("cycle", CYCLES)
def test_no_line_of_the_tree_runs_through_a_node(example, cycle):
    view = everything_open(example, cycle)
    boxes = {box.id: box for box in view.boxes}
    for path in view.paths:
        child, parent = boxes[path.child], boxes[path.parent]
        if path.kind != "tree" or child.inside:
            continue
        y, left = child.y + 15, parent.x + parent.width + 24
        for box in view.boxes:
            across = box.y < y < box.y + box.height and box.x < child.x - 1 and box.x + box.width > left
            assert not across, (path.child, box.id)


@pytest.mark.parametrize("cycle", CYCLES)
def test_labels_are_whole_and_fit_their_nodes(example, cycle):
    for box in everything_open(example, cycle).boxes:
        title = " ".join(line.text for line in box.lines if line.tone == "title")
        assert title == " ".join(box.title.split()) and not box.full
        for line in box.lines:
            size, bold = (13, box.kind in ("pillar", "objective")) if line.tone == "title" else (11.5, True)
            assert line.x + text_width(line.text, size, bold=bold and line.tone != "whose") <= box.width
            assert line.y < box.height


def test_at_most_forty_nodes_show_at_first_and_the_company_always(example):
    view = map_view(example, drawn(example, cycle_map(example, example.cycle("2026-Q3"))))
    seen = [box for box in view.boxes if box.y is not None and box.kind != "key_result"]
    assert len(seen) <= 40 < len([box for box in view.boxes if box.kind != "key_result"])
    assert {"CO-2026Q3-1", "CO-2026-1", "ONB-2026Q3-1"} <= {box.id for box in seen}
    assert not [box for box in seen if box.kind == "initiative" and box.up]


# A small organisation


def linked(goal, result, **supports):
    """Documents of the crew with one objective each that supports something."""
    return {
        f"{id}.md": goal(
            id,
            result(id.lower(), {}),
            team="company" if id.startswith("C") else "crew",
            more=f"    supports: {to}" if to else "",
        )
        for id, to in supports.items()
    }


def test_who_leads_nowhere_stands_in_a_lane_of_its_own(told, goal, result, shown):
    context = told(linked(goal, result, C1="", A1="C1", A2="", A3="A2"))
    view = alignment(context, context.cycle("2026-Q3"))
    assert view.fact == "1 of 3 objectives lead to a company objective."
    assert view.act == "2 stand alone: “Title of A2” and “Title of A3”."
    assert [branch.id for branch in view.outline.alone] == ["A2"]
    assert [branch.id for branch in view.outline.branches] == ["C1"]
    tops = {box.id: box.y for box in view.map.boxes}
    assert view.map.lane is not None and tops["C1"] < view.map.lane < tops["A2"]
    assert "Stands alone" in shown("alignment.html", view)


def test_when_everything_is_linked_the_sentence_says_so(told, goal, result):
    context = told(linked(goal, result, C1="", A1="C1", A2="C1"))
    view = alignment(context, context.cycle("2026-Q3"))
    assert (view.fact, view.act) == ("All 2 objectives lead to a company objective.", "")
    assert view.loose[0].links == () and view.map.lane is None


def test_a_key_result_of_the_company_that_nobody_supports_is_named(told, goal, result):
    context = told(linked(goal, result, C1="", A1="C1"))
    view = alignment(context, context.cycle("2026-Q3"))
    assert [line[0].text for line in view.loose[1].links] == ["Raise c1"]
    (bare,) = [row for row in view.matrix.rows if row.bare]
    assert (bare.title.text, bare.total) == ("Raise c1", "nobody")


def test_a_circle_and_a_long_chain_end(told, goal, result, shown):
    chain = {f"A{n}": f"A{n - 1}" for n in range(1, 120)}
    context = told(linked(goal, result, C1="", A0="C1", X1="X2", X2="X1", **chain))
    html = Fragment(shown("alignment.html", alignment(context, context.cycle("2026-Q3"))))
    assert len(html.nodes) == 1 + 1 + 120 + 2
    assert {("A119", "A118"), ("A60", "A59"), ("A0", "C1")} <= html.drawn


def test_drafts_are_shown_apart_and_count_in_nothing(told, goal, result):
    documents = linked(goal, result, C1="", A1="C1")
    documents["d.md"] = goal("D1", result("d1", {}), more="    supports: C1\n    state: proposed")
    context = told(documents)
    view = alignment(context, context.cycle("2026-Q3"))
    box = next(box for box in view.map.boxes if box.id == "D1")
    assert (box.tentative, box.mark.word, view.fact) == (
        True,
        "Proposed",
        "The only objective below the company leads to a company objective.",
    )


def test_longer_cycles_are_shown_where_they_are_supported(told, goal, result):
    documents = linked(goal, result, C1="Y1", A1="C1")
    documents["y.md"] = goal("Y1", result("y1", {}), team="company", cycle="2026")
    documents["z.md"] = goal("Z1", result("z1", {}), team="company", cycle="2026")
    context = told(documents)
    made = cycle_map(context, context.cycle("2026-Q3"))
    assert "Y1" in made.spots and "Z1" not in made.spots
    assert made.heads == ("Company, 2026", "Company, 2026-Q3", "Teams")
    assert "C1" in cycle_map(context, context.cycle("2026")).spots


def test_a_shared_objective_stands_in_the_column_of_each_of_its_teams(told, goal, result):
    documents = linked(goal, result, C1="")
    documents["s.md"] = goal("S1", result("s1", {}), more="    supports: C1\n    shared_with: desk")
    context = told(documents)
    table = alignment(context, context.cycle("2026-Q3")).matrix
    assert [team.text for team in table.teams] == ["Crew", "Desk"]
    assert [len(cell) for cell in table.rows[0].cells] == [1, 1]
    assert table.rows[0].total == "1 objective"


def test_the_matrix_tells_direct_support_from_support_through_another(told, goal, result):
    context = told({**linked(goal, result, C1="", A1="C1.c1", A2="A1")})
    rows = alignment(context, context.cycle("2026-Q3")).matrix.rows
    assert [(one.title, one.through) for one in rows[1].cells[0]] == [
        ("Title of A1", ""),
        ("Title of A2", "Title of A1"),
    ]


def test_titles_are_shown_as_text_whatever_they_are(told, goal, result, shown):
    nasty = "</text><script>alert(1)</script>\" onclick='x' & " + "unbreakable" * 40
    text = goal("C1", result("c1", {}), team="company").replace("Title of C1", "'" + nasty.replace("'", "''") + "'")
    context = told({"c.md": text, **linked(goal, result, A1="C1")})
    html = shown("alignment.html", alignment(context, context.cycle("2026-Q3")))
    assert "<script>" not in html and "</text><" in html and "alert(1)" in html
    assert not [name for name in Fragment(html).names if name.startswith("on")]
    view = alignment(context, context.cycle("2026-Q3")).map
    box = next(box for box in view.boxes if box.id == "C1")
    assert len([line for line in box.lines if line.tone == "title"]) == 4
    assert box.full == context.title("C1")


def test_above_a_thousand_nodes_there_is_the_outline_only(told, goal, result, shown):
    objectives = "".join(
        f"  - id: A{n}\n    objective: Title of A{n}\n    owner: crew-lead\n    supports: C1\n"
        for n in range(MOST_NODES)
    )
    many = f"---\nokr: objectives\nteam: crew\ncycle: 2026-Q3\nobjectives:\n{objectives}---\n"
    context = told({**linked(goal, result, C1=""), "many.md": many})
    view = alignment(context, context.cycle("2026-Q3"))
    assert view.map is None and "1001 objectives and initiatives are too many for a drawing" in view.note
    assert shown("alignment.html", view).count('data-id="A') == MOST_NODES


def test_without_objectives_the_page_says_so(told, shown):
    (page,) = alignment_pages(told({}))
    assert page.address == "alignment/"
    assert "No objectives yet." in shown("alignment.html", page.made())


def test_each_cycle_has_a_page_that_leads_to_the_others(example):
    made = {page.address: page.made() for page in alignment_pages(example)}
    assert set(made) == {"alignment/", *(f"alignment/{id.lower()}/" for id in CYCLES)}
    assert made["alignment/"] == made["alignment/2026-q3/"]
    links = [(link.text, link.address) for link in made["alignment/2026-q2/"].around]
    assert links == [
        ("← 2026-Q1", "alignment/2026-q1/"),
        ("2026-Q3 →", "alignment/2026-q3/"),
        ("↑ 2026", "alignment/2026/"),
    ]


def test_the_address_can_be_renamed(example):
    renamed = Context(example.graph, example.card, Settings(paths={"alignment": "karte"}))
    assert next(alignment_pages(renamed)).address == "karte/"


# Blocks


def ids_of(context, text):
    view = block(context, text).view
    pending, found = [*view.outline.branches, *view.outline.alone], []
    while pending:
        one = pending.pop(0)
        found.append(one.id)
        pending.extend(one.children)
    return found


def test_a_tree_by_id_shows_what_leads_there_and_where_it_leads(example):
    assert set(ids_of(example, "show: tree\nid: CO-2026Q3-2.tickets")) == {
        "ONEDESK",
        "CALM",
        "CO-2026-1",
        "CO-2026Q3-2",
        "CO-2026Q3-2.tickets",
        "PAR-2026Q3-1",
        "APP-2026Q3-2",
        "APP-R34",
    }


def test_a_tree_by_team_holds_the_teams_below_it(example):
    found = ids_of(example, "show: tree\nteam: engineering")
    assert {"ENG-2026Q3-1", "PLT-2026Q3-1", "REL-2026Q3-2", "CO-2026Q3-1"} <= set(found)
    assert "ONB-2026Q3-1" not in found


def test_a_map_in_a_page_leads_to_the_outline_and_keeps_out_of_its_address(example, shown):
    made = block(example, "show: map\ncycle: 2026-Q2")
    html = shown(made.template, made.view, "guide/")
    assert "data-own" not in html and 'href="../alignment/2026-q2/#n-' in html
    assert not re.search(r'\sid="', html)


def test_what_a_map_block_asks_for_in_vain_is_said_with_the_nearest(example):
    assert doubts(example, "show: map\nid: ONB-2026Q3-9")[0].startswith("There is no objective, key result")
    assert doubts(example, "show: tree\nteam: onbording") == (
        "There is no team `onbording`; did you mean `onboarding`?",
    )
    assert doubts(example, "show: tree\ncycle: 2025-Q3\nteam: payments") == (
        "Nothing in 2025-Q3 fits what this block asks for.",
    )


def test_an_objective_that_is_on_the_map_has_a_page(example):
    view = map_view(example, drawn(example, cycle_map(example, example.cycle("2026-Q3"))))
    box = next(box for box in view.boxes if box.id == "ONB-2026Q3-1")
    assert box.address == objective_page(example, example.graph.objectives["ONB-2026Q3-1"]).address
