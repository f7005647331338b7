"""The words that label what is said of an objective or a key result, in the languages that people write them in."""

from __future__ import annotations

_WORDS = {
    "baseline": """baseline, base, starting point, starting value, start value, initial value, valor inicial,
        linha de base, línea base, ausgangswert, ベースライン, 基準値, 现状, 基线, базовое значение""",
    "start": "start",
    "target": """target, target value, goal, meta, zielwert, cible, objetivo, 目標値, 目標, 目标值, целевое значение""",
    "current": """current, current progress, current value, current status, current state, actual, latest,
        now, today, valor atual, atual, valor actual, aktuell, 現在値, 現在, 当前值, текущее значение""",
    "progress": """progress, % complete, % done, completion, percent complete, progresso, fortschritt,
        進捗, 进度, прогресс""",
    "score": "score, final score, grade, final grade, okr score, pontuação, nota, スコア, 评分, оценка",
    "confidence": "confidence, confidence level, confiança, confianza, 自信度, 信心",
    "status": """status, state, health, overall health, rag, rag status, situação, estado,
        ステータス, 状態, 状态, статус""",
    "owner": """owner, owners, dri, responsible, responsável, responsable, lead, assignee, accountable, driver,
        verantwortlich, 担当, 担当者, 责任人, 负责人, ответственный""",
    "priority": "priority, priority level, prio, prioridade, prioridad, 優先度, 优先级",
    "measurement": """measurement, measure, measured by, how measured, how we measure, measurement method,
        metric source, data source, source, tracking, medição, medición, messung, 測定方法, 衡量方式""",
    "window": "window, time window",
    "cohort": "cohort",
    "category": "category, categoria",
    "weight": "weight, peso",
    "context": """context, strategic context, why, why?, rationale, background, motivation, contexto,
        justificativa, なぜ, 背景""",
    "team": "team, squad, department, equipe, equipo, チーム, 部署",
    "cycle": "cycle, quarter, time period, period, okr cycle, ciclo, trimestre, 期間, 四半期, 季度",
}

FIELDS = {key: tuple(" ".join(name.split()) for name in names.split(",")) for key, names in _WORDS.items()}
"""How each thing that can be said is called, in small letters; `team` and `cycle` among them."""

OBJECTIVES = (
    "objective",
    "objetivo",
    "objectif",
    "obiettivo",
    "ziel",
    "doel",
    "mål",
    "cel",
    "цель",
    "目標",
    "目标",
    "목표",
)
"""One objective."""

KEY_RESULTS = (
    *("key result", "key-result", "keyresult", "kr", "resultado-chave", "resultado chave", "resultado clave"),
    *("résultat clé", "resultat clé", "risultato chiave", "schlüsselergebnis", "kernresultat", "ключевой результат"),
    *("主要な結果", "主要な成果", "主要結果", "成果指標", "キーリザルト", "关键结果", "關鍵結果", "핵심 결과"),
)
"""One key result."""

SECTIONS = (
    *("key results", "key result", "krs", "measurable outcomes", "resultados-chave", "resultados chave"),
    *("resultados clave", "résultats clés", "schlüsselergebnisse", "ключевые результаты"),
    *("主要な結果", "主要な成果", "キーリザルト", "关键结果", "핵심 결과"),
)
"""A heading above key results."""
