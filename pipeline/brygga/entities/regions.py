"""Which known places an article's names of places mean, each in the light of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from brygga.entities import place_kinds
from brygga.entities.candidates import Candidates, Finder, fitting
from brygga.entities.choose import NOTHING, SETTLED, Choice, Context, Evidence, choose
from brygga.entities.coordination import whole_names
from brygga.entities.groups import Group, Meaning, candidates
from brygga.entities.place_kinds import Hint
from brygga.entities.tables import words
from brygga.kb.store import Thing
from brygga.record import Article

_SAID = frozenset((" i ", " in ", " (", " i norra ", " i södra ", " i östra ", " i västra "))
"""What stands between a place and the whole that it is said to lie in."""
_BESIDE = ", "
_PLAIN = Evidence()


class Regions:
    """The places of one article.

    Each name is first chosen for by itself. What that makes sure of then speaks for the places
    near it, and says in which country or county a name beside it lies.
    """

    def __init__(
        self, article: Article, groups: Sequence[Group], bases: Sequence[str], finder: Finder
    ) -> None:
        self._article = article
        self._finder = finder
        self._swedish = article.language.code in ("sv", "und")
        self._group_of = {n: number for number, g in enumerate(groups) for n in g.members}
        self._number_of = {group.members: number for number, group in enumerate(groups)}
        self._found = [candidates(group, article, bases, finder) for group in groups]
        self._found = [
            self._with_shared_noun(group, name, found)
            for group, (name, found) in zip(groups, self._found, strict=True)
        ]
        self._hints = [
            self._hint(group, found) for group, (_, found) in zip(groups, self._found, strict=True)
        ]
        self._near: Counter[int] = Counter()
        self._first = [self._alone(number) for number in range(len(groups))]
        self._overseas: set[int] = set()
        for choice in self._first:
            self._near.update(self._wholes(choice))
            country = finder.country(choice.thing) if choice.thing is not None else None
            if country is not None and not _is_near_country(country):
                self._overseas.add(country.id)
        self._within = [
            _narrowed(group.names[0], finder) if choice.thing is None else None
            for group, choice in zip(groups, self._first, strict=True)
        ]

    def meanings(self, group: Group) -> Iterator[Meaning]:
        """What the group means: one thing, or several in different countries."""
        number = self._number_of[group.members]
        name, found = self._found[number]
        if not found.things:
            covers = _covered(group.names[0], self._finder)
            yield Meaning(group, NOTHING, within=self._within[number], covers=covers)
            return
        evidence = {n: self._evidence(n, number) for n in group.own}
        first = self._first[number]
        if first.sure and not any(evidence.values()) and not _needs_context(first, found):
            yield Meaning(group, first)
            return
        near = self._near.copy()
        near.subtract(self._wholes(first))
        context = Context(near, self._far(near), self._swedish)
        choices = {
            said: choose(name, found.things, said, context, self._finder)
            for said in dict.fromkeys(evidence.values())
        }
        yield from self._parts(group, evidence, choices)

    def _parts(
        self, group: Group, evidence: dict[int, Evidence], choices: dict[Evidence, Choice]
    ) -> Iterator[Meaning]:
        """The group as one or, where its mentions lie in different countries, as several.

        A mention of which the text says nothing means what those mean of which it does, but the
        name of a country means the country.
        """
        said = [one for one in choices if one]
        plain = choices.get(_PLAIN)
        lead = next((c for c in map(choices.get, said) if c and c.thing), None)
        if lead is None:
            lead = choices[said[0]] if said else choices[_PLAIN]
        if plain is None or plain.thing is None or plain.thing.kind != "country":
            choices[_PLAIN] = lead
        parts: dict[int | None, list[int]] = {}
        for n in group.own:
            parts.setdefault(self._country(choices[evidence[n]]), []).append(n)
        aside = [n for n in group.members if n not in evidence]
        for own in parts.values():
            members = tuple(sorted([*own, *aside]))
            aside = []
            best = [choices[evidence[n]] for n in own]
            choice = next((c for c in best if c.thing is not None and c.sure), best[0])
            yield Meaning(replace(group, members=members, own=tuple(own)), choice)

    def _alone(self, number: int) -> Choice:
        """What a group means whatever the rest of the article says."""
        name, found = self._found[number]
        hints = self._hints[number]
        said = Evidence(hint=next((h for h in hints.values() if h is not None), None))
        return choose(name, found.things, said, Context(swedish=self._swedish), self._finder)

    def _wholes(self, choice: Choice) -> tuple[int, ...]:
        if choice.thing is None or not choice.sure:
            return ()
        return (choice.thing.id, *(part.id for part in self._finder.chain(choice.thing)))

    def _far(self, near: Counter[int]) -> frozenset[int]:
        """The countries of ``near`` of which the knowledge base has only the largest towns."""
        return frozenset(number for number in self._overseas if near[number] > 0)

    def _country(self, choice: Choice) -> int | None:
        country = None if choice.thing is None else self._finder.country(choice.thing)
        return None if country is None else country.id

    def _with_shared_noun(
        self, group: Group, name: str, found: Candidates
    ) -> tuple[str, Candidates]:
        """What a name may mean with the noun that a later one has too: ``Örebro och Uppsala län``
        has the county of Örebro.
        """
        for n in group.own:
            hint = place_kinds.after(self._article.text, self._article.mentions[n].end)
            if hint is not None and not fitting(found.things, hint.kinds):
                longer = f"{name} {hint.word}"
                more = self._finder.find("REGION", longer, longer)
                things = dict.fromkeys((*found.things, *more.things))
                return name, Candidates(tuple(things), found.form)
        return name, found

    def _hint(self, group: Group, found: Candidates) -> dict[int, Hint | None]:
        """What stands beside each own mention, or was left out of its name, says of its kind."""
        if not found.things:
            return {}
        text = self._article.text
        hints: dict[int, Hint | None] = {}
        for n in group.own:
            mention = self._article.mentions[n]
            hints[n] = (
                found.form.hint
                or place_kinds.before(text, mention.start)
                or place_kinds.after(text, mention.end)
            )
        return hints

    def _evidence(self, n: int, number: int) -> Evidence:
        inside, said = self._inside(n)
        return Evidence(self._hints[number][n], inside, said)

    def _inside(self, n: int) -> tuple[Thing | None, bool]:
        """The place that a mention is said to lie in or that stands right behind it."""
        mentions, text = self._article.mentions, self._article.text
        start, end = mentions[n].start, mentions[n].end
        code = place_kinds.country_before(text, start)
        if code is not None:
            return self._finder.country_of_code(code), True
        if n + 1 < len(mentions) and mentions[n + 1].label == "REGION":
            between = text[end : mentions[n + 1].start]
            if between in _SAID or between == _BESIDE:
                return self._place(n + 1), between != _BESIDE
        owner = mentions[n - 1] if n else None
        if (
            owner is not None
            and owner.label == "REGION"
            and owner.text.endswith("s")
            and text[owner.end : start] == " "
        ):
            return self._place(n - 1), False
        return None, False

    def _place(self, n: int) -> Thing | None:
        number = self._group_of[n]
        return self._first[number].thing or self._within[number]


def _needs_context(choice: Choice, found: Candidates) -> bool:
    """Whether the rest of the article may change what a name means by itself."""
    return len(found.things) > 1 or choice.thing is None or choice.thing.kind in SETTLED


def _is_near_country(country: Thing) -> bool:
    return country.key.rpartition(":")[2] in words("near_countries.txt")


def _covered(name: str, finder: Finder) -> tuple[Thing, ...]:
    """Norrbotten and Västerbotten for ``Norr- och Västerbotten``; nothing if one is not known."""
    found = []
    for part in whole_names(name):
        things = finder.readings(finder.find("REGION", part, part).things)
        if len(things) != 1:
            return ()
        found.append(things[0])
    return tuple(found)


def _narrowed(name: str, finder: Finder) -> Thing | None:
    """Finland for ``norra Finland``."""
    side, _, rest = name.partition(" ")
    if not rest or side.lower() not in words("sides.txt"):
        return None
    things = finder.readings(finder.kb.candidates(rest, "REGION"))
    return things[0] if len(things) == 1 else None
