"""Lists of any size: what they count, sort by and refuse to do to all rows at once."""

import pytest
from django.contrib import admin
from django.db import connection

from registry.admin.base import MOST_CHOSEN
from registry.admin.lists import BoundedPaginator, ListingAdmin, column_name, indexed, sort_column
from registry.models import AnsweredRequest, Asset, AssetGroupMember, Change, SourceClaim
from registry.writing.write import write
from tests.factories import FACTORIES, AssetFactory, MemberFactory

pytestmark = pytest.mark.django_db

LISTS = [pages for pages in admin.site._registry.values() if isinstance(pages, ListingAdmin)]


def shown(pages, model, **query):
    response = pages(model).client.get(pages(model).url("changelist"), query)
    assert response.status_code == 200
    return response.context["cl"]


class PaginatorOfTwo(BoundedPaginator):
    most = 2


def test_it_works():
    AssetFactory()
    one = PaginatorOfTwo(Asset.objects.order_by("pk"), 1)
    assert (one.count, one.has_more, [*one.page_range]) == (1, False, [1])
    AssetFactory.create_batch(2)
    some = PaginatorOfTwo(Asset.objects.order_by("pk"), 1)
    assert (some.count, some.has_more, [*some.page_range]) == (2, True, [1, 2])


def test_facets_are_never_counted(pages):
    for pages_of in admin.site._registry.values():
        if pages_of.opts.app_label == "registry":
            assert not shown(pages, pages_of.model, _facets="True").add_facets


def test_a_large_list_is_sorted_by_an_index(rf, admin_user):
    request = rf.get("/")
    request.user = admin_user
    large = [pages for pages in LISTS if not pages.is_small]
    assert len(large) > 5
    for pages in large:
        for column in pages.get_sortable_by(request):
            sorted_by = sort_column(pages.model, column_name(column), everything=False)
            assert sorted_by in indexed(pages.model)


def test_another_column_does_not_sort(pages):
    members = MemberFactory.create_batch(3)
    columns = [column_name(column) for column in shown(pages, AssetGroupMember).list_display]
    for name in ("weight", "action_checkbox"):
        listed = shown(pages, AssetGroupMember, o=columns.index(name))
        assert [row.pk for row in listed.result_list] == [row.pk for row in members]
    assert shown(pages, AssetGroupMember, o="nonsense").result_count == 3
    assert shown(pages, AssetGroupMember, o="99").result_count == 3


def test_a_claim_is_found_by_its_row(pages):
    claim = FACTORIES[SourceClaim]()
    FACTORIES[SourceClaim]()
    assert [row.pk for row in shown(pages, SourceClaim, q=claim.entity_id).result_list] == [claim.pk]
    assert shown(pages, SourceClaim, entity="Asset").result_count == 2
    assert not shown(pages, SourceClaim, q="no such row").result_count


def test_too_many_are_not_deleted_at_once(pages):
    write([AssetFactory.build() for _ in range(MOST_CHOSEN + 1)])
    sent = {"action": "delete_selected", "select_across": "1", "_selected_action": [Asset.objects.first().pk]}
    answer = pages(Asset).send("changelist", **sent)
    said = pages(Asset).client.get(answer.response.url).content.decode()
    assert f"These are more than {MOST_CHOSEN} assets: choose fewer of them." in said
    Asset.objects.first().delete()
    assert pages(Asset).send("changelist", **sent).status == 200


def test_what_was_answered_is_found_by_its_caller_or_its_id(pages):
    rows = [FACTORIES[AnsweredRequest](caller=caller, request_id="the-id") for caller in ("a", "b")]
    FACTORIES[AnsweredRequest](caller="b", request_id="another")
    for text, found in (("the-id", {*rows}), ("a", {rows[0]}), ("the", set()), ("nobody", set())):
        assert {*shown(pages, AnsweredRequest, q=text).result_list} == found


@pytest.mark.parametrize("model", [AnsweredRequest, Change, SourceClaim], ids=lambda model: model.__name__)
def test_what_grows_without_end_is_searched_by_an_index(rf, model):
    FACTORIES[model]()
    searched, _ = admin.site.get_model_admin(model).get_search_results(
        rf.get("/"), model.objects.all(), "text"
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = searched.order_by().explain()
    assert "Seq Scan" not in plan
    assert "Index Cond" in plan
