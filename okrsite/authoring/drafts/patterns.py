"""Key results to begin with, by how a team is set up: what it is that such a team changes for others."""

from __future__ import annotations

from msgspec import Struct

STRUCTURES = ("feature", "cross-functional", "platform", "leadership")


class Pattern(Struct, frozen=True):
    """A key result to be filled in; `id` is its end, `hint` says what makes it a good one."""

    id: str
    title: str
    category: str
    measurement: str
    baseline: str
    target: str
    hint: str


_FEATURE = (
    Pattern(
        ".activation",
        "Share of [who is new] that [do what shows the value]",
        "usage",
        "[what counts as done, from which source]",
        "[baseline, e.g. 38%]",
        "[target, e.g. 60%]",
        "Behaviour: something that they do, not something that they see. Take the one action that foretells "
        "whether they stay.",
    ),
    Pattern(
        ".retention",
        "Share of [who began] that come back [when]",
        "usage",
        "[what counts as coming back, from which source]",
        "[baseline, e.g. 22%]",
        "[target, e.g. 35%]",
        "One cohort and one window: day 30 for a tool of every day, week 12 for one of every month.",
    ),
    Pattern(
        ".satisfaction",
        "How [who uses it] rate [what they came for]",
        "satisfaction",
        "[which question, on which scale, asked of whom]",
        "[baseline, e.g. 3.6/5]",
        "[target, e.g. 4.3/5]",
        "A number of usage that rises while satisfaction falls tells something that neither tells alone.",
    ),
)
_PLATFORM = (
    Pattern(
        ".adoption",
        "Share of [teams who could] that use [what you offer] by themselves",
        "usage",
        "[what counts as using it, from which source]",
        "[baseline, e.g. 30%]",
        "[target, e.g. 70%]",
        "Your consumers are teams. Nobody is made to adopt it: a platform that is used is one that helps.",
    ),
    Pattern(
        ".satisfaction",
        "How [who builds on it] rate the platform",
        "satisfaction",
        "[which question, on which scale, asked of whom, how often]",
        "[baseline, e.g. 3.2/5]",
        "[target, e.g. 4.1/5]",
        "Ask your consumers, every cycle the same question.",
    ),
    Pattern(
        ".wait",
        "Time that a team waits for [what it needs from you]",
        "usage",
        "[from which moment to which, from which source]",
        "[baseline, e.g. 48 hours]",
        "[target, e.g. 3 hours]",
        "What you save others is your outcome; what you build for that is a bet on the roadmap.",
    ),
)
_CROSS = (
    Pattern(
        ".outcome",
        "[metric that all of you move together] of [which customers]",
        "business",
        "[from which source, counted how]",
        "[baseline, e.g. 4.1%]",
        "[target, e.g. 7%]",
        "One number that no craft can move alone, so that you win or lose it together.",
    ),
    Pattern(
        ".whole",
        "Share of [who begin] that get all the way to [what they came for]",
        "usage",
        "[which steps, from which source]",
        "[baseline, e.g. 55%]",
        "[target, e.g. 75%]",
        "The whole way of a customer, with every hand-over between your crafts in it.",
    ),
    Pattern(
        ".satisfaction",
        "How [which customers] rate [the whole way]",
        "satisfaction",
        "[which question, on which scale, asked of whom]",
        "[baseline, e.g. +12]",
        "[target, e.g. +40]",
        "What they say at the end of it.",
    ),
)
_LEADERSHIP = (
    Pattern(
        ".business",
        "[metric of the whole, such as revenue that renews]",
        "business",
        "[from which source, counted how]",
        "[baseline, e.g. $1.2M]",
        "[target, e.g. $1.5M]",
        "The portfolio as a whole: what all teams together should change. Each team's objectives then support it.",
    ),
    Pattern(
        ".new",
        "Share of [what counts, such as revenue] that comes from [what is new]",
        "usage",
        "[what counts as new, from which source]",
        "[baseline, e.g. 8%]",
        "[target, e.g. 15%]",
        "Is the balance of the portfolio right: what earns today, what grows, what may be next?",
    ),
    Pattern(
        ".customers",
        "How [which customers] would recommend you",
        "satisfaction",
        "[NPS or which question, asked of whom, how often]",
        "[baseline, e.g. +24]",
        "[target, e.g. +34]",
        "A number that keeps the other two honest.",
    ),
)
PATTERNS = {"feature": _FEATURE, "cross-functional": _CROSS, "platform": _PLATFORM, "leadership": _LEADERSHIP}
