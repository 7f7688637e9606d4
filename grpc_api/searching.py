"""RPCs that search rows by any of their names: `search` makes a table entry, as those of `standard.py` do."""

from google.protobuf.descriptor import MethodDescriptor

from cqi.errors import InvalidInput
from registry.reading.filters import Filter
from registry.reading.search.pages import MAX_QUERY, Search
from registry.wire.mapping import MessageMapping

from .filtering import Filters
from .handler import Bind, Handler, permission, refuse_other_fields
from .pages import Page, fitting_bytes, page_request
from .requests import must_have
from .standard import check_page
from .values import Values

OF_A_SEARCH = frozenset({"query", "limit", "page_size", "page_token", "show_deleted"})


def search(mapping: MessageMapping, by: Search, **narrowed: Filter) -> Bind:
    """Search the rows that filters leave."""

    def bind(method: MethodDescriptor) -> Handler:
        refuse_other_fields(
            method.name, "takes", {*narrowed, *OF_A_SEARCH}, set(method.input_type.fields_by_name)
        )
        check_page(method, mapping)
        reading = Filters(method, mapping, narrowed, skip=OF_A_SEARCH)

        def run(request: Values) -> Page:
            query = query_of(request)
            wanted = page_request(request, size_field="limit")
            chosen = reading.choose(request)

            def found(size: int) -> Page:
                keys, after = by.page(
                    chosen.own, query, size, wanted.after, chosen.belonging, narrowed=chosen.narrowed
                )
                rows = mapping.rows().in_bulk(keys)
                messages = mapping.to_messages(rows[key] for key in keys)
                return Page(messages, wanted.token(after) if after else "")

            page = found(wanted.size)
            # Where a shorter page ends, the search itself has to say.
            fit = fitting_bytes(page.messages)
            return found(fit) if fit < len(page.messages) else page

        return Handler(run, reading.read, permission("view", mapping.model), reading.name_of)

    return bind


def query_of(request: Values) -> str:
    """The text to look for.  Raises InvalidInput for a blank one."""
    must_have(request, "query")
    query = str(request.query).strip()
    if not query:
        raise InvalidInput("query", "is blank: say what to look for")
    if len(query) > MAX_QUERY:
        raise InvalidInput("query", f"has {len(query)} characters: no name has more than {MAX_QUERY}")
    return query
