"""Whatever is sent, no page fails: it answers, refuses, or leads elsewhere."""

import pytest
from django.contrib import admin
from django.urls import reverse

from registry.models import Asset, Chain, Row
from tests.admin.pages import Pages
from tests.factories import FACTORIES, AssetFactory, ChainFactory, DeploymentFactory

pytestmark = pytest.mark.django_db
ROWS = [model for model in FACTORIES if issubclass(model, Row)]
every_row = pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)

ODD = ["a\0b", "9" * 400, "-1", "NaN", "x" * 70_000, "[]"]
ODD_JSON = [
    '"\\u0000"',
    '{"a": "\\u0000"}',
    '{"a": "\\ud800"}',
    '{"a": NaN}',
    '{"a": 1e999}',
    "9" * 5000,
    "[" * 100_000,
]
QUERIES = [
    {"q": "a\0b"},
    {"q": "x" * 3000},
    {"p": "-1"},
    {"p": "999999999999"},
    {"p": "x"},
    {"o": "999.-999.x"},
    {"state": "a\0b"},
    {"state": "nonsense"},
    {"version": "9" * 40},
    {"version__in": "a\0,b"},
    {"created_at__gt": "not a time"},
    {"metadata__a": "\0"},
    {"pk": "a\0b"},
    {"nothing": "x"},
    {"_facets": "True"},
    {"e": "1"},
    {"all": ""},
]


@pytest.fixture
def careful(admin_client):
    """A client that answers an unhandled error with its page, as the server would."""
    admin_client.raise_request_exception = False
    return lambda model: Pages(admin_client, model)


@every_row
def test_it_works(careful, model):
    """Every field of every form, with everything odd at once."""
    row = FACTORIES[model]()
    for page, shown in (("add", None), ("change", row)):
        form = careful(model).form(page, shown)
        for odd in ODD:
            typed = {name: odd for name in form if name != "csrfmiddlewaretoken" and "FORMS" not in name}
            assert careful(model).send(page, shown, **typed, **only_counts(form)).status in (200, 302, 400)
    assert model.objects.get(pk=row.pk).version == 1


def only_counts(form):
    return {name: value for name, value in form.items() if "FORMS" in name}


@pytest.mark.parametrize("odd", ODD_JSON, ids=range(len(ODD_JSON)))
def test_json_that_cannot_be_kept(careful, odd):
    asset = AssetFactory()
    answer = careful(Asset).save(asset, metadata=odd)
    assert "metadata" in answer.errors
    assert Asset.objects.get(pk=asset.pk).metadata == {}


@pytest.mark.parametrize("name", ["decimals", "chain", "address"])
@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_inlines(careful, name, odd):
    coin = DeploymentFactory()
    typed = {"deployments-TOTAL_FORMS": "2", "deployments-1-decimals": "6", f"deployments-1-{name}": odd}
    assert careful(Asset).save(coin.asset, **typed).status in (200, 400)


@pytest.mark.parametrize(
    "name", ["TOTAL_FORMS", "INITIAL_FORMS", "0-deployment_id", "0-seen_version", "0-asset"]
)
@pytest.mark.parametrize("odd", ["", "-1", "9" * 30, "x"])
def test_the_bookkeeping_of_inlines(careful, name, odd):
    coin = DeploymentFactory(decimals=6)
    typed = {f"deployments-{name}": odd, "deployments-0-decimals": "9"}
    assert careful(Asset).save(coin.asset, **typed).status in (200, 302)


@every_row
def test_lists(careful, model):
    FACTORIES[model]()
    for query in QUERIES:
        answer = careful(model).client.get(careful(model).url("changelist"), query)
        assert answer.status_code in (200, 302, 400), query
        for spec in admin.site._registry[model].list_filter:
            name = spec[0] if isinstance(spec, tuple) else spec
            for odd in ("a\0b", "9" * 40):
                asked = {f"{name}__exact": odd}
                answer = careful(model).client.get(careful(model).url("changelist"), asked)
                assert answer.status_code in (200, 302, 400), asked


@pytest.mark.parametrize("model", [Asset, Chain], ids=lambda model: model.__name__)
@pytest.mark.parametrize("page", ["change", "delete", "history"])
@pytest.mark.parametrize(
    "key", ["nothing", "a%00b", "x" * 900, "0193e4a2-7c1f-7d3a-9b52-3f8a6c0d9e11", "_00", "%F0%9F"]
)
def test_rows_that_are_not_there(careful, model, page, key):
    url = careful(model).url("changelist") + f"{key}/{page}/"
    # Nobody may delete a chain, whether it is there or not.
    assert careful(model).client.get(url).status_code in (302, 400, 403, 404)
    assert careful(model).client.post(url, {"post": "yes"}).status_code in (302, 400, 403, 404)


@pytest.mark.parametrize("odd", ["a\0b", "x" * 3000, "'"])
def test_lookups(careful, odd):
    ChainFactory()
    for field, model in (("chain", "assetdeployment"), ("asset", "assetdeployment"), ("venue", "venueasset")):
        asked = {"app_label": "registry", "model_name": model, "field_name": field, "term": odd}
        assert careful(Asset).client.get(reverse("admin:autocomplete"), asked).status_code == 200
    assert careful(Asset).client.get(reverse("admin:search"), {"s": odd}).status_code == 200


@pytest.mark.parametrize("chosen", ["", "a\0b", "x", "9" * 50])
def test_actions(careful, chosen):
    AssetFactory()
    for action in ("delete_selected", "nothing", ""):
        sent = {"action": action, "_selected_action": chosen, "post": "yes"}
        for model in (Asset, Chain):
            assert careful(model).send("changelist", **sent).status in (200, 302, 400)
