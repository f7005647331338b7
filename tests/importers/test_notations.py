"""Every notation in which people write OKRs is read for the same objectives and key results."""

from __future__ import annotations

from typing import Any

import pytest

FERRIES = [("Ferries leave on time", ["Departures within five minutes", "Repairs within a day"])]
TWO = [*FERRIES, ("Passengers come back", ["Season tickets sold"])]

NOTATIONS = {
    "headings with a label": """
        ## Objective 1: Ferries leave on time
        - **KR1.1:** Departures within five minutes
        - **KR1.2:** Repairs within a day

        ## Objective 2: Passengers come back
        - **KR2.1:** Season tickets sold
    """,
    "headings with a label alone": """
        ### Objective 1
        Ferries leave on time

        #### Key results:
        * Departures within five minutes

        * Repairs within a day

        ### Objective 2
        Passengers come back

        #### Key results:
        * Season tickets sold
    """,
    "items with a label": """
        - Objective: Ferries leave on time
          - Key result: Departures within five minutes
          - Key result: Repairs within a day
        - Objective 2: Passengers come back
          - Key result: Season tickets sold
    """,
    "bold labels in items": """
        * **Objective:** Ferries leave on time
            * **Key Result:** Departures within five minutes
            * **Key Result:** Repairs within a day

        * **Objective:** Passengers come back
            * **Key Result:** Season tickets sold
    """,
    "numbered lists that begin with one": """
        1. **OBJECTIVE: Ferries leave on time**
           - KR: Departures within five minutes
           - KR: Repairs within a day
        1. **OBJECTIVE: Passengers come back**
           - KR: Season tickets sold
    """,
    "short labels and plain bullets": """
        #### O1: Ferries leave on time
        * P0, @crew-lead: Departures within five minutes
        * P1, ???: Repairs within a day

        #### O2: Passengers come back
        * P0, @sales-lead: Season tickets sold
    """,
    "paragraphs with a label": """
        #### Objective 1: Ferries leave on time

        **Key Result 1:** Departures within five minutes
        **Key Result 2:** Repairs within a day

        #### Objective 2: Passengers come back

        **Key Result 1:** Season tickets sold
    """,
    "a list whose items only announce": """
        - Objective: Ferries leave on time
            - Key results:
                - Departures within five minutes
                    - on all lines
                - Repairs within a day
            - Why?
                - Waiting costs us the market
        - Objective: Passengers come back
            - Key result:
                - Season tickets sold
    """,
    "headings below a cycle": """
        # Objectives and Key Results
        ## 2026 Q3
        ### Ferries leave on time
        * Departures within five minutes [p0]
          * counted at the pier
        * Repairs within a day [p1]

        ### Passengers come back
        * Season tickets sold

        ## 2026 Q2
        - [the sheet of that time](https://example.org/sheet)
    """,
    "bold lines below a cycle": """
        # Quarterly OKRs
        ## 2026 Q3

        **Ferries leave on time**
        - `P0` @crew-lead - Departures within five minutes
        - `P1` - Repairs within a day

        **Passengers come back**
        - `PX` @sales-lead - Season tickets sold
    """,
    "nested bullets by department": """
        # OKRs
        ## Q3 2026
        ### Vision:
        * The harbour that everybody loves

        ### Crew:
        * Ferries leave on time
          * [P0] Departures within five minutes
          * [P1] Repairs within a day

        ### Sales:
        * Passengers come back
          * Season tickets sold
    """,
    "key results below headings of their own": """
        # Quarterly Objectives and Key Results
        ### Ferries leave **on time**

        _What do passengers see?_

        #### Key results

        - Departures within five minutes
        - Repairs within a day

        ### Passengers come back

        #### Key results

        - Season tickets sold
    """,
    "a table of key results with a status": """
        |Key Result|Status|
        |-|-|
        |**O1: Ferries leave on time**||
        |KR 1.1: Departures within five minutes|On target|
        |KR 1.2: Repairs within a day|Started|
        |-|-|
        |**O2: Passengers come back**||
        |KR 2.1: Season tickets sold|Completed|
    """,
    "a table without titles": """
        | **Objective #1: Ferries leave on time** | |
        |-|-|
        | **KR1.1**: Departures within five minutes | On Target |
        | **KR 1.2**: Repairs within a day | Started |
        | **Objective #2: Passengers come back** | |
        | **KR2.1**: Season tickets sold | Not Started |
    """,
    "tables with a number and a text": """
        ### Objective 1: Ferries leave on time

        | Key Results | Measurable Outcome |
        |---|---|
        | KR 1.1 | Departures within five minutes |
        | KR 1.2 | Repairs within a day |

        ### Objective 2: Passengers come back

        | KR | Target |
        |---|---|
        | **KR 1** | Season tickets sold |
    """,
    "a table of priorities and owners": """
        | **Harbour** | **Priority** | **Owner** | **Mid** | **End-Q** |
        | :---: | :---: | --- | --- | --- |
        | **1 Ferries leave on time** | | | | |
        | Departures within five minutes | **P0** | crew-lead | 0.2 | 0.5 |
        | Repairs within a day | P1 | yard-lead | 0.1 | 0.3 |
        | | | | | |
        | **2 Passengers come back** | | | | |
        | Season tickets sold | P1 | sales-lead | 0.3 | 0.7 |
    """,
    "a table with a column of objectives": """
        | Objective | Key Result | Owner |
        |---|---|---|
        | Ferries leave on time | Departures within five minutes | crew-lead |
        | | Repairs within a day | yard-lead |
        | Passengers come back | Season tickets sold | sales-lead |
    """,
    "plain lines with labels": """
        Company Objective 1: Ferries leave on time
          KR 1.1: Departures within five minutes
          KR 1.2: Repairs within a day

        Company Objective 2: Passengers come back
          KR 2.1: Season tickets sold
    """,
    "letters": """
        O: Ferries leave on time
        KR: Departures within five minutes
        KR: Repairs within a day

        O: Passengers come back
        KR: Season tickets sold
    """,
    "underlined headings": """
        Objective 1
        ===========
        Ferries leave on time

        Key Results
        -----------
        1. Departures within five minutes
        2. Repairs within a day

        Objective 2
        ===========
        Passengers come back

        Key Results
        -----------
        1. Season tickets sold
    """,
    "a quotation": """
        > Objective 1: Ferries leave on time
        > - KR1: Departures within five minutes
        > - KR2: Repairs within a day
        >
        > Objective 2: Passengers come back
        > - KR1: Season tickets sold
    """,
    "goals and boxes to tick": """
        - Goal 1: Ferries leave on time
          - [x] KR1: Departures within five minutes
          - [ ] KR2: Repairs within a day
        - Goal 2: Passengers come back
          - [ ] KR1: Season tickets sold
    """,
    "numbers of both in one label": """
        #### O1 Ferries leave on time

        - O1-KR1: Departures within five minutes
        - O1-KR2: Repairs within a day

        #### O2 Passengers come back

        - O2-KR1: Season tickets sold
    """,
    "cells of several lines": """
        | Objective | Key Results |
        |---|---|
        | Ferries leave on time | KR1: Departures within five minutes<br>KR2: Repairs within a day |
        | Passengers come back | KR1: Season tickets sold |
    """,
    "signs and German labels": """
        🎯 **Ziel 1:** Ferries leave on time

        📊 **Schlüsselergebnisse:**

        - Departures within five minutes
        - Repairs within a day

        🎯 **Ziel 2:** Passengers come back

        📊 **Schlüsselergebnisse:**

        - Season tickets sold
    """,
    "Japanese labels": """
        ### 目標１：Ferries leave on time
        - 主要な結果1：Departures within five minutes
        - 主要な結果2：Repairs within a day

        ### 目標２：Passengers come back
        - KR1：Season tickets sold
    """,
    "Portuguese labels": """
        ### **Objetivo 1: Ferries leave on time**

        #### **KR 1.1**: Departures within five minutes
        - **Meta**: 85%

        #### **KR 1.2**: Repairs within a day
        - **Meta**: 90%

        ### **Objetivo 2: Passengers come back**

        #### **KR 2.1**: Season tickets sold
    """,
}


