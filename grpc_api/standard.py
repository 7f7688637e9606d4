"""The RPCs every resource has.  Each function returns a table entry: bound to its method, it serves it.

Its caller must have Django's permission to view, add, change or delete rows of the model.

A request field is the model's attribute of the same name unless `rename` says otherwise; binding
fails for one that nothing serves, so a gap between contract and models stops the start.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from google.protobuf.descriptor import MethodDescriptor

from cqi.errors import InvalidInput, NotFound, Violation
from registry.models.base import kind_of
from registry.reading import reads
from registry.reading.filters import Filter
from registry.reading.redirects import following_merges
from registry.services import rows
from registry.wire.convert import Take
from registry.wire.mapping import MessageMapping

from .filtering import Filters
from .handler import Bind, Handler, gives_way, permission, refuse_other_fields
from .pages import Page, Sizes, count, page_request, paginate, within_bytes
from .request_fields import RequestFields
from .requests import must_have
from .values import MessageReader, Values

PAGING = frozenset({"page_size", "page_token", "show_deleted"})
PAGE = frozenset({"next_page_token", "total_count", "total_count_is_estimate"})
NO_RENAME: Mapping[str, str] = {}
NO_TAKES: Mapping[str, Take | MessageReader] = {}


def create(
    mapping: MessageMapping,
    rename: Mapping[str, str] = NO_RENAME,
    *,
    service: Callable[..., Any] | None = None,
    also: tuple[str, ...] = (),
    takes: Mapping[str, Take | MessageReader] = NO_TAKES,
    gives: tuple[str, ...] = (),
    insists: Callable[[Values], bool] = gives_way,
    reason_field: str = "reason",
) -> Bind:
    """Create a row.  `service(values, **also)` does it where creating is more than a save.

    `takes` says how those of `also` are read whose type does not say what they are.
    """

    def bind(method: MethodDescriptor) -> Handler:
        fields = RequestFields.of(method.input_type, mapping, rename, skip=also, creates=True)
        check_entity(method, mapping, gives)
        make = service or partial(rows.create_row, mapping.model)

        def run(request: Values) -> Any:
            others = {name: getattr(request, name) for name in also}
            return following_merges(mapping.model, [fields.values(request)], partial(make, **others))

        read = MessageReader(method.input_type, {**fields.takes, **takes})
        return Handler(run, read, permission("add", mapping.model), fields.name_of, insists, reason_field)

    return bind


def get(mapping: MessageMapping, *lookups: tuple[str, ...]) -> Bind:
    """Get one row by its key, or by one of the lookups: the first whose fields the request names.

    Where the cache answers a lookup, whole answers are kept in memory.
    """
    lookups = lookups or ((mapping.pk,),)

    def bind(method: MethodDescriptor) -> Handler:
        fields = RequestFields.of(method.input_type, mapping, NO_RENAME)
        refuse_other_fields(
            method.name, "takes", {name for lookup in lookups for name in lookup}, set(fields.attributes)
        )
        check_entity(method, mapping)

        def run(request: Values) -> Any:
            lookup = chosen_lookup(request, lookups)
            values = fields.values(request)
            named = {fields.attributes[name]: values[fields.attributes[name]] for name in lookup}
            show_deleted = getattr(request, "show_deleted", False)
            return following_merges(
                mapping.model, [named], lambda keys: reads.fetch(mapping, show_deleted=show_deleted, **keys)
            )

        read = MessageReader(method.input_type, fields.takes)
        is_kept = not mapping.cached.keys().isdisjoint(lookups)
        return Handler(run, read, permission("view", mapping.model), fields.name_of, is_kept=is_kept)

    return bind


def chosen_lookup(request: Values, lookups: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The first lookup that the request names whole; InvalidInput if there is none."""
    for lookup in lookups[:-1]:
        if all(name in request for name in lookup):
            return lookup
    must_have(request, *lookups[-1])
    return lookups[-1]


def update(mapping: MessageMapping, *lookups: tuple[str, ...], rename: Mapping[str, str] = NO_RENAME) -> Bind:
    """Update a row: the fields that are sent, or with a mask those it names, cleared where they are not sent."""
    lookups = lookups or ((mapping.pk,),)
    keys = {name for lookup in lookups for name in lookup}

    def bind(method: MethodDescriptor) -> Handler:
        fields = RequestFields.of(method.input_type, mapping, rename, fixed=mapping.identity)
        check_entity(method, mapping)

        def run(request: Values) -> Any:
            lookup = [fields.attributes[name] for name in chosen_lookup(request, lookups)]

            def change(values: Mapping[str, Any]) -> Any:
                pk = found_key(mapping, {name: values[name] for name in lookup})
                others = {name: values[name] for name in (keys & values.keys()).difference(lookup)}
                refuse_other_names(mapping, pk, others)
                changes = masked(request, fields, values, keys)
                return rows.update_row(mapping.model, pk, changes, version=request.version or None)

            return following_merges(mapping.model, [fields.values(request)], change)

        read = MessageReader(method.input_type, fields.takes)
        return Handler(run, read, permission("change", mapping.model), fields.name_of)

    return bind


