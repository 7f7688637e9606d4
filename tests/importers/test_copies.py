"""What a bridge made of a coin, where another source has it already."""

import pytest

from registry.importers.claimed.chains import ChainName
from registry.importers.claimed.copies import Copy
from registry.importers.claimed.identity import ExternalId, Place
from registry.importers.engine.importer import Importer
from registry.models import Asset, AssetRelationship
from tests.factories import ChainFactory, DeploymentFactory, IdentifierFactory, evm_address

from .sources import conflicts, run

pytestmark = pytest.mark.django_db

IMPORTER = Importer(name="test", source="test", read=list, candidates=lambda candidate: [candidate])
ADDRESS = evm_address(1)


@pytest.fixture
def origin():
    ChainFactory(chain_id="fantom", chain_name="Fantom")
    return IdentifierFactory(external_id="kujira", is_primary=True).asset


def load():
    copy = Copy(
        record="it",
        symbol="KUJI",
        derived={},
        name="Kujira",
        place=Place(ChainName("fantom"), ADDRESS),
        origin=ExternalId("COINGECKO", "kujira"),
        bridge="IBC",
    )
    return run(IMPORTER, copy)


def edges():
    return list(AssetRelationship.objects.values_list("from_asset", "relationship_type", "to_asset"))


def test_it_works(origin):
    load()
    copy = Asset.objects.get(name="Kujira (IBC bridge, Fantom)")
    assert edges() == [(copy.pk, "BRIDGES", origin.pk)]
    assert load().is_empty


def test_a_copy_that_another_source_has_stands_for_the_coin_too(origin):
    known = DeploymentFactory(
        chain_id="fantom", address=ADDRESS, asset__symbol="KUJI", asset__source="other"
    ).asset
    plan = load()
    assert (edges(), conflicts(plan)) == ([(known.pk, "BRIDGES", origin.pk)], [])
    assert (Asset.objects.count(), load().is_empty) == (2, True)


def test_a_copy_that_another_source_has_as_the_coin_itself_is_a_conflict(origin):
    DeploymentFactory(chain_id="fantom", address=ADDRESS, asset=origin)
    assert conflicts(load()) == [("it", "AssetDeployment.asset")]
    assert edges() == []