@pytest.mark.parametrize("name", NOTATIONS)
def test_a_notation_is_read(name: str, importer: Any) -> None:
    assert importer.outline(NOTATIONS[name]) == TWO


@pytest.mark.parametrize("name", NOTATIONS)
def test_a_notation_becomes_documents_without_errors(name: str, importer: Any) -> None:
    imported = importer.written(NOTATIONS[name])
    assert importer.report(imported).worst != "error"


def test_a_sentence_may_announce_an_objective_and_its_key_results(importer: Any) -> None:
    text = """
        Our objective this quarter was to:

        **Let every ferry leave on time**

        We measured this by the following key results:

        - Departures within five minutes
        - Repairs within a day

        Here is how it went:

        - We left in time on most days
    """
    assert importer.outline(text) == [("Let every ferry leave on time", FERRIES[0][1])]


def test_a_cascade_keeps_who_supports_whom_and_what_has_no_key_results(importer: Any) -> None:
    text = """
        # Q3 2026 OKRs

        1. **CEO: A harbour that grows**
           1. **Crew: Ferries leave on time**
              1. Crew KR: Departures within five minutes => most days
              1. **Yard: Repairs are short**
                 1. Yard KR: Repairs within a day
           1. **Sales: Hire two people**
    """
    found = importer.found(text).objectives
    assert [one.title.text for one in found] == [
        "CEO: A harbour that grows",
        "Crew: Ferries leave on time",
        "Yard: Repairs are short",
        "Sales: Hire two people",
    ]
    assert [one.parent for one in found] == [None, 0, 1, 0]
    assert [len(one.key_results) for one in found] == [0, 1, 1, 0]
    assert found[1].key_results[0].said["owner"].text == "Crew"
    assert importer.document(text).count("supports: CREW-2026Q3-1") == 2


