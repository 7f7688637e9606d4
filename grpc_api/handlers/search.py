"""RPCs that search assets and symbols by any of their names."""

from typing import Any

from google.protobuf.descriptor import MethodDescriptor

from cqi.errors import InvalidInput
from grpc_api.filtering import Filters
from grpc_api.handler import Bind, Handler, agree
from grpc_api.pages import Page, page_request
from grpc_api.requests import require
from grpc_api.standard import agree_page
from registry.reading import filters
from registry.reading.filters import Filter
from registry.reading.resources import ASSET, SYMBOL
from registry.reading.search import ASSETS, MAX_QUERY, SYMBOLS, Search
from registry.wire.mapping import Mapping

TAKES = frozenset({"query", "limit", "page_size", "page_token", "show_deleted"})


def search(mapping: Mapping, by: Search, **narrowed: Filter) -> Bind:
    """Search the rows that filters leave."""

    def bind(method: MethodDescriptor) -> Handler:
        agree(method.name, "takes", {*narrowed, *TAKES}, set(method.input_type.fields_by_name))
        agree_page(method, mapping)
        reading = Filters(method, mapping, narrowed, skip=TAKES)

        def run(request: Any) -> Page:
            query = query_of(request)
            wanted = page_request(request, size_field="limit")
            chosen = reading.choose(request)
            keys, after = by.page(
                chosen.own, query, wanted.size, wanted.after, chosen.related, narrowed=chosen.narrowed
            )
            found = mapping.rows().in_bulk(keys)
            return Page(mapping.to_messages(found[key] for key in keys), wanted.token(after) if after else "")

        return Handler(run, reading.name_of)

    return bind


def query_of(request: Any) -> str:
    require(request, "query")
    query = str(request.query).strip()
    if not query:
        raise InvalidInput("query", "is blank: say what to look for")
    if len(query) > MAX_QUERY:
        raise InvalidInput("query", f"has {len(query)} characters: no name has more than {MAX_QUERY}")
    return query


HANDLERS = {
    "SearchAssets": search(
        ASSET,
        ASSETS,
        asset_type="asset_type",
        category="category",
        chain_id=filters.assets_on_chain,
        venue_id=filters.assets_on_venue,
    ),
    "SearchSymbols": search(
        SYMBOL,
        SYMBOLS,
        symbol_type="symbol_type",
        base_asset_id="base_asset_id",
        quote_asset_id="quote_asset_id",
        venue_id=filters.symbols_on_venue,
    ),
}
