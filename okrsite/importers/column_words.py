"""How people entitle the columns of tables, beside the labels that prose has too; all in small letters."""

from __future__ import annotations

from okrsite.importers.vocabulary import FIELDS, KEY_RESULTS, OBJECTIVES, SECTIONS

OBJECTIVE_TITLES = (
    *(
        *OBJECTIVES,
        "objectives",
        "objetivos",
        "objectifs",
        "obiettivi",
        "ziele",
        "doelen",
        "цели",
        "objektive",
        "team objective",
        "quarterly objective",
    ),
)
"""Columns of objectives."""

RESULT_TITLES = tuple(dict.fromkeys((*KEY_RESULTS, *SECTIONS, "kr's", "key results (krs)", "keyresults")))
"""Columns of key results."""

_MORE = {
    "baseline": """from, initial, starting, start metric, initial metric, baseline metric, ist-wert, startwert, valor
        base""",
    "target": """to, end value, goal value, desired value, desired, target metric, planned, stretch target,
        ziel-wert, sollwert, valor objetivo, valor alvo, alvo, objectif chiffré, 目標値""",
    "current": "actual value, latest value, current metric, achieved, result to date, istwert, ist, valeur actuelle",
    "progress": """progress %, % progress, % achieved, % completed, completion %, attainment, achievement, avance,
        avancement""",
    "score": "rating, end score, okr grade, final rating, score (0-1), bewertung",
    "confidence": "confidence score, confidence rating",
    "owner": """owner name, assigned to, responsible person, person responsible, accountable person, champion,
        directly responsible individual, verantwortlicher, verantwortliche, proprietário, propietario, dono""",
    "status": "rag rating, traffic light, ampel, statut, stato",
    "cycle": """timeframe, time frame, okr period, interval, zeitraum, quartal, période, periode, okr cycle name,
        cycle name""",
    "team": """team name, teams, group, business unit, division, organisation, organization, abteilung, équipe,
        equipa, отдел, команда""",
    "weight": "weighting, gewicht, gewichtung, pondération",
    "done": "done, done?, completed, completed?, complete, complete?, erledigt",
    "measurement": "how to measure, measuring method, messgröße, metric definition",
    "number": "#, no, no., nr, nr., id, key, okr id, item id, №, nº, ref, reference, número, nummer",
    "parent": """parent, parent id, parent okr, parent item, parent goal, parent objective, parent objective id,
        linked objective, company objective, aligned objective, aligned to, aligns to, aligned with,
        alignment, supports, contributes to, belongs to""",
    "unit": "unit, units, unit of measure, metric unit, uom, einheit, unidad, unidade, unité, 単位, 单位",
    "date": """date, last updated, last update, updated, updated at, updated on, last check-in, last check-in date,
        last checkin date, check-in date,
        checkin date, as of""",
    "year": "year, jahr, ano, año, année, 年, 年度, год",
    "kind": "type, item type, work item type, issue type, okr type, level, kind, tipo, typ, 種類, 类型, тип",
    "okr": """title, name, summary, text, item, okr, okrs, objective / key result, objective/key result,
        objectives and key results, objectives & key results""",
    "metric": """metric, metric name,
        metrics, kpi, kpis, indicator, outcome, outcomes, result, results, measurable outcome,
        success metric""",
    "goal": "goal, goals, 目標, 目标",
    "description": "description, details, descripción, descrição, beschreibung, 説明, 描述, описание",
}

KNOWN = {name: key for key, names in FIELDS.items() for name in names} | {
    " ".join(name.split()): key for key, names in _MORE.items() for name in names.split(",")
}
"""What a column holds, by its title. `okr`, `metric`, `goal` and `description` depend on the other columns."""