def test_lines_without_breaks_are_objectives_of_their_own(importer: Any) -> None:
    text = """
        ## Objectives for 2026 Q3

        #### Crew WG

        O1. Ferries leave on time
        O2. Repairs are short (with Yard WG)

        #### Sales WG

        O1. Passengers come back
    """
    assert importer.outline(text) == [
        ("Ferries leave on time", []),
        ("Repairs are short (with Yard WG)", []),
        ("Passengers come back", []),
    ]
    assert [one.team.text for one in importer.found(text).objectives] == ["Crew WG", "Crew WG", "Sales WG"]


def test_a_title_above_and_its_text_below_become_one_key_result(importer: Any) -> None:
    text = """
        **Objective:** Ferries leave on time

        - **KR1 — Departures**
          Let nine of ten ferries leave within five minutes.
          - Status: Achieved. Nine of ten.
    """
    found = importer.found(text).objectives[0].key_results[0]
    assert found.title.text == "Departures"
    assert found.said["status"].text == "Achieved. Nine of ten."
    assert [piece.text for piece in found.rest] == ["Let nine of ten ferries leave within five minutes."]


def test_a_line_that_goes_on_belongs_to_the_item_before(importer: Any) -> None:
    text = """
        # OKRs
        ## 2026 Q3

        **Ferries leave on time**
        - `P0` - Departures within five minutes are counted at every pier of the harbour and on all
        lines
        Objective: another one
    """
    assert "on all lines" in str(importer.outline(text.replace("        Objective: another one\n", "")))


def test_text_at_the_margin_behind_a_list_is_not_the_last_item(importer: Any) -> None:
    text = """
        Advice:
        - Be brief
        Objective: Ferries leave on time
        Key Results:
        - Departures within five minutes
        - Repairs within a day
        Notice that no feature is named here.
    """
    assert importer.outline(text) == FERRIES


def test_lists_may_be_indented_as_deep_as_people_like(importer: Any) -> None:
    text = "## Objective 1: Ferries leave on time\n\n    - Departures within five minutes\n    - Repairs within a day\n"
    assert importer.outline(text) == FERRIES


def test_what_stands_in_code_or_in_comments_is_no_okr(importer: Any) -> None:
    text = """
        ## Objective 1: Ferries leave on time
        - KR1: Departures within five minutes
        - KR2: Repairs within a day

        ```
        Objective 2: drawn again
        - KR1: 80 %
        ```

        <!-- Objective 3: an old one
        - KR1: gone -->
    """
    assert importer.outline(text) == FERRIES


@pytest.mark.parametrize(
    "text",
    [
        "# How we write OKRs\n\n## Principles\n- Be brief\n- Be bold\n\n## Roles\n- A champion\n",
        "An **Objective** helps to answer where to go.\n\n- Objectives\n  - Objectives are bold\n",
        "### Objective 1: <% cursor %>\n\n- KR1: \n- KR2: \n",
        "**Objective:** [Clear goal]\n\n**Key Result 1:** [Outcome]\n- **Target:** ____\n",
        "# Notes of Q3 2026\n\n## Visitors\n- the mayor\n- the press\n",
        "Objective Setting Session\n\nKey Results Definition Workshop\n",
        "",
        "\ufeff",
    ],
)
def test_a_text_that_only_speaks_of_okrs_holds_none(text: str, importer: Any) -> None:
    assert importer.outline(text) == []


def test_an_objective_that_is_told_again_counts_once(importer: Any) -> None:
    text = (
        NOTATIONS["headings with a label"]
        + """
        ## Objective 1: Ferries leave on time
        - KR1.1: Departures within five minutes
    """
    )
    assert importer.outline(text) == TWO
    assert any("told again" in doubt.message for doubt in importer.found(text).doubts)
