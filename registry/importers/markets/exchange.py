"""Ccxt's parsers, fed with an exchange's answer: a saved one, or the one its API gives now.

No number passes a float on the way: the JSON reader keeps each as text, and ccxt is told to make text of numbers.
Ccxt drops what it cannot parse without a word, so the rows that came in are compared with what came out.  A row
that ccxt stumbles over stops it, so each row is then parsed alone.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from registry.importers.engine.importer import excerpt

from .answer import STUMBLES, AnswerRow
from .parsers import Parser
from .rows import ParsedMarket

TIMEOUT_MS = 30_000


class Unreachable(Exception):
    """The venue's API did not answer, or not with its markets."""


def parse_answer(text: str) -> Any:
    return json.loads(text, parse_float=str)


def exchange_rows(
    parser: Parser, saved: Any = None, settings: Mapping[str, Any] | None = None
) -> list[AnswerRow]:
    """The rows of an exchange's answer with ccxt's parse of each.

    Raises Unreachable when a live API does not give one.
    """
    import ccxt  # noqa: PLC0415  (it takes seconds, and only this needs it)

    exchange = _exchange(getattr(ccxt, parser.exchange), parser, saved, settings or {})
    try:
        markets = exchange.fetch_markets()
    except STUMBLES:
        markets = list(_one_by_one(exchange, parser))
    except ccxt.BaseError as error:
        raise Unreachable(f"{parser.exchange}: {type(error).__name__}: {error}") from None
    return list(_rows(parser, exchange.answers, markets))


def fetch_json(url: str) -> Any:
    """What a public address answers, for a venue that ccxt does not know.  Raises Unreachable."""
    import ccxt  # noqa: PLC0415

    exchange = _exchange(ccxt.Exchange, None, None, {})
    try:
        return exchange.fetch(url)
    except ccxt.BaseError as error:
        raise Unreachable(f"{type(error).__name__}: {error}") from None


def _exchange(base: Any, parser: Parser | None, saved: Any, settings: Mapping[str, Any]) -> Any:
    class Fed(base):  # type: ignore[misc]  # ccxt has no types
        number = str

        def fetch(self, *args: Any, **kwargs: Any) -> Any:
            answer = self.saved if self.saved is not None else super().fetch(*args, **kwargs)
            answer = parser.mend(answer) if parser else answer
            self.answers.append(answer)
            return answer

        def on_json_response(self, response_body: str) -> Any:
            return parse_answer(response_body)

    options = dict(parser.options) if parser else {}
    exchange = Fed({"timeout": TIMEOUT_MS, "options": options, **settings})
    exchange.saved, exchange.answers = saved, []
    return exchange


def _one_by_one(exchange: Any, parser: Parser) -> Iterator[Mapping[str, Any]]:
    """What ccxt makes of each row when it is the only one.  A row that it stumbles over yields nothing."""
    answer = exchange.saved = exchange.answers[-1]
    for members in list(_groups(answer)):
        if any(parser.name_field in row for row in _dictionaries(members)):
            yield from _each_alone(exchange, members)
    exchange.answers = [answer]


def _each_alone(exchange: Any, members: Any) -> Iterator[Mapping[str, Any]]:
    everything = members.copy()
    keep = members.update if isinstance(members, dict) else members.extend
    for member in everything.items() if isinstance(members, dict) else everything:
        members.clear()
        keep([member])
        try:
            yield from exchange.fetch_markets()
        except STUMBLES:
            continue
    members.clear()
    keep(everything)


def _rows(parser: Parser, answers: list[Any], markets: list[ParsedMarket]) -> Iterator[AnswerRow]:
    """Every row that stands beside a parsed one, once, with what was parsed of it."""
    groups = {id(members): members for answer in answers for members in _groups(answer)}
    members = [list(group.values()) if isinstance(group, dict) else group for group in groups.values()]
    parsed = _parses(parser, [raw for group in members for raw in group if isinstance(raw, dict)], markets)
    seen: set[int] = set()
    for group in members:
        if any(id(raw) in parsed for raw in group):
            for raw in (raw for raw in group if id(raw) not in seen):
                seen.add(id(raw))
                name = raw.get(parser.name_field) if isinstance(raw, dict) else None
                yield AnswerRow(str(name or excerpt(raw)), raw, parsed.get(id(raw)))


def _parses(
    parser: Parser, raws: list[dict[str, Any]], markets: list[ParsedMarket]
) -> dict[int, ParsedMarket]:
    """What was parsed of each raw row, by the row's identity.

    Most of ccxt's classes keep the row itself as a market's `info`.  Some put a new dictionary together, from
    rows of several lists that have the market's name.  Its row is then the one that most of the dictionary was
    taken from.
    """
    known = {id(raw) for raw in raws}
    found = {id(market["info"]): market for market in markets if id(market["info"]) in known}
    named: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for raw in raws:
        named[str(raw.get(parser.name_field))].append(raw)
    for market in (market for market in markets if id(market["info"]) not in known):
        info = market["info"]
        rivals = [raw for raw in named[str(info.get(parser.name_field))] if id(raw) not in found]
        if rivals:
            found[id(max(rivals, key=lambda raw: _shared(raw, info)))] = market
    return found


def _shared(raw: Mapping[str, Any], info: Mapping[str, Any]) -> int:
    """In how many fields the two say the same."""
    return sum(info.get(name) == value for name, value in raw.items())


def _groups(answer: Any) -> Iterator[Any]:
    """The lists and dictionaries in an answer, at any depth."""
    if isinstance(answer, dict | list):
        yield answer
        for member in answer.values() if isinstance(answer, dict) else answer:
            yield from _groups(member)


def _dictionaries(members: Any) -> Iterator[dict[str, Any]]:
    values = members.values() if isinstance(members, dict) else members
    return (member for member in values if isinstance(member, dict))
