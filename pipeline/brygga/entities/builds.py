"""Names of a fixed build: parts of the administration, meetings that are numbered or dated."""

from __future__ import annotations

from brygga.entities.shapes import AFTER, BEFORE, CAPITALISED, PLACE, UPPER
from brygga.record import Label

_COUNTY = rf"(?:Västra )?{PLACE}"
_AUTHORITY = r"(?:departementet|nämnden|styrelsen|myndigheten|verket|inspektionen|rådet)"
_OWNER = rf"{CAPITALISED}(?::s)?(?: [a-zåäö]{{3,30}}s)?"
_MEETING = (
    r"\w{0,30}(?:session|partsmöte|ministerkonferens|toppmöte|konferens|högnivåvecka|öppnande)"
)


def _name(pattern: str) -> str:
    return rf"{BEFORE}(?P<n>{pattern}){AFTER}"


BUILDS: tuple[tuple[str, Label, bool, str], ...] = (
    (_name(r"(?:(?:UNFCCC|Cites|CBD)[ /])?COP ?\d{1,2}(?:-möte(?:t|na)s?)?"), "EVENT", True, "cop"),
    (_name(r"COP-möte(?:t|na)s?"), "EVENT", True, "cop-möte"),
    (_name(rf"{_OWNER} \d{{1,3}}:e {_MEETING}"), "EVENT", True, ":e "),
    (_name(rf"{_OWNER} \d{{1,3}}:a {_MEETING}"), "EVENT", True, ":a "),
    (_name(rf"{_OWNER} \d{{1,3}}[ -]års-?jubileum"), "EVENT", True, "jubileum"),
    (
        _name(
            r"FN:s (?:generalförsamlings )?"
            rf"\w{{0,30}}(?:konferens(?: i {PLACE}(?: York)?)?|toppmöte|högnivåvecka|öppnande)"
            r"(?: 20\d\d)?"
        ),
        "EVENT",
        True,
        "fn:s",
    ),
    (_name(r"Nordiska rådets (?:\w{4,10})?session(?: 20\d\d)?"), "EVENT", True, "rådets"),
    (_name(rf"{PLACE}s (?:nationella )?(?:national)?dag(?: 20\d\d)?"), "EVENT", True, "dag"),
    (_name(rf"(?:OS|VM|EM) i {PLACE}(?: 20\d\d)?"), "EVENT", True, " i "),
    (_name(rf"[Vv]ärldsutställningen i {PLACE}(?: 20\d\d)?"), "EVENT", True, "världsut"),
    (
        _name(
            r"(?:Natos (?:årliga )?toppmöte|Natotoppmötet)"
            rf"(?: (?:i {CAPITALISED}|20\d\d)){{0,2}}"
        ),
        "EVENT",
        True,
        "toppmöte",
    ),
    (
        _name(rf"[{UPPER}][a-zåäö]+-(?:, [a-zåäö]+-)? och [a-zåäö]{{2,30}}{_AUTHORITY}s?"),
        "ORGANISATION",
        True,
        "- och ",
    ),
    (_name(rf"[Rr]egion {_COUNTY} läns?"), "REGION", True, "region "),
    (_name(rf"Region {_COUNTY}(?: Härjedalen)?"), "REGION", True, "region "),
    (_name(rf"{PLACE} kommuns?"), "REGION", True, " kommun"),
    (rf"(?<!i )(?<!egion ){_name(rf'{_COUNTY} läns?')}", "REGION", False, " län"),
    (
        _name(
            r"(?:Högskolan|Universitetet|(?:Central|Universitets|Läns)sjukhuset"
            r"|[\w-]{1,40}(?: och [a-zåäö]{1,40})?domstolen"
            rf"|[{UPPER}][a-zåäö]{{1,40}}(?:s?rätten|skammaren|föreningen|högskolan|akademin))"
            rf" i {PLACE}"
        ),
        "ORGANISATION",
        True,
        "olan i |sitetet i |huset i |domstolen i |rätten i |kammaren i |föreningen i |akademin i ",
    ),
    (_name(rf"(?:[Hh]äktet|[Aa]nstalten) {PLACE}"), "ORGANISATION", True, "häktet|anstalten"),
    (
        _name(rf"[Ll]änsstyrelsen (?:i )?{_COUNTY}(?: läns?)?"),
        "ORGANISATION",
        True,
        "länsstyrelsen",
    ),
)
"""``(pattern, label, sure, hint)``: the name is group ``n``, ``hint`` lists what
the text has, in small letters, where there may be a match.
"""
