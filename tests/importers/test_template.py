"""The notation of the seed text 000, a template with worked examples, from prose to findings."""

from __future__ import annotations

from typing import Any

import pytest

TEMPLATE = """
---
title: "Harbour template"
owner: "somebody"
---

# Template for our planning

## Structure

### Objective Definition
**Objective:** [What we want, in words]
- **Time Period:** [Quarter/Year]
- **Owner:** [Name]

### Key Results
**Key Result 1:** [Outcome]
- **Baseline:** [Today]
- **Target:** [Then]

## Examples

### Quarter 1 2024 OKRs

#### Objective 1: Make people come back

**Strategic Context:** Newcomers leave after a week.

**Key Result 1:** Raise daily users from 12,000 to 18,000
- **Baseline:** 12,000 DAU (December 2023)
- **Target:** 18,000 DAU (March 2024)
- **Measurement:** Dashboard, daily
- **Current Progress:** 14,500 DAU (58% progress)

**Key Result 2:** Keep people from 45% to 65%
- **Baseline:** 45% retention rate
- **Target:** 65% retention rate
- **Measurement:** Cohorts, monthly
- **Current Progress:** 52% retention (35% progress)

**Key Result 3:** Sessions of 8+ minutes
- **Baseline:** 5.2 minutes average session
- **Target:** 8.0 minutes average session
- **Measurement:** Analytics
- **Current Progress:** 6.1 minutes (33% progress)

#### Objective 2: Ship what people ask for

**Key Result 1:** A dashboard with 80%+ adoption
- **Baseline:** Idea checked with 25 customers
- **Target:** Released, with 80% of active users on it within 30 days
- **Measurement:** Adoption
- **Current Progress:** In beta, 15% early adoption

**Key Result 2:** Work with 5+ popular tools
- **Baseline:** No integration yet
- **Target:** 5 popular tools (mail, chat, calendar)
- **Measurement:** Live integrations
- **Current Progress:** 2 integrations completed (40% progress)

**Key Result 3:** Rated 4.5+ on average
- **Baseline:** Current rating on average: 3.8/5
- **Target:** 4.5/5 average rating for releases
- **Measurement:** Ratings
- **Current Progress:** 4.2/5 current average (60% progress)

#### Objective 3: Decide with numbers

**Key Result 1:** Analytics across 100% of journeys
- **Baseline:** Analytics on 60% of key flows
- **Target:** Complete analytics on all critical paths
- **Measurement:** Audit
- **Current Progress:** 85% coverage implemented (83% progress)

**Key Result 2:** A weekly report that writes itself
- **Baseline:** Monthly reports by hand
- **Target:** Weekly reports by themselves
- **Measurement:** Reports sent
- **Current Progress:** Design done, automation to come

**Key Result 3:** Hear 20+ users
- **Baseline:** 5 user interviews in Q4 2023
- **Target:** 20+ structured interviews
- **Measurement:** Interviews
- **Current Progress:** 12 interviews completed (60% progress)

### Quarter 2 2024 OKRs (Example)

#### Objective 1: Welcome large customers

**Key Result 1:** Pass the SOC 2 audit
**Key Result 2:** Win 5 pilot customers (>$50K ARR each)

#### Objective 2: Short first steps

**Key Result 1:** Cut the time to a first result from 3 days to <4 hours

## Process

### 1. Workshop
**Duration:** 2 hours
**Activities:**
- Look at the strategy

```
Objective 1: _________________
Key Result 1:
- Baseline: ____________
```

**Next Review:** {{ next_quarter }}
"""

EXPECTED = [
    ("12,000 DAU (December 2023)", "18,000 DAU (March 2024)", "14,500 DAU", "58%"),
    ("45% retention rate", "65% retention rate", "52% retention", "35%"),
    ("5.2 minutes average session", "8.0 minutes average session", "6.1 minutes", "33%"),
    ("Idea checked with 25 customers", "80%", "15%", None),
    ("No integration yet", "5 popular tools (mail, chat, calendar)", "2 integrations completed", "40%"),
    ("3.8/5", "4.5/5 average rating for releases", "4.2/5 current average", "60%"),
    ("60%", "100%", "85% coverage implemented", "83%"),
    ("Monthly reports by hand", "Weekly reports by themselves", "Design done, automation to come", None),
    ("5 user interviews in Q4 2023", "20+ structured interviews", "12 interviews completed", "60%"),
]


@pytest.fixture(scope="module")
def imported(importer: Any) -> Any:
    return importer.written(TEMPLATE, cycle=None)


def first_quarter(report: Any) -> list[Any]:
    content = report.documents["crew/2024-q1.md"].content
    return [one for objective in content.objectives for one in objective.key_results]


def test_each_quarter_becomes_a_document(imported: Any) -> None:
    held = [(one.name, one.objectives, one.key_results) for one in imported.documents]
    assert held == [("crew/2024-q1.md", 3, 9), ("crew/2024-q2.md", 2, 3)]


def test_its_nine_key_results_have_their_baselines_targets_and_readings(imported: Any, importer: Any) -> None:
    entries = first_quarter(importer.report(imported))
    assert [(one.baseline, one.target, one.current, one.stated_progress) for one in entries] == EXPECTED
    assert [one.measurement for one in entries][:2] == ["Dashboard, daily", "Cohorts, monthly"]


def test_five_findings_tell_where_the_stated_progress_is_wrong(imported: Any, importer: Any) -> None:
    findings = [one for one in importer.report(imported).findings if one.name == "stated-progress"]
    assert [one.subject.removeprefix("CREW-2024Q1-") for one in findings] == ["1.1", "1.3", "2.3", "3.1", "3.3"]


def test_its_documents_have_no_errors(imported: Any, importer: Any) -> None:
    assert importer.report(imported).worst == "warning"


def test_forms_and_code_stay_text(imported: Any) -> None:
    body = imported.documents[0].raw.decode().split("\n---\n", 1)[1]
    for kept in ("[What we want, in words]", "[Quarter/Year]", "{{ next_quarter }}", "Objective 1: _________________"):
        assert kept in body


def test_numbers_that_are_taken_from_prose_or_a_title_are_told(imported: Any) -> None:
    told = " ".join(doubt.message for doubt in imported.doubts)
    for said in ("`60%` from", "`80%` from", "`100%` is taken from the title", "`3.8/5` from", "`15%` from"):
        assert said in told


def test_the_sentence_around_a_number_is_kept(imported: Any) -> None:
    text = imported.documents[0].raw.decode()
    assert "Baseline: Analytics on 60% of key flows" in text
    assert "Target: Complete analytics on all critical paths" in text


def test_ways_in_titles_are_the_numbers_of_the_second_quarter(imported: Any, importer: Any) -> None:
    content = importer.report(imported).documents["crew/2024-q2.md"].content
    entries = [one for objective in content.objectives for one in objective.key_results]
    assert [(one.baseline, one.target) for one in entries] == [(None, None), (None, "5"), ("3 days", "<4 hours")]
