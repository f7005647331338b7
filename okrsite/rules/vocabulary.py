"""The words that several rules listen for.

They are English; a title in another language is never found by them. `either` makes a list a part of a pattern.
"""

from __future__ import annotations


def either(*lists: str) -> str:
    """The alternatives of a regular expression: words parted by spaces, in which `_` stands for a space.

    >>> either("launch roll_out", "ship")
    '(?:launch|roll out|ship)'
    """
    return "(?:" + "|".join(word.replace("_", " ") for words in lists for word in words.split()) + ")"


def among(words: str) -> frozenset[str]:
    """A set of words parted by spaces."""
    return frozenset(words.split())


SHIPPING = """launch ship release deploy implement redesign rebuild rewrite refactor migrate roll_out rollout
    publish re-launch relaunch set_up setup install integrate automate configure prototype"""
"""Verbs of work on software and the like, which mean hardly anything else."""

MAKING = "deliver build create develop write complete finish"
"""Verbs of making, of things and of other things."""

WORKING = """design introduce add draft document finali[sz]e organi[sz]e host conduct run hold attend prepare
    produce define establish identify plan update upgrade test research investigate explore evaluate review move
    enable start begin make_available submit propose agree_on decide_on decide provide collect gather analy[sz]e
    hire recruit train schedule port merge open_an? open_the close"""
"""Other verbs of work that is over on some day."""

FINISHED = """released shipped launched deployed merged implemented published documented rolled_out completed
    in_place finali[sz]ed migrated set_up rewritten refactored"""
"""What such work is once it is over."""

WANTING = """improve increase enhance boost optimi[sz]e reduce decrease grow raise lower strengthen maximi[sz]e
    minimi[sz]e accelerate drive expand deepen foster promote cut lift better speed_up elevate streamline advance
    scale"""
"""Verbs that want more or less of something."""

REACHING = "achieve bring double gain get halve hold keep maintain reach shorten win secure attain"
"""Other verbs in front of the name of a metric."""

METRICS = """rates? ratio times? cadence coverage count scores? share adoption costs? latency frequency
    satisfaction usage use views visits days hours errors failures defects crash crashes incidents quality success
    retention revenue volume velocity turnaround duration delays? completion conversion attendance nps csat speed
    performance reliability availability traffic signups sign-ups bugs accuracy readiness punctuality pass"""
"""Nouns that end the name of a metric."""

ARTEFACTS = """features? dashboards? apps? applications? redesign version v\\d\\w* mvp modules? apis?
    integrations? plug-?ins? websites? web_?pages? portals? sdk prototypes? migration engine infrastructure
    backend frontend library editor wizard chatbots? microservices? checkout screen"""
"""What is built."""

PEOPLE = """users customers people members partners pilots clients accounts subscribers communities followers leads
        logos"""
"""Whose number is an outcome, whoever invites them."""

FITS_ANYONE = """the our a an of in for and or & to with across on all its their at overall general better greater
    higher significantly user users customer customers client clients product products product's service services
    team teams company business organization organisation employee employees stakeholder stakeholders market
    platform experience quality satisfaction engagement retention performance growth efficiency productivity
    communication usability stability reliability scalability revenue sales value culture process processes
    collaboration brand awareness visibility adoption success happiness innovation excellence operational
    development internal share presence churn reduce increase improve enhance boost stickiness loyalty support
    acquisition conversion delivery execution alignment code technical ux ui"""
"""Words of objectives that could be any team's."""