def refuse_other_names(mapping: MessageMapping, pk: Any, names: dict[str, Any]) -> None:
    """Raise InvalidInput where a name sent beside the one that found the row is not the row's: it cannot be set."""
    row = mapping.model.objects.filter(pk=pk).first() if names else None
    if wrong := [name for name, value in names.items() if row and getattr(row, name) != value]:
        raise InvalidInput(
            Violation(name, f"cannot be changed: it is {getattr(row, name)} here") for name in wrong
        )


def masked(
    request: Values, fields: RequestFields, values: Mapping[str, Any], keys: set[str]
) -> dict[str, Any]:
    """The attributes to set, by presence or by the mask where there is one.  Raises InvalidInput."""
    if not request.update_mask:
        return {name: value for name, value in values.items() if name not in keys}
    known = {*fields.attributes, *fields.specs} - keys
    if unknown := sorted(set(request.update_mask) - known):
        raise InvalidInput("update_mask", f"{', '.join(unknown)}: must be of {', '.join(sorted(known))}")
    cleared = fields.cleared(request.update_mask)
    return {name: values.get(name, empty) for name, empty in cleared.items()}


def found_key(mapping: MessageMapping, lookup: dict[str, Any]) -> Any:
    """The primary key of the row that a lookup finds; NotFound if there is none."""
    if mapping.pk in lookup:
        return lookup[mapping.pk]
    name = tuple(map(str, lookup.values()))
    if (row := reads.find_many(mapping, tuple(lookup), [name]).get(name)) is None:
        raise NotFound(kind_of(mapping.model), "/".join(name))
    return row.pk


def delete(mapping: MessageMapping) -> Bind:
    """Delete a row, by its model's rule."""

    def bind(method: MethodDescriptor) -> Handler:
        fields = RequestFields.of(method.input_type, mapping, NO_RENAME)
        refuse_other_fields(method.name, "takes", {mapping.pk}, set(fields.attributes))
        refuse_other_fields(method.name, "gives", {"success"}, set(method.output_type.fields_by_name))

        def run(request: Values) -> bool:
            must_have(request, mapping.pk)
            rows.delete_row(
                mapping.model, fields.values(request)[mapping.pk], version=request.version or None
            )
            return True

        read = MessageReader(method.input_type, fields.takes)
        return Handler(run, read, permission("delete", mapping.model), fields.name_of)

    return bind


def list_(mapping: MessageMapping, *, sizes: Sizes | None = None, **filters: Filter) -> Bind:
    """List rows by filters.

    A request that had no page_size in 0.3.1 gets all rows where it asks for no page: its old clients know no pages.
    `sizes` counts what the rows' messages embed, where that can be much.
    """

    def bind(method: MethodDescriptor) -> Handler:
        fields = method.input_type.fields_by_name
        refuse_other_fields(method.name, "takes", {*filters, *PAGING}, set(fields))
        check_page(method, mapping)
        of_031 = fields["page_size"].number < 100
        counts = "total_count" in method.output_type.fields_by_name
        reading = Filters(method, mapping, filters)

        def run(request: Values) -> Page:
            wanted = page_request(request, pages_by_default=of_031)
            chosen = reading.choose(request)
            page, token = paginate(chosen.rows(*wanted.after or ()), wanted, sizes)
            total, estimated = count(chosen.rows()) if counts else (None, False)
            whole = Page(mapping.to_messages(page), token, total, estimated)
            return within_bytes(whole, wanted, [[row.pk] for row in page])

        return Handler(run, reading.read, permission("view", mapping.model), reading.name_of)

    return bind


def check_entity(method: MethodDescriptor, mapping: MessageMapping, gives: tuple[str, ...] = ()) -> None:
    """Raise ImproperlyConfigured unless the response is the entity in its first field, and `gives`."""
    first, *rest = method.output_type.fields
    if first.message_type is not mapping.message.DESCRIPTOR:
        raise ImproperlyConfigured(f"{method.name}: answers {first.name}, not a {mapping.message.__name__}")
    refuse_other_fields(method.name, "gives", set(gives), {field.name for field in rest})


def check_page(method: MethodDescriptor, mapping: MessageMapping) -> None:
    first, *rest = method.output_type.fields
    if not first.is_repeated or first.message_type is not mapping.message.DESCRIPTOR:
        raise ImproperlyConfigured(f"{method.name}: answers {first.name}, not {mapping.message.__name__}s")
    if unknown := {field.name for field in rest} - PAGE:
        raise ImproperlyConfigured(f"{method.name}: nothing fills {', '.join(sorted(unknown))}")
